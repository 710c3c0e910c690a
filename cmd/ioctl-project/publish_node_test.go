package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/devnet"
	enodeparts "github.com/machinefi/sprout/internal/enode"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/projectfile"
)

// ownNode is an enode as an operator runs it, which takes files on a loopback port.
func ownNode(t *testing.T) *enodeparts.Config {
	t.Helper()
	key, err := crypto.GenerateKey()
	require.NoError(t, err)
	chain, err := devnet.NewChain(0, key)
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- chain.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		require.NoError(t, <-done)
		require.NoError(t, chain.Close())
	})
	at, err := deploy.Staking(t.Context(), chain.Client(), key, deploy.DefaultTerms(common.Address{1}))
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "contracts.json")
	require.NoError(t, at.Write(file))
	c := enodeparts.DefaultConfig()
	c.DataDir, c.ContractsFile, c.ChainEndpoint, c.ChainPoll = t.TempDir(), file, chain.Endpoint, 200*time.Millisecond
	c.Operator.Hex, c.MDNS, c.Listen, c.LogLevel = hex.EncodeToString(crypto.FromECDSA(key)), false, []string{"/ip4/127.0.0.1/tcp/0"}, "warn"
	c.HTTPAddress, c.IPFSAPI = []string{freePort(t)}, freePort(t)
	return c
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, l.Close())
	return l.Addr().String()
}

// up runs the node until down is called.
func up(t *testing.T, c *enodeparts.Config) (down func()) {
	t.Helper()
	g, err := enodeparts.New(c, "test")
	require.NoError(t, err)
	require.NoError(t, g.Start(t.Context()))
	return func() { require.NoError(t, g.Stop()) }
}

// fetchFrom has a node of its own get the file over libp2p from the node with that RPC, and from nobody else.
func fetchFrom(t *testing.T, endpoint, cid string) []byte {
	t.Helper()
	addresses, err := ipfs.NewKubo(endpoint, http.DefaultClient).Addresses(t.Context())
	require.NoError(t, err)
	h, err := libp2p.New(libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"), libp2p.DisableMetrics())
	require.NoError(t, err)
	cfg := ipfs.DefaultConfig(t.TempDir())
	cfg.Host, cfg.Timeout = h, 20*time.Second
	other, err := ipfs.New(t.Context(), cfg)
	require.NoError(t, err)
	defer func() {
		require.NoError(t, other.Close())
		require.NoError(t, h.Close())
	}()
	require.NoError(t, ipfs.Connect(t.Context(), h, addresses))
	data, err := other.Get(t.Context(), cid, 1<<20)
	require.NoError(t, err)
	return data
}

// An owner with an enode needs no Kubo: the node keeps the project file, others fetch it from there, and it is there
// after a restart.
func TestAFileIsPublishedToOnesOwnNode(t *testing.T) {
	node := ownNode(t)
	endpoint := "http://" + node.IPFSAPI
	file, err := projectfile.Marshal([]project.Version{{
		Name: "1.0", VM: project.VMRisc0, Code: bytes.Repeat([]byte("code"), 1000), InputMode: project.InputTask, Redundancy: 1,
		Packing: project.Packing{Count: 1, GroupBy: project.GroupByProject}, Outputs: []project.Output{{Type: project.OutputStdout}},
	}})
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "project.json")
	require.NoError(t, os.WriteFile(path, file, 0o600))
	want, err := ipfs.CID(file, ipfs.FormatV1)
	require.NoError(t, err)

	down := up(t, node)
	app, out := newApp(), new(bytes.Buffer)
	app.Writer = out
	require.NoError(t, app.RunContext(t.Context(), []string{"ioctl-project", "project", "publish", "--json", "--ipfs-endpoint", endpoint, path}))
	var p publishedFile
	require.NoError(t, json.Unmarshal(out.Bytes(), &p))
	require.Equal(t, want, p.CID)
	require.Equal(t, "ipfs://"+want, p.URI)
	require.True(t, p.Node)
	require.Equal(t, file, fetchFrom(t, endpoint, p.CID))

	// The node's health page names the peer that the RPC names.
	var health struct{ PeerID string }
	resp, err := http.Get("http://" + node.HTTPAddress[0] + "/healthz") //nolint:noctx // of a test
	require.NoError(t, err)
	require.NoError(t, json.NewDecoder(resp.Body).Decode(&health))
	require.NoError(t, resp.Body.Close())
	addresses, err := ipfs.NewKubo(endpoint, http.DefaultClient).Addresses(t.Context())
	require.NoError(t, err)
	info, err := peer.AddrInfoFromString(addresses[0])
	require.NoError(t, err)
	require.Equal(t, info.ID.String(), health.PeerID)
	http.DefaultClient.CloseIdleConnections()
	down()

	down = up(t, node)
	defer down()
	require.Equal(t, file, fetchFrom(t, endpoint, p.CID), "after a restart")
	http.DefaultClient.CloseIdleConnections()
}
