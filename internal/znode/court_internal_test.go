package znode

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/params"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/attest"
	"github.com/machinefi/sprout/contracts/bindings"
	"github.com/machinefi/sprout/contracts/contractstest"
	"github.com/machinefi/sprout/internal/chain"
	"github.com/machinefi/sprout/internal/evidence"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/task"
	"github.com/machinefi/sprout/vm/vmtest"
)

// sit has the node's court report until the test ends, or the returned function is called.
func (p *part) sit() (rise func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.court.run(ctx) }()
	rise = func() {
		cancel()
		if err := <-done; err != nil {
			p.t.Error(err)
		}
		done <- nil
	}
	p.t.Cleanup(rise)
	return rise
}

// at is what an account has at stake in one of the contracts that keep bonds.
func (f *fleet) at(contract, who common.Address) bindings.IBondsBond {
	f.t.Helper()
	out, err := f.CallContract(f.t.Context(), ethereum.CallMsg{To: &contract, Data: bondsABI.PackBondOf(who)}, nil)
	require.NoError(f.t, err)
	bond, err := bondsABI.UnpackBondOf(out)
	require.NoError(f.t, err)
	return bond
}

// request asks for the attestation of one result, with a receipt that proves it, and returns what is asked.
func (f *fleet) request(settler *part, signed task.Signed, journal []byte) task.AttestRequest {
	f.t.Helper()
	receipt := vmtest.FakeReceipt(echo.ProgramID, journal)
	cid, err := settler.ipfs.Add(f.t.Context(), receipt)
	require.NoError(f.t, err)
	result := attest.Result{Task: signed.Header.Digest(), Program: echo.ProgramID, Journal: task.DigestOf(journal)}
	return task.AttestRequest{
		Project: f.id(), Version: echo.Name, Program: echo.ProgramID, Settler: settler.signer.Address(), Root: attest.Root(f.id(), []attest.Result{result}),
		Results: []task.ProvedTask{{Task: signed, Receipt: task.DigestOf(receipt), CID: cid, Size: uint64(len(receipt))}},
	}
}

// obey makes a znode attest whatever it is asked.
func (f *fleet) obey(villain *part) {
	domain := attest.Domain{ChainID: f.At.ChainID, Staking: task.Address(f.At.ZnodeStaking)}
	villain.node.OnAttestRequest(func(ctx context.Context, q task.AttestRequest) {
		sig, err := villain.signer.SignHash(ctx, domain.Hash(q.Project, q.Settler, q.Root))
		if err == nil {
			_ = villain.p2p.PublishAttestation(ctx, task.Attestation{Project: q.Project, Settler: q.Settler, Root: q.Root, Signature: sig})
		}
	})
}

// counted is a count of the court's.
func (p *part) counted(role, outcome string) float64 {
	p.t.Helper()
	reg := prometheus.NewRegistry()
	require.NoError(p.t, reg.Register(p.court.offences))
	families, err := reg.Gather()
	require.NoError(p.t, err)
	for _, family := range families {
		for _, m := range family.GetMetric() {
			if labels := m.GetLabel(); labels[0].GetValue() == outcome && labels[1].GetValue() == role { // by name
				return m.GetCounter().GetValue()
			}
		}
	}
	return 0
}

func files(t *testing.T, dir string) (names []string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*.json"))
	require.NoError(t, err)
	for _, f := range found {
		names = append(names, filepath.Base(f))
	}
	return names
}

