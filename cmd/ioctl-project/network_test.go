package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/ipfs/ipfstest"
	"github.com/machinefi/sprout/internal/telemetry"
	"github.com/machinefi/sprout/internal/wallet/wallettest"
)

// Scripts of commands that act on a chain: each has a chain of its own, with real contracts.
func TestChainScripts(t *testing.T) {
	if testing.Short() { // as under the race detector, where opening keystores alone takes minutes
		t.Skip("scripts on chains run in whole runs only")
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/chain", RequireExplicitExec: true, RequireUniqueNames: true, Setup: giveHome,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "let": let, "market": startMarket, "later": later, "running": startHealthPage, "signer": startSigner, "registrar": deployRegistrar,
			"create": createContract, "settle": settle, "gateway": startGateway, "flip": flip, "contradict": contradict, "equivocate": equivocate, "charge": charge,
			"ipfsnode": startIPFSNode, "pinningservice": startPinningService, "published": publishedAs,
		},
	})
}

// market is what the commands of a script share.
type market struct{ chain *devnet.Chain }

// giveHome makes a folder for settings, and gives a circuit's front end and compiled verifier, simple.wasm and verifier.json.
func giveHome(e *testscript.Env) error {
	e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, "own"))
	e.Values["market"] = &market{}
	leaveAtOnce(e)
	return os.CopyFS(e.WorkDir, os.DirFS("../../examples/halo2/simple/program"))
}

// leaveAtOnce has commands not sleep a second each before they exit, as they do under the race detector.
func leaveAtOnce(e *testscript.Env) { e.Setenv("GORACE", "atexit_sleep_ms=0") }

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

// startHealthPage serves what a node that runs says of its health until the script ends, and sets NODE to its URL: running PEERID
func startHealthPage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: running peerID")
	}
	health := new(telemetry.Health)
	health.Tell("peerID", args[0])
	server := httptest.NewServer(telemetry.Handler(prometheus.NewRegistry(), health))
	ts.Defer(server.Close)
	ts.Setenv("NODE", server.URL)
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
// serves /ipfs/{cid}, too; a NAME is set in place of IPFS: ipfsnode [NAME]
func startIPFSNode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 {
		ts.Fatalf("usage: ipfsnode [name]")
	}
	name := "IPFS"
	if len(args) == 1 {
		name = args[0]
	}
	n, err := ipfs.New(context.Background(), ipfs.DefaultConfig(ts.MkAbs(strings.ToLower(name)+"-data")))
	ts.Check(err)
	ts.Defer(func() { ts.Check(n.Close()) })
	mux := http.NewServeMux()
	mux.Handle("/api/", n.AddHandler(1<<20))
	mux.Handle("/ipfs/", n.Handler())
	server := httptest.NewServer(mux)
	ts.Defer(server.Close)
	ts.Setenv(name, server.URL)
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

// startSigner runs a program that signs with a NAME's key as clef does, until the script ends, and sets SIGNER to its URL.
// With a NUMBER its owner allows so many transactions: signer NAME [NUMBER]
func startSigner(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: signer name [number]")
	}
	key, err := devnet.Key("market " + args[0])
	ts.Check(err)
	s := &wallettest.Signer{Key: key}
	h, err := s.Handler()
	ts.Check(err)
	if len(args) == 2 {
		left, err := strconv.Atoi(args[1])
		ts.Check(err)
		h = allowing(s, left, h)
	}
	server := httptest.NewServer(h)
	ts.Defer(server.Close)
	ts.Setenv("SIGNER", server.URL)
}

// allowing has a signer deny what comes after so many transactions.
func allowing(s *wallettest.Signer, left int, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		if bytes.Contains(body, []byte("account_signTransaction")) {
			s.Denies.Store(left <= 0)
			left--
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		h.ServeHTTP(w, r)
	})
}

// createContract deploys a contract with this code and sets VARIABLE to its address: create VARIABLE CODE
func createContract(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: create variable code")
	}
	key, err := devnet.Key("market deployer")
	ts.Check(err)
	ctx, client := context.Background(), ts.Value("market").(*market).chain.Client()
	id, err := client.ChainID(ctx)
	ts.Check(err)
	code := common.FromHex(args[1])
	creation := append([]byte{0x60, byte(len(code)), 0x80, 0x60, 9, 0x5f, 0x39, 0x5f, 0xf3}, code...)
	at, tx, err := bind.DeployContract(bind.NewKeyedTransactor(key, id), creation, client, nil)
	ts.Check(err)
	_, err = bind.WaitMined(ctx, client, tx.Hash())
	ts.Check(err)
	ts.Setenv(args[0], at.Hex())
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
