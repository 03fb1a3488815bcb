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

title() {
    case $1 in
    leaks) echo 'What a published table that leaves numbers out still tells' ;;
    protect) echo 'What must be hidden before a table is published' ;;
    publish) echo 'What may leave the office' ;;
    records) echo 'Records, and what must be left blank in them' ;;
    access) echo 'Access to protection' ;;
    esac
}

report="$root/report/women_in_the_justice_process.md"
mkdir -p "$root/report" || fail "cannot make the folder $root/report."
printf '# Women in the justice process and in protection\n\n' >"$report" ||
    fail "cannot write $report."
for part in prisoners homicide victims recorded_sex attrition roles levels protection claims formats; do
    "$build/examples/$part" || fail "the analysis \"$part\" failed, see above."
    "$build/examples/$part" markdown >>"$report" || fail "cannot write $report."
    "$build/examples/$part" csv >"$root/report/$part.csv" || fail "cannot write in $root/report."
done
# Those that print other things than tables stand in the report as they are printed.
for part in leaks protect publish records access; do
    "$build/examples/$part" || fail "the analysis \"$part\" failed, see above."
    { printf '## %s\n\n```\n' "$(title "$part")"; "$build/examples/$part"; printf '```\n\n'; } >>"$report" ||
        fail "cannot write $report."
done
printf 'The report is %s; beside it are its tables as CSV.\n' "$report"
