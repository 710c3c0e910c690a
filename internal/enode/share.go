package enode

import (
	"bytes"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/internal/enode/api"
	"github.com/machinefi/sprout/task"
)

var registryABI = bindings.NewProjectRegistry()

// booked tells what a transaction did for a task in the contract that was its project's at the transaction's block; nil if
// it settled the task in none, or in one that is not known to have been the project's.
func (t *transactions) booked(r *types.Receipt, sent *types.Transaction, key task.Key) *api.TaskSettlement {
	named, _ := t.named(key.Project)
	book, _ := bookOf(r, named, key)
	var out *api.TaskSettlement
	tasks := uint64(0)
	for i, l := range r.Logs {
		ev, err := bookABI.UnpackTaskSettledEvent(l)
		if err != nil || l.Address != book {
			continue
		}
		tasks++
		if ev.ProjectId == uint64(key.Project) && ev.Sequence == key.Sequence {
			out = &api.TaskSettlement{Contract: book.Hex(), Settler: ev.Settler.Hex()}
			t.addFee(out, r.Logs[i+1:], key.Project)
		}
	}
	if out == nil {
		return nil
	}
	// Rounded up, as znodes report it.
	out.Tasks, out.GasShare = tasks, (r.GasUsed+tasks-1)/tasks
	out.CostShareWei = new(big.Int).Div(costOf(r, sent), new(big.Int).SetUint64(tasks)).String()
	addSigners(out, sent, book, key)
	return out
}

// addFee adds what the project was charged: once for all its tasks of a call, after the last of them.
func (t *transactions) addFee(out *api.TaskSettlement, after []*types.Log, id task.ProjectID) {
	for _, l := range after {
		ev, err := registryABI.UnpackChargedEvent(l)
		if err != nil || l.Address != t.registry || ev.ProjectId != uint64(id) || ev.Tasks.Sign() <= 0 {
			continue
		}
		fee, payee := new(big.Int).Div(ev.Amount, ev.Tasks).String(), ev.Payee.Hex()
		out.FeeWei, out.Payee = &fee, &payee
		return
	}
}

// addSigners adds whose signatures the contract found good, where its calldata is the transaction's.
func addSigners(out *api.TaskSettlement, sent *types.Transaction, book common.Address, key task.Key) {
	if to := sent.To(); to == nil || *to != book {
		return
	}
	call, ok := readBookCall(sent.Data())
	if !ok || call.job.ProjectId != uint64(key.Project) {
		return
	}
	for i := range call.tasks {
		if call.tasks[i].Header.Sequence != key.Sequence {
			continue
		}
		h := headerOf(sent.ChainId().Uint64(), call.job, call.tasks[i].Header)
		if enode, err := expanded(call.tasks[i].EnodeSignature).Recover(h.SigningHash()); err == nil {
			text := common.Address(enode).Hex()
			out.Enode, out.Attestations = &text, &call.attestations
		}
		return
	}
}

// bookCall is a call of a settlement contract that settles tasks.
type bookCall struct {
	job          bindings.ITaskSettlementJob
	tasks        []bindings.ITaskSettlementTask
	attestations int
}

// readBookCall decodes the calldata of settle or settleAttested.
func readBookCall(data []byte) (bookCall, bool) {
	var call bookCall
	contract := bookABI.GetABI()
	for _, name := range []string{"settle", "settleAttested"} {
		method := contract.Methods[name]
		if !bytes.HasPrefix(data, method.ID) {
			continue
		}
		args, err := method.Inputs.Unpack(data[len(method.ID):])
		if err != nil {
			return call, false
		}
		call.job = *abi.ConvertType(args[0], new(bindings.ITaskSettlementJob)).(*bindings.ITaskSettlementJob)
		if name == "settle" {
			call.tasks = []bindings.ITaskSettlementTask{*abi.ConvertType(args[1], new(bindings.ITaskSettlementTask)).(*bindings.ITaskSettlementTask)}
			return call, true
		}
		call.tasks = *abi.ConvertType(args[1], new([]bindings.ITaskSettlementTask)).(*[]bindings.ITaskSettlementTask)
		call.attestations = len(*abi.ConvertType(args[2], new([]bindings.Signature)).(*[]bindings.Signature))
		return call, true
	}
	return call, false
}

// headerOf puts a task's header together as the contract does.
func headerOf(chainID uint64, job bindings.ITaskSettlementJob, h bindings.TasksHeader) *task.Header {
	return &task.Header{
		ChainID: chainID, ProjectID: task.ProjectID(job.ProjectId), ProjectVersion: job.Version, Sequence: h.Sequence,
		CreatedAt: time.UnixMilli(int64(h.Created)).UTC(), MessageCount: h.MessageCount, BodySize: h.BodySize, MessagesRoot: h.MessagesRoot,
	}
}

// expanded is a signature of 64 bytes (EIP-2098) in 65.
func expanded(c bindings.Signature) (s task.Signature) {
	copy(s[:32], c.R[:])
	copy(s[32:64], c.Vs[:])
	s[64] = 27 + s[32]>>7
	s[32] &= 0x7f
	return s
}
