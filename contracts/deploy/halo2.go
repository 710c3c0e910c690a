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

// Halo2Contracts are a circuit's contracts on a chain.
type Halo2Contracts struct {
	// Generated is the verifier that was generated for the circuit. It is not to be called but by the other.
	Generated common.Address
	// Verifier makes an IProofVerifier of it: that is what dApps are given.
	Verifier common.Address
	// Transactions created the contracts, in this order.
	Transactions []common.Hash
	// GasUsed is what they took together.
	GasUsed uint64
}

// DeployHalo2 deploys a circuit's generated verifier, then the contract that makes an IProofVerifier of it, both paid by
// key's account, and returns once both are mined. With an error comes what was deployed before it.
func DeployHalo2(ctx context.Context, backend Backend, key *ecdsa.PrivateKey, circuit Circuit) (Halo2Contracts, error) {
	var at Halo2Contracts
	deployed := func(name string, metadata *bind.MetaData, arguments []byte) (common.Address, error) {
		receipt, err := deployMined(ctx, backend, key, name, metadata, arguments)
		if err != nil {
			return common.Address{}, err
		}
		at.Transactions = append(at.Transactions, receipt.TxHash)
		at.GasUsed += receipt.GasUsed
		return receipt.ContractAddress, nil
	}
	var err error
	at.Generated, err = deployed("generated verifier", &bind.MetaData{Bin: hexutil.Encode(circuit.Bytecode)}, nil)
	if err != nil {
		return at, err
	}
	at.Verifier, err = deployed("Halo2Verifier", &bindings.Halo2VerifierMetaData, circuit.arguments(at.Generated))
	return at, err
}

// arguments are those of the Halo2Verifier before the generated verifier.
func (c *Circuit) arguments(generated common.Address) []byte {
	return bindings.NewHalo2Verifier().PackConstructor(
		c.ProgramID, generated, new(big.Int).SetUint64(c.PublicValues), new(big.Int).SetUint64(c.ProofLength),
	)
}

// VerifierCode is the creation code, arguments included, of the Halo2Verifier before the circuit's generated verifier.
func (c *Circuit) VerifierCode(generated common.Address) ([]byte, error) {
	code, err := bytecode(&bindings.Halo2VerifierMetaData)
	return append(code, c.arguments(generated)...), err
}

// Risc0VerifierCode is the creation code, arguments included, of the contract that puts risc0's verifier contract, or its
// router, behind the interface that a network's router takes.
func Risc0VerifierCode(risc0 common.Address) ([]byte, error) {
	code, err := bytecode(&bindings.Risc0VerifierMetaData)
	return append(code, bindings.NewRisc0Verifier().PackConstructor(risc0)...), err
}

// Halo2Verifier is DeployHalo2 for who wants the verifier's address alone.
func Halo2Verifier(
	ctx context.Context, backend Backend, key *ecdsa.PrivateKey, circuit Circuit,
) (common.Address, error) {
	at, err := DeployHalo2(ctx, backend, key, circuit)
	return at.Verifier, err
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
