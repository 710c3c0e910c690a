package devnet

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/task"
)

// MeterReport is what became of the messages of meters.
type MeterReport struct {
	OK          bool   `json:"ok"`
	Task        string `json:"task"`
	Contract    string `json:"contract"`
	Module      string `json:"module"`
	Sent        int    `json:"messages_sent"`
	Settled     int    `json:"messages_settled"`
	Znode       string `json:"znode"`
	ProveMS     uint64 `json:"prove_ms"`
	Transaction string `json:"transaction"`
	Gas         uint64 `json:"gas"`
	Proof
	// Reward is what the znode that settled earned, and how many vouched for the result.
	Reward Reward `json:"reward"`
	// OutputRight: the journal says what was computed independently, and nothing else.
	OutputRight bool   `json:"output_as_expected"`
	Bills       []Bill `json:"bills"`
	// Refused is a message whose readings decrease.
	Refused  Refusal  `json:"refused"`
	Seconds  float64  `json:"seconds"`
	Problems []string `json:"problems"`
}

// Bill is what the dApp knows of a meter.
type Bill struct {
	Device      uint64 `json:"device"`
	Consumption string `json:"consumption"`
	Due         string `json:"due"`
}

// Refusal is a message that could not be proved.
type Refusal struct {
	Task   string `json:"task"`
	State  string `json:"state"`
	Reason string `json:"reason"`
}

// RunMeter sends the readings of several meters, which one proof has billed, and those of one that was turned back, which
// none can have. It follows them to their end and checks everything that can be checked. What is wrong stands in the report.
func (n *Network) RunMeter(ctx context.Context, verify Verifier, each func(id uint64, state, comment string)) (*MeterReport, error) {
	if n.Meter == nil {
		return nil, errNoMeter
	}
	start := time.Now()
	r := &MeterReport{Contract: n.Meter.Bills.Hex(), Module: n.Meter.Module.String(), Proof: Proof{ProgramID: n.Meter.ProgramID.String()}}
	if err := n.runMeter(ctx, r, verify, each); err != nil {
		r.Problems = append(r.Problems, err.Error())
	}
	r.Seconds = time.Since(start).Seconds()
	r.OK = len(r.Problems) == 0 && r.Sent > 0 && r.Settled == r.Sent
	return r, nil
}

func (n *Network) runMeter(ctx context.Context, r *MeterReport, verify Verifier, each func(id uint64, state, comment string)) error {
	r.Sent = len(meterReadings)
	var ids []string
	for _, reading := range append(meterReadings[:r.Sent:r.Sent], turnedBack) {
		data, err := reading.Message(n.Meter.Tariff)
		if err != nil {
			return err
		}
		id, err := n.Post(ctx, n.Meter.ProjectID, "1.0", data)
		if err != nil {
			return fmt.Errorf("send readings: %w", err)
		}
		ids = append(ids, id)
	}
	answers, err := n.Follow(ctx, ids, each)
	if err != nil {
		return err
	}
	billed := answers[:r.Sent]
	for _, a := range billed {
		if state, comment := a.last(); state != string(task.StateSettled) {
			return fmt.Errorf("message %s is %s: %s", a.MessageID, state, comment)
		}
		if a.TaskID != billed[0].TaskID {
			return fmt.Errorf("messages are in tasks %d and %d, not in one", billed[0].TaskID, a.TaskID)
		}
		r.Settled++
	}
	r.Task = n.meterTask(billed[0])
	row := n.row(ctx, billed[0])
	r.Transaction, r.Gas, r.ProveMS = row.Tx, row.Gas, n.proveMS(billed)
	if r.Reward, err = n.reward(ctx, n.Meter.ProjectID, r.Transaction); err != nil {
		return err
	}
	r.Znode = n.ZnodeName(task.Address(r.Reward.Settler))
	return errors.Join(n.checkMeter(ctx, r, billed, verify), n.checkRefusal(r, answers[r.Sent]))
}

func (n *Network) meterTask(a answer) string {
	return task.Key{Project: n.Meter.ProjectID, Sequence: a.TaskID}.String()
}

// checkRefusal: the message of the meter that was turned back failed, because the module requires otherwise.
func (n *Network) checkRefusal(r *MeterReport, a answer) error {
	state, comment := a.last()
	r.Refused = Refusal{Task: n.meterTask(a), State: state, Reason: comment}
	if state != string(task.StateFailed) || !strings.Contains(comment, "require: condition does not hold") {
		return fmt.Errorf("a message whose readings decrease is %s: %s", state, comment)
	}
	return nil
}

func (n *Network) checkMeter(ctx context.Context, r *MeterReport, list []answer, verify Verifier) error {
	at := place{n.Meter.ProjectID, n.Meter.ProgramID, n.Meter.Bills}
	journal, err := n.checkProof(ctx, at, list, verify, &r.Proof)
	if err != nil {
		return err
	}
	if want := n.meterOutput(); !bytes.Equal(journal.Output, want) {
		return fmt.Errorf("proven output %x, expected %x", journal.Output, want)
	}
	r.OutputRight = true
	for _, reading := range meterReadings {
		if err := n.checkBill(ctx, r, reading); err != nil {
			return err
		}
	}
	return nil
}

// meterOutput is what the proof must say: the module, and of each message device, tariff, consumption and amount. No
// reading is in it.
func (n *Network) meterOutput() []byte {
	word := func(out []byte, values ...uint64) []byte {
		for _, v := range values {
			out = binary.BigEndian.AppendUint64(append(out, make([]byte, 24)...), v)
		}
		return out
	}
	out := append(word(nil, 1), n.Meter.Module[:]...)
	out = word(out, uint64(len(meterReadings)))
	for _, reading := range meterReadings {
		used := reading.consumption()
		out = word(out, 2, reading.Device, n.Meter.Tariff, 2, used, used*n.Meter.Tariff)
	}
	return out
}

// checkBill compares the dApp's account of a meter with its reading.
func (n *Network) checkBill(ctx context.Context, r *MeterReport, reading Reading) error {
	dapp := bindings.NewMeterBills()
	account, err := bind.Call(dapp.Instance(n.chain.Client(), n.Meter.Bills), &bind.CallOpts{Context: ctx},
		dapp.PackAccountOf(reading.Device), dapp.UnpackAccountOf)
	if err != nil {
		return fmt.Errorf("ask for account %d: %w", reading.Device, err)
	}
	r.Bills = append(r.Bills, Bill{reading.Device, account.Consumption.String(), account.Due.String()})
	used := reading.consumption()
	if account.Bills == 0 || account.Consumption.Uint64() != used*uint64(account.Bills) ||
		account.Due.Uint64() != used*n.Meter.Tariff*uint64(account.Bills) {
		return fmt.Errorf("meter %d has %d bills of %s in sum, %s due; a reading comes to %d",
			reading.Device, account.Bills, account.Consumption, account.Due, used)
	}
	return nil
}

var errNoMeter = errors.New("this devnet was started without the meters")
