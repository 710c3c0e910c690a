#!/usr/bin/env bash
# Strips and compresses the built libraries into vm/internal/ffi/prebuilt and writes their manifest.
# usage: pack.sh BUILD_FOLDER   (called by build.sh)
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
prebuilt=$here/../internal/ffi/prebuilt
sources=$("$here/sources-digest.sh")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$prebuilt"

entry() { # variant -> a manifest entry; the packed library is written on the way
    local file=libsprout_risc0-$1.so.zst plain=$work/$1.so
    strip --strip-all -o "$plain" "$2/$1/release/libsprout_risc0.so"
    grep -aq "$sources" "$plain" || {
        echo "$1: the library was not built from these sources; run vm/native/build.sh" >&2
        return 1
    }
    "$here/inspect.sh" "$plain" >&2
    zstd --quiet --force --ultra -22 --long=25 "$plain" -o "$prebuilt/$file"
    chmod 644 "$prebuilt/$file"
    cat <<JSON
    {
      "runtime": "risc0",
      "os": "linux",
      "arch": "amd64",
      "cpu": "$1",
      "file": "$file",
      "packed_sha256": "$(sha256sum <"$prebuilt/$file" | cut -d' ' -f1)",
      "packed_size": $(stat -c %s "$prebuilt/$file"),
      "sha256": "$(sha256sum <"$plain" | cut -d' ' -f1)",
      "size": $(stat -c %s "$plain"),
      "sources_digest": "$sources"
    }
JSON
}

base=$(entry x86-64 "$1")
v3=$(entry x86-64-v3 "$1")
printf '{\n  "format": 1,\n  "libraries": [\n%s,\n%s\n  ]\n}\n' "$base" "$v3" >"$prebuilt/manifest.json"
ls -l "$prebuilt"
