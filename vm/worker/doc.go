// Package worker runs native proving libraries in child processes that have
// almost no rights, and is the only way the node reaches such a library.
//
// A program to be proved and a receipt to be verified come from strangers, and
// the library that handles them is a large piece of native code. So the node
// starts its own binary again with a hidden subcommand, and that child, before it
// reads any such byte, gives up everything but computing and two pipes:
//
//  1. The node starts it in a session and process group of its own, in new user,
//     network, IPC and UTS namespaces where the kernel permits, with an empty
//     environment, to be killed when the node dies.
//  2. [Main] lowers its priority, offers itself first to the out-of-memory
//     killer, confines itself with landlock to reading its own binary, system
//     libraries and a few files of /proc and /sys, and executes itself again:
//     landlock binds one thread, and the new image starts from that one.
//  3. The new image loads the library from a sealed memory file that the node
//     unpacked and checked, sets resource limits, and installs a seccomp filter
//     that knows only what a computing process needs: no file can be opened, no
//     socket made, no program executed, no process started or signalled, no
//     memory made executable. Only workers of the runtime halo2, whose library
//     compiles wasm, may turn memory they have written into code, and not even they
//     may have memory that is both.
//
// A worker that needs files finds them open ([File]): the node opens those of the
// pool, such as public parameters, once and for reading, and those of one worker,
// such as a key cache, when it starts it. How far the latter may be written is
// limited; nothing else can be opened or changed.
//
// Each measure is reported, on or off and why, so that an operator sees what a
// kernel does not give; see [Pool.Describe].
//
// [Pool] is the node's side. Requests and replies are frames (protocol.go) over
// two pipes. A native computation cannot be interrupted, so to cancel is to kill
// the process group. A worker serves one program only, stays warm for a while
// after a job, and is replaced when it dies; a program that kills its workers
// again and again is held off for longer and longer, and no other program is.
package worker
