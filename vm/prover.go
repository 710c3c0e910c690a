package vm

import (
	"context"
	"time"

	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// Receipt kinds. Which of them a prover can make is in its [Description].
const (
	KindComposite = "composite" // one STARK per segment
	KindSuccinct  = "succinct"  // one STARK
	KindGroth16   = "groth16"   // one SNARK, small enough for a contract
	KindKZG       = "kzg"       // one halo2 proof over BN254, small enough for a contract
	KindWasm      = "wasm"      // what a prover that is itself the program printed; not verified
)

// Progress is how far a proof has come; stages are "execute" (cycles of the cycle
// limit), "prove" (segments) and "verify".
type Progress = task.Progress

// Prover is one runtime. Every method may be called from several goroutines at
// once; errors wrap the Err values of this package. A context that ends stops
// the work itself, not only the wait for it.
type Prover interface {
	// Describe says what the runtime is and can do.
	Describe(ctx context.Context) (Description, error)

	// Check tells whether p can be proved here and under which program id:
	// [ErrProgramInvalid], [ErrProgramVersion].
	Check(ctx context.Context, p Program) (ProgramInfo, error)

	// Execute runs the job without proving it: [ErrGuestFault], [ErrCycleLimit],
	// [ErrMemoryLimit], [ErrWallTime], [ErrJournalTooLarge].
	Execute(ctx context.Context, j Job, progress func(Progress)) (Execution, error)

	// Prove runs and proves the job. It starts at once or returns [ErrBusy].
	// progress may be nil; it is called from one goroutine, in order, and should return soon.
	Prove(ctx context.Context, j Job, progress func(Progress)) (Proof, error)

	// Verify checks the receipt by itself and against all want says:
	// [ErrReceiptInvalid], [ErrReceiptKind].
	Verify(ctx context.Context, receipt []byte, want Expectation) (Verdict, error)

	// Capacity is what the prover takes on; it does not block.
	Capacity() Capacity
}

// Description is what a runtime says about itself.
type Description struct {
	Runtime      project.VM
	Name         string            // of the library
	Version      string            // of the zkVM; programs are built for one
	Library      string            // which prebuilt variant is loaded, and its digest
	ReceiptKinds []string          // kinds that can be made here
	Sandbox      map[string]string // each measure around the worker: "on …" or "off: why"
}

// Program is what a version of a project runs.
type Program struct {
	Code     []byte // as in the project file, un-hexed and inflated
	ExpParam string // runtime-specific, may be empty
	// StatedID is the program id that the project file states, zero if it states none.
	// A prover that cannot find it out, because it only verifies, takes it from there.
	StatedID task.Digest
}

// ProgramInfo is what a runtime finds in a program.
type ProgramInfo struct {
	ID          task.Digest
	Format      string // how the code was packed, e.g. "elf"
	MemoryBytes uint64 // memory the image itself takes
	// Kinds are the receipt kinds the program can have; nil = all of the runtime's. A
	// receipt of another kind is not accepted, whatever the project says.
	Kinds []string
}

// Limits bound one job; each is in force. See [project.Limits].
type Limits struct {
	Cycles       uint64
	MemoryMB     uint64
	Wall         time.Duration
	JournalBytes uint64
}

// Job is one thing to prove.
type Job struct {
	Program   Program
	InputMode project.InputMode
	Input     []byte   // what the program is to read, encoded for InputMode
	Kinds     []string // acceptable receipt kinds, best first; empty = whatever the prover makes
	Limits    Limits
}

// Execution is what a run without proof found.
type Execution struct {
	Journal    []byte
	UserCycles uint64
	Cycles     uint64 // with the runtime's own
	Segments   uint64
}

// Proof is a receipt and what it says.
type Proof struct {
	Receipt   []byte
	ProgramID task.Digest
	Kind      string
	Journal   []byte
	Cycles    uint64
	Segments  uint64
	Took      time.Duration
}

// Expectation is what a receipt must say to be accepted.
type Expectation struct {
	ProgramID task.Digest
	Header    *task.Header // the task whose binding the journal must carry; nil where the program cannot bind
	Journal   []byte       // nil = any
	Kinds     []string     // acceptable kinds; empty = any
}

// Verdict is what a valid receipt says.
type Verdict struct {
	ProgramID task.Digest
	Kind      string
	Journal   []byte
	Binding   task.Binding
	// Forgeable: made with parameters whose secret everybody knows, which this prover
	// was told to accept.
	Forgeable bool
}

// Capacity is how much a prover takes on at once.
type Capacity struct {
	Proofs          int    // that can run at the same time
	Running         int    // that run now
	ThreadsPerProof int    // cores one proof keeps busy
	MemoryMB        uint64 // reserved for one proof
}
