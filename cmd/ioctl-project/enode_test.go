package main

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/datasource/sqlite"
	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/internal/enode/identity"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/sequencer"
	"github.com/machinefi/sprout/task"
)

// testEnode is an enode without network and chain: store, sequencer, dispatcher and
// HTTP interface are the real ones, and what a znode and a chain would say to each
// project's tasks is written here.
type testEnode struct {
	datasource.Store
	d       *dispatcher.Dispatcher
	seq     *sequencer.Sequencer
	receipt []byte
	cid     string
}

// The projects, by what becomes of their messages.
const (
	settling = task.ProjectID(iota + 1)
	paused
	faulty
	printing // on standard output, which nothing settles
	packing  // ten at a time, or within an hour
	failing
	deserted // no znode is allowed
	staked   // settles in the network's contract
)

var testZnode = task.Address{0xaa}

// startEnode runs an enode until the script ends, and sets ENODE to its URL, ISSUED
// to a device's credential, and TXHASH, ZNODE and RECEIPT_CID to what its tasks come to.
func startEnode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 0 {
		ts.Fatalf("usage: enode")
	}
	dir := ts.MkAbs("enode-data")
	ts.Check(os.Mkdir(dir, 0o700))
	e, stop, err := openTestEnode(dir)
	ts.Check(err)
	creds, err := identity.Open(dir)
	ts.Check(err)
	device, err := creds.Issue(context.Background(), api.Credential{Subject: "did:key:device", Issued: time.Now(), Expires: time.Now().Add(time.Hour)})
	ts.Check(err)
	server := httptest.NewServer(e.handler(creds))
	ts.Defer(func() {
		server.Close()
		ts.Check(stop())
	})
	ts.Setenv("ENODE", server.URL)
	ts.Setenv("ENODE_ADDRESS", server.Listener.Addr().String())
	ts.Setenv("ISSUED", device)
	ts.Setenv("TXHASH", testTx)
	ts.Setenv("ZNODE", testZnode.String())
	ts.Setenv("RECEIPT_CID", e.cid)
	ts.Setenv("RECEIPT_DIGEST", task.DigestOf(e.receipt).String())
}

func openTestEnode(dir string) (e *testEnode, stop func() error, err error) {
	e = &testEnode{receipt: []byte("what a znode would have proved\n")}
	e.cid, err = ipfs.CID(e.receipt, ipfs.FormatV1)
	key, kerr := devnet.Key("enode")
	if err = errors.Join(err, kerr); err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	e.Store, err = datasource.Open(ctx, datasource.Config{Dir: dir}, datasource.Backends{"sqlite": sqlite.Open})
	if err != nil {
		cancel()
		return nil, nil, err
	}
	quiet := slog.New(slog.DiscardHandler)
	e.d, err = dispatcher.New(dispatcher.Config{SettlePoll: 10 * time.Millisecond, Log: quiet}, dispatcher.Roles{
		Store: e, Publisher: e, Roster: e, Versions: e, Receipts: e, Settlements: e, Signer: task.NewKeySigner((*ecdsa.PrivateKey)(key)),
	})
	if err == nil {
		e.seq, err = sequencer.New(sequencer.Config{ChainID: 1, Log: quiet}, sequencer.Roles{Inbox: e, Versions: e, Packed: e.d.Notify})
	}
	var running sync.WaitGroup
	if err == nil {
		running.Go(func() { _ = e.d.Run(ctx) })
		running.Go(func() { _ = e.seq.Run(ctx) })
	}
	return e, func() error {
		cancel()
		running.Wait()
		return e.Close()
	}, err
}

func (e *testEnode) handler(creds api.Credentials) http.Handler {
	chainID, version := uint64(1), "test"
	mux := http.NewServeMux()
	mux.Handle("/", api.New(api.Config{
		Info:    api.NodeConfig{ProjectContractAddress: "0x5FbDB2315678afecb367f032d93F642f64180aa3", ChainID: &chainID, Version: &version},
		Outlook: e.d.Outlook, Transaction: e.transaction,
	}, ingest{e}, e, e, creds))
	mux.HandleFunc("GET /ipfs/{cid}", func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("cid") != e.cid {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(e.receipt)
	})
	return mux
}

