package chain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/task"
)

// Faults of sending, for callers that decide on them.
var (
	// ErrReverted: the contract refuses the call; nothing was sent.
	ErrReverted = errors.New("call reverts")
	// ErrSpendingLimit: the fee would exceed what the operator allows.
	ErrSpendingLimit = errors.New("fee above the operator's spending limit")
	// ErrFunds: the key's account cannot pay.
	ErrFunds = errors.New("account cannot pay for the transaction")
	// ErrNonceTaken: another transaction of the key used the intent's nonce; the intent did not happen.
	ErrNonceTaken = errors.New("nonce was used by another transaction of the key")
)

// Signer signs transactions with one key.
type Signer interface {
	Address() task.Address
	SignTx(ctx context.Context, tx *types.Transaction, chainID *big.Int) (*types.Transaction, error)
}

// SenderConfig tunes a Sender. Zero fields take the defaults.
type SenderConfig struct {
	Poll          time.Duration // between looks for a receipt; 500 ms
	BumpAfter     time.Duration // fees are raised when not mined for this long; 15 s
	Confirmations uint64        // blocks that must stand on a receipt's; 1 is the receipt's own block, the default
	GasMargin     uint64        // per cent added to the estimate; 20
	MaxFee        *big.Int      // wei a single transaction may cost at most; nil = 0.1 coin
	Log           *slog.Logger
}

