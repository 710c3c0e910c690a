package znode

import (
	"math/big"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/output"
)

func TestAttestedTaskIsSettledByItsProver(t *testing.T) {
	f := newFleet(t, 3, 2)
	settler, late := f.nodes[0], f.nodes[1]
	tk, signed := f.task(1)
	ref := settler.settle(settler.prove(tk, signed))
	require.True(t, f.settled(1))
	require.Regexp(t, "^0x[0-9a-f]{64}$", ref.Result)
	require.Positive(t, ref.Gas)
	require.Empty(t, ref.Note)
	require.EqualValues(t, 1, f.sent(settler))

	// Another prover of the same task finds what the first did, and pays nothing.
	book, ok := late.deliver.(output.Book)
	require.True(t, ok)
	settled, err := book.Settled(t.Context(), tk.Header)
	require.NoError(t, err)
	require.True(t, settled, "a prover that is not done yet need not go on")
	other, _ := f.task(2)
	settled, err = book.Settled(t.Context(), other.Header)
	require.NoError(t, err)
	require.False(t, settled)
	require.Equal(t, ref, late.settle(late.prove(tk, signed)))
	require.Zero(t, f.sent(late))

	require.Equal(t, big.NewInt(contractstest.Fee), f.rewards(), "paid once, to the owner of the settler's stake")
}

// rewards are what the stakes' owner has earned.
func (f *fleet) rewards() *big.Int {
	f.t.Helper()
	out, err := f.CallContract(f.t.Context(), ethereum.CallMsg{To: &f.At.ProjectRegistry, Data: registryABI.PackRewardsOf(contractstest.Address(f.Owner))}, nil)
	require.NoError(f.t, err)
	reward, err := registryABI.UnpackRewardsOf(out)
	require.NoError(f.t, err)
	return reward
}
