package processor_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/machinefi/sprout/processor"
	"github.com/machinefi/sprout/task"
)

// wait lets virtual time pass.
func wait(d time.Duration) {
	time.Sleep(d) //nolint:forbidigo // virtual time of a synctest bubble
	synctest.Wait()
}

func TestTaskIsProvedAndDelivered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(time.Minute)
		d := a.Task.Digest()
		require.Equal(t, []task.State{task.StateProving, task.StateProved, task.StateOutputted}, w.reported(d))
		require.GreaterOrEqual(t, w.count(d, task.StateProving), 6, "every 3 s of 20")
		require.Equal(t, 3, w.count(d, task.StateOutputted), "the last report is repeated: gossip may be lost")
		require.Equal(t, 1, w.sentOf(d))
		e, ok, err := w.Entry(t.Context(), d)
		require.NoError(t, err)
		require.True(t, ok)
		require.Equal(t, task.StateOutputted, e.State)
		require.EqualValues(t, 20_000, e.Receipt.ProveMS)
	})
}

func TestAnnouncedAgainItOnlyReports(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		for range 3 {
			require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		}
		wait(time.Minute)
		before := w.count(a.Task.Digest(), task.StateOutputted)
		a.Attempt = 4
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(time.Minute)
		require.Len(t, w.provedKeys(), 1)
		require.Equal(t, 1, w.sentOf(a.Task.Digest()))
		require.Greater(t, w.count(a.Task.Digest(), task.StateOutputted), before)
	})
}

func TestOnlyWhoseTurnItIsTakesATask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		w.rankAs(2, a)
		for attempt := range uint32(2) {
			a.Attempt = attempt
			require.NoError(t, p.HandleAnnouncement(t.Context(), a))
			wait(time.Minute)
			require.Empty(t, w.provedKeys())
		}
		a.Attempt = 2
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(time.Minute)
		require.Len(t, w.provedKeys(), 1)
	})
}

func TestNotAllowedTakesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.znodes[0].Operator = task.Address{99}
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		a.Attempt = 50
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(time.Minute)
		require.Empty(t, w.provedKeys())
	})
}

func TestProjectsAreServedInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p, stop := w.run()
		defer stop()
		for seq := range uint64(5) {
			require.NoError(t, p.HandleAnnouncement(t.Context(), w.announce(1, seq+1)))
		}
		require.NoError(t, p.HandleAnnouncement(t.Context(), w.announce(2, 1)))
		wait(10 * time.Minute)
		order := w.provedKeys()
		require.Len(t, order, 6)
		require.Contains(t, order[:3], task.Key{Project: 2, Sequence: 1}, "a flood of one project delays another by a task at most")
		last := uint64(0)
		for _, k := range order {
			if k.Project == 1 {
				require.Greater(t, k.Sequence, last, "first in, first out within a project")
				last = k.Sequence
			}
		}
	})
}

func TestFullQueueLeavesTasksToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p, stop := w.run()
		defer stop()
		var err error
		for seq := range uint64(80) {
			if err = p.HandleAnnouncement(t.Context(), w.announce(1, seq+1)); err != nil {
				break
			}
		}
		require.ErrorIs(t, err, processor.ErrBusy)
		require.NoError(t, p.HandleAnnouncement(t.Context(), w.announce(2, 1)), "another project has its own queue")
	})
}

func TestLastingFailureIsToldAndRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.prove = func(context.Context, *task.Task) error {
			return task.WithCode(errors.New("guest panicked: no"), task.FailGuest)
		}
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(time.Minute)
		s := w.statuses[len(w.statuses)-1]
		require.Equal(t, task.StateFailed, s.State)
		require.Equal(t, task.FailGuest, s.Failure.Code)
		require.Contains(t, s.Failure.Reason, "guest panicked: no")
		w.prove = nil
		a.Attempt = 1
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(time.Minute)
		require.Empty(t, w.provedKeys(), "what lasts is not tried again")
	})
}

func TestPassingFailureIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.fetch = func() error { return errors.New("peer is gone") }
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(time.Minute)
		require.Equal(t, task.FailNode, w.statuses[len(w.statuses)-1].Failure.Code)
		w.fetch = nil
		a.Attempt = 1
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(time.Minute)
		require.Equal(t, 1, w.sentOf(a.Task.Digest()))
	})
}

func TestFailedDeliveryKeepsTheProof(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.deliver = func(context.Context) error { return task.WithCode(errors.New("chain is down"), task.FailOutput) }
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(time.Minute)
		w.deliver = nil
		a.Attempt = 1
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(time.Minute)
		require.Len(t, w.provedKeys(), 1, "proved once")
		require.Equal(t, 1, w.sentOf(a.Task.Digest()))
	})
}

