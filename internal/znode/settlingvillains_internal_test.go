package znode

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/output"
	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm/vmtest"
)

func TestResultsOfOneVersionAreSettledTogether(t *testing.T) {
	f := newFleet(t, 3, 3)
	p := f.nodes[0]
	const tasks = 5
	p.restart(func(s *settling) { s.batch = attest.SettlerConfig{Batch: tasks, Window: time.Minute} })
	var wg sync.WaitGroup
	refs := make([]task.OutputRef, tasks)
	for i := range tasks {
		r := p.prove(f.task(uint64(i) + 1))
		wg.Go(func() { refs[i] = p.settle(r) })
	}
	wg.Wait()
	require.EqualValues(t, 1, f.sent(p), "one transaction for all")
	var gas uint64
	for i, ref := range refs {
		require.True(t, f.settled(uint64(i)+1))
		require.Equal(t, refs[0].Result, ref.Result)
		gas += ref.Gas
	}
	r, err := f.TransactionReceipt(t.Context(), common.HexToHash(refs[0].Result))
	require.NoError(t, err)
	require.InDelta(t, r.GasUsed, gas, tasks)
	t.Logf("each of %d tasks settled together takes %d gas", tasks, refs[0].Gas)
}

func TestSilentMemberIsDoneWithout(t *testing.T) {
	f := newFleet(t, 3, 2)
	p := f.nodes[0]
	f.nodes[2].node.OnAttestRequest(func(context.Context, task.AttestRequest) {})
	p.settle(p.prove(f.task(1)))
	t.Logf("a task settled by itself, the second of its znode, takes %d gas", p.settle(p.prove(f.task(2))).Gas)

	f.Terms.Quorum = 3
	f.SetTerms(t)
	err := p.refused(p.prove(f.task(3)), 7*time.Second)
	require.ErrorIs(t, err, attest.ErrSilent)
	require.ErrorContains(t, err, "2 of 3 attested, "+f.nodes[2].signer.Address().String()+" is silent")
}

// asked is what a villain makes of a request: the results with another journal for the first task.
func twisted(q task.AttestRequest) []attest.Result {
	results := make([]attest.Result, len(q.Results))
	for i, p := range q.Results {
		results[i] = attest.Result{Task: p.Task.Header.Digest(), Program: q.Program, Journal: task.Digest{byte(i)}}
	}
	return results
}

// A znode that attests two journals for one task loses half of its stake by its own signatures, and keeps nobody from
// settling.
func TestZnodeThatAttestsAnotherJournalIsSlashed(t *testing.T) {
	f := newFleet(t, 3, 2)
	p, villain := f.nodes[0], f.nodes[1]
	domain := attest.Domain{ChainID: f.At.ChainID, Staking: task.Address(f.At.ZnodeStaking)}
	type evidence struct {
		q    task.AttestRequest
		lie  task.Signature
		sign task.Signature
	}
	seen := make(chan evidence, 64)
	villain.node.OnAttestRequest(func(ctx context.Context, q task.AttestRequest) {
		lie, err := villain.signer.SignHash(ctx, domain.Hash(q.Project, q.Settler, attest.Root(q.Project, twisted(q))))
		truth, err2 := villain.signer.SignHash(ctx, domain.Hash(q.Project, q.Settler, q.Root))
		if errors.Join(err, err2) != nil {
			return
		}
		seen <- evidence{q, lie, truth}
		_ = villain.p2p.PublishAttestation(ctx, task.Attestation{Project: q.Project, Settler: q.Settler, Root: q.Root, Signature: lie})
	})
	r := p.prove(f.task(1))
	p.settle(r)

	e := <-seen
	result := func(journal task.Digest, s task.Signature) bindings.IZnodeStakingAttestedResult {
		out := bindings.IZnodeStakingAttestedResult{JournalDigest: journal, Settler: common.Address(e.q.Settler)}
		out.Signature.R, out.Signature.Vs = attest.Compact(s)
		return out
	}
	stake := func() bindings.IBondsBond {
		out, err := f.CallContract(t.Context(), ethereum.CallMsg{To: &f.At.ZnodeStaking, Data: stakingABI.PackBondOf(contractstest.Address(villain.key))}, nil)
		require.NoError(t, err)
		bond, err := stakingABI.UnpackBondOf(out)
		require.NoError(t, err)
		return bond
	}
	before := stake().Staked
	f.own(f.At.ZnodeStaking, 0, stakingABI.PackReportDoubleAttestation(f.Project, r.Task.Digest(), echo.ProgramID,
		result(twisted(e.q)[0].Journal, e.lie), result(task.DigestOf(r.Receipt.Journal), e.sign)))
	require.Equal(t, before.Rsh(before, 1), stake().Staked)
}

