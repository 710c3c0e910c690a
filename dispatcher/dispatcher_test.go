package dispatcher_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/machinefi/sprout/dispatcher"
	"github.com/machinefi/sprout/project"
	"github.com/machinefi/sprout/task"
)

var life = []task.State{task.StateDispatched, task.StateProving, task.StateProved, task.StateOutputted, task.StateSettled}

// wait lets virtual time pass.
func wait(d time.Duration) {
	time.Sleep(d) //nolint:forbidigo // virtual time of a synctest bubble
	synctest.Wait()
}

func TestTaskComesToItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		require.Len(t, w.announcements(k), 1)
		node := w.ranked(k)[0]
		for _, s := range []task.State{task.StateProving, task.StateProved, task.StateOutputted} {
			d.HandleStatus(t.Context(), w.status(k, node, s))
			synctest.Wait()
		}
		wait(2 * time.Second)
		require.Equal(t, life, w.states(k))
		rec := w.record(k)
		require.True(t, rec.Done)
		require.Equal(t, "bafy", rec.Receipt.CID)
		require.Equal(t, "0x01", rec.Output.Result)
		require.Len(t, w.announcements(k), 1)
	})
}

func TestMissedReportsAreNoLoss(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateOutputted))
		wait(2 * time.Second)
		require.Equal(t, []task.State{task.StateDispatched, task.StateProved, task.StateOutputted, task.StateSettled}, w.states(k))
	})
}

func TestOutputThatNobodySettlesEndsAtOutputted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		w.version.Outputs[0].Type = project.OutputStdout
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateOutputted))
		synctest.Wait()
		require.True(t, w.record(k).Done)
		require.Equal(t, task.StateOutputted, w.record(k).State)
	})
}

func TestAnnouncementIsRepeatedUntilHeard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		k := w.pack(1, 1)
		_, stop := w.run(dispatcher.Config{})
		defer stop()
		wait(14 * time.Second)
		list := w.announcements(k)
		require.Len(t, list, 3, "at 0, 5 and 10 s")
		for _, a := range list {
			require.Zero(t, a.attempt)
		}
	})
}

func TestSilentZnodeLosesItsLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		first, second := w.ranked(k)[0], w.ranked(k)[1]
		for range 10 { // as long as it is heard it keeps the task
			d.HandleStatus(t.Context(), w.status(k, first, task.StateProving))
			wait(10 * time.Second)
		}
		require.Zero(t, w.record(k).Attempt)
		wait(16 * time.Second)
		require.EqualValues(t, 1, w.record(k).Attempt)
		require.Contains(t, w.lastComment(k), "silent")
		d.HandleStatus(t.Context(), w.status(k, second, task.StateProving))
		d.HandleStatus(t.Context(), w.status(k, second, task.StateOutputted))
		wait(2 * time.Second)
		require.True(t, w.record(k).Done)
		require.Equal(t, second, w.record(k).Worker)
	})
}

func TestHeartbeatsOfTheUnassignedRenewNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		last := w.ranked(k)[2]
		for range 4 {
			d.HandleStatus(t.Context(), w.status(k, last, task.StateProving))
			wait(4 * time.Second)
		}
		require.NotZero(t, w.record(k).Attempt)
	})
}

func TestAttemptHasAnEndEvenWithHeartbeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		w.version.ExpectedProving = 10 * time.Second
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		for range 8 {
			d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateProving))
			wait(5 * time.Second)
		}
		require.EqualValues(t, 1, w.record(k).Attempt)
	})
}

func TestFalseReceiptChangesNoState(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 2)
		w.verify = func(task.ReceiptRef) error { return fmt.Errorf("%w: made up", dispatcher.ErrReceiptRejected) }
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateOutputted))
		synctest.Wait()
		require.NotContains(t, w.states(k), task.StateProved)
		require.EqualValues(t, 1, w.record(k).Attempt, "the next znode is asked at once")
	})
}

func TestOneLiarCannotFailATask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		ranked := w.ranked(k)
		for i, node := range ranked {
			require.NotEqual(t, task.StateFailed, w.record(k).State)
			require.EqualValues(t, i, w.record(k).Attempt)
			d.HandleStatus(t.Context(), w.failure(k, node, task.FailGuest))
			synctest.Wait()
		}
		require.Equal(t, task.StateFailed, w.record(k).State)
		require.True(t, w.record(k).Done)
		for _, node := range ranked {
			require.Contains(t, w.lastComment(k), node.String()+": because")
		}
	})
}

