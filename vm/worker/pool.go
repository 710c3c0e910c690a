package worker

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/internal/ffi"
)

// Request is one call of the library in a worker.
type Request struct {
	Op      Op
	Options []byte   // JSON, as prover.h says
	Parts   [][]byte // what Op takes
	// Key names what the worker is devoted to: a program, or receipts; it is not empty.
	// Two keys never share a process, so a program that takes over its worker gains
	// nothing but itself.
	Key      string
	MemoryMB uint64        // 0 = the pool's
	Wall     time.Duration // 0 = no limit but ctx
	// AnswerBytes is how long an answer may be; a longer one is [vm.ErrMemoryLimit], and none of it leaves the worker. 0 = as
	// long as answers can be.
	AnswerBytes int
	Progress    func(task.Progress)
	// Attach, if set, is asked for the files of a worker that is started for this
	// request, once for each such worker.
	Attach func() (*Attachment, error)

	probes []string // tests only
}

// About is what a worker says of itself when it is ready.
type About struct {
	Library []byte            // JSON of sprout_describe
	Image   string            // the prebuilt library
	Sandbox map[string]string // each measure: "on …" or "off: why"
	probed  map[string]string // tests only
}

// idle is a warm worker without a job.
type idle struct {
	*process
	key   string
	timer *time.Timer
}

// Pool keeps workers. It is safe for concurrent use.
type Pool struct {
	cfg    Config
	image  ffi.Image
	light  chan struct{} // slots of checks and executions
	verify chan struct{} // slots of verifications

	mu      sync.Mutex
	library *os.File
	about   *About
	proofs  int
	idle    []*idle
	busy    map[*process]struct{}
	backoff *backoff
	closed  bool
}

// lightSlots is how many checks and executions run at once beside the proofs, and how
// many verifications beside both; more wait. Checks and executions run strangers'
// programs, which may take their time; what others have proved is verified meanwhile.
const lightSlots = 2

// New makes a pool. It starts no process, but finds out whether there is a
// library for this machine: [vm.ErrUnavailable].
func New(c Config) (*Pool, error) {
	if err := c.Validate(); err != nil {
		return nil, fmt.Errorf("make worker pool: %w", err)
	}
	cfg := c.withDefaults()
	image, err := ffi.Find(cfg.Runtime)
	if err != nil {
		return nil, fmt.Errorf("make worker pool: %w", &vm.Error{Kind: vm.ErrUnavailable, Said: err.Error()})
	}
	return &Pool{
		cfg: cfg, image: image, light: make(chan struct{}, lightSlots), verify: make(chan struct{}, lightSlots),
		busy: make(map[*process]struct{}), backoff: newBackoff(cfg.Backoff, cfg.LongestBackoff),
	}, nil
}

// Do makes one call and returns the parts of its answer. A proof starts at once
// or gets [vm.ErrBusy]; everything else waits for its turn. When ctx ends the
// worker is killed.
func (p *Pool) Do(ctx context.Context, r Request) ([][]byte, error) {
	leave, err := p.enter(ctx, r.Op)
	if err != nil {
		return nil, err
	}
	defer leave()
	w, err := p.take(ctx, r.Key, r.Attach)
	if err != nil {
		return nil, err
	}
	parts, err := p.call(ctx, w, r)
	if w.alive() && !errors.Is(err, vm.ErrInternal) {
		w.attached.after(parts)
	}
	p.give(w, r.Key, err)
	return parts, err
}

// Describe says what library the workers load and how they are confined,
// starting one if none has run yet.
func (p *Pool) Describe(ctx context.Context) (About, error) {
	p.mu.Lock()
	about := p.about
	p.mu.Unlock()
	if about == nil {
		w, err := p.take(ctx, freshKey, nil)
		if err != nil {
			return About{}, err
		}
		p.give(w, freshKey, nil)
		p.mu.Lock()
		about = p.about
		p.mu.Unlock()
	}
	a := *about
	a.Sandbox = maps.Clone(a.Sandbox)
	return a, nil
}

// Proofs returns how many proofs may run and how many do.
func (p *Pool) Proofs() (slots, running int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.cfg.Slots, p.proofs
}

