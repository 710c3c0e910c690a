package devnet

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/deploy"
	circuits "github.com/machinefi/sprout/examples/halo2"
	"github.com/machinefi/sprout/examples/weather"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/task"
)

// VerifiedReport is what became of a task whose proof the chain itself verified.
type VerifiedReport struct {
	OK          bool   `json:"ok"`
	Task        string `json:"task"`
	Contract    string `json:"contract"`
	Verifier    string `json:"verifier"`
	Sent        int    `json:"messages_sent"`
	Settled     int    `json:"messages_settled"`
	Znode       string `json:"znode"`
	ProveMS     uint64 `json:"prove_ms"`
	Transaction string `json:"transaction"`
	Gas         uint64 `json:"gas"`
	// VerificationGas is of a transaction that has a proof verified and does nothing else.
	VerificationGas uint64   `json:"verification_gas"`
	ProgramID       string   `json:"program_id"`
	ReceiptCID      string   `json:"receipt_cid"`
	ReceiptBytes    int      `json:"receipt_bytes"`
	ProofBytes      int      `json:"proof_bytes"`
	PublicValues    []string `json:"public_values"`
	Verified        bool     `json:"receipt_verified"`
	OutputRight     bool     `json:"output_as_expected"`
	DueWei          string   `json:"due_wei"`
	// Flipped are calls with one bit of the settlement flipped, and what they reverted with.
	Flipped []FlippedCall `json:"flipped_bits"`
	// Reverted is a transaction with one bit of the proof flipped: mined, and failed.
	Reverted string `json:"reverted_transaction"`
	// Accepted is the same transaction with the bit as it was.
	Accepted string   `json:"accepted_transaction"`
	Seconds  float64  `json:"seconds"`
	Problems []string `json:"problems"`
}

// FlippedCall is a call that was not to succeed.
type FlippedCall struct {
	What    string `json:"what"`
	Reverts string `json:"reverts_with"`
}

// RunHeating sends a month of readings to the second project, follows it to its end and checks everything that can be
// checked: the figures, the receipt, that the transaction's proof is verified by the chain, that the same calldata with
// one bit flipped reverts, and with the bit as it was does not. What is wrong stands in the report.
func (n *Network) RunHeating(
	ctx context.Context, month uint64, verify Verifier, each func(id uint64, state, comment string),
) (*VerifiedReport, error) {
	if n.Heating == nil {
		return nil, errNoHeating
	}
	start := time.Now()
	r := &VerifiedReport{
		Contract: n.Heating.Allowance.Hex(), Verifier: n.Heating.Verifier.Hex(), ProgramID: n.Heating.ProgramID.String(),
	}
	if err := n.runHeating(ctx, r, month, verify, each); err != nil {
		r.Problems = append(r.Problems, err.Error())
	}
	r.Seconds = time.Since(start).Seconds()
	r.OK = len(r.Problems) == 0 && r.Sent > 0 && r.Settled == r.Sent
	return r, nil
}

func (n *Network) runHeating(
	ctx context.Context, r *VerifiedReport, month uint64, verify Verifier, each func(id uint64, state, comment string),
) error {
	payloads, err := weather.Messages(month)
	if err != nil {
		return err
	}
	var ids []string
	for _, data := range payloads {
		id, err := n.Post(ctx, n.Heating.ProjectID, "1.0", data)
		if err != nil {
			return fmt.Errorf("send readings: %w", err)
		}
		ids = append(ids, id)
	}
	r.Sent = len(ids)
	answers, err := n.Follow(ctx, ids, each)
	for _, a := range answers {
		if state, comment := a.last(); state == string(task.StateSettled) {
			r.Settled++
		} else {
			r.Problems = append(r.Problems, fmt.Sprintf("message %s is %s: %s", a.MessageID, state, comment))
		}
	}
	if err != nil || r.Settled < r.Sent {
		return err
	}
	r.Task = task.Key{Project: n.Heating.ProjectID, Sequence: answers[0].TaskID}.String()
	r.ProveMS = n.proveMS(answers)
	r.Transaction, _ = answers[0].result(task.StateSettled)
	return n.checkHeating(ctx, r, month, verify)
}

