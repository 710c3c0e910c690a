// Package circuits carries the halo2 examples for programs that publish them: each circuit's front end, and the contract
// that verifies its proofs on development networks.
package circuits

import (
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/machinefi/sprout/task"
)

//go:embed simple/program sensors/program two-phase/program
var programs embed.FS

// Names of the examples.
const (
	Simple   = "simple"
	Sensors  = "sensors"
	TwoPhase = "two-phase"
)

// Names lists the examples.
func Names() []string { return []string{Simple, Sensors, TwoPhase} }

// Circuit is an example as it is published.
type Circuit struct {
	Name string
	// FrontEnd is the WebAssembly module that nodes are given.
	FrontEnd []byte
	// Verifier verifies proofs that were made with the development network's parameters.
	Verifier Verifier
}

// Verifier is a contract that was generated from a circuit's verifying key, compiled. Verifying key and program id depend
// on the public parameters (SRS); these are the development network's, with which anybody can forge proofs.
type Verifier struct {
	ProgramID     task.Digest // what nodes call the program
	SRS           string      // id of the parameters, hexadecimal
	SourceSHA256  string      // of the generated Solidity, hexadecimal
	Solc          string      // version of the compiler
	PublicValues  uint64      // values in the circuit's instance columns
	ProofLength   uint64      // bytes
	DeployedBytes uint64      // size on chain
	Bytecode      []byte      // creation code, without arguments
}

// verifierJSON is verifier.json.
type verifierJSON struct {
	ProgramID     string `json:"programID"`
	SRS           string `json:"srs"`
	SourceSHA256  string `json:"sourceSHA256"`
	Solc          string `json:"solc"`
	PublicValues  uint64 `json:"publicValues"`
	ProofLength   uint64 `json:"proofLength"`
	DeployedBytes uint64 `json:"deployedBytes"`
	Bytecode      string `json:"bytecode"`
}

// Load returns an example by its name.
func Load(name string) (Circuit, error) {
	c, err := load(name)
	if err != nil {
		return Circuit{}, fmt.Errorf("load circuit %s: %w", name, err)
	}
	return c, nil
}

func load(name string) (Circuit, error) {
	frontEnd, err := FrontEnd(name)
	if err != nil {
		return Circuit{}, err
	}
	file, err := programs.ReadFile(name + "/program/verifier.json")
	if err != nil {
		return Circuit{}, err
	}
	c := Circuit{Name: name, FrontEnd: frontEnd}
	return c, c.Verifier.UnmarshalJSON(file)
}

// FrontEnd returns an example's module alone.
func FrontEnd(name string) ([]byte, error) {
	return programs.ReadFile(name + "/program/" + name + ".wasm")
}

// MarshalJSON writes what UnmarshalJSON reads.
func (v Verifier) MarshalJSON() ([]byte, error) {
	return json.Marshal(verifierJSON{
		ProgramID: v.ProgramID.String(), SRS: v.SRS, SourceSHA256: v.SourceSHA256, Solc: v.Solc, PublicValues: v.PublicValues,
		ProofLength: v.ProofLength, DeployedBytes: v.DeployedBytes, Bytecode: "0x" + hex.EncodeToString(v.Bytecode),
	})
}

// UnmarshalJSON reads a verifier.json.
func (v *Verifier) UnmarshalJSON(b []byte) error {
	var j verifierJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("read verifier: %w", err)
	}
	program, err := task.ParseDigest(j.ProgramID)
	if err != nil {
		return fmt.Errorf("read verifier: programID: %w", err)
	}
	bytecode, err := hex.DecodeString(strings.TrimPrefix(j.Bytecode, "0x"))
	if err != nil {
		return fmt.Errorf("read verifier: bytecode: %w", err)
	}
	*v = Verifier{
		ProgramID: program, SRS: j.SRS, SourceSHA256: j.SourceSHA256, Solc: j.Solc, PublicValues: j.PublicValues,
		ProofLength: j.ProofLength, DeployedBytes: j.DeployedBytes, Bytecode: bytecode,
	}
	return nil
}
