package halo2

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/internal/checks"
	"github.com/machinefi/sprout/vm/worker"
)

// runtimeName names the library, and with it what its workers may do.
const runtimeName = "halo2"

// Time limits of what is no proof: a check makes a verifying key, a verification depends
// on the public inputs and on how often the circuit asks for them.
const (
	checkWall  = 10 * time.Minute
	verifyWall = time.Minute
)

// receiptsKey begins the keys of workers that verify one program's receipts. They never
// see a program; receipts that kill them bar only those of the same one.
const receiptsKey = "receipts of "

// Prover implements [vm.Prover].
type Prover struct {
	pool   *worker.Pool
	cfg    Config
	sized  worker.Config
	keys   *keyStore // nil: none are kept
	srs    *os.File  // nil: verifies only
	checks *checks.Cache[vm.ProgramInfo]

	mu    sync.Mutex
	about atomic.Pointer[SRS] // of the file, once it is checked
}

var _ vm.Prover = (*Prover)(nil)

// New makes a prover. No process is started before there is something to do, but a
// machine without a library for it is told at once: [vm.ErrUnavailable].
func New(c Config) (*Prover, error) {
	p, err := open(c)
	if err != nil {
		return nil, fmt.Errorf("make halo2 prover: %w", err)
	}
	return p, nil
}

func open(c Config) (p *Prover, err error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	p = &Prover{cfg: c, sized: c.pool(worker.ThisMachine()), checks: checks.New[vm.ProgramInfo]()}
	if c.SRSFile != "" {
		if err := p.openSRS(); err != nil {
			return nil, err
		}
		p.sized.Files = []worker.File{{Option: "srs_fd", File: p.srs}}
	}
	if p.pool, err = worker.New(p.sized); err != nil && p.srs != nil {
		_ = p.srs.Close()
	}
	return p, err
}

// openSRS opens the public parameters and, beside them, the keys made with them.
func (p *Prover) openSRS() (err error) {
	if p.srs, err = os.Open(p.cfg.SRSFile); err != nil {
		return fmt.Errorf("open SRS: %w", err)
	}
	name, err := srsName(p.srs)
	if err == nil && p.cfg.KeysDir != "" {
		p.keys, err = openKeys(p.cfg.KeysDir, int64(p.cfg.keysMB())<<20, name, p.cfg.logger())
	}
	if err != nil {
		_ = p.srs.Close()
	}
	return err
}

// Close ends all workers.
func (p *Prover) Close() error {
	err := p.pool.Close()
	if p.srs != nil {
		if cerr := p.srs.Close(); !errors.Is(cerr, os.ErrClosed) {
			err = errors.Join(err, cerr)
		}
	}
	return err
}

// VerifiesOnly reports whether the prover has no public parameters to prove with.
func (p *Prover) VerifiesOnly() bool { return p.srs == nil }

// described is the JSON of sprout_describe.
type described struct {
	Name         string   `json:"name"`
	Version      string   `json:"version"`
	ReceiptKinds []string `json:"receipt_kinds"`
}

// Describe implements [vm.Prover].
func (p *Prover) Describe(ctx context.Context) (vm.Description, error) {
	about, err := p.pool.Describe(ctx)
	if err != nil {
		return vm.Description{}, err
	}
	var d described
	if err := worker.Decode([][]byte{about.Library}, 1, 0, &d); err != nil {
		return vm.Description{}, err
	}
	return vm.Description{
		Runtime: project.VMHalo2, Name: d.Name, Version: d.Version, Library: about.Image,
		ReceiptKinds: d.ReceiptKinds, Sandbox: about.Sandbox,
	}, nil
}

// Capacity implements [vm.Prover]. Who verifies only takes on no proofs.
func (p *Prover) Capacity() vm.Capacity {
	slots, running := p.pool.Proofs()
	if p.VerifiesOnly() {
		slots = 0
	}
	return vm.Capacity{Proofs: slots, Running: running, ThreadsPerProof: p.sized.Threads, MemoryMB: min(p.sized.MemoryMB, memoryOfProof)}
}

// attach returns how a worker of a program is given its keys; nil = it gets none.
func (p *Prover) attach(key string) func() (*worker.Attachment, error) {
	if p.keys == nil {
		return nil
	}
	return func() (*worker.Attachment, error) {
		a, err := p.keys.attach(key)
		if err != nil { // kept keys only save time
			p.cfg.logger().Warn("no proving keys are kept", "folder", p.cfg.KeysDir, "err", err)
			return &worker.Attachment{}, nil
		}
		return a, nil
	}
}

// Execute implements [vm.Prover]. What counts as a cycle is an assigned cell.
func (p *Prover) Execute(ctx context.Context, j vm.Job, progress func(vm.Progress)) (vm.Execution, error) {
	parts, err := p.run(ctx, worker.OpExecute, j, "", progress)
	if err != nil {
		return vm.Execution{}, err
	}
	var r ran
	if err := worker.Decode(parts, 1, 0, &r); err != nil {
		return vm.Execution{}, err
	}
	if err := journalFits(r.Journal, j.Limits); err != nil {
		return vm.Execution{}, err
	}
	return vm.Execution{Journal: r.Journal, UserCycles: r.Cycles, Cycles: r.Cycles, Segments: 1}, nil
}

// ran is the JSON of sprout_execute, sprout_prove and sprout_verify.
type ran struct {
	ProgramID string     `json:"program_id"`
	Kind      string     `json:"kind"`
	Journal   worker.Hex `json:"journal"`
	Cycles    uint64     `json:"cycles"`
	UnsafeSRS bool       `json:"unsafe_srs"`
}

