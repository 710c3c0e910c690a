package devnet

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/examples/weather"
	"github.com/machinefi/sprout/task"
)

// Verifier verifies a receipt of a program natively and returns its journal.
type Verifier func(ctx context.Context, program task.Digest, receipt []byte) (journal []byte, err error)

// Row is the life of one message, as the report shows it.
type Row struct {
	Message string    `json:"message"`
	Task    string    `json:"task"` // project/sequence
	Znode   string    `json:"znode"`
	ProveMS uint64    `json:"prove_ms"`
	Tx      string    `json:"transaction"`
	Gas     uint64    `json:"gas"`
	State   string    `json:"state"`
	Sent    time.Time `json:"sent"`
	Ended   time.Time `json:"ended"`
}

// TaskReport is what became of one task.
type TaskReport struct {
	Task     string `json:"task"`
	Messages int    `json:"messages"`
	Proof
	Month       uint64 `json:"month"`
	OutputRight bool   `json:"output_as_expected"`
	PaidOutWei  string `json:"paid_out_wei"`
}

// Proof is what was found out about a task's receipt.
type Proof struct {
	ReceiptCID    string `json:"receipt_cid"`
	ReceiptBytes  int    `json:"receipt_bytes"`
	ReceiptDigest string `json:"receipt_digest"`
	ProgramID     string `json:"program_id"`
	Verified      bool   `json:"receipt_verified"`
	FlippedFails  bool   `json:"flipped_bit_rejected"`
}

// Report is the result of a whole run.
type Report struct {
	OK       bool         `json:"ok"`
	Settled  int          `json:"messages_settled"`
	Sent     int          `json:"messages_sent"`
	Seconds  float64      `json:"seconds"`
	Contract string       `json:"contract"`
	Tasks    []TaskReport `json:"tasks"`
	Rows     []Row        `json:"messages"`
	Problems []string     `json:"problems"`
	// Heating is the run of the second example, if there was one.
	Heating *VerifiedReport `json:"halo2,omitempty"`
	// Meter is the run of the third example, if there was one.
	Meter *MeterReport `json:"zkwasm,omitempty"`
}

// Add joins the runs of the other examples to the report.
func (r *Report) Add(h *VerifiedReport, m *MeterReport) {
	r.Heating, r.Meter = h, m
	r.OK = r.OK && h.OK && m.OK
	for _, p := range h.Problems {
		r.Problems = append(r.Problems, "halo2: "+p)
	}
	for _, p := range m.Problems {
		r.Problems = append(r.Problems, "zkwasm: "+p)
	}
}

// answer is the part of GET /message/{id} that is used here.
type answer struct {
	MessageID string `json:"messageID"`
	TaskID    uint64 `json:"taskID"`
	States    []struct {
		State, Comment, Result string
		Time                   time.Time
	} `json:"states"`
}

func (a *answer) last() (state, comment string) {
	if len(a.States) == 0 {
		return "unknown", ""
	}
	s := a.States[len(a.States)-1]
	return s.State, s.Comment
}

func (a *answer) result(state task.State) (string, time.Time) {
	for _, s := range slices.Backward(a.States) {
		if s.State == string(state) {
			return s.Result, s.Time
		}
	}
	return "", time.Time{}
}

