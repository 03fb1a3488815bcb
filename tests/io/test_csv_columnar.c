/* A frame of pieces that are resolved apart is that of records read one after the other, to the byte. */
#include "fail_alloc.h"
#include "io/csv/marks.h"
#include "io/habits.h"

enum { ROUNDS = 400, PIECE = 4096, ROOM = 1 << 20 };

static outcome read_by(const gdcs_i_csv_way *way, const char *text, size_t size,
                       const gdcs_schema *schema, int64_t limit, int threads)
{
    outcome o = {.status = GDCS_OK};
    read_as(way, text, size, schema, limit, threads, (gdcs_i_made){.frame = &o.frame}, &o);
    return o;
}

static int same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void expect_same_column(const gdcs_column *a, const gdcs_column *b)
{
    const size_t rows = (size_t)a->rows;
    cr_assert(a->type == b->type && a->concept_id == b->concept_id &&
              a->sensitivity == b->sensitivity && a->rows == b->rows);
    cr_assert(same_text(a->name, b->name) && same_text(a->label, b->label) &&
              same_text(a->unit, b->unit));
    cr_assert(eq(i64, a->word_count, b->word_count), "%s", a->name);
    for (int64_t i = 0; i < a->word_count; i++)
        cr_assert(same_text(a->words[i], b->words[i]), "%s: %s / %s", a->name, a->words[i],
                  b->words[i]);
    if (a->type == GDCS_TYPE_TEXT)
        cr_assert(memcmp(a->codes, b->codes, rows * sizeof *a->codes) == 0, "%s", a->name);
    else if (a->type == GDCS_TYPE_DOUBLE)
        cr_assert(memcmp(a->doubles, b->doubles, rows * sizeof *a->doubles) == 0, "%s", a->name);
    else
        cr_assert(memcmp(a->integers, b->integers, rows * sizeof *a->integers) == 0, "%s", a->name);
}

static void expect_equal(const outcome *a, const outcome *b)
{
    expect_same_end(a, b);
    if (a->status != GDCS_OK)
        return;
    cr_assert(eq(i64, gdcs_frame_count_columns(a->frame), gdcs_frame_count_columns(b->frame)));
    cr_assert(same_text(gdcs_frame_get_meta(a->frame, GDCS_META_DETECTED),
                        gdcs_frame_get_meta(b->frame, GDCS_META_DETECTED)));
    for (int64_t i = 0; i < gdcs_frame_count_columns(a->frame); i++) {
        gdcs_column x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
        cr_assert(eq(i32, gdcs_frame_get(a->frame, i, &x, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_frame_get(b->frame, i, &y, NULL), GDCS_OK));
        expect_same_column(&x, &y);
    }
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
        gdcs_frame_free(found.frame);
    }
    gdcs_frame_free(expected.frame);
    return status == GDCS_OK;
}

static const char *const areas[] = {
    "{\"name\": \"area\", \"concept\": \"area\"}",
    "{\"name\": \"area\", \"concept\": \"person_key\", \"missing\": [\"A3\", \"\"]}",
    "{\"name\": \"area\", \"concept\": \"area\", \"drop\": [\"A2\", \"A5\"]}",
    "{\"name\": \"area\", \"concept\": \"area\", \"map\": {\"A1\": \"one\", \"A2\": \"one\", "
    "\"A3\": null, \"\": \"none\"}, \"open\": true}",
    "{\"constant\": \"AA\", \"as\": \"area\", \"concept\": \"area\"}",
    "{\"constant\": \"x\", \"as\": \"area\", \"concept\": \"area\", \"missing\": [\"x\"]}",
    "{\"constant\": \"x\", \"as\": \"area\", \"concept\": \"area\", \"map\": {\"y\": \"z\"}}",
    "{\"name\": \"none\", \"optional\": true, \"concept\": \"level\"}",
    "{\"name\": \"area\", \"keep\": [\"A1\", \"A2\", \"A7\"]}"};
static const char *const sexes[] = {
    "{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}",
    "{\"name\": \"sex\", \"concept\": \"sex\"}",
    "{\"name\": \"sex\", \"concept\": \"sex\", \"map\": {\"F\": \"F\", \"M\": \"M\", \"_U\": "
    "\"_U\", \"\": \"_U\"}}",
    "{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\", \"missing\": [\"\", \"_U\"]}"};
static const char *const ages[] = {
    "", ", {\"name\": \"age\", \"concept\": \"age\"}",
    ", {\"name\": \"age\", \"concept\": \"number\", \"type\": \"int64\", \"missing\": [\"13\"]}",
    ", {\"name\": \"age\", \"concept\": \"number\", \"map\": {\"10\": \"100\", \"11\": null}, "
    "\"open\": true}",
    ", {\"name\": \"age\", \"keep\": [\"10\", \"11\", \"12\", \"13\", \"14\"]}"};