// Attempts pass while honest znodes have the task in their queues and say nothing.
func TestManyAttemptsGiveALiarNoPower(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{MaxAttempts: 4})
		defer stop()
		wait(2 * time.Minute)
		require.Greater(t, w.record(k).Attempt, uint32(4))
		ranked := w.ranked(k)
		d.HandleStatus(t.Context(), w.failure(k, ranked[0], task.FailGuest))
		wait(time.Minute)
		require.NotEqual(t, task.StateFailed, w.record(k).State)
		d.HandleStatus(t.Context(), w.status(k, ranked[1], task.StateOutputted))
		wait(2 * time.Second)
		require.Equal(t, task.StateSettled, w.record(k).State)
	})
}

func TestTroubleOfNodesIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 2)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		for _, node := range w.ranked(k) {
			d.HandleStatus(t.Context(), w.failure(k, node, task.FailOutput))
			synctest.Wait()
		}
		require.NotEqual(t, task.StateFailed, w.record(k).State)
		wait(20 * time.Second)
		require.EqualValues(t, 2, w.record(k).Attempt)
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateOutputted))
		wait(2 * time.Second)
		require.Equal(t, task.StateSettled, w.record(k).State)
	})
}

func TestRefusedBySettlementFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		w.settle = dispatcher.SettlementRefused
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateOutputted))
		wait(2 * time.Second)
		require.Equal(t, task.StateFailed, w.record(k).State)
		require.Contains(t, w.lastComment(k), "refused")
	})
}

func TestZnodeThatIsGoneKeepsNoTaskFromFailing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		k := w.pack(1, 1)
		gone := w.ranked(k)[1]
		var d *dispatcher.Dispatcher
		ready := make(chan struct{})
		w.onTold = func(a announced) {
			<-ready
			for i, node := range w.ranked(k) {
				if i <= int(a.attempt) && node != gone {
					d.HandleStatus(t.Context(), w.failure(k, node, task.FailGuest))
				}
			}
		}
		d, stop := w.run(dispatcher.Config{})
		close(ready)
		defer stop()
		wait(time.Hour)
		require.Equal(t, task.StateFailed, w.record(k).State)
	})
}

func TestLyingAboutATransactionFailsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 2)
		w.chain = map[string]dispatcher.Settlement{"lie": dispatcher.SettlementRefused}
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		lie := w.status(k, w.ranked(k)[0], task.StateOutputted)
		lie.Output.Result = "lie"
		d.HandleStatus(t.Context(), lie)
		wait(2 * time.Second)
		require.EqualValues(t, 1, w.record(k).Attempt)
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[1], task.StateOutputted))
		wait(2 * time.Second)
		require.Equal(t, task.StateSettled, w.record(k).State)
	})
}

func TestATransactionThatIsNoneHidesNoReal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 2)
		w.chain = map[string]dispatcher.Settlement{"none": dispatcher.SettlementPending}
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		none := w.status(k, w.ranked(k)[0], task.StateOutputted)
		none.Output.Result = "none"
		d.HandleStatus(t.Context(), none)
		wait(2 * time.Second)
		require.Equal(t, task.StateOutputted, w.record(k).State)
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[1], task.StateOutputted))
		synctest.Wait()
		require.Equal(t, task.StateSettled, w.record(k).State)
		require.Equal(t, "0x01", w.record(k).Output.Result)
	})
}

func TestVersionThatIsGoneFailsItsTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		k := w.pack(1, 1)
		w.broken[1] = fmt.Errorf("project 1 version 1: %w", project.ErrNoVersion)
		_, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		require.Equal(t, task.StateFailed, w.record(k).State)
		require.True(t, w.record(k).Done)
	})
}

func TestChangedKeySignsAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		k := w.pack(1, 1)
		rec := w.record(k)
		rec.State, rec.Signature, rec.AttemptAt = task.StateDispatched, task.Signature{1}, time.Now()
		w.recs[k] = rec
		_, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		require.NotEmpty(t, w.announcements(k)) // Announce checks whose signature it is
	})
}

