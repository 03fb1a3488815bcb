/* Files counted by one to eight threads, in small pieces: weighted cells, records that do not fit, and one
   too many of them.  A plain program, for ThreadSanitizer. */
#include "io/csv/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, ROWS = 6000, ROOM = 1 << 20 };

static const char json[] =
    "{\"delimiter\": \",\", \"decimal\": \".\", \"columns\": [{\"name\": \"area\", \"concept\": "
    "\"area\"}, {\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}, {\"name\": \"w\", "
    "\"concept\": \"weight\", \"missing\": [\":\"]}, {\"name\": \"kind\", \"drop\": [\"no\"]}]}";

/* Some areas come late; each 700th sex is none, each 90th weight missing. */
static size_t make(char *text, int wrong)
{
    static const char *const sexes[] = {"F", "M", "\"F\"", "_U"};
    size_t n = (size_t)sprintf(text, "area,sex,w,kind,note\n");
    for (int i = 0; i < ROWS; i++) {
        n += (size_t)sprintf(text + n, "area %d,%s,", i % (1 + i / 40),
                             wrong && i % 700 == 699 ? "x" : sexes[i % 4]);
        n += i % 90 == 5 ? (size_t)sprintf(text + n, ":")
                         : (size_t)sprintf(text + n, "0.%02d", i % 99);
        n += (size_t)sprintf(text + n, ",%s,\"a \"\"note\"\"\nof two lines\"\n",
                             i % 7 ? "yes" : "no");
    }
    return n;
}

typedef struct outcome {
    gdcs_status status;
    gdcs_table *table;
    gdcs_read_result result;
    gdcs_error err;
} outcome;

static outcome read_by(int threads, const char *text, size_t size, const gdcs_schema *schema,
                       int64_t limit)
{
    outcome o = {.result = {.struct_size = sizeof o.result}, .err = {.struct_size = sizeof o.err}};
    gdcs_i_csv_way way = {.block = 4096, .alone = 1};
    const gdcs_read_options options = {
        .struct_size = sizeof options, .threads = threads, .reject_limit = limit};
    const gdcs_i_request request = {.text = text,
                                    .size = (int64_t)size,
                                    .input = &way,
                                    .schema = schema,
                                    .options = &options,
                                    .table = &o.table,
                                    .result = &o.result};
    o.status = gdcs_i_read(&request, gdcs_i_csv_produce, &o.err);
    return o;
}

static int differ(const outcome *a, const outcome *b)
{
    int wrong = a->status != b->status || memcmp(&a->err, &b->err, sizeof a->err) != 0 ||
                memcmp(&a->result, &b->result, sizeof a->result) != 0;
    if (wrong || a->status != GDCS_OK)
        return wrong;
    const int64_t count = gdcs_table_count_cells(a->table);
    wrong += count != gdcs_table_count_cells(b->table);
    for (int64_t i = 0; i < count && wrong == 0; i++) {
        gdcs_cell x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
        int32_t p[2] = {0}, q[2] = {0};
        wrong += gdcs_table_get_at(a->table, i, p, &x, NULL) != GDCS_OK ||
                 gdcs_table_get_at(b->table, i, q, &y, NULL) != GDCS_OK;
        wrong += memcmp(p, q, sizeof p) != 0 || memcmp(&x.lower, &y.lower, sizeof x.lower) != 0 ||
                 x.upper != y.upper || x.status != y.status;
    }
    return wrong;
}

int main(void)
{
    static const int64_t limits[] = {0, 3, -1};
    char *text = malloc(ROOM);
    gdcs_schema *schema = NULL;
    int wrong = text == NULL || gdcs_schema_parse(json, -1, &schema, NULL) != GDCS_OK;
    for (int file = 0; file < 2 && wrong == 0; file++) {
        const size_t size = make(text, file);
        for (size_t k = 0; k < sizeof limits / sizeof limits[0]; k++) {
            outcome one = read_by(1, text, size, schema, limits[k]);
            wrong += (one.status != GDCS_OK) != (file == 1 && limits[k] >= 0);
            for (int threads = 2; threads <= THREADS; threads++) {
                outcome many = read_by(threads, text, size, schema, limits[k]);
                wrong += differ(&one, &many);
                gdcs_table_free(many.table);
            }
            gdcs_table_free(one.table);
        }
    }
    gdcs_schema_free(schema);
    free(text);
    printf("%d things went wrong\n", wrong);
    return wrong != 0;
}
