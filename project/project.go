package project

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/machinefi/sprout/task"
)

// Reasons why a project or version is not available, for callers that decide on them.
var (
	ErrNotFound     = errors.New("project does not exist")
	ErrNoVersion    = errors.New("project has no such version")
	ErrPaused       = errors.New("project is paused")
	ErrNotServable  = errors.New("project is not servable")
	ErrHashMismatch = errors.New("project file does not match the hash on chain")
	ErrInvalidFile  = errors.New("project file is invalid")
)

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
	OutputSolana   = "solanaProgram"
	OutputTextile  = "textile"
)

// Version is one version of a project: a program and the rules around it.
type Version struct {
	Name            string
	VM              VM
	Code            []byte // the program, un-hexed and inflated
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

// Validate reports everything that makes the version unusable, joined; each names its field.
func (v *Version) Validate() error {
	var errs []error
	bad := func(cond bool, format string, a ...any) {
		if cond {
			errs = append(errs, fmt.Errorf(format, a...))
		}
	}
	bad(v.Name == "", "field version is missing")
	bad(len(v.Name) > task.MaxVersionLen, "field version has %d bytes, limit %d", len(v.Name), task.MaxVersionLen)
	bad(v.VM == "", "field vmType is missing")
	bad(v.VM != "" && v.VM != VMRisc0 && v.VM != VMHalo2 && v.VM != VMZkWasm, "field vmType: unknown vm %q, want risc0, halo2 or zkwasm", v.VM)
	bad(len(v.Code) == 0, "field code is missing")
	bad(v.InputMode != InputJSON && v.InputMode != InputTask, "field inputMode: unknown mode %q, want json or task", v.InputMode)
	bad(v.Packing.Count == 0 || v.Packing.Count > task.MaxTaskMessages, "field packing.count is %d, want 1 to %d", v.Packing.Count, task.MaxTaskMessages)
	bad(v.Packing.Bytes > task.MaxTaskBody, "field packing.bytes is %d, limit %d", v.Packing.Bytes, task.MaxTaskBody)
	bad(v.Packing.Window < 0, "field packing.window is negative")
	bad(v.Packing.GroupBy != GroupByDevice && v.Packing.GroupBy != GroupByProject, "field packing.groupBy: unknown %q, want device or project", v.Packing.GroupBy)
	bad(v.Limits.MessageBytes > task.MaxDataLen, "field limits.messageBytes is %d, limit %d", v.Limits.MessageBytes, task.MaxDataLen)
	bad(v.Redundancy == 0, "field redundancy is 0")
	bad(len(v.Outputs) == 0, "field output is missing")
	return errors.Join(errs...)
}
