package owner

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/ethclient"

	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/task"
)

// ErrMinedAndFailed says that a transaction was mined and reverted although it would not have when it was sent.
var ErrMinedAndFailed = errors.New("transaction was mined and failed")

// Call is what an account is to do.
type Call struct {
	To    common.Address
	Value Amount // sent along
	Data  []byte
	// Create: Data makes a contract, its constructor's arguments behind it. To is not looked at.
	Create bool
}

// message is the call as chains estimate it.
func (c *Call) message(from common.Address) ethereum.CallMsg {
	m := ethereum.CallMsg{From: from, Value: c.Value.Int(), Data: c.Data}
	if !c.Create {
		m.To = &c.To
	}
	return m
}

// Limits of an account's transactions. Zero fields take the defaults.
type Limits struct {
	Confirmations uint64        // blocks that must stand on the transaction's, its own included; 1
	MaxFee        Amount        // most the gas of one transaction may cost; 0.1 coin
	Poll          time.Duration // between looks at the chain; 200 ms
}

// Progress is how far a transaction is. It is told whenever that changes.
type Progress struct {
	Transaction   common.Hash
	Raised        bool   // another version with a higher fee was sent
	Confirmations uint64 // 0: not mined yet
	Want          uint64
}

// Account pays for calls, one at a time.
type Account struct {
	backend chain.Backend
	signer  chain.Signer
	limits  Limits
}

// NewAccount makes an account of who signs.
func NewAccount(b chain.Backend, s chain.Signer, l Limits) *Account {
	if l.Confirmations == 0 {
		l.Confirmations = 1
	}
	if l.MaxFee.IsZero() {
		l.MaxFee = Wei(big.NewInt(1e17))
	}
	if l.Poll == 0 {
		l.Poll = 200 * time.Millisecond
	}
	return &Account{b, s, l}
}

// Address is whose coins are spent.
func (a *Account) Address() common.Address { return common.Address(a.signer.Address()) }

// Estimate is what a call would cost now.
type Estimate struct {
	From     common.Address `json:"from"`
	To       common.Address `json:"to,omitzero"` // zero: a contract is made
	Value    Amount         `json:"valueWei"`
	Gas      uint64         `json:"gas"`
	GasPrice Amount         `json:"gasPriceWei"`
	Fee      Amount         `json:"feeWei"` // gas at that price
}

// Estimate asks what the call would cost, and refuses one that would revert, in words. Nothing is sent.
func (a *Account) Estimate(ctx context.Context, call Call) (Estimate, error) {
	return EstimateCall(ctx, a.backend, a.Address(), call)
}

// EstimateCall is [Account.Estimate] for whoever has the address, which needs no key.
func EstimateCall(ctx context.Context, b chain.Backend, from common.Address, call Call) (Estimate, error) {
	gas, err := b.EstimateGas(ctx, call.message(from))
	if err != nil {
		return Estimate{}, Explain(err, from)
	}
	return priced(ctx, b, from, call, gas)
}

// EstimateSecond is what two creations would cost together, of which the second, made by code for the first's address, looks
// whether there is a contract. The chain is asked as if there were; it needs a node that takes state overrides with
// eth_estimateGas.
func EstimateSecond(ctx context.Context, client *ethclient.Client, from common.Address, first []byte, code func(common.Address) ([]byte, error)) (Estimate, error) {
	e, err := EstimateCall(ctx, client, from, Call{Create: true, Data: first})
	if err != nil {
		return e, err
	}
	nonce, err := client.PendingNonceAt(ctx, from)
	if err != nil {
		return Estimate{}, fmt.Errorf("ask for nonce: %w", err)
	}
	at := crypto.CreateAddress(from, nonce)
	second, err := code(at)
	if err != nil {
		return Estimate{}, err
	}
	var gas hexutil.Uint64
	as := map[common.Address]any{at: map[string]any{"code": hexutil.Bytes{0}}, from: map[string]any{"nonce": hexutil.Uint64(nonce + 1)}}
	message := map[string]any{"from": from, "input": hexutil.Bytes(second)}
	if err := client.Client().CallContext(ctx, &gas, "eth_estimateGas", message, "latest", as); err != nil {
		return Estimate{}, Explain(err, from)
	}
	return priced(ctx, client, from, Call{}, e.Gas+uint64(gas))
}

