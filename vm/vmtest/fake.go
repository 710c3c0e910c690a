package vmtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

// Programs of a [FakeProver]: the code is one of these texts, FakeJournal with a
// decimal number of bytes behind it.
const (
	FakeEcho     = "fake:echo"     // commits its input; in mode "task" binds the task and outputs SHA-256 of the body
	FakePanic    = "fake:panic"    // faults
	FakeLoop     = "fake:loop"     // runs into the cycle limit
	FakeAllocate = "fake:allocate" // runs into the memory limit
	FakeJournal  = "fake:journal:" // commits that many bytes
	FakeOld      = "fake:old"      // is built for another version
	FakeUnbound  = "fake:unbound"  // commits its input in every mode, binding nothing
)

// fakeRuntime is the runtime byte of fake receipts, which no real runtime has.
const fakeRuntime = 0xff

// FakeProver is a prover for tests of other things: deterministic, instant, and
// without any proof. Its receipts are the journal with a checksum; anybody can
// forge one, and no real prover accepts it. The zero value works.
type FakeProver struct {
	// Slots is how many proofs run at once; 0 = 1.
	Slots int
	// Segments is how many steps a proof reports; 0 = 1. Step is the time each takes.
	Segments int
	Step     time.Duration
	// FailProve, if set, is asked before each proof and its error returned.
	FailProve func(vm.Job) error

	mu      sync.Mutex
	running int
	proofs  int
}

var _ vm.Prover = (*FakeProver)(nil)

// FakeProgramID is the program id of code.
func FakeProgramID(code string) task.Digest { return task.DigestOf([]byte("fake program\x00" + code)) }

// Proofs is how many proofs were completed.
func (f *FakeProver) Proofs() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.proofs
}

// Describe implements [vm.Prover].
func (f *FakeProver) Describe(context.Context) (vm.Description, error) {
	return vm.Description{
		Runtime: "fake", Name: "fake prover, proves nothing", Version: "1",
		Library: "none", ReceiptKinds: []string{vm.KindComposite},
		Sandbox: map[string]string{"process": "off: runs in the test"},
	}, nil
}

// Check implements [vm.Prover].
func (f *FakeProver) Check(_ context.Context, p vm.Program) (vm.ProgramInfo, error) {
	code := string(p.Code)
	switch {
	case code == FakeOld:
		return vm.ProgramInfo{}, &vm.Error{Kind: vm.ErrProgramVersion, Said: "program is for version 0, this is 1"}
	case code == FakeEcho, code == FakePanic, code == FakeLoop, code == FakeAllocate, code == FakeUnbound, strings.HasPrefix(code, FakeJournal):
		return vm.ProgramInfo{ID: FakeProgramID(code), Format: "fake", MemoryBytes: uint64(len(code))}, nil
	default:
		return vm.ProgramInfo{}, &vm.Error{Kind: vm.ErrProgramInvalid, Said: "code is no fake program"}
	}
}

// Execute implements [vm.Prover].
func (f *FakeProver) Execute(ctx context.Context, j vm.Job, progress func(vm.Progress)) (vm.Execution, error) {
	if _, err := f.Check(ctx, j.Program); err != nil {
		return vm.Execution{}, err
	}
	journal, err := runFake(j)
	if err != nil {
		return vm.Execution{}, err
	}
	if uint64(len(journal)) > j.Limits.JournalBytes {
		return vm.Execution{}, &vm.Error{Kind: vm.ErrJournalTooLarge, Said: fmt.Sprintf("%d bytes, limit %d", len(journal), j.Limits.JournalBytes)}
	}
	cycles := uint64(len(j.Input)) + 1
	report(progress, vm.Progress{Stage: "execute", Done: cycles, Total: j.Limits.Cycles})
	return vm.Execution{Journal: journal, UserCycles: cycles, Cycles: cycles, Segments: uint64(max(f.Segments, 1))}, nil
}

func runFake(j vm.Job) ([]byte, error) {
	code := string(j.Program.Code)
	switch code {
	case FakePanic:
		return nil, &vm.Error{Kind: vm.ErrGuestFault, Said: "guest panicked: as told"}
	case FakeLoop:
		return nil, &vm.Error{Kind: vm.ErrCycleLimit, Said: fmt.Sprintf("%d cycles", j.Limits.Cycles)}
	case FakeAllocate:
		return nil, &vm.Error{Kind: vm.ErrMemoryLimit, Said: fmt.Sprintf("%d MB", j.Limits.MemoryMB)}
	case FakeUnbound:
		return j.Input, nil
	}
	if n, ok := strings.CutPrefix(code, FakeJournal); ok {
		size, err := strconv.ParseUint(n, 10, 31)
		if err != nil {
			return nil, &vm.Error{Kind: vm.ErrGuestFault, Said: "journal size is no number"}
		}
		return make([]byte, size), nil
	}
	if j.InputMode != project.InputTask {
		return j.Input, nil
	}
	return bindFake(j.Input)
}

