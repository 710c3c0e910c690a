// Package e2e has only tests: whole networks in real processes, with real proofs
// settled on a real EVM, and what happens when a part of them is killed. They run
// with SPROUT_E2E=1 (make e2e), since each makes at least one proof.
package e2e