// Send posts a month of readings, one message a day, and returns their ids.
func (n *Network) Send(ctx context.Context, month uint64) ([]string, error) {
	payloads, err := weather.Messages(month)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(payloads))
	for _, data := range payloads {
		id, err := n.Post(ctx, n.ProjectID, "1.0", data)
		if err != nil {
			return ids, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// Post sends one message and returns its id. The node may be starting again: like a
// device, it tries on until ctx ends.
func (n *Network) Post(ctx context.Context, id task.ProjectID, version, data string) (string, error) {
	body := map[string]any{"projectID": uint64(id), "projectVersion": version, "data": data}
	for {
		var got struct{ MessageID string }
		err := postJSON(ctx, n.EnodeURL+"/message", body, &got)
		if err == nil {
			return got.MessageID, nil
		}
		select {
		case <-ctx.Done():
			return "", errors.Join(err, ctx.Err())
		case <-time.After(500 * time.Millisecond):
		}
	}
}

// Follow polls the messages until all have ended, and calls each, if set, whenever a
// task has a new state.
func (n *Network) Follow(ctx context.Context, ids []string, each func(taskID uint64, state, comment string)) ([]answer, error) {
	out := make([]answer, len(ids))
	seen := map[uint64]string{}
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		open := 0
		for i, id := range ids {
			if state, _ := out[i].last(); task.State(state).Terminal() {
				continue
			}
			var a answer
			if err := getJSON(ctx, n.EnodeURL+"/message/"+id, &a); err == nil {
				out[i] = a
			}
			state, comment := out[i].last()
			if !task.State(state).Terminal() {
				open++
			}
			if t := out[i].TaskID; t != 0 && seen[t] != state && each != nil {
				seen[t] = state
				each(t, state, comment)
			}
		}
		if open == 0 {
			return out, nil
		}
		select {
		case <-ctx.Done():
			return out, fmt.Errorf("%d of %d messages have not ended: %w", open, len(ids), context.Cause(ctx))
		case <-tick.C:
		}
	}
}

// RunMonth sends a month, follows it to its end and checks everything that can be
// checked: the receipt verifies here and no longer does with one bit flipped, the
// output is what the month must come to, the dApp settled each task once, and a
// policy that pays was paid. The report says what was found; the error is only for
// a run that could not be finished.
func (n *Network) RunMonth(ctx context.Context, month uint64, verify Verifier, each func(uint64, string, string)) (*Report, error) {
	start := time.Now()
	ids, err := n.Send(ctx, month)
	if err != nil {
		return nil, fmt.Errorf("send readings: %w", err)
	}
	answers, err := n.Follow(ctx, ids, each)
	r := &Report{Sent: len(ids), Contract: n.Insurance.Hex()}
	if err != nil {
		r.Problems = append(r.Problems, err.Error())
	}
	byTask := map[uint64][]answer{}
	for _, a := range answers {
		byTask[a.TaskID] = append(byTask[a.TaskID], a)
		r.Rows = append(r.Rows, n.row(ctx, a))
		if state, comment := a.last(); state == string(task.StateSettled) {
			r.Settled++
		} else {
			r.Problems = append(r.Problems, fmt.Sprintf("message %s is %s: %s", a.MessageID, state, comment))
		}
	}
	for id, list := range byTask {
		t, err := n.checkTask(ctx, month, id, list, verify)
		if err != nil {
			r.Problems = append(r.Problems, fmt.Sprintf("task %d: %s", id, err))
		}
		r.Tasks = append(r.Tasks, t)
		for i := range r.Rows {
			if r.Rows[i].Task == t.Task {
				r.Rows[i].ProveMS = n.proveMS(list)
			}
		}
	}
	r.Seconds = time.Since(start).Seconds()
	r.OK = len(r.Problems) == 0 && r.Settled == r.Sent
	return r, nil
}

func (n *Network) row(ctx context.Context, a answer) Row {
	row := Row{Message: a.MessageID, Task: task.Key{Project: n.ProjectID, Sequence: a.TaskID}.String()}
	row.State, _ = a.last()
	if len(a.States) > 0 {
		row.Sent, row.Ended = a.States[0].Time, a.States[len(a.States)-1].Time
	}
	row.Tx, _ = a.result(task.StateSettled)
	if row.Tx != "" {
		if rec, err := n.chain.Client().TransactionReceipt(ctx, common.HexToHash(row.Tx)); err == nil {
			row.Gas = rec.GasUsed
		}
		if tx, _, err := n.chain.Client().TransactionByHash(ctx, common.HexToHash(row.Tx)); err == nil {
			row.Znode = n.sender(ctx, tx.Hash())
		}
	}
	return row
}

// proveMS is the time between the last start of proving and the proof.
func (n *Network) proveMS(list []answer) uint64 {
	_, from := list[0].result(task.StateProving)
	_, to := list[0].result(task.StateProved)
	if from.IsZero() || to.Before(from) {
		return 0
	}
	return uint64(to.Sub(from).Milliseconds())
}

// sender names the znode whose submission the transaction is, by the router's event.
func (n *Network) sender(ctx context.Context, hash common.Hash) string {
	rec, err := n.chain.Client().TransactionReceipt(ctx, hash)
	if err != nil {
		return ""
	}
	router := bindings.NewW3bstreamRouter()
	for _, l := range rec.Logs {
		if ev, err := router.UnpackDataReceivedEvent(l); err == nil {
			return n.ZnodeName(task.Address(ev.Operator))
		}
	}
	return ""
}

func (n *Network) checkTask(ctx context.Context, month, id uint64, list []answer, verify Verifier) (TaskReport, error) {
	t := TaskReport{Task: task.Key{Project: n.ProjectID, Sequence: id}.String(), Messages: len(list), Month: month}
	j, err := n.checkProof(ctx, place{n.ProjectID, n.ProgramID, n.Insurance}, list, verify, &t.Proof)
	if err != nil {
		return t, err
	}
	return t, n.checkMonth(ctx, &t, j.Output)
}

// place is where the tasks of a project are settled.
type place struct {
	project task.ProjectID
	program task.Digest
	dapp    common.Address
}

// checkProof verifies the receipt of a settled task as anybody can who has no chain, and that it is the one the chain
// names, of this task.
func (n *Network) checkProof(ctx context.Context, at place, list []answer, verify Verifier, p *Proof) (task.Journal, error) {
	var none task.Journal
	p.ProgramID = at.program.String()
	settled, err := n.settlement(ctx, at.dapp, list)
	if err != nil {
		return none, err
	}
	p.ReceiptCID, p.ReceiptDigest = settled.ReceiptCid, task.Digest(settled.ReceiptDigest).String()
	receipt, err := n.IPFS.Get(ctx, p.ReceiptCID, 64<<20)
	if err != nil {
		return none, fmt.Errorf("fetch receipt: %w", err)
	}
	p.ReceiptBytes = len(receipt)
	if got := task.DigestOf(receipt); got != task.Digest(settled.ReceiptDigest) {
		return none, fmt.Errorf("receipt on IPFS has digest %s, the chain says %s", got, task.Digest(settled.ReceiptDigest))
	}
	journal, err := verify(ctx, at.program, receipt)
	if err != nil {
		return none, fmt.Errorf("verify receipt: %w", err)
	}
	p.Verified = true
	flipped := slices.Clone(receipt)
	flipped[len(flipped)/2] ^= 1
	if _, err := verify(ctx, at.program, flipped); err == nil {
		return none, errors.New("a receipt with one bit flipped verifies")
	}
	p.FlippedFails = true
	j, err := task.ParseJournal(journal)
	if err != nil {
		return none, err
	}
	if j.TaskDigest != task.Digest(settled.TaskDigest) || j.ProjectID != at.project || j.ChainID != ChainID {
		return none, fmt.Errorf("receipt is bound to task %s of project %d, settled was %s", j.TaskDigest, j.ProjectID, task.Digest(settled.TaskDigest))
	}
	return j, nil
}

func (n *Network) settlement(ctx context.Context, dapp common.Address, list []answer) (*bindings.SproutReceiverTaskSettled, error) {
	tx, _ := list[0].result(task.StateSettled)
	if tx == "" {
		return nil, errors.New("not settled")
	}
	rec, err := n.chain.Client().TransactionReceipt(ctx, common.HexToHash(tx))
	if err != nil {
		return nil, fmt.Errorf("read transaction: %w", err)
	}
	book := bindings.NewSproutReceiver()
	for _, l := range rec.Logs {
		if ev, err := book.UnpackTaskSettledEvent(l); err == nil && l.Address == dapp {
			return ev, nil
		}
	}
	return nil, fmt.Errorf("transaction %s settles nothing", tx)
}

// checkMonth compares the proven output with the independent computation, and has
// the policy holder claim what the policy pays.
func (n *Network) checkMonth(ctx context.Context, t *TaskReport, output []byte) error {
	months, err := weather.Months()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(months, func(m weather.Month) bool { return m.Month == t.Month })
	if i < 0 {
		return fmt.Errorf("no expectation for month %d", t.Month)
	}
	if got := "0x" + hex.EncodeToString(output); got != strings.ToLower(months[i].OutputHex) {
		return fmt.Errorf("month %d: proven output %s, expected %s", t.Month, got, months[i].OutputHex)
	}
	t.OutputRight = true
	if !slices.Contains(n.cfg.BuyMonths, t.Month) || !months[i].Pays {
		return nil
	}
	return n.claim(ctx, t, months[i])
}

func (n *Network) claim(ctx context.Context, t *TaskReport, m weather.Month) error {
	dapp, month := bindings.NewWeatherInsurance(), new(big.Int).SetUint64(m.Month)
	rec, err := deploy.Transact(ctx, n.chain.Client(), n.keys[keyHolder], n.Insurance, nil, dapp.PackClaim(StationKey(), month))
	if err != nil {
		return fmt.Errorf("claim policy: %w", err)
	}
	for _, l := range rec.Logs {
		if ev, err := dapp.UnpackClaimedEvent(l); err == nil && ev.Amount.Sign() > 0 {
			t.PaidOutWei = ev.Amount.String()
			return nil
		}
	}
	return errors.New("the policy pays, and nothing was paid out")
}
