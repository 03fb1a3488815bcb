/* Audits of a table of 200 areas x 30 offences x 3 groups with all margins, a part of whose inner cells is
   hidden at random.

   bench_audit                prints hidden cells, how many of them are recomputable, linear
                              programmes, and seconds of processor time, for several parts; then
                              the seconds of verdicts alone, by a rule of 5;
   bench_audit PART           the same for one part, for instance 0.4. */
#include <gdcs/audit.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { AREAS = 200, OFFENCES = 30, GROUPS = 3 };

static const int size[] = {AREAS, OFFENCES, GROUPS};

static uint32_t draw(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

static void fail(const gdcs_error *err)
{
    fprintf(stderr, "%s: %s\n", err->field, err->message);
    exit(1);
}

static gdcs_table *empty(void)
{
    static const char *const names[] = {"area", "offence", "group"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    if (gdcs_table_new(NULL, &t, &err) != GDCS_OK)
        fail(&err);
    for (int i = 0; i < 3; i++) {
        const gdcs_axis axis = {.struct_size = sizeof axis,
                                .concept_id = GDCS_CONCEPT_GROUP,
                                .name = names[i],
                                .total = "total"};
        if (gdcs_table_add_axis(t, &axis, &err) != GDCS_OK)
            fail(&err);
    }
    return t;
}

/* Label k of an axis; the last is the total. */
static const char *label(int axis, int k, char room[16])
{
    if (k == size[axis])
        return "total";
    snprintf(room, 16, "%d", k);
    return room;
}

static void add(gdcs_table *t, const int at[3], double value)
{
    char room[3][16];
    const char *labels[3];
    gdcs_error err = {.struct_size = sizeof err};
    for (int i = 0; i < 3; i++)
        labels[i] = label(i, at[i], room[i]);
    if (gdcs_table_add(t, labels, value, &err) != GDCS_OK)
        fail(&err);
}

static void hide(gdcs_table *t, const int at[3])
{
    char room[3][16];
    const char *labels[3];
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_cell cell = {.struct_size = sizeof cell, .status = 'Q', .value = NAN};
    for (int i = 0; i < 3; i++)
        labels[i] = label(i, at[i], room[i]);
    if (gdcs_table_set(t, labels, &cell, &err) != GDCS_OK)
        fail(&err);
}

/* Every number goes into its cell and its seven margins; then cells are hidden. */
static gdcs_table *make(double part)
{
    static const int counts[] = {0, 1, 2, 3, 5, 8, 13, 40, 100};
    uint64_t state = 2026;
    gdcs_table *t = empty();
    for (int i = 0; i < AREAS * OFFENCES * GROUPS; i++) {
        const int inner[] = {i / (OFFENCES * GROUPS), i / GROUPS % OFFENCES, i % GROUPS};
        const double value = counts[draw(&state) % 9];
        for (int mask = 0; mask < 8; mask++) {
            int at[3];
            for (int k = 0; k < 3; k++)
                at[k] = mask >> k & 1 ? size[k] : inner[k];
            add(t, at, value);
        }
    }
    for (int i = 0; i < AREAS * OFFENCES * GROUPS; i++) {
        const int inner[] = {i / (OFFENCES * GROUPS), i / GROUPS % OFFENCES, i % GROUPS};
        if (draw(&state) % 10000 < 10000 * part)
            hide(t, inner);
    }
    return t;
}

static double seconds_between(struct timespec start, struct timespec end)
{
    return (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
}

static void judge(const gdcs_table *t)
{
    gdcs_table *truth = make(0.0);
    const gdcs_table *const originals[] = {truth};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 5};
    const gdcs_audit_options o = {
        .struct_size = sizeof o, .rule = &rule, .originals = originals, .is_brief = 1};
    gdcs_audit_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    struct timespec start, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    if (gdcs_audit_table(t, &o, &r, NULL, &err) != GDCS_OK)
        fail(&err);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    printf(" verdicts %.2f\n", seconds_between(start, end));
    gdcs_table_free(truth);
}

static void run(double part)
{
    gdcs_audit_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = make(part);
    struct timespec start, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    if (gdcs_audit_table(t, NULL, &r, NULL, &err) != GDCS_OK)
        fail(&err);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    printf("%.2f hidden %lld exact %lld programmes %lld seconds %.2f", part, (long long)r.audited,
           (long long)r.exact, (long long)r.solved, seconds_between(start, end));
    judge(t);
    fflush(stdout);
    gdcs_table_free(t);
}

int main(int argc, char **argv)
{
    static const double parts[] = {0.1, 0.2, 0.4, 0.6};
    if (argc > 1) {
        run(atof(argv[1]));
        return 0;
    }
    for (int i = 0; i < 4; i++)
        run(parts[i]);
    return 0;
}
