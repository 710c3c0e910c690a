package node

import (
	"context"
	"errors"

	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/risc0"
	"github.com/machinefi/sprout/vm/worker"
)

// Worker is the life of a worker process; programs call it for
// [config.ProverCommand] with the arguments behind it.
func Worker(args []string) int { return worker.Main(args) }

// Provers are the runtimes of a program and the manager over them.
type Provers struct {
	*vm.Manager
	risc0 *risc0.Prover
}

// OpenProvers makes the runtimes; workers start when they are needed. cfg may be
// nil for the defaults. The program's binary must call [Worker].
func OpenProvers(cfg *config.Node) (*Provers, error) {
	rc, limits := risc0.Config{Args: []string{config.ProverCommand}}, vm.DefaultLimits()
	if cfg != nil {
		rc.Proofs, rc.Threads, rc.MemoryMB, rc.Strict = cfg.Proofs, cfg.Threads, cfg.MemoryMB, cfg.Strict
		if cfg.MemoryMB > 0 {
			limits.MemoryMB = cfg.MemoryMB
		}
	}
	r, err := risc0.New(rc)
	if err != nil {
		return nil, err
	}
	m, err := vm.NewManager(vm.ManagerConfig{Registry: vm.NewRegistry(map[project.VM]vm.Prover{project.VMRisc0: r}), Limits: limits})
	if err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return &Provers{m, r}, nil
}

// Describe tells about every runtime offered.
func (p *Provers) Describe(ctx context.Context) ([]vm.Description, error) {
	d, err := p.risc0.Describe(ctx)
	if err != nil {
		return nil, err
	}
	return []vm.Description{d}, nil
}

// Close ends the workers.
func (p *Provers) Close() error { return p.risc0.Close() }

func (b *Base) startProvers(ctx context.Context) (err error) {
	if b.VM, err = OpenProvers(b.Config); err != nil {
		return err
	}
	list, err := b.VM.Describe(ctx)
	if err != nil {
		return errors.Join(err, b.VM.Close())
	}
	c := b.VM.Capacity()
	for _, d := range list {
		b.Log.Info("runtime is ready", "vm", d.Runtime, "version", d.Version, "library", d.Library, "receipts", d.ReceiptKinds,
			"proofs", c.Proofs, "threads", c.ThreadsPerProof, "memoryMB", c.MemoryMB, "sandbox", d.Sandbox)
	}
	return nil
}

// VerifyReceipt verifies a receipt against nothing but a program id, as anyone can,
// and returns what it proves.
func (p *Provers) VerifyReceipt(ctx context.Context, program task.Digest, receipt []byte) (vm.Verdict, error) {
	return p.risc0.Verify(ctx, receipt, vm.Expectation{ProgramID: program})
}
