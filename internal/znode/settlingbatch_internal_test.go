package znode

import (
	"context"
	"errors"
	"math/big"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
)

// burner deploys a receiver that uses up all the gas it is given.
func (f *fleet) burner() common.Address {
	f.t.Helper()
	id, err := f.ChainID(f.t.Context())
	require.NoError(f.t, err)
	// Its code is INVALID.
	at, _, err := bind.DeployContract(bind.NewKeyedTransactor(f.Owner, id), common.FromHex("0x60fe60005360016000f3"), f.Chain, nil)
	require.NoError(f.t, err)
	return at
}

// proveAll proves the tasks from first on at the znode.
func (f *fleet) proveAll(p *part, first uint64, tasks int) []output.Result {
	results := make([]output.Result, tasks)
	for i := range results {
		results[i] = p.prove(f.task(first + uint64(i)))
	}
	return results
}

// settleAll delivers all at once, as a znode does whose proofs are done at once, and returns in how many transactions.
func (f *fleet) settleAll(p *part, results []output.Result) (refs []task.OutputRef, transactions uint64) {
	f.t.Helper()
	before := f.sent(p)
	refs = make([]task.OutputRef, len(results))
	errs := make([]error, len(results))
	ctx, cancel := context.WithTimeout(f.t.Context(), p2ptest.Patience)
	defer cancel()
	var wg sync.WaitGroup
	for i, r := range results {
		wg.Go(func() { refs[i], errs[i] = p.deliver.Deliver(ctx, r) })
	}
	wg.Wait()
	require.NoError(f.t, errors.Join(errs...))
	for _, r := range results {
		require.True(f.t, f.settled(r.Task.Sequence))
	}
	return refs, f.sent(p) - before
}

// A receiver may take so much gas that not all of a batch fit a transaction of today's rules, which is 16,777,216 gas.
func TestCostlyReceiverMakesBatchesSmaller(t *testing.T) {
	const tasks, costly = 20, 1_000_000
	together := func(s *settling) { s.batch = attest.SettlerConfig{Batch: tasks, Window: 2 * time.Second} }
	t.Run("it is known", func(t *testing.T) {
		f := newFleet(t, 3, 3)
		p := f.nodes[0]
		f.own(f.At.TaskSettlement, 0, bookABI.PackSetReceiver(f.Project, f.burner(), big.NewInt(costly)))
		p.restart(together)
		refs, transactions := f.settleAll(p, f.proveAll(p, 1, tasks))
		require.EqualValues(t, 2, transactions, "at the first try")
		for _, ref := range refs {
			require.NotEmpty(t, ref.Note, "it took no task")
		}
	})
	t.Run("it is named meanwhile", func(t *testing.T) {
		f := newFleet(t, 3, 3)
		p, burner := f.nodes[0], f.burner()
		p.restart(together)
		results := f.proveAll(p, 1, tasks)
		p.backend.beforeEstimate = func() {
			f.own(f.At.TaskSettlement, 0, bookABI.PackSetReceiver(f.Project, burner, big.NewInt(costly)))
		}
		_, transactions := f.settleAll(p, results)
		require.EqualValues(t, 2, transactions, "in halves")
	})
	t.Run("it takes less than it may", func(t *testing.T) {
		f := newFleet(t, 3, 3)
		p := f.nodes[0]
		f.own(f.At.TaskSettlement, 0, bookABI.PackSetReceiver(f.Project, f.At.ProjectRegistry, big.NewInt(2*costly)))
		p.restart(together)
		_, transactions := f.settleAll(p, f.proveAll(p, 1, tasks))
		require.Greater(t, transactions, uint64(1), "as if it took all of it")
		_, transactions = f.settleAll(p, f.proveAll(p, 101, tasks))
		require.EqualValues(t, 1, transactions, "as what it did take says")
	})
}

// A transaction that the chain takes from nobody is no end of its tasks: the halves may be taken.
func TestBatchThatIsTooLongIsHalved(t *testing.T) {
	const tasks = 6
	f := newFleet(t, 3, 2)
	p := f.nodes[0]
	p.restart(func(s *settling) { s.batch = attest.SettlerConfig{Batch: tasks, Window: 2 * time.Second} })
	results := f.proveAll(p, 1, tasks)
	p.backend.beforeSending = func() error { return errors.New("oversized data: transaction size 140000, limit 131072") }
	_, transactions := f.settleAll(p, results)
	require.EqualValues(t, 2, transactions)
}

// What a task costs, from the side of the nodes: real batches of 32 and of 128, each in one transaction, and a single task
// whose word of the bitmap of settled tasks is not new.
func TestGasOfBatches(t *testing.T) {
	for quorum, most := range map[uint8]uint64{2: 122_000, 3: 132_000} {
		f := newFleet(t, 3, quorum)
		p := f.nodes[0]
		gas := func(first uint64, tasks int) uint64 {
			p.restart(func(s *settling) { s.batch = attest.SettlerConfig{Batch: tasks, Window: time.Minute} })
			refs, transactions := f.settleAll(p, f.proveAll(p, first, tasks))
			require.EqualValues(t, 1, transactions)
			for _, ref := range refs {
				require.Equal(t, refs[0], ref)
			}
			t.Logf("quorum %d, batch of %d: %d gas for each task", quorum, tasks, refs[0].Gas)
			return refs[0].Gas
		}
		require.LessOrEqual(t, gas(1000, 32), uint64(27_000))
		require.LessOrEqual(t, gas(2000, 128), uint64(23_000))
		require.LessOrEqual(t, gas(2128, 1), most)
	}
}
