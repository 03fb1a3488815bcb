/* Counting pieces of a file apart gives what reading record after record gives, to the bit. */
#include "fail_alloc.h"
#include "io/csv/marks.h"
#include "io/habits.h"

#include "data/table.h"

#include <unistd.h>

enum { ROUNDS = 400, PIECE = 4096 };

static outcome read_by(const gdcs_i_csv_way *way, const char *text, size_t size,
                       const gdcs_schema *schema, int64_t limit, int threads)
{
    outcome o = {.status = GDCS_OK};
    read_as(way, text, size, schema, limit, threads, (gdcs_i_made){.table = &o.table}, &o);
    return o;
}

static void expect_same_axes(const gdcs_table *a, const gdcs_table *b)
{
    cr_assert(eq(i32, a->width, b->width));
    cr_assert(eq(i32, a->sex, b->sex));
    for (int32_t i = 0; i < a->width; i++) {
        const gdcs_i_axis *x = &a->axes[i], *y = &b->axes[i];
        cr_assert(eq(i32, x->concept_id, y->concept_id));
        cr_assert(eq(i32, x->total, y->total));
        cr_assert(eq(i32, gdcs_i_pool_count(x->labels), gdcs_i_pool_count(y->labels)));
        for (int32_t k = 0; k < gdcs_i_pool_count(x->labels); k++) {
            const char *p = gdcs_i_titles_get(&x->titles, k), *q = gdcs_i_titles_get(&y->titles, k);
            cr_assert(strcmp(gdcs_i_pool_text(x->labels, k), gdcs_i_pool_text(y->labels, k)) == 0);
            cr_assert(strcmp(p != NULL ? p : "\1", q != NULL ? q : "\1") == 0);
        }
    }
}

