package risc0

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/internal/checks"
	"github.com/machinefi/sprout/vm/worker"
)

// maxReceipt is the largest receipt that is looked at.
const maxReceipt = 128 << 20

// Checks and verifications get this much; neither depends on what a guest does.
const (
	lightWall     = time.Minute
	lightMemoryMB = 2048
)

// receiptsKey is the key of workers that verify. They never see a program.
const receiptsKey = "receipts"

// Prover implements [vm.Prover].
type Prover struct {
	pool   *worker.Pool
	cfg    worker.Config
	checks *checks.Cache[vm.ProgramInfo]
}

var _ vm.Prover = (*Prover)(nil)

// New makes a prover. No process is started before there is something to do, but
// a machine without a library for it is told at once: [vm.ErrUnavailable].
func New(c Config) (*Prover, error) {
	if err := c.Validate(); err != nil {
		return nil, fmt.Errorf("make risc0 prover: %w", err)
	}
	cfg := c.pool(worker.ThisMachine())
	pool, err := worker.New(cfg)
	if err != nil {
		return nil, fmt.Errorf("make risc0 prover: %w", err)
	}
	return &Prover{pool: pool, cfg: cfg, checks: checks.New[vm.ProgramInfo]()}, nil
}

// Close ends all workers.
func (p *Prover) Close() error { return p.pool.Close() }

// described is the JSON of sprout_describe.
type described struct {
	Name         string   `json:"name"`
	Version      string   `json:"version"`
	ReceiptKinds []string `json:"receipt_kinds"`
	Limits       struct {
		MaxCycles  uint64 `json:"max_cycles"`
		MaxJournal uint64 `json:"max_journal_bytes"`
	} `json:"limits"`
}

func (p *Prover) describe(ctx context.Context) (described, worker.About, error) {
	about, err := p.pool.Describe(ctx)
	if err != nil {
		return described{}, about, err
	}
	var d described
	if err := json.Unmarshal(about.Library, &d); err != nil {
		return d, about, &vm.Error{Kind: vm.ErrInternal, Said: "description of the library: " + err.Error()}
	}
	return d, about, nil
}

// Describe implements [vm.Prover].
func (p *Prover) Describe(ctx context.Context) (vm.Description, error) {
	d, about, err := p.describe(ctx)
	if err != nil {
		return vm.Description{}, err
	}
	return vm.Description{
		Runtime: project.VMRisc0, Name: d.Name, Version: d.Version, Library: about.Image,
		ReceiptKinds: d.ReceiptKinds, Sandbox: about.Sandbox,
	}, nil
}

// Capacity implements [vm.Prover].
func (p *Prover) Capacity() vm.Capacity {
	slots, running := p.pool.Proofs()
	return vm.Capacity{Proofs: slots, Running: running, ThreadsPerProof: p.cfg.Threads, MemoryMB: estimateMB(segmentPo2(p.cfg.MemoryMB))}
}

// checked is the JSON of sprout_check_program.
type checked struct {
	ProgramID   string `json:"program_id"`
	Format      string `json:"format"`
	MemoryBytes uint64 `json:"memory_bytes"`
}

// Check implements [vm.Prover]. What it found is remembered.
func (p *Prover) Check(ctx context.Context, prog vm.Program) (vm.ProgramInfo, error) {
	key := checks.Key(prog)
	if info, ok := p.checks.Get(key); ok {
		return info, nil
	}
	o, err := options{}.of(prog)
	if err != nil {
		return vm.ProgramInfo{}, err
	}
	var c checked
	err = p.light(ctx, worker.OpCheck, key, o, prog.Code, &c)
	if errors.Is(err, vm.ErrInputInvalid) { // there is no input: it is about the program's parameters
		err = &vm.Error{Kind: vm.ErrProgramInvalid, Said: err.Error()}
	}
	if err != nil {
		return vm.ProgramInfo{}, err
	}
	id, err := task.ParseDigest(c.ProgramID)
	if err != nil {
		return vm.ProgramInfo{}, &vm.Error{Kind: vm.ErrInternal, Said: err.Error()}
	}
	info := vm.ProgramInfo{ID: id, Format: c.Format, MemoryBytes: c.MemoryBytes}
	p.checks.Put(key, info)
	return info, nil
}

