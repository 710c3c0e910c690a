package vm

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// ManagerConfig is what a [Manager] works with.
type ManagerConfig struct {
	Registry *Registry
	Limits   Limits // the operator's caps on every job
	// Proofs is how many proofs may run at once, whichever provers make them; 0 = as
	// many as the provers take on together. Provers that share a machine need it: each
	// alone knows only what the whole machine would do for it.
	Proofs int
}

// Validate reports everything missing, joined.
func (c ManagerConfig) Validate() error {
	var errs []error
	if c.Registry == nil {
		errs = append(errs, errors.New("no registry of provers"))
	}
	if c.Proofs < 0 {
		errs = append(errs, fmt.Errorf("proofs is %d", c.Proofs))
	}
	return errors.Join(append(errs, c.Limits.Validate())...)
}

// Manager checks versions, proves tasks and verifies receipts in the words of
// packages task and project. It is safe for concurrent use.
type Manager struct {
	provers *Registry
	caps    Limits
	slots   chan struct{} // nil: no limit but the provers' own
}

// NewManager makes a manager.
func NewManager(c ManagerConfig) (*Manager, error) {
	if err := c.Validate(); err != nil {
		return nil, fmt.Errorf("make vm manager: %w", err)
	}
	m := &Manager{provers: c.Registry, caps: c.Limits}
	if c.Proofs > 0 {
		m.slots = make(chan struct{}, c.Proofs)
	}
	return m, nil
}

// enter takes a place among the proofs that run, or says at once that there is none.
func (m *Manager) enter() (leave func(), err error) {
	if m.slots == nil {
		return func() {}, nil
	}
	select {
	case m.slots <- struct{}{}:
		return func() { <-m.slots }, nil
	default:
		return nil, fail(ErrBusy, fmt.Sprintf("%d proofs run", cap(m.slots)))
	}
}

// CheckVersion tells whether v can be served here and returns its program id:
// the vm is offered, the program is one, its id is the one the file states, and
// at least one acceptable receipt kind can be made.
func (m *Manager) CheckVersion(ctx context.Context, v *project.Version) (task.Digest, error) {
	p, info, err := m.program(ctx, v)
	if err != nil {
		return task.Digest{}, err
	}
	d, err := p.Describe(ctx)
	if err != nil {
		return task.Digest{}, fmt.Errorf("describe %s: %w", v.VM, err)
	}
	kinds, err := kindsOf(v, info)
	if err == nil {
		_, err = PickKind(kinds, d.ReceiptKinds)
	}
	if err != nil {
		return task.Digest{}, fmt.Errorf("check version %q: %w", v.Name, err)
	}
	return info.ID, nil
}

// kindsOf returns the kinds that both v and its program allow; nil = any.
func kindsOf(v *project.Version, info ProgramInfo) ([]string, error) {
	if err := CheckKinds(v.ReceiptKinds); err != nil {
		return nil, err
	}
	switch {
	case len(info.Kinds) == 0:
		return v.ReceiptKinds, nil
	case len(v.ReceiptKinds) == 0:
		return info.Kinds, nil
	}
	both := slices.DeleteFunc(slices.Clone(v.ReceiptKinds), func(k string) bool { return !slices.Contains(info.Kinds, k) })
	if len(both) == 0 {
		return nil, fail(ErrReceiptKind, fmt.Sprintf("the project accepts %q, its program has %q", v.ReceiptKinds, info.Kinds))
	}
	return both, nil
}

// program finds v's prover and what its program is, and checks the id v states.
func (m *Manager) program(ctx context.Context, v *project.Version) (Prover, ProgramInfo, error) {
	p, err := m.provers.Prover(v.VM)
	if err != nil {
		return nil, ProgramInfo{}, err
	}
	info, err := p.Check(ctx, ProgramOf(v))
	if err != nil {
		return nil, info, fmt.Errorf("check program of version %q: %w", v.Name, err)
	}
	if !v.ProgramID.IsZero() && v.ProgramID != info.ID {
		return nil, info, fail(ErrProgramInvalid,
			fmt.Sprintf("version %q states program id %s, its code has %s", v.Name, v.ProgramID, info.ID))
	}
	return p, info, nil
}

