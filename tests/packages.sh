# Read by tests/run.sh and examples/run.sh: what a Debian machine needs.
# POSIX sh, and nothing that a bare Debian does not have.

fail() {
    printf '%s: %s\n' "$0" "$*" >&2
    exit 1
}

# What the library and the examples are built with and from.
library_packages='gcc libc6-dev make cmake pkg-config python3 libgsl-dev libcsv-dev libglpk-dev libcjson-dev
    zlib1g-dev libzstd-dev'

installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# need PACKAGE[/PROGRAM]...: install the packages that are missing, or fail with one sentence.
# With a program, another one of this name in PATH will do.
need() {
    if ! command -v dpkg-query >/dev/null; then
        printf 'Not a Debian system; these packages or their like must be there: %s\n' "$*"
        return
    fi
    missing=
    for package in "$@"; do
        installed "${package%/*}" && continue
        case $package in
        */*) command -v "${package#*/}" >/dev/null && continue ;;
        esac
        missing="$missing ${package%/*}"
    done
    [ -n "$missing" ] || return 0
    printf 'Missing Debian packages:%s\n' "$missing"

    sudo=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null ||
            fail "cannot install$missing: you are not root, and there is no sudo."
        sudo true 2>/dev/null ||
            fail "cannot install$missing: you are not root, and sudo does not allow it."
        sudo=sudo
    fi
    log=$(mktemp) || fail "cannot write to ${TMPDIR:-/tmp}."
    apt="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=500"
    printf 'Installing them with apt-get ...\n'
    if ! $apt -o APT::Update::Error-Mode=any update >"$log" 2>&1; then
        fail "cannot install$missing: apt-get update failed, is there a network? (its words: $log)"
    fi
    if ! $apt install -y --no-install-recommends $missing >"$log" 2>&1; then
        fail "cannot install$missing: apt-get install failed (its words: $log)"
    fi
    rm -f "$log"
    printf 'Installed.\n'
}

# build FOLDER OPTION...: configure and build into FOLDER.
build() {
    folder=$1
    shift
    # A project that was moved or copied together with its build folder starts anew.
    if [ -f "$folder/CMakeCache.txt" ] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        rm -rf "$folder"
    fi
    # Ninja, where it is, loses less time between some thousand steps than make.
    if [ ! -f "$folder/CMakeCache.txt" ] && command -v ninja >/dev/null; then
        set -- -G Ninja "$@"
    fi
    cmake -S "$root" -B "$folder" "$@" || fail "configuring failed, see above."
    cmake --build "$folder" -j "$jobs" || fail "building failed, see above."
}

jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || jobs=2
