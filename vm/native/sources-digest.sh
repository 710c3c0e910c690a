#!/usr/bin/env bash
# Prints the SHA-256 over everything the prebuilt libraries are made from: for each file, in byte order
# of the paths, "<sha256>  <path>\n". The same digest is compiled into the libraries and stands in the manifest.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")"
find build.sh Cargo.lock crates/abi crates/risc0-program crates/risc0 -type f \
    \( -name '*.rs' -o -name Cargo.toml -o -name Cargo.lock -o -name build.sh \) \
    -not -path '*/tests/*' -not -path '*/examples/*' -not -path '*/target/*' |
    sort | xargs sha256sum | sha256sum | cut -d' ' -f1