// Prove proves t with version v and verifies the receipt before it returns it.
// The reference lacks only the CID, which whoever keeps the receipt fills in.
func (m *Manager) Prove(ctx context.Context, v *project.Version, t *task.Task, progress func(task.Progress)) ([]byte, task.ReceiptRef, error) {
	none := task.ReceiptRef{}
	p, info, err := m.program(ctx, v)
	if err != nil {
		return nil, none, err
	}
	job, err := NewJob(v, t, m.caps)
	if err != nil {
		return nil, none, err
	}
	want, err := expect(v, info, &t.Header)
	if err != nil {
		return nil, none, err
	}
	leave, err := m.enter()
	if err != nil {
		return nil, none, err
	}
	proof, err := p.Prove(ctx, job, progress)
	leave()
	if err != nil {
		return nil, none, fmt.Errorf("prove task %s: %w", t.Key(), whose(err, v.Limits, m.caps))
	}
	want.Journal = proof.Journal
	verdict, err := p.Verify(ctx, proof.Receipt, want)
	if err != nil {
		return nil, none, fmt.Errorf("verify own proof of task %s: %w", t.Key(), unbound(err))
	}
	ref := refOf(v, verdict, proof.Receipt)
	ref.Cycles, ref.ProveMS = proof.Cycles, uint64(proof.Took.Milliseconds())
	return proof.Receipt, ref, nil
}

// unbound tells a program that does not bind its task from a prover at fault: no
// other znode would do better with it.
func unbound(err error) error {
	if e := new(Error); errors.As(err, &e) && e.unbound {
		return fail(ErrGuestFault, "program of input mode task does not commit its task: "+e.Said)
	}
	return err
}

// Verify checks receipt against v's program and, where v's programs bind their
// task, against the task of h. The reference lacks the CID and what only the
// prover knows.
func (m *Manager) Verify(ctx context.Context, v *project.Version, h *task.Header, receipt []byte) (task.ReceiptRef, error) {
	p, info, err := m.program(ctx, v)
	if err != nil {
		return task.ReceiptRef{}, err
	}
	want, err := expect(v, info, h)
	if err != nil {
		return task.ReceiptRef{}, err
	}
	verdict, err := p.Verify(ctx, receipt, want)
	if err != nil {
		return task.ReceiptRef{}, fmt.Errorf("verify receipt of task %s: %w", h.Key(), err)
	}
	return refOf(v, verdict, receipt), nil
}

// Capacity adds up what the offered provers take on, as far as they may at once.
func (m *Manager) Capacity() Capacity {
	var sum Capacity
	for _, name := range m.provers.VMs() {
		c := m.provers.provers[name].Capacity()
		sum.Proofs += c.Proofs
		sum.Running += c.Running
		sum.ThreadsPerProof = max(sum.ThreadsPerProof, c.ThreadsPerProof)
		sum.MemoryMB = max(sum.MemoryMB, c.MemoryMB)
	}
	if m.slots != nil {
		sum.Proofs = min(sum.Proofs, cap(m.slots))
	}
	return sum
}

// Offers tells what each offered prover takes on, by ascending runtime.
func (m *Manager) Offers() []task.Offer {
	var out []task.Offer
	for _, name := range m.provers.VMs() {
		c := m.provers.provers[name].Capacity()
		out = append(out, task.Offer{Runtime: string(name), Slots: uint32(c.Proofs), Running: uint32(min(c.Running, c.Proofs))})
	}
	return out
}

func expect(v *project.Version, info ProgramInfo, h *task.Header) (Expectation, error) {
	kinds, err := kindsOf(v, info)
	want := Expectation{ProgramID: info.ID, Kinds: kinds}
	if v.InputMode == project.InputTask {
		want.Header = h
	}
	return want, err
}

func refOf(v *project.Version, verdict Verdict, receipt []byte) task.ReceiptRef {
	return task.ReceiptRef{
		Runtime: string(v.VM), Kind: verdict.Kind, ProgramID: verdict.ProgramID,
		Digest: task.DigestOf(receipt), Size: uint64(len(receipt)),
		Journal: verdict.Journal, Binding: verdict.Binding,
	}
}
