#!/usr/bin/env bash
# Compares, in turns within one run, the time of the same proof
#   lib-x86-64, lib-x86-64-v3   through the C ABI of the shipped libraries
#   plain-x86-64-v3             by risc0-zkvm's own API, same compiler   (lib / plain: target ≤ 1.02)
#   plain-stock-gcc              the same built with gcc and no settings  (stock / lib: target ≥ 1.2)
# usage: bench.sh [PROGRAM INPUT [raw|json] [ROUNDS]]
#
# The plain programs are measured where they were built: build.sh x86-64-v3 bench; bench.sh stock (gcc takes over half an hour for the kernels)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
native=$here/..
repo=$native/../..
target=${SPROUT_NATIVE_TARGET:-$HOME/.cache/sprout/native}

if [ "${1:-}" = stock ]; then
    cd "$native/crates/risc0"
    env -u RUSTFLAGS -u CFLAGS -u CXXFLAGS -u CXXSTDLIB DOCS_RS=1 CC=gcc CXX=g++ \
        CARGO_TARGET_DIR="$target/stock-gcc" nice cargo build --release --locked --bin plain-prove
    exit
fi

program=${1:-$repo/examples/range/program/range.elf}
input=${2:-}
mode=${3:-json}
rounds=${4:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$input" ]; then
    input=$work/input
    printf '%s' '["{\"private_input\":\"14\",\"public_input\":\"3,34\",\"receipt_type\":\"Stark\"}"]' >"$input"
fi

for cpu in x86-64 x86-64-v3; do
    zstd -dcq --long=27 "$native/../internal/ffi/prebuilt/libsprout_risc0-$cpu.so.zst" >"$work/$cpu.so"
done
for ((round = 1; round <= rounds; round++)); do
    for cpu in x86-64 x86-64-v3; do
        echo "lib-$cpu $(python3 "$here/ffi_prove.py" "$work/$cpu.so" "$program" "$input" "$mode")"
    done
    for build in x86-64-v3 stock-gcc; do
        plain=$target/$build/release/plain-prove
        if [ -x "$plain" ]; then
            echo "plain-$build $("$plain" "$program" "$input" "$mode")"
        fi
    done
done | tee "$work/figures"

# Best of all rounds: what else the machine does only ever adds time.
python3 - "$work/figures" <<'PYTHON'
import json, sys

best = {}
for line in open(sys.argv[1]):
    name, figures = line.split(" ", 1)
    for key in ("seconds", "cpu_seconds"):
        value = json.loads(figures)[key]
        best.setdefault(key, {})[name] = min(value, best.get(key, {}).get(name, value))
pairs = [
    ("lib-x86-64-v3", "plain-x86-64-v3", "C ABI / plain Rust"),
    ("lib-x86-64", "lib-x86-64-v3", "x86-64 / x86-64-v3"),
    ("plain-stock-gcc", "lib-x86-64-v3", "stock gcc / shipped"),
]
for key, values in best.items():
    for over, under, name in pairs:
        if over in values and under in values:
            print(f"{name}, {key}: {values[over] / values[under]:.3f}")
PYTHON
