package deploy

import (
	"context"
	"crypto/ecdsa"
	"fmt"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/contracts/bindings"
)

// ReceiverGas is the gas that routers deployed here give to a receiver. It is enough for a dApp that decodes a
// kilobyte and writes some tens of storage slots, and bounds what a hostile one costs the operator.
const ReceiverGas = 2_000_000

// SubmitABI is the router's submit function as a project file's contractAbiJSON wants it: parameters have the names by
// which an ethereumContract output fills them. Together with contractMethod "submit" it settles tasks.
const SubmitABI = `[{"type":"function","name":"submit","stateMutability":"nonpayable","outputs":[],"inputs":[` +
	`{"name":"projectId","type":"uint256"},{"name":"receiver","type":"address"},{"name":"settlement","type":"bytes"}]}]`

// ReceiveABI is a receiver's own receiveData function as a project file's contractAbiJSON wants it, for receivers that
// verify the proof themselves and may be called without a router: contractAddress and receiverAddress are both the
// receiver's, contractMethod is "receiveData".
const ReceiveABI = `[{"type":"function","name":"receiveData","stateMutability":"nonpayable","outputs":[],"inputs":[` +
	`{"name":"settlement","type":"bytes"}]}]`

// Backend is what this package needs of a chain; ethclient and go-ethereum's simulated client satisfy it.
type Backend interface {
	bind.Backend
	ChainID(ctx context.Context) (*big.Int, error)
}

// Addresses says where a network's contracts are.
type Addresses struct {
	ProjectRegistrar common.Address `json:"projectRegistrar"`
	NodeRegistry     common.Address `json:"nodeRegistry"`
	FleetManager     common.Address `json:"fleetManager"`
	Router           common.Address `json:"router"`
	ZNodeRegistrar   common.Address `json:"znodeRegistrar"`
}

// Contracts deploys the contracts of a network without stakes, paid by key's account, and returns once all are mined.
func Contracts(ctx context.Context, backend Backend, key *ecdsa.PrivateKey) (Addresses, error) {
	return contracts(ctx, backend, key, Addresses{})
}

// Beside deploys the same but the ProjectRegistrar: registrar takes its place, a ProjectRegistry for example.
func Beside(ctx context.Context, backend Backend, key *ecdsa.PrivateKey, registrar common.Address) (Addresses, error) {
	return contracts(ctx, backend, key, Addresses{ProjectRegistrar: registrar})
}

func contracts(ctx context.Context, backend Backend, key *ecdsa.PrivateKey, at Addresses) (Addresses, error) {
	steps := []Step{
		{"ProjectRegistrar", &at.ProjectRegistrar, &bindings.ProjectRegistrarMetaData, nil},
		{"NodeRegistry", &at.NodeRegistry, &bindings.NodeRegistryMetaData, nil},
		{"ZNodeRegistrar", &at.ZNodeRegistrar, &bindings.ZNodeRegistrarMetaData, nil},
		{"FleetManager", &at.FleetManager, &bindings.FleetManagerMetaData, func() []byte {
			return bindings.NewFleetManager().PackConstructor(at.ProjectRegistrar, at.NodeRegistry)
		}},
		{"W3bstreamRouter", &at.Router, &bindings.W3bstreamRouterMetaData, func() []byte {
			return bindings.NewW3bstreamRouter().PackConstructor(at.FleetManager, at.ProjectRegistrar, big.NewInt(ReceiverGas))
		}},
	}
	if at.ProjectRegistrar != (common.Address{}) {
		steps = steps[1:]
	}
	if _, err := create(ctx, backend, key, steps); err != nil {
		return Addresses{}, err
	}
	return at, nil
}

// Step is one contract of several that are deployed together.
type Step struct {
	Name        string
	Address     *common.Address // where it is; zero before it is anywhere
	metadata    *bind.MetaData
	constructor func() []byte // makes the arguments, of addresses of steps before; nil: none
}

