// Package ipfstest holds what tests of IPFS need: a pinning service that really fetches what it is asked to keep.
package ipfstest

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/host"

	"github.com/machinefi/sprout/internal/ipfs"
)

// Token is what a caller of a [PinningService] must bear.
const Token = "token"

// PinningService speaks the IPFS Pinning Service API below /pins, for one request at a time, and gets files by bitswap from
// whoever connects to its node.
type PinningService struct {
	Node *ipfs.Node
	Host host.Host

	mu       sync.Mutex
	state    string
	patience time.Duration
}

// NewPinningService makes one that keeps files in dir and waits for one at most as long as patience.
func NewPinningService(ctx context.Context, dir string, patience time.Duration) (*PinningService, error) {
	h, err := libp2p.New(libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"), libp2p.DisableMetrics())
	if err != nil {
		return nil, err
	}
	cfg := ipfs.DefaultConfig(dir)
	cfg.Host = h
	n, err := ipfs.New(ctx, cfg)
	if err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return &PinningService{Node: n, Host: h, patience: patience}, nil
}

// Close ends it.
func (p *PinningService) Close() error { return errors.Join(p.Node.Close(), p.Host.Close()) }

// SetPatience changes how long it waits for a file.
func (p *PinningService) SetPatience(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.patience = d
}

// ServeHTTP implements [http.Handler].
func (p *PinningService) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case r.Header.Get("Authorization") != "Bearer "+Token:
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"error":{"reason":"UNAUTHORIZED","details":"who are you"}}`)
		return
	case r.Method == http.MethodPost && r.URL.Path == "/pins":
		var pin struct{ CID, Name string }
		if json.NewDecoder(r.Body).Decode(&pin) != nil || pin.Name == "" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		p.state = "pinning"
		go p.fetch(pin.CID, p.patience)
		w.WriteHeader(http.StatusAccepted)
	case r.Method != http.MethodGet || r.URL.Path != "/pins/the id":
		http.NotFound(w, r)
		return
	}
	at := "/p2p/" + p.Host.ID().String()
	_ = json.NewEncoder(w).Encode(map[string]any{
		"requestid": "the id", "status": p.state, "delegates": []string{"/ip4/127.0.0.1/tcp/1" + at, p.Host.Addrs()[0].String() + at},
		"info": map[string]string{"why": "no such thing"},
	})
}

func (p *PinningService) fetch(c string, patience time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := p.Node.Pin(ctx, c, 256<<20)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.state = "pinned"
	if err != nil {
		p.state = "failed"
	}
}
