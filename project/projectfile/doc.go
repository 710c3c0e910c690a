// Package projectfile reads, writes and builds project files: the JSON array of
// versions whose SHA-256 stands on chain beside its URI.
//
// [Parse] takes exactly what Sprout 0.6 took (docs/guides and COMPAT name the
// fields) and the fields added since; unknown fields are passed over, so that a
// file for a later release still serves. Everything wrong with a file is
// reported at once, each fault with the path of its field. [Marshal] writes a
// file whose bytes depend on nothing but its versions: the same versions have
// the same hash on every machine. [Build] makes such a file from the form
// people keep in a repository, where programs and ABIs are files of their own.
package projectfile