// Close kills every worker and waits until they are gone. Calls that run get an
// error; so does every later one.
func (p *Pool) Close() error {
	p.mu.Lock()
	p.closed = true
	var all []*process
	for _, i := range p.idle {
		i.timer.Stop()
		all = append(all, i.process)
	}
	for w := range p.busy {
		all = append(all, w)
	}
	p.idle = nil
	library := p.library
	p.library = nil
	p.mu.Unlock()
	for _, w := range all {
		w.kill()
	}
	for _, w := range all {
		<-w.gone
	}
	if library == nil {
		return nil
	}
	return library.Close()
}

func (p *Pool) enter(ctx context.Context, op Op) (leave func(), err error) {
	if err := context.Cause(ctx); err != nil {
		return nil, fmt.Errorf("start job: %w", err)
	}
	if op != OpProve {
		lane := p.light
		if op == OpVerify {
			lane = p.verify
		}
		select {
		case lane <- struct{}{}:
			return func() { <-lane }, nil
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for a worker: %w", context.Cause(ctx))
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.proofs >= p.cfg.Slots {
		return nil, &vm.Error{Kind: vm.ErrBusy, Said: fmt.Sprintf("%d of %d proofs run", p.proofs, p.cfg.Slots)}
	}
	p.proofs++
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.proofs--
	}, nil
}

// take returns the warm worker of key, or a new one with the files of attach.
func (p *Pool) take(ctx context.Context, key string, attach func() (*Attachment, error)) (*process, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, &vm.Error{Kind: vm.ErrUnavailable, Said: "the pool is closed"}
	}
	now := time.Now()
	for k, kind := range map[string]error{key: vm.ErrCrashed, startKey: vm.ErrUnavailable} {
		if n, wait := p.backoff.barred(k, now); wait > 0 {
			p.mu.Unlock()
			return nil, &vm.Error{Kind: kind, Said: fmt.Sprintf("failed %d times in a row, held off for %s", n, wait.Round(time.Millisecond))}
		}
	}
	if w := p.takeIdle(key, attach == nil); w != nil {
		p.busy[w] = struct{}{}
		p.mu.Unlock()
		return w, nil
	}
	p.mu.Unlock()
	w, err := p.open(ctx, attach)
	if err != nil && ctx.Err() == nil {
		p.mu.Lock()
		p.backoff.crashed(startKey, time.Now())
		p.mu.Unlock()
	}
	return w, err
}

// startKey is the key of workers that do not even start.
const startKey = "\x00start"

// freshKey is the key of workers that have had no job, only described themselves.
const freshKey = ""

// takeIdle returns the warm worker of key, or a fresh one where that will do.
func (p *Pool) takeIdle(key string, fresh bool) *process {
	keys := []string{key}
	if fresh {
		keys = append(keys, freshKey)
	}
	for _, k := range keys {
		n := slices.IndexFunc(p.idle, func(i *idle) bool { return i.key == k && i.alive() })
		if n < 0 {
			continue
		}
		i := p.idle[n]
		i.timer.Stop()
		p.idle = slices.Delete(p.idle, n, n+1)
		return i.process
	}
	return nil
}

// give takes a worker back. One that crashed or was killed is gone; one that
// reported a fault of its own is not trusted again.
func (p *Pool) give(w *process, key string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.busy, w)
	if errors.Is(err, vm.ErrCrashed) {
		p.backoff.crashed(key, time.Now())
	} else if w.alive() {
		p.backoff.fine(key)
	}
	if p.closed || !w.alive() || errors.Is(err, vm.ErrInternal) || errors.Is(err, vm.ErrMemoryLimit) {
		w.kill()
		return
	}
	i := &idle{process: w, key: key}
	i.timer = time.AfterFunc(p.cfg.Idle, func() { p.retire(i) })
	p.idle = append(p.idle, i)
	for len(p.idle) > p.cfg.Slots+lightSlots {
		oldest := p.idle[0]
		oldest.timer.Stop()
		oldest.kill()
		p.idle = p.idle[1:]
	}
}

func (p *Pool) retire(i *idle) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for n := range p.idle {
		if p.idle[n] == i {
			p.idle = append(p.idle[:n], p.idle[n+1:]...)
			i.kill()
			return
		}
	}
}

