package deploy

import (
	"context"
	"crypto/ecdsa"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/contracts/bindings"
)

// Bills configures the example dApp of a WebAssembly module.
type Bills struct {
	// Router is the only address that may deliver settlements.
	Router common.Address
	// ProjectID is the project whose tasks are billed.
	ProjectID uint64
	// Module is the SHA-256 of the module whose proofs are billed.
	Module [32]byte
	// Tariff is what one unit of consumption costs.
	Tariff uint64
}

// MeterBills deploys the example dApp of a WebAssembly module, owned and paid by key's account, and returns its address
// once it is mined. The owner has yet to accept a program; the project's owner has to register it at the router.
func MeterBills(ctx context.Context, backend Backend, key *ecdsa.PrivateKey, config Bills) (common.Address, error) {
	return deployOne(ctx, backend, key, "MeterBills", &bindings.MeterBillsMetaData, bindings.NewMeterBills().PackConstructor(
		config.Router,
		new(big.Int).SetUint64(config.ProjectID),
		crypto.PubkeyToAddress(key.PublicKey),
		config.Module,
		config.Tariff,
	))
}
