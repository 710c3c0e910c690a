package main

import (
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/ipfs/ipfstest"
	"github.com/machinefi/sprout/internal/wallet/wallettest"
)

// Scripts of commands that act on a chain: each has a chain of its own, with real contracts.
func TestChainScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/chain", RequireExplicitExec: true, RequireUniqueNames: true, Setup: giveHome,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "let": let, "market": startMarket, "later": later, "signer": startSigner, "registrar": deployRegistrar,
			"contradict": contradict, "equivocate": equivocate, "charge": charge,
			"ipfsnode": startIPFSNode, "enode": startEnode, "pinningservice": startPinningService, "published": publishedAs,
		},
	})
}

// market is what the commands of a script share.
type market struct{ chain *devnet.Chain }

// giveHome makes a folder for settings.
func giveHome(e *testscript.Env) error {
	e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "own"))
	e.Values["market"] = &market{}
	return nil
}

// startMarket runs a development chain until the script ends, and makes it the one that commands use. For each name below it
// writes keys/NAME.json and sets NAME to the address; SPROUT_PASSWORD_FILE opens them all, and all but poor have coins:
// market
func startMarket(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: market")
	}
	keys := map[string]string{}
	var rich []*ecdsa.PrivateKey
	for _, name := range []string{"deployer", "owner", "operator", "second", "third", "enode", "stranger", "poor"} {
		key, err := devnet.Key("market " + name)
		ts.Check(err)
		keys[name] = hex.EncodeToString(crypto.FromECDSA(key))
		ts.Setenv(strings.ToUpper(name), crypto.PubkeyToAddress(key.PublicKey).Hex())
		ts.Setenv(strings.ToUpper(name)+"_KEY", keys[name])
		if name != "poor" {
			rich = append(rich, key)
		}
	}
	ts.Check(writeKeystores(ts.MkAbs("keys"), keys))
	ts.Setenv("SPROUT_PASSWORD_FILE", ts.MkAbs("keys/password"))
	c, err := devnet.NewChain(0, rich...)
	ts.Check(err)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	ts.Defer(func() {
		stop()
		ts.Check(errors.Join(<-done, c.Close()))
	})
	ts.Setenv("SPROUT_CHAIN_ENDPOINT", c.Endpoint)
	ts.Setenv("RPC", c.Endpoint)
	ts.Value("market").(*market).chain = c
}

// later lets time pass on the chain: later DURATION
func later(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: later duration")
	}
	d, err := time.ParseDuration(args[0])
	ts.Check(err)
	ts.Check(ts.Value("market").(*market).chain.Advance(d))
}

// startIPFSNode runs a node that takes files as Kubo does until the script ends, and sets IPFS to the URL of its RPC, which
// serves /ipfs/{cid}, too: ipfsnode
func startIPFSNode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: ipfsnode")
	}
	n, err := ipfs.New(context.Background(), ipfs.DefaultConfig(ts.MkAbs("ipfs-data")))
	ts.Check(err)
	ts.Defer(func() { ts.Check(n.Close()) })
	mux := http.NewServeMux()
	mux.Handle("/api/", n.AddHandler(1<<20))
	mux.Handle("/ipfs/", n.Handler())
	server := httptest.NewServer(mux)
	ts.Defer(server.Close)
	ts.Setenv("IPFS", server.URL)
}

// startPinningService runs one that fetches by bitswap until the script ends, and sets PINNING to its URL: pinningservice
func startPinningService(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: pinningservice")
	}
	s, err := ipfstest.NewPinningService(context.Background(), ts.MkAbs("pinning-data"), 20*time.Second)
	ts.Check(err)
	ts.Defer(func() { ts.Check(s.Close()) })
	server := httptest.NewServer(s)
	ts.Defer(server.Close)
	ts.Setenv("PINNING", server.URL)
}

// startSigner runs a program that signs with a NAME's key as clef does, until the script ends, and sets SIGNER to its URL:
// signer NAME
func startSigner(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: signer name")
	}
	key, err := devnet.Key("market " + args[0])
	ts.Check(err)
	h, err := (&wallettest.Signer{Key: key}).Handler()
	ts.Check(err)
	server := httptest.NewServer(h)
	ts.Defer(server.Close)
	ts.Setenv("SIGNER", server.URL)
}

// deployRegistrar deploys the contracts of a network without stakes and sets REGISTRAR to where its projects are: registrar
func deployRegistrar(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: registrar")
	}
	key, err := devnet.Key("market deployer")
	ts.Check(err)
	at, err := deploy.Contracts(context.Background(), ts.Value("market").(*market).chain.Client(), key)
	ts.Check(err)
	ts.Setenv("REGISTRAR", at.ProjectRegistrar.Hex())
}