// open starts a worker and waits until it is sealed.
func (p *Pool) open(ctx context.Context, attach func() (*Attachment, error)) (*process, error) {
	library, err := p.unpacked()
	if err != nil {
		return nil, &vm.Error{Kind: vm.ErrUnavailable, Said: err.Error()}
	}
	var attached *Attachment
	if attach != nil {
		if attached, err = attach(); err != nil {
			return nil, fmt.Errorf("open files of a worker: %w", err)
		}
		if n := len(attached.files()); n > maxFiles {
			attached.release()
			return nil, &vm.Error{Kind: vm.ErrInternal, Said: fmt.Sprintf("%d files for a worker, want at most %d", n, maxFiles)}
		}
	}
	w, err := start(p.cfg.Args, library, p.cfg.Files, attached)
	if err != nil {
		return nil, &vm.Error{Kind: vm.ErrUnavailable, Said: err.Error()}
	}
	p.mu.Lock()
	p.busy[w] = struct{}{}
	closed := p.closed
	p.mu.Unlock()
	if closed {
		w.kill()
	}
	about, err := p.hello(ctx, w)
	if err == nil && p.cfg.Strict {
		err = strict(about.Sandbox)
	}
	if err != nil {
		w.end()
		p.mu.Lock()
		delete(p.busy, w)
		p.mu.Unlock()
		return nil, err
	}
	p.cfg.Logger.Debug("prover worker started", "pid", w.pid(), "library", about.Image)
	p.mu.Lock()
	p.about = &about
	p.backoff.fine(startKey)
	p.mu.Unlock()
	return w, nil
}

// unpacked returns the library's file, unpacking it when it is first needed.
func (p *Pool) unpacked() (*os.File, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.library == nil {
		f, err := p.image.Unpack()
		if err != nil {
			return nil, err
		}
		p.library = f
	}
	return p.library, nil
}

func strict(sandbox map[string]string) error {
	for _, m := range []string{"landlock", "seccomp"} {
		if !strings.HasPrefix(sandbox[m], "on") {
			return &vm.Error{Kind: vm.ErrUnavailable, Said: fmt.Sprintf("worker would run without %s: %s", m, sandbox[m])}
		}
	}
	return nil
}

func (p *Pool) hello(ctx context.Context, w *process) (About, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, p.cfg.Start, errWall)
	defer cancel()
	head := request{Op: opHello, Runtime: p.cfg.Runtime, FileMB: p.cfg.FileMB, MemoryMB: p.cfg.MemoryMB, Threads: p.cfg.Threads, Probe: helloProbes}
	r, parts, err := exchange(ctx, w, head, nil, nil)
	if err == nil && len(parts) != 1 {
		err = &vm.Error{Kind: vm.ErrUnavailable, Said: "worker gave no description"}
	}
	switch {
	case errors.Is(err, vm.ErrWallTime):
		err = &vm.Error{Kind: vm.ErrUnavailable, Said: fmt.Sprintf("worker was not ready within %s: %s", p.cfg.Start, w.output)}
	case err != nil && ctx.Err() == nil:
		err = &vm.Error{Kind: vm.ErrUnavailable, Said: "start worker: " + err.Error()}
	}
	if err != nil {
		return About{}, err
	}
	sandbox := maps.Clone(w.report)
	maps.Copy(sandbox, r.Sandbox)
	return About{Library: parts[0], Image: p.image.String(), Sandbox: sandbox, probed: r.Probe}, nil
}

// helloProbes is what tests let every new worker try before it is sealed.
var helloProbes []string

func (p *Pool) call(ctx context.Context, w *process, r Request) ([][]byte, error) {
	memory := r.MemoryMB
	if memory == 0 || memory > p.cfg.MemoryMB {
		memory = p.cfg.MemoryMB
	}
	options, err := withDescriptors(r.Options, w.descriptors)
	if err != nil {
		return nil, err
	}
	head := request{Op: r.Op, Options: options, MemoryMB: memory, Answer: r.AnswerBytes, Probe: r.probes}
	if r.Wall > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, r.Wall, errWall)
		defer cancel()
		head.CPU = (uint64(r.Wall/time.Second) + 1) * uint64(p.cfg.Threads+1)
	}
	_, parts, err := exchange(ctx, w, head, r.Parts, r.Progress)
	if err != nil && !w.alive() {
		p.cfg.Logger.Debug("prover worker ended", "err", err)
	}
	return parts, err
}
