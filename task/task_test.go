package task_test

import (
	"crypto/ecdsa"
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/task"
)

var epoch = time.UnixMilli(1_700_000_000_000).UTC()

func drawMessages(t *rapid.T, id task.ProjectID, version string) []task.Message {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) task.Message {
		return task.Message{
			ID: task.MessageID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id")), ProjectID: id, ProjectVersion: version,
			ClientDID: rapid.StringN(0, 20, 100).Draw(t, "did"), Data: rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(t, "data"),
			ReceivedAt: epoch.Add(time.Duration(rapid.Int64Range(0, 1e9).Draw(t, "ms")) * time.Millisecond),
		}
	}), 1, 8).Draw(t, "messages")
}

func drawTask(t *rapid.T) task.Task {
	version := rapid.StringN(1, 20, 100).Draw(t, "version")
	id := task.ProjectID(rapid.Uint64Range(1, 1<<40).Draw(t, "project"))
	made, err := task.New(rapid.Uint64().Draw(t, "chain"), id, version, rapid.Uint64Range(1, 1<<40).Draw(t, "sequence"), epoch, drawMessages(t, id, version))
	require.NoError(t, err)
	return made
}

func TestEncodingsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		made := drawTask(t)
		h, err := made.Header.AppendBinary(nil)
		require.NoError(t, err)
		parsed, err := task.ParseHeader(h)
		require.NoError(t, err)
		require.Equal(t, made.Header, parsed)
		body, err := made.Body()
		require.NoError(t, err)
		opened, err := task.OpenBody(parsed, body)
		require.NoError(t, err)
		require.Len(t, opened.Messages, len(made.Messages))
		for i := range opened.Messages {
			require.Equal(t, made.Messages[i].ID, opened.Messages[i].ID)
			require.Equal(t, made.Messages[i].ClientDID, opened.Messages[i].ClientDID)
			require.True(t, made.Messages[i].ReceivedAt.Equal(opened.Messages[i].ReceivedAt))
		}
	})
}

func TestAnyFlippedBitIsCaught(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		made := drawTask(t)
		h, err := made.Header.AppendBinary(nil)
		require.NoError(t, err)
		body, err := made.Body()
		require.NoError(t, err)
		bit := rapid.IntRange(0, 8*(len(h)+len(body))-1).Draw(t, "bit")
		if bit < 8*len(h) {
			h[bit/8] ^= 1 << (bit % 8)
			parsed, err := task.ParseHeader(h)
			require.True(t, err != nil || parsed.Digest() != made.Header.Digest())
			return
		}
		bit -= 8 * len(h)
		body[bit/8] ^= 1 << (bit % 8)
		_, err = task.OpenBody(made.Header, body)
		require.ErrorIs(t, err, task.ErrMalformed)
	})
}

func key(t testing.TB, n int64) *ecdsa.PrivateKey {
	t.Helper()
	k, err := crypto.ToECDSA(big.NewInt(n).FillBytes(make([]byte, 32)))
	require.NoError(t, err)
	return k
}

func sample(t testing.TB) task.Task {
	t.Helper()
	made, err := task.New(4690, 7, "1.0", 3, epoch, []task.Message{{ID: task.MessageID{1}, ProjectID: 7, ProjectVersion: "1.0", Data: []byte("x"), ReceivedAt: epoch}})
	require.NoError(t, err)
	return made
}

