#!/usr/bin/env bash
# Prints the SHA-256 over everything the prebuilt libraries of a runtime are made from: for each file, in byte
# order of the paths, "<sha256>  <path>\n". The same digest is compiled into the libraries and stands in the
# manifest. usage: sources-digest.sh [risc0|halo2|zkwasm]
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")"
case "${1:-risc0}" in
risc0) sources=(build.sh Cargo.lock crates/abi crates/risc0-program crates/risc0) ;;
halo2) sources=(build-halo2.sh crates/abi crates/sprout-guest/Cargo.toml crates/sprout-guest/src crates/halo2) ;;
zkwasm) sources=(build-zkwasm.sh crates/abi crates/zkwasm/Cargo.toml crates/zkwasm/Cargo.lock crates/zkwasm/src crates/zkwasm/library crates/zkwasm/runtime crates/zkwasm/runtime.elf) ;;
*)
    echo "runtime $1 is unknown" >&2
    exit 2
    ;;
esac
find "${sources[@]}" -type f \
    \( -name '*.rs' -o -name Cargo.toml -o -name Cargo.lock -o -name 'build*.sh' -o -name runtime.elf \) \
    -not -path 'crates/halo2/src/bin/*' -not -path '*/tests/*' -not -path '*/examples/*' -not -path '*/target/*' |
    sort | xargs sha256sum | sha256sum | cut -d' ' -f1
