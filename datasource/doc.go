// Package datasource keeps messages, tasks and what happened to them.
//
// [Store] is the role; sqlite and postgres are its backends and datasourcetest
// is the suite both pass. An assembly names the backends it has in a [Backends]
// table and opens one of them by DSN with [Open].
//
// What a store promises:
//
//   - When Append returns nil the messages are on disk: they survive kill -9 and
//     loss of power. Appending a message again is harmless.
//   - Messages keep the order in which they were appended, and a selection is
//     answered oldest first.
//   - Pack is one transaction. A message is in one task or in none, a task never
//     changes, and a project's tasks are numbered from 1 without holes, also when
//     several nodes pack from one store at once.
//   - A task's log only grows, along the moves that [task.State.Move] allows.
//
// [Batcher] makes one transaction of the appends that wait at the same time, so
// that many callers share the price of a disk flush.
package datasource