// inquiry asks one znode, as another that settles, to attest a result, and returns the answer.
func (f *fleet) inquiry(settler, asked *part, signed task.Signed, journal []byte) task.Attestation {
	f.t.Helper()
	receipt := vmtest.FakeReceipt(echo.ProgramID, journal)
	cid, err := settler.ipfs.Add(f.t.Context(), receipt)
	require.NoError(f.t, err)
	result := attest.Result{Task: signed.Header.Digest(), Program: echo.ProgramID, Journal: task.DigestOf(journal)}
	q := task.AttestRequest{
		Project: f.id(), Version: echo.Name, Program: echo.ProgramID, Root: attest.Root(f.id(), []attest.Result{result}),
		Results: []task.ProvedTask{{Task: signed, Receipt: task.DigestOf(receipt), CID: cid, Size: uint64(len(receipt))}},
	}
	answers := make(chan task.Attestation, 64)
	settler.node.OnAttestation(func(_ context.Context, a task.Attestation) {
		if a.Node == asked.signer.Address() && a.Settler == settler.signer.Address() && a.Root == q.Root {
			answers <- a
		}
	})
	p2ptest.Repeat(f.t, func() error { return settler.p2p.AskAttestations(f.t.Context(), q) }, func() bool { return len(answers) > 0 }, "an answer")
	return <-answers
}

// What a znode has attested it attests again, with the same signature; another journal for the task never, whoever asks
// and however often it was started.
func TestZnodeNeverContradictsItself(t *testing.T) {
	f := newFleet(t, 3, 2)
	settler, other, asked := f.nodes[0], f.nodes[1], f.nodes[2]
	tk, signed := f.task(1)
	journal := func(output string) []byte {
		j := task.Journal{ChainID: f.At.ChainID, ProjectID: f.id(), TaskDigest: tk.Digest(), Output: []byte(output)}
		return j.Encode()
	}
	first := f.inquiry(settler, asked, signed, journal("one"))
	require.False(t, first.Signature.IsZero(), first.Refusal)
	check := func(asked *part) {
		require.Equal(t, task.RefuseConflict, f.inquiry(settler, asked, signed, journal("two")).Refusal)
		require.Equal(t, task.RefuseConflict, f.inquiry(other, asked, signed, journal("two")).Refusal)
		require.Equal(t, first.Signature, f.inquiry(settler, asked, signed, journal("one")).Signature)
		again := f.inquiry(other, asked, signed, journal("one"))
		require.False(t, again.Signature.IsZero(), "for another settler it attests the same")
		require.NotEqual(t, first.Signature, again.Signature)
	}
	check(asked)

	// It is killed and comes back with its key and its ledger, and remembers nothing else.
	asked.node.OnAttestRequest(func(context.Context, task.AttestRequest) {})
	back := f.start(asked.key, asked.path)
	f.net.Connect(f.id(), settler.node, back.node)
	require.NoError(t, back.p2p.Connect(t.Context(), other.p2p.Addrs()[0]))
	check(back)
	require.ErrorIs(t, back.refused(back.keep(tk, signed, refOf(journal("two")), vmtest.FakeReceipt(echo.ProgramID, journal("two"))), time.Second), attest.ErrConflict)
}

func refOf(journal []byte) task.ReceiptRef {
	receipt := vmtest.FakeReceipt(echo.ProgramID, journal)
	return task.ReceiptRef{
		Runtime: "risc0", Kind: "composite", ProgramID: echo.ProgramID, Digest: task.DigestOf(receipt), Size: uint64(len(receipt)),
		Journal: journal, Binding: task.BindingTask,
	}
}

