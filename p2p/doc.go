// Package p2p moves verified values between Sprout nodes.
//
// A [Host] is a libp2p host (QUIC and TCP, noise and TLS) with gossipsub, a
// Kademlia DHT and the limits of its [Config]. It knows three things:
//
//   - Gossip: per project one topic for task announcements and one for status
//     reports, all named in topics.go. What arrives is checked once, in
//     validate.go, before it is relayed or handed on; handlers receive
//     [task.Announcement], which holds a [task.Verified], and [task.Status],
//     never bytes. Every verdict is counted by reason, and refused messages cost
//     the peer that relayed them its score.
//   - Bodies: announcements are small, so a task's body is fetched by its digest
//     over a direct stream and checked against the verified header.
//   - Discovery: static bootstrap addresses, rendezvous points in the DHT per
//     project, mDNS on a local network.
//
// Gossip is not reliable and does not pretend to be: a message that finds its
// handler's queue full is dropped and counted. The protocol of docs/protocol.md
// repeats announcements and statuses until they have had their effect, so
// nothing depends on any single one.
package p2p
