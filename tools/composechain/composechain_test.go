package main

import (
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
)

func TestPrepareTwice(t *testing.T) {
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	chain := contractstest.NewChain(t, key)
	first, second := common.Address{1}, common.Address{2}

	at, err := prepare(t.Context(), chain, key, []common.Address{first})
	require.NoError(t, err)
	require.Equal(t, expected(key), at, "the order of deployment has changed: the addresses in docker-compose.yaml depend on it")

	nonce, err := chain.PendingNonceAt(t.Context(), crypto.PubkeyToAddress(key.PublicKey))
	require.NoError(t, err)
	again, err := prepare(t.Context(), chain, key, []common.Address{first})
	require.NoError(t, err)
	require.Equal(t, at, again)
	after, err := chain.PendingNonceAt(t.Context(), crypto.PubkeyToAddress(key.PublicKey))
	require.NoError(t, err)
	require.Equal(t, nonce, after, "a second run sends nothing")

	_, err = prepare(t.Context(), chain, key, []common.Address{first, second})
	require.NoError(t, err)
	registry := bindings.NewNodeRegistry()
	for _, operator := range []common.Address{first, second} {
		out, err := chain.CallContract(t.Context(), ethereum.CallMsg{To: &at.NodeRegistry, Data: registry.PackGetNodeByOperator(operator)}, nil)
		require.NoError(t, err)
		node, err := registry.UnpackGetNodeByOperator(out)
		require.NoError(t, err)
		require.Equal(t, operator, node.NodeOperator)
	}
}

func TestForeignChain(t *testing.T) {
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	chain := contractstest.NewChain(t, key)
	_, err = deploy.WeatherInsurance(t.Context(), chain, key, deploy.Insurance{Router: common.Address{9}, ProjectID: 1, MinimumDays: 1})
	require.NoError(t, err)
	_, err = prepare(t.Context(), chain, key, nil)
	require.ErrorIs(t, err, errForeignChain)
}

func TestSettings(t *testing.T) {
	for name, env := range map[string]map[string]string{
		"DEPLOYER_PRIVATE_KEY": {"DEPLOYER_PRIVATE_KEY": "12"},
		"NODE_OPERATORS": {
			"DEPLOYER_PRIVATE_KEY": "0x0101010101010101010101010101010101010101010101010101010101010101", "NODE_OPERATORS": "0x12",
		},
	} {
		require.ErrorContains(t, run(func(key string) string { return env[key] }), name)
	}
}
