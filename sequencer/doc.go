// Package sequencer decides which messages form the next task.
//
// Messages that wait to be packed form groups: those of one device and project
// version, or of one project version where its packing rule groups by project.
// For each group the sequencer remembers only when to look at it again; what
// waits is always asked of the store, so a restart loses nothing and several
// sequencers can share a store. A group is looked at
//
//   - when [Sequencer.Notify] reports as many messages as the rule asks for, or
//     any where the rule counts bytes;
//   - when its oldest message has waited for the rule's window;
//   - shortly after any report, and at every rescan of the store, for messages
//     that came by another node;
//   - after a pause that grows, while its project is unknown, paused or faulty or
//     the store answers with an error, and at once when [Sequencer.ProjectChanged]
//     says so. Its messages stay where they are meanwhile.
//
// A look at a group is a decision of [Rule.Decide], which is pure, and as many
// calls of the store's Pack as it allows. Each project with something to do has
// one goroutine of its own, and store calls are handed out one at a time to
// whoever waits, so a project can delay no other.
package sequencer
