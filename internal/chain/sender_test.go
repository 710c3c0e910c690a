package chain_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/contracts/deploy"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/task"
)

var friend = common.Address{0xf1}

func TestOneIdIsSentOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sender(t, config())
	var all []<-chan outcome
	for range 8 {
		all = append(all, sendAside(t.Context(), s, "a", gift(friend)))
	}
	w.commitOnce(t, 1)
	var hash common.Hash
	for _, done := range all {
		got := await(t, done)
		require.NoError(t, got.err)
		require.Equal(t, types.ReceiptStatusSuccessful, got.receipt.Status)
		if hash == (common.Hash{}) {
			hash = got.receipt.TxHash
		}
		require.Equal(t, hash, got.receipt.TxHash)
	}
	require.Len(t, w.offered(), 1)

	followed, err := s.Follow(t.Context(), "a")
	require.NoError(t, err)
	require.Equal(t, hash, followed.TxHash)
	_, err = s.Follow(t.Context(), "b")
	require.ErrorIs(t, err, chain.ErrUnknownIntent)
	again, err := s.Send(t.Context(), "a", gift(common.Address{2}))
	require.NoError(t, err)
	require.Equal(t, hash, again.TxHash, "the call is ignored, the id decides")
	require.Equal(t, int64(1), w.gifts(t, friend))
	known, err := s.Known(t.Context(), "a")
	require.NoError(t, err)
	require.True(t, known)
	known, err = s.Known(t.Context(), "b")
	require.NoError(t, err)
	require.False(t, known)
}

func TestWaitingCallersLeaveWhenTheirTimeIsUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sender(t, config())
	first := sendAside(t.Context(), s, "a", gift(friend))
	eventually(t, func() bool { return len(w.offered()) == 1 })
	ctx, cancel := context.WithCancelCause(t.Context())
	second := sendAside(ctx, s, "a", gift(friend))
	cancel(errors.New("time is up"))
	require.ErrorContains(t, await(t, second).err, "time is up")
	w.commitOnce(t, 1)
	require.NoError(t, await(t, first).err)
}

// A crash is a Sender that never hears how its broadcast ended; the next one has
// only the outbox.
func TestCrashAroundTheBroadcast(t *testing.T) {
	t.Parallel()
	for name, arrives := range map[string]bool{"before": false, "after": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.onSend(func(tx *types.Transaction) error {
				if arrives {
					require.NoError(t, w.client.SendTransaction(t.Context(), tx))
				}
				return errors.New("connection lost")
			})
			ctx, crash := context.WithCancel(t.Context())
			lost := sendAside(ctx, w.sender(t, config()), "a", gift(friend))
			eventually(t, func() bool { return len(w.offered()) > 0 })
			crash()
			require.ErrorIs(t, await(t, lost).err, context.Canceled)
			require.False(t, w.intent(t, "a").Done)

			w.onSend(nil)
			s := w.sender(t, config())
			done := sendAside(t.Context(), s, "a", gift(friend))
			other := sendAside(t.Context(), s, "b", gift(friend))
			w.commitOnce(t, 2)
			got := await(t, done)
			require.NoError(t, got.err)
			require.NoError(t, await(t, other).err)
			require.Equal(t, w.intent(t, "a").Hashes[0], got.receipt.TxHash)
			require.Equal(t, int64(2), w.gifts(t, friend))
		})
	}
}

func TestFeeIsRaisedUntilMined(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cfg := config()
	cfg.BumpAfter = 10 * time.Millisecond
	done := sendAside(t.Context(), w.sender(t, cfg), "a", gift(friend))
	eventually(t, func() bool { return len(w.offered()) >= 4 })
	w.chain.Commit()
	got := await(t, done)
	require.NoError(t, got.err)
	require.Equal(t, int64(1), w.gifts(t, friend))
	in := w.intent(t, "a")
	require.True(t, in.Done && in.Success)
	require.Equal(t, got.receipt.TxHash, in.Mined)
	require.Contains(t, in.Hashes, in.Mined)
	sent := w.offered()
	for i := 1; i < len(sent); i++ {
		require.Equal(t, sent[0].Nonce(), sent[i].Nonce())
		dearer := func(old, raised *big.Int) {
			require.GreaterOrEqual(t, new(big.Int).Mul(raised, big.NewInt(8)).Cmp(new(big.Int).Mul(old, big.NewInt(9))), 0)
		}
		dearer(sent[i-1].GasTipCap(), sent[i].GasTipCap())
		dearer(sent[i-1].GasFeeCap(), sent[i].GasFeeCap())
	}
}