func TestTransactionThatNeverConfirmsStartsAnAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		w.settle = dispatcher.SettlementPending
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{SettleLimit: time.Minute})
		defer stop()
		synctest.Wait()
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateOutputted))
		wait(50 * time.Second)
		require.Equal(t, task.StateOutputted, w.record(k).State)
		wait(15 * time.Second)
		require.EqualValues(t, 1, w.record(k).Attempt)
		require.Equal(t, task.StateDispatched, w.record(k).State)
	})
}

func TestRestartGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		synctest.Wait()
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateProving))
		synctest.Wait()
		stop()
		wait(time.Minute) // the enode is down longer than a lease
		d, stop = w.run(dispatcher.Config{TotalFactor: 3, Total: time.Hour})
		defer stop()
		wait(10 * time.Second)
		require.Zero(t, w.record(k).Attempt, "who worked gets a whole lease to be heard again")
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateOutputted))
		wait(2 * time.Second)
		require.Equal(t, life, w.states(k))
	})
}

func TestWithoutZnodesTasksWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 0)
		k := w.pack(1, 1)
		_, stop := w.run(dispatcher.Config{})
		defer stop()
		wait(time.Hour)
		require.Empty(t, w.announcements(k))
		w.mu.Lock()
		w.znodes = []task.Znode{{Operator: task.Address{9}, Weight: 1}}
		w.mu.Unlock()
		wait(10 * time.Second)
		require.NotEmpty(t, w.announcements(k))
	})
}

// A project with too few znodes waits: its tasks are not announced, and the time counts for no attempt.
func TestTasksOfAWaitingProjectWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		w.joined(1)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		wait(time.Hour)
		require.Empty(t, w.announcements(k))
		require.Equal(t, task.StatePacked, w.record(k).State)

		w.joined(2)
		wait(6 * time.Second)
		require.NotEmpty(t, w.announcements(k))
		require.Zero(t, w.record(k).Attempt)
		node := w.ranked(k)[0]
		d.HandleStatus(t.Context(), w.status(k, node, task.StateProving))
		synctest.Wait()

		// One leaves in the middle of a proof, and comes back.
		before := len(w.announcements(k))
		w.joined(1)
		wait(time.Hour)
		require.Len(t, w.announcements(k), before)
		require.Equal(t, task.StateProving, w.record(k).State)
		w.joined(2)
		wait(14 * time.Second)
		require.Zero(t, w.record(k).Attempt, "the lease begins anew")
		wait(6 * time.Second)
		require.EqualValues(t, 1, w.record(k).Attempt, "and then runs out")
	})
}

// So do the tasks of a version that could not be settled.
func TestTasksOfAVersionThatIsNotAcceptedWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		w.joined(2)
		w.accept(w.version.Name)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		wait(time.Hour)
		require.Empty(t, w.announcements(k))
		w.accept("")
		wait(6 * time.Second)
		require.NotEmpty(t, w.announcements(k))

		// What is proved when the owner takes it back is neither failed nor given to others.
		node := w.ranked(k)[0]
		d.HandleStatus(t.Context(), w.status(k, node, task.StateProved))
		synctest.Wait()
		w.accept(w.version.Name)
		d.HandleStatus(t.Context(), w.status(k, node, task.StateFailed))
		wait(time.Hour)
		require.Equal(t, task.StateProved, w.record(k).State)
		require.Zero(t, w.record(k).Attempt)
		w.accept("")
		wait(20 * time.Second)
		require.EqualValues(t, 1, w.record(k).Attempt)
	})
}

// What was done before the project waits is verified and settled.
func TestDoneWorkOfAWaitingProjectIsSettled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 3)
		w.joined(2)
		k, refused := w.pack(1, 1), w.pack(1, 2)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		w.joined(0)
		w.chain = map[string]dispatcher.Settlement{"0x02": dispatcher.SettlementRefused}
		d.HandleStatus(t.Context(), w.status(k, w.ranked(k)[0], task.StateOutputted))
		st := w.status(refused, w.ranked(refused)[0], task.StateOutputted)
		st.Output.Result = "0x02"
		d.HandleStatus(t.Context(), st)
		wait(time.Hour)
		require.Equal(t, task.StateSettled, w.record(k).State)
		require.Equal(t, task.StateOutputted, w.record(refused).State)
		require.Zero(t, w.record(refused).Attempt, "no attempt begins")
		w.joined(2)
		wait(6 * time.Second)
		require.EqualValues(t, 1, w.record(refused).Attempt)
	})
}

func TestOneProjectsTroubleIsItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		w.broken[1] = errors.New("file refused")
		bad, good := w.pack(1, 1), w.pack(2, 1)
		d, stop := w.run(dispatcher.Config{Window: 1})
		defer stop()
		synctest.Wait()
		d.HandleStatus(t.Context(), w.status(good, w.ranked(good)[0], task.StateOutputted))
		wait(2 * time.Second)
		require.Equal(t, task.StateSettled, w.record(good).State)
		require.Equal(t, task.StatePacked, w.record(bad).State, "kept, not lost")
	})
}

func TestWindowBoundsAProject(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		first, second := w.pack(1, 1), w.pack(1, 2)
		d, stop := w.run(dispatcher.Config{Window: 1})
		defer stop()
		synctest.Wait()
		require.Len(t, w.announcements(first), 1)
		require.Empty(t, w.announcements(second))
		d.HandleStatus(t.Context(), w.status(first, w.ranked(first)[0], task.StateOutputted))
		wait(2 * time.Second)
		require.Len(t, w.announcements(second), 1)
	})
}

func TestReportsOfOtherTasksAreRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, 1)
		k := w.pack(1, 1)
		d, stop := w.run(dispatcher.Config{})
		defer stop()
		synctest.Wait()
		s := w.status(k, w.ranked(k)[0], task.StateOutputted)
		s.Digest[0] ^= 1
		d.HandleStatus(t.Context(), s)
		synctest.Wait()
		require.Equal(t, []task.State{task.StateDispatched}, w.states(k))
	})
}

// TestOneHonestZnodeIsEnough plays random misbehaviour of all znodes but one: the
// task must end settled, and every state saved must be a legal move (the store of
// the world checks).
func TestOneHonestZnodeIsEnough(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(rt, "znodes")
		honest := rapid.IntRange(0, n-1).Draw(rt, "honest")
		behaviour := rapid.SliceOfN(rapid.SampledFrom([]string{"silent", "guest", "node", "false receipt", "stalls"}), n, n).Draw(rt, "behaviour")
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, n)
			k := w.pack(1, 1)
			lying := map[task.Address]string{}
			for i, z := range w.znodes {
				if i != honest {
					lying[z.Operator] = behaviour[i]
				}
			}
			w.verify = func(ref task.ReceiptRef) error {
				if ref.CID == "false" {
					return dispatcher.ErrReceiptRejected
				}
				return nil
			}
			var d *dispatcher.Dispatcher
			ready := make(chan struct{})
			w.onTold = func(a announced) {
				<-ready
				for i, node := range w.ranked(k) {
					if i > int(a.attempt) {
						break
					}
					switch s := w.status(k, node, task.StateOutputted); lying[node] {
					case "":
						d.HandleStatus(t.Context(), s)
					case "guest":
						d.HandleStatus(t.Context(), w.failure(k, node, task.FailGuest))
					case "node":
						d.HandleStatus(t.Context(), w.failure(k, node, task.FailNode))
					case "false receipt":
						s.Receipt.CID = "false"
						d.HandleStatus(t.Context(), s)
					case "stalls":
						d.HandleStatus(t.Context(), w.status(k, node, task.StateProving))
					}
				}
			}
			d, stop := w.run(dispatcher.Config{})
			close(ready)
			defer stop()
			wait(time.Hour)
			require.Equal(t, task.StateSettled, w.record(k).State)
		})
	})
}

func TestConfigTellsAllFaults(t *testing.T) {
	err := dispatcher.Config{Silence: -1, Window: -1}.Validate()
	require.ErrorContains(t, err, "Silence")
	require.ErrorContains(t, err, "Window")
	_, err = dispatcher.New(dispatcher.Config{}, dispatcher.Roles{})
	require.ErrorContains(t, err, "role is missing")
}
