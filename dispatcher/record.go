package dispatcher

import (
	"fmt"
	"slices"
	"time"

	"github.com/machinefi/sprout/task"
)

// The functions here turn a record into its next one and the log line that says
// so. They do no I/O; the caller saves both in one transaction.

func change(rec *task.Record, state task.State, now time.Time, node task.Address, comment, result string) task.Change {
	rec.State, rec.ModifiedAt = state, now
	return task.Change{State: state, At: now, Node: node, Attempt: rec.Attempt, Comment: comment, Result: result}
}

// begin starts an attempt: the first one, or the next after reason.
func begin(rec task.Record, now time.Time, reason string) (task.Record, task.Change) {
	comment := ""
	if rec.State != task.StatePacked {
		rec.Attempt++
		comment = fmt.Sprintf("attempt %d: %s", rec.Attempt, reason)
	}
	// Trouble of a node is forgotten with the attempt; what lasts is kept.
	rec.Failures = slices.DeleteFunc(slices.Clone(rec.Failures), func(f task.Failure) bool { return !f.Code.Lasting() })
	rec.AttemptAt, rec.Worker = now, task.Address{}
	c := change(&rec, task.StateDispatched, now, task.Address{}, comment, "")
	return rec, c
}

func proving(rec task.Record, s task.Status, now time.Time) (task.Record, task.Change) {
	rec.Worker = s.Node
	c := change(&rec, task.StateProving, now, s.Node, "", "")
	return rec, c
}

func proved(rec task.Record, s task.Status, now time.Time) (task.Record, task.Change) {
	ref := *s.Receipt
	rec.Receipt, rec.Worker = &ref, s.Node
	comment := fmt.Sprintf("%s %s receipt of %d bytes, %d cycles in %s, binding %s",
		ref.Runtime, ref.Kind, ref.Size, ref.Cycles, (time.Duration(ref.ProveMS) * time.Millisecond).Round(time.Millisecond), ref.Binding)
	c := change(&rec, task.StateProved, now, s.Node, comment, ref.CID)
	return rec, c
}

func outputted(rec task.Record, s task.Status, now time.Time) (task.Record, task.Change) {
	out := *s.Output
	rec.Output, rec.Worker = &out, s.Node
	c := change(&rec, task.StateOutputted, now, s.Node, "output result: "+out.Result, out.Result)
	return rec, c
}

func settled(rec task.Record, now time.Time, comment string) (task.Record, task.Change) {
	rec.Done = true
	c := change(&rec, task.StateSettled, now, rec.Worker, comment, rec.Output.Result)
	return rec, c
}

func failed(rec task.Record, now time.Time, reason string) (task.Record, task.Change) {
	rec.Done = true
	c := change(&rec, task.StateFailed, now, task.Address{}, reason, "")
	return rec, c
}

// addFailure keeps one failure per znode, the latest. It reports false if it was known.
func addFailure(rec task.Record, f task.Failure) (task.Record, bool) {
	rec.Failures = slices.Clone(rec.Failures)
	i := slices.IndexFunc(rec.Failures, func(old task.Failure) bool { return old.Node == f.Node })
	switch {
	case i < 0:
		rec.Failures = append(rec.Failures, f)
	case rec.Failures[i] == f:
		return rec, false
	default:
		rec.Failures[i] = f
	}
	return rec, true
}