// A znode attests what each of two settlers asks for, and they ask for different journals. Two others notice, each on its
// own; it is slashed once, and nobody has done anything by hand.
func TestDoubleAttesterIsSlashedByThoseWhoHearIt(t *testing.T) {
	f := newFleet(t, 4, 2)
	honest, villain, accomplice, watcher := f.nodes[0], f.nodes[1], f.nodes[2], f.nodes[3]
	for _, p := range []*part{honest, watcher} {
		require.NoError(t, p.p2p.Connect(t.Context(), accomplice.p2p.Addrs()[0]))
		p.sit()
	}
	f.obey(villain)
	accomplice.node.OnAttestRequest(func(context.Context, task.AttestRequest) {})
	tk, signed := f.task(1)
	r := honest.prove(tk, signed)
	honest.settle(r)
	first := f.request(honest, signed, r.Receipt.Journal)
	lie := task.Journal{ChainID: f.At.ChainID, ProjectID: f.id(), TaskDigest: tk.Digest(), Output: []byte("a lie")}
	second := f.request(accomplice, signed, lie.Encode())

	before := f.at(f.At.ZnodeStaking, contractstest.Address(villain.key)).Staked
	closed := func() bool {
		return len(files(t, filepath.Join(honest.court.dir, reported))) == 1 && len(files(t, filepath.Join(watcher.court.dir, reported))) == 1
	}
	p2ptest.Repeat(t, func() error {
		if err := honest.p2p.AskAttestations(t.Context(), first); err != nil {
			return err
		}
		return accomplice.p2p.AskAttestations(t.Context(), second)
	}, closed, "the evidence of both")
	require.Equal(t, new(big.Int).Rsh(before, 1), f.at(f.At.ZnodeStaking, contractstest.Address(villain.key)).Staked, "once")
	require.EqualValues(t, 2, f.sent(honest)+f.sent(watcher), "a settlement and one report")
	outcomes := func(outcome string) float64 {
		return honest.counted("znode", outcome) + watcher.counted("znode", outcome)
	}
	require.EqualValues(t, 2, outcomes("found"))
	require.EqualValues(t, 1, outcomes("slashed"))
	require.EqualValues(t, 1, outcomes("known"))
	for _, p := range []*part{honest, accomplice, watcher} {
		require.Equal(t, before, f.at(f.At.ZnodeStaking, contractstest.Address(p.key)).Staked, "nobody else")
	}
}

// equivocate shows the node two tasks with one number.
func (f *fleet) equivocate(p *part, sequence uint64) {
	for range 2 {
		_, signed := f.task(sequence) // its message, and so its digest, is another each time
		v, err := p.verify(signed)
		require.NoError(f.t, err)
		p.watcher.Saw(v)
	}
}

// What was found before the end of a node is reported by its next start, once, and what a contract does not take is put away.
func TestEvidenceOutlivesTheNode(t *testing.T) {
	f := newFleet(t, 2, 1)
	p := f.nodes[0]
	enode := contractstest.Address(f.Enode)
	before := f.at(f.At.EnodeBonds, enode).Staked
	p.court.reports = false
	rise := p.sit()
	f.equivocate(p, 1)
	require.Len(t, files(t, p.court.dir), 1)
	rise()
	require.Equal(t, before, f.at(f.At.EnodeBonds, enode).Staked)

	// Whatever lies there keeps nobody from reporting the rest.
	for name, content := range map[string]string{
		"enode-" + enode.Hex() + "-1-7.json":                "{",
		"enode-" + enode.Hex() + "-1-8.json":                `{"projectID":1,"sequence":8,"tasks":[{},{}]}`,
		"znode-" + enode.Hex() + "-aa.json":                 `{"projectID":1,"attestations":[{},{}]}`,
		"enode-nobody-1-9.json":                             `{}`,
		"something.json":                                    "",
		"znode-" + p.signer.Address().String() + "-bb.json": `{"projectID":1,"attestations":[{},{}]}`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(p.court.dir, name), []byte(content), 0o600))
	}
	p.restart(func(s *settling) { s.court.reports = true })
	rise = p.sit()
	half := new(big.Int).Rsh(before, 1)
	p2ptest.Eventually(t, func() bool { return len(files(t, filepath.Join(p.court.dir, reported))) == 3 }, "put away")
	require.Equal(t, half, f.at(f.At.EnodeBonds, enode).Staked)
	require.EqualValues(t, 1, f.sent(p))
	require.EqualValues(t, 1, p.counted("enode", "slashed"))
	require.EqualValues(t, 1, p.counted("enode", "refused"))
	require.Len(t, files(t, p.court.dir), 4, "what cannot be read, and what is against itself, stays")

	f.equivocate(p, 1)
	require.Len(t, files(t, p.court.dir), 4, "what is reported is not found again")
	rise()
}

// market is a chain whose gas costs so much, and which refuses what it is asked to try out while it is behind.
type market struct {
	chain.Backend
	price  int64
	behind bool
	tried  int
}

func (m *market) SuggestGasPrice(context.Context) (*big.Int, error) { return big.NewInt(m.price), nil }

func (m *market) EstimateGas(ctx context.Context, call ethereum.CallMsg) (uint64, error) {
	m.tried++
	if m.behind {
		call.Data = call.Data[:4]
	}
	return m.Backend.EstimateGas(ctx, call)
}