// ingest stores one message at a time.
type ingest struct{ *testEnode }

func (i ingest) Append(ctx context.Context, m task.Message) error {
	err := i.Store.Append(ctx, []task.Message{m})
	i.seq.Notify(task.Group{ProjectID: m.ProjectID, ProjectVersion: m.ProjectVersion, ClientDID: m.ClientDID})
	return err
}

// Project tells what each of the projects is.
func (e *testEnode) Project(id task.ProjectID) (project.Project, bool) {
	v := project.Version{
		Name: "1.0", VM: project.VMRisc0, Redundancy: 1, Limits: project.Limits{MessageBytes: 64}, Packing: project.Packing{Count: 1, GroupBy: project.GroupByDevice},
		Outputs: []project.Output{{Type: project.OutputEthereum}},
	}
	p := project.Project{ID: id}
	switch id {
	case settling, failing, deserted:
	case paused:
		p.Paused = true
	case faulty:
		p.Fault = project.ErrHashMismatch
	case staked:
		v.Outputs[0].Type = project.OutputSettlement
	case printing:
		v.Outputs[0].Type = project.OutputStdout
	case packing:
		v.Packing.Count, v.Packing.Window = 10, time.Hour
	default:
		return project.Project{}, false
	}
	p.Versions = []project.Version{v}
	return p, true
}

func (e *testEnode) List() []project.Project { return nil }

func (e *testEnode) Znodes(id task.ProjectID) []task.Znode {
	if id == deserted {
		return nil
	}
	return []task.Znode{{Operator: testZnode, Weight: 1}}
}

func (e *testEnode) Version(_ context.Context, id task.ProjectID, name string) (*project.Version, error) {
	p, ok := e.Project(id)
	if !ok {
		return nil, project.ErrNotFound
	}
	return p.Version(name)
}

// Announce answers as a znode would at the end of its work.
func (e *testEnode) Announce(ctx context.Context, s task.Signed, attempt uint32) error {
	v, err := e.Version(ctx, s.Header.ProjectID, s.Header.ProjectVersion)
	if err != nil {
		return err
	}
	st := task.Status{Key: s.Header.Key(), Digest: s.Header.Digest(), Attempt: attempt, State: task.StateOutputted, Node: testZnode, At: time.Now()}
	if s.Header.ProjectID == failing {
		st.State, st.Failure = task.StateFailed, &task.Failure{Node: testZnode, Code: task.FailGuest, Reason: "program panicked: no station of that name"}
	} else {
		st.Receipt = &task.ReceiptRef{
			Runtime: "risc0", Kind: "composite", CID: e.cid, Digest: task.DigestOf(e.receipt), Size: uint64(len(e.receipt)),
			Binding: task.BindingTask, Cycles: 65536, ProveMS: 1500, ProgramID: task.Digest{7},
		}
		st.Output = &task.OutputRef{Type: v.Outputs[0].Type, Result: testTx}
	}
	e.d.HandleStatus(ctx, st)
	return nil
}

const testTx = "0x00000000000000000000000000000000000000000000000000000000000000aa"

func (e *testEnode) Verify(context.Context, *project.Version, task.Header, task.ReceiptRef, string) error {
	return nil
}

func (e *testEnode) Check(context.Context, *project.Version, task.Header, task.ReceiptRef, task.OutputRef) (dispatcher.Settlement, string, error) {
	return dispatcher.SettlementDone, "block 5, 123456 gas", nil
}

func (e *testEnode) transaction(_ context.Context, _ *project.Version, key task.Key, hash string) (api.Transaction, error) {
	var tx api.Transaction
	more := ""
	if key.Project == staked {
		more = fmt.Sprintf(`,"settlement":{"contract":"0x01","settler":%q,"tasks":3,"gasShare":41152,"costShareWei":"61728000000000",
			"feeWei":"2000000000000000","payee":"0x02","enode":"0x03","attestations":2}`, testZnode)
	}
	text := fmt.Sprintf(`{"hash":%q,"mined":true,"failed":false,"block":5,"confirmations":3,"wantConfirmations":3,"gasUsed":123456,
		"gasPriceWei":"1500000000","costWei":"185184000000000","sender":%q%s}`, hash, testZnode, more)
	return tx, json.Unmarshal([]byte(text), &tx)
}
