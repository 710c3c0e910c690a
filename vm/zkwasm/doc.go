// Package zkwasm proves programs that are WebAssembly modules.
//
// A module is compiled ahead of time to a program of the Risc0 zkVM, by the native library of vm/native
// in a worker process, and that program is run, proved and verified by [github.com/machinefi/sprout/vm/risc0].
// Compiling takes well under a second and gives the same bytes everywhere, so that a project may publish the module itself;
// one that publishes the compiled program keeps its program id when the compiler changes.
//
// A compiled program holds its code twice. The fast code takes addresses to be aligned as the module declares and may give up
// where the module would go on; what it returns is right. Where it gives up the exact code runs, which names the reason of
// every trap.
package zkwasm
