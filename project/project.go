package project

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/machinefi/sprout/task"
)

// MaxRedundancy bounds how many znodes a version may have start at once.
const MaxRedundancy = 1024

// VM names a runtime.
type VM string

// The runtimes a project file can name.
const (
	VMRisc0  VM = "risc0"
	VMHalo2  VM = "halo2"
	VMZkWasm VM = "zkwasm"
)

// InputMode says how a program reads its task.
type InputMode string

const (
	// InputJSON gives the program one string, the JSON array of the messages' data (COMPAT's way).
	InputJSON InputMode = "json"
	// InputTask gives the program the task's header and body, so that its journal can bind them.
	InputTask InputMode = "task"
)

// InputModeOf is the mode of programs whose project file names none: those of zkwasm always bind their task, others read
// what programs of Sprout 0.6 read.
func InputModeOf(v VM) InputMode {
	if v == VMZkWasm {
		return InputTask
	}
	return InputJSON
}

// GroupBy says which messages may share a task.
type GroupBy string

const (
	GroupByDevice  GroupBy = "device"
	GroupByProject GroupBy = "project"
)

// Packing is a version's rule for making tasks of messages, oldest first. A
// batch closes at Count messages or Bytes bytes, or when its oldest message is
// Window old; whichever comes first.
type Packing struct {
	Count   uint          // messages; at least 1
	Bytes   uint          // message encodings together; 0 = no rule
	Window  time.Duration // 0 = wait for Count or Bytes
	GroupBy GroupBy
}

// Limits bound what one task of a version may cost. Zero means the operator's cap alone.
type Limits struct {
	Cycles       uint64
	MemoryMB     uint64
	Wall         time.Duration
	JournalBytes uint64
	MessageBytes uint64
}

// Output is one place a version's results go to. Params holds the part of the
// project file that belongs to Type, undecoded.
type Output struct {
	Type   string
	Params json.RawMessage
}

// Output types. Unknown and missing types mean stdout.
const (
	OutputStdout   = "stdout"
	OutputFile     = "file"
	OutputWebhook  = "webhook"
	OutputEthereum = "ethereumContract"
	// OutputSettlement settles in the contract that the project's owner named on chain.
	OutputSettlement = "settlement"
	OutputSolana     = "solanaProgram"
	OutputTextile    = "textile"
)

// Settles reports whether what the output delivers ends in a transaction that an enode looks up.
func (o Output) Settles() bool { return o.Type == OutputEthereum || o.Type == OutputSettlement }

// InSettlement reports whether results of the version go to the settlement contract that its project's owner names.
func (v *Version) InSettlement() bool {
	return slices.ContainsFunc(v.Outputs, func(o Output) bool { return o.Type == OutputSettlement })
}

// Origin names what a program was compiled of, so that anybody can compile it again. It is the author's word, on which
// nothing depends.
type Origin struct {
	Module   task.Digest // SHA-256 of the module; zero = nothing is said
	Compiler string      // its name and version
}

// MaxCompiler bounds the name of a compiler, in bytes.
const MaxCompiler = 256

// Version is one version of a project: a program and the rules around it.
type Version struct {
	Name            string
	VM              VM
	Code            []byte // the program, un-hexed and inflated
	Origin          Origin // of Code
	ExpParam        string // runtime-specific, risc0: {"image_id":…,"elf":…}
	InputMode       InputMode
	Packing         Packing
	Limits          Limits
	ReceiptKinds    []string // acceptable kinds; empty = any
	Redundancy      uint     // znodes that start at once; at least 1
	ExpectedProving time.Duration
	ProgramID       task.Digest // zero = not stated
	Outputs         []Output    // at least one
}

// Project is what is known of one project at one moment.
type Project struct {
	ID       task.ProjectID
	URI      string
	Hash     task.Digest // SHA-256 of the file, as on chain
	Paused   bool
	Versions []Version
	// Fault says why the project cannot be served; nil if it can. Versions is
	// then what was served before the fault, or empty.
	Fault error
}

