#!/usr/bin/env bash
# Strips and compresses the built libraries of a runtime into vm/internal/ffi/prebuilt and writes their entries of
# the manifest; those of other runtimes stay. usage: pack.sh BUILD_FOLDER [risc0|halo2|zkwasm]   (called by the build scripts)
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
prebuilt=$here/../internal/ffi/prebuilt
manifest=$prebuilt/manifest.json
runtime=${2:-risc0}
sources=$("$here/sources-digest.sh" "$runtime")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$prebuilt"

entry() { # variant library -> a manifest entry; the packed library is written on the way
    local file=libsprout_$runtime-$1.so.zst plain=$work/$1.so
    strip --strip-all -o "$plain" "$2"
    grep -aq "$sources" "$plain" || {
        echo "$1: the library was not built from these sources; run make native" >&2
        return 1
    }
    "$here/inspect.sh" "$plain" >&2
    if [ "$runtime" != risc0 ] && grep -aqF "$HOME/" "$plain"; then
        echo "$1: the library holds paths of this machine" >&2
        return 1
    fi
    zstd --quiet --force --ultra -22 --long=25 "$plain" -o "$prebuilt/$file"
    chmod 644 "$prebuilt/$file"
    cat <<JSON
    {
      "runtime": "$runtime",
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

# One entry after the other, without commas between them; those of the other runtimes come first.
entries() {
    if [ -f "$manifest" ]; then
        awk -v packed="\"runtime\": \"$runtime\"" '
            /^    {$/ { text = ""; mine = 0; inside = 1 }
            inside { sub(/^    },$/, "    }"); text = text $0 "\n" }
            index($0, packed) { mine = 1 }
            /^    }$/ { if (inside && !mine) printf "%s", text; inside = 0 }
        ' "$manifest"
    fi
    case $runtime in
    risc0)
        for cpu in x86-64 x86-64-v3; do entry $cpu "$1/$cpu/release/libsprout_risc0.so"; done
        ;;
    zkwasm) entry x86-64 "$1/zkwasm-x86-64/release/libsprout_zkwasm_library.so" ;;
    halo2) entry x86-64 "$1/halo2-x86-64/release/libsprout_halo2.so" ;;
    esac
}

entries "$1" >"$work/entries"
{
    printf '{\n  "format": 1,\n  "libraries": [\n'
    sed '$!s/^    }$/    },/' "$work/entries"
    printf '  ]\n}\n'
} >"$work/manifest.json"
mv "$work/manifest.json" "$manifest"
chmod 644 "$manifest"
ls -l "$prebuilt"
