package main

import (
	"context"
	"flag"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v2"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/internal/owner"
)

// What the steps before took is not taken from a step's time.
func TestEachStepHasTheWholeTimeout(t *testing.T) {
	key, err := devnet.Key("deployer")
	require.NoError(t, err)
	chain, err := devnet.NewChain(0, key)
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- chain.Run(ctx) }()
	defer func() {
		stop()
		require.NoError(t, <-done)
		require.NoError(t, chain.Close())
	}()
	client, err := ethclient.DialContext(t.Context(), chain.Endpoint)
	require.NoError(t, err)
	id, err := client.ChainID(t.Context())
	require.NoError(t, err)

	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.Duration("timeout", time.Minute, "")
	c := cli.NewContext(cli.NewApp(), flags, nil)
	c.Context = t.Context()
	signer := operator.New(key)
	fee, err := owner.ParseAmount("1")
	require.NoError(t, err)
	p := &paying{
		c: c, client: client, chain: id.Uint64(), payer: &payer{signer, func() {}}, from: common.Address(signer.Address()),
		limits: owner.Limits{Confirmations: 1, MaxFee: fee},
	}
	p.ctx, p.cancel = context.WithCancel(t.Context())
	defer p.close()
	d := &deployment{
		paying: p, n: deploy.Network{ChainID: p.chain, StartBlock: 1}, terms: deploy.DefaultTerms(p.from),
		notes: filepath.Join(t.TempDir(), "network.json"+unfinished),
	}
	d.steps = d.n.Steps(d.terms)
	for i := range d.steps {
		d.cancel() // as if its time were over
		require.NoError(t, d.create(&d.steps[i]))
	}
	d.cancel()
	require.NoError(t, d.transact(), "accepts attested results")
	require.NoError(t, d.n.Validate())
}