func (c SenderConfig) withDefaults() SenderConfig {
	if c.Poll == 0 {
		c.Poll = 500 * time.Millisecond
	}
	if c.BumpAfter == 0 {
		c.BumpAfter = 15 * time.Second
	}
	if c.Confirmations == 0 {
		c.Confirmations = 1
	}
	if c.GasMargin == 0 {
		c.GasMargin = 20
	}
	if c.MaxFee == nil {
		c.MaxFee = big.NewInt(1e17)
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c
}

// Sender sends the transactions of one key on one chain. Make it with [NewSender];
// two Senders of one key on one chain would fight for nonces.
type Sender struct {
	cfg     SenderConfig
	backend Backend
	signer  Signer
	outbox  Outbox
	chain   *big.Int
	from    common.Address

	mu   sync.Mutex // held while a nonce is chosen, signed, written and broadcast
	next uint64     // lowest nonce not yet given out, as far as known
}

// NewSender makes a Sender and broadcasts again what the outbox says is open.
func NewSender(ctx context.Context, cfg SenderConfig, b Backend, s Signer, o Outbox) (*Sender, error) {
	id, err := b.ChainID(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for chain id: %w", err)
	}
	snd := &Sender{cfg: cfg.withDefaults(), backend: b, signer: s, outbox: o, chain: id, from: common.Address(s.Address())}
	open, err := o.OpenIntents(ctx, id.Uint64(), snd.from)
	if err != nil {
		return nil, fmt.Errorf("read open intents: %w", err)
	}
	for _, in := range open {
		snd.next = max(snd.next, in.Nonce+1)
		if err := snd.broadcast(ctx, &in); err != nil {
			snd.cfg.Log.Warn("broadcasting an open intent again failed, will be watched", "intent", in.ID, "err", err)
		}
	}
	return snd, nil
}

// From returns the address transactions are sent from.
func (s *Sender) From() common.Address { return s.from }

// Send brings the intent id to its end and returns the receipt of its one mined
// transaction. If the intent is known from before, call is ignored and the old
// one is followed on. A reverting call is refused before anything is sent, with
// an error wrapping [ErrReverted]; a transaction that is mined and fails is no
// error: look at the receipt's status. When ctx ends the intent stays open.
func (s *Sender) Send(ctx context.Context, id string, call Call) (*types.Receipt, error) {
	in, found, err := s.outbox.Intent(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("look up intent: %w", err)
	}
	if found && in.Done && in.Mined == (common.Hash{}) {
		found = false // its nonce went to another transaction: it never happened, so it may begin anew
	}
	if !found {
		if in, err = s.begin(ctx, id, call); err != nil {
			return nil, err
		}
	}
	return s.watch(ctx, &in)
}

// begin chooses a nonce, signs, writes and broadcasts.
func (s *Sender) begin(ctx context.Context, id string, call Call) (Intent, error) {
	gas, err := s.backend.EstimateGas(ctx, ethereum.CallMsg{From: s.from, To: &call.To, Data: call.Data, Value: call.Value.ToInt()})
	if err != nil {
		if reason := RevertReason(err); reason != "" {
			return Intent{}, fmt.Errorf("estimate gas: %w: %s", ErrReverted, reason)
		}
		return Intent{}, fmt.Errorf("estimate gas: %w", fundsError(err))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	pending, err := s.backend.PendingNonceAt(ctx, s.from)
	if err != nil {
		return Intent{}, fmt.Errorf("ask for nonce: %w", err)
	}
	in := Intent{
		ID: id, Chain: s.chain.Uint64(), From: s.from, Call: call,
		Nonce: max(s.next, pending), Gas: gas + gas*s.cfg.GasMargin/100, Made: time.Now(),
	}
	if err := s.sign(ctx, &in); err != nil {
		return Intent{}, err
	}
	if err := s.outbox.SaveIntent(ctx, in); err != nil {
		return Intent{}, fmt.Errorf("write intent: %w", err)
	}
	s.next = in.Nonce + 1
	if err := s.broadcast(ctx, &in); err != nil {
		if errors.Is(err, ErrFunds) {
			// The node did not take it and nobody else has it: the nonce is free again.
			s.next = in.Nonce
			in.Done = true
			return Intent{}, errors.Join(err, s.outbox.SaveIntent(ctx, in))
		}
		s.cfg.Log.Warn("broadcasting failed, will be tried again", "intent", id, "err", err)
	}
	return in, nil
}

// sign adds a version of the transaction, at least 1/8 dearer than the last one.
func (s *Sender) sign(ctx context.Context, in *Intent) error {
	tip, feeCap, err := s.fees(ctx, in)
	if err != nil {
		return err
	}
	cost := new(big.Int).Mul(feeCap, new(big.Int).SetUint64(in.Gas))
	if cost.Cmp(s.cfg.MaxFee) > 0 {
		return fmt.Errorf("%w: %d gas at %s wei may cost %s wei, limit %s", ErrSpendingLimit, in.Gas, feeCap, cost, s.cfg.MaxFee)
	}
	to := in.Call.To
	var inner types.TxData = &types.DynamicFeeTx{
		ChainID: s.chain, Nonce: in.Nonce, GasTipCap: tip, GasFeeCap: feeCap, Gas: in.Gas, To: &to, Value: in.Call.Value.ToInt(), Data: in.Call.Data,
	}
	if tip == nil {
		inner = &types.LegacyTx{Nonce: in.Nonce, GasPrice: feeCap, Gas: in.Gas, To: &to, Value: in.Call.Value.ToInt(), Data: in.Call.Data}
	}
	tx, err := s.signer.SignTx(ctx, types.NewTx(inner), s.chain)
	if err != nil {
		return fmt.Errorf("sign transaction: %w", err)
	}
	raw, err := tx.MarshalBinary()
	if err != nil {
		return fmt.Errorf("encode transaction: %w", err)
	}
	in.Signed, in.Hashes = append(in.Signed, raw), append(in.Hashes, tx.Hash())
	return nil
}

// fees returns tip and fee cap, or a nil tip and the gas price on a chain without
// EIP-1559. A replacement pays at least 12.5 % more, which nodes ask for (they want 10 %).
func (s *Sender) fees(ctx context.Context, in *Intent) (tip, feeCap *big.Int, err error) {
	head, err := s.backend.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("read head: %w", err)
	}
	if head.BaseFee == nil {
		price, err := s.backend.SuggestGasPrice(ctx)
		if err != nil {
			return nil, nil, fmt.Errorf("ask for gas price: %w", err)
		}
		if last := lastTx(in); last != nil {
			price = atLeast(price, last.GasPrice())
		}
		return nil, price, nil
	}
	if tip, err = s.backend.SuggestGasTipCap(ctx); err != nil {
		return nil, nil, fmt.Errorf("ask for tip: %w", err)
	}
	feeCap = new(big.Int).Add(tip, new(big.Int).Lsh(head.BaseFee, 1))
	if last := lastTx(in); last != nil {
		tip, feeCap = atLeast(tip, last.GasTipCap()), atLeast(feeCap, last.GasFeeCap())
	}
	return tip, feeCap, nil
}

func lastTx(in *Intent) *types.Transaction {
	if len(in.Signed) == 0 {
		return nil
	}
	tx := new(types.Transaction)
	if tx.UnmarshalBinary(in.Signed[len(in.Signed)-1]) != nil {
		return nil
	}
	return tx
}

func atLeast(want, last *big.Int) *big.Int {
	floor := new(big.Int).Div(new(big.Int).Mul(last, big.NewInt(9)), big.NewInt(8))
	floor.Add(floor, big.NewInt(1))
	if want.Cmp(floor) > 0 {
		return want
	}
	return floor
}

// broadcast hands the newest version to the chain. A chain that has it already is fine.
func (s *Sender) broadcast(ctx context.Context, in *Intent) error {
	tx := lastTx(in)
	if tx == nil {
		return fmt.Errorf("intent %s holds no transaction", in.ID)
	}
	err := s.backend.SendTransaction(ctx, tx)
	if err == nil || strings.Contains(err.Error(), "already known") || strings.Contains(err.Error(), "nonce too low") {
		return nil // the receipt, or the lack of one, tells what happened to the nonce
	}
	return fmt.Errorf("broadcast %s: %w", tx.Hash(), fundsError(err))
}

func fundsError(err error) error {
	if strings.Contains(err.Error(), "insufficient funds") {
		return task.WithHint(fmt.Errorf("%w: %w", ErrFunds, err), "send coins to the operator's address")
	}
	return err
}

// watch polls until the intent is mined and confirmed, raising the fee meanwhile.
func (s *Sender) watch(ctx context.Context, in *Intent) (*types.Receipt, error) {
	bump := time.Now().Add(s.cfg.BumpAfter)
	for {
		r, err := s.look(ctx, in)
		if r != nil || errors.Is(err, ErrNonceTaken) {
			return r, err
		}
		if err != nil && ctx.Err() == nil {
			s.cfg.Log.Warn("looking for a receipt failed, will retry", "intent", in.ID, "err", err)
		}
		if time.Now().After(bump) {
			bump = time.Now().Add(s.cfg.BumpAfter)
			if err := s.bump(ctx, in); err != nil && ctx.Err() == nil {
				s.cfg.Log.Warn("raising the fee failed", "intent", in.ID, "err", err)
			}
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for transaction of %s: %w", in.ID, context.Cause(ctx))
		case <-time.After(s.cfg.Poll):
		}
	}
}

// look returns the confirmed receipt, nil while there is none yet.
func (s *Sender) look(ctx context.Context, in *Intent) (*types.Receipt, error) {
	// The nonce is read before the receipts: a nonce used up and no receipt of ours
	// afterwards means that another transaction took it.
	used, err := s.backend.NonceAt(ctx, s.from, nil)
	if err != nil {
		return nil, fmt.Errorf("ask for nonce: %w", err)
	}
	head, err := s.backend.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read head: %w", err)
	}
	for i := len(in.Hashes) - 1; i >= 0; i-- {
		r, err := s.backend.TransactionReceipt(ctx, in.Hashes[i])
		if errors.Is(err, ethereum.NotFound) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read receipt: %w", err)
		}
		if head.Number.Uint64()+1 < r.BlockNumber.Uint64()+s.cfg.Confirmations {
			return nil, nil
		}
		in.Done, in.Mined, in.Success = true, in.Hashes[i], r.Status == types.ReceiptStatusSuccessful
		return r, s.outbox.SaveIntent(ctx, *in)
	}
	if used > in.Nonce {
		in.Done = true
		if err := s.outbox.SaveIntent(ctx, *in); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("%w: nonce %d", ErrNonceTaken, in.Nonce)
	}
	return nil, nil
}

// bump signs a dearer version, writes it, then broadcasts it. Where the limit
// forbids a dearer one, the last is broadcast again.
func (s *Sender) bump(ctx context.Context, in *Intent) error {
	next := *in
	next.Signed = append([]hexutil.Bytes(nil), in.Signed...)
	next.Hashes = append([]common.Hash(nil), in.Hashes...)
	if err := s.sign(ctx, &next); err != nil {
		return errors.Join(err, s.broadcast(ctx, in))
	}
	if err := s.outbox.SaveIntent(ctx, next); err != nil {
		return fmt.Errorf("write intent: %w", err)
	}
	*in = next
	return s.broadcast(ctx, in)
}
