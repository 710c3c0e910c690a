// Package attest has the znodes of a project attest results whose receipts are too big for a chain.
//
// A [Settler] gathers results of its own into batches and asks the project's other znodes to attest each batch; when as
// many have signed as the project's quorum says, the batch can be settled. An [Attester] answers such requests of
// others: it fetches each receipt, verifies it natively, computes the root itself and signs that, never another.
//
// Two attestations of one key that have different journals for one task and program cost the znode half of its stake.
// So both write task, program and journal digest to [Notes] before they sign, and sign nothing that contradicts a note.
//
// What is signed is in docs/contracts.md, how it travels in docs/protocol.md.
package attest
