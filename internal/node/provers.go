package node

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/halo2"
	"github.com/machinefi/sprout/vm/risc0"
	"github.com/machinefi/sprout/vm/worker"
	"github.com/machinefi/sprout/vm/zkwasm"
)

// Worker is the life of a worker process; programs call it for
// [config.ProverCommand] with the arguments behind it.
func Worker(args []string) int { return worker.Main(args) }

// Provers are the runtimes of a program and the manager over them.
type Provers struct {
	*vm.Manager
	table map[project.VM]runtime
	halo2 *halo2.Prover // nil: not in the table
	wasm  *zkwasm.Prover
}

// runtime is a prover that can be closed.
type runtime interface {
	vm.Prover
	Close() error
}

// OpenProvers makes the runtimes; workers start when they are needed. cfg may be
// nil for the defaults. The program's binary must call [Worker]. Without an SRS file
// halo2 is offered to verify and for nothing else.
func OpenProvers(cfg *config.Node) (*Provers, error) {
	if cfg == nil {
		cfg = &config.Node{}
	}
	return openProvers(cfg, true)
}

// openProvers makes the runtimes, and those that can only verify if they are wanted.
func openProvers(cfg *config.Node, verifiers bool) (*Provers, error) {
	p := &Provers{table: make(map[project.VM]runtime)}
	err := p.open(cfg, verifiers)
	if err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

func (p *Provers) open(cfg *config.Node, verifiers bool) error {
	r, err := risc0.New(risc0.Config{
		Args: []string{config.ProverCommand}, Proofs: cfg.Proofs, Threads: cfg.Threads, MemoryMB: cfg.MemoryMB, Strict: cfg.Strict,
	})
	if err != nil {
		return err
	}
	p.table[project.VMRisc0] = r
	if cfg.Halo2SRS != "" || verifiers {
		if err := p.openHalo2(cfg); err != nil {
			return err
		}
	}
	if err := p.openZkWasm(cfg, r); err != nil {
		return err
	}
	limits := vm.DefaultLimits()
	if cfg.MemoryMB > 0 {
		limits.MemoryMB = cfg.MemoryMB
	}
	if cfg.Cycles > 0 {
		limits.Cycles = cfg.Cycles
	}
	provers := make(map[project.VM]vm.Prover, len(p.table))
	for name, r := range p.table {
		provers[name] = r
	}
	p.Manager, err = vm.NewManager(vm.ManagerConfig{Registry: vm.NewRegistry(provers), Limits: limits, Proofs: p.together()})
	return err
}

// openZkWasm adds zkwasm, whose compiled programs risc0 proves. A binary without a library for it does without.
func (p *Provers) openZkWasm(cfg *config.Node, risc0 vm.Prover) error {
	z, err := zkwasm.New(zkwasm.Config{Risc0: risc0, Args: []string{config.ProverCommand}, Strict: cfg.Strict})
	if errors.Is(err, vm.ErrUnavailable) {
		return nil
	}
	if err != nil {
		return err
	}
	p.wasm, p.table[project.VMZkWasm] = z, z
	return nil
}

// openHalo2 adds halo2. A binary without a library for it does without, unless it
// was told to prove.
func (p *Provers) openHalo2(cfg *config.Node) error {
	c := halo2.Config{
		Args: []string{config.ProverCommand}, Proofs: cfg.Proofs, Threads: cfg.Threads, MemoryMB: cfg.MemoryMB, Strict: cfg.Strict,
		SRSFile: cfg.Halo2SRS, KeysMB: cfg.Halo2KeysMB, AllowUnsafeSRS: cfg.Halo2AllowUnsafe || config.IsDevChain(cfg.ChainID),
	}
	if c.SRSFile != "" {
		c.KeysDir = cfg.Halo2Keys
		if c.KeysDir == "" && cfg.DataDir != "" {
			c.KeysDir = filepath.Join(cfg.DataDir, "halo2-keys")
		}
	}
	h, err := halo2.New(c)
	if errors.Is(err, vm.ErrUnavailable) && c.SRSFile == "" {
		return nil
	}
	if err != nil {
		return err
	}
	p.halo2, p.table[project.VMHalo2] = h, h
	return nil
}

// together is how many proofs may run at once, whatever they are of: each runtime
// counts on the whole machine.
func (p *Provers) together() int {
	least := 0
	for _, r := range p.table {
		if n := r.Capacity().Proofs; n > 0 && (least == 0 || n < least) {
			least = n
		}
	}
	return least
}

// Describe tells about every runtime offered. Their workers are started side by side.
func (p *Provers) Describe(ctx context.Context) ([]vm.Description, error) {
	names := slices.Sorted(maps.Keys(p.table))
	list := make([]vm.Description, len(names))
	group, ctx := errgroup.WithContext(ctx)
	for i, name := range names {
		group.Go(func() (err error) {
			list[i], err = p.table[name].Describe(ctx)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return list, nil
}

// Close ends the workers.
func (p *Provers) Close() error {
	var errs []error
	for _, r := range p.table {
		errs = append(errs, r.Close())
	}
	return errors.Join(errs...)
}

func (b *Base) startProvers(ctx context.Context) (err error) {
	cfg := *b.Config
	cfg.ChainID = b.ChainID // what the endpoint serves, which decides whether anything is at stake
	if b.VM, err = openProvers(&cfg, !b.Proves); err != nil {
		return err
	}
	list, err := b.VM.Describe(ctx)
	if err == nil {
		err = b.tellSRS(ctx, &cfg)
	}
	if err != nil {
		return errors.Join(err, b.VM.Close())
	}
	for _, d := range list {
		c := b.VM.table[d.Runtime].Capacity()
		b.Log.Info("runtime is ready", "vm", d.Runtime, "version", d.Version, "library", d.Library, "receipts", d.ReceiptKinds,
			"proofs", c.Proofs, "threads", c.ThreadsPerProof, "memoryMB", c.MemoryMB, "sandbox", d.Sandbox)
	}
	return nil
}

// tellSRS checks halo2's public parameters and says what follows from them, loudly
// where they protect nothing.
func (b *Base) tellSRS(ctx context.Context, cfg *config.Node) error {
	h := b.VM.halo2
	switch {
	case h == nil && b.Proves:
		b.Log.Info("halo2 is not offered: no SRS file", "hint", "name one with --halo2-srs")
		return nil
	case h == nil:
		b.Log.Warn("halo2 is not offered: this binary has no library for it")
		return nil
	}
	if cfg.Halo2AllowUnsafe || config.IsDevChain(b.ChainID) {
		b.Log.Warn("UNSAFE halo2 parameters are accepted: receipts made with them can be forged by anybody and prove nothing", "chain", b.ChainID)
	}
	if h.VerifiesOnly() {
		b.Log.Info("halo2 receipts are verified; nothing is proved with it", "reason", "no SRS file")
		return nil
	}
	srs, err := h.SRS(ctx)
	if err != nil {
		return err
	}
	b.Log.Info("halo2 parameters are sound", "file", cfg.Halo2SRS, "srs", srs.ID, "k", srs.K, "unsafe", srs.Unsafe)
	if srs.Unsafe {
		b.Log.Warn("this node proves with UNSAFE halo2 parameters: anybody can forge such proofs", "file", cfg.Halo2SRS)
	}
	return nil
}

// InspectHalo2 finds out all about a circuit; see [halo2.Prover.Inspect].
func (p *Provers) InspectHalo2(ctx context.Context, prog vm.Program, artifacts ...string) (halo2.Details, error) {
	if p.halo2 == nil {
		return halo2.Details{}, &vm.Error{Kind: vm.ErrNotOffered, Said: "this binary has no library for halo2"}
	}
	return p.halo2.Inspect(ctx, prog, artifacts...)
}

// CompileModule makes a program of a module for zkwasm; see [zkwasm.Prover.Compile].
func (p *Provers) CompileModule(ctx context.Context, module []byte) (zkwasm.Compiled, error) {
	if p.wasm == nil {
		return zkwasm.Compiled{}, &vm.Error{Kind: vm.ErrNotOffered, Said: "this binary has no library for zkwasm"}
	}
	return p.wasm.Compile(ctx, module)
}

// VerifyReceipt verifies a receipt against nothing but a program id, as anyone can,
// and returns what it proves.
func (p *Provers) VerifyReceipt(ctx context.Context, program task.Digest, receipt []byte) (vm.Verdict, error) {
	name, err := vm.RuntimeOf(receipt)
	if err != nil {
		return vm.Verdict{}, err
	}
	r, ok := p.table[name]
	if !ok {
		return vm.Verdict{}, &vm.Error{Kind: vm.ErrNotOffered, Said: fmt.Sprintf("receipt is of %s, for which this binary has no library", name)}
	}
	return r.Verify(ctx, receipt, vm.Expectation{ProgramID: program})
}
