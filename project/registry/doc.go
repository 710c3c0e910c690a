// Package registry follows the contracts that say which projects there are and
// who may do what: ProjectRegistrar, NodeRegistry and FleetManager, or, where
// znodes stake, ProjectRegistry, ZnodeStaking and EnodeBonds.
//
// What it knows is the fold of the contracts' events, in order, from the block
// they were deployed in. Every batch of events is written to a journal, with the
// number and hash of the block it reaches, before it counts; a restart replays
// the journal and goes on from there, so no event is read twice or missed,
// however many stand in one block and whatever happened while the node was off.
//
// A poll asks for the newest header and, if there are new blocks deep enough,
// for their logs; not for those of blocks whose header shows that they hold none
// of the events, once the chain's headers have shown that they can be relied on.
// Before it builds on the last block it knew, it makes sure that
// block is still on the chain. If not, it cuts the journal back to the last
// block that is, replays it, and reads on from there. Hashes are only ever
// compared with hashes the same function made of the same height, so chains
// whose headers do not hash to their block hash the Ethereum way work too.
package registry