// priced is what so much gas costs now.
func priced(ctx context.Context, b chain.Backend, from common.Address, call Call, gas uint64) (Estimate, error) {
	price, err := b.SuggestGasPrice(ctx)
	if err != nil {
		return Estimate{}, fmt.Errorf("ask for gas price: %w", err)
	}
	fee := new(big.Int).Mul(price, new(big.Int).SetUint64(gas))
	return Estimate{From: from, To: call.To, Value: call.Value, Gas: gas, GasPrice: Wei(price), Fee: Wei(fee)}, nil
}

// Send makes the call, waits until it has its confirmations, and returns its receipt. A call that would revert is not
// sent, and the error says in words why. tell may be nil. When ctx ends, a transaction that was sent may still be mined:
// the error names it.
func (a *Account) Send(ctx context.Context, call Call, tell func(Progress)) (*types.Receipt, error) {
	if _, err := a.Estimate(ctx, call); err != nil {
		return nil, err
	}
	w := &witness{Backend: a.backend, tell: tell, last: Progress{Want: a.limits.Confirmations}}
	sender, err := chain.NewSender(ctx, chain.SenderConfig{
		Poll: a.limits.Poll, Confirmations: a.limits.Confirmations, Log: slog.New(slog.DiscardHandler),
		MaxFee: new(big.Int).Add(a.limits.MaxFee.Int(), call.Value.Int()),
	}, w, a.signer, w)
	if err != nil {
		return nil, err
	}
	receipt, err := sender.Send(ctx, "call", chain.Call{To: call.To, Data: call.Data, Value: (*hexutil.Big)(call.Value.Int()), Create: call.Create})
	if err != nil {
		if len(w.intent.Hashes) > 0 && ctx.Err() != nil {
			return nil, task.WithHint(err, fmt.Sprintf("transaction %s was sent and may still be mined: look before you send another", w.last.Transaction))
		}
		return nil, a.dear(Explain(err, a.Address()))
	}
	if receipt.Status != types.ReceiptStatusSuccessful {
		return receipt, task.WithHint(fmt.Errorf("%w: %s in block %s", ErrMinedAndFailed, receipt.TxHash, receipt.BlockNumber),
			"something on the chain changed meanwhile; try again to see what it says now")
	}
	return receipt, nil
}

// dear says who sets the limit of fees here.
func (a *Account) dear(err error) error {
	if errors.Is(err, chain.ErrSpendingLimit) {
		return task.WithHint(err, fmt.Sprintf("if the chain's price is right, allow more than %s with --max-fee", a.limits.MaxFee))
	}
	return err
}

// witness is the chain and the memory of one call, and tells how far it is.
type witness struct {
	chain.Backend
	tell   func(Progress)
	last   Progress
	intent chain.Intent
	head   uint64
}

func (w *witness) say(p Progress) {
	if p != w.last && w.tell != nil {
		w.tell(p)
	}
	w.last = p
}

// HeaderByNumber notes the head.
func (w *witness) HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error) {
	h, err := w.Backend.HeaderByNumber(ctx, number)
	if err == nil && number == nil {
		w.head = h.Number.Uint64()
	}
	return h, err
}

// TransactionReceipt tells of confirmations.
func (w *witness) TransactionReceipt(ctx context.Context, hash common.Hash) (*types.Receipt, error) {
	r, err := w.Backend.TransactionReceipt(ctx, hash)
	if err == nil {
		p := w.last
		p.Transaction = hash
		p.Confirmations = min(p.Want, max(1, w.head+1-min(w.head, r.BlockNumber.Uint64())))
		w.say(p)
	}
	return r, err
}

// Intent implements [chain.Outbox].
func (w *witness) Intent(context.Context, string) (chain.Intent, bool, error) {
	return w.intent, w.intent.ID != "", nil
}

// SaveIntent implements [chain.Outbox] and tells of each version.
func (w *witness) SaveIntent(_ context.Context, in chain.Intent) error {
	if n := len(in.Hashes); n > len(w.intent.Hashes) {
		p := w.last
		p.Transaction, p.Raised = in.Hashes[n-1], n > 1
		w.say(p)
	}
	w.intent = in
	return nil
}

// OpenIntents implements [chain.Outbox]; there are none from before.
func (w *witness) OpenIntents(context.Context, uint64, common.Address) ([]chain.Intent, error) {
	return nil, nil
}
