// Package deploy puts the contracts on a chain and sends the few transactions that setting up a network takes. It is
// for development networks, tests and scripts: it keeps no state and asks the node for nonces and fees each time; the
// nodes' own transactions go through the transaction manager of internal/chain.
package deploy
