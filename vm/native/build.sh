#!/usr/bin/env bash
# Builds the prebuilt proving libraries from the sources in this folder.
#
#   vm/native/build.sh                 both variants, then packs them into vm/internal/ffi/prebuilt
#   vm/native/build.sh VARIANT         one variant (x86-64, x86-64-v3), nothing is packed
#   vm/native/build.sh VARIANT bench   the plain Rust benchmark program of that variant
#
# Needs Rust (stable) and, once, about ten minutes a variant; build folders are kept in
# ${SPROUT_NATIVE_TARGET:-~/.cache/sprout/native}. clang and zstd are installed with apt when missing and
# this runs as root.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
target=${SPROUT_NATIVE_TARGET:-$HOME/.cache/sprout/native}
clang=clang-19

need() { # command package
    command -v "$1" >/dev/null && return
    echo "installing $2" >&2
    apt-get install -y --no-install-recommends "$2" >&2
}

# All compiler settings; a change here compiles the C++ kernels again.
settings() { # variant
    export CARGO_TARGET_DIR=$target/$1
    # The recursion circuit's build script would download its programs; without them the library makes
    # composite receipts, and says so. Set SPROUT_RECURSION=1 where the download is possible.
    if [ "${SPROUT_RECURSION:-0}" = 1 ]; then unset DOCS_RS; else export DOCS_RS=1; fi
    export CC=$clang CXX=clang++-19 CXXSTDLIB=static=stdc++
    export CFLAGS="-march=$1" CXXFLAGS="-march=$1"
    local stdcxx
    stdcxx=$(realpath "$(dirname "$(gcc -print-file-name=libstdc++.a)")")
    export RUSTFLAGS="-C target-cpu=$1 -L native=$stdcxx"
    SPROUT_SOURCES_DIGEST=$("$here/sources-digest.sh")
    export SPROUT_SOURCES_DIGEST
}

compile() { # variant cargo-arguments...
    settings "$1"
    shift
    (cd "$here/crates/risc0" && cargo build --release --locked "$@")
}

need $clang $clang
need g++ g++

case "${1:-all}" in
all)
    need zstd zstd
    for variant in x86-64 x86-64-v3; do compile $variant --lib; done
    exec "$here/pack.sh" "$target"
    ;;
*)
    case "${2:-lib}" in
    bench) compile "$1" --bin plain-prove ;;
    *) compile "$1" --lib ;;
    esac
    ;;
esac