static const char *const numbers[] = {
    "",
    ", {\"name\": \"n\", \"concept\": \"count\"}",
    ", {\"name\": \"n\", \"concept\": \"weight\", \"missing\": [\":\", \"7\"]}",
    ", {\"name\": \"n\", \"concept\": \"value\", \"missing\": [\":\"], \"ranges\": [\"<n\"]}",
    ", {\"name\": \"n\", \"concept\": \"value\", \"missing\": [\":\"], \"drop\": [\"3\"]}",
    ", {\"name\": \"n\", \"concept\": \"count\", \"missing\": [\":\"], \"rounding\": 5}",
    ", {\"constant\": \"2.5\", \"as\": \"n\", \"concept\": \"weight\"}",
    ", {\"constant\": \"7\", \"as\": \"n\", \"concept\": \"number\", \"type\": \"int64\"}"};
static const char *const others[] = {
    "", ", {\"name\": \"flag\", \"concept\": \"status\"}",
    ", {\"name\": \"note\", \"concept\": \"group\"}",
    ", {\"name\": \"note\", \"concept\": \"group\"}, {\"name\": \"flag\", \"map\": {\"A\": \"A\", "
    "\"\": \"A\"}, \"keep\": [\"A\", \"\"]}"};
static const char *const raggeds[] = {"", "\"ragged\": \"repair\", ", "\"ragged\": \"pad\", "};
static const char *const footers[] = {"", "", "", "\"footer\": 1, ", "\"footer\": 40, "};

static void make_schema(char *out, size_t size)
{
    snprintf(out, size, "{%s%s\"columns\": [%s, %s%s%s%s]}", ANY(raggeds), ANY(footers), ANY(areas),
             ANY(sexes), ANY(ages), ANY(numbers), ANY(others));
}

Test(csv_columnar, any_number_of_threads_gives_what_reading_record_after_record_gives)
{
    compare_many(wish("GDCS_ROUNDS", ROUNDS), make_schema, compare);
}

/* Keys that are too many to be looked up, among them some that are seen again, quoted or missing. */
Test(csv_columnar, keys_of_persons_are_numbered_in_the_order_of_the_file)
{
    enum { ROWS = 50000, ROW = 48 };
    gdcs_schema *schema = schema_of(
        "{\"columns\": [{\"name\": \"key\", \"concept\": \"person_key\"}, {\"name\": \"place\", "
        "\"concept\": \"group\", \"missing\": [\"-\"]}, {\"name\": \"n\", \"concept\": "
        "\"number\", \"type\": \"int64\"}]}");
    char *text = malloc((size_t)ROWS * ROW);
    size_t size = (size_t)sprintf(text, "key,place,n\n");
    cr_assert(text != NULL);
    for (int i = 0; i < ROWS; i++) {
        const int again = draw(9) == 0;
        const unsigned key = again ? draw(1 + (unsigned)i) : (unsigned)i;
        if (draw(50) != 0)
            size += (size_t)sprintf(text + size, draw(5) ? "%u" : "\"%u\"", 7919 * key);
        size += (size_t)sprintf(text + size, draw(40) ? ",place %u,%u\n" : ",-,\n", draw(ROWS / 2),
                                draw(100));
    }
    cr_expect(eq(int, compare(text, size, schema, 0), 1));
    free(text);
    gdcs_schema_free(schema);
}

Test(csv_columnar, headings_that_a_pattern_finds_are_read_whatever_the_size_of_the_file)
{
    compare_headings_by_pattern(compare);
}

static gdcs_status read_whole(void *data)
{
    const whole *w = data;
    gdcs_frame *frame = NULL;
    gdcs_i_csv_way way = {.block = PIECE, .alone = 1};
    const gdcs_read_options options = {
        .struct_size = sizeof options, .threads = 1, .detect = GDCS_DETECT_NONE};
    const gdcs_i_request request = {.text = w->text,
                                    .size = (int64_t)w->size,
                                    .input = &way,
                                    .schema = w->schema,
                                    .options = &options,
                                    .frame = &frame};
    const gdcs_status status = gdcs_i_read(&request, gdcs_i_csv_produce, NULL);
    gdcs_frame_free(frame);
    return status;
}

Test(csv_columnar, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    whole w = {.text = malloc(ROOM),
               .schema = schema_of(
                   "{\"delimiter\": \",\", \"decimal\": \".\", \"ragged\": \"repair\", "
                   "\"columns\": [{\"name\": \"area\", "
                   "\"concept\": \"area\"}, {\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": "
                   "\"sdmx\"}, {\"name\": \"n\", \"concept\": \"weight\", \"missing\": [\":\"]}, "
                   "{\"name\": \"note\", \"drop\": [\"z\"]}, {\"constant\": \"2020\", \"as\": "
                   "\"year\", \"concept\": \"period\"}]}")};
    w.size = (size_t)sprintf(w.text, "area,sex,n,note\n");
    for (int i = 0; i < 600; i++)
        w.size += (size_t)sprintf(
            w.text + w.size, "a much longer name than others %d,%s,%s,\"b\"%s\n", i % 50,
            i % 3 ? "F" : "\"M\"", i % 97 == 5 ? ":" : "1.5", i % 200 == 99 ? "," : "");
    fail_alloc_report r = fail_alloc_each(read_whole, &w);
    cr_expect(eq(str, r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
    free(w.text);
    gdcs_schema_free(w.schema);
}
