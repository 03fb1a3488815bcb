/* Mirrors lib/io/arrow: arrays by a schema, and streams of several. */
#include "io/arrow.h"

TestSuite(arrow_schema, .timeout = 20);

static const int32_t sex_at[] = {0, 1, 1, 2, 0};
static const int32_t sex_starts[] = {0, 5, 8, 11};
static const char sex_bytes[] = "WomenMenn/a";
static const int16_t years[] = {2015, 2015, 2016, 2016, 2015};
static const double counts[] = {3, 4, 0, 7, 5};
static const unsigned char count_valid[] = {0x1B}; /* row 3 is missing */
static const int32_t area_starts[] = {0, 2, 4, 6, 8, 10};
static const char area_bytes[] = "FRFRDEDEFR";

static const given crimes[] = {
    {"sex", "i", NULL, .buffers = {NULL, sex_at}, .words = "u", .word_count = 3,
     .word_buffers = {NULL, sex_starts, sex_bytes}},
    {"year", "s", NULL, .buffers = {NULL, years}},
    {"n", "g", NULL, .nulls = 1, .buffers = {count_valid, counts}},
    {"geo", "u", NULL, .buffer_count = 3, .buffers = {NULL, area_starts, area_bytes}},
    {"when", "tss:UTC", NULL, .buffers = {NULL, counts}}};

#define CRIMES                                                                                     \
    "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"map\": {\"Women\": \"F\", "        \
    "\"Men\": "                                                                                    \
    "\"M\", \"n/a\": \"_U\"}}, {\"name\": \"year\", \"concept\": \"period\"}, {\"name\": \"n\", "  \
    "\"concept\": \"count\"}, {\"name\": \"geo\", \"concept\": \"area\", \"map\": {\"FR\": "       \
    "\"France\", "                                                                                 \
    "\"DE\": null}}]}"

Test(arrow_schema, reads_a_table_by_a_schema_as_csv_does)
{
    static const char csv[] =
        "sex,year,n,geo\nWomen,2015,3,FR\nMen,2015,4,FR\nMen,2016,,DE\nn/a,2016,7,DE\n"
        "Women,2015,5,FR\n";
    batch b;
    make_batch(&b, crimes, 5, 5);
    gdcs_table *ours = table_from(&b, CRIMES), *theirs = table_of(CRIMES, csv);
    cr_expect(eq(dbl, CELL(ours, "F", "2015", "France").value, 8));
    expect_same(ours, theirs, "map");
    gdcs_table_free(ours);
    gdcs_table_free(theirs);
}

Test(arrow_schema, reads_a_frame_by_a_schema_without_what_it_does_not_name)
{
    batch b;
    make_batch(&b, crimes, 5, 5);
    gdcs_frame *frame = frame_from(&b, CRIMES);
    cr_expect(eq(i64, gdcs_frame_count_columns(frame), 4));
    cr_expect(eq(i64, gdcs_frame_count_rows(frame), 3));
    const gdcs_column sex = column_of(frame, "sex"), n = column_of(frame, "n"),
                      year = column_of(frame, "year");
    cr_expect(eq(str, (char *)word_of(&sex, 1), "M"));
    cr_expect(eq(str, (char *)word_of(&year, 0), "2015"));
    cr_expect(eq(dbl, n.doubles[2], 5));
    gdcs_frame_free(frame);
}

Test(arrow_schema, resolves_a_sex_column_that_nobody_declared)
{
    batch b;
    make_batch(&b, crimes, 3, 3);
    gdcs_table *table = table_from(
        &b, "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\"}, {\"name\": \"year\", "
            "\"concept\": \"period\"}, {\"name\": \"n\", \"concept\": \"count\"}]}");
    cr_expect(eq(dbl, CELL(table, "F", "2015").value, 3));
    cr_expect(strstr(gdcs_table_get_meta(table, GDCS_META_DETECTED), "'sex'") != NULL);
    gdcs_table_free(table);
}

/* Lists speak of spellings, so numbers are read as what they would be written as. */
Test(arrow_schema, reads_numbers_by_lists_ranges_and_rounding)
{
    static const int64_t n[] = {-9, 10, 5, 12};
    const given columns[] = {{"sex", "u", NULL, .buffer_count = 3,
                              .buffers = {NULL, (const int32_t[]){0, 1, 2, 3, 4}, "FMFM"}},
                             {"n", "l", NULL, .buffers = {NULL, n}},
                             {"y", "s", NULL, .buffers = {NULL, years}}};
    batch b;
    make_batch(&b, columns, 3, 4);
    gdcs_table *table = table_from(
        &b, "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}, "
            "{\"name\": \"y\", \"concept\": \"period\"}, {\"name\": \"n\", \"concept\": "
            "\"count\", \"status\": {\"-9\": \"Q\"}, \"rounding\": 5}]}");
    const gdcs_cell hidden = CELL(table, "F", "2015"), about = CELL(table, "M", "2015");
    cr_expect(isnan(hidden.value) && hidden.status == 'Q');
    cr_expect(isnan(about.value) && about.lower == 8 && about.upper == 12);
    gdcs_table_free(table);
}

