// Package processor is a znode's loop from a verified announcement to a
// delivered result.
//
// An announcement is taken if this znode's rank among the project's znodes lets
// it in (redundancy plus attempt, see [task.Rank]). Taken tasks wait in a queue
// per project; workers, as many as the prover has places, serve the projects in
// turn, so a project with many tasks delays only its own. A worker fetches the
// body, proves, stores the receipt where anyone can fetch it, delivers the result
// to the project's output, and reports each step; while it works it repeats its
// report, which renews its lease.
//
// Of several znodes that have a proof one delivers: this one waits while others are
// heard whose turn is before its own, or who deliver already, but not without end.
//
// A task that another znode delivered is put down. Where that znode's word does not
// count, because it stood before this one and may lie, the chain is asked whether the
// task is settled.
//
// The ledger remembers what was taken and how far it came. After a restart,
// tasks that were being proved are proved again, results that were proved are
// delivered, and delivered ones are only reported again.
package processor
