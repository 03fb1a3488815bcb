#!/bin/sh
# Builds the library and runs its main analysis on the figures in examples/data: sh examples/run.sh,
# from anywhere.  Missing Debian packages are installed first (as root or with sudo); once they are
# there, no network is needed.  GDCS_BUILD_DIR names another folder to build in than build/.
set -u
root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
. "$root/tests/packages.sh"

need $library_packages
build="${GDCS_BUILD_DIR:-$root/build}/release"
build "$build" -DCMAKE_BUILD_TYPE=Release -DGDCS_TESTS=OFF -DGDCS_EXAMPLES=ON

mkdir -p "$root/report" || fail "cannot make the folder $root/report."
cd "$root" || exit 1
"$build/examples/women_in_the_justice_process" || fail "the analysis failed, see above."
printf '\nThe report is in %s\n' "$root/report"
