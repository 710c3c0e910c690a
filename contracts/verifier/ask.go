package verifier

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/task"
)

var (
	// ErrRefused says that the verifier on chain does not accept a proof.
	ErrRefused = errors.New("the verifier refuses the proof")
	// ErrNotVerifier says that what is at an address cannot be trusted to verify anything.
	ErrNotVerifier = errors.New("no verifier")
)

// Proof is a proof with what it shows, as an IProofVerifier takes them.
type Proof struct {
	ProgramID task.Digest
	// PublicValues are words of 32 bytes, big-endian, in a row.
	PublicValues []byte
	Proof        []byte
}

func (p *Proof) calldata() []byte {
	return bindings.NewHalo2Verifier().PackVerify(p.ProgramID, p.PublicValues, p.Proof)
}

// ProgramID asks a Halo2Verifier of which program it verifies proofs.
func ProgramID(ctx context.Context, c bind.ContractCaller, at common.Address) (task.Digest, error) {
	if err := hasCode(ctx, c, at); err != nil {
		return task.Digest{}, err
	}
	contract := bindings.NewHalo2Verifier()
	answer, err := call(ctx, c, at, contract.PackProgramId())
	if chain.RevertReason(err) != "" || err == nil && len(answer) != len(task.Digest{}) {
		return task.Digest{}, fmt.Errorf("%w: contract %s does not say of which program it verifies proofs", ErrNotVerifier, at)
	}
	if err != nil {
		return task.Digest{}, fmt.Errorf("ask %s for its program: %w", at, err)
	}
	return task.Digest(answer), nil
}

// Ask has the chain verify a proof, without a transaction. It returns nil if the contract at the address accepts the proof
// and [ErrRefused] with the contract's reason if it does not. A contract that accepts the proof with a bit flipped, too,
// is [ErrNotVerifier], and so is an address without one.
func Ask(ctx context.Context, c bind.ContractCaller, at common.Address, p Proof) error {
	if err := hasCode(ctx, c, at); err != nil {
		return err
	}
	if err := ask(ctx, c, at, &p); err != nil {
		return err
	}
	flipped := p
	flipped.Proof = bytes.Clone(p.Proof)
	if len(flipped.Proof) > 0 {
		flipped.Proof[len(flipped.Proof)/2] ^= 1
	}
	return mustRefuse(ctx, c, at, &flipped, "the proof with a bit flipped")
}

// Gas asks what a transaction takes that has a valid proof verified and does nothing else.
func Gas(ctx context.Context, c ethereum.GasEstimator, at common.Address, p Proof) (uint64, error) {
	gas, err := c.EstimateGas(ctx, ethereum.CallMsg{To: &at, Data: p.calldata()})
	if err != nil {
		return 0, fmt.Errorf("ask what verifying by %s takes: %w", at, err)
	}
	return gas, nil
}

// AskWrong makes sure that the contract at the address refuses what is certainly no proof of the circuit.
func AskWrong(ctx context.Context, c bind.ContractCaller, at common.Address, circuit deploy.Circuit) error {
	if err := hasCode(ctx, c, at); err != nil {
		return err
	}
	wrong := Proof{
		ProgramID: circuit.ProgramID, PublicValues: make([]byte, circuit.PublicValues*wordBytes), Proof: make([]byte, circuit.ProofLength),
	}
	return mustRefuse(ctx, c, at, &wrong, "a proof of zeros")
}

func mustRefuse(ctx context.Context, c bind.ContractCaller, at common.Address, wrong *Proof, what string) error {
	err := ask(ctx, c, at, wrong)
	switch {
	case errors.Is(err, ErrRefused):
		return nil
	case err == nil:
		return fmt.Errorf("%w: contract %s accepts %s", ErrNotVerifier, at, what)
	default:
		return err
	}
}

// ask makes one call. Verifying returns nothing: an answer is of a contract that does something else.
func ask(ctx context.Context, c bind.ContractCaller, at common.Address, p *Proof) error {
	answer, err := call(ctx, c, at, p.calldata())
	switch reason := chain.RevertReason(err); {
	case reason != "":
		return fmt.Errorf("%w: %s", ErrRefused, reason)
	case err != nil:
		return fmt.Errorf("ask %s to verify: %w", at, err)
	case len(answer) != 0:
		return fmt.Errorf("%w: contract %s answers with %d bytes, a verifier with none", ErrNotVerifier, at, len(answer))
	default:
		return nil
	}
}

func call(ctx context.Context, c bind.ContractCaller, at common.Address, data []byte) ([]byte, error) {
	return c.CallContract(ctx, ethereum.CallMsg{To: &at, Data: data}, nil)
}

func hasCode(ctx context.Context, c bind.ContractCaller, at common.Address) error {
	code, err := c.CodeAt(ctx, at, nil)
	if err != nil {
		return fmt.Errorf("read code of %s: %w", at, err)
	}
	if len(code) == 0 {
		return task.WithHint(fmt.Errorf("%w: there is no contract at %s", ErrNotVerifier, at), "is the endpoint of the chain that it was deployed on?")
	}
	return nil
}
