#!/usr/bin/env bash
# Prints the list of crates that the prebuilt Risc0 library is linked from, with their licences.
# cargo only reads metadata; nothing is built.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/crates/risc0"
cat <<'HEAD'
# Crates inside the prebuilt Risc0 library

Written by `make native-notices` from `cargo metadata`; do not edit. Beside these, the library contains parts of the Rust standard
library (MIT OR Apache-2.0) and of GCC's libstdc++ (GPL-3.0 with the GCC Runtime Library Exception). The licence texts stand in each
crate's sources on crates.io. Crates under LGPL-3.0 or MPL-2.0 can be exchanged: `make native` builds the library again from its sources,
with any version of them that `crates/risc0/Cargo.lock` is changed to, and the programs load whatever library is embedded when they are built.

| crate | version | licence |
|---|---|---|
HEAD
cargo metadata --locked --format-version 1 --filter-platform x86_64-unknown-linux-gnu |
    python3 -c '
import json, sys

data = json.load(sys.stdin)
packages = {package["id"]: package for package in data["packages"]}
nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
linked, waiting = set(), [data["resolve"]["root"]]
while waiting:
    current = waiting.pop()
    if current in linked:
        continue
    linked.add(current)
    for dep in nodes[current]["deps"]:
        kinds = {kind["kind"] for kind in dep["dep_kinds"]}
        proc_macro = any("proc-macro" in target["kind"] for target in packages[dep["pkg"]]["targets"])
        # Build and test dependencies and macros leave no code in the library.
        if None in kinds and not proc_macro:
            waiting.append(dep["pkg"])
rows = sorted(
    (package["name"], package["version"], package["license"] or "see " + (package["license_file"] or "its sources"))
    for package in (packages[key] for key in linked)
    if package["source"]
)
for name, version, licence in rows:
    print(f"| {name} | {version} | {licence} |")
'
