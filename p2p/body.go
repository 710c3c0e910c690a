package p2p

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"

	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

const (
	// BodyProtocol is the direct stream over which task bodies are fetched.
	BodyProtocol = "/w3bstream/body/1"

	bodyService    = "w3bstream.body"
	bodyFormat     = 1
	requestTimeout = 5 * time.Second
	// maxBodyMemory is what one transfer may reserve: the body and stream buffers.
	maxBodyMemory = task.MaxTaskBody + (1 << 20)
	// otherPeers is how many peers of the topic are asked when the provider has failed.
	otherPeers = 4
)

// busyPauses are how long to wait after each try that found a peer busy; the
// last try is not waited for.
var busyPauses = []time.Duration{100 * time.Millisecond, 200 * time.Millisecond, 400 * time.Millisecond, 0}

// Faults of a body request, for callers that decide on them.
var (
	// ErrNoBody: the peer has no such task.
	ErrNoBody = errors.New("no such task body")
	// ErrBusy: the peer, or this host, is at its limit of transfers.
	ErrBusy = errors.New("too many body requests")
)

// FetchBody gets the body of a verified task from provider, a peer id in text
// form, or else from other peers of the project's task topic, and returns the
// task. What comes is checked against the header, so it matters to nobody who
// served it. A busy peer is asked again a few times. The error joins what each
// peer answered last.
func (h *Host) FetchBody(ctx context.Context, provider string, v task.Verified) (task.Task, error) {
	header := v.Header()
	first, err := peer.Decode(provider)
	if err != nil {
		return task.Task{}, fmt.Errorf("fetch body of task %s: provider: %w", header.Key(), err)
	}
	var t task.Task
	for _, pause := range busyPauses {
		t, err = h.fetchAny(ctx, first, v)
		if err == nil {
			return t, nil
		}
		if !errors.Is(err, ErrBusy) || !sleep(ctx, pause) {
			break
		}
	}
	return task.Task{}, fmt.Errorf("fetch body of task %s: %w", header.Key(), err)
}

// fetchAny asks each source once.
func (h *Host) fetchAny(ctx context.Context, first peer.ID, v task.Verified) (task.Task, error) {
	var errs []error
	for _, p := range h.bodySources(first, v.Header().ProjectID) {
		t, err := h.fetchFrom(ctx, p, v)
		h.metrics.fetched.WithLabelValues(outcome(err)).Inc()
		if err == nil {
			return t, nil
		}
		errs = append(errs, fmt.Errorf("peer %s: %w", p, err))
		if ctx.Err() != nil {
			break
		}
	}
	return task.Task{}, errors.Join(errs...)
}

// bodySources lists whom to ask, the provider first.
func (h *Host) bodySources(first peer.ID, id task.ProjectID) []peer.ID {
	out := []peer.ID{first}
	t, err := h.topic(id, KindTask)
	if err != nil {
		return out
	}
	for _, p := range t.ListPeers() {
		if len(out) <= otherPeers && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

func (h *Host) fetchFrom(ctx context.Context, p peer.ID, v task.Verified) (task.Task, error) {
	if p == h.libp2p.ID() {
		return task.Task{}, fmt.Errorf("asked for a body of its own: %w", ErrNoBody)
	}
	ctx, cancel := context.WithTimeout(ctx, h.cfg.BodyTimeout)
	defer cancel()
	s, err := h.openStream(ctx, p)
	if err != nil {
		return task.Task{}, err
	}
	defer s.Close()
	stop := context.AfterFunc(ctx, func() { s.Reset() })
	defer stop()
	body, err := readBody(s, v)
	if err != nil {
		s.Reset()
		return task.Task{}, errors.Join(err, context.Cause(ctx))
	}
	return task.OpenBody(v.Header(), body)
}

// openStream opens a stream, with its deadline and its share of the service's limits.
func (h *Host) openStream(ctx context.Context, p peer.ID) (network.Stream, error) {
	s, err := h.libp2p.NewStream(network.WithAllowLimitedConn(ctx, "task body"), p, BodyProtocol)
	if err != nil {
		return nil, fmt.Errorf("open stream: %w", err)
	}
	if err := s.Scope().SetService(bodyService); err != nil {
		s.Reset()
		return nil, fmt.Errorf("%w: %w", ErrBusy, err)
	}
	if err := s.SetDeadline(time.Now().Add(h.cfg.BodyTimeout)); err != nil {
		s.Reset()
		return nil, fmt.Errorf("set deadline: %w", err)
	}
	return s, nil
}

// readBody asks for the body and reads exactly as many bytes as the header says.
func readBody(s network.Stream, v task.Verified) ([]byte, error) {
	d := v.Digest()
	if err := writeFrame(s, &wire.BodyRequest{Version: bodyFormat, Digest: d[:]}); err != nil {
		return nil, err
	}
	if err := s.CloseWrite(); err != nil {
		return nil, fmt.Errorf("end request: %w", err)
	}
	var resp wire.BodyResponse
	if err := readFrame(s, &resp); err != nil {
		return nil, err
	}
	size := v.Header().BodySize
	switch {
	case resp.Code == wire.BodyCode_BODY_CODE_NOT_FOUND:
		return nil, ErrNoBody
	case resp.Code == wire.BodyCode_BODY_CODE_BUSY:
		return nil, ErrBusy
	case resp.Code != wire.BodyCode_BODY_CODE_OK:
		return nil, fmt.Errorf("peer answers %s", resp.Code)
	case resp.Size != uint64(size):
		return nil, fmt.Errorf("%w: peer offers %d bytes, header says %d", task.ErrMalformed, resp.Size, size)
	}
	if err := s.Scope().ReserveMemory(int(size), network.ReservationPriorityMedium); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBusy, err)
	}
	defer s.Scope().ReleaseMemory(int(size))
	body := make([]byte, size)
	if _, err := io.ReadFull(s, body); err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	return body, nil
}

func outcome(err error) string {
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, ErrNoBody):
		return "not_found"
	case errors.Is(err, ErrBusy):
		return "busy"
	case errors.Is(err, task.ErrMalformed):
		return "malformed"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	default:
		return "error"
	}
}
