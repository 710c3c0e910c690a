package dispatcher

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/machinefi/sprout/task"
)

// move is what to do with a task now.
type move int

const (
	moveWait     move = iota // nothing before the returned time, unless a status comes
	moveAnnounce             // announce the present attempt (again)
	moveNext                 // begin the next attempt
	moveFail                 // give the task up
	moveSettle               // look the result up on the chain
	moveFinish               // the output has nothing to settle: done
)

// lease holds the times of one attempt.
type lease struct {
	silence, total, repeat, settlePoll, settleLimit time.Duration
}

// view is everything one decision rests on beside the record.
type view struct {
	now       time.Time
	ranked    []task.Address // the task's ranking of the znodes allowed now
	first     int            // how many of them start at once: the version's redundancy
	announced time.Time      // last announcement, zero if none since the start
	heard     time.Time      // last sign of life of an assigned znode, or the start
	waits     string         // why the project's tasks are not worked on now; "" if they are
	resumed   time.Time      // when they were last not worked on, zero if always since the start
	checked   time.Time      // last look at the chain
	settles   bool           // the version's output is one that a chain settles
	attempts  uint32         // most attempts
	lease     lease
}

// began is when the attempt's times begin: what passes while the project waits is nobody's delay.
func (v *view) began(rec *task.Record) time.Time { return latest(rec.AttemptAt, v.resumed) }

// assigned returns the znodes an attempt lets in.
func assigned(ranked []task.Address, first int, attempt uint32) []task.Address {
	n := uint64(max(first, 1)) + uint64(attempt)
	if n >= uint64(len(ranked)) {
		return ranked
	}
	return ranked[:n]
}

// decide says what to do with rec at v.now and why, and when to look again if nothing happens before.
func decide(rec *task.Record, v view) (move, time.Time, string) {
	idle := v.now.Add(v.lease.repeat)
	if rec.State == task.StateOutputted {
		if m, wake, reason := decideOutputted(rec, v); m != moveNext || v.waits == "" {
			return m, wake, reason
		}
	}
	if v.waits != "" {
		return moveWait, idle, v.waits
	}
	if m, reason := judgeFailures(rec, v); m != moveWait {
		return m, idle, reason
	}
	if rec.State == task.StatePacked {
		return moveAnnounce, idle, ""
	}
	if at := v.began(rec).Add(v.lease.total); !v.now.Before(at) {
		return moveNext, idle, fmt.Sprintf("not finished within %s", v.lease.total)
	}
	quiet := latest(v.heard, v.began(rec)).Add(v.lease.silence)
	if !v.now.Before(quiet) {
		return moveNext, idle, fmt.Sprintf("znodes silent for %s", v.lease.silence)
	}
	if rec.State != task.StateDispatched {
		return moveWait, quiet, ""
	}
	if again := v.announced.Add(v.lease.repeat); v.now.Before(again) {
		return moveWait, earliest(quiet, again), ""
	}
	return moveAnnounce, idle, ""
}

func decideOutputted(rec *task.Record, v view) (move, time.Time, string) {
	if !v.settles {
		return moveFinish, v.now, ""
	}
	if !v.now.Before(rec.ModifiedAt.Add(v.lease.settleLimit)) {
		return moveNext, v.now, fmt.Sprintf("transaction not confirmed within %s", v.lease.settleLimit)
	}
	if next := v.checked.Add(v.lease.settlePoll); v.now.Before(next) {
		return moveWait, next, ""
	}
	return moveSettle, v.now.Add(v.lease.settlePoll), ""
}

// judgeFailures looks at who gave the task up. A lying znode must not be able to
// fail a task alone, so it fails only when every znode allowed now reports that
// the program cannot do it, or, after the most attempts, when most of them failed;
// trouble of the nodes themselves is tried again.
func judgeFailures(rec *task.Record, v view) (move, string) {
	if len(rec.Failures) == 0 {
		return moveWait, ""
	}
	failed := func(a task.Address) bool { return hasFailed(rec, a) }
	failures := 0
	for _, a := range v.ranked {
		if failed(a) {
			failures++
		}
	}
	everyone, most := failures == len(v.ranked), 2*failures > len(v.ranked)
	lasting := !slices.ContainsFunc(rec.Failures, func(f task.Failure) bool { return !f.Code.Lasting() })
	switch {
	// Attempts also pass while a task waits in a busy znode's queue, so their number alone says
	// nothing; a znode that never answers must not keep the others trying for ever either.
	case everyone && lasting, most && rec.Attempt+1 >= v.attempts:
		return moveFail, failureText(rec.Failures)
	case slices.ContainsFunc(assigned(v.ranked, v.first, rec.Attempt), func(a task.Address) bool { return !failed(a) }):
		return moveWait, "" // somebody assigned may still do it
	case !everyone:
		return moveNext, "assigned znodes failed: " + failureText(rec.Failures)
	case v.now.Before(v.began(rec).Add(recovery(v.lease.silence, rec.Attempt))):
		return moveWait, "" // everyone failed, some by trouble of their own: give them time to recover
	default:
		return moveNext, "all znodes failed: " + failureText(rec.Failures)
	}
}

// recovery is how long znodes get to recover after all have failed: a lease, then
// longer and longer, up to 64 leases, since an outage may last for hours.
func recovery(silence time.Duration, attempt uint32) time.Duration {
	return silence << min(attempt/4, 6)
}

func failureText(fs []task.Failure) string {
	parts := make([]string, len(fs))
	for i, f := range fs {
		parts[i] = fmt.Sprintf("%s: %s", f.Node, f.Reason)
	}
	return strings.Join(parts, "; ")
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
