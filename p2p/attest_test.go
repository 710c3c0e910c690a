package p2p_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/test"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

var attestTopic = p2p.Topic{ChainID: p2ptest.ChainID, Project: project, Kind: p2p.KindAttest}

// proved is a task of the project with a receipt somewhere.
func proved(t testing.TB, signer task.Signer, id task.ProjectID, sequence uint64) task.ProvedTask {
	t.Helper()
	_, signed := p2ptest.MakeTask(t, signer, id, sequence, "a")
	return task.ProvedTask{Task: signed, Receipt: task.Digest{3}, CID: "bafyreceipt", Size: 300_000}
}

// wireRequest is the wire form of a request for those tasks.
func wireRequest(t testing.TB, provider []byte, tasks ...task.ProvedTask) *wire.Payload {
	t.Helper()
	w := &wire.AttestRequest{Version: "0.1", ProgramId: make([]byte, 32), Root: make([]byte, 32), Provider: provider}
	for _, p := range tasks {
		header, err := p.Task.Header.AppendBinary(nil)
		require.NoError(t, err)
		w.Results = append(w.Results, &wire.ProvedTask{Header: header, Signature: p.Task.Signature[:], ReceiptDigest: p.Receipt[:], Cid: p.CID, Size: p.Size})
	}
	return &wire.Payload{Kind: &wire.Payload_AttestRequest{AttestRequest: w}}
}

func wireAttestation(provider []byte, signature []byte, refusal string) *wire.Payload {
	return &wire.Payload{Kind: &wire.Payload_Attestation{Attestation: &wire.Attestation{
		Settler: make([]byte, 20), Root: make([]byte, 32), Signature: signature, Refusal: refusal, Provider: provider,
	}}}
}

