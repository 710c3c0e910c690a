// Package vm turns a program and a task into a receipt, and tells whether a
// receipt is what it claims to be.
//
// [Prover] is the role a runtime plays; vm/risc0 is one. Provers are put into a
// [Registry], an explicit table from the vm a project file names to the prover
// that serves it. [Manager] works on the table in the vocabulary of packages
// task and project, so that those who decide what to prove (and those who only
// want to verify) need no other type of this package.
//
// A prover of hostile programs never runs in the node's own process: vm/worker
// starts the node's binary again as a child with almost no rights, and only
// there a native library is loaded. What goes wrong there comes back as one of
// this package's errors, each of which knows which [task.FailureCode] it is.
//
// Package vmtest has the conformance suite every prover passes; the guide is
// docs/guides/add-a-prover.md.
package vm
