# Shared by the scripts beside it; sourced, never run.

# say prints a progress line with the seconds since the whole run began.
: "${SPROUT_CI_STARTED:=$(date +%s)}"
export SPROUT_CI_STARTED
say() { printf '[%4ss] %s\n' "$(($(date +%s) - SPROUT_CI_STARTED))" "$*"; }

have() { command -v "$1" >/dev/null 2>&1; }

# need is for tools that only some people have: in CI their absence is an error, elsewhere a visible notice.
# need TOOL "what is left out without it"
need() {
    have "$1" && return 0
    if [[ "${CI:-}" == true ]]; then
        say "error: $1 is not installed, so $2 cannot run"
        exit 1
    fi
    say "NOTICE: $1 is not installed: $2 is left out of this run"
    return 1
}

# slither_env prints the folder of slither's Python environment.
slither_env() { echo "${XDG_CACHE_HOME:-$HOME/.cache}/sprout/slither-$(sha256sum contracts/requirements.txt | cut -c1-16)"; }

# pg_bin prints the folder with initdb and pg_ctl, or nothing.
pg_bin() {
    local dir
    for dir in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(pg_config --bindir 2>/dev/null || true)"; do
        if [[ -n "$dir" && -x "$dir/initdb" && -x "$dir/pg_ctl" ]]; then
            echo "$dir"
            return 0
        fi
    done
}
