package chain

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// sight is what a look at the chain showed of an intent.
type sight int

const (
	unseen    sight = iota // not mined, its nonce is free
	mined                  // in a block that lacks confirmations, or its nonce is used in one
	gone                   // its nonce is used up, but by none of its versions that the node knows
	confirmed              // final as far as configured
)

// looksForGone is how many looks in a row must show an intent gone: behind one
// endpoint there may be several nodes that do not know the same at once.
const looksForGone = 3

// watch polls until the intent is mined and confirmed, raising the fee meanwhile.
func (s *Sender) watch(ctx context.Context, in *Intent) (*types.Receipt, error) {
	bump := time.Now().Add(s.cfg.BumpAfter)
	missed, trouble := 0, error(nil)
	for {
		r, saw, err := s.look(ctx, in)
		switch {
		case err != nil:
			trouble = err
			if ctx.Err() == nil {
				s.cfg.Log.Warn("looking for a receipt failed, will retry", "intent", in.ID, "err", err)
			}
		case saw == confirmed:
			if trouble = s.close(ctx, in, r); trouble == nil {
				return r, nil
			}
		case saw == gone:
			if missed++; missed >= looksForGone {
				return nil, s.giveUp(ctx, in)
			}
		case saw == mined:
			missed = 0
		default:
			missed = 0
			if time.Now().After(bump) {
				s.raise(ctx, in)
				bump = time.Now().Add(s.cfg.BumpAfter)
			}
		}
		select {
		case <-ctx.Done():
			return nil, errors.Join(fmt.Errorf("wait for transaction of %s: %w", in.ID, context.Cause(ctx)), trouble)
		case <-time.After(s.cfg.Poll):
		}
	}
}

// Confirmed waits until a transaction, whoever sent it, has as many confirmations
// as this sender asks for, and returns its receipt. An error wraps
// [ethereum.NotFound] if it is in no block, or not any more.
func (s *Sender) Confirmed(ctx context.Context, hash common.Hash) (*types.Receipt, error) {
	for {
		r, err := s.backend.TransactionReceipt(ctx, hash)
		if err != nil {
			return nil, fmt.Errorf("read receipt: %w", err)
		}
		head, err := s.backend.HeaderByNumber(ctx, nil)
		if err != nil {
			return nil, fmt.Errorf("read head: %w", err)
		}
		if head.Number.Uint64()+1 >= r.BlockNumber.Uint64()+s.cfg.Confirmations {
			return r, nil
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for confirmations of %s: %w", hash, context.Cause(ctx))
		case <-time.After(s.cfg.Poll):
		}
	}
}

// close writes the end of an intent.
func (s *Sender) close(ctx context.Context, in *Intent, r *types.Receipt) error {
	end := *in
	end.Done, end.Mined, end.Success = true, r.TxHash, r.Status == types.ReceiptStatusSuccessful
	if err := s.outbox.SaveIntent(ctx, end); err != nil {
		return fmt.Errorf("write intent: %w", err)
	}
	*in = end
	return nil
}

// giveUp ends an intent that did not happen and never will. One that was seen
// mined before happened, whatever a forgetful node says.
func (s *Sender) giveUp(ctx context.Context, in *Intent) error {
	if in.Mined != (common.Hash{}) {
		return fmt.Errorf("node no longer knows transaction %s of intent %s, which was mined", in.Mined, in.ID)
	}
	in.Done = true
	if err := s.outbox.SaveIntent(ctx, *in); err != nil {
		return fmt.Errorf("write intent: %w", err)
	}
	return fmt.Errorf("%w: nonce %d", ErrNonceTaken, in.Nonce)
}