// trade has the node's court see its chain as a market.
func (p *part) trade(price int64) *market {
	m := &market{price: price}
	ask := p.court.chain
	p.court.chain = func(ctx context.Context) (chain.Backend, *chain.Sender, error) {
		b, s, err := ask(ctx)
		m.Backend = b
		return m, s, err
	}
	return m
}

// A report that costs more than it earns is not sent, as long as it does, nor looked at all the time.
func TestReportThatDoesNotPayIsNotSent(t *testing.T) {
	f := newFleet(t, 1, 1) // it is its turn
	p := f.nodes[0]
	market := p.trade(params.Ether / 1e6)
	p.court.poll = time.Hour
	f.equivocate(p, 1)
	require.Equal(t, time.Hour, p.court.sweep(t.Context()))
	require.Len(t, files(t, p.court.dir), 1)
	require.Contains(t, p.court.cases.of(files(t, p.court.dir)[0], nil).told, "it would cost more than the bounty is worth")
	market.price = params.GWei
	require.LessOrEqual(t, p.court.sweep(t.Context()), time.Hour)
	require.Equal(t, 1, market.tried)
	require.Zero(t, f.sent(p))
	p.court.poll = 0
	p.court.sweep(t.Context())
	require.Empty(t, files(t, p.court.dir))
	require.EqualValues(t, 1, f.sent(p))
}

// A case that will not pay on any day is put away, once it was seen twice.
func TestWorthlessCaseIsPutAway(t *testing.T) {
	for name, c := range map[string]struct {
		price int64
		age   time.Duration
	}{"tiny": {params.Ether / 100, 0}, "old": {params.Ether / 1e6, bountyTerm + time.Hour}} {
		t.Run(name, func(t *testing.T) {
			f := newFleet(t, 1, 1)
			p := f.nodes[0]
			p.trade(c.price)
			p.court.poll = time.Hour
			f.equivocate(p, 1)
			then := time.Now().Add(-c.age)
			require.NoError(t, os.Chtimes(filepath.Join(p.court.dir, files(t, p.court.dir)[0]), then, then))
			p.court.sweep(t.Context())
			require.Len(t, files(t, p.court.dir), 1)
			p.court.poll = 0
			p.court.sweep(t.Context())
			require.Empty(t, files(t, p.court.dir))
			require.EqualValues(t, 1, p.counted("enode", "worthless"))
			require.Zero(t, f.sent(p))
		})
	}
}

// What a node of the chain refuses that is behind is reported when it has caught up.
func TestOneRefusalDoesNotEndACase(t *testing.T) {
	f := newFleet(t, 1, 1)
	p := f.nodes[0]
	market := p.trade(params.GWei)
	market.behind, p.court.poll = true, time.Hour
	f.equivocate(p, 1)
	p.court.sweep(t.Context())
	require.Equal(t, 1, market.tried)
	require.Len(t, files(t, p.court.dir), 1)
	market.behind, p.court.poll = false, 0
	p.court.sweep(t.Context())
	require.EqualValues(t, 1, p.counted("enode", "slashed"))
}

// A transaction that is not mined keeps nobody from the other cases, and is followed later.
func TestReportTakesNotForEver(t *testing.T) {
	f := newFleet(t, 1, 1)
	p := f.nodes[0]
	p.court.poll, p.court.patience = time.Hour, 200*time.Millisecond
	down := true
	var lose func() error
	lose = func() error {
		p.backend.mu.Lock()
		defer p.backend.mu.Unlock()
		if !down {
			return nil
		}
		p.backend.beforeSending = lose
		return errors.New("connection lost")
	}
	p.backend.beforeSending = lose
	f.equivocate(p, 1)
	f.equivocate(p, 2)
	p.court.sweep(t.Context())
	for _, name := range files(t, p.court.dir) {
		require.Contains(t, p.court.cases.of(name, nil).told, "wait for transaction")
	}
	require.Zero(t, f.sent(p))
	p.backend.mu.Lock()
	down = false
	p.backend.mu.Unlock()
	p.court.poll, p.court.patience = 0, courtPatience
	p.court.sweep(t.Context())
	require.Empty(t, files(t, p.court.dir))
	require.EqualValues(t, 2, p.counted("enode", "slashed"))
	require.EqualValues(t, 2, f.sent(p))
}

