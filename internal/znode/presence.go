package znode

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/machinefi/sprout/p2p"
	"github.com/machinefi/sprout/task"
)

const (
	// presencePoll is how often the announcer looks whether there is something to say.
	presencePoll = time.Second
	// presenceMost bounds what it says at one look: a node in thousands of projects
	// speaks of each in turn instead of all at once.
	presenceMost = 64
	// presenceFirst is how many times a project is told at first with only
	// [task.PresenceGap] between: peers find each other one after the other, and
	// what was said before is not passed on.
	presenceFirst = 3
)

// audience is what the announcer needs of the network.
type audience interface {
	Listeners(id task.ProjectID, k p2p.Kind) int
	PublishPresence(ctx context.Context, p task.Presence) error
}

// announcer tells each project that allows this znode that it is there and what
// it can prove: as soon as somebody listens, a few times at first, when that
// changes, and every [task.PresenceInterval].
type announcer struct {
	network  audience
	projects func() []task.ProjectID // that allow this znode now, ascending
	offers   func() []task.Offer
	version  string
	log      *slog.Logger

	said map[task.ProjectID]said
}

// said is what a project was told last.
type said struct {
	at     time.Time
	offers []task.Offer
	times  int
}

// run announces until ctx ends.
func (a *announcer) run(ctx context.Context) error {
	a.said = map[task.ProjectID]said{}
	tick := time.NewTicker(presencePoll)
	defer tick.Stop()
	for {
		a.speak(ctx, time.Now())
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// speak tells those projects whose turn it is, the longest untold first.
func (a *announcer) speak(ctx context.Context, now time.Time) {
	offers := a.offers()
	due := a.due(offers, now)
	for _, id := range due[:min(len(due), presenceMost)] {
		a.said[id] = said{now, offers, a.said[id].times + 1}
		err := a.network.PublishPresence(ctx, task.Presence{Project: id, Version: a.version, Offers: offers})
		if err != nil && ctx.Err() == nil {
			a.log.Debug("project not told of this znode", "project", id, "err", err)
		}
	}
}

// due lists the projects to tell, and forgets those that this znode has left.
func (a *announcer) due(offers []task.Offer, now time.Time) []task.ProjectID {
	projects := a.projects()
	for id := range a.said {
		if _, still := slices.BinarySearch(projects, id); !still {
			delete(a.said, id)
		}
	}
	var due []task.ProjectID
	for _, id := range projects {
		last := a.said[id]
		age := now.Sub(last.at)
		early := age >= task.PresenceGap && (last.times < presenceFirst || !slices.Equal(last.offers, offers))
		if (early || age >= task.PresenceInterval) && a.network.Listeners(id, p2p.KindPresence) > 0 {
			due = append(due, id)
		}
	}
	slices.SortStableFunc(due, func(x, y task.ProjectID) int { return a.said[x].at.Compare(a.said[y].at) })
	return due
}

// whileFit offers what there is, and no place of it while the znode begins no new task: so others see before they wait for it.
func whileFit(fit func() error, offers func() []task.Offer) func() []task.Offer {
	return func() []task.Offer {
		all := offers()
		if fit() == nil {
			return all
		}
		for i := range all {
			all[i].Slots, all[i].Running = 0, 0
		}
		return all
	}
}

// startAnnouncer connects the announcer; it speaks once its loop runs.
func (z *znode) startAnnouncer(context.Context) error {
	z.announcer = &announcer{
		network: z.P2P, offers: whileFit(z.duties.fit, z.VM.Offers), version: z.Version, log: z.Log,
		projects: func() []task.ProjectID {
			return slices.DeleteFunc(z.P2P.Projects(), func(id task.ProjectID) bool { return z.Registry.MayProve(id, z.Self()) != nil })
		},
	}
	return nil
}
