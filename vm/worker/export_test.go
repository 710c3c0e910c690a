package worker

import (
	"bytes"
	"context"
	"io"
	"maps"
	"slices"
	"time"
)

// SetProbe makes this binary's workers answer probes.
func SetProbe(f func(ask string) string) { probe = f }

// SetHelloProbes is what new workers try before they are sealed.
func SetHelloProbes(asks []string) { helloProbes = asks }

// Probe lets the worker of key try something.
func (p *Pool) Probe(ctx context.Context, key, ask string, r Request) (string, error) {
	r.Op, r.Key, r.probes = opProbe, key, []string{ask}
	parts, err := p.Do(ctx, r)
	if err != nil {
		return "", err
	}
	return string(parts[0]), nil
}

// Pretend makes the workers of p take themselves for those of another runtime, with
// the library they have.
func (p *Pool) Pretend(runtime string) { p.cfg.Runtime = runtime }

// WithDescriptors is what becomes of an options document.
var WithDescriptors = withDescriptors

// Probed is what the newest worker found before it was sealed.
func (a About) Probed() map[string]string { return a.probed }

// Pids are the process ids of all workers, busy ones first.
func (p *Pool) Pids() []int {
	p.mu.Lock()
	defer p.mu.Unlock()
	var pids []int
	for w := range p.busy {
		pids = append(pids, w.pid())
	}
	for _, i := range p.idle {
		pids = append(pids, i.pid())
	}
	return slices.DeleteFunc(pids, func(n int) bool { return n == 0 })
}

// ReadRequest and ReadReply decode a frame and say how many parts it has.
func ReadRequest(r io.Reader) (int, error) {
	_, parts, err := readRequest(r)
	return len(parts), err
}

func ReadReply(r io.Reader) (int, error) {
	_, parts, err := readReply(r)
	return len(parts), err
}

// RoundTrip sends parts through a request frame.
func RoundTrip(parts ...[]byte) ([][]byte, error) {
	var b bytes.Buffer
	if err := writeRequest(&b, request{Op: OpProve}, parts...); err != nil {
		return nil, err
	}
	_, got, err := readRequest(&b)
	return got, err
}

// Limits of frames.
const (
	MaxHead  = maxHead
	MaxParts = maxParts
	MaxBody  = maxBody
)

// Backoff is the policy behind a pool, with time given.
type Backoff struct{ b *backoff }

func NewBackoff(base, longest time.Duration) Backoff { return Backoff{newBackoff(base, longest)} }

func (b Backoff) Barred(key string, now time.Time) (int, time.Duration) { return b.b.barred(key, now) }
func (b Backoff) Crashed(key string, now time.Time)                     { b.b.crashed(key, now) }
func (b Backoff) Fine(key string)                                       { b.b.fine(key) }
func (b Backoff) Keys() []string                                        { return slices.Collect(maps.Keys(b.b.strikes)) }

// NewTail is what keeps a worker's output.
func NewTail() interface {
	io.Writer
	String() string
} {
	return newTail()
}

// Starved tells whether text says that memory ran out.
func Starved(text string) bool { return starved(text) }
