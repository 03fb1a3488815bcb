/* Threads read packed text, each with a thread that unpacks ahead of it: to the end, and to an error near
   the beginning, which ends the other thread too.  A plain program, for ThreadSanitizer. */
#include <gdcs/gdcs.h>

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { THREADS = 3, ROUNDS = 2, LINES = 150000, LINE = 8, SIZE = 2 + LINES * LINE };

static char packed[SIZE], broken[SIZE];
static size_t packed_size, broken_size;
static gdcs_schema *schema;

static size_t pack(char *text, char *out)
{
    z_stream z = {.next_in = (unsigned char *)text,
                  .avail_in = SIZE,
                  .next_out = (unsigned char *)out,
                  .avail_out = SIZE};
    if (deflateInit2(&z, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
        deflate(&z, Z_FINISH) != Z_STREAM_END)
        exit(2);
    deflateEnd(&z);
    return z.total_out;
}

static void make(void)
{
    static char text[SIZE + 1];
    memcpy(text, "n\n", 2);
    for (int i = 0; i < LINES; i++)
        sprintf(text + 2 + i * LINE, "%07d\n", i);
    packed_size = pack(text, packed);
    text[100] = '"';
    broken_size = pack(text, broken);
}

static void *read_all(void *unused)
{
    intptr_t wrong = 0;
    (void)unused;
    for (int i = 0; i < ROUNDS; i++) {
        gdcs_table *table = NULL;
        gdcs_cell cell = {.struct_size = sizeof cell};
        wrong += gdcs_csv_parse_table(packed, (int64_t)packed_size, schema, NULL, &table, NULL,
                                      NULL) != GDCS_OK ||
                 gdcs_table_get_at(table, 0, NULL, &cell, NULL) != GDCS_OK ||
                 cell.value != LINES * (LINES - 1.0) / 2;
        gdcs_table_free(table);
        table = NULL;
        wrong += gdcs_csv_parse_table(broken, (int64_t)broken_size, schema, NULL, &table, NULL,
                                      NULL) != GDCS_E_SYNTAX;
    }
    return (void *)wrong;
}

int main(void)
{
    pthread_t threads[THREADS];
    intptr_t total = 0;
    make();
    if (gdcs_schema_parse("{\"columns\": [{\"name\": \"n\", \"concept\": \"count\"}]}", -1, &schema,
                          NULL) != GDCS_OK)
        return 2;
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, read_all, NULL) != 0)
            return 2;
    for (int i = 0; i < THREADS; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        total += (intptr_t)wrong;
    }
    gdcs_schema_free(schema);
    printf("%d wrong of %d\n", (int)total, 2 * THREADS * ROUNDS);
    return total != 0;
}
