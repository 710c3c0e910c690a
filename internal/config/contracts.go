package config

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/contracts/deploy"
)

// Contracts says where the contracts of a network are. Those that a network does not have are zero.
type Contracts struct {
	ChainID    uint64 // 0 = whatever the endpoint serves
	StartBlock uint64

	Projects     common.Address // ProjectRegistrar, or ProjectRegistry where znodes stake
	Nodes, Fleet common.Address // where nobody stakes

	Staking, Bonds, Router, Settlement common.Address // where znodes stake
}

// Staked reports whether znodes stake on the network.
func (c Contracts) Staked() bool { return c.Staking != common.Address{} }

// Named lists the contracts that the network has by their Solidity names.
func (c Contracts) Named() map[string]common.Address {
	all := map[string]common.Address{"ProjectRegistrar": c.Projects, "NodeRegistry": c.Nodes, "FleetManager": c.Fleet}
	if c.Staked() {
		all = map[string]common.Address{
			"ProjectRegistry": c.Projects, "ZnodeStaking": c.Staking, "EnodeBonds": c.Bonds, "VerifierRouter": c.Router, "TaskSettlement": c.Settlement,
		}
	}
	return all
}

// Contracts resolves what is said of the contracts, by single settings or by an addresses file, and reports every
// contradiction, joined.
func (n *Node) Contracts() (Contracts, error) {
	if n.ContractsFile == "" {
		return n.singleContracts()
	}
	file, err := deploy.ReadNetwork(n.ContractsFile)
	if err != nil {
		return Contracts{}, fmt.Errorf("contracts: %w", err)
	}
	var errs []error
	bad := func(cond bool, format string, a ...any) {
		if cond {
			errs = append(errs, fmt.Errorf("contracts: "+format, a...))
		}
	}
	bad(n.NodeContract != "" || n.FleetContract != "", "the file is of a network where znodes stake, which has no node-contract and no fleet-contract")
	bad(n.ProjectContract != "" && common.HexToAddress(n.ProjectContract) != file.ProjectRegistry, "the file says that project-contract is %s, not %s", file.ProjectRegistry, n.ProjectContract)
	bad(n.ChainID != 0 && n.ChainID != file.ChainID, "the file says that chain-id is %d, not %d", file.ChainID, n.ChainID)
	bad(n.StartBlock != 0 && n.StartBlock != file.StartBlock, "the file says that start-block is %d, not %d", file.StartBlock, n.StartBlock)
	return Contracts{
		ChainID: file.ChainID, StartBlock: file.StartBlock, Projects: file.ProjectRegistry, Staking: file.ZnodeStaking,
		Bonds: file.EnodeBonds, Router: file.VerifierRouter, Settlement: file.TaskSettlement,
	}, errors.Join(errs...)
}

// singleContracts are those of a network where nobody stakes.
func (n *Node) singleContracts() (Contracts, error) {
	out := Contracts{ChainID: n.ChainID, StartBlock: n.StartBlock}
	var errs []error
	for _, contract := range []struct {
		name, value string
		into        *common.Address
	}{
		{"project-contract", n.ProjectContract, &out.Projects}, {"node-contract", n.NodeContract, &out.Nodes}, {"fleet-contract", n.FleetContract, &out.Fleet},
	} {
		switch {
		case contract.value == "":
			errs = append(errs, fmt.Errorf("%s is missing", contract.name))
		case !common.IsHexAddress(contract.value):
			errs = append(errs, fmt.Errorf("%s: %q is no address", contract.name, contract.value))
		default:
			*contract.into = common.HexToAddress(contract.value)
		}
	}
	if n.ProjectContract == "" && n.NodeContract == "" && n.FleetContract == "" {
		errs = append(errs, errors.New("on a network where znodes stake, contracts names the addresses file instead"))
	}
	return out, errors.Join(errs...)
}