func TestVerify(t *testing.T) {
	made := sample(t)
	signer := task.NewKeySigner(key(t, 5))
	signed, err := task.Sign(t.Context(), made.Header, signer)
	require.NoError(t, err)
	allow := func(id task.ProjectID, a task.Address) error {
		if id != 7 || a != signer.Address() {
			return task.ErrNotAllowed
		}
		return nil
	}
	v, err := task.Verify(signed, 4690, allow)
	require.NoError(t, err)
	require.Equal(t, signer.Address(), v.Enode())
	require.Equal(t, made.Header.Digest(), v.Digest())
	require.Equal(t, signed, v.Signed())

	_, err = task.Verify(signed, 1, allow)
	require.ErrorIs(t, err, task.ErrWrongChain)

	forged := signed
	forged.Header.Sequence++
	_, err = task.Verify(forged, 4690, allow)
	require.ErrorIs(t, err, task.ErrNotAllowed, "another header recovers another signer")

	broken := signed
	broken.Signature[64] = 99
	_, err = task.Verify(broken, 4690, allow)
	require.ErrorIs(t, err, task.ErrBadSignature)

	unsure := errors.New("registry is not synced")
	_, err = task.Verify(signed, 4690, func(task.ProjectID, task.Address) error { return unsure })
	require.ErrorIs(t, err, unsure)
	require.NotErrorIs(t, err, task.ErrNotAllowed)
}

func TestSignatureHasOneForm(t *testing.T) {
	made := sample(t)
	signed, err := task.Sign(t.Context(), made.Header, task.NewKeySigner(key(t, 5)))
	require.NoError(t, err)
	high := signed.Signature
	n := crypto.S256().Params().N
	s := new(big.Int).Sub(n, new(big.Int).SetBytes(high[32:64]))
	s.FillBytes(high[32:64])
	high[64] = 55 - high[64] // 27 and 28 change places
	_, err = high.Recover(made.Header.SigningHash())
	require.ErrorIs(t, err, task.ErrBadSignature)
}

func TestWindow(t *testing.T) {
	for _, c := range []struct {
		at time.Duration
		ok bool
	}{{0, true}, {-time.Minute, true}, {time.Minute, true}, {-61 * time.Second, false}, {61 * time.Second, false}} {
		err := task.InWindow(epoch.Add(c.at), epoch, time.Minute)
		if c.ok {
			require.NoError(t, err)
		} else {
			require.ErrorIs(t, err, task.ErrStale)
		}
	}
}

func TestHeaderLimits(t *testing.T) {
	h := task.Header{}
	err := h.Validate()
	for _, part := range []string{"project id is 0", "sequence is 0", "project version of 0 bytes", "0 messages"} {
		require.ErrorContains(t, err, part)
	}
	_, err = task.New(1, 1, "v", 1, epoch, []task.Message{{ProjectID: 2, ProjectVersion: "v"}})
	require.ErrorContains(t, err, "is of project 2")
}

func TestStatesMoveAsDrawn(t *testing.T) {
	legal := map[[2]task.State]bool{}
	for _, m := range [][2]task.State{
		{"", "received"}, {"", "packed"}, {"received", "packed"}, {"packed", "dispatched"}, {"packed", "failed"},
		{"dispatched", "dispatched"}, {"dispatched", "proving"}, {"dispatched", "proved"}, {"dispatched", "failed"},
		{"proving", "dispatched"}, {"proving", "proving"}, {"proving", "proved"}, {"proving", "failed"},
		{"proved", "dispatched"}, {"proved", "outputted"}, {"proved", "failed"},
		{"outputted", "dispatched"}, {"outputted", "settled"}, {"outputted", "failed"},
	} {
		legal[m] = true
	}
	for _, from := range append(task.States(), "") {
		for _, to := range append(task.States(), "") {
			err := from.Move(to)
			if legal[[2]task.State{from, to}] {
				require.NoError(t, err, "%q to %q", from, to)
			} else {
				require.ErrorIs(t, err, task.ErrIllegalMove, "%q to %q", from, to)
			}
		}
		if from.Terminal() {
			require.Contains(t, []task.State{"settled", "failed"}, from)
		}
	}
	_, err := task.ParseState("done")
	require.ErrorIs(t, err, task.ErrMalformed)
	s, err := task.ParseState("settled")
	require.NoError(t, err)
	require.Equal(t, task.StateSettled, s)
}

