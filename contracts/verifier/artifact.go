package verifier

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/common/hexutil"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/task"
)

// MaxDeployedBytes is the largest code a contract may have on chain (EIP-170).
const MaxDeployedBytes = 24_576

// DevnetSRS is the id of the development network's public parameters. Everybody knows their secret, so everybody can make
// proofs of anything that a verifier made with them accepts.
const DevnetSRS = "c305361f599e0f660e4d1145e38222397e79516bb0d39492e95d22871a0fdf0a"

// devnetX is the x coordinate of the point of those parameters that every contract made with them pairs with: the
// generator of the second group, multiplied with the secret.
var devnetX = [2][]byte{
	hexutil.MustDecode("0x2ee6ae3ef8a5134135ae64be37109aa5a41c3b99b180063cc0eceb50f2d31cce"),
	hexutil.MustDecode("0x1b3ba839618689632725429d3ecfd8237aa8b624fb51dccd761654176958460d"),
}

// wordBytes is the size of a public value in calldata, and maxCalldata bounds what is believed to be the calldata of a
// verification: far more than a block has room for.
const (
	wordBytes   = 32
	maxCalldata = 1 << 24
)

// ErrArtifact says that a file is no artifact, or that what it says does not fit together.
var ErrArtifact = errors.New("not a compiled verifier")

// Artifact is a generated verifier, compiled. What the contract's source does not tell is zero where it is not known.
type Artifact struct {
	// ProgramID names the program whose proofs the contract verifies.
	ProgramID task.Digest `json:"programID,omitzero"`
	// SRS is the id of the public parameters, hexadecimal.
	SRS string `json:"srs,omitempty"`
	// SourceSHA256 is of the Solidity source, hexadecimal.
	SourceSHA256 string `json:"sourceSHA256,omitempty"`
	// Solc is the compiler's version as it tells it.
	Solc string `json:"solc"`
	// PublicValues is the number of values in the circuit's instance columns.
	PublicValues uint64 `json:"publicValues,omitempty"`
	// ProofLength is the length of every proof, in bytes.
	ProofLength uint64 `json:"proofLength,omitempty"`
	// CalldataBytes is the length of public values and proof together.
	CalldataBytes uint64 `json:"calldataBytes,omitempty"`
	// DeployedBytes is the size of the code on chain.
	DeployedBytes uint64 `json:"deployedBytes"`
	// Bytecode is the creation code, which takes no arguments.
	Bytecode hexutil.Bytes `json:"bytecode"`
}

// Parse reads an artifact as it was written: [ErrArtifact].
func Parse(b []byte) (Artifact, error) {
	var a Artifact
	if err := json.Unmarshal(b, &a); err != nil {
		return Artifact{}, fmt.Errorf("%w: %w", ErrArtifact, err)
	}
	if err := a.settle(); err != nil {
		return Artifact{}, err
	}
	return a, nil
}

// settle checks what is there and fills in the lengths that follow from the others.
func (a *Artifact) settle() error {
	switch {
	case len(a.Bytecode) == 0:
		return fmt.Errorf("%w: bytecode is missing", ErrArtifact)
	case a.DeployedBytes == 0 || a.DeployedBytes > MaxDeployedBytes:
		return fmt.Errorf("%w: deployedBytes is %d, want 1 to %d", ErrArtifact, a.DeployedBytes, MaxDeployedBytes)
	case max(a.PublicValues, a.ProofLength, a.CalldataBytes) > maxCalldata:
		return fmt.Errorf("%w: publicValues %d, proofLength %d, calldataBytes %d: no contract takes that much", ErrArtifact, a.PublicValues, a.ProofLength, a.CalldataBytes)
	case a.PublicValues == 0:
		return nil
	}
	values := a.PublicValues * wordBytes
	if a.CalldataBytes == 0 && a.ProofLength != 0 {
		a.CalldataBytes = values + a.ProofLength
	}
	if a.ProofLength == 0 && a.CalldataBytes > values {
		a.ProofLength = a.CalldataBytes - values
	}
	if a.ProofLength == 0 || a.CalldataBytes != values+a.ProofLength {
		return fmt.Errorf("%w: %d public values and a proof of %d bytes do not make calldata of %d bytes", ErrArtifact, a.PublicValues, a.ProofLength, a.CalldataBytes)
	}
	return nil
}

// Of says which program the contract is of and how many public values that has, as far as the artifact does not say so
// itself; zero leaves it as it is. What contradicts the artifact is refused: [ErrArtifact].
func (a Artifact) Of(program task.Digest, publicValues uint64) (Artifact, error) {
	if !program.IsZero() {
		if !a.ProgramID.IsZero() && a.ProgramID != program {
			return Artifact{}, fmt.Errorf("%w of program %s: it is of %s", ErrArtifact, program, a.ProgramID)
		}
		a.ProgramID = program
	}
	if publicValues != 0 {
		if a.PublicValues != 0 && a.PublicValues != publicValues {
			return Artifact{}, fmt.Errorf("%w for %d public values: it is for %d", ErrArtifact, publicValues, a.PublicValues)
		}
		a.PublicValues = publicValues
	}
	return a, a.settle()
}

// Circuit is what a deployment takes. It fails with [ErrArtifact] while program or public values are not known.
func (a Artifact) Circuit() (deploy.Circuit, error) {
	switch {
	case a.ProgramID.IsZero():
		return deploy.Circuit{}, fmt.Errorf("%w that says of which program: programID is missing", ErrArtifact)
	case a.PublicValues == 0 || a.ProofLength == 0:
		return deploy.Circuit{}, fmt.Errorf("%w that says how many public values there are: publicValues is missing", ErrArtifact)
	}
	return deploy.Circuit{ProgramID: a.ProgramID, Bytecode: a.Bytecode, PublicValues: a.PublicValues, ProofLength: a.ProofLength}, nil
}

// Forgeable tells whether the contract accepts proofs that anybody can forge, because it was made with the development
// network's parameters. The code tells, whatever the file says.
func (a Artifact) Forgeable() bool {
	return strings.EqualFold(strings.TrimPrefix(a.SRS, "0x"), DevnetSRS) ||
		bytes.Contains(a.Bytecode, devnetX[0]) && bytes.Contains(a.Bytecode, devnetX[1])
}
