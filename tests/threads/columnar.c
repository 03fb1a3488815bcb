/* Files resolved by one to eight threads, in small pieces, to tables and to frames: weighted cells, many
   counted ones, keys, records that do not fit, and one too many of them.  A plain program, for ThreadSanitizer. */
#include "io/csv/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, ROWS = 6000, MANY_ROWS = 20000, ROOM = 1 << 20 };

static const char json[] = /* of tables */
    "{\"delimiter\": \",\", \"decimal\": \".\", \"columns\": [{\"name\": \"area\", \"concept\": "
    "\"area\"}, {\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}, {\"name\": \"w\", "
    "\"concept\": \"weight\", \"missing\": [\":\"]}, {\"name\": \"kind\", \"drop\": [\"no\"]}]}";

static const char frame_json[] =
    "{\"delimiter\": \",\", \"decimal\": \".\", \"columns\": [{\"name\": \"area\", \"concept\": "
    "\"area\"}, {\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}, {\"name\": \"w\", "
    "\"concept\": \"weight\", \"missing\": [\":\"]}, {\"name\": \"kind\", \"drop\": [\"no\"]}, "
    "{\"name\": \"key\", \"concept\": \"person_key\"}]}";

static const char many_json[] = /* of a table whose cells each worker sorts */
    "{\"delimiter\": \",\", \"decimal\": \".\", \"columns\": [{\"name\": \"a\", \"concept\": "
    "\"area\"}, "
    "{\"name\": \"b\", \"concept\": \"group\"}, {\"name\": \"c\", \"concept\": \"role\"}]}";

static size_t make_many(char *text)
{
    size_t n = (size_t)sprintf(text, "a,b,c\n");
    for (int i = 0; i < MANY_ROWS; i++)
        n += (size_t)sprintf(text + n, "a%d,b%d,c%d\n", i % 101, i * 7 % 103, i / 3 % 107);
    return n;
}

/* Some areas come late; each 700th sex is none, each 90th weight missing. */
static size_t make(char *text, int wrong)
{
    static const char *const sexes[] = {"F", "M", "\"F\"", "_U"};
    size_t n = (size_t)sprintf(text, "area,sex,w,kind,note,key\n");
    for (int i = 0; i < ROWS; i++) {
        n += (size_t)sprintf(text + n, "area %d,%s,", i % (1 + i / 40),
                             wrong && i % 700 == 699 ? "x" : sexes[i % 4]);
        n += i % 90 == 5 ? (size_t)sprintf(text + n, ":")
                         : (size_t)sprintf(text + n, "0.%02d", i % 99);
        n += (size_t)sprintf(text + n, ",%s,\"a \"\"note\"\"\nof two lines\",%d\n",
                             i % 7 ? "yes" : "no", i);
    }
    return n;
}

typedef struct outcome {
    gdcs_status status;
    gdcs_table *table; /* or */
    gdcs_frame *frame;
    gdcs_read_result result;
    gdcs_error err;
} outcome;

static outcome read_by(int threads, const char *text, size_t size, const gdcs_schema *schema,
                       int64_t limit, int to_frame)
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
                                    .table = to_frame ? NULL : &o.table,
                                    .frame = to_frame ? &o.frame : NULL,
                                    .result = &o.result};
    o.status = gdcs_i_read(&request, gdcs_i_csv_produce, &o.err);
    return o;
}

static int cells_differ(const gdcs_table *a, const gdcs_table *b)
{
    const int64_t count = gdcs_table_count_cells(a);
    int wrong = count != gdcs_table_count_cells(b);
    for (int64_t i = 0; i < count && wrong == 0; i++) {
        gdcs_cell x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
        int32_t p[3] = {0}, q[3] = {0};
        wrong += gdcs_table_get_at(a, i, p, &x, NULL) != GDCS_OK ||
                 gdcs_table_get_at(b, i, q, &y, NULL) != GDCS_OK;
        wrong += memcmp(p, q, sizeof p) != 0 || memcmp(&x.lower, &y.lower, sizeof x.lower) != 0 ||
                 x.upper != y.upper || x.status != y.status;
    }
    return wrong;
}

static int columns_differ(const gdcs_frame *a, const gdcs_frame *b)
{
    int wrong = gdcs_frame_count_columns(a) != gdcs_frame_count_columns(b);
    for (int64_t i = 0; i < gdcs_frame_count_columns(a) && wrong == 0; i++) {
        gdcs_column x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
        wrong += gdcs_frame_get(a, i, &x, NULL) != GDCS_OK ||
                 gdcs_frame_get(b, i, &y, NULL) != GDCS_OK || x.rows != y.rows ||
                 x.word_count != y.word_count;
        for (int64_t k = 0; k < x.word_count && wrong == 0; k++)
            wrong += strcmp(x.words[k], y.words[k]) != 0;
        const void *const p = x.codes != NULL ? (const void *)x.codes : (const void *)x.doubles;
        const void *const q = y.codes != NULL ? (const void *)y.codes : (const void *)y.doubles;
        const size_t item = x.codes != NULL ? sizeof *x.codes : sizeof *x.doubles;
        wrong += wrong == 0 && memcmp(p, q, (size_t)x.rows * item) != 0;
    }
    return wrong;
}

static int differ(const outcome *a, const outcome *b)
{
    const int wrong = a->status != b->status || memcmp(&a->err, &b->err, sizeof a->err) != 0 ||
                      memcmp(&a->result, &b->result, sizeof a->result) != 0;
    if (wrong || a->status != GDCS_OK)
        return wrong;
    return a->table != NULL ? cells_differ(a->table, b->table) : columns_differ(a->frame, b->frame);
}

static void drop(const outcome *o)
{
    gdcs_table_free(o->table);
    gdcs_frame_free(o->frame);
}

static int compare(const char *text, size_t size, const gdcs_schema *schema, int64_t limit,
                   int fails, int to_frame)
{
    const outcome one = read_by(1, text, size, schema, limit, to_frame);
    int wrong = (one.status != GDCS_OK) != fails;
    for (int threads = 2; threads <= THREADS; threads++) {
        const outcome many = read_by(threads, text, size, schema, limit, to_frame);
        wrong += differ(&one, &many);
        drop(&many);
    }
    drop(&one);
    return wrong;
}

int main(void)
{
    static const int64_t limits[] = {0, 3, -1};
    static const char *const jsons[] = {json, frame_json};
    char *text = malloc(ROOM);
    int wrong = text == NULL;
    for (int kind = 0; kind < 4 && wrong == 0; kind++) {
        const int file = kind % 2, to_frame = kind / 2;
        gdcs_schema *schema = NULL;
        const size_t size = make(text, file);
        wrong += gdcs_schema_parse(jsons[to_frame], -1, &schema, NULL) != GDCS_OK;
        for (size_t k = 0; k < sizeof limits / sizeof limits[0] && wrong == 0; k++)
            wrong += compare(text, size, schema, limits[k], file == 1 && limits[k] >= 0, to_frame);
        gdcs_schema_free(schema);
    }
    if (wrong == 0) {
        gdcs_schema *schema = NULL;
        const size_t size = make_many(text);
        wrong += gdcs_schema_parse(many_json, -1, &schema, NULL) != GDCS_OK;
        wrong += wrong == 0 && compare(text, size, schema, 0, 0, 0);
        gdcs_schema_free(schema);
    }
    free(text);
    printf("%d things went wrong\n", wrong);
    return wrong != 0;
}