// settled is a settlement taken from a transaction's calldata.
type settled struct {
	from          common.Address
	header        []byte
	programID     [32]byte
	receiptDigest [32]byte
	receiptCID    string
	publicInputs  []*big.Int
	proof         []byte
}

func (s *settled) calldata() ([]byte, error) {
	payload, err := bindings.Halo2SettlementArguments().Pack(
		s.header, s.programID, s.receiptDigest, s.receiptCID, s.publicInputs, s.proof)
	if err != nil {
		return nil, fmt.Errorf("encode settlement: %w", err)
	}
	return bindings.NewHeatingAllowance().PackReceiveData(payload), nil
}

// readSettled takes the settlement out of a transaction.
func (n *Network) readSettled(ctx context.Context, hash common.Hash) (*settled, error) {
	tx, _, err := n.chain.Client().TransactionByHash(ctx, hash)
	if err != nil {
		return nil, fmt.Errorf("read transaction: %w", err)
	}
	from, err := types.Sender(types.LatestSignerForChainID(tx.ChainId()), tx)
	if err != nil {
		return nil, fmt.Errorf("read sender: %w", err)
	}
	method := bindings.NewHeatingAllowance().GetABI().Methods["receiveData"]
	if len(tx.Data()) < 4 || tx.To() == nil || *tx.To() != n.Heating.Allowance || [4]byte(tx.Data()) != [4]byte(method.ID) {
		return nil, fmt.Errorf("transaction %s does not call the dApp's receiveData", hash)
	}
	outer, err := method.Inputs.Unpack(tx.Data()[4:])
	if err != nil {
		return nil, fmt.Errorf("decode calldata: %w", err)
	}
	parts, err := bindings.Halo2SettlementArguments().Unpack(outer[0].([]byte))
	if err != nil {
		return nil, fmt.Errorf("decode settlement: %w", err)
	}
	return &settled{
		from: from, header: parts[0].([]byte), programID: parts[1].([32]byte), receiptDigest: parts[2].([32]byte),
		receiptCID: parts[3].(string), publicInputs: parts[4].([]*big.Int), proof: parts[5].([]byte),
	}, nil
}

