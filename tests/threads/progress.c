/* One thread reads, one looks how far it is, one cancels: no data race, numbers that never get smaller, and a
   reading that ends with its table or with GDCS_E_CANCELLED, whenever it was cancelled.  A plain
   program, for ThreadSanitizer. */
#include <gdcs/gdcs.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 20, LINES = 60000, LINE = 8, SIZE = 2 + LINES * LINE };

static char text[SIZE + 1];
static gdcs_schema *schema;

typedef struct round {
    gdcs_progress *progress;
    atomic_int done;
    int number;
    int fell; /* did a number get smaller? */
} round_of;

static void *look(void *data)
{
    round_of *r = data;
    gdcs_progress_state before = {.bytes = 0};
    while (!atomic_load(&r->done)) {
        gdcs_progress_state now = {.struct_size = sizeof now};
        if (gdcs_progress_get(r->progress, &now, NULL) != GDCS_OK)
            exit(2);
        r->fell |= now.bytes < before.bytes || now.records < before.records ||
                   now.files < before.files || now.cancelled < before.cancelled;
        before = now;
    }
    return NULL;
}

static void *cancel(void *data)
{
    round_of *r = data;
    const struct timespec rest = {.tv_nsec = 1000000L * r->number};
    nanosleep(&rest, NULL);
    gdcs_progress_cancel(r->progress);
    return NULL;
}

static int wrong_in(int number)
{
    round_of r = {.number = number};
    pthread_t looking, cancelling;
    gdcs_table *table = NULL;
    if (gdcs_progress_new(&r.progress, NULL) != GDCS_OK ||
        pthread_create(&looking, NULL, look, &r) != 0 ||
        pthread_create(&cancelling, NULL, cancel, &r) != 0)
        exit(2);
    const gdcs_read_options o = {.struct_size = sizeof o, .progress = r.progress};
    const gdcs_status status = gdcs_csv_parse_table(text, SIZE, schema, &o, &table, NULL, NULL);
    atomic_store(&r.done, 1);
    pthread_join(looking, NULL);
    pthread_join(cancelling, NULL);
    const int as_said = status == GDCS_OK ? table != NULL : status == GDCS_E_CANCELLED && !table;
    gdcs_table_free(table);
    gdcs_progress_free(r.progress);
    return r.fell || !as_said;
}

int main(void)
{
    int wrong = 0;
    memcpy(text, "n\n", 2);
    for (int i = 0; i < LINES; i++)
        sprintf(text + 2 + i * LINE, "%07d\n", i);
    if (gdcs_schema_parse("{\"columns\": [{\"name\": \"n\", \"concept\": \"count\"}]}", -1, &schema,
                          NULL) != GDCS_OK)
        return 2;
    for (int i = 0; i < ROUNDS; i++)
        wrong += wrong_in(i);
    gdcs_schema_free(schema);
    printf("%d of %d rounds wrong\n", wrong, ROUNDS);
    return wrong != 0;
}
