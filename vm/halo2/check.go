package halo2

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
	"github.com/machinefi/sprout/vm/internal/checks"
	"github.com/machinefi/sprout/vm/worker"
)

// maxProgram is the largest program that is looked at, in bytes.
const maxProgram = 32 << 20

// Details is what the library finds in a program.
type Details struct {
	ProgramID       task.Digest `json:"-"`
	Format          string      `json:"format"`
	K               uint32      `json:"k"`    // 2^K rows
	Rows            uint64      `json:"rows"` // used
	Degree          uint32      `json:"degree"`
	AdviceColumns   uint32      `json:"advice_columns"`
	FixedColumns    uint32      `json:"fixed_columns"`
	InstanceColumns uint32      `json:"instance_columns"`
	PublicInputs    []uint32    `json:"public_inputs"` // of each instance column
	Lookups         uint32      `json:"lookups"`
	Phases          uint32      `json:"phases"`
	SRSID           string      `json:"srs_id"`
	UnsafeSRS       bool        `json:"unsafe_srs"`   // anybody can forge proofs of it
	MemoryBytes     uint64      `json:"memory_bytes"` // of a proof
	KeysBytes       uint64      `json:"keys_bytes"`
	EstimateMS      uint64      `json:"estimate_ms"` // of a warm proof
	// What was asked for by name; see [Prover.Inspect].
	EVMVerifier  string     `json:"evm_verifier,omitempty"` // source in Solidity
	VerifyingKey worker.Hex `json:"verifying_key,omitempty"`
}

// Artifacts that [Prover.Inspect] makes when it is asked to.
const (
	ArtifactEVMVerifier  = "evm_verifier"
	ArtifactVerifyingKey = "verifying_key"
)

func errVerifiesOnly() error {
	return task.WithHint(&vm.Error{Kind: vm.ErrNotOffered, Said: "halo2 needs an SRS file to prove with"}, "name one with --halo2-srs")
}

// form tells what p is, as far as that can be seen without running it.
func (p *Prover) form(prog vm.Program) (string, error) {
	form, err := formOf(prog.Code)
	if err == nil && len(prog.Code) > maxProgram {
		err = fmt.Errorf("%d bytes, limit %d", len(prog.Code), maxProgram)
	}
	if err != nil {
		return "", &vm.Error{Kind: vm.ErrProgramInvalid, Said: err.Error()}
	}
	return form, nil
}

// Check implements [vm.Prover]. What it found is remembered. Without public
// parameters the program id of a front end cannot be computed; then the one that the
// project states is taken, which its owner has put on chain with the file.
func (p *Prover) Check(ctx context.Context, prog vm.Program) (vm.ProgramInfo, error) {
	form, err := p.form(prog)
	if err != nil {
		return vm.ProgramInfo{}, err
	}
	if p.VerifiesOnly() {
		return unseen(prog, form)
	}
	key := checks.Key(prog)
	if info, ok := p.checks.Get(key); ok {
		return info, nil
	}
	d, err := p.Inspect(ctx, prog)
	if err != nil {
		return vm.ProgramInfo{}, err
	}
	info := vm.ProgramInfo{ID: d.ProgramID, Format: form, MemoryBytes: d.MemoryBytes, Kinds: kindsOf(form)}
	p.checks.Put(key, info)
	return info, nil
}

// unseen is what can be told of a program without running it.
func unseen(prog vm.Program, form string) (vm.ProgramInfo, error) {
	info := vm.ProgramInfo{ID: prog.StatedID, Format: form, Kinds: kindsOf(form)}
	if form == formOld {
		info.ID = oldFormID(prog.Code)
	}
	if info.ID.IsZero() {
		return vm.ProgramInfo{}, task.WithHint(
			&vm.Error{Kind: vm.ErrProgramInvalid, Said: "project file does not state programID, which a node without an SRS file needs"},
			"ioctl-project project validate --halo2-srs FILE prints it; write it into the project file")
	}
	return info, nil
}

// Inspect finds out all about a program, and makes the artifacts named.
func (p *Prover) Inspect(ctx context.Context, prog vm.Program, artifacts ...string) (Details, error) {
	if _, err := p.form(prog); err != nil {
		return Details{}, err
	}
	if p.VerifiesOnly() {
		return Details{}, errVerifiesOnly()
	}
	if err := p.sound(ctx); err != nil {
		return Details{}, err
	}
	opts, err := options{
		Artifacts: artifacts, AllowUnsafeSRS: p.cfg.AllowUnsafeSRS,
		Fuel: fuel(vm.DefaultLimits()), MemoryLimitMB: p.guestMemoryMB(),
	}.encode()
	if err != nil {
		return Details{}, err
	}
	key := checks.Key(prog)
	parts, err := p.pool.Do(ctx, worker.Request{
		Op: worker.OpCheck, Key: key, Options: opts, Parts: [][]byte{prog.Code}, Wall: checkWall, Attach: p.attach(key),
	})
	if err != nil {
		return Details{}, aboutProgram(aboutSRS(err))
	}
	var answer struct {
		Details
		ProgramID string `json:"program_id"`
	}
	if err := worker.Decode(parts, 1, 0, &answer); err != nil {
		return Details{}, err
	}
	if answer.Details.ProgramID, err = task.ParseDigest(answer.ProgramID); err != nil {
		return Details{}, &vm.Error{Kind: vm.ErrInternal, Said: err.Error()}
	}
	return answer.Details, nil
}

// srsFaults are how the library's words begin when it cannot use the node's public
// parameters.
var srsFaults = []string{"SRS file is damaged", "cannot read the SRS file", "circuit needs an SRS of"}

// brokenKeys is how the library's words begin when a proof fails although no message is
// to blame.
const brokenKeys = "keys or public parameters are broken"

// aboutSRS tells trouble with the node's own public parameters and keys from faults of
// a program or its messages: another node may well do it.
func aboutSRS(err error) error {
	var e *vm.Error
	if !errors.As(err, &e) {
		return err
	}
	if errors.Is(err, vm.ErrInternal) && strings.HasPrefix(e.Said, brokenKeys) {
		return task.WithHint(&vm.Error{Kind: vm.ErrUnavailable, Said: e.Said}, "check the file that --halo2-srs names, and remove the folder of keys")
	}
	if !errors.Is(err, vm.ErrInputInvalid) {
		return err
	}
	for _, begins := range srsFaults {
		if strings.HasPrefix(e.Said, begins) {
			return task.WithHint(&vm.Error{Kind: vm.ErrUnavailable, Said: e.Said}, "--halo2-srs names the file with the public parameters")
		}
	}
	return err
}

// aboutProgram says of a check, which has no input, that a fault is the program's.
func aboutProgram(err error) error {
	for _, kind := range []error{vm.ErrInputInvalid, vm.ErrGuestFault, vm.ErrCycleLimit} {
		if errors.Is(err, kind) {
			return &vm.Error{Kind: vm.ErrProgramInvalid, Said: err.Error()}
		}
	}
	return err
}
