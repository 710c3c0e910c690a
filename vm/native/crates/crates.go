// Package crates carries the sources of the Rust crates that authors of programs build with, so that their projects need
// nothing of this repository.
package crates

import "embed"

// Sources are the files as they stand in this folder.
//
//go:embed sprout-guest/Cargo.toml sprout-guest/src
//go:embed sprout-halo2/Cargo.toml sprout-halo2/src
//go:embed halo2/Cargo.toml halo2/recording/Cargo.toml halo2/recording/src
var Sources embed.FS
