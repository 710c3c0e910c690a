package deploy

import (
	"context"
	"crypto/ecdsa"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/contracts/bindings"
)

// Circuit is a halo2 program with the verifier that was generated and compiled for it.
type Circuit struct {
	// ProgramID names the program.
	ProgramID [32]byte
	// Bytecode is the creation code of the generated verifier, which takes no arguments.
	Bytecode []byte
	// PublicValues is the number of values in the circuit's instance columns.
	PublicValues uint64
	// ProofLength is the length of its proofs in bytes.
	ProofLength uint64
}

// Halo2Verifier deploys a circuit's generated verifier, then the contract that makes an IProofVerifier of it, both paid
// by key's account. It returns the address of the latter once both are mined: that is what dApps are given.
func Halo2Verifier(
	ctx context.Context, backend Backend, key *ecdsa.PrivateKey, circuit Circuit,
) (common.Address, error) {
	generated, err := deployOne(ctx, backend, key, "generated verifier",
		&bind.MetaData{Bin: hexutil.Encode(circuit.Bytecode)}, nil)
	if err != nil {
		return common.Address{}, err
	}
	return deployOne(ctx, backend, key, "Halo2Verifier", &bindings.Halo2VerifierMetaData,
		bindings.NewHalo2Verifier().PackConstructor(
			circuit.ProgramID,
			generated,
			new(big.Int).SetUint64(circuit.PublicValues),
			new(big.Int).SetUint64(circuit.ProofLength),
		))
}

// Allowance configures the example dApp whose proofs the chain verifies.
type Allowance struct {
	// Router may deliver settlements, and its fleet manager says which nodes may bring them directly.
	Router common.Address
	// ProjectID is the project whose tasks decide months.
	ProjectID uint64
	// Tenant is paid.
	Tenant common.Address
	// WeiPerDegreeDay is what a degree day grants.
	WeiPerDegreeDay *big.Int
	// MinimumDays is the number of days with readings a month needs to be decided.
	MinimumDays uint64
}

// HeatingAllowance deploys the example dApp whose proofs the chain verifies, owned and paid by key's account, and returns
// its address once it is mined. The owner has yet to accept a program with its verifier and to fund it; for delivery by
// the router the project's owner has to register it there.
func HeatingAllowance(
	ctx context.Context, backend Backend, key *ecdsa.PrivateKey, config Allowance,
) (common.Address, error) {
	return deployOne(ctx, backend, key, "HeatingAllowance", &bindings.HeatingAllowanceMetaData,
		bindings.NewHeatingAllowance().PackConstructor(
			config.Router,
			new(big.Int).SetUint64(config.ProjectID),
			crypto.PubkeyToAddress(key.PublicKey),
			config.Tenant,
			config.WeiPerDegreeDay,
			new(big.Int).SetUint64(config.MinimumDays),
		))
}
