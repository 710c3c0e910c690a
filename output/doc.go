// Package output delivers the results of proved tasks, once each, to where a
// project's version wants them.
//
// The role is [Output]; each backend is a package below this one and proves
// itself with outputtest.Run. An assembly lists the backends it offers in a
// [Table]; [Manager] makes outputs from project files, delivers, and remembers in
// a [Log] what was delivered so that a retry repeats only what is missing.
package output
