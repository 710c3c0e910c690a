#!/usr/bin/env bash
# Checks without Rust that the prebuilt libraries are whole and were built from the sources beside this
# script: digests of the packed and unpacked files, of the sources, and nothing unlisted lies around.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
prebuilt=$here/../internal/ffi/prebuilt
manifest=$prebuilt/manifest.json
failed=0
fail() {
    echo "native-check: $*" >&2
    failed=1
}

# The manifest is written by pack.sh, one field a line.
field() { sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}$/\1/p" "$manifest"; }
mapfile -t files < <(field file)
mapfile -t packed < <(field packed_sha256)
mapfile -t plain < <(field sha256)
mapfile -t digests < <(field sources_digest)
mapfile -t runtimes < <(field runtime)
[ ${#files[@]} -gt 0 ] || fail "manifest lists no library"

for index in "${!files[@]}"; do
    file=${files[$index]}
    if [ ! -f "$prebuilt/$file" ]; then
        fail "$file is missing"
        continue
    fi
    [ "$(sha256sum <"$prebuilt/$file" | cut -d' ' -f1)" = "${packed[$index]}" ] ||
        fail "$file is not the file the manifest describes"
    if command -v zstd >/dev/null; then
        [ "$(zstd -dcq --long=27 "$prebuilt/$file" | sha256sum | cut -d' ' -f1)" = "${plain[$index]}" ] ||
            fail "$file does not unpack to what the manifest describes"
    fi
    [ "${digests[$index]}" = "$("$here/sources-digest.sh" "${runtimes[$index]}")" ] ||
        fail "$file was built from other sources; run make native"
done
for path in "$prebuilt"/*.zst; do
    case " ${files[*]} " in
    *" $(basename "$path") "*) ;;
    *) fail "$(basename "$path") is not in the manifest" ;;
    esac
done
[ $failed = 0 ] && echo "native-check: ${#files[@]} prebuilt libraries are whole and fresh"
exit $failed
