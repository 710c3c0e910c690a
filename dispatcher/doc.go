// Package dispatcher sees each task of an enode through to its end.
//
// For every project that has open tasks it keeps a run of its own, so that
// nothing one project does holds up another; within a run every open task, up to
// a window, is followed by one goroutine that owns the task's record:
//
//  1. sign the header, announce it (attempt 0) and again until a znode is heard;
//  2. while a znode reports that it is proving, its lease is renewed;
//  3. a receipt reported as proved is fetched and verified natively before the
//     state changes;
//  4. a result reported as outputted is looked up on the chain until the
//     transaction is confirmed: settled;
//  5. when all znodes of an attempt are silent for a lease, or failed, the next
//     attempt lets in the next znode of the task's ranking.
//
// What to do next is decided by pure functions (decide.go) from the record and
// the time, so a restart goes on where the store says the task stands.
package dispatcher
