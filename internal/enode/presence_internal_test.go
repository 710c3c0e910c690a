package enode

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/task"
)

func TestPresencesExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one, two := task.Address{1}, task.Address{2}
		left := map[task.Address]bool{}
		reg := prometheus.NewRegistry()
		p := newPresences(func(_ task.ProjectID, a task.Address) error {
			if left[a] {
				return task.ErrNotAllowed
			}
			return nil
		}, reg)
		say := func(id task.ProjectID, node task.Address, version string, ago time.Duration) {
			p.hear(t.Context(), task.Presence{Project: id, Node: node, Version: version, At: time.Now().Add(-ago)})
		}
		versions := func(id task.ProjectID) (out []string) {
			for _, s := range p.of(id) {
				require.Equal(t, id, s.Project)
				out = append(out, s.Version)
			}
			return out
		}
		present := func() float64 {
			families, err := reg.Gather()
			require.NoError(t, err)
			require.Len(t, families, 1)
			require.Equal(t, "sprout_enode_znodes_present", families[0].GetName())
			return families[0].GetMetric()[0].GetGauge().GetValue()
		}
		require.Empty(t, p.of(7))
		require.Zero(t, present())

		say(7, two, "b1", 0)
		say(7, one, "a1", 0)
		say(8, one, "a1", 0)
		require.Equal(t, []string{"a1", "b1"}, versions(7), "by address")
		require.Equal(t, []string{"a1"}, versions(8))
		require.EqualValues(t, 2, present(), "each znode counts once")

		<-time.After(task.PresenceInterval)
		say(7, one, "a2", 0)
		say(7, one, "a1", time.Second)
		require.Equal(t, []string{"a2", "b1"}, versions(7), "a late word changes nothing")

		<-time.After(task.PresenceExpiry - task.PresenceInterval)
		require.Equal(t, []string{"a2", "b1"}, versions(7), "two may be lost")
		<-time.After(time.Second)
		require.Equal(t, []string{"a2"}, versions(7))
		require.Empty(t, versions(8))
		require.EqualValues(t, 1, present())

		left[one] = true
		require.Empty(t, versions(7), "a znode that is no more allowed")

		<-time.After(2 * task.PresenceExpiry)
		say(9, two, "b2", 0)
		require.Len(t, p.last, 1, "nothing is kept of who is gone")
	})
}