// Others report first whose turn it is.
func TestReportsAreMadeInTurn(t *testing.T) {
	f := newFleet(t, 3, 1)
	var first *part
	for _, p := range f.nodes {
		p.court.turn = time.Hour
		f.equivocate(p, 1)
	}
	name := files(t, f.nodes[0].court.dir)[0]
	ranked := task.Rank(task.DigestOf([]byte(name)), f.nodes[0].court.znodes(f.id()))
	for _, p := range f.nodes {
		if p.signer.Address() == ranked[0] {
			first = p
			continue
		}
		p.court.sweep(t.Context())
		require.Zero(t, f.sent(p))
		require.True(t, p.court.cases.of(name, nil).last.IsZero(), "it is left to another")
	}
	first.court.sweep(t.Context())
	require.EqualValues(t, 1, f.sent(first))
}

// loud counts errors that are logged.
type loud struct {
	slog.Handler
	errors *int
}

func (l loud) Enabled(context.Context, slog.Level) bool { return true }

func (l loud) Handle(_ context.Context, r slog.Record) error {
	if r.Level >= slog.LevelError {
		*l.errors++
	}
	return nil
}

// Whoever floods a node with evidence against itself takes room from nobody else.
func TestEvidenceIsBounded(t *testing.T) {
	f := newFleet(t, 1, 1)
	p, said := f.nodes[0], 0
	p.court.log = slog.New(loud{slog.DiscardHandler, &said})
	villain, other := task.Address{1}, task.Address{2}
	finds := p.court.finds()
	flood := func() {
		for i := range uint64(1030) {
			finds.Enode(villain, evidence.Equivocation{ProjectID: 1, Sequence: i})
		}
	}
	flood()
	require.Len(t, files(t, p.court.dir), casesEach)
	require.EqualValues(t, casesEach, p.counted("enode", "found"))
	require.EqualValues(t, 1030-casesEach, p.counted("enode", "dropped"))
	require.Equal(t, 1, said)
	finds.Enode(other, evidence.Equivocation{ProjectID: 1, Sequence: 1})
	finds.Znode(villain, evidence.DoubleAttestation{ProjectID: 1})
	require.Len(t, files(t, p.court.dir), casesEach+2)
	flood()
	require.Equal(t, 1, said)
	require.EqualValues(t, casesEach+1, p.counted("enode", "found"))

	require.NoError(t, p.court.cases.close("enode-"+villain.String()+"-1-3.json"))
	finds.Enode(villain, evidence.Equivocation{ProjectID: 1, Sequence: 3})
	require.EqualValues(t, casesEach+1, p.counted("enode", "found"), "it was put away")
	flood()
	require.EqualValues(t, casesEach+2, p.counted("enode", "found"), "there is room for one again")
	require.Equal(t, 2, said)
}

// Many who are accused at once take so much room and no more, and of what was put away the newest is kept.
func TestCasesAreBounded(t *testing.T) {
	dir := t.TempDir()
	name := func(i int) string { return fmt.Sprintf("enode-%s-1-%d.json", task.Address{byte(i >> 8), byte(i)}, i) }
	for i := range casesOpen {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name(i)), nil, 0o600))
	}
	require.NoError(t, os.Mkdir(filepath.Join(dir, reported), 0o700))
	now := time.Now()
	for i := range casesDone + 3 {
		path := filepath.Join(dir, reported, "old-"+name(i))
		require.NoError(t, os.WriteFile(path, nil, 0o600))
		require.NoError(t, os.Chtimes(path, now, now.Add(time.Duration(i-casesDone-3)*time.Minute)))
	}
	c, err := openCases(dir)
	require.NoError(t, err)
	require.Len(t, files(t, filepath.Join(dir, reported)), casesDone)
	require.NoFileExists(t, filepath.Join(dir, reported, "old-"+name(2)))

	another := name(casesOpen)
	_, err = c.add(another, 1)
	require.ErrorIs(t, err, errCasesFull)
	require.True(t, c.news(another, err))
	require.False(t, c.news(name(casesOpen+1), err))
	require.NoError(t, c.close(name(0)))
	require.Len(t, files(t, filepath.Join(dir, reported)), casesDone)
	require.NoFileExists(t, filepath.Join(dir, reported, "old-"+name(3)))
	added, err := c.add(another, 1)
	require.NoError(t, err)
	require.True(t, added)
	added, err = c.add(name(0), 1)
	require.NoError(t, err)
	require.False(t, added, "it was put away")
}
