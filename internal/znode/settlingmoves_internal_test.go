package znode

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

// move makes another contract the project's.
func (f *fleet) move(to common.Address) {
	f.t.Helper()
	f.Terms.Settlement = to
	f.SetTerms(f.t)
}

// allow lets all znodes settle in both contracts.
func (f *fleet) allow(book common.Address) {
	for _, p := range f.nodes {
		p.restart(func(s *settling) { s.allowed = append(s.allowed, book) })
	}
}

// The owner moves to a second contract, which knows nothing of the first: what is settled stays settled, and nobody is paid
// twice, whether the nodes have read the move yet or not.
func TestTaskSettledInTheContractOfBeforeIsNotSettledAgain(t *testing.T) {
	for name, read := range map[string]bool{"not read yet": false, "read": true} {
		t.Run(name, func(t *testing.T) {
			f := newFleet(t, 2, 2)
			second := f.anotherBook()
			f.allow(second)
			first, late := f.nodes[0], f.nodes[1]
			tk, signed := f.task(1)
			mine, others := first.prove(tk, signed), late.prove(tk, signed)
			ref := first.settle(mine)
			f.move(second)
			if read {
				f.move(f.anotherBook()) // which this fleet does not settle in
				f.move(second)
				require.NoError(t, f.registry.Poll(t.Context()))
			}
			require.Equal(t, ref, late.settle(others))
			require.Zero(t, f.sent(late))
			require.Equal(t, ref, first.settle(mine), "asked again")
			book, ok := late.deliver.(output.Book)
			require.True(t, ok)
			settled, err := book.Settled(t.Context(), tk.Header)
			require.NoError(t, err)
			require.True(t, settled)
			require.Equal(t, big.NewInt(contractstest.Fee), f.rewards())

			late.settle(late.prove(f.task(2)))
			require.Equal(t, big.NewInt(2*contractstest.Fee), f.rewards(), "what is new is settled in the new one")
			f.At.TaskSettlement = second
			require.False(t, f.settled(1))
			require.True(t, f.settled(2))
		})
	}
}

// The task is settled in the first contract, and the owner moves, while another znode collects attestations for it.
func TestMoveWhileAttestationsAreCollected(t *testing.T) {
	f := newFleet(t, 3, 2)
	second := f.anotherBook()
	f.allow(second)
	quick, slow := f.nodes[0], f.nodes[1]
	tk, signed := f.task(1)
	mine, others := quick.prove(tk, signed), slow.prove(tk, signed)
	asked := make(chan struct{})
	var once sync.Once
	silent := func(context.Context, task.AttestRequest) {}
	quick.node.OnAttestRequest(silent)
	f.nodes[2].node.OnAttestRequest(func(context.Context, task.AttestRequest) { once.Do(func() { close(asked) }) })
	waiting := slow.deliverLater(others)
	<-asked
	f.nodes[2].node.OnAttestRequest(silent)
	ref := quick.settle(mine) // with what slow attests
	f.move(second)
	f.nodes[2].node.OnAttestRequest(f.nodes[2].attester.HandleRequest)
	require.NoError(t, <-waiting)
	require.Equal(t, ref, slow.settle(others))
	require.Zero(t, f.sent(slow))
	require.Equal(t, big.NewInt(contractstest.Fee), f.rewards())
}

// An owner that names a wrong contract can name the right one again.
func TestWhatIsNoSettlementContractHasSettledNothing(t *testing.T) {
	f := newFleet(t, 2, 2)
	p, right := f.nodes[0], f.At.TaskSettlement
	for _, wrong := range []common.Address{{9}, f.At.ZnodeStaking, contractstest.Address(f.Owner)} {
		f.move(wrong)
	}
	for _, code := range []string{
		"fe",       // an invalid opcode
		"600056",   // a jump to nowhere: how solidity threw once
		"5b600056", // a loop that takes all gas
		"5b5f56",   // the same, shorter
		"50",       // no stack
		"60203e",   // the same, in the middle
		"3d60013e", // what was not returned
	} {
		f.move(f.deployed(code))
	}
	err := p.refused(p.prove(f.task(1)), p2ptest.Patience)
	require.ErrorIs(t, err, output.ErrForbidden)
	f.move(common.Address{})
	tk, signed := f.task(2)
	waiting := p.deliverLater(p.prove(tk, signed))
	f.move(right)
	require.NoError(t, <-waiting)
	require.True(t, f.settled(2))

	p.restart(func(s *settling) {
		s.named = func(task.ProjectID) (named project.Settlements, upto uint64) {
			for i := range byte(64) {
				named = named.Name(task.Address{1, i}, 1)
			}
			return named, f.head() - 1
		}
	})
	err = p.refused(p.prove(f.task(3)), p2ptest.Patience)
	require.ErrorContains(t, err, "named 65 settlement contracts")
	require.ErrorIs(t, err, output.ErrForbidden)
}

