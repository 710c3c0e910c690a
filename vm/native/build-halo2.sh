#!/usr/bin/env bash
# Builds the prebuilt proving library of the Halo2 runtime from the sources in this folder.
#
#   vm/native/build-halo2.sh           the library, then packs it into vm/internal/ffi/prebuilt
#   vm/native/build-halo2.sh bench     the plain Rust benchmark program with the same settings; nothing is packed
#
# Needs Rust (stable) and gcc and some minutes; build folders are kept in
# ${SPROUT_NATIVE_TARGET:-~/.cache/sprout/native}. zstd is installed with apt when missing and this runs as root.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
target=${SPROUT_NATIVE_TARGET:-$HOME/.cache/sprout/native}
variant=x86-64

export CARGO_TARGET_DIR=$target/halo2-$variant
# Source paths stand in panic messages; they say nothing of the machine that built the library.
export RUSTFLAGS="-C target-cpu=$variant"
for path in "$target=/build" "${CARGO_HOME:-$HOME/.cargo}=/cargo" "$(rustc --print sysroot)/lib/rustlib/src/rust=/rust" "$(cd "$here/../.." && pwd)=/sprout"; do
    RUSTFLAGS+=" --remap-path-prefix=$path"
done
SPROUT_SOURCES_DIGEST=$("$here/sources-digest.sh" halo2)
export SPROUT_SOURCES_DIGEST

cd "$here/crates/halo2"
case "${1:-all}" in
all)
    command -v zstd >/dev/null || apt-get install -y --no-install-recommends zstd >&2
    cargo build --release --locked --lib
    exec "$here/pack.sh" "$target" halo2
    ;;
bench) exec cargo build --release --locked --features bench --bin plain-halo2-prove ;;
*)
    echo "usage: build-halo2.sh [bench]" >&2
    exit 2
    ;;
esac
