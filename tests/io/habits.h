/* A seeded source of delimited files, regular and not, with the columns area, sex, age, n, flag, low, high and a
   note.  GDCS_ROUNDS and GDCS_SEED in the environment make a test of it longer, and another one. */
#ifndef GDCS_TESTS_IO_HABITS_H
#define GDCS_TESTS_IO_HABITS_H

#include "io/csv/read.h"
#include "io/read.h"

#include <stdlib.h>

static uint64_t state;

static inline unsigned long wish(const char *name, unsigned long otherwise)
{
    const char *text = getenv(name);
    return text != NULL ? strtoul(text, NULL, 10) : otherwise;
}

static inline unsigned draw(unsigned below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((state >> 33) % below);
}

static inline int chance(unsigned in_thousand)
{
    return draw(1000) < in_thousand;
}

#define ANY(array) array[draw(sizeof(array) / sizeof(array)[0])]

/* How often a file has what, of a thousand. */
typedef struct habits {
    unsigned quoted, odd_sex, odd_number, ragged, blank, breaks, crlf, flag, stray, wild;
    int labels;
} habits;

static inline habits make_habits(void)
{
    const unsigned some[] = {0, 0, 0, 1, 20}, many[] = {0, 0, 30, 500, 1000};
    return (habits){.quoted = ANY(many),
                    .odd_sex = ANY(some),
                    .odd_number = ANY(some),
                    .ragged = ANY(some),
                    .blank = ANY(some),
                    .breaks = ANY(some),
                    .crlf = draw(4) == 0 ? 1000 : 0,
                    .flag = ANY(some),
                    .stray = draw(12) == 0 ? 1 : 0,
                    .wild = draw(12) == 0 ? 1 : 0,
                    .labels = draw(3) == 0 ? 3000 : 9};
}

static inline size_t put(char *to, const habits *h, const char *field)
{
    return (size_t)sprintf(to, chance(h->quoted) ? "\"%s\"" : "%s", field);
}

static inline const char *any_number(const habits *h, char *room)
{
    static const char *const odd[] = {":", "<5", "x", "-1", "1e3", " 4", "", "3.", "-0"};
    if (chance(h->odd_number))
        return ANY(odd);
    sprintf(room, draw(2) ? "%u" : "%u.%02u", draw(12), draw(100));
    return room;
}

static inline size_t make_row(char *to, const habits *h)
{
    static const char *const sex[] = {"F", "M", "F", "M", "_U", ""}, *const odd[] = {"q", "Y"};
    static const char *const flags[] = {"E", "A", "zz", "C"};
    const char *end = chance(h->crlf) ? "\r\n" : "\n";
    char room[32];
    size_t n = 0;
    if (chance(h->blank))
        return (size_t)sprintf(to, "%s", end);
    sprintf(room, "A%u", draw((unsigned)h->labels));
    n += put(to + n, h, draw(30) == 0 ? "" : room);
    to[n++] = ',';
    n += put(to + n, h, chance(h->odd_sex) ? ANY(odd) : ANY(sex));
    sprintf(room, "%u", 10 + draw(9));
    to[n++] = ',';
    n += put(to + n, h, room);
    to[n++] = ',';
    n += put(to + n, h, any_number(h, room));
    n += (size_t)sprintf(to + n, ",%s,", chance(h->flag) ? ANY(flags) : "A");
    n += chance(h->quoted) ? 0 : (size_t)sprintf(to + n, "%u", draw(5));
    n += (size_t)sprintf(to + n, chance(h->odd_number) ? ",0" : ",%u", 4 + draw(20));
    if (chance(h->breaks))
        n += (size_t)sprintf(to + n, ",\"say \"\"%s\"\", or\n more\"", room);
    else
        n += (size_t)sprintf(to + n, ",a longer note than sixteen bytes %u", draw(3));
    if (chance(h->ragged))
        n += (size_t)sprintf(to + n, draw(2) ? "," : ",x");
    if (chance(h->stray))
        n += (size_t)sprintf(to + n, draw(2) ? "x\"y" : "\r z");
    if (chance(h->wild))
        to[n++] = (char)0xE9;
    return n + (size_t)sprintf(to + n, "%s", end);
}