// look says where the intent stands. Receipts are asked for only once the nonce is
// used up, and the nonce is read before them: used up in a block that has the
// confirmations, and no receipt of ours afterwards, means that another transaction took it.
func (s *Sender) look(ctx context.Context, in *Intent) (*types.Receipt, sight, error) {
	head, err := s.backend.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, unseen, fmt.Errorf("read head: %w", err)
	}
	if used, err := s.backend.NonceAt(ctx, s.from, nil); err != nil || used <= in.Nonce {
		return nil, unseen, wrap("ask for nonce", err)
	}
	for _, hash := range slices.Backward(in.Hashes) {
		r, err := s.backend.TransactionReceipt(ctx, hash)
		if errors.Is(err, ethereum.NotFound) {
			continue
		}
		if err != nil {
			return nil, unseen, fmt.Errorf("read receipt: %w", err)
		}
		if head.Number.Uint64()+1 < r.BlockNumber.Uint64()+s.cfg.Confirmations {
			return nil, mined, nil
		}
		return r, confirmed, nil
	}
	if head.Number.Uint64()+1 < s.cfg.Confirmations {
		return nil, mined, nil
	}
	deep := new(big.Int).SetUint64(head.Number.Uint64() + 1 - s.cfg.Confirmations)
	if used, err := s.backend.NonceAt(ctx, s.from, deep); err != nil || used <= in.Nonce {
		return nil, mined, wrap("ask for nonce", err)
	}
	return nil, gone, nil
}

func wrap(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// raise makes the intent dearer, after those that nobody works on and that must
// be mined before it.
func (s *Sender) raise(ctx context.Context, in *Intent) {
	if err := s.nurse(ctx, in); err != nil && ctx.Err() == nil {
		s.cfg.Log.Warn("looking after older intents failed", "intent", in.ID, "err", err)
	}
	if err := s.bump(ctx, in); err != nil && ctx.Err() == nil {
		s.cfg.Log.Warn("raising the fee failed", "intent", in.ID, "err", err)
	}
}

// nurse raises the fees of abandoned intents with lower nonces than in: whoever
// wanted them has gone, by a time limit or a restart, but nothing after them is
// mined before they are.
func (s *Sender) nurse(ctx context.Context, in *Intent) error { return s.nurseBelow(ctx, in.Nonce) }

// Nurse does so for every intent that nobody works on: it raises the fees of those that are in no block and notes which
// were mined.
func (s *Sender) Nurse(ctx context.Context) error { return s.nurseBelow(ctx, math.MaxUint64) }

func (s *Sender) nurseBelow(ctx context.Context, nonce uint64) error {
	open, err := s.outbox.OpenIntents(ctx, s.chain.Uint64(), s.from)
	if err != nil {
		return fmt.Errorf("read open intents: %w", err)
	}
	var errs []error
	for _, older := range open {
		if older.Nonce < nonce && s.takeOff(older.ID) {
			errs = append(errs, s.nurseOne(ctx, older.ID))
			s.land(older.ID)
		}
	}
	return errors.Join(errs...)
}

// nurseOne reads the intent again, now that nobody else changes it.
func (s *Sender) nurseOne(ctx context.Context, id string) error {
	in, found, err := s.outbox.Intent(ctx, id)
	if err != nil || !found || in.Done {
		return err
	}
	r, saw, err := s.look(ctx, &in)
	switch {
	case err != nil:
		return err
	case saw == confirmed:
		return s.close(ctx, &in, r)
	case saw == unseen:
		return s.bump(ctx, &in)
	default:
		return nil
	}
}

// bump signs a dearer version, writes it, then broadcasts it. Where the limit
// forbids a dearer one, the last is broadcast again.
func (s *Sender) bump(ctx context.Context, in *Intent) error {
	next := *in
	next.Signed, next.Hashes = slices.Clone(in.Signed), slices.Clone(in.Hashes)
	if err := s.sign(ctx, &next); err != nil {
		return errors.Join(err, s.broadcast(ctx, in))
	}
	if err := s.outbox.SaveIntent(ctx, next); err != nil {
		return fmt.Errorf("write intent: %w", err)
	}
	*in = next
	return s.broadcast(ctx, in)
}
