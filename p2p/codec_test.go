package p2p_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/test"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/p2p/p2ptest"
	"github.com/machinefi/sprout/p2p/wire"
	"github.com/machinefi/sprout/task"
)

func TestTopicNames(t *testing.T) {
	topic := p2p.Topic{ChainID: 4690, Project: 12, Kind: p2p.KindStatus}
	require.Equal(t, "/w3bstream/4690/1/project/12/status", topic.String())
	for _, bad := range []string{
		"", "/", "w3bstream/4690/1/project/12/status", "/w3bstream/4690/2/project/12/status", "/w3bstream/4690/1/project/0/status",
		"/w3bstream/4690/1/project/012/status", "/w3bstream/+4690/1/project/12/status", "/w3bstream/4690/1/project/12/result",
		"/w3bstream/4690/1/project/12/status/", "/w3bstream/x/1/project/12/task", "/w3bstream/4690/1/project/12/" + strings.Repeat("t", 200),
	} {
		_, err := p2p.ParseTopic(bad)
		require.ErrorIs(t, err, p2p.ErrBadTopic, bad)
	}
	rapid.Check(t, func(t *rapid.T) {
		want := p2p.Topic{
			ChainID: rapid.Uint64().Draw(t, "chain"), Project: task.ProjectID(rapid.Uint64Min(1).Draw(t, "project")),
			Kind: rapid.SampledFrom([]p2p.Kind{p2p.KindTask, p2p.KindStatus, p2p.KindPresence, p2p.KindAttest}).Draw(t, "kind"),
		}
		got, err := p2p.ParseTopic(want.String())
		require.NoError(t, err)
		require.Equal(t, want, got)
	})
}

// anyStatus draws a status that may be sent.
func anyStatus(t *rapid.T) task.Status {
	name := rapid.StringMatching(`[a-zé]{1,20}`)
	bytes32 := rapid.Custom(func(t *rapid.T) (d task.Digest) {
		copy(d[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "digest"))
		return d
	})
	s := task.Status{
		Key:    task.Key{Project: task.ProjectID(rapid.Uint64Min(1).Draw(t, "project")), Sequence: rapid.Uint64Min(1).Draw(t, "sequence")},
		Digest: bytes32.Draw(t, "task"), Attempt: rapid.Uint32().Draw(t, "attempt"),
		State: rapid.SampledFrom([]task.State{task.StateProving, task.StateProved, task.StateOutputted, task.StateFailed}).Draw(t, "state"),
		At:    time.UnixMilli(rapid.Int64Range(1, 253402300799999).Draw(t, "at")).UTC(),
	}
	copy(s.Node[:], rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "node"))
	if rapid.Bool().Draw(t, "progress") {
		s.Progress = task.Progress{Stage: name.Draw(t, "stage"), Done: rapid.Uint64().Draw(t, "done"), Total: rapid.Uint64().Draw(t, "total"), Note: rapid.StringMatching(`[a-zé (=,)]{0,40}`).Draw(t, "note")}
	}
	if s.State == task.StateProved || s.State == task.StateOutputted {
		s.Receipt = &task.ReceiptRef{
			Runtime: name.Draw(t, "runtime"), Kind: name.Draw(t, "kind"), CID: name.Draw(t, "cid"),
			ProgramID: bytes32.Draw(t, "program"), Digest: bytes32.Draw(t, "receipt"), Size: rapid.Uint64().Draw(t, "size"),
			Journal: rapid.SliceOfN(rapid.Byte(), 1, 100).Draw(t, "journal"),
			Binding: rapid.SampledFrom([]task.Binding{task.BindingNone, task.BindingTask}).Draw(t, "binding"),
			Cycles:  rapid.Uint64().Draw(t, "cycles"), ProveMS: rapid.Uint64().Draw(t, "ms"),
		}
	}
	if s.State == task.StateOutputted {
		s.Output = &task.OutputRef{Type: name.Draw(t, "type"), Result: name.Draw(t, "result"), Gas: rapid.Uint64().Draw(t, "gas")}
	}
	if s.State == task.StateFailed {
		s.Failure = &task.Failure{Node: s.Node, Code: task.FailGuest, Reason: name.Draw(t, "reason")}
	}
	return s
}

func TestStatusComesBackAsItWent(t *testing.T) {
	id := test.RandPeerIDFatal(t)
	rapid.Check(t, func(t *rapid.T) {
		want := anyStatus(t)
		b, err := p2p.EncodeStatus(want, id)
		require.NoError(t, err)
		got, from, err := p2p.DecodeStatus(b)
		require.NoError(t, err)
		require.Equal(t, id, from)
		want.Provider = id.String()
		require.Equal(t, want, got)
	})
}

// What a znode says of its delivery is one line of bounded length, whatever it was made of, and whoever made it.
func TestNotesArePlain(t *testing.T) {
	id := test.RandPeerIDFatal(t)
	for said, want := range map[string]string{
		"InsufficientFunds(projectId=1)":          "InsufficientFunds(projectId=1)",
		"two\nlines \x1b[2J\u202eand\xffworse":    "two lines  [2J and worse",
		strings.Repeat("a", 1023) + "é and so on": strings.Repeat("a", 1023),
	} {
		b, err := p2p.EncodeStatus(task.Status{
			Key: task.Key{Project: 1, Sequence: 1}, State: task.StateProving, At: time.UnixMilli(1), Progress: task.Progress{Stage: "output", Note: said},
		}, id)
		require.NoError(t, err)
		got, _, err := p2p.DecodeStatus(b)
		require.NoError(t, err)
		require.Equal(t, task.Progress{Stage: "output", Note: want}, got.Progress)

		var w wire.Payload // of somebody who does not care
		require.NoError(t, proto.Unmarshal(b, &w))
		w.GetStatus().Progress.Note = "two\nlines"
		b, err = proto.Marshal(&w)
		require.NoError(t, err)
		got, _, err = p2p.DecodeStatus(b)
		require.NoError(t, err)
		require.Equal(t, "two lines", got.Progress.Note)
	}
}