// The highest fee the limit allows is offered again and again, and no more.
func TestRaisingStopsAtTheLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cfg := config()
	cfg.BumpAfter, cfg.MaxFee = 5*time.Millisecond, big.NewInt(4*25_200*1e9) // 4 gwei
	done := sendAside(t.Context(), w.sender(t, cfg), "a", gift(friend))
	eventually(t, func() bool { return len(w.offered()) >= 12 })
	w.chain.Commit()
	require.NoError(t, await(t, done).err)
	for _, tx := range w.offered() {
		require.LessOrEqual(t, tx.Cost().Cmp(cfg.MaxFee), 0)
	}
	require.Less(t, len(w.intent(t, "a").Signed), 12)
}

// What a call may cost says whether it is sent. Once it has a nonce it is made as dear as it takes, for others wait for it.
func TestOwnLimitDoesNotHoldUpWhatComesAfter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cfg := config()
	cfg.BumpAfter, cfg.MaxFee = 5*time.Millisecond, big.NewInt(20*25_200*1e9)
	dear := big.NewInt(8e9) // the chain's price goes up after the first version
	w.onSend(func(tx *types.Transaction) error {
		if tx.Nonce() == 0 && tx.GasFeeCap().Cmp(dear) < 0 {
			return errors.New("transaction underpriced")
		}
		return w.client.SendTransaction(t.Context(), tx)
	})
	s, limited := w.sender(t, cfg), gift(friend)
	limited.Most = (*hexutil.Big)(big.NewInt(2.5 * 25_200 * 1e9))
	report := sendAside(t.Context(), s, "report", limited)
	eventually(t, func() bool { return len(w.offered()) > 0 })
	settlement := sendAside(t.Context(), s, "settlement", gift(friend))
	w.commitOnce(t, 2)
	require.NoError(t, await(t, report).err)
	require.NoError(t, await(t, settlement).err)
	require.LessOrEqual(t, w.offered()[0].Cost().Cmp(limited.Most.ToInt()), 0)
	for _, tx := range w.offered() {
		require.LessOrEqual(t, tx.Cost().Cmp(cfg.MaxFee), 0)
	}
	require.Equal(t, int64(2), w.gifts(t, friend))
}

func TestForeignTransactionTakesTheNonce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sender(t, config())
	w.onSend(func(*types.Transaction) error { return errors.New("connection lost") })
	done := sendAside(t.Context(), s, "a", gift(friend))
	eventually(t, func() bool { return len(w.offered()) > 0 })
	head, err := w.HeaderByNumber(t.Context(), nil)
	require.NoError(t, err)
	stranger := common.Address{9}
	foreign, err := w.key.SignTx(t.Context(), types.NewTx(&types.DynamicFeeTx{
		ChainID: big.NewInt(1337), Nonce: 0, Gas: 21_000, To: &stranger, GasTipCap: big.NewInt(1e9), GasFeeCap: new(big.Int).Add(big.NewInt(1e9), new(big.Int).Lsh(head.BaseFee, 1)),
	}), big.NewInt(1337))
	require.NoError(t, err)
	require.NoError(t, w.client.SendTransaction(t.Context(), foreign))
	w.chain.Commit()
	require.ErrorIs(t, await(t, done).err, chain.ErrNonceTaken)
	offers := len(w.offered())
	for range 2 { // those who only follow it send nothing in its place
		_, err = s.Follow(t.Context(), "a")
		require.ErrorIs(t, err, chain.ErrUnknownIntent)
	}
	require.Len(t, w.offered(), offers)
	known, err := s.Known(t.Context(), "a")
	require.NoError(t, err)
	require.False(t, known, "it did not happen")

	w.onSend(nil)
	done = sendAside(t.Context(), s, "a", gift(friend))
	w.commitOnce(t, 1)
	require.NoError(t, await(t, done).err)
	require.Equal(t, int64(1), w.gifts(t, friend))
	require.Equal(t, uint64(1), w.intent(t, "a").Nonce)
}

func TestRevertCostsNothing(t *testing.T) {
	t.Parallel()
	key := contractstest.Key(t)
	c := contractstest.NewChain(t, key)
	at, err := deploy.Contracts(t.Context(), c, key)
	require.NoError(t, err)
	before, err := c.BalanceAt(t.Context(), contractstest.Address(key), nil)
	require.NoError(t, err)
	s, err := chain.NewSender(t.Context(), config(), c, operator.New(key), &notebook{})
	require.NoError(t, err)
	_, err = s.Send(t.Context(), "a", chain.Call{To: at.ProjectRegistrar, Data: bindings.NewProjectRegistrar().PackPauseProject(99)})
	require.ErrorIs(t, err, chain.ErrReverted)
	require.ErrorContains(t, err, "ProjectNotFound(projectId=99)")
	after, err := c.BalanceAt(t.Context(), contractstest.Address(key), nil)
	require.NoError(t, err)
	require.Equal(t, before, after)
}

func TestPoorAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	poor, err := crypto.GenerateKey()
	require.NoError(t, err)
	address := crypto.PubkeyToAddress(poor.PublicKey)
	s, err := chain.NewSender(t.Context(), config(), w, operator.New(poor), w.box)
	require.NoError(t, err)
	empty := chain.Call{To: friend}
	_, err = s.Send(t.Context(), "a", empty)
	require.ErrorIs(t, err, chain.ErrFunds)
	require.NotErrorIs(t, err, chain.ErrReverted)
	require.NotEmpty(t, task.Hint(err))
	_, err = s.Send(t.Context(), "b", gift(friend))
	require.ErrorIs(t, err, chain.ErrFunds, "an estimate that cannot pay the value is no revert")

	rich := w.sender(t, config())
	allowance := gift(address)
	allowance.Value.ToInt().SetInt64(5e16)
	given := sendAside(t.Context(), rich, "allowance", allowance)
	w.commitOnce(t, 1)
	require.NoError(t, await(t, given).err)
	done := sendAside(t.Context(), s, "a", empty)
	w.commitOnce(t, 1)
	require.NoError(t, await(t, done).err)
	require.Equal(t, uint64(0), w.intent(t, "a").Nonce, "the nonce was free again")
}

func TestSpendingLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cfg := config()
	cfg.MaxFee = big.NewInt(1000)
	s := w.sender(t, cfg)
	_, err := s.Send(t.Context(), "a", gift(friend))
	require.ErrorIs(t, err, chain.ErrSpendingLimit)
	require.Contains(t, task.Hint(err), "--output-max-fee-gwei")
	require.Empty(t, w.offered())

	cfg = config()
	costly := gift(friend)
	costly.Value.ToInt().Set(coins(1))
	_, err = w.sender(t, cfg).Send(t.Context(), "a", costly)
	require.ErrorIs(t, err, chain.ErrSpendingLimit, "value is spent as well")

	limited := gift(friend)
	limited.Most = (*hexutil.Big)(big.NewInt(1000))
	_, err = w.sender(t, cfg).Send(t.Context(), "b", limited)
	require.ErrorContains(t, err, "limit 1000", "a call may have a limit of its own")
	require.NotContains(t, task.Hint(err), "--output-max-fee-gwei")
}

func TestConfirmations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cfg := config()
	cfg.Confirmations, cfg.BumpAfter = 3, 5*time.Millisecond
	done := sendAside(t.Context(), w.sender(t, cfg), "a", gift(friend))
	eventually(t, func() bool { return len(w.offered()) > 0 })
	w.commitOnce(t, 1)
	w.chain.Commit()
	versions := len(w.offered())
	require.Never(t, func() bool { return len(done) > 0 }, 60*time.Millisecond, 5*time.Millisecond)
	require.LessOrEqual(t, len(w.offered()), versions+1, "what is mined is not made dearer")
	require.False(t, w.intent(t, "a").Done)
	w.chain.Commit()
	require.NoError(t, await(t, done).err)
}

// What somebody else sent is believed when it is final, and not after it is gone.
func TestTransactionsOfOthersAreWaitedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cfg := config()
	cfg.Confirmations = 3
	theirs, ours := w.sender(t, config()), w.sender(t, cfg)
	start, err := w.HeaderByNumber(t.Context(), nil)
	require.NoError(t, err)
	sent := sendAside(t.Context(), theirs, "a", gift(friend))
	w.commitOnce(t, 1)
	hash := await(t, sent).receipt.TxHash
	confirmed := func() <-chan outcome {
		done := make(chan outcome, 1)
		go func() {
			r, err := ours.Confirmed(t.Context(), hash)
			done <- outcome{r, err}
		}()
		return done
	}
	final := confirmed()
	require.Never(t, func() bool { return len(final) > 0 }, 60*time.Millisecond, 5*time.Millisecond)
	w.chain.Commit()
	w.chain.Commit()
	got := await(t, final)
	require.NoError(t, got.err)
	require.Equal(t, hash, got.receipt.TxHash)

	require.NoError(t, w.chain.Fork(start.Hash()))
	w.chain.Rollback()
	for range 5 {
		w.chain.Commit()
	}
	require.ErrorIs(t, await(t, confirmed()).err, ethereum.NotFound)
}

func TestReorgDropsTheTransaction(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	genesis, err := w.HeaderByNumber(t.Context(), nil)
	require.NoError(t, err)
	cfg := config()
	cfg.Confirmations, cfg.BumpAfter = 3, 10*time.Millisecond
	done := sendAside(t.Context(), w.sender(t, cfg), "a", gift(friend))
	w.commitOnce(t, 1)
	require.Equal(t, int64(1), w.gifts(t, friend))

	require.NoError(t, w.chain.Fork(genesis.Hash()))
	w.onSend(func(*types.Transaction) error { return errors.New("connection lost") })
	w.chain.Rollback()
	w.chain.Commit()
	w.chain.Commit()
	w.onSend(nil)
	for len(done) == 0 {
		w.chain.Commit()
		require.NoError(t, t.Context().Err())
	}
	require.NoError(t, await(t, done).err)
	require.Equal(t, int64(1), w.gifts(t, friend))
}

