#!/usr/bin/env bash
# Builds the prebuilt library of the compiler of WASM modules from the sources in this folder and packs it into
# vm/internal/ffi/prebuilt. Needs Rust (stable) and gcc; build folders are kept in
# ${SPROUT_NATIVE_TARGET:-~/.cache/sprout/native}. zstd is installed with apt when missing and this runs as root.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
target=${SPROUT_NATIVE_TARGET:-$HOME/.cache/sprout/native}
variant=x86-64

export CARGO_TARGET_DIR=$target/zkwasm-$variant
# Source paths stand in panic messages; they say nothing of the machine that built the library.
export RUSTFLAGS="-C target-cpu=$variant"
for path in "$target=/build" "${CARGO_HOME:-$HOME/.cargo}=/cargo" "$(rustc --print sysroot)/lib/rustlib/src/rust=/rust" "$(cd "$here/../.." && pwd)=/sprout"; do
    RUSTFLAGS+=" --remap-path-prefix=$path"
done
SPROUT_SOURCES_DIGEST=$("$here/sources-digest.sh" zkwasm)
export SPROUT_SOURCES_DIGEST

command -v zstd >/dev/null || apt-get install -y --no-install-recommends zstd >&2
cd "$here/crates/zkwasm"
cargo build --release --locked -p sprout-zkwasm-library
exec "$here/pack.sh" "$target" zkwasm