func TestFramesAreBounded(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, p2p.WriteBodyRequest(&b, &wire.BodyRequest{Version: 1, Digest: make([]byte, 32)}))
	got, err := p2p.ReadBodyRequest(&b)
	require.NoError(t, err)
	require.Len(t, got.Digest, 32)
	_, err = p2p.ReadBodyRequest(bytes.NewReader([]byte{0xff, 0xff, 0xff, 0xff, 1}))
	require.ErrorIs(t, err, task.ErrMalformed)
}

func FuzzParseTopic(f *testing.F) {
	f.Add("/w3bstream/4690/1/project/12/status")
	f.Add("/w3bstream/4690/1/project/+12/task")
	f.Fuzz(func(t *testing.T, s string) {
		if topic, err := p2p.ParseTopic(s); err == nil && topic.String() != s {
			t.Fatalf("%q parses but prints as %q", s, topic)
		}
	})
}

func seedEnvelope(f *testing.F) []byte {
	f.Helper()
	s := p2ptest.NewSigner(f)
	_, signed := p2ptest.MakeTask(f, s, 7, 1, "a")
	topic := p2p.Topic{ChainID: p2ptest.ChainID, Project: 7, Kind: p2p.KindTask}
	id := test.RandPeerIDFatal(f)
	return p2ptest.Envelope(f, p2ptest.Forgery{Signer: s, Topic: topic, IssuedAt: time.UnixMilli(1_750_000_000_000)}, p2ptest.AnnouncementPayload(f, signed, 0, id))
}

func FuzzEnvelope(f *testing.F) {
	f.Add(seedEnvelope(f))
	f.Fuzz(func(t *testing.T, b []byte) {
		once, err := p2p.DecodeEnvelope(b)
		if err != nil {
			return
		}
		twice, err := p2p.DecodeEnvelope(once)
		require.NoError(t, err, "what was decoded encodes to something decodable")
		require.Equal(t, once, twice)
	})
}

func FuzzAnnouncement(f *testing.F) {
	var e wire.Envelope
	require.NoError(f, proto.Unmarshal(seedEnvelope(f), &e))
	f.Add(e.Payload)
	f.Fuzz(func(t *testing.T, b []byte) {
		once, err := p2p.DecodeAnnouncement(b)
		if err != nil {
			return
		}
		twice, err := p2p.DecodeAnnouncement(once)
		require.NoError(t, err)
		require.Equal(t, once, twice)
	})
}

func FuzzStatus(f *testing.F) {
	id := test.RandPeerIDFatal(f)
	for _, s := range []task.State{task.StateProving, task.StateFailed, task.StateOutputted} {
		st := task.Status{Key: task.Key{Project: 7, Sequence: 1}, State: s, At: time.UnixMilli(1)}
		st.Failure = map[task.State]*task.Failure{task.StateFailed: {Code: task.FailNode, Reason: "r"}}[s]
		if s == task.StateOutputted {
			st.Receipt = &task.ReceiptRef{Runtime: "r", Kind: "k", CID: "c", Binding: task.BindingTask}
			st.Output = &task.OutputRef{Type: "file"}
		}
		b, err := p2p.EncodeStatus(st, id)
		require.NoError(f, err)
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, from, err := p2p.DecodeStatus(b)
		if err != nil {
			return
		}
		again, err := p2p.EncodeStatus(s, from)
		require.NoError(t, err, "what was accepted may be sent on")
		same, _, err := p2p.DecodeStatus(again)
		require.NoError(t, err)
		require.Equal(t, s, same)
	})
}

func FuzzFrame(f *testing.F) {
	var b bytes.Buffer
	require.NoError(f, p2p.WriteBodyRequest(&b, &wire.BodyRequest{Version: 1, Digest: make([]byte, 32)}))
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := p2p.ReadBodyRequest(bytes.NewReader(b)); err == nil {
			require.NoError(t, p2p.WriteBodyRequest(&bytes.Buffer{}, m))
		}
	})
}

func FuzzJudge(f *testing.F) {
	f.Add(seedEnvelope(f), uint8(0))
	f.Add([]byte("garbage"), uint8(1))
	auth := &p2ptest.Authority{}
	now := time.UnixMilli(1_750_000_000_000)
	kinds := []p2p.Kind{p2p.KindTask, p2p.KindStatus, p2p.KindPresence}
	judges := make([]func([]byte, peer.ID, time.Time) (any, string, string), len(kinds))
	for i, k := range kinds {
		topic := p2p.Topic{ChainID: p2ptest.ChainID, Project: 7, Kind: k}
		judges[i] = p2p.NewJudge(topic, time.Minute, auth)
		if k == p2p.KindPresence {
			id := test.RandPeerIDFatal(f)
			f.Add(p2ptest.Envelope(f, p2ptest.Forgery{Signer: p2ptest.NewSigner(f), Topic: topic, IssuedAt: now}, p2ptest.PresencePayload(id)), uint8(i))
		}
	}
	n := 0
	f.Fuzz(func(t *testing.T, b []byte, kind uint8) {
		judge := judges[int(kind)%len(judges)]
		n++ // a new origin each time is under no rate limit
		// Nobody is allowed anything, so nothing may get through.
		value, verdict, _ := judge(b, peer.ID(strconv.Itoa(n)), now)
		require.Nil(t, value)
		require.NotEqual(t, "accept", verdict)
	})
}
