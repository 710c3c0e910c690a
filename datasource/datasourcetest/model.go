package datasourcetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/datasource"
	"github.com/machinefi/sprout/task"
)

// simple is what a store of messages and tasks is, as plainly as it can be said.
type simple struct {
	arrived []task.Message
	taken   map[task.MessageID]task.Key
	tasks   map[task.ProjectID][]task.Task
}

func (m *simple) append(msgs []task.Message) {
	for _, msg := range msgs {
		if !slices.ContainsFunc(m.arrived, func(a task.Message) bool { return a.ID == msg.ID }) {
			m.arrived = append(m.arrived, msg)
		}
	}
}

func (m *simple) oldest(sel task.Selection) []task.Message {
	var list []task.Message
	var total uint64
	for _, msg := range m.arrived {
		g := sel.Group
		if _, taken := m.taken[msg.ID]; taken || msg.ProjectID != g.ProjectID || msg.ProjectVersion != g.ProjectVersion ||
			(!sel.AnyDevice && msg.ClientDID != g.ClientDID) {
			continue
		}
		total += uint64(msg.EncodedLen())
		if len(list) == sel.MaxCount || (len(list) > 0 && sel.MaxBytes > 0 && total > sel.MaxBytes) {
			break
		}
		list = append(list, msg)
	}
	return list
}

func (m *simple) pack(b task.Batch) (task.Task, error) {
	var msgs []task.Message
	for _, id := range b.Messages {
		if _, taken := m.taken[id]; taken {
			return task.Task{}, datasource.ErrConflict
		}
		i := slices.IndexFunc(m.arrived, func(a task.Message) bool { return a.ID == id })
		msgs = append(msgs, m.arrived[i])
	}
	t, err := task.New(b.ChainID, b.ProjectID, b.ProjectVersion, uint64(len(m.tasks[b.ProjectID])+1), b.CreatedAt, msgs)
	if err != nil {
		return task.Task{}, task.ErrMalformed
	}
	for _, id := range b.Messages {
		m.taken[id] = t.Key()
	}
	m.tasks[b.ProjectID] = append(m.tasks[b.ProjectID], t)
	return t, nil
}

// model drives a store and the simple one with the same calls; they must agree.
// All rounds share the store, each with projects of its own.
func model(t *testing.T, s datasource.Store) {
	round := task.ProjectID(0)
	rapid.Check(t, func(rt *rapid.T) {
		round += 10
		m := &simple{taken: map[task.MessageID]task.Key{}, tasks: map[task.ProjectID][]task.Task{}}
		group := rapid.Custom(func(rt *rapid.T) task.Group {
			return task.Group{
				ProjectID:      round + task.ProjectID(rapid.IntRange(1, 2).Draw(rt, "project")),
				ProjectVersion: rapid.SampledFrom([]string{"1", "2"}).Draw(rt, "version"),
				ClientDID:      rapid.SampledFrom([]string{"", "did:a", "did:b"}).Draw(rt, "client"),
			}
		})
		rt.Repeat(map[string]func(*rapid.T){
			"append": func(rt *rapid.T) { modelAppend(rt, s, m, group) },
			"oldest": func(rt *rapid.T) { modelOldest(rt, s, m, group) },
			"pack":   func(rt *rapid.T) { modelPack(rt, s, m, group) },
			"again":  func(rt *rapid.T) { modelRepack(rt, s, m) },
		})
		modelEnd(rt, s, m)
	})
}

func modelAppend(rt *rapid.T, s datasource.Store, m *simple, group *rapid.Generator[task.Group]) {
	var msgs []task.Message
	for i := range rapid.IntRange(0, 4).Draw(rt, "count") {
		g := group.Draw(rt, "group")
		msg := message(g.ProjectID, g.ProjectVersion, g.ClientDID, i)
		msg.Data = rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(rt, "data")
		msgs = append(msgs, msg)
	}
	if len(m.arrived) > 0 && rapid.Bool().Draw(rt, "repeat one") {
		msgs = append(msgs, rapid.SampledFrom(m.arrived).Draw(rt, "repeated"))
	}
	require.NoError(rt, s.Append(rt.Context(), msgs))
	m.append(msgs)
}

func drawSelection(rt *rapid.T, group *rapid.Generator[task.Group]) task.Selection {
	return task.Selection{
		Group:     group.Draw(rt, "group"),
		AnyDevice: rapid.Bool().Draw(rt, "any device"),
		MaxCount:  rapid.IntRange(1, 6).Draw(rt, "max count"),
		MaxBytes:  rapid.SampledFrom([]uint64{0, 1, 60, 100, 150, 1000}).Draw(rt, "max bytes"),
	}
}

func modelOldest(rt *rapid.T, s datasource.Store, m *simple, group *rapid.Generator[task.Group]) {
	sel := drawSelection(rt, group)
	want := m.oldest(sel)
	got, err := s.Oldest(rt.Context(), sel)
	require.NoError(rt, err)
	require.Equal(rt, want, got)
	pending, err := s.Pending(rt.Context(), sel)
	require.NoError(rt, err)
	require.Equal(rt, uint64(len(want)), pending.Count)
	require.Equal(rt, size(want), pending.Bytes)
}

func modelPack(rt *rapid.T, s datasource.Store, m *simple, group *rapid.Generator[task.Group]) {
	msgs := m.oldest(drawSelection(rt, group))
	if len(msgs) == 0 {
		rt.Skip("nothing to pack")
	}
	h, err := s.Pack(rt.Context(), batch(msgs))
	require.NoError(rt, err)
	want, err := m.pack(batch(msgs))
	require.NoError(rt, err)
	require.Equal(rt, want.Header, h)
}

// modelRepack tries to pack any messages of one version, taken ones among them.
func modelRepack(rt *rapid.T, s datasource.Store, m *simple) {
	if len(m.arrived) == 0 {
		rt.Skip("nothing arrived")
	}
	picked := rapid.SliceOfNDistinct(rapid.SampledFrom(m.arrived), 1, 3, func(a task.Message) task.MessageID { return a.ID }).Draw(rt, "picked")
	b := batch(picked)
	got, err := s.Pack(rt.Context(), b)
	want, wantErr := m.pack(b)
	if wantErr == nil {
		require.NoError(rt, err)
		require.Equal(rt, want.Header, got)
		return
	}
	// A batch may be wrong in both ways; which of them is said is not promised.
	require.Error(rt, err)
}

func modelEnd(rt *rapid.T, s datasource.Store, m *simple) {
	for _, msg := range m.arrived {
		got, err := s.Message(rt.Context(), msg.ID)
		require.NoError(rt, err)
		require.Equal(rt, fmt.Sprint(msg), fmt.Sprint(got))
		key, err := s.MessageTask(rt.Context(), msg.ID)
		require.NoError(rt, err)
		require.Equal(rt, m.taken[msg.ID], key)
	}
	for _, tasks := range m.tasks {
		for _, want := range tasks {
			got, err := s.TaskByDigest(rt.Context(), want.Digest())
			require.NoError(rt, err)
			require.Equal(rt, want, got)
		}
	}
}
