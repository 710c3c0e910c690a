package znode

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/task"
)

// hall records what is said in it and when; time is the test's.
type hall struct {
	mu        sync.Mutex
	start     time.Time
	listeners int
	projects  []task.ProjectID
	offers    []task.Offer
	heard     []task.Presence
	at        []time.Duration
	fail      error
}

func (h *hall) Listeners(_ task.ProjectID, k p2p.Kind) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	if k != p2p.KindPresence {
		return 0
	}
	return h.listeners
}

func (h *hall) PublishPresence(_ context.Context, p task.Presence) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.heard, h.at = append(h.heard, p), append(h.at, time.Since(h.start))
	return h.fail
}

// change alters the world between two looks of the announcer.
func (h *hall) change(f func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f()
}

// told returns when the project was told, in seconds.
func (h *hall) told(id task.ProjectID) (out []int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for i, p := range h.heard {
		if p.Project == id {
			out = append(out, int(h.at[i]/time.Second))
		}
	}
	return out
}

// offering is what there is to offer in the hall.
func (h *hall) offering() (out []task.Offer) {
	h.change(func() { out = append(out, h.offers...) })
	return out
}

func speaking(t *testing.T, h *hall, offers func() []task.Offer, f func()) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h.start = time.Now()
		a := &announcer{
			network: h, version: "1.0.0", log: slog.New(slog.DiscardHandler),
			projects: func() (out []task.ProjectID) { h.change(func() { out = append(out, h.projects...) }); return out },
			offers:   offers,
		}
		ctx, cancel := context.WithCancel(t.Context())
		var running sync.WaitGroup
		var err error
		running.Go(func() { err = a.run(ctx) })
		f()
		cancel()
		running.Wait()
		require.NoError(t, err)
	})
}

// wait lets d pass and what is due then happen.
func wait(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

func risc0Offers(slots, running uint32) []task.Offer {
	return []task.Offer{{Runtime: "risc0", Slots: slots, Running: running}}
}

func TestPresenceIsToldAtIntervalsAndOnChange(t *testing.T) {
	h := &hall{listeners: 1, projects: []task.ProjectID{7}, offers: risc0Offers(2, 0)}
	speaking(t, h, h.offering, func() {
		wait(75*time.Second + presencePoll/2)
		require.Equal(t, []int{0, 5, 10, 40, 70}, h.told(7))
		require.Equal(t, task.Presence{Project: 7, Version: "1.0.0", Offers: risc0Offers(2, 0)}, h.heard[0])
		h.change(func() { h.offers = risc0Offers(2, 1) })
		wait(time.Second)
		require.Equal(t, []int{0, 5, 10, 40, 70, 76}, h.told(7), "a change is told at once")
		require.Equal(t, risc0Offers(2, 1), h.heard[5].Offers)
		for i := range 20 { // a slot that is taken and freed each second
			h.change(func() { h.offers = risc0Offers(2, uint32(i%2)) })
			wait(time.Second)
		}
		for at, i := h.told(7), 6; i < len(at); i++ {
			require.GreaterOrEqual(t, at[i]-at[i-1], 5, "yet not too often")
		}
		require.Greater(t, len(h.told(7)), 6)
	})
}

func TestPresenceWaitsForListeners(t *testing.T) {
	h := &hall{projects: []task.ProjectID{7}, offers: risc0Offers(1, 0)}
	speaking(t, h, h.offering, func() {
		wait(40*time.Second + presencePoll/2)
		require.Empty(t, h.told(7))
		h.change(func() { h.listeners = 1 })
		wait(time.Second)
		require.Equal(t, []int{41}, h.told(7))
	})
}

func TestPresenceIsToldWhereTheZnodeIsAllowed(t *testing.T) {
	h := &hall{listeners: 1, projects: []task.ProjectID{7, 8}, offers: risc0Offers(1, 0), fail: errors.New("no peer")}
	speaking(t, h, h.offering, func() {
		wait(presencePoll / 2)
		require.Equal(t, []int{0}, h.told(8))
		h.change(func() { h.projects = h.projects[:1] })
		wait(20 * time.Second)
		require.Equal(t, []int{0}, h.told(8), "a project that was left")
		require.Equal(t, []int{0, 5, 10}, h.told(7), "a failure is not repeated at once")
		h.change(func() { h.projects = []task.ProjectID{7, 8} })
		wait(time.Second)
		require.Equal(t, []int{0, 21}, h.told(8), "and joined again")
	})
}

// A node in a thousand projects speaks steadily: each project in time, never many at once.
func TestPresenceIsNoStorm(t *testing.T) {
	const many = 1000
	h := &hall{listeners: 1, offers: risc0Offers(4, 0)}
	for id := range task.ProjectID(many) {
		h.projects = append(h.projects, id+1)
	}
	speaking(t, h, h.offering, func() {
		for i := range 120 {
			h.change(func() { h.offers = risc0Offers(4, uint32(i%4)) })
			wait(time.Second)
		}
		perSecond := map[time.Duration]int{}
		for _, at := range h.at {
			perSecond[at/time.Second]++
		}
		for _, n := range perSecond {
			require.LessOrEqual(t, n, presenceMost)
		}
		for _, id := range h.projects {
			at := h.told(id)
			require.NotEmpty(t, at)
			require.Less(t, at[0], 20)
			for i := 1; i < len(at); i++ {
				require.LessOrEqual(t, at[i]-at[i-1], 31, "project %d", id)
			}
		}
	})
}

// Who fails a duty says at once that it has no place, and when it has some again.
func TestPresenceOffersNothingWhileADutyFails(t *testing.T) {
	h := &hall{listeners: 1, projects: []task.ProjectID{7}, offers: risc0Offers(2, 1)}
	d := &duties{dir: t.TempDir(), log: slog.New(slog.DiscardHandler)}
	speaking(t, h, whileFit(d.fit, h.offering), func() {
		wait(15*time.Second + presencePoll/2)
		require.Equal(t, risc0Offers(2, 1), h.heard[2].Offers)
		d.minFree = 1 << 62
		d.note(dutyDisk, d.checkDisk(t.Context()))
		wait(time.Second)
		require.Equal(t, []int{0, 5, 10, 16}, h.told(7))
		require.Equal(t, risc0Offers(0, 0), h.heard[3].Offers)
		d.minFree = 0
		d.note(dutyDisk, d.checkDisk(t.Context()))
		wait(5 * time.Second)
		require.Equal(t, []int{0, 5, 10, 16, 21}, h.told(7))
		require.Equal(t, risc0Offers(2, 1), h.heard[4].Offers)
	})
}
