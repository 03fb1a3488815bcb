#!/bin/sh
# Builds the library and runs every test: sh tests/run.sh [ARGUMENTS FOR CTEST], from anywhere.
# Missing Debian packages are installed first (as root or with sudo); once they are there, no network
# is needed.  GDCS_BUILD_DIR names another folder to build in than build/ of the project.
set -u
root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tests/packages.sh"

need $library_packages g++ libcriterion-dev python3 python3-numpy python3-pandas valgrind/valgrind locales

# Warnings are errors for the compiler that the project is written with; another may know more.
werror=OFF
if [ "$(gcc -dumpversion 2>/dev/null)" = 12 ]; then
    werror=ON
fi
build="${GDCS_BUILD_DIR:-$root/build}/test"
build "$build" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DGDCS_WERROR=$werror \
    -DGDCS_TESTS=ON -DGDCS_CHECKS=ON -DGDCS_STATIC=ON -DGDCS_EXAMPLES=ON

cd "$build" && exec ctest --no-tests=error --output-on-failure -j "$jobs" "$@"