static inline size_t make_file(char *text, int rows)
{
    const habits h = make_habits();
    size_t n = (size_t)sprintf(text, "area,sex,age,n,flag,low,high,note\n");
    for (int i = 0; i < rows; i++)
        n += make_row(text + n, &h);
    return draw(3) == 0 ? n - 1 : n;
}

/* One way of reading, and what came of it. */
typedef struct outcome {
    gdcs_status status;
    gdcs_table *table;
    gdcs_frame *frame;
    gdcs_read_result result;
    gdcs_error err;
} outcome;

static inline void read_as(const gdcs_i_csv_way *way, const char *text, size_t size,
                           const gdcs_schema *schema, int64_t limit, int threads, gdcs_i_made out,
                           outcome *o)
{
    gdcs_i_csv_way copy = *way;
    const gdcs_read_options options = {
        .struct_size = sizeof options, .reject_limit = limit, .threads = threads};
    const gdcs_i_request request = {.text = text,
                                    .size = (int64_t)size,
                                    .input = &copy,
                                    .schema = schema,
                                    .options = &options,
                                    .table = out.table,
                                    .frame = out.frame,
                                    .result = &o->result};
    o->result.struct_size = sizeof o->result;
    o->err.struct_size = sizeof o->err;
    o->status = gdcs_i_read(&request, gdcs_i_csv_produce, &o->err);
}

/* The same error, counts and first misfit. */
static inline void expect_same_end(const outcome *a, const outcome *b)
{
    cr_assert(eq(i32, a->status, b->status), "%s / %s", a->err.message, b->err.message);
    cr_assert(memcmp(&a->err, &b->err, sizeof a->err) == 0, "%s / %s", a->err.message,
              b->err.message);
    cr_assert(eq(i64, a->result.rows, b->result.rows));
    cr_assert(eq(i64, a->result.used, b->result.used));
    cr_assert(eq(i64, a->result.filtered, b->result.filtered));
    cr_assert(eq(i64, a->result.blank, b->result.blank));
    cr_assert(eq(i64, a->result.repeated, b->result.repeated));
    cr_assert(eq(i64, a->result.repaired, b->result.repaired));
    cr_assert(memcmp(&a->result, &b->result, sizeof a->result) == 0, "%s / %s",
              a->result.first_message, b->result.first_message);
}

/* Reads a file in two ways and expects the same; 1: it was read to its end. */
typedef int compares(const char *text, size_t size, const gdcs_schema *schema, int64_t limit);

/* Files and schemas at random: some are read to their end, some are refused. */
static inline void compare_many(unsigned long rounds, void (*make_schema)(char *out, size_t size),
                                compares compare)
{
    char json[2000];
    char *text = malloc(1 << 20);
    const unsigned long seed = wish("GDCS_SEED", 0);
    unsigned long good = 0;
    cr_assert(text != NULL);
    for (unsigned long round = 0; round < rounds; round++) {
        state = seed + round;
        make_schema(json, sizeof json);
        gdcs_schema *schema = schema_of(json);
        const size_t size = make_file(text, 1 + (int)draw(1500));
        const int64_t limits[] = {0, 3, -1, -1};
        good += (unsigned long)compare(text, size, schema, ANY(limits));
        gdcs_schema_free(schema);
    }
    free(text);
    cr_expect(gt(ulong, good, rounds / 4));
    cr_expect(lt(ulong, good, rounds));
}

/* A schema that waits for the header is judged by what it becomes. */
static inline void compare_headings_by_pattern(compares compare)
{
    enum { ROWS = 3000 };
    gdcs_schema *schema =
        schema_of("{\"columns\": [{\"name\": \"area\", \"concept\": \"area\"}], \"wide\": "
                  "{\"concept\": \"period\", \"as\": \"year\", \"pattern\": \"n_{year}\"}}");
    char *text = malloc((size_t)ROWS * 24);
    cr_assert(text != NULL);
    size_t size = (size_t)sprintf(text, "area,n_2020,n_2021\n");
    for (int i = 0; i < ROWS; i++)
        size += (size_t)sprintf(text + size, "A%d,%d,%d\n", i % 7, i % 5, i);
    cr_expect(eq(int, compare(text, size, schema, 0), 1));
    free(text);
    gdcs_schema_free(schema);
}

/* A file in memory, as data of fail_alloc_each(). */
typedef struct whole {
    char *text;
    size_t size;
    gdcs_schema *schema;
} whole;

#endif