func TestOnlyProvedResultsAreAttested(t *testing.T) {
	f := newFleet(t, 2, 2)
	settler, asked := f.nodes[0], f.nodes[1]
	tk, signed := f.task(1)
	good := task.Journal{ChainID: f.At.ChainID, ProjectID: f.id(), TaskDigest: tk.Digest()}
	for name, c := range map[string]struct {
		want    task.Refusal
		signed  func() task.Signed
		journal func() []byte
	}{
		"of a stranger's task": {task.RefuseTask, func() task.Signed {
			s, err := task.Sign(t.Context(), signed.Header, settler.signer)
			require.NoError(t, err)
			return s
		}, good.Encode},
		"of another task": {task.RefuseReceipt, nil, func() []byte {
			j := good
			j.TaskDigest[0] ^= 1
			return j.Encode()
		}},
		"without a journal": {task.RefuseReceipt, nil, func() []byte { return nil }},
	} {
		t.Run(name, func(t *testing.T) {
			s := signed
			if c.signed != nil {
				s = c.signed()
			}
			require.Equal(t, c.want, f.inquiry(settler, asked, s, c.journal()).Refusal)
		})
	}
	_, found, err := asked.ledger.Noted(t.Context(), tk.Digest(), echo.ProgramID)
	require.NoError(t, err)
	require.False(t, found, "what is refused is not noted")
}

// A settler dies with its transaction signed and not sent; the next one settles, and the first finds that when it is back.
func TestSettlerThatVanishesIsReplaced(t *testing.T) {
	f := newFleet(t, 3, 2)
	first, second := f.nodes[0], f.nodes[1]
	tk, signed := f.task(1)
	mine, others := first.prove(tk, signed), second.prove(tk, signed)
	ctx, die := context.WithCancel(t.Context())
	first.backend.beforeSending = func() error {
		die()
		return errors.New("the line is cut")
	}
	_, err := first.deliver.Deliver(ctx, mine)
	require.ErrorIs(t, err, context.Canceled)
	require.False(t, f.settled(1))

	ref := second.settle(others)
	require.True(t, f.settled(1))
	require.Equal(t, ref, first.settle(mine))
}

// It comes back before anybody else settles: it sends the very transaction that it had signed.
func TestSettlerThatComesBackGoesOn(t *testing.T) {
	f := newFleet(t, 3, 2)
	p := f.nodes[0]
	r := p.prove(f.task(1))
	ctx, die := context.WithCancel(t.Context())
	p.backend.beforeSending = func() error {
		die()
		return errors.New("the line is cut")
	}
	_, err := p.deliver.Deliver(ctx, r)
	require.ErrorIs(t, err, context.Canceled)
	for _, n := range f.nodes[1:] { // nobody attests again
		n.node.OnAttestRequest(func(context.Context, task.AttestRequest) {})
	}
	p.settle(r)
	require.EqualValues(t, 1, f.sent(p))
}

func TestTwoSettlersAtOnceSettleOnce(t *testing.T) {
	f := newFleet(t, 3, 2)
	tk, signed := f.task(1)
	refs := make([]task.OutputRef, 2)
	var wg sync.WaitGroup
	for i, p := range f.nodes[:2] {
		r := p.prove(tk, signed)
		wg.Go(func() { refs[i] = p.settle(r) })
	}
	wg.Wait()
	require.Equal(t, refs[0], refs[1])
	require.True(t, f.settled(1))
}

// A project may settle only where the operator allows it, and only with a receipt that binds its task.
func TestReceiptThatBindsNothingIsRefused(t *testing.T) {
	f := newFleet(t, 2, 1)
	p := f.nodes[0]
	tk, signed := f.task(1)
	r := p.keep(tk, signed, refOf([]byte("any")), vmtest.FakeReceipt(echo.ProgramID, []byte("any")))
	require.ErrorIs(t, p.refused(r, p2ptest.Patience), output.ErrRefused)
}

// What no report can hold is refused before anybody pays for it.
func TestJournalThatNoReportHoldsIsRefused(t *testing.T) {
	f := newFleet(t, 2, 1)
	p := f.nodes[0]
	tk, signed := f.task(1)
	r := p.prove(tk, signed)
	r.Receipt.Journal = make([]byte, p2p.MaxJournalBytes+1)
	err := p.refused(r, p2ptest.Patience)
	require.ErrorIs(t, err, output.ErrRefused)
	require.ErrorContains(t, err, "65537 bytes, limit 65536")
	require.Zero(t, f.sent(p))
}
