package znode

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"log/slog"
	"math/big"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/operator"
	"github.com/machinefi/sprout/internal/znode/ledger"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/project/registry"
	"github.com/machinefi/sprout/task"
)

// station is a znode on a network with stakes, as far as its duties go.
type station struct {
	*contractstest.Staked
	*duties
	t        *testing.T
	ledger   *ledger.Ledger
	registry *registry.Registry
	said     bytes.Buffer
	reg      *prometheus.Registry
}

func newStation(t *testing.T) *station {
	s := &station{Staked: contractstest.NewStaked(t, 1, 1), t: t, reg: prometheus.NewRegistry()}
	key := s.Znodes[0]
	var err error
	s.ledger, err = ledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.ledger.Close()) })
	s.registry, err = registry.New(registry.Config{
		ChainID: s.At.ChainID, Projects: s.At.ProjectRegistry, Staking: s.At.ZnodeStaking, Bonds: s.At.EnodeBonds,
		Journal: filepath.Join(t.TempDir(), "journal"), Log: slog.New(slog.DiscardHandler),
	}, s.Chain)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.registry.Close()) })
	s.duties = &duties{
		self: task.Address(contractstest.Address(key)), chainID: s.At.ChainID, pays: true, wallet: s.Chain, outbox: s.ledger,
		sender: func(ctx context.Context) (*chain.Sender, error) {
			return chain.NewSender(ctx, chain.SenderConfig{Log: slog.New(slog.DiscardHandler)}, s.Chain, operator.New(key), s.ledger)
		},
		stake: s.registry.Stake, caughtUp: func() bool { _, synced := s.registry.Position(); return synced },
		peer: peer.ID(append([]byte{0x12, 0x20}, crypto.Keccak256(contractstest.Address(key).Bytes())...)), // as it is registered
		dir:  t.TempDir(), minFree: 1, log: slog.New(slog.NewTextHandler(&s.said, nil)),
	}
	s.register(s.reg)
	return s
}

// now reads the chain, looks at the duties and returns why the znode is not fit.
func (s *station) now() error {
	s.t.Helper()
	require.NoError(s.t, s.registry.Poll(s.t.Context()))
	s.said.Reset()
	s.look(s.t.Context())
	return s.fit()
}

// failed lists the duties that metrics show as failed.
func (s *station) failed() (names []string) {
	families, err := s.reg.Gather()
	require.NoError(s.t, err)
	for _, m := range families[0].GetMetric() {
		if m.GetGauge().GetValue() == 1 {
			names = append(names, m.GetLabel()[0].GetValue())
		}
	}
	return names
}

func TestZnodeWhoseDutiesAreDoneIsFit(t *testing.T) {
	s := newStation(t)
	s.look(t.Context())
	require.NoError(t, s.fit(), "what cannot be told before the chain was read is held against nobody")
	require.NoError(t, s.now())
	require.Empty(t, s.said.String())
	require.Empty(t, s.failed())
}

func TestStakeMustBeThere(t *testing.T) {
	s := newStation(t)
	operator := common.Address(s.self)
	s.Transact(t, s.Owner, s.At.ZnodeStaking, nil, stakingABI.PackUnstake(operator, big.NewInt(1)))
	err := s.now()
	require.ErrorContains(t, err, "stake of operator "+s.self.String()+" is 999999999999999999 wei, the least that counts is 1000000000000000000")
	require.Contains(t, task.Hint(err), "znode stake")
	require.Contains(t, s.said.String(), "this znode begins no new task")
	require.Equal(t, []string{"stake"}, s.failed())
	require.Error(t, s.now())
	require.Empty(t, s.said.String(), "a reason is told once")
	s.Transact(t, s.Owner, s.At.ZnodeStaking, big.NewInt(1), stakingABI.PackTopUp(operator))
	require.NoError(t, s.now())
	require.Contains(t, s.said.String(), "a duty is done again")
	require.Empty(t, s.failed())

	s.peer = "another"
	require.ErrorContains(t, s.now(), "registered with another peer")
	s.self = task.Address{7}
	require.ErrorContains(t, s.now(), "registered for no stake")
}

func TestCoinsMustBeThere(t *testing.T) {
	s := newStation(t)
	require.NoError(t, s.now())
	from := common.Address(s.self)
	have, err := s.BalanceAt(t.Context(), from, nil)
	require.NoError(t, err)
	price, err := s.SuggestGasPrice(t.Context())
	require.NoError(t, err)
	fee := new(big.Int).Mul(price, big.NewInt(2*21_000))
	s.pay(s.Znodes[0], common.Address{5}, new(big.Int).Sub(have, fee), price)
	err = s.now()
	require.ErrorContains(t, err, "too few coins")
	require.Contains(t, task.Hint(err), "send it some")
	require.Equal(t, []string{"coins"}, s.failed())

	s.pay(s.Owner, from, big.NewInt(params.Ether), price)
	require.NoError(t, s.now())
}