Test(arrow_schema, reads_wide_columns)
{
    static const int32_t men[] = {5, 6}, women[] = {1, 2};
    const given columns[] = {
        {"geo", "u", NULL, .buffer_count = 3, .buffers = {NULL, (const int32_t[]){0, 1, 2}, "AB"}},
        {"men", "i", NULL, .buffers = {NULL, men}},
        {"women", "i", NULL, .buffers = {NULL, women}}};
    batch b;
    make_batch(&b, columns, 3, 2);
    gdcs_table *table = table_from(
        &b, "{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\"}], \"wide\": {\"concept\": "
            "\"sex\", \"as\": \"sex\", \"columns\": {\"women\": \"F\", \"men\": \"M\"}}}");
    cr_expect(eq(dbl, CELL(table, "B", "F").value, 2));
    cr_expect(eq(dbl, CELL(table, "A", "M").value, 5));
    gdcs_table_free(table);
}

Test(arrow_schema, reads_a_table_by_what_the_metadata_say)
{
    struct ArrowArrayStream stream;
    gdcs_frame *frame = frame_of(CRIMES, "sex,year,n,geo\nWomen,2015,3,FR\nMen,2015,4,FR\n");
    gdcs_table *table = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_frame_set_meta(frame, GDCS_META_SOURCE, "police", NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_arrow_write_frame_stream(frame, &stream, NULL), GDCS_OK));
    gdcs_frame_free(frame);
    cr_assert(
        eq(i32, gdcs_arrow_read_table_stream(&stream, NULL, NULL, &table, NULL, &err), GDCS_OK),
        "%s", err.message);
    stream.release(&stream);
    cr_expect(eq(dbl, CELL(table, "F", "2015", "France").value, 3));
    cr_expect(eq(str, (char *)gdcs_table_get_meta(table, GDCS_META_SOURCE), "police"));
    gdcs_table_free(table);
}

/* --- several arrays, each with a dictionary of its own --- */

typedef struct parts {
    batch batches[3];
    int next, fails_at;
} parts;

static int parts_schema(struct ArrowArrayStream *s, struct ArrowSchema *out)
{
    *out = ((parts *)s->private_data)->batches[0].type;
    return 0;
}

static int parts_next(struct ArrowArrayStream *s, struct ArrowArray *out)
{
    parts *p = s->private_data;
    out->release = NULL;
    if (p->next == p->fails_at)
        return 5;
    if (p->next < 3)
        *out = p->batches[p->next++].array;
    return 0;
}

static const char *parts_error(struct ArrowArrayStream *s)
{
    (void)s;
    return "the disk is on fire";
}

static void parts_release(struct ArrowArrayStream *s)
{
    s->release = NULL;
}

static struct ArrowArrayStream stream_of(parts *p, int fails_at)
{
    static const char *const words[] = {"FM", "MF", "F_"};
    static const int32_t word_starts[] = {0, 1, 2}, at[] = {0, 1};
    static const int64_t n[] = {1, 10};
    for (int i = 0; i < 3; i++) {
        const given columns[] = {{"sex", "i", NULL, .buffers = {NULL, at}, .words = "u",
                                  .word_count = 2, .word_buffers = {NULL, word_starts, words[i]}},
                                 {"n", "l", NULL, .buffers = {NULL, n}}};
        make_batch(&p->batches[i], columns, 2, i < 2 ? 2 : 1);
    }
    p->next = 0;
    p->fails_at = fails_at;
    return (struct ArrowArrayStream){parts_schema, parts_next, parts_error, parts_release, p};
}

Test(arrow_schema, reads_arrays_of_a_stream_below_each_other)
{
    static parts p;
    struct ArrowArrayStream stream = stream_of(&p, -1);
    gdcs_frame *frame = NULL;
    gdcs_table *table = NULL;
    gdcs_read_result result = {.struct_size = sizeof result};
    cr_assert(
        eq(i32, gdcs_arrow_read_frame_stream(&stream, NULL, NULL, &frame, &result, NULL), GDCS_OK));
    const gdcs_column sex = column_of(frame, "sex");
    static const char *const wanted[] = {"F", "M", "M", "F", "F"};
    cr_expect(eq(i64, result.rows, 5));
    for (int i = 0; i < 5; i++)
        cr_expect(eq(str, (char *)word_of(&sex, i), (char *)wanted[i]));
    gdcs_frame_free(frame);

    gdcs_schema *schema =
        schema_of("{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}, "
                  "{\"name\": \"n\", \"concept\": \"count\"}]}");
    stream = stream_of(&p, -1);
    cr_assert(
        eq(i32, gdcs_arrow_read_table_stream(&stream, schema, NULL, &table, NULL, NULL), GDCS_OK));
    cr_expect(eq(dbl, CELL(table, "F").value, 12));
    cr_expect(eq(dbl, CELL(table, "M").value, 11));
    gdcs_table_free(table);
    gdcs_schema_free(schema);
}

Test(arrow_schema, passes_on_what_a_stream_says_when_it_fails)
{
    static parts p;
    gdcs_frame *frame = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    struct ArrowArrayStream stream = stream_of(&p, 1);
    cr_expect(eq(i32, gdcs_arrow_read_frame_stream(&stream, NULL, NULL, &frame, NULL, &err),
                 GDCS_E_READ));
    cr_expect(strstr(err.message, "the disk is on fire") != NULL);
    cr_expect(frame == NULL);
}