func TestSlowDeliveryHoldsNoProver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var begun atomic.Bool
		w.deliver = func(ctx context.Context) error {
			if begun.CompareAndSwap(false, true) {
				select {
				case <-time.After(4 * time.Minute):
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		}
		p, stop := w.run()
		defer stop()
		first, second := w.announce(1, 1), w.announce(2, 1)
		require.NoError(t, p.HandleAnnouncement(t.Context(), first))
		require.NoError(t, p.HandleAnnouncement(t.Context(), second))
		wait(time.Minute)
		require.Zero(t, w.sentOf(first.Task.Digest()))
		require.Equal(t, 1, w.sentOf(second.Task.Digest()))
		wait(5 * time.Minute)
		require.Equal(t, 1, w.sentOf(first.Task.Digest()))
	})
}

// A project whose receiver takes nothing, for want of funds perhaps, keeps the others from nothing.
func TestProjectThatCannotBePaidForStopsNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.proveFor = time.Second
		stuck, most := make(chan struct{}), atomic.Int64{}
		w.deliverOf = func(ctx context.Context, id task.ProjectID) error {
			if id > 3 {
				return nil
			}
			most.Add(1)
			select {
			case <-stuck:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		p, stop := w.run()
		defer stop()
		for id := task.ProjectID(1); id <= 3; id++ { // three of them, each with as many as the queue takes
			for seq := range uint64(64) {
				require.NoError(t, p.HandleAnnouncement(t.Context(), w.announce(id, seq+1)))
			}
		}
		wait(2 * time.Minute)
		require.LessOrEqual(t, most.Load(), int64(128+3), "and are not worked on without end")
		honest := w.announce(4, 1)
		require.NoError(t, p.HandleAnnouncement(t.Context(), honest))
		wait(5 * time.Second)
		require.Equal(t, 1, w.sentOf(honest.Task.Digest()))

		close(stuck)
		wait(5 * time.Minute)
		require.Len(t, w.provedKeys(), 3*64+1, "and are worked on again when they go on")
	})
}

func TestRestartResumes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p, stop := w.run()
		proving, delivering := w.announce(1, 1), w.announce(1, 2)
		require.NoError(t, p.HandleAnnouncement(t.Context(), proving))
		wait(5 * time.Second)
		stop() // in the middle of a proof
		receipt := []byte("receipt of 1/2")
		require.NoError(t, w.Record(t.Context(), processor.Entry{ // killed between proof and delivery
			Task: delivering.Task.Signed(), Digest: delivering.Task.Digest(), Provider: "peer", State: task.StateProved,
			Receipt: &task.ReceiptRef{CID: string(receipt), Digest: task.DigestOf(receipt)},
		}))
		require.Empty(t, w.provedKeys())
		_, stop = w.run()
		defer stop()
		wait(2 * time.Minute)
		require.Equal(t, []task.Key{{Project: 1, Sequence: 1}}, w.provedKeys(), "what was proved is only delivered")
		require.Equal(t, 1, w.sentOf(proving.Task.Digest()))
		require.Equal(t, 1, w.sentOf(delivering.Task.Digest()))
	})
}

func TestResultOfAnotherZnodeEndsTheWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		w.three(0, a)
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(5 * time.Second)
		p.HandleStatus(t.Context(), w.statusOf(a, 1, 1, task.StateOutputted))
		wait(time.Minute)
		require.Empty(t, w.provedKeys())
		require.Zero(t, w.sentOf(a.Task.Digest()))
		e, _, err := w.Entry(t.Context(), a.Task.Digest())
		require.NoError(t, err)
		require.Equal(t, task.StateFailed, e.State, "nothing is left to resume")
	})
}

func TestLiarsKeepNobodyFromWork(t *testing.T) {
	for name, c := range map[string]struct {
		rank    int
		attempt uint32
		ours    uint32
	}{
		"better ranked, at its own attempt":    {0, 0, 1},
		"better ranked, at ours":               {0, 1, 1},
		"better ranked, at a later one":        {0, 9, 1},
		"worse ranked, before its turn":        {2, 1, 1},
		"worse ranked, at an attempt too high": {2, 7, 1},
		"worse ranked, when its turn is past":  {2, 2, 2},
		"not allowed at all":                   {-1, 5, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				p, stop := w.run()
				defer stop()
				a := w.announce(1, 1)
				w.three(1, a)
				a.Attempt = c.ours
				require.NoError(t, p.HandleAnnouncement(t.Context(), a))
				for range 20 {
					for _, state := range []task.State{task.StateProving, task.StateOutputted} {
						p.HandleStatus(t.Context(), w.statusOf(a, c.rank, c.attempt, state))
					}
					wait(3 * time.Second)
				}
				require.Equal(t, 1, w.sentOf(a.Task.Digest()))
			})
		})
	}
}

func TestWhatAnotherWorksOnIsNotDoneTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p, stop := w.run()
		defer stop()
		first, second := w.announce(1, 1), w.announce(1, 2)
		w.three(0, second)
		first.Attempt = 2 // whatever its rank for the first one is
		require.NoError(t, p.HandleAnnouncement(t.Context(), first))
		require.NoError(t, p.HandleAnnouncement(t.Context(), second))
		wait(15 * time.Second) // second waits here so long that another takes it over
		p.HandleStatus(t.Context(), w.statusOf(second, 1, 1, task.StateProving))
		wait(time.Minute)
		require.Equal(t, []task.Key{{Project: 1, Sequence: 1}}, w.provedKeys())
		second.Attempt = 2 // the other one died: this attempt is taken
		require.NoError(t, p.HandleAnnouncement(t.Context(), second))
		wait(time.Minute)
		require.Len(t, w.provedKeys(), 2)
	})
}