// journalFits stands in for a limit inside the library: a circuit's public inputs are
// few, and known before anything is proved.
func journalFits(journal []byte, l vm.Limits) error {
	if uint64(len(journal)) > l.JournalBytes {
		return &vm.Error{Kind: vm.ErrJournalTooLarge, Said: fmt.Sprintf("%d bytes, limit %d", len(journal), l.JournalBytes)}
	}
	return nil
}

// Prove implements [vm.Prover].
func (p *Prover) Prove(ctx context.Context, j vm.Job, progress func(vm.Progress)) (vm.Proof, error) {
	if p.VerifiesOnly() {
		return vm.Proof{}, errVerifiesOnly()
	}
	if err := context.Cause(ctx); err != nil {
		return vm.Proof{}, fmt.Errorf("prove: %w", err)
	}
	if err := vm.CheckKinds(j.Kinds); err != nil {
		return vm.Proof{}, err
	}
	info, err := p.Check(ctx, j.Program)
	if err != nil {
		return vm.Proof{}, err
	}
	kind, err := vm.PickKind(j.Kinds, info.Kinds)
	if err != nil {
		return vm.Proof{}, err
	}
	start := time.Now()
	parts, err := p.run(ctx, worker.OpProve, j, kind, progress)
	if err != nil {
		return vm.Proof{}, err
	}
	var r ran
	if err := worker.Decode(parts, 2, 1, &r); err != nil {
		return vm.Proof{}, err
	}
	if err := journalFits(r.Journal, j.Limits); err != nil {
		return vm.Proof{}, err
	}
	id, err := task.ParseDigest(r.ProgramID)
	if err != nil {
		return vm.Proof{}, &vm.Error{Kind: vm.ErrInternal, Said: err.Error()}
	}
	return vm.Proof{
		Receipt: parts[0], ProgramID: id, Kind: r.Kind, Journal: r.Journal,
		Cycles: r.Cycles, Segments: 1, Took: time.Since(start),
	}, nil
}

// run makes a call that runs a front end.
func (p *Prover) run(ctx context.Context, op worker.Op, j vm.Job, kind string, progress func(vm.Progress)) ([][]byte, error) {
	if err := j.Limits.Validate(); err != nil {
		return nil, fmt.Errorf("run front end: %w", err)
	}
	if _, err := p.form(j.Program); err != nil {
		return nil, err
	}
	if !p.VerifiesOnly() {
		if err := p.sound(ctx); err != nil {
			return nil, err
		}
	}
	memory := min(j.Limits.MemoryMB, p.sized.MemoryMB)
	opts, err := options{
		InputMode: j.InputMode, ReceiptKind: kind, Fuel: fuel(j.Limits),
		MemoryLimitMB: p.guestMemoryMB(), AllowUnsafeSRS: p.cfg.AllowUnsafeSRS,
	}.encode()
	if err != nil {
		return nil, err
	}
	key := checks.Key(j.Program)
	parts, err := p.pool.Do(ctx, worker.Request{
		Op: op, Key: key, Options: opts, Parts: [][]byte{j.Program.Code, j.Input},
		MemoryMB: memory, Wall: j.Limits.Wall, Progress: progress, Attach: p.attach(key),
	})
	return parts, aboutSRS(err)
}

// ownSRS names the ceremony of the node's own public parameters, under which it
// computes program ids; empty when there are none, or they are not checked yet.
func (p *Prover) ownSRS() string {
	if about := p.about.Load(); about != nil {
		return about.ID
	}
	return ""
}

// Verify implements [vm.Prover]. A receipt of the old form is let through only where it
// is asked for by its kind, for it proves nothing to who has no verifying key.
func (p *Prover) Verify(ctx context.Context, receipt []byte, want vm.Expectation) (vm.Verdict, error) {
	if err := vm.CheckKinds(want.Kinds); err != nil {
		return vm.Verdict{}, err
	}
	parsed, err := ParseReceipt(receipt)
	if err != nil {
		return vm.Verdict{}, err
	}
	if parsed.Kind == vm.KindWasm && !slices.Contains(want.Kinds, vm.KindWasm) {
		return vm.Verdict{}, &vm.Error{Kind: vm.ErrReceiptKind, Said: "receipt is what a program of the old form printed, which nobody can verify without its author's key"}
	}
	opts, err := options{
		ProgramID: want.ProgramID.Hex(), ReceiptKind: parsed.Kind, SRSID: p.ownSRS(), AllowUnsafeSRS: p.cfg.AllowUnsafeSRS,
	}.encode()
	if err != nil {
		return vm.Verdict{}, err
	}
	parts, err := p.pool.Do(ctx, worker.Request{
		Op: worker.OpVerify, Key: receiptsKey + want.ProgramID.Hex(), Options: opts, Parts: [][]byte{receipt}, Wall: verifyWall,
	})
	if errors.Is(err, vm.ErrInputInvalid) { // there is no input: it is about the receipt's parameters
		err = &vm.Error{Kind: vm.ErrReceiptInvalid, Said: err.Error()}
	}
	if err != nil {
		return vm.Verdict{}, err
	}
	var r ran
	if err := worker.Decode(parts, 1, 0, &r); err != nil {
		return vm.Verdict{}, err
	}
	id, err := task.ParseDigest(r.ProgramID)
	if err != nil {
		return vm.Verdict{}, &vm.Error{Kind: vm.ErrInternal, Said: err.Error()}
	}
	if r.Kind != parsed.Kind || !bytes.Equal(r.Journal, parsed.Journal()) {
		return vm.Verdict{}, &vm.Error{Kind: vm.ErrInternal, Said: "library reads another receipt than was given"}
	}
	v, err := vm.Judge(id, r.Kind, r.Journal, want, binderOf(r.Kind))
	v.Forgeable = err == nil && r.UnsafeSRS
	return v, err
}
