#!/usr/bin/env bash
# Checks what a built library needs and shows: only the C library and libgcc_s, glibc not newer than
# allowed, nothing exported but the ABI. usage: inspect.sh LIBRARY
set -euo pipefail
export LC_ALL=C

newest_glibc=2.34
fail() {
    echo "$(basename "$library"): $*" >&2
    exit 1
}

library=$1
needed=$(readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort | xargs)
for name in $needed; do
    case $name in
    libc.so.6 | libm.so.6 | libgcc_s.so.1 | ld-linux-x86-64.so.2) ;;
    *) fail "needs $name, which users may not have" ;;
    esac
done
glibc=$(objdump -T "$library" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
[ "$(printf '%s\n' "GLIBC_$newest_glibc" "$glibc" | sort -V | tail -n 1)" = "GLIBC_$newest_glibc" ] ||
    fail "needs $glibc, allowed is $newest_glibc"
exported=$(nm -D --defined-only "$library" | awk '{print $3}' | sort | xargs)
declared=$(grep -o 'sprout_[a-z_]*(' "$(dirname "$0")/include/prover.h" | tr -d '(' | sort | xargs)
[ "$exported" = "$declared" ] || fail "exports $exported, the header declares $declared"
echo "$(basename "$library"): needs $needed with $glibc, exports $exported"