func TestRedundantZnodesDeliverByRank(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.version.Redundancy = 3
		p, stop := w.run()
		defer stop()
		a := w.announce(1, 1)
		w.rankAs(1, a)
		require.NoError(t, p.HandleAnnouncement(t.Context(), a))
		wait(30 * time.Second)
		require.Len(t, w.provedKeys(), 1)
		require.Zero(t, w.sentOf(a.Task.Digest()), "the better ranked one delivers first")
		wait(10 * time.Second)
		require.Equal(t, 1, w.sentOf(a.Task.Digest()), "it did not: this one does")
	})
}

// What makes a znode unfit keeps it from beginning, for as long as it lasts, and from nothing that it has begun.
func TestUnfitZnodeBeginsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p, stop := w.run()
		defer stop()
		begun, queued, later, other := w.announce(1, 1), w.announce(1, 2), w.announce(1, 3), w.announce(2, 1)
		require.NoError(t, p.HandleAnnouncement(t.Context(), begun))
		require.NoError(t, p.HandleAnnouncement(t.Context(), queued))
		wait(5 * time.Second)
		w.setUnfit(errors.New("no coins"))
		require.NoError(t, p.HandleAnnouncement(t.Context(), later))
		require.NoError(t, p.HandleAnnouncement(t.Context(), other))
		wait(2 * time.Minute)
		require.ElementsMatch(t, []task.Key{{Project: 1, Sequence: 1}, {Project: 2, Sequence: 1}}, w.provedKeys())
		require.Equal(t, 1, w.sentOf(begun.Task.Digest()))

		w.setUnfit(nil)
		require.NoError(t, p.HandleAnnouncement(t.Context(), queued))
		require.NoError(t, p.HandleAnnouncement(t.Context(), later))
		wait(2 * time.Minute)
		require.Len(t, w.provedKeys(), 4, "announced again they are taken")
	})
}

// No more tasks of a project are taken, or out of the queue begun, than are paid for.
func TestNoMoreIsBegunThanIsPaidFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		delivered := make(chan struct{})
		w.deliver = func(context.Context) error { <-delivered; return nil }
		p, stop := w.run()
		defer stop()
		all := []task.Announcement{w.announce(1, 1), w.announce(1, 2), w.announce(1, 3), w.announce(1, 4)}
		offer := func() {
			for _, a := range all {
				require.NoError(t, p.HandleAnnouncement(t.Context(), a))
			}
		}
		w.pay(3)
		offer() // the first is in work, two are queued, and the last is not taken
		wait(5 * time.Second)
		w.pay(2)
		wait(time.Minute)
		require.Len(t, w.provedKeys(), 2, "what is proved is owed until it is delivered")
		offer()
		wait(time.Minute)
		require.Len(t, w.provedKeys(), 2)
		close(delivered)
		synctest.Wait()
		offer()
		wait(time.Minute)
		require.Len(t, w.provedKeys(), 4)
		require.Equal(t, 1, w.sentOf(all[3].Task.Digest()))
	})
}

// A proof that is done is delivered, whatever came in between, and what was in work before a restart goes on.
func TestUnfitZnodeEndsWhatItBegan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.deliver = func(context.Context) error { return errors.New("refused for now") }
		p, stop := w.run()
		done, working := w.announce(1, 1), w.announce(1, 2)
		require.NoError(t, p.HandleAnnouncement(t.Context(), done))
		wait(21 * time.Second)
		require.NoError(t, p.HandleAnnouncement(t.Context(), working))
		wait(5 * time.Second)
		stop()
		w.setUnfit(errors.New("no coins"))
		w.deliver = nil
		_, stop = w.run()
		defer stop()
		wait(2 * time.Minute)
		require.Equal(t, 1, w.sentOf(done.Task.Digest()))
		require.Equal(t, 1, w.sentOf(working.Task.Digest()))
	})
}

func TestUnknownVersionIsNotTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		p, stop := w.run()
		defer stop()
		made, err := task.New(1, 1, "9", 1, time.Now(), []task.Message{{ID: task.MessageID{1}, ProjectID: 1, ProjectVersion: "9", Data: []byte("x")}})
		require.NoError(t, err)
		signed, err := task.Sign(t.Context(), made.Header, w.signer)
		require.NoError(t, err)
		v, err := w.verifyTask(signed)
		require.NoError(t, err)
		require.Error(t, p.HandleAnnouncement(t.Context(), task.Announcement{Task: v}))
	})
}

func TestConfigTellsAllFaults(t *testing.T) {
	err := processor.Config{Silence: -1, Queue: -1}.Validate()
	require.ErrorContains(t, err, "duration")
	require.ErrorContains(t, err, "queue")
	_, err = processor.New(processor.Config{}, processor.Roles{})
	require.ErrorContains(t, err, "role is missing")
}