func TestAttestMessagesComeBackAsTheyWent(t *testing.T) {
	id, signer := test.RandPeerIDFatal(t), p2ptest.NewSigner(t)
	rapid.Check(t, func(rt *rapid.T) {
		want := task.AttestRequest{Version: "0.1", Provider: id.String()}
		copy(want.Program[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(rt, "program"))
		copy(want.Root[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(rt, "root"))
		for i := range rapid.IntRange(1, 5).Draw(rt, "results") {
			want.Results = append(want.Results, proved(t, signer, project, uint64(i)+1))
		}
		b, err := p2p.EncodeAttestRequest(want, id)
		require.NoError(rt, err)
		got, from, err := p2p.DecodeAttest(b)
		require.NoError(rt, err)
		require.Equal(rt, id, from)
		require.Equal(rt, want, got)

		answer := task.Attestation{Settler: task.Address{1}, Root: want.Root}
		if rapid.Bool().Draw(rt, "refuses") {
			answer.Refusal = task.RefuseReceipt
		} else {
			answer.Signature[rapid.IntRange(0, 64).Draw(rt, "at")] = 27
		}
		b, err = p2p.EncodeAttestation(answer, id)
		require.NoError(rt, err)
		again, _, err := p2p.DecodeAttest(b)
		require.NoError(rt, err)
		require.Equal(rt, answer, again)
	})
}

// A full batch, every text as long as it may be, fits a message of the topic and passes.
func TestRequestAtItsLargestFitsItsLimit(t *testing.T) {
	c := newCourt(t)
	long := strings.Repeat("v", 128)
	payload := wireRequest(t, []byte(c.peer))
	payload.GetAttestRequest().Version = long
	for i := range 128 {
		p := proved(t, c.enode, project, uint64(i)+1)
		p.Task.Header.ProjectVersion, p.CID, p.Size = long, strings.Repeat("c", 128), 1<<63
		payload.GetAttestRequest().Results = append(payload.GetAttestRequest().Results, wireRequest(t, nil, p).GetAttestRequest().Results...)
	}
	data := p2ptest.Envelope(t, c.fill(p2ptest.Forgery{}, attestTopic, c.znode), payload)
	require.LessOrEqual(t, len(data), p2p.MaxAttestBytes)
	_, verdict, _ := p2p.NewJudge(attestTopic, window, c.auth)(data, c.peer, c.now)
	require.Equal(t, "accept", verdict)
}

func TestVerdictsOnAttestMessages(t *testing.T) {
	c := newCourt(t)
	good := proved(t, c.enode, project, 1)
	send := func(f p2ptest.Forgery, p *wire.Payload) []byte {
		return p2ptest.Envelope(t, c.fill(f, attestTopic, c.znode), p)
	}
	ask := func(change func(*wire.AttestRequest)) []byte {
		p := wireRequest(t, []byte(c.peer), good)
		change(p.GetAttestRequest())
		return send(p2ptest.Forgery{}, p)
	}
	signature := make([]byte, 65)
	signature[1] = 1
	answer := func(change func(*wire.Attestation)) []byte {
		p := wireAttestation([]byte(c.peer), signature, "")
		change(p.GetAttestation())
		return send(p2ptest.Forgery{}, p)
	}
	foreign := proved(t, c.enode, project, 1)
	foreign.Task.Header.ChainID++
	elsewhere := attestTopic
	elsewhere.Project++
	for _, tc := range []struct {
		name, verdict, reason string
		data                  []byte
	}{
		{"request", "accept", "ok", ask(func(*wire.AttestRequest) {})},
		{"answer", "accept", "ok", answer(func(*wire.Attestation) {})},
		{"refusal", "accept", "ok", answer(func(a *wire.Attestation) { a.Signature, a.Refusal = nil, "busy" })},
		{"over-size", "reject", "too_large", make([]byte, p2p.MaxAttestBytes+1)},
		{"stranger asks", "reject", "not_allowed", send(p2ptest.Forgery{Signer: c.evil}, wireRequest(t, []byte(c.peer), good))},
		{"stranger answers", "reject", "not_allowed", send(p2ptest.Forgery{Signer: c.evil}, wireAttestation([]byte(c.peer), signature, ""))},
		{"enode answers", "reject", "not_allowed", send(p2ptest.Forgery{Signer: c.enode}, wireAttestation([]byte(c.peer), signature, ""))},
		{"signed for another project's topic", "reject", "not_allowed", send(p2ptest.Forgery{Topic: elsewhere}, wireAttestation([]byte(c.peer), signature, ""))},
		{"presence", "reject", "wrong_topic", send(p2ptest.Forgery{}, p2ptest.PresencePayload(c.peer))},
		{"task of another project", "reject", "wrong_topic", send(p2ptest.Forgery{}, wireRequest(t, []byte(c.peer), good, proved(t, c.enode, project+1, 1)))},
		{"task of another chain", "reject", "wrong_chain", send(p2ptest.Forgery{}, wireRequest(t, []byte(c.peer), foreign))},
		{"sent on by another peer", "reject", "origin", ask(func(q *wire.AttestRequest) { q.Provider = []byte(c.other) })},
		{"answer sent on by another peer", "reject", "origin", answer(func(a *wire.Attestation) { a.Provider = []byte(c.other) })},
		{"no results", "reject", "malformed", ask(func(q *wire.AttestRequest) { q.Results = nil })},
		{"too many results", "reject", "malformed", ask(func(q *wire.AttestRequest) {
			for len(q.Results) < 129 {
				q.Results = append(q.Results, q.Results[0])
			}
		})},
		{"no program", "reject", "malformed", ask(func(q *wire.AttestRequest) { q.ProgramId = nil })},
		{"short root", "reject", "malformed", ask(func(q *wire.AttestRequest) { q.Root = q.Root[1:] })},
		{"no version", "reject", "malformed", ask(func(q *wire.AttestRequest) { q.Version = "" })},
		{"broken header", "reject", "malformed", ask(func(q *wire.AttestRequest) { q.Results[0].Header = q.Results[0].Header[1:] })},
		{"task of another version", "reject", "malformed", ask(func(q *wire.AttestRequest) { q.Version = "0.2" })},
		{"endless version", "reject", "malformed", ask(func(q *wire.AttestRequest) { q.Version = strings.Repeat("v", 129) })},
		{"no CID", "reject", "malformed", ask(func(q *wire.AttestRequest) { q.Results[0].Cid = "" })},
		{"no enode's signature", "reject", "malformed", ask(func(q *wire.AttestRequest) { q.Results[0].Signature = nil })},
		{"neither signature nor refusal", "reject", "malformed", answer(func(a *wire.Attestation) { a.Signature = nil })},
		{"both", "reject", "malformed", answer(func(a *wire.Attestation) { a.Refusal = "busy" })},
		{"empty signature", "reject", "malformed", answer(func(a *wire.Attestation) { a.Signature = make([]byte, 65) })},
		{"endless refusal", "reject", "malformed", answer(func(a *wire.Attestation) { a.Signature, a.Refusal = nil, strings.Repeat("x", 65) })},
		{"settler of 19 bytes", "reject", "malformed", answer(func(a *wire.Attestation) { a.Settler = a.Settler[1:] })},
		{"old", "ignore", "stale", send(p2ptest.Forgery{IssuedAt: c.now.Add(-window - time.Second)}, wireAttestation([]byte(c.peer), signature, ""))},
	} {
		t.Run(tc.name, func(t *testing.T) {
			value, verdict, reason := p2p.NewJudge(attestTopic, window, c.auth)(tc.data, c.peer, c.now)
			require.Equal(t, tc.verdict+" "+tc.reason, verdict+" "+reason)
			switch v := value.(type) {
			case task.AttestRequest:
				require.Equal(t, c.znode.Address(), v.Settler)
				require.Equal(t, project, v.Project)
				require.Equal(t, good, v.Results[0])
			case task.Attestation:
				require.Equal(t, c.znode.Address(), v.Node)
				require.Equal(t, project, v.Project)
			default:
				require.NotEqual(t, "accept", verdict)
			}
		})
	}
}

func TestAttestMessagesOfAnotherPeerThanTheRegisteredAreIgnored(t *testing.T) {
	c := newCourt(t)
	c.auth.Register(c.znode.Address(), c.other)
	data := p2ptest.Envelope(t, c.fill(p2ptest.Forgery{}, attestTopic, c.znode), wireRequest(t, []byte(c.peer), proved(t, c.enode, project, 1)))
	_, verdict, reason := p2p.NewJudge(attestTopic, window, c.auth)(data, c.peer, c.now)
	require.Equal(t, "ignore other_peer", verdict+" "+reason)
}

// The rate is the operator's, whatever number of peers it speaks from.
func TestAttestMessagesOfOneOperatorAreCutToTheirRate(t *testing.T) {
	c := newCourt(t)
	judge := p2p.NewJudge(attestTopic, window, c.auth)
	good := proved(t, c.enode, project, 1)
	request := func() string {
		c.now = c.now.Add(time.Millisecond)
		from := test.RandPeerIDFatal(t)
		_, verdict, reason := judge(p2ptest.Envelope(t, c.fill(p2ptest.Forgery{}, attestTopic, c.znode), wireRequest(t, []byte(from), good)), from, c.now)
		return verdict + " " + reason
	}
	for range 16 {
		require.Equal(t, "accept ok", request())
	}
	require.Equal(t, "ignore rate", request())
	c.now = c.now.Add(time.Second)
	require.Equal(t, "accept ok", request())
}

func TestAttestMessagesReachTheFleet(t *testing.T) {
	net := p2ptest.New(t)
	hub, settler, attester := net.Enode(project), net.Znode(project), net.Znode(project)
	net.Connect(project, hub, settler, attester)
	asked, answered := make(chan task.AttestRequest, 64), make(chan task.Attestation, 64)
	attester.OnAttestRequest(func(_ context.Context, q task.AttestRequest) { asked <- q })
	settler.OnAttestation(func(_ context.Context, a task.Attestation) { answered <- a })
	want := task.AttestRequest{Project: project, Version: "0.1", Program: task.Digest{1}, Root: task.Digest{2}, Results: []task.ProvedTask{proved(t, hub.Signer, project, 1)}}
	p2ptest.Repeat(t, func() error { return settler.AskAttestations(t.Context(), want) }, func() bool { return len(asked) > 0 }, "the request arrives")
	want.Settler, want.Provider = settler.Signer.Address(), settler.ID()
	require.Equal(t, want, <-asked)

	reply := task.Attestation{Project: project, Settler: want.Settler, Root: want.Root, Signature: task.Signature{9}}
	p2ptest.Repeat(t, func() error { return attester.PublishAttestation(t.Context(), reply) }, func() bool { return len(answered) > 0 }, "the answer arrives")
	reply.Node = attester.Signer.Address()
	require.Equal(t, reply, <-answered)

	require.Error(t, hub.AskAttestations(t.Context(), want), "an enode is no znode")
	want.Project++
	require.ErrorIs(t, settler.AskAttestations(t.Context(), want), p2p.ErrNotJoined)
	want.Project, want.Results = project, nil
	require.ErrorIs(t, settler.AskAttestations(t.Context(), want), task.ErrMalformed)
}

func FuzzAttest(f *testing.F) {
	id, signer := test.RandPeerIDFatal(f), p2ptest.NewSigner(f)
	q, err := p2p.EncodeAttestRequest(task.AttestRequest{Version: "0.1", Results: []task.ProvedTask{proved(f, signer, project, 1)}}, id)
	require.NoError(f, err)
	a, err := p2p.EncodeAttestation(task.Attestation{Signature: task.Signature{1}}, id)
	require.NoError(f, err)
	r, err := p2p.EncodeAttestation(task.Attestation{Refusal: task.RefuseBusy}, id)
	require.NoError(f, err)
	for _, b := range [][]byte{q, a, r} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		value, from, err := p2p.DecodeAttest(b)
		if err != nil {
			return
		}
		var again []byte
		switch v := value.(type) {
		case task.AttestRequest:
			again, err = p2p.EncodeAttestRequest(v, from)
		case task.Attestation:
			again, err = p2p.EncodeAttestation(v, from)
		default:
			t.Fatalf("decoded to %T", v)
		}
		require.NoError(t, err, "what was accepted may be sent on")
		same, _, err := p2p.DecodeAttest(again)
		require.NoError(t, err)
		require.Equal(t, value, same)
	})
}