// A contract that says yes to everything is not believed: it logged nothing.
func TestWhatWasNotLoggedWasNotSettled(t *testing.T) {
	f := newFleet(t, 2, 2)
	p, right := f.nodes[0], f.At.TaskSettlement
	f.move(f.deployed("600160005260206000f3"))
	tk, signed := f.task(1)
	r := p.prove(tk, signed)
	require.ErrorIs(t, p.refused(r, p2ptest.Patience), output.ErrForbidden, "it is the project's, but not allowed")
	f.move(right)
	require.ErrorContains(t, p.refused(r, 500*time.Millisecond), "logged no transaction", "a server may be behind")
	require.Zero(t, f.sent(p))
	for range 65 {
		f.Backend.Commit()
	}
	book, ok := p.deliver.(output.Book)
	require.True(t, ok)
	for _, want := range []bool{false, true} {
		settled, err := book.Settled(t.Context(), tk.Header)
		require.NoError(t, err)
		require.Equal(t, want, settled)
		p.settle(r)
	}
	require.True(t, f.settled(1))
	require.Equal(t, big.NewInt(contractstest.Fee), f.rewards())
}

// One server of several is behind the one that told of the newest block.
func TestServersThatAreBehindAreWaitedFor(t *testing.T) {
	f := newFleet(t, 2, 2)
	first, late := f.nodes[0], f.nodes[1]
	tk, signed := f.task(1)
	mine, others := first.prove(tk, signed), late.prove(tk, signed)
	first.backend.behind = []error{
		errors.New("header not found"), errors.New("unknown block"), errors.New("missing trie node 0c0ffee (path ) state is not available"),
		errors.New("execution aborted (timeout = 5s)"),
	}
	ref := first.settle(mine)
	require.Empty(t, first.backend.behind)

	second := f.anotherBook()
	f.move(second)
	require.NoError(t, f.registry.Poll(t.Context()))
	late.restart(func(s *settling) { s.allowed = []common.Address{second} })
	late.backend.unlogged = 2
	require.Equal(t, ref, late.settle(others), "it is settled in a contract that is allowed no longer")
	require.Zero(t, late.backend.unlogged)
	require.Zero(t, f.sent(late))
	require.Equal(t, big.NewInt(contractstest.Fee), f.rewards())
}

// deployed deploys a contract of this code, at most 255 bytes in hex.
func (f *fleet) deployed(code string) common.Address {
	f.t.Helper()
	id, err := f.ChainID(f.t.Context())
	require.NoError(f.t, err)
	n := len(code) / 2
	creation := common.FromHex(fmt.Sprintf("60%02x600c60003960%02x6000f3%s", n, n, code))
	at, _, err := bind.DeployContract(bind.NewKeyedTransactor(f.Owner, id), creation, f.Chain, nil)
	require.NoError(f.t, err)
	return at
}

func (f *fleet) head() uint64 {
	h, err := f.HeaderByNumber(f.t.Context(), nil)
	require.NoError(f.t, err)
	return h.Number.Uint64()
}

// A node that has not read the chain, or asks a server that is behind, does not know where a task may be settled.
func TestNothingIsSettledBeforeTheChainWasRead(t *testing.T) {
	f := newFleet(t, 2, 1)
	p := f.nodes[0]
	p.restart(func(s *settling) {
		s.named = func(task.ProjectID) (project.Settlements, uint64) { return nil, f.head() + 1 }
	})
	r := p.prove(f.task(1))
	require.ErrorContains(t, p.refused(r, 500*time.Millisecond), "has not read the chain")
	require.Zero(t, f.sent(p))
	p.restart(func(s *settling) { s.named = f.registry.Settlements })
	p.settle(r)
}
