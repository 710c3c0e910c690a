package chain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
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
	// ErrUnsendable: no node of the chain takes such a transaction, whatever it pays.
	ErrUnsendable = errors.New("chain takes no such transaction")
	// ErrNonceTaken: another transaction of the key used the intent's nonce; the intent did not happen.
	ErrNonceTaken = errors.New("nonce was used by another transaction of the key")
	// ErrUnknownIntent: there is no such intent, or it is over and did not happen.
	ErrUnknownIntent = errors.New("no such transaction was begun")
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
	MaxFee        *big.Int      // wei a single transaction may cost at most, its value included; nil = 0.1 coin
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

	flightsMu sync.Mutex
	flights   map[string]chan struct{} // intents somebody works on now; closed when they stop
}

// NewSender makes a Sender and broadcasts again what the outbox says is open.
func NewSender(ctx context.Context, cfg SenderConfig, b Backend, s Signer, o Outbox) (*Sender, error) {
	id, err := b.ChainID(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for chain id: %w", err)
	}
	snd := &Sender{
		cfg: cfg.withDefaults(), backend: b, signer: s, outbox: o, chain: id, from: common.Address(s.Address()),
		flights: map[string]chan struct{}{},
	}
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

// Known reports whether the intent id was begun before and may have happened.
func (s *Sender) Known(ctx context.Context, id string) (bool, error) {
	_, found, err := s.find(ctx, id)
	return found, err
}

// Send brings the intent id to its end and returns the receipt of its one mined
// transaction. If the intent is known from before, call is ignored and the old
// one is followed on; of several callers with one id, each gets the one receipt.
// A reverting call is refused before anything is sent, with an error wrapping
// [ErrReverted]; a transaction that is mined and fails is no error: look at the
// receipt's status. When ctx ends the intent stays open.
func (s *Sender) Send(ctx context.Context, id string, call Call) (*types.Receipt, error) {
	return s.bring(ctx, id, func() (Intent, error) { return s.begin(ctx, id, call) })
}

// Follow is [Sender.Send] for an intent of before, whose call it need not know:
// [ErrUnknownIntent] says that there is none, or that it did not happen.
func (s *Sender) Follow(ctx context.Context, id string) (*types.Receipt, error) {
	return s.bring(ctx, id, func() (Intent, error) { return Intent{}, fmt.Errorf("%w: %s", ErrUnknownIntent, id) })
}

// bring brings an intent to its end, one that is not known after it was begun.
func (s *Sender) bring(ctx context.Context, id string, begin func() (Intent, error)) (*types.Receipt, error) {
	for !s.takeOff(id) {
		if err := s.waitFor(ctx, id); err != nil {
			return nil, err
		}
	}
	defer s.land(id)
	in, found, err := s.find(ctx, id)
	if err != nil {
		return nil, err
	}
	if !found {
		if in, err = begin(); err != nil {
			return nil, err
		}
	} else if !in.Done {
		if err := s.broadcast(ctx, &in); err != nil {
			s.cfg.Log.Warn("broadcasting an open intent again failed, will be tried again", "intent", id, "err", err)
		}
	}
	return s.watch(ctx, &in)
}

// find looks an intent up. One whose nonce went to another transaction never
// happened, so it may begin anew.
func (s *Sender) find(ctx context.Context, id string) (Intent, bool, error) {
	in, found, err := s.outbox.Intent(ctx, id)
	if err != nil {
		return Intent{}, false, fmt.Errorf("look up intent: %w", err)
	}
	if found && (in.Chain != s.chain.Uint64() || in.From != s.from) {
		return Intent{}, false, fmt.Errorf("intent %s belongs to %s on chain %d, this is %s on chain %s", id, in.From, in.Chain, s.from, s.chain)
	}
	return in, found && !in.void(), nil
}

// takeOff makes the caller the only one who works on the intent; false if
// somebody does already.
func (s *Sender) takeOff(id string) bool {
	s.flightsMu.Lock()
	defer s.flightsMu.Unlock()
	if s.flights[id] != nil {
		return false
	}
	s.flights[id] = make(chan struct{})
	return true
}

func (s *Sender) land(id string) {
	s.flightsMu.Lock()
	defer s.flightsMu.Unlock()
	close(s.flights[id])
	delete(s.flights, id)
}

// waitFor returns when nobody works on the intent any more, or ctx ended.
func (s *Sender) waitFor(ctx context.Context, id string) error {
	s.flightsMu.Lock()
	landed := s.flights[id]
	s.flightsMu.Unlock()
	if landed == nil {
		return nil
	}
	select {
	case <-landed:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for transaction of %s: %w", id, context.Cause(ctx))
	}
}

// begin chooses a nonce, signs, writes and broadcasts.
func (s *Sender) begin(ctx context.Context, id string, call Call) (Intent, error) {
	gas, err := s.backend.EstimateGas(ctx, ethereum.CallMsg{From: s.from, To: call.to(), Data: call.Data, Value: call.Value.ToInt()})
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
		if errors.Is(err, ErrFunds) || errors.Is(err, ErrUnsendable) {
			// The node did not take it and nobody else has it: the nonce is free again.
			s.next = in.Nonce
			in.Done = true
			return Intent{}, errors.Join(err, s.outbox.SaveIntent(ctx, in))
		}
		s.cfg.Log.Warn("broadcasting failed, will be tried again", "intent", id, "err", err)
	}
	return in, nil
}