// Code is the contract's creation code with its constructor's arguments, which name contracts of earlier steps.
func (s *Step) Code() ([]byte, error) {
	code, err := bytecode(s.metadata)
	if err != nil {
		return nil, err
	}
	if s.constructor != nil {
		code = append(code, s.constructor()...)
	}
	return code, nil
}

// create deploys contracts, paid by key's account, and returns their receipts once all are mined. All are sent before the
// first is waited for: on a chain with slow blocks they share one.
func create(ctx context.Context, backend Backend, key *ecdsa.PrivateKey, steps []Step) ([]*types.Receipt, error) {
	account, err := newAccount(ctx, backend, key)
	if err != nil {
		return nil, err
	}
	sent := make([]common.Hash, len(steps))
	for i, step := range steps {
		code, err := step.Code()
		if err != nil {
			return nil, fmt.Errorf("deploy %s: %w", step.Name, err)
		}
		if *step.Address, sent[i], err = account.create(ctx, code); err != nil {
			return nil, fmt.Errorf("deploy %s: %w", step.Name, err)
		}
	}
	receipts := make([]*types.Receipt, len(steps))
	for i, step := range steps {
		if receipts[i], err = wait(ctx, backend, sent[i]); err != nil {
			return nil, fmt.Errorf("deploy %s: %w", step.Name, err)
		}
	}
	return receipts, nil
}

// Insurance configures the example dApp.
type Insurance struct {
	// Router is the only address that may deliver settlements.
	Router common.Address
	// ProjectID is the project whose tasks decide months.
	ProjectID uint64
	// MinimumDays is the number of valid daily readings a month needs to be decided.
	MinimumDays uint64
}

// WeatherInsurance deploys the example dApp, owned and paid by key's account, and returns its address once it is mined.
// The owner has yet to accept a program, to fund it and to offer months; the project's owner has to register it at the
// router.
func WeatherInsurance(
	ctx context.Context, backend Backend, key *ecdsa.PrivateKey, config Insurance,
) (common.Address, error) {
	return deployOne(ctx, backend, key, "WeatherInsurance", &bindings.WeatherInsuranceMetaData,
		bindings.NewWeatherInsurance().PackConstructor(
			config.Router,
			new(big.Int).SetUint64(config.ProjectID),
			crypto.PubkeyToAddress(key.PublicKey),
			new(big.Int).SetUint64(config.MinimumDays),
		))
}

// deployOne deploys a contract, paid by key's account, and returns its address once it is mined.
func deployOne(
	ctx context.Context, backend Backend, key *ecdsa.PrivateKey, name string, metadata *bind.MetaData, arguments []byte,
) (common.Address, error) {
	receipt, err := deployMined(ctx, backend, key, name, metadata, arguments)
	if err != nil {
		return common.Address{}, err
	}
	return receipt.ContractAddress, nil
}

// deployMined deploys a contract, paid by key's account, and returns the receipt of its creation, which has its address.
func deployMined(
	ctx context.Context, backend Backend, key *ecdsa.PrivateKey, name string, metadata *bind.MetaData, arguments []byte,
) (*types.Receipt, error) {
	account, err := newAccount(ctx, backend, key)
	if err != nil {
		return nil, fmt.Errorf("deploy %s: %w", name, err)
	}
	code, err := bytecode(metadata)
	if err != nil {
		return nil, fmt.Errorf("deploy %s: %w", name, err)
	}
	_, sent, err := account.create(ctx, append(code, arguments...))
	if err != nil {
		return nil, fmt.Errorf("deploy %s: %w", name, err)
	}
	receipt, err := wait(ctx, backend, sent)
	if err != nil {
		return nil, fmt.Errorf("deploy %s: %w", name, err)
	}
	return receipt, nil
}

// bytecode is a contract's creation code.
func bytecode(metadata *bind.MetaData) ([]byte, error) {
	code, err := hexutil.Decode(metadata.Bin)
	if err != nil {
		return nil, fmt.Errorf("decode bytecode: %w", err)
	}
	return code, nil
}
