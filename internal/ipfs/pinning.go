package ipfs

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/multiformats/go-multiaddr"
)

// ErrPinning says that a pinning service does not keep a file.
var ErrPinning = errors.New("pinning service did not pin")

// PinningService is one that speaks the IPFS Pinning Service API.
type PinningService struct {
	endpoint, token string
	client          *http.Client
	poll            time.Duration
}

// NewPinningService is the service at an http(s) URL, for whoever the token stands for. poll is the time between looks;
// 0 is a second.
func NewPinningService(endpoint, token string, client *http.Client, poll time.Duration) *PinningService {
	if poll == 0 {
		poll = time.Second
	}
	return &PinningService{strings.TrimRight(endpoint, "/"), token, client, poll}
}

// pinStatus is what a service says of a request.
type pinStatus struct {
	RequestID string         `json:"requestid"`
	Status    string         `json:"status"`
	Delegates []string       `json:"delegates"`
	Info      map[string]any `json:"info"`
}

// Pin asks the service to fetch and keep a file, and returns once it has. origins are multiaddresses of who has the file;
// delegates, which may be nil, is given those of the service's own nodes, so that whoever has the file can connect to them;
// tell, which may be nil, hears of the request's state.
func (s *PinningService) Pin(ctx context.Context, c, name string, origins []string, delegates func([]string), tell func(state string)) error {
	body, err := json.Marshal(map[string]any{"cid": c, "name": name, "origins": origins[:min(len(origins), 20)]}) // the API's limit
	if err != nil {
		return fmt.Errorf("ask pinning service: %w", err)
	}
	var st pinStatus
	if err := s.call(ctx, http.MethodPost, "/pins", body, &st); err != nil {
		return err
	}
	if delegates != nil {
		delegates(st.Delegates)
	}
	tick := time.NewTicker(s.poll)
	defer tick.Stop()
	for last := ""; ; {
		if st.Status != last && tell != nil {
			tell(st.Status)
		}
		switch last = st.Status; last {
		case "pinned":
			return nil
		case "failed":
			return fmt.Errorf("%w: it failed: %.200v", ErrPinning, st.Info)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w in time: %w", ErrPinning, context.Cause(ctx))
		case <-tick.C:
		}
		if err := s.call(ctx, http.MethodGet, "/pins/"+url.PathEscape(st.RequestID), nil, &st); err != nil {
			return err
		}
	}
}

func (s *PinningService) call(ctx context.Context, method, path string, body []byte, v *pinStatus) error {
	req, err := http.NewRequestWithContext(ctx, method, s.endpoint+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("ask pinning service: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+s.token)
	resp, err := s.client.Do(req)
	if err != nil {
		return fmt.Errorf("ask pinning service: %w", bare(err))
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("read pinning service's answer: %w", err)
	}
	if resp.StatusCode/100 != 2 {
		var fault struct {
			Error struct{ Reason, Details string } `json:"error"`
		}
		_ = json.Unmarshal(b, &fault) // without reasons the status must do
		return fmt.Errorf("%w: it answers %s: %.100s %.200s", ErrPinning, resp.Status, fault.Error.Reason, fault.Error.Details)
	}
	if err := json.Unmarshal(b, v); err != nil {
		return fmt.Errorf("read pinning service's answer: %w", err)
	}
	return nil
}

// Connect connects a host to peers by their multiaddresses, and reports whether it reached one.
func Connect(ctx context.Context, h host.Host, addresses []string) error {
	var errs []error
	for _, text := range addresses {
		a, err := multiaddr.NewMultiaddr(text)
		if err == nil {
			var info *peer.AddrInfo
			if info, err = peer.AddrInfoFromP2pAddr(a); err == nil {
				err = h.Connect(ctx, *info)
			}
		}
		if err == nil {
			return nil
		}
		errs = append(errs, fmt.Errorf("connect to %.200s: %w", text, err))
	}
	return errors.Join(errs...)
}
