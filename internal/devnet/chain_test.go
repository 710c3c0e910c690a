package devnet_test

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/task"
)

func TestChainTakesContractsOverRPC(t *testing.T) {
	key, err := devnet.Key("test")
	require.NoError(t, err)
	c, err := devnet.NewChain(0, key)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	client, id, err := chain.Dial(ctx, c.Endpoint, devnet.ChainID)
	require.NoError(t, err)
	defer client.Close()
	require.EqualValues(t, devnet.ChainID, id)
	at, err := deploy.Contracts(ctx, client, key)
	require.NoError(t, err)
	code, err := client.CodeAt(ctx, at.Router, nil)
	require.NoError(t, err)
	require.NotEmpty(t, code)
	cancel()
	require.NoError(t, <-done)
	require.NoError(t, c.Close())
}

func TestTakenPortIsAnError(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close() //nolint:errcheck // only holds the port
	_, err = devnet.NewChain(l.Addr().(*net.TCPAddr).Port)
	require.ErrorContains(t, err, "start chain on port")
	require.NotEmpty(t, task.Hint(err))
}