func TestManySendersShareNonces(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sender(t, config())
	const each = 25
	var wg sync.WaitGroup
	for g := range 2 {
		for i := range each {
			wg.Go(func() {
				r, err := s.Send(t.Context(), fmt.Sprintf("%d/%d", g, i), gift(friend))
				if err != nil || r.Status != types.ReceiptStatusSuccessful {
					t.Errorf("send %d/%d: %v", g, i, err)
				}
			})
		}
	}
	w.commitOnce(t, 2*each)
	wg.Wait()
	require.Equal(t, int64(2*each), w.gifts(t, friend))
	seen := map[uint64]bool{}
	for _, tx := range w.offered() {
		require.False(t, seen[tx.Nonce()], "nonce %d twice", tx.Nonce())
		seen[tx.Nonce()] = true
	}
	require.Len(t, seen, 2*each)
}

// An intent that nobody wants any more must not hold up what comes after it.
func TestAbandonedIntentIsLookedAfter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cfg := config()
	cfg.BumpAfter = 10 * time.Millisecond
	s := w.sender(t, cfg)
	w.onSend(func(*types.Transaction) error { return errors.New("connection lost") })
	ctx, cancel := context.WithCancel(t.Context())
	abandoned := sendAside(ctx, s, "a", gift(friend))
	eventually(t, func() bool { return len(w.offered()) > 0 })
	cancel()
	require.Error(t, await(t, abandoned).err)
	w.onSend(nil)
	done := sendAside(t.Context(), s, "b", gift(friend))
	w.commitOnce(t, 2)
	require.NoError(t, await(t, done).err)
	require.Equal(t, int64(2), w.gifts(t, friend))
}

func TestIntentOfAnotherKeyIsNotFollowed(t *testing.T) {
	w := newWorld(t)
	require.NoError(t, w.box.SaveIntent(t.Context(), chain.Intent{ID: "a", Chain: 1337, From: common.Address{7}}))
	_, err := w.sender(t, config()).Send(t.Context(), "a", gift(friend))
	require.ErrorContains(t, err, "belongs to")
	require.Empty(t, w.offered())
}

// legacyChain is a chain as it was before EIP-1559: its headers have no base fee.
type legacyChain struct {
	*tap
	price *big.Int
}

func (l legacyChain) HeaderByNumber(ctx context.Context, n *big.Int) (*types.Header, error) {
	h, err := l.tap.HeaderByNumber(ctx, n)
	if err == nil {
		h.BaseFee = nil
	}
	return h, err
}

func (l legacyChain) SuggestGasPrice(context.Context) (*big.Int, error) { return l.price, nil }

func TestLegacyChain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cfg := config()
	cfg.BumpAfter = 10 * time.Millisecond
	s, err := chain.NewSender(t.Context(), cfg, legacyChain{w.tap, big.NewInt(2e9)}, w.key, w.box)
	require.NoError(t, err)
	done := sendAside(t.Context(), s, "a", gift(friend))
	eventually(t, func() bool { return len(w.offered()) >= 3 })
	w.chain.Commit()
	require.NoError(t, await(t, done).err)
	sent := w.offered()
	require.Equal(t, uint8(types.LegacyTxType), sent[0].Type())
	require.Equal(t, big.NewInt(2e9), sent[0].GasPrice())
	require.Equal(t, big.NewInt(2_250_000_001), sent[1].GasPrice())
	require.Equal(t, int64(1), w.gifts(t, friend))
}

func TestAContractIsMadeOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s := w.sender(t, config())
	// Creation code of a contract whose code is STOP.
	create := chain.Call{To: friend, Data: common.FromHex("0x60018060095f395ff300"), Create: true}
	done := sendAside(t.Context(), s, "a", create)
	w.commitOnce(t, 1)
	made := await(t, done)
	require.NoError(t, made.err)
	require.Equal(t, crypto.CreateAddress(w.from, 0), made.receipt.ContractAddress)
	code, err := w.chain.Client().CodeAt(t.Context(), made.receipt.ContractAddress, nil)
	require.NoError(t, err)
	require.Equal(t, []byte{0}, code)
	require.True(t, w.intent(t, "a").Call.Create)

	// Asked again it is the same one.
	again, err := s.Send(t.Context(), "a", create)
	require.NoError(t, err)
	require.Equal(t, made.receipt.ContractAddress, again.ContractAddress)
}
