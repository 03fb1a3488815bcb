/* Threads audit the same tables at once, each solver in a thread of its own: all find the same.  A plain
   program, for ThreadSanitizer. */
#include <gdcs/audit.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 3, SIDE = 5, ROUNDS = 4 };

static const char *const labels[] = {"a", "b", "c", "d", "e", "all"};

typedef struct job {
    const gdcs_table *table;
    double sum; /* of all limits found */
    gdcs_status status;
} job;

static gdcs_table *make(void)
{
    gdcs_table *t = NULL;
    if (gdcs_table_new(NULL, &t, NULL) != GDCS_OK)
        exit(2);
    for (int i = 0; i < 2; i++) {
        const gdcs_axis axis = {.struct_size = sizeof axis,
                                .concept_id = GDCS_CONCEPT_GROUP,
                                .name = i == 0 ? "row" : "column",
                                .total = "all"};
        if (gdcs_table_add_axis(t, &axis, NULL) != GDCS_OK)
            exit(2);
    }
    for (int i = 0; i <= SIDE; i++)
        for (int k = 0; k <= SIDE; k++) {
            const char *const at[] = {labels[i], labels[k]};
            double sum = 0.0;
            for (int a = 0; a < SIDE; a++)
                for (int b = 0; b < SIDE; b++)
                    sum +=
                        (i == SIDE || i == a) && (k == SIDE || k == b) ? (a * 7 + b * 3) % 11 : 0;
            const int hidden = i < SIDE && k < SIDE && (i + k) % 2 == 0;
            const gdcs_cell cell = {.struct_size = sizeof cell, .value = hidden ? NAN : sum};
            if (gdcs_table_set(t, at, &cell, NULL) != GDCS_OK)
                exit(2);
        }
    return t;
}

static void *work(void *data)
{
    job *j = data;
    for (int round = 0; round < ROUNDS && j->status == GDCS_OK; round++) {
        gdcs_frame *frame = NULL;
        gdcs_column low = {.struct_size = sizeof low}, high = low;
        j->status = gdcs_audit_table(j->table, NULL, NULL, &frame, NULL);
        if (j->status != GDCS_OK)
            break;
        j->status = gdcs_frame_get(frame, gdcs_frame_find(frame, "bound_lower"), &low, NULL);
        if (j->status == GDCS_OK)
            j->status = gdcs_frame_get(frame, gdcs_frame_find(frame, "bound_upper"), &high, NULL);
        j->sum = 0.0;
        for (int64_t i = 0; j->status == GDCS_OK && i < gdcs_frame_count_rows(frame); i++)
            j->sum += (double)(i + 1) * (low.doubles[i] + 3.0 * high.doubles[i]);
        gdcs_frame_free(frame);
    }
    return NULL;
}

int main(void)
{
    gdcs_table *table = make();
    pthread_t threads[THREADS];
    job jobs[THREADS];
    int wrong = 0;
    for (int i = 0; i < THREADS; i++) {
        jobs[i] = (job){table, 0.0, GDCS_OK};
        if (pthread_create(&threads[i], NULL, work, &jobs[i]) != 0)
            return 2;
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < THREADS; i++)
        wrong += jobs[i].status != GDCS_OK || jobs[i].sum != jobs[0].sum || !(jobs[0].sum > 0.0);
    if (wrong > 0)
        printf("%d threads found something else\n", wrong);
    gdcs_table_free(table);
    return wrong > 0;
}
