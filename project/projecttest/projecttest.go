package projecttest

import (
	"context"
	"fmt"
	"sync"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Registry is a project.Registry that says what it is told to. The zero value
// knows no project.
type Registry struct {
	mu      sync.Mutex
	entries map[task.ProjectID]project.Entry
	subs    map[int]func(task.ProjectID)
	next    int
}

// Set adds or replaces a project and tells the subscribers.
func (r *Registry) Set(e project.Entry) {
	r.change(e.ID, func() {
		if r.entries == nil {
			r.entries = map[task.ProjectID]project.Entry{}
		}
		r.entries[e.ID] = e
	})
}

// Remove forgets a project and tells the subscribers.
func (r *Registry) Remove(id task.ProjectID) { r.change(id, func() { delete(r.entries, id) }) }

func (r *Registry) change(id task.ProjectID, f func()) {
	r.mu.Lock()
	f()
	subs := make([]func(task.ProjectID), 0, len(r.subs))
	for _, s := range r.subs {
		subs = append(subs, s)
	}
	r.mu.Unlock()
	for _, s := range subs {
		s(id)
	}
}

// Entries implements project.Registry.
func (r *Registry) Entries() []project.Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]project.Entry, 0, len(r.entries))
	for _, e := range r.entries {
		out = append(out, e)
	}
	return out
}

// Subscribe implements project.Registry.
func (r *Registry) Subscribe(f func(task.ProjectID)) (cancel func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.next
	r.next++
	if r.subs == nil {
		r.subs = map[int]func(task.ProjectID){}
	}
	r.subs[n] = f
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.subs, n)
	}
}

// Files is a project.Fetcher over files in memory. The zero value has none.
type Files struct {
	mu      sync.Mutex
	places  map[string]*place
	running int
	most    int
}

// place is what there is at one URI.
type place struct {
	file    *[]byte
	fault   error
	stalled bool
	calls   int
}

// at returns the place of uri; the caller holds the lock.
func (f *Files) at(uri string) *place {
	if f.places == nil {
		f.places = map[string]*place{}
	}
	if f.places[uri] == nil {
		f.places[uri] = &place{}
	}
	return f.places[uri]
}

// Put makes file what is found at uri, and returns its hash.
func (f *Files) Put(uri string, file []byte) task.Digest {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.at(uri).file = &file
	return task.DigestOf(file)
}

// Fail makes every fetch of uri fail with err until it is called with nil.
func (f *Files) Fail(uri string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.at(uri).fault = err
}

// Stall makes fetches of uri answer only when their context ends.
func (f *Files) Stall(uri string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.at(uri).stalled = true
}

// Calls says how often uri was asked for.
func (f *Files) Calls(uri string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.at(uri).calls
}

// Most says how many fetches ran at once at most.
func (f *Files) Most() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.most
}

// Fetch implements project.Fetcher, but for the hash: it gives whatever file
// there is, as a lying server would.
func (f *Files) Fetch(ctx context.Context, uri string, _ task.Digest) ([]byte, error) {
	f.mu.Lock()
	p := f.at(uri)
	p.calls++
	f.running++
	f.most = max(f.most, f.running)
	file, err, stalled := p.file, p.fault, p.stalled
	f.mu.Unlock()
	if stalled {
		<-ctx.Done()
		err = ctx.Err()
	}
	f.mu.Lock()
	f.running--
	f.mu.Unlock()
	if err == nil && file == nil {
		err = fmt.Errorf("nothing at %s", uri)
	}
	if err != nil {
		return nil, err
	}
	return *file, nil
}

// Checker is a project.Checker that takes any program that starts with the four
// bytes of an ELF, refuses those that say "other zkVM" behind them, and uses the
// program's SHA-256 as its id. It proves nothing.
type Checker struct {
	mu    sync.Mutex
	calls int
	fault error
}

// Check implements project.Checker.
func (c *Checker) Check(_ context.Context, v *project.Version) (task.Digest, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	const magic = "\x7fELF"
	switch {
	case c.fault != nil:
		return task.Digest{}, c.fault
	case len(v.Code) < len(magic) || string(v.Code[:len(magic)]) != magic:
		return task.Digest{}, fmt.Errorf("%w: program is no ELF", project.ErrInvalidFile)
	case string(v.Code[len(magic):]) == "other zkVM":
		return task.Digest{}, fmt.Errorf("%w: program is built for zkVM 1.0.0, this node runs 3.0.6", project.ErrInvalidFile)
	}
	return task.DigestOf(v.Code), nil
}

// Fail makes every check fail with err until it is called with nil.
func (c *Checker) Fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fault = err
}

// Calls says how many programs were checked.
func (c *Checker) Calls() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls
}

// ELF is a program that [Checker] takes; programs of different text differ.
func ELF(text string) []byte { return []byte("\x7fELF" + text) }
