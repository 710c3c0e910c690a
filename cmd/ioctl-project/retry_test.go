package main

import (
	"context"
	"os"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/config"
	"github.com/machinefi/sprout/internal/devnet"
	"github.com/machinefi/sprout/internal/ipfs"
	"github.com/machinefi/sprout/internal/node"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm/halo2"
)

// settle proves a task of project 1 with a circuit, writes its receipt, and settles it as a znode does, with the proof, for the
// operator, under a selector: settle SRS PROGRAM SELECTOR SEQUENCE RECEIPT MESSAGE
func settle(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 6 {
		ts.Fatalf("usage: settle srs program selector sequence receipt message")
	}
	sequence, err := strconv.ParseUint(args[3], 10, 64)
	ts.Check(err)
	signed, receipt, id := provedTask(ts, args[0], args[1], sequence, args[5])
	ts.Check(os.WriteFile(ts.MkAbs(args[4]), receipt, 0o600))
	r, err := halo2.ParseReceipt(receipt)
	ts.Check(err)
	cid, err := ipfs.CID(receipt, ipfs.FormatV1)
	ts.Check(err)

	h := signed.Header
	settled := bindings.ITaskSettlementTask{
		Header: bindings.TasksHeader{
			Sequence: h.Sequence, Created: uint64(h.CreatedAt.UnixMilli()), MessageCount: h.MessageCount, BodySize: h.BodySize, MessagesRoot: h.MessagesRoot,
		},
		ReceiptDigest: task.DigestOf(receipt), ReceiptCid: cid, Output: r.Journal()[32:],
	}
	settled.EnodeSignature.R, settled.EnodeSignature.Vs = attest.Compact(signed.Signature)
	job := bindings.ITaskSettlementJob{ProjectId: 1, Version: h.ProjectVersion, ProgramId: id}
	key, err := devnet.Key("market operator")
	ts.Check(err)
	_, err = deploy.Transact(context.Background(), ts.Value("market").(*market).chain.Client(), key, networkOf(ts).TaskSettlement, nil,
		bindings.NewTaskSettlement().PackSettle(job, settled, append(common.FromHex(args[2]), r.Proof...)))
	ts.Check(err)
}

// provedTask is a task that the market's enode signed, its receipt, and the program that proved it.
func provedTask(ts *testscript.TestScript, srs, program string, sequence uint64, message string) (task.Signed, []byte, task.Digest) {
	p, err := node.OpenProvers(&config.Node{Halo2SRS: ts.MkAbs(srs), Halo2AllowUnsafe: true})
	ts.Check(err)
	defer p.Close() //nolint:errcheck // the receipt is made
	messageID, err := task.NewMessageID()
	ts.Check(err)
	at := time.UnixMilli(1_700_000_000_000)
	t, err := task.New(devnet.ChainID, 1, "1.0", sequence, at, []task.Message{{
		ID: messageID, ProjectID: 1, ProjectVersion: "1.0", Data: []byte(message), ReceivedAt: at,
	}})
	ts.Check(err)
	v := &project.Version{Name: "1.0", VM: project.VMHalo2, Code: []byte(ts.ReadFile(program)), InputMode: project.InputTask}
	receipt, ref, err := p.Prove(context.Background(), v, &t, nil)
	ts.Check(err)
	key, err := devnet.Key("market enode")
	ts.Check(err)
	signed, err := task.Sign(context.Background(), t.Header, task.NewKeySigner(key))
	ts.Check(err)
	return signed, receipt, ref.ProgramID
}
