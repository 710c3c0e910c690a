// Package examples carries the sources of those examples that `ioctl-project project init` starts projects from.
package examples

import "embed"

// Sources are the files as they stand in this folder, without what was built of them.
//
//go:embed Cargo.toml Cargo.lock rustfmt.toml weather/guest weather/logic weather/data
//go:embed halo2/Cargo.toml halo2/Cargo.lock halo2/rustfmt.toml halo2/simple/Cargo.toml halo2/simple/src halo2/simple/tests
//go:embed zkwasm/add/assembly zkwasm/add/package.json zkwasm/add/package-lock.json zkwasm/add/build zkwasm/add/project.yaml zkwasm/add/message.json
//go:embed zkwasm/meter/src zkwasm/meter/Cargo.toml zkwasm/meter/Cargo.lock zkwasm/meter/rustfmt.toml zkwasm/meter/build zkwasm/meter/project.yaml zkwasm/meter/message.json
//go:embed zkwasm/filter/src zkwasm/filter/build zkwasm/filter/project.yaml zkwasm/filter/message.json
var Sources embed.FS