// Version returns the version called name if it can be served now; otherwise an
// error wrapping [ErrPaused], [ErrNotServable] or [ErrNoVersion].
func (p *Project) Version(name string) (*Version, error) {
	if p.Paused {
		return nil, fmt.Errorf("project %d: %w", p.ID, ErrPaused)
	}
	if p.Fault != nil {
		return nil, fmt.Errorf("project %d: %w: %w", p.ID, ErrNotServable, p.Fault)
	}
	i := slices.IndexFunc(p.Versions, func(v Version) bool { return v.Name == name })
	if i < 0 {
		return nil, fmt.Errorf("project %d version %q: %w", p.ID, name, ErrNoVersion)
	}
	return &p.Versions[i], nil
}

// Validate reports everything that makes the version unusable, joined; each is
// a [FieldError] that names the field as the project file spells it.
func (v *Version) Validate() error {
	var errs []error
	bad := func(cond bool, field, format string, a ...any) {
		if cond {
			errs = append(errs, &FieldError{Field: field, Reason: fmt.Sprintf(format, a...)})
		}
	}
	bad(v.Name == "", "version", "missing")
	bad(len(v.Name) > task.MaxVersionLen, "version", "has %d bytes, limit %d", len(v.Name), task.MaxVersionLen)
	if slices.ContainsFunc(v.Outputs, func(o Output) bool { return o.Type == OutputSettlement }) {
		bad(len(v.Name) > task.MaxSettledVersion, "version", "has %d bytes, limit with output settlement %d", len(v.Name), task.MaxSettledVersion)
		bad(v.InputMode == InputJSON, "inputMode", "is json, but output settlement takes only what a program commits to its task: it wants task")
	}
	bad(!utf8.ValidString(v.Name), "version", "is not UTF-8 text")
	bad(v.VM == "", "vmType", "missing")
	bad(v.VM != "" && v.VM != VMRisc0 && v.VM != VMHalo2 && v.VM != VMZkWasm, "vmType", "unknown vm %q, want risc0, halo2 or zkwasm", clip(string(v.VM)))
	bad(len(v.Code) == 0, "code", "missing")
	bad(len(v.Origin.Compiler) > MaxCompiler, "compiledFrom.compiler", "has %d bytes, limit %d", len(v.Origin.Compiler), MaxCompiler)
	bad(v.Origin.Module.IsZero() && v.Origin.Compiler != "", "compiledFrom.moduleSHA256", "missing")
	bad(v.InputMode != InputJSON && v.InputMode != InputTask, "inputMode", "unknown mode %q, want json or task", clip(string(v.InputMode)))
	bad(v.InputMode == InputJSON && v.VM == VMZkWasm, "inputMode", "zkwasm programs read their task: leave it out, or say task")
	bad(v.Packing.Count == 0 || v.Packing.Count > task.MaxTaskMessages, "packing.count", "is %d, want 1 to %d", v.Packing.Count, task.MaxTaskMessages)
	bad(v.Packing.Bytes > task.MaxTaskBody, "packing.bytes", "is %d, limit %d", v.Packing.Bytes, task.MaxTaskBody)
	bad(v.Packing.Window < 0, "packing.window", "is negative")
	bad(v.Packing.GroupBy != GroupByDevice && v.Packing.GroupBy != GroupByProject, "packing.groupBy", "unknown grouping %q, want device or project", clip(string(v.Packing.GroupBy)))
	bad(v.Limits.MessageBytes > task.MaxDataLen, "limits.messageBytes", "is %d, limit %d", v.Limits.MessageBytes, task.MaxDataLen)
	bad(v.Limits.Wall < 0, "limits.wallSeconds", "is negative")
	bad(v.ExpectedProving < 0, "expectedProvingSeconds", "is negative")
	bad(v.Redundancy == 0 || v.Redundancy > MaxRedundancy, "redundancy", "is %d, want 1 to %d", v.Redundancy, MaxRedundancy)
	bad(len(v.Outputs) == 0, "output", "missing")
	return errors.Join(errs...)
}