func TestRankIsAnOrderEverybodyAgreesOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "znodes")
		list := make([]task.Znode, n)
		for i := range list {
			list[i] = task.Znode{Operator: task.Address{byte(i), 1}, Weight: rapid.Uint64Range(0, 100).Draw(t, "weight")}
		}
		d := task.DigestOf(rapid.SliceOf(rapid.Byte()).Draw(t, "digest"))
		want := task.Rank(d, list)
		require.Equal(t, want, task.Rank(d, rapid.Permutation(list).Draw(t, "shuffled")))
		for _, z := range list {
			if z.Weight == 0 {
				require.NotContains(t, want, z.Operator)
			} else {
				require.Contains(t, want, z.Operator)
			}
		}
		if n > 1 { // taking one out leaves the order of the others
			out := list[rapid.IntRange(0, n-1).Draw(t, "out")].Operator
			var rest []task.Znode
			for _, z := range list {
				if z.Operator != out {
					rest = append(rest, z)
				}
			}
			var expect []task.Address
			for _, a := range want {
				if a != out {
					expect = append(expect, a)
				}
			}
			require.ElementsMatch(t, expect, task.Rank(d, rest))
			if len(expect) > 0 {
				require.Equal(t, expect, task.Rank(d, rest))
			}
		}
	})
}

func TestRankFollowsWeight(t *testing.T) {
	list := []task.Znode{{Operator: task.Address{1}, Weight: 3}, {Operator: task.Address{2}, Weight: 1}}
	first := 0
	const tasks = 4000
	for i := range tasks {
		if task.Rank(task.DigestOf([]byte{byte(i), byte(i >> 8)}), list)[0] == list[0].Operator {
			first++
		}
	}
	require.InDelta(t, 0.75, float64(first)/tasks, 0.03)
}

func TestHintsAndCodes(t *testing.T) {
	base := errors.New("base")
	err := task.WithCode(task.WithHint(base, "do this"), task.FailLimit)
	require.ErrorIs(t, err, base)
	require.Equal(t, "do this", task.Hint(err))
	require.Equal(t, task.FailLimit, task.CodeOf(err))
	require.Equal(t, task.FailNode, task.CodeOf(base))
	require.NoError(t, task.WithHint(nil, "x"))
	require.NoError(t, task.WithCode(nil, task.FailGuest))
	require.True(t, task.FailGuest.Lasting())
	require.False(t, task.FailOutput.Lasting())
}

func TestIDs(t *testing.T) {
	_, err := task.ParseProjectID("0")
	require.ErrorIs(t, err, task.ErrMalformed)
	id, err := task.ParseProjectID("12")
	require.NoError(t, err)
	require.Equal(t, "12", id.String())
	_, err = task.ParseDigest("0x12")
	require.ErrorIs(t, err, task.ErrMalformed)
	_, err = task.ParseAddress("zz")
	require.ErrorIs(t, err, task.ErrMalformed)
	m, err := task.NewMessageID()
	require.NoError(t, err)
	back, err := task.ParseMessageID(m.String())
	require.NoError(t, err)
	require.Equal(t, m, back)
}

func FuzzParseHeader(f *testing.F) {
	for _, v := range loadVectors(f) {
		f.Add(unhex(f, v.HeaderHex))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := task.ParseHeader(b)
		if err != nil {
			return
		}
		again, err := h.AppendBinary(nil)
		require.NoError(t, err)
		require.Equal(t, b, again, "a header has one encoding")
	})
}

func FuzzOpenBody(f *testing.F) {
	for _, v := range loadVectors(f) {
		f.Add(unhex(f, v.HeaderHex), unhex(f, v.BodyHex))
	}
	f.Fuzz(func(t *testing.T, head, body []byte) {
		h, err := task.ParseHeader(head)
		if err != nil {
			return
		}
		opened, err := task.OpenBody(h, body)
		if err != nil {
			return
		}
		again, err := opened.Body()
		require.NoError(t, err)
		require.Equal(t, body, again, "a body has one encoding")
	})
}

func FuzzParseJournal(f *testing.F) {
	for _, v := range loadVectors(f) {
		f.Add(unhex(f, v.JournalHex))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		j, err := task.ParseJournal(b)
		if err == nil {
			require.Equal(t, b, j.Encode(), "a journal has one encoding")
		}
	})
}
