#!/bin/sh
# sanitized_itself.sh CC: sanitized.sh must notice a leak in a child that ends well, an overflow, a
# read past the end and a data race, and let a clean program pass.
cc=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
wrong=0

# expect STATUS NAME SANITIZERS BODY
expect() {
    printf '%s\n' '#include <limits.h>' '#include <pthread.h>' '#include <sched.h>' \
        '#include <stdlib.h>' '#include <sys/wait.h>' '#include <unistd.h>' \
        'static volatile int n; static int here, all;' \
        '/* Adds once all threads are here; relaxed, so that nothing orders their writes. */' \
        'static void *add(void *p) { __atomic_fetch_add(&here, 1, __ATOMIC_RELAXED);' \
        'while (__atomic_load_n(&here, __ATOMIC_RELAXED) < all) sched_yield();' \
        'for (int i = 0; i < 1000; i++) { n++; if (i % 100 == 0) sched_yield(); } return p; }' \
        "int main(void) { (void)add; $4; return 0; }" >"$work/$2.c"
    "$cc" -g -fsanitize="$3" -fno-sanitize-recover=all "$work/$2.c" -o "$work/$2" || exit 1
    # A race is found when it is seen: give it three chances.
    for _ in 1 2 3; do
        sh "$here/sanitized.sh" "$work/$2" >"$work/$2.log" 2>&1
        status=$?
        [ $status = 0 ] || break
    done
    if [ "$1" = 0 ] && [ $status != 0 ] || [ "$1" != 0 ] && [ $status = 0 ]; then
        printf '%s: exit status %s\n' "$2" "$status"
        cat "$work/$2.log"
        wrong=1
    fi
}

expect 0 clean address,undefined 'free(malloc(1))'
expect 1 leak address,undefined \
    'if (fork() == 0) { volatile char *p = malloc(7); p[0] = 1; p = NULL; exit(0); } wait(NULL)'
expect 1 overflow address,undefined 'n = INT_MAX; n = n + 1'
expect 1 past_the_end address,undefined 'volatile char *p = malloc(7); n = p[7]; free((void *)p)'
expect 0 clean_threads thread \
    'pthread_t t; all = 1; pthread_create(&t, NULL, add, NULL); pthread_join(t, NULL)'
expect 1 race thread \
    'pthread_t t; all = 2; pthread_create(&t, NULL, add, NULL); add(NULL); pthread_join(t, NULL)'
exit $wrong
