#!/usr/bin/env bash
# Writes wire.pb.go into the folder given. The plugin is the version go.mod pins, so everybody generates the same file;
# the protoc version is left out of the header because distributions differ in it.
set -euo pipefail
out="$(realpath "$1")"
cd "$(dirname "${BASH_SOURCE[0]}")"
command -v protoc >/dev/null || { echo "protoc is missing; install protobuf-compiler" >&2; exit 1; }
bin="$(mktemp -d)"
trap 'rm -rf "$bin"' EXIT
GOBIN="$bin" go install google.golang.org/protobuf/cmd/protoc-gen-go
protoc --plugin=protoc-gen-go="$bin/protoc-gen-go" --go_out="$out" --go_opt=paths=source_relative wire.proto
sed -i '/^\/\/ \tprotoc  *v/d' "$out/wire.pb.go"
# Only the package that loads native code may import unsafe, so the descriptor is converted by a copy instead; it is made once, at start.
sed -i -e 's/unsafe\.Slice(unsafe\.StringData(\([A-Za-z0-9_]*\)), len(\1))/[]byte(\1)/g' -e '/^\tunsafe "unsafe"$/d' "$out/wire.pb.go"
