// Package lifecycle starts the parts of a program in order, stops them in the reverse order, and says who is to blame
// when that takes too long.
//
// A program is a [Group] of named parts. The parts are added where they are connected; Start brings them up one after
// another, and when one fails it stops those that are already up and returns every error joined. Stop gives each part
// its own time: a part that does not come back is named in the log and in the error, and the ones before it are still
// stopped, so one stuck part cannot keep another's data from being flushed.
//
// Long-running work is started with [Group.Go]: its context ends when its turn to stop has come, Stop waits for it, and
// if it returns on its own with an error, or panics, the whole group ends with that error. A task that has nothing more
// to do returns nil.
//
// [Run] does this for a whole program: it ends on SIGINT or SIGTERM, and a second signal hastens, which means that
// every part's time to stop is over.
package lifecycle