// bindFake commits what a guest of mode "task" commits.
func bindFake(input []byte) ([]byte, error) {
	malformed := &vm.Error{Kind: vm.ErrGuestFault, Said: "input is no task"}
	if len(input) < 4 {
		return nil, malformed
	}
	n := binary.BigEndian.Uint32(input)
	if uint64(n) > uint64(len(input)-4) {
		return nil, malformed
	}
	h, err := task.ParseHeader(input[4 : 4+n])
	if err != nil {
		return nil, malformed
	}
	out := sha256.Sum256(input[4+n:])
	journal := task.Journal{ChainID: h.ChainID, ProjectID: h.ProjectID, TaskDigest: h.Digest(), Output: out[:]}
	return journal.Encode(), nil
}

// Prove implements [vm.Prover].
func (f *FakeProver) Prove(ctx context.Context, j vm.Job, progress func(vm.Progress)) (vm.Proof, error) {
	start := time.Now()
	if ctx.Err() != nil { // a step of no time could win against it
		return vm.Proof{}, fmt.Errorf("prove: %w", context.Cause(ctx))
	}
	if err := f.enter(); err != nil {
		return vm.Proof{}, err
	}
	defer f.leave()
	if f.FailProve != nil {
		if err := f.FailProve(j); err != nil {
			return vm.Proof{}, err
		}
	}
	kind, err := vm.PickKind(j.Kinds, []string{vm.KindComposite})
	if err != nil {
		return vm.Proof{}, err
	}
	run, err := f.Execute(ctx, j, progress)
	if err != nil {
		return vm.Proof{}, err
	}
	if err := f.steps(ctx, progress, run.Segments); err != nil {
		return vm.Proof{}, err
	}
	id := FakeProgramID(string(j.Program.Code))
	f.mu.Lock()
	f.proofs++
	f.mu.Unlock()
	return vm.Proof{
		Receipt: FakeReceipt(id, run.Journal), ProgramID: id, Kind: kind, Journal: run.Journal,
		Cycles: run.Cycles, Segments: run.Segments, Took: time.Since(start),
	}, nil
}

func (f *FakeProver) steps(ctx context.Context, progress func(vm.Progress), segments uint64) error {
	for i := range segments {
		t := time.NewTimer(f.Step)
		select {
		case <-ctx.Done():
			t.Stop()
			return fmt.Errorf("prove: %w", context.Cause(ctx))
		case <-t.C:
		}
		report(progress, vm.Progress{Stage: "prove", Done: i + 1, Total: segments})
	}
	return nil
}

func (f *FakeProver) enter() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.running >= max(f.Slots, 1) {
		return &vm.Error{Kind: vm.ErrBusy}
	}
	f.running++
	return nil
}

func (f *FakeProver) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.running--
}

// Verify implements [vm.Prover].
func (f *FakeProver) Verify(_ context.Context, receipt []byte, want vm.Expectation) (vm.Verdict, error) {
	id, journal, err := openFake(receipt)
	if err != nil {
		return vm.Verdict{}, err
	}
	return vm.Judge(id, vm.KindComposite, journal, want, task.CheckBinding)
}

// Capacity implements [vm.Prover].
func (f *FakeProver) Capacity() vm.Capacity {
	f.mu.Lock()
	defer f.mu.Unlock()
	return vm.Capacity{Proofs: max(f.Slots, 1), Running: f.running, ThreadsPerProof: 1, MemoryMB: 1}
}

// FakeReceipt is the receipt a [FakeProver] makes for a program and journal.
func FakeReceipt(program task.Digest, journal []byte) []byte {
	b := append([]byte("SPRR"), 0, 1, fakeRuntime, 1)
	b = append(b, program[:]...)
	b = append(b, journal...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

func openFake(receipt []byte) (program task.Digest, journal []byte, err error) {
	bad := func(why string) (task.Digest, []byte, error) {
		return task.Digest{}, nil, &vm.Error{Kind: vm.ErrReceiptInvalid, Said: why}
	}
	if len(receipt) < 8+32+32 || !bytes.Equal(receipt[:8], append([]byte("SPRR"), 0, 1, fakeRuntime, 1)) {
		return bad("not a fake receipt")
	}
	body, sum := receipt[:len(receipt)-32], receipt[len(receipt)-32:]
	if s := sha256.Sum256(body); !bytes.Equal(s[:], sum) {
		return bad("checksum differs")
	}
	return task.Digest(body[8:40]), body[40:], nil
}

func report(progress func(vm.Progress), p vm.Progress) {
	if progress != nil {
		progress(p)
	}
}