static int same_sum(gdcs_i_sum a, gdcs_i_sum b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void expect_same_cells(const gdcs_table *a, const gdcs_table *b)
{
    const int32_t *p = NULL, *q = NULL;
    const int64_t count = gdcs_i_cells_count(a->cells);
    cr_assert(eq(i64, count, gdcs_i_cells_count(b->cells)));
    cr_assert(eq(i32, gdcs_i_cells_order(a->cells, &p, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_i_cells_order(b->cells, &q, NULL), GDCS_OK));
    for (int64_t i = 0; i < count; i++) {
        const gdcs_i_range x = gdcs_i_cells_get(a->cells, p[i]),
                           y = gdcs_i_cells_get(b->cells, q[i]);
        int32_t one[GDCS_I_AXES], other[GDCS_I_AXES];
        cr_assert(memcmp(gdcs_i_cells_codes(a->cells, p[i], one),
                         gdcs_i_cells_codes(b->cells, q[i], other),
                         (size_t)a->width * sizeof *one) == 0);
        cr_assert(same_sum(x.lower, y.lower));
        cr_assert(x.inexact == y.inexact && (!x.inexact || same_sum(x.upper, y.upper)));
        cr_assert(x.status == y.status && x.confidentiality == y.confidentiality);
    }
}

static void expect_equal(const outcome *a, const outcome *b)
{
    expect_same_end(a, b);
    if (a->status != GDCS_OK)
        return;
    expect_same_axes(a->table, b->table);
    expect_same_cells(a->table, b->table);
}

static const char *const areas[] = {
    "{\"name\": \"area\", \"concept\": \"area\"}",
    "{\"name\": \"area\", \"concept\": \"area\", \"titles\": \"note\"}",
    "{\"name\": \"area\", \"concept\": \"area\", \"missing\": [\"A3\", \"\"]}",
    "{\"name\": \"area\", \"concept\": \"area\", \"total\": \"A1\", \"labels\": {\"A9\": \"Nine\", "
    "\"A1\": \"All\"}}",
    "{\"name\": \"area\", \"concept\": \"area\", \"drop\": [\"A2\", \"A5\"]}",
    "{\"name\": \"area\", \"concept\": \"area\", \"map\": {\"A1\": \"one\", \"A2\": \"one\", "
    "\"A3\": null, \"\": \"none\"}, \"open\": true}",
    "{\"constant\": \"AA\", \"as\": \"area\", \"concept\": \"area\"}",
    "{\"name\": \"area\", \"keep\": [\"A1\", \"A2\", \"A7\"]}"};
static const char *const sexes[] = {
    "{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}",
    "{\"name\": \"sex\", \"concept\": \"sex\"}",
    "{\"name\": \"sex\", \"concept\": \"sex\", \"map\": {\"F\": \"F\", \"M\": \"M\", \"_U\": "
    "\"_U\", \"\": \"_U\"}}",
    "{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\", \"missing\": [\"\", \"_U\"]}"};
static const char *const ages[] = {
    "", ", {\"name\": \"age\", \"concept\": \"age\"}",
    ", {\"name\": \"age\", \"keep\": [\"10\", \"11\", \"12\", \"13\", \"14\"]}",
    ", {\"name\": \"age\", \"concept\": \"age\", \"map\": {\"10\": \"x\", \"11\": \"x\", \"12\": "
    "\"y\"}, \"open\": true}"};
static const char *const numbers[] = {
    "",
    ", {\"name\": \"n\", \"concept\": \"count\"}",
    ", {\"name\": \"n\", \"concept\": \"weight\", \"missing\": [\":\", \"7\"]}",
    ", {\"name\": \"n\", \"concept\": \"count\", \"missing\": [\":\"], \"ranges\": [\"<n\"]}",
    ", {\"name\": \"n\", \"concept\": \"value\", \"missing\": [\":\"], \"drop\": [\"3\"]}",
    ", {\"name\": \"n\", \"concept\": \"count\", \"missing\": [\":\"], \"rounding\": 5}",
    ", {\"name\": \"n\", \"concept\": \"count\", \"missing\": [\":\"]}, {\"name\": \"low\", "
    "\"concept\": \"lower\"}, {\"name\": \"high\", \"concept\": \"upper\"}",
    ", {\"name\": \"n\", \"concept\": \"value\", \"missing\": [\":\"]}, {\"name\": \"high\", "
    "\"concept\": \"upper\", \"missing\": [\"20\"]}",
    ", {\"constant\": \"2.5\", \"as\": \"n\", \"concept\": \"weight\"}"};
static const char *const letters[] = {
    "", "", ", {\"name\": \"flag\", \"concept\": \"status\"}",
    ", {\"name\": \"flag\", \"map\": {\"A\": \"A\", \"\": \"A\"}, \"keep\": [\"A\", \"\"]}"};
static const char *const raggeds[] = {"", "\"ragged\": \"repair\", ", "\"ragged\": \"pad\", "};
static const char *const footers[] = {"", "", "", "\"footer\": 1, ", "\"footer\": 40, "};

static void make_schema(char *out, size_t size)
{
    snprintf(out, size, "{%s%s\"columns\": [%s, %s%s%s%s]}", ANY(raggeds), ANY(footers), ANY(areas),
             ANY(sexes), ANY(ages), ANY(numbers), ANY(letters));
}

static void drop(outcome *o)
{
    gdcs_table_free(o->table);
}

/* The file by libcsv alone, and by several numbers of threads and sizes of pieces. */
static int compare(const char *text, size_t size, const gdcs_schema *schema, int64_t limit)
{
    const gdcs_i_csv_way plain = {.marks = GDCS_I_MARKS_NONE, .one_by_one = 1};
    outcome expected = read_by(&plain, text, size, schema, limit, 1);
    const gdcs_status status = expected.status;
    for (int i = 0; i < 4; i++) {
        const gdcs_i_csv_way way = {.block = PIECE << draw(3), .alone = 1 + (int)draw(3)};
        const int threads = i == 0 ? 1 : 2 + (int)draw(7);
        outcome found = read_by(&way, text, size, schema, limit, threads);
        expect_equal(&expected, &found);
        drop(&found);
    }
    drop(&expected);
    return status == GDCS_OK;
}

Test(csv_tally, any_number_of_threads_gives_what_reading_record_after_record_gives)
{
    compare_many(wish("GDCS_ROUNDS", ROUNDS), make_schema, compare);
}

Test(csv_tally, numbers_of_threads_that_make_no_sense_are_refused)
{
    static const int wrong[] = {-1, 65};
    const gdcs_i_csv_way usual = {.block = 0};
    gdcs_schema *schema = schema_of("{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\"}]}");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        outcome o = read_by(&usual, "sex\nF\n", 6, schema, 0, wrong[i]);
        cr_expect(eq(i32, o.status, GDCS_E_OPTION));
        cr_expect(strcmp(o.err.field, "threads") == 0);
    }
    gdcs_schema_free(schema);
}

/* Enough cells that the store of them is laid anew, again and again. */
Test(csv_tally, numbers_with_a_cell_each_are_not_repeated)
{
    enum { LABELS = 400, ROWS = 20000, ROW = 32 };
    char *text = malloc(ROWS * ROW);
    size_t size = (size_t)sprintf(text, "a,b,n\n");
    gdcs_schema *schema =
        schema_of("{\"columns\": [{\"name\": \"a\", \"concept\": \"area\"}, {\"name\": \"b\", "
                  "\"concept\": \"group\"}, {\"name\": \"n\", \"concept\": \"count\"}]}");
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_table *t = NULL;
    for (int i = 0; i < ROWS; i++)
        size += (size_t)sprintf(text + size, "x%d,y%d,1\n", i % LABELS, (i + i / LABELS) % LABELS);
    cr_assert(
        eq(i32, gdcs_csv_parse_table(text, (int64_t)size, schema, NULL, &t, &r, NULL), GDCS_OK));
    cr_expect(eq(i64, r.repeated, 0));
    cr_expect(eq(i64, gdcs_table_count_cells(t), ROWS));
    gdcs_table_free(t);
    gdcs_schema_free(schema);
    free(text);
}

enum { MANY_ROWS = 40000, MANY_ROW = 48 };

/* Most cells are met once, and labels are new to the end; odd > 0: there are empty lines. */
static size_t make_many(char *text, int odd)
{
    size_t size = (size_t)sprintf(text, "a,b,c,sex,d\n");
    for (int i = 0; i < MANY_ROWS; i++) {
        const unsigned reach = 2 + (unsigned)i / 400;
        size += (size_t)sprintf(text + size, "%sx%u,y%u,\"z%u\",%c,%s\n",
                                odd > 0 && i % odd == odd - 1 ? "\n" : "", draw(reach), draw(reach),
                                draw(60), "FM"[draw(2)], draw(9) ? "v" : "");
    }
    return size;
}

Test(csv_tally, many_cells_by_any_number_of_threads_are_those_of_record_after_record)
{
    char *text = malloc((size_t)MANY_ROWS * MANY_ROW);
    cr_assert(text != NULL);
    for (int round = 0; round < 3; round++) {
        state = 90 + (uint64_t)round;
        gdcs_schema *schema = schema_of(
            round == 2
                ? "{\"columns\": [{\"name\": \"a\", \"concept\": \"area\"}, {\"name\": \"b\", "
                  "\"concept\": \"group\"}, {\"name\": \"c\", \"concept\": \"age\"}, {\"name\": "
                  "\"sex\", \"concept\": \"sex\"}]}"
                : "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": "
                  "\"sdmx\"}, {\"constant\": \"2020\", \"as\": \"year\", \"concept\": "
                  "\"period\"}, {\"name\": \"b\", \"concept\": \"group\", \"labels\": {\"y99\": "
                  "\"Last\", \"none\": \"None\"}}, {\"name\": \"c\", \"concept\": \"age\"}, "
                  "{\"name\": \"a\", \"concept\": \"area\"}, {\"name\": \"d\", \"concept\": "
                  "\"role\"}]}");
        cr_expect(eq(int, compare(text, make_many(text, round ? 997 : 0), schema, 0), 1));
        gdcs_schema_free(schema);
    }
    free(text);
}

/* A file that holds no records says nothing of the axes. */
Test(csv_tally, files_without_records_leave_the_cells_of_others_alone)
{
    static const char *const texts[] = {"a,b\n", "a,b\nx,y\n", "a,b\n", "a,b\n", "a,b\nx,z\nw,y\n"};
    char paths[5][32];
    const char *list[5];
    gdcs_table *t = NULL;
    gdcs_schema *schema =
        schema_of("{\"delimiter\": \",\", \"columns\": [{\"name\": \"a\", \"concept\": \"area\"}, "
                  "{\"name\": \"b\", \"concept\": \"group\"}]}");
    for (int i = 0; i < 5; i++) {
        strcpy(paths[i], "/tmp/gdcs_tally_XXXXXX");
        const int file = mkstemp(paths[i]);
        const char *text = texts[i];
        cr_assert(eq(i64, write(file, text, strlen(text)), (int64_t)strlen(text)));
        close(file);
        list[i] = paths[i];
    }
    const gdcs_status status = gdcs_csv_read_table_files(list, 5, schema, NULL, &t, NULL, NULL);
    for (int i = 0; i < 5; i++)
        remove(paths[i]);
    cr_assert(eq(i32, status, GDCS_OK));
    cr_expect(eq(i64, gdcs_table_count_cells(t), 3));
    for (int32_t axis = 0; axis < 2; axis++)
        cr_expect(eq(i32, gdcs_i_cells_code(t->cells, 0, axis), 0));
    cr_expect(eq(i64, gdcs_i_cells_find(t->cells, (int32_t[]){0, 0}), 0));
    cr_expect(eq(i64, gdcs_i_cells_find(t->cells, (int32_t[]){0, 1}), 1));
    cr_expect(eq(i64, gdcs_i_cells_find(t->cells, (int32_t[]){1, 0}), 2));
    gdcs_table_free(t);
    gdcs_schema_free(schema);
}

static gdcs_status read_whole(void *data)
{
    const whole *w = data;
    gdcs_table *table = NULL;
    const gdcs_read_options one = {.struct_size = sizeof one, .threads = 1};
    const gdcs_status status =
        gdcs_csv_parse_table(w->text, (int64_t)w->size, w->schema, &one, &table, NULL, NULL);
    gdcs_table_free(table);
    return status;
}

Test(csv_tally, many_cells_survive_every_failing_allocation)
{
    enum { ROWS = 5000 };
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    whole w = {.text = malloc((size_t)ROWS * MANY_ROW),
               .schema =
                   schema_of("{\"delimiter\": \",\", \"decimal\": \".\", \"columns\": [{\"name\": "
                             "\"a\", \"concept\": \"area\"}, {\"name\": \"b\", \"concept\": "
                             "\"group\"}, {\"name\": \"c\", \"concept\": \"age\"}]}")};
    cr_assert(w.text != NULL);
    w.size = (size_t)sprintf(w.text, "a,b,c\n");
    for (unsigned i = 0; i < ROWS; i++)
        w.size += (size_t)sprintf(w.text + w.size, "x%u,y%u,z%u\n", i % 83, i * 7 % 89, i * 3 % 97);
    const fail_alloc_report r = fail_alloc_each(read_whole, &w);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
    free(w.text);
    gdcs_schema_free(w.schema);
}

Test(csv_tally, headings_that_a_pattern_finds_are_read_whatever_the_size_of_the_file)
{
    compare_headings_by_pattern(compare);
}
