#!/bin/sh
# Builds the library and runs every test: sh tests/run.sh [ARGUMENTS FOR CTEST], from anywhere.
# Missing Debian packages are installed first (as root or with sudo); once they are there, no network
# is needed.  GDCS_BUILD_DIR names another folder to build in than build/ of the project.
set -u
root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tests/packages.sh"

packages='g++ ninja-build/ninja libcriterion-dev python3-venv python3-numpy python3-scipy python3-pandas clang valgrind locales'
# Layout and warnings are judged by the tools of Debian 12; others know other rules.
werror=OFF
if grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release; then
    werror=ON
    packages="$packages clang-format-14"
fi
need $library_packages $packages

build="${GDCS_BUILD_DIR:-$root/build}/test"
build "$build" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DGDCS_WERROR=$werror \
    -DGDCS_TESTS=ON -DGDCS_CHECKS=ON -DGDCS_STATIC=ON -DGDCS_EXAMPLES=ON

cd "$build" && exec ctest --no-tests=error --output-on-failure -j "$jobs" "$@"