// light makes a call with one part that answers in JSON.
func (p *Prover) light(ctx context.Context, op worker.Op, key string, o options, part []byte, answer any) error {
	opts, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("encode options: %w", err)
	}
	parts, err := p.pool.Do(ctx, worker.Request{
		Op: op, Key: key, Options: opts, Parts: [][]byte{part}, Wall: lightWall, MemoryMB: lightMemoryMB,
	})
	if err != nil {
		return err
	}
	return worker.Decode(parts, 1, 0, answer)
}

// ran is the JSON of sprout_execute and, with Kind, of sprout_prove and sprout_verify.
type ran struct {
	ProgramID  string     `json:"program_id"`
	Kind       string     `json:"kind"`
	Journal    worker.Hex `json:"journal"`
	Cycles     uint64     `json:"cycles"`
	UserCycles uint64     `json:"user_cycles"`
	Segments   uint64     `json:"segments"`
}

// Execute implements [vm.Prover].
func (p *Prover) Execute(ctx context.Context, j vm.Job, progress func(vm.Progress)) (vm.Execution, error) {
	parts, err := p.run(ctx, worker.OpExecute, j, "", progress)
	if err != nil {
		return vm.Execution{}, err
	}
	var r ran
	if err := worker.Decode(parts, 1, 0, &r); err != nil {
		return vm.Execution{}, err
	}
	return vm.Execution{Journal: r.Journal, UserCycles: r.UserCycles, Cycles: r.Cycles, Segments: r.Segments}, nil
}

// Prove implements [vm.Prover].
func (p *Prover) Prove(ctx context.Context, j vm.Job, progress func(vm.Progress)) (vm.Proof, error) {
	d, _, err := p.describe(ctx)
	if err != nil {
		return vm.Proof{}, err
	}
	kind, err := vm.PickKind(j.Kinds, d.ReceiptKinds)
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
	id, err := task.ParseDigest(r.ProgramID)
	if err != nil {
		return vm.Proof{}, &vm.Error{Kind: vm.ErrInternal, Said: err.Error()}
	}
	return vm.Proof{
		Receipt: parts[0], ProgramID: id, Kind: r.Kind, Journal: r.Journal,
		Cycles: r.UserCycles, Segments: r.Segments, Took: time.Since(start),
	}, nil
}

// run makes a call that runs a guest.
func (p *Prover) run(ctx context.Context, op worker.Op, j vm.Job, kind string, progress func(vm.Progress)) ([][]byte, error) {
	if err := j.Limits.Validate(); err != nil {
		return nil, fmt.Errorf("run guest: %w", err)
	}
	d, _, err := p.describe(ctx)
	if err != nil {
		return nil, err
	}
	memory := min(j.Limits.MemoryMB, p.cfg.MemoryMB)
	o, err := options{
		InputMode: j.InputMode, ReceiptKind: kind, SegmentPo2: segmentPo2(memory),
		CycleLimit:   atMost(j.Limits.Cycles, d.Limits.MaxCycles),
		JournalLimit: atMost(j.Limits.JournalBytes, d.Limits.MaxJournal),
	}.of(j.Program)
	if err != nil {
		return nil, err
	}
	opts, err := json.Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("encode options: %w", err)
	}
	return p.pool.Do(ctx, worker.Request{
		Op: op, Key: checks.Key(j.Program), Options: opts, Parts: [][]byte{j.Program.Code, j.Input},
		MemoryMB: memory, Wall: j.Limits.Wall, Progress: progress,
	})
}

// atMost keeps what a job asks for within what the library accepts, 0 = anything.
func atMost(v, limit uint64) uint64 {
	if limit == 0 {
		return v
	}
	return min(v, limit)
}

// Verify implements [vm.Prover].
func (p *Prover) Verify(ctx context.Context, receipt []byte, want vm.Expectation) (vm.Verdict, error) {
	if len(receipt) == 0 || len(receipt) > maxReceipt {
		return vm.Verdict{}, &vm.Error{Kind: vm.ErrReceiptInvalid, Said: fmt.Sprintf("%d bytes, want 1 to %d", len(receipt), maxReceipt)}
	}
	var r ran
	if err := p.light(ctx, worker.OpVerify, receiptsKey, options{ProgramID: want.ProgramID.Hex()}, receipt, &r); err != nil {
		return vm.Verdict{}, err
	}
	id, err := task.ParseDigest(r.ProgramID)
	if err != nil {
		return vm.Verdict{}, &vm.Error{Kind: vm.ErrInternal, Said: err.Error()}
	}
	return vm.Judge(id, r.Kind, r.Journal, want, task.CheckBinding)
}
