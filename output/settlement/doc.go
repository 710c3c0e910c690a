// Package settlement settles results in the contract that a project's owner named on chain (docs/contracts.md).
//
// A result whose proof the chain verifies is settled with the proof, one by one; one whose receipt is too big for that is
// attested by the project's znodes first (package attest) and settled together with others. Which of both the project's
// owner decides, by the selector under which it accepted the program.
//
// Only one of several znodes pays gas: each asks whether the task is settled before it does anything and again before it
// sends, and finds what another settled.
package settlement
