// Package p2ptest runs networks of real libp2p hosts on loopback inside one test
// process, with named villains among them.
//
// A [Network] knows who is an enode and who a znode of which project; its nodes
// are ordinary [p2p.Host]s. A [Villain] is a libp2p peer that speaks gossipsub
// and keeps no rule: it publishes whatever bytes a test gives it.
package p2ptest
