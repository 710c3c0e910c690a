package znode

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm"
)

// kindJournal is IVerifierRouter.Kind.Journal.
const kindJournal = 1

// The proof in a Groth16 receipt is verified by the chain, which builds the journal itself: through the router and Risc0Verifier,
// by pairings. The key is one with known secrets, because no genuine proof of a task can be made here.
func TestGroth16ProofIsSettledByTheChain(t *testing.T) {
	f := newFleet(t, 2, 2)
	p := f.nodes[0]
	trapdoor := contractstest.NewTrapdoor(t)
	verifier, parameters := contractstest.DeployRisc0(t, f.Chain, f.Owner, trapdoor.Key)
	selector := [4]byte{'r', 'i', 's', 'c'}
	f.own(f.At.VerifierRouter, 0, routerABI.PackAdd(selector, verifier, kindJournal))
	program := task.Digest{9}
	f.Accept(t, echo.Name, program, selector)
	journal := func(tk task.Task) []byte {
		return (&task.Journal{ChainID: f.At.ChainID, ProjectID: f.id(), TaskDigest: tk.Digest(), Output: []byte("output")}).Encode()
	}
	result := func(sequence uint64, runtime, kind string, proves func(task.Task) []byte) output.Result {
		tk, signed := f.task(sequence)
		receipt := trapdoor.Receipt(t, program, proves(tk), parameters)
		return p.keep(tk, signed, task.ReceiptRef{
			Runtime: runtime, Kind: kind, ProgramID: program, Journal: journal(tk), Binding: task.BindingTask,
			Digest: task.DigestOf(receipt), Size: uint64(len(receipt)),
		}, receipt)
	}

	other, _ := f.task(77)
	forged := result(1, "risc0", vm.KindGroth16, func(task.Task) []byte { return journal(other) })
	err := p.refused(forged, p2ptest.Patience)
	require.ErrorContains(t, err, "InvalidProof()", "it proves another task")
	require.ErrorIs(t, err, output.ErrRefused)

	err = p.refused(result(2, "risc0", vm.KindComposite, journal), p2ptest.Patience)
	require.ErrorContains(t, err, "no contract verifies a receipt of risc0 of kind composite")
	require.Contains(t, task.Hint(err), "groth16")
	broken := result(3, "risc0", vm.KindGroth16, journal)
	broken.Proof = broken.Proof[:len(broken.Proof)-1]
	require.ErrorIs(t, p.refused(broken, p2ptest.Patience), vm.ErrReceiptInvalid)
	require.Zero(t, f.sent(p))

	for i, runtime := range []string{"risc0", "zkwasm"} {
		sequence := uint64(4 + i)
		good := result(sequence, runtime, vm.KindGroth16, journal)
		ref := p.settle(good)
		require.True(t, f.settled(sequence))
		require.Equal(t, ref, p.settle(good))
		require.EqualValues(t, 1+i, f.sent(p))
	}
}
