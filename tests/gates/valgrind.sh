#!/bin/sh
# valgrind.sh VALGRIND PROGRAM: fails if the program does, or valgrind finds an error or a leak in it
# or in a process it starts.
logs=$(mktemp -d) || exit 1
trap 'rm -rf "$logs"' EXIT
"$1" --trace-children=yes --leak-check=full --errors-for-leak-kinds=definite --log-file="$logs/%p" "$2"
status=$?
for log in "$logs"/*; do
    if ! grep -q 'ERROR SUMMARY: 0 errors' "$log"; then
        cat "$log"
        status=1
    fi
done
exit $status
