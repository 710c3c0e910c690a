package node

import (
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/task"
)

func TestContractsMustExist(t *testing.T) {
	key := contractstest.Key(t)
	chain := contractstest.NewChain(t, key)
	n, err := deploy.Staking(t.Context(), chain, key, deploy.DefaultTerms(contractstest.Address(key)))
	require.NoError(t, err)
	c := config.Contracts{
		Projects: n.ProjectRegistry, Staking: n.ZnodeStaking, Bonds: n.EnodeBonds, Router: n.VerifierRouter, Settlement: n.TaskSettlement,
	}
	require.NoError(t, checkCode(t.Context(), chain, c))

	c.Bonds, c.Settlement = common.Address{1}, contractstest.Address(key)
	err = checkCode(t.Context(), chain, c)
	require.ErrorIs(t, err, ErrNoCode)
	require.ErrorContains(t, err, "EnodeBonds at 0x01")
	require.ErrorContains(t, err, "TaskSettlement at "+c.Settlement.String())
	require.NotContains(t, err.Error(), "ZnodeStaking")
	require.NotEmpty(t, task.Hint(err))

	old, err := deploy.Contracts(t.Context(), chain, key)
	require.NoError(t, err)
	require.NoError(t, checkCode(t.Context(), chain, config.Contracts{Projects: old.ProjectRegistrar, Nodes: old.NodeRegistry, Fleet: old.FleetManager}))
}
