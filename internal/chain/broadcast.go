package chain

import (
	"context"
	"fmt"
	"math/big"
	"strings"

	"github.com/ethereum/go-ethereum/core/types"

	"github.com/machinefi/sprout/task"
)

// sign adds a version of the transaction, at least 1/8 dearer than the last one.
func (s *Sender) sign(ctx context.Context, in *Intent) error {
	tip, feeCap, err := s.fees(ctx, in)
	if err != nil {
		return err
	}
	to := in.Call.to()
	var inner types.TxData = &types.DynamicFeeTx{
		ChainID: s.chain, Nonce: in.Nonce, GasTipCap: tip, GasFeeCap: feeCap, Gas: in.Gas, To: to, Value: in.Call.Value.ToInt(), Data: in.Call.Data,
	}
	if tip == nil {
		inner = &types.LegacyTx{Nonce: in.Nonce, GasPrice: feeCap, Gas: in.Gas, To: to, Value: in.Call.Value.ToInt(), Data: in.Call.Data}
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
//
// The fee cap leaves room for a doubled base fee as far as the spending limit
// allows; a limit that does not even pay the price of now is [ErrSpendingLimit].
func (s *Sender) fees(ctx context.Context, in *Intent) (tip, feeCap *big.Int, err error) {
	head, err := s.backend.HeaderByNumber(ctx, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("read head: %w", err)
	}
	last := lastTx(in)
	if head.BaseFee == nil {
		price, err := s.backend.SuggestGasPrice(ctx)
		if err != nil {
			return nil, nil, fmt.Errorf("ask for gas price: %w", err)
		}
		if last != nil {
			price = atLeast(price, last.GasPrice())
		}
		feeCap, err = s.limit(in, price, price)
		return nil, feeCap, err
	}
	if tip, err = s.backend.SuggestGasTipCap(ctx); err != nil {
		return nil, nil, fmt.Errorf("ask for tip: %w", err)
	}
	need := new(big.Int)
	if last != nil {
		tip, need = atLeast(tip, last.GasTipCap()), atLeast(need, last.GasFeeCap())
	}
	if now := new(big.Int).Add(tip, head.BaseFee); now.Cmp(need) > 0 {
		need = now
	}
	want := new(big.Int).Add(tip, new(big.Int).Lsh(head.BaseFee, 1))
	if want.Cmp(need) < 0 {
		want = need
	}
	feeCap, err = s.limit(in, need, want)
	return tip, feeCap, err
}

// limit returns the highest price for a unit of gas, up to want, that the
// operator's limit allows; below need it is an error. A call's own limit decides
// whether it is sent at all, and with which fee first: a transaction that may not be
// made dearer any more would hold its nonce, and all that come after it.
func (s *Sender) limit(in *Intent, need, want *big.Int) (*big.Int, error) {
	limit := s.cfg.MaxFee
	hint := "if the chain's price is right, the operator raises the limit with --output-max-fee-gwei"
	if own := in.Call.Most.ToInt(); own != nil && own.Cmp(limit) < 0 && len(in.Signed) == 0 {
		limit, hint = own, "it is not worth more; it can be sent when the chain is cheaper"
	}
	most := new(big.Int).Set(limit)
	if v := in.Call.Value.ToInt(); v != nil {
		most.Sub(most, v)
	}
	gas := new(big.Int).SetUint64(max(in.Gas, 1))
	most.Div(most, gas)
	if most.Cmp(need) < 0 {
		cost := new(big.Int).Mul(need, gas)
		return nil, task.WithHint(fmt.Errorf("%w: up to %d gas at %s wei may cost %s wei, limit %s", ErrSpendingLimit, in.Gas, need, cost, limit), hint)
	}
	if most.Cmp(want) < 0 {
		return most, nil
	}
	return want, nil
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
	if err == nil || alreadyThere(err) {
		return nil // the receipt, or the lack of one, tells what happened to the nonce
	}
	return fmt.Errorf("broadcast %s: %w", tx.Hash(), refusal(err))
}

// refusal names the answers that do not change by waiting, in the words of
// go-ethereum and those who follow it. Kept open, such a transaction would hold its
// nonce and all later ones for ever.
func refusal(err error) error {
	text := strings.ToLower(err.Error())
	for _, lasting := range []string{
		"oversized data", "exceeds block gas limit", "gas limit too high", "type not supported", "intrinsic gas too low",
		"initcode size exceeded", "exceeds the configured cap",
	} {
		if strings.Contains(text, lasting) {
			return task.WithHint(fmt.Errorf("%w: %w", ErrUnsendable, err),
				"a receipt is too large for a transaction: let the contract take a settlement in place of the proof")
		}
	}
	return fundsError(err)
}

// alreadyThere understands the words of several clients.
func alreadyThere(err error) bool {
	text := strings.ToLower(err.Error())
	for _, known := range []string{"already known", "alreadyknown", "known transaction", "already imported", "nonce too low"} {
		if strings.Contains(text, known) {
			return true
		}
	}
	return false
}

func fundsError(err error) error {
	if strings.Contains(err.Error(), "insufficient funds") {
		return task.WithHint(fmt.Errorf("%w: %w", ErrFunds, err), "send coins to the operator's address")
	}
	return err
}