// pay sends coins at twice the price of gas at most.
func (s *station) pay(key *ecdsa.PrivateKey, to common.Address, value, price *big.Int) {
	s.t.Helper()
	id := new(big.Int).SetUint64(s.At.ChainID)
	tx, err := types.SignNewTx(key, types.LatestSignerForChainID(id), &types.DynamicFeeTx{
		ChainID: id, Nonce: s.nonce(contractstest.Address(key)), To: &to, Value: value, Gas: 21_000,
		GasFeeCap: new(big.Int).Mul(price, big.NewInt(2)), GasTipCap: big.NewInt(1e7),
	})
	require.NoError(s.t, err)
	require.NoError(s.t, s.SendTransaction(s.t.Context(), tx))
	r, err := s.TransactionReceipt(s.t.Context(), tx.Hash())
	require.NoError(s.t, err)
	require.Equal(s.t, types.ReceiptStatusSuccessful, r.Status)
}

func (s *station) nonce(of common.Address) uint64 {
	n, err := s.PendingNonceAt(s.t.Context(), of)
	require.NoError(s.t, err)
	return n
}

func TestTransactionsMustBeMined(t *testing.T) {
	s := newStation(t)
	from := common.Address(s.self)
	in := chain.Intent{
		ID: "far", Chain: s.At.ChainID, From: from, Nonce: s.nonce(from) + 1, Gas: 21_000,
		Call: chain.Call{To: from, Value: (*hexutil.Big)(big.NewInt(1))}, Made: time.Now().Add(-time.Minute),
	}
	save := func() { require.NoError(t, s.ledger.SaveIntent(t.Context(), in)) }
	save()
	require.NoError(t, s.now(), "it is young")
	in.Made = time.Now().Add(-time.Hour)
	save()
	require.ErrorContains(t, s.now(), "is in no block since")
	require.Equal(t, []string{"transactions"}, s.failed())

	// One that was given up before it was sent is sent now, and then the other is mined too.
	in.ID, in.Nonce = "near", in.Nonce-1
	save()
	require.NoError(t, s.now(), "both were looked after")
	require.NoError(t, s.now())
	open, err := s.ledger.OpenIntents(t.Context(), s.At.ChainID, from)
	require.NoError(t, err)
	require.Empty(t, open)
}

func TestDiskMustHaveRoom(t *testing.T) {
	s := newStation(t)
	s.minFree = 1 << 62
	err := s.now()
	require.ErrorContains(t, err, "MB are free in "+s.dir)
	require.Contains(t, task.Hint(err), "min-free-mb")
	require.Equal(t, []string{"disk"}, s.failed())
	s.minFree = 1
	require.NoError(t, s.now())
}

func TestWhatIsNotNeededIsNotLookedAt(t *testing.T) {
	s := newStation(t)
	s.pays, s.stake, s.self = false, nil, task.Address{7}
	require.NoError(t, s.now(), "no coins and no stake, on a network that asks for neither")
}

func TestProjectsThatSettleElsewhereAreNotWorkedFor(t *testing.T) {
	ours, theirs := common.Address{1}, common.Address{2}
	s := &settling{allowed: []common.Address{ours}}
	of := func(kind string) *project.Version {
		return &project.Version{Outputs: []project.Output{{Type: project.OutputStdout}, {Type: kind}}}
	}
	in := func(a common.Address) project.Terms { return project.Terms{Settlement: task.Address(a)} }
	require.NoError(t, s.mayFor(7, of(project.OutputSettlement), in(ours)))
	require.NoError(t, s.mayFor(7, of(project.OutputWebhook), in(theirs)), "it settles nothing there")
	err := s.mayFor(7, of(project.OutputSettlement), in(theirs))
	require.ErrorContains(t, err, "project 7 settles in contract "+task.Address(theirs).String())
	require.Contains(t, task.Hint(err), "--settlement-contract")

	var log bytes.Buffer
	d := &duties{log: slog.New(slog.NewTextHandler(&log, nil))}
	for range 3 {
		d.tell(line{7, "1"}, err)
	}
	require.Equal(t, 1, strings.Count(log.String(), "no task of the project is begun"))
	d.tell(line{7, "1"}, nil)
	d.tell(line{7, "1"}, err)
	require.Equal(t, 2, strings.Count(log.String(), "no task of the project is begun"))
}
