package zkwasm

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/worker"
)

// exact, behind the task, has a compiled program run its exact code.
const exact = 1

// Prover implements [vm.Prover].
type Prover struct {
	pool     *worker.Pool
	risc0    vm.Prover
	compiled *programs
}

var _ vm.Prover = (*Prover)(nil)

// New makes a prover. No process is started before there is something to do, but a machine without a library for it is told
// at once: [vm.ErrUnavailable].
func New(c Config) (*Prover, error) {
	if err := c.Validate(); err != nil {
		return nil, fmt.Errorf("make zkwasm prover: %w", err)
	}
	pool, err := worker.New(c.pool())
	if err != nil {
		return nil, fmt.Errorf("make zkwasm prover: %w", err)
	}
	return &Prover{pool: pool, risc0: c.Risc0, compiled: &programs{most: keptPrograms, byKey: make(map[string][]byte)}}, nil
}

// Close ends the workers that compile.
func (p *Prover) Close() error { return p.pool.Close() }

// Describe implements [vm.Prover].
func (p *Prover) Describe(ctx context.Context) (vm.Description, error) {
	compiler, about, err := p.compiler(ctx)
	if err != nil {
		return vm.Description{}, err
	}
	d, err := p.risc0.Describe(ctx)
	if err != nil {
		return vm.Description{}, fmt.Errorf("describe prover of compiled programs: %w", err)
	}
	d.Runtime, d.Name = project.VMZkWasm, compiler.Name
	d.Version = compiler.Version + ", risc0 " + d.Version
	d.Library = about.Image + "; " + d.Library
	return d, nil
}

// Capacity implements [vm.Prover]: it is that of the prover of compiled programs.
func (p *Prover) Capacity() vm.Capacity { return p.risc0.Capacity() }

// Check implements [vm.Prover].
func (p *Prover) Check(ctx context.Context, prog vm.Program) (vm.ProgramInfo, error) {
	compiled, format, err := p.program(ctx, prog)
	if err != nil {
		return vm.ProgramInfo{}, err
	}
	info, err := p.risc0.Check(ctx, compiled)
	if err != nil {
		return vm.ProgramInfo{}, err
	}
	info.Format = format
	return info, nil
}

// job turns a job into one for the zkVM. Programs bind their task, so there is one way to give it to them.
func (p *Prover) job(ctx context.Context, j vm.Job) (vm.Job, error) {
	if j.InputMode != project.InputTask {
		err := &vm.Error{Kind: vm.ErrInputInvalid, Said: fmt.Sprintf("input mode %q, zkwasm programs read task", j.InputMode)}
		return vm.Job{}, task.WithHint(err, "leave inputMode out of the project file")
	}
	prog, _, err := p.program(ctx, j.Program)
	j.Program = prog
	return j, err
}

// variants runs the fast code of a job's program, and the exact one where the fast gives up.
func variants[T any](j vm.Job, run func(vm.Job) (T, error)) (T, error) {
	out, err := run(j)
	if !errors.Is(err, vm.ErrGuestFault) {
		return out, err
	}
	j.Input = append(slices.Clip(j.Input), exact)
	out, err = run(j)
	return out, plain(err)
}

// plain takes from a fault what the zkVM says around the reason: that a guest panicked, where in the runtime, and the
// reason again.
func plain(err error) error {
	var fault *vm.Error
	if !errors.As(err, &fault) || !errors.Is(fault, vm.ErrGuestFault) {
		return err
	}
	said, _, _ := strings.Cut(fault.Said, "; last output: ")
	return &vm.Error{Kind: fault.Kind, Said: strings.TrimPrefix(said, "guest panicked: ")}
}

// Execute implements [vm.Prover].
func (p *Prover) Execute(ctx context.Context, j vm.Job, progress func(vm.Progress)) (vm.Execution, error) {
	j, err := p.job(ctx, j)
	if err != nil {
		return vm.Execution{}, err
	}
	return variants(j, func(j vm.Job) (vm.Execution, error) { return p.risc0.Execute(ctx, j, progress) })
}

// Prove implements [vm.Prover]. The program is run before it is proved, so that what the fast code gives up on costs no proof.
func (p *Prover) Prove(ctx context.Context, j vm.Job, progress func(vm.Progress)) (vm.Proof, error) {
	j, err := p.job(ctx, j)
	if err != nil {
		return vm.Proof{}, err
	}
	return variants(j, func(j vm.Job) (vm.Proof, error) { return p.risc0.Prove(ctx, j, progress) })
}

// Verify implements [vm.Prover]: receipts are those of compiled programs.
func (p *Prover) Verify(ctx context.Context, receipt []byte, want vm.Expectation) (vm.Verdict, error) {
	return p.risc0.Verify(ctx, receipt, want)
}