func (n *Network) checkHeating(ctx context.Context, r *VerifiedReport, month uint64, verify Verifier) error {
	s, err := n.readSettled(ctx, common.HexToHash(r.Transaction))
	if err != nil {
		return err
	}
	rec, err := n.chain.Client().TransactionReceipt(ctx, common.HexToHash(r.Transaction))
	if err != nil {
		return fmt.Errorf("read transaction's receipt: %w", err)
	}
	r.Znode, r.Gas, r.ReceiptCID, r.ProofBytes = n.ZnodeName(task.Address(s.from)), rec.GasUsed, s.receiptCID, len(s.proof)
	for _, value := range s.publicInputs {
		r.PublicValues = append(r.PublicValues, value.String())
	}
	for _, check := range []func() error{
		func() error { return n.checkFigures(ctx, r, month, s, rec) },
		func() error { return n.checkReceipt(ctx, r, s, verify) },
		func() error { return n.checkFlipped(ctx, r, s) },
	} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkFigures compares what the chain verified with the independent computation.
func (n *Network) checkFigures(ctx context.Context, r *VerifiedReport, month uint64, s *settled, rec *types.Receipt) error {
	want, err := circuits.ExpectedMonth(month)
	if err != nil {
		return err
	}
	same := func(a, b *big.Int) bool { return a.Cmp(b) == 0 }
	if !slices.EqualFunc(s.publicInputs[1:], want.PublicValues(), same) {
		return fmt.Errorf("month %d: verified values %v, expected %v", month, s.publicInputs[1:], want.PublicValues())
	}
	dapp, proven := bindings.NewHeatingAllowance(), false
	for _, l := range rec.Logs {
		if ev, err := dapp.UnpackMonthProvenEvent(l); err == nil && l.Address == n.Heating.Allowance {
			proven = ev.Month.Uint64() == month && ev.TaskDigest == [32]byte(task.DigestOf(s.header))
		}
	}
	if !proven {
		return fmt.Errorf("transaction %s proves nothing of month %d", r.Transaction, month)
	}
	due, err := bind.Call(dapp.Instance(n.chain.Client(), n.Heating.Allowance), &bind.CallOpts{Context: ctx}, dapp.PackDue(), dapp.UnpackDue)
	if err != nil {
		return fmt.Errorf("ask what is due: %w", err)
	}
	granted := new(big.Int).Mul(new(big.Int).SetUint64(want.Heating), weiPerDegreeDay)
	if granted.Div(granted, big.NewInt(20)); due.Cmp(granted) != 0 {
		return fmt.Errorf("due are %s wei, the month grants %s", due, granted)
	}
	r.DueWei, r.OutputRight = due.String(), true
	return nil
}

// checkReceipt verifies the receipt as anybody can who has no chain.
func (n *Network) checkReceipt(ctx context.Context, r *VerifiedReport, s *settled, verify Verifier) error {
	receipt, err := n.IPFS.Get(ctx, s.receiptCID, 64<<20)
	if err != nil {
		return fmt.Errorf("fetch receipt: %w", err)
	}
	r.ReceiptBytes = len(receipt)
	if got := task.DigestOf(receipt); got != task.Digest(s.receiptDigest) {
		return fmt.Errorf("receipt on IPFS has digest %s, the chain says %s", got, task.Digest(s.receiptDigest))
	}
	journal, err := verify(ctx, n.Heating.ProgramID, receipt)
	if err != nil {
		return fmt.Errorf("verify receipt: %w", err)
	}
	var words []byte
	for _, value := range s.publicInputs {
		words = append(words, common.BigToHash(value).Bytes()...)
	}
	if hex.EncodeToString(journal) != hex.EncodeToString(words) {
		return errors.New("the receipt's journal is not what the chain verified")
	}
	r.Verified = true
	return nil
}

// checkFlipped tries the settlement at the twin, where it is new, with bits flipped and without.
func (n *Network) checkFlipped(ctx context.Context, r *VerifiedReport, s *settled) error {
	auditor, leave, err := n.join(ctx)
	if err != nil {
		return err
	}
	defer leave()
	from := crypto.PubkeyToAddress(n.keys[auditor].PublicKey)
	var bad []byte
	for _, flip := range flips(s) {
		data, err := flip.settled.calldata()
		if err != nil {
			return err
		}
		_, err = n.chain.Client().CallContract(ctx, ethereum.CallMsg{From: from, To: &n.Heating.Twin, Data: data}, nil)
		if err == nil {
			return fmt.Errorf("a settlement with one bit of its %s flipped is accepted", flip.what)
		}
		r.Flipped = append(r.Flipped, FlippedCall{flip.what, chain.RevertReason(err)})
		bad = data
	}
	rec, err := n.sendAnyway(ctx, auditor, n.Heating.Twin, bad)
	if err != nil {
		return err
	}
	r.Reverted = rec.TxHash.Hex()
	if rec.Status != types.ReceiptStatusFailed {
		return fmt.Errorf("transaction %s has one bit flipped and succeeded", r.Reverted)
	}
	good, err := s.calldata()
	if err != nil {
		return err
	}
	if rec, err = deploy.Transact(ctx, n.chain.Client(), n.keys[auditor], n.Heating.Twin, nil, good); err != nil {
		return fmt.Errorf("the same settlement without the flipped bit: %w", err)
	}
	r.Accepted = rec.TxHash.Hex()
	return n.measureVerification(ctx, r, s, from)
}

// flipped is a settlement with one bit that is not as it was.
type flipped struct {
	what string
	*settled
}

// flips are settlements with one bit flipped each; the last one's is of the proof.
func flips(s *settled) []flipped {
	change := func(what string, how func(*settled)) flipped {
		c := *s
		c.header, c.publicInputs, c.proof = slices.Clone(s.header), slices.Clone(s.publicInputs), slices.Clone(s.proof)
		how(&c)
		return flipped{what, &c}
	}
	return []flipped{
		change("header", func(c *settled) { c.header[len(c.header)/2] ^= 1 }),
		change("task digest", func(c *settled) { c.publicInputs[0] = new(big.Int).Xor(c.publicInputs[0], big.NewInt(1)) }),
		change("public values", func(c *settled) { c.publicInputs[3] = new(big.Int).Xor(c.publicInputs[3], big.NewInt(1)) }),
		change("proof", func(c *settled) { c.proof[len(c.proof)/2] ^= 1 }),
	}
}

// measureVerification asks what the verification costs without what the dApp does with it.
func (n *Network) measureVerification(ctx context.Context, r *VerifiedReport, s *settled, from common.Address) (err error) {
	var values []byte
	for _, value := range s.publicInputs {
		values = append(values, common.BigToHash(value).Bytes()...)
	}
	data := bindings.NewHalo2Verifier().PackVerify(s.programID, values, s.proof)
	r.VerificationGas, err = n.chain.Client().EstimateGas(ctx, ethereum.CallMsg{From: from, To: &n.Heating.Verifier, Data: data})
	if err != nil {
		return fmt.Errorf("estimate verification: %w", err)
	}
	return nil
}

// join makes a member of the fleet whose transactions no znode counts, until leave is called.
func (n *Network) join(ctx context.Context) (name string, leave func(), err error) {
	nodes, fleet := bindings.NewNodeRegistry(), bindings.NewFleetManager()
	id := big.NewInt(int64(n.cfg.Znodes) + 1)
	project := new(big.Int).SetUint64(uint64(n.Heating.ProjectID))
	err = n.transact(ctx, keyOwner, []call{
		{n.Contracts.NodeRegistry, nil, nodes.PackRegister(n.address(keyHolder))},
		{n.Contracts.FleetManager, nil, fleet.PackAllow(project, id)},
	})
	if err != nil {
		return "", nil, fmt.Errorf("join the fleet: %w", err)
	}
	return keyHolder, func() {
		err := n.transact(ctx, keyOwner, []call{{n.Contracts.FleetManager, nil, fleet.PackDisallow(project, id)}})
		if err != nil {
			n.cfg.Log.Warn("auditor stays in the fleet", "err", err)
		}
	}, nil
}

// sendAnyway sends a transaction that is known to fail, with gas enough not to fail for want of it, and waits for it.
func (n *Network) sendAnyway(ctx context.Context, who string, to common.Address, data []byte) (*types.Receipt, error) {
	const gas = 3_000_000
	client, key := n.chain.Client(), n.keys[who]
	nonce, err := client.PendingNonceAt(ctx, crypto.PubkeyToAddress(key.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("read nonce: %w", err)
	}
	price, err := client.SuggestGasPrice(ctx)
	if err != nil {
		return nil, fmt.Errorf("read gas price: %w", err)
	}
	tip, err := client.SuggestGasTipCap(ctx)
	if err != nil {
		return nil, fmt.Errorf("read gas tip: %w", err)
	}
	tx, err := types.SignNewTx(key, types.LatestSignerForChainID(big.NewInt(ChainID)), &types.DynamicFeeTx{
		ChainID: big.NewInt(ChainID), Nonce: nonce, GasTipCap: tip, GasFeeCap: price.Mul(price, big.NewInt(2)),
		Gas: gas, To: &to, Data: data,
	})
	if err != nil {
		return nil, fmt.Errorf("sign transaction: %w", err)
	}
	if err := client.SendTransaction(ctx, tx); err != nil {
		return nil, fmt.Errorf("send transaction: %w", err)
	}
	rec, err := bind.WaitMined(ctx, client, tx.Hash())
	if err != nil {
		return nil, fmt.Errorf("wait for transaction: %w", err)
	}
	return rec, nil
}
