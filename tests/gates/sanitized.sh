#!/bin/sh
# sanitized.sh PROGRAM [ARGUMENT...]: fails if the program does or a sanitizer reports anything at all.
# A test framework that forks can end well although a child of it leaked, so the reports are what counts.
logs=$(mktemp -d) || exit 1
trap 'rm -rf "$logs"' EXIT
export ASAN_OPTIONS="log_path=$logs/asan:allocator_may_return_null=1:detect_stack_use_after_return=1"
export UBSAN_OPTIONS="log_path=$logs/ubsan:print_stacktrace=1"
export TSAN_OPTIONS="log_path=$logs/tsan:allocator_may_return_null=1"
# With several tests at once Criterion 2.4.1 now and then forgets 48 bytes of its own about one of them.
export CRITERION_JOBS=1
# Kernels that randomise more address bits than the runtime expects: without randomisation it starts.
fixed=
machine=$(uname -m)
if setarch "$machine" -R true 2>/dev/null; then
    fixed="setarch $machine -R"
fi
$fixed "$@"
status=$?
for log in "$logs"/*; do
    # A refused allocation and a used suppression are written there too, and are none.
    if grep -Eqs 'ERROR: |WARNING: ThreadSanitizer|runtime error: ' "$log"; then
        cat "$log"
        status=1
    fi
done
exit $status
