package znode

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/params"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

func TestCoinsOnOtherChains(t *testing.T) {
	const rich, poor = "http://rich.example/k3y", "http://poor.example/k3y"
	key, friend := contractstest.Key(t), contractstest.Key(t)
	chains := map[string]*contractstest.Chain{rich: contractstest.NewChain(t, key), poor: contractstest.NewChain(t, friend)}
	down := false
	var said bytes.Buffer
	p := &purses{
		self: task.Address(contractstest.Address(key)), endpoints: []string{rich, poor}, log: slog.New(slog.NewTextHandler(&said, nil)),
		dial: func(_ context.Context, endpoint string) (wallet, error) {
			if down {
				return nil, errors.New("it is down")
			}
			return chains[endpoint], nil
		},
	}
	to := func(endpoints ...string) *project.Version {
		v := &project.Version{Outputs: []project.Output{{Type: project.OutputSettlement}}}
		for _, e := range endpoints {
			raw, err := json.Marshal(map[string]string{"chainEndpoint": e})
			require.NoError(t, err)
			v.Outputs = append(v.Outputs, project.Output{Type: project.OutputEthereum, Params: raw})
		}
		return v
	}
	p.look(t.Context())
	p.look(t.Context())
	require.NoError(t, p.fit(to()))
	require.NoError(t, p.fit(to(rich)), "the others go on")
	err := p.fit(to(rich, poor))
	require.ErrorContains(t, err, "too few coins")
	require.ErrorContains(t, err, "poor.example")
	require.NotContains(t, err.Error()+said.String(), "k3y")
	require.Equal(t, 1, strings.Count(said.String(), "no task is begun"), "told once")

	at := contractstest.Address(key)
	tx, err := types.SignNewTx(friend, types.LatestSignerForChainID(params.AllDevChainProtocolChanges.ChainID), &types.LegacyTx{
		To: &at, Value: big.NewInt(params.Ether), Gas: 21_000, GasPrice: big.NewInt(params.GWei * 10),
	})
	require.NoError(t, err)
	require.NoError(t, chains[poor].SendTransaction(t.Context(), tx))
	down = true
	p.look(t.Context())
	require.Error(t, p.fit(to(poor)), "what was known stays")
	down = false
	p.look(t.Context())
	require.NoError(t, p.fit(to(poor)))

	var none *purses
	none.look(t.Context())
	require.NoError(t, none.fit(to(poor)))
}
