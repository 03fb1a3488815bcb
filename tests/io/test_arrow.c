/* Mirrors lib/io/arrow: what is read means what the producer meant, what is written reads back. */
#include "io/arrow.h"
#include "io/arrow/make.h"

TestSuite(arrow, .timeout = 20);

/* --- out --- */

static gdcs_frame *sample(void)
{
    static const double shares[] = {0.25, NAN, -0.0, 1e300, INFINITY};
    static const int64_t counts[] = {12, INT64_MIN, INT64_MAX, -3, 0};
    static const int32_t codes[] = {0, -1, 1, 0, 2};
    static const char *const words[] = {"F", "", "Übrige"};
    gdcs_column sex = {.struct_size = sizeof sex,
                       .type = GDCS_TYPE_TEXT,
                       .rows = 5,
                       .codes = codes,
                       .words = words,
                       .word_count = 3,
                       .name = "group",
                       .concept_id = GDCS_CONCEPT_GROUP,
                       .sensitivity = GDCS_SENSITIVITY_INTERNAL};
    gdcs_column share = {.struct_size = sizeof share,
                         .type = GDCS_TYPE_DOUBLE,
                         .rows = 5,
                         .doubles = shares,
                         .name = "share",
                         .label = "Share of women",
                         .unit = "share",
                         .concept_id = GDCS_CONCEPT_VALUE};
    gdcs_column n = {.struct_size = sizeof n,
                     .type = GDCS_TYPE_INT64,
                     .rows = 5,
                     .integers = counts,
                     .name = "n"};
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add(frame, &sex, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add(frame, &share, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add(frame, &n, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_set_meta(frame, GDCS_META_SOURCE, "a census", NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_set_meta(frame, GDCS_META_NOTE, "a\nb", NULL), GDCS_OK));
    return frame;
}

static void end(struct ArrowSchema *type, struct ArrowArray *array)
{
    type->release(type);
    array->release(array);
    cr_expect(type->release == NULL && array->release == NULL);
}

Test(arrow, writes_a_struct_with_a_child_for_each_column)
{
    struct ArrowSchema type;
    struct ArrowArray array;
    gdcs_frame *frame = sample();
    cr_assert(eq(i32, gdcs_arrow_write_frame(frame, &type, &array, NULL), GDCS_OK));
    cr_expect(eq(str, (char *)type.format, "+s"));
    cr_expect(eq(i64, type.n_children, 3));
    cr_expect(eq(i64, array.n_children, 3));
    cr_expect(eq(i64, array.length, 5));
    cr_expect(eq(i64, array.null_count, 0));
    cr_expect(eq(i64, array.n_buffers, 1));
    static const char *const formats[] = {"i", "g", "l"};
    static const int64_t nulls[] = {1, 1, 1};
    for (int i = 0; i < 3; i++) {
        const struct ArrowArray *a = array.children[i];
        cr_expect(eq(str, (char *)type.children[i]->format, (char *)formats[i]));
        cr_expect(eq(i64, type.children[i]->flags, ARROW_FLAG_NULLABLE));
        cr_expect(eq(i64, a->null_count, nulls[i]));
        cr_expect(eq(i64, a->n_buffers, 2));
        cr_expect(0x1D == *(const unsigned char *)a->buffers[0], "row 2 is null");
    }
    const struct ArrowArray *words = array.children[0]->dictionary;
    const int32_t *offsets = words->buffers[1];
    cr_expect(eq(str, (char *)type.children[0]->dictionary->format, "u"));
    cr_expect(eq(i64, words->length, 3));
    cr_expect(offsets[0] == 0 && offsets[1] == 1 && offsets[2] == 1 && offsets[3] == 8);
    cr_expect(memcmp(words->buffers[2], "FÜbrige", 8) == 0);
    end(&type, &array);
    gdcs_frame_free(frame);
}

Test(arrow, lends_numbers_and_indices_without_a_copy)
{
    struct ArrowArray array;
    gdcs_frame *frame = sample();
    const gdcs_column group = column_of(frame, "group"), share = column_of(frame, "share"),
                      n = column_of(frame, "n");
    cr_assert(eq(i32, gdcs_arrow_write_frame(frame, NULL, &array, NULL), GDCS_OK));
    cr_expect(array.children[0]->buffers[1] == (const void *)group.codes);
    cr_expect(array.children[1]->buffers[1] == (const void *)share.doubles);
    cr_expect(array.children[2]->buffers[1] == (const void *)n.integers);
    array.release(&array);
    gdcs_frame_free(frame);
}

/* As the specification wants: a child may be moved out and outlive its parent and the frame. */
Test(arrow, keeps_the_frame_while_a_child_of_it_lives)
{
    struct ArrowArray array;
    gdcs_frame *frame = sample();
    cr_assert(eq(i32, gdcs_arrow_write_frame(frame, NULL, &array, NULL), GDCS_OK));
    gdcs_frame_free(frame);
    struct ArrowArray child = *array.children[1], group = *array.children[0];
    array.children[1]->release = NULL;
    array.children[0]->release = NULL;
    array.release(&array);
    const double *lent = child.buffers[1];
    cr_expect(lent[0] == 0.25);
    child.release(&child);
    const int32_t *indices = group.buffers[1];
    cr_expect(indices[4] == 2);
    cr_expect(memcmp(group.dictionary->buffers[2], "F", 1) == 0);
    group.release(&group);
    cr_expect(group.release == NULL);
}

Test(arrow, adds_columns_to_a_frame_that_is_lent)
{
    struct ArrowArray array;
    gdcs_frame *frame = sample();
    static const double more[] = {1, 2, 3, 4, 5};
    cr_assert(eq(i32, gdcs_arrow_write_frame(frame, NULL, &array, NULL), GDCS_OK));
    for (int i = 0; i < 40; i++) {
        char name[8] = {'c', (char)('a' + i / 10), (char)('a' + i % 10), '\0'};
        const gdcs_column c = {.struct_size = sizeof c,
                               .type = GDCS_TYPE_DOUBLE,
                               .rows = 5,
                               .doubles = more,
                               .name = name};
        cr_assert(eq(i32, gdcs_frame_add(frame, &c, NULL), GDCS_OK));
    }
    cr_expect(eq(i64, array.n_children, 3));
    gdcs_frame_free(frame);
    const int64_t *lent = array.children[2]->buffers[1];
    cr_expect(eq(i64, lent[2], INT64_MAX));
    array.release(&array);
}

Test(arrow, reads_back_what_it_wrote)
{
    struct ArrowSchema type;
    struct ArrowArray array;
    gdcs_frame *frame = sample(), *back = NULL;
    gdcs_read_result result = {.struct_size = sizeof result};
    cr_assert(eq(i32, gdcs_arrow_write_frame(frame, &type, &array, NULL), GDCS_OK));
    cr_assert(
        eq(i32, gdcs_arrow_read_frame(&type, &array, NULL, NULL, &back, &result, NULL), GDCS_OK));
    cr_expect(result.rows == 5 && result.used == 5 && result.filtered == 0);
    end(&type, &array);
    expect_equal(frame, back);
    gdcs_frame_free(frame);
    gdcs_frame_free(back);
}

Test(arrow, reads_back_frames_without_rows_and_without_columns)
{
    static const gdcs_column empty = {.struct_size = sizeof empty,
                                      .type = GDCS_TYPE_TEXT,
                                      .name = "sex",
                                      .concept_id = GDCS_CONCEPT_SEX};
    for (int columns = 0; columns < 2; columns++) {
        struct ArrowArrayStream stream;
        gdcs_frame *frame = NULL, *back = NULL;
        cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
        if (columns > 0)
            cr_assert(eq(i32, gdcs_frame_add(frame, &empty, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_arrow_write_frame_stream(frame, &stream, NULL), GDCS_OK));
        cr_assert(
            eq(i32, gdcs_arrow_read_frame_stream(&stream, NULL, NULL, &back, NULL, NULL), GDCS_OK));
        stream.release(&stream);
        expect_equal(frame, back);
        gdcs_frame_free(frame);
        gdcs_frame_free(back);
    }
}

Test(arrow, streams_one_array_and_then_none)
{
    struct ArrowArrayStream stream;
    struct ArrowSchema one, two;
    struct ArrowArray array, none;
    gdcs_frame *frame = sample();
    cr_assert(eq(i32, gdcs_arrow_write_frame_stream(frame, &stream, NULL), GDCS_OK));
    gdcs_frame_free(frame);
    cr_assert(stream.get_schema(&stream, &one) == 0 && stream.get_schema(&stream, &two) == 0);
    cr_assert(stream.get_next(&stream, &array) == 0 && array.release != NULL);
    cr_assert(stream.get_next(&stream, &none) == 0);
    cr_expect(none.release == NULL);
    cr_expect(stream.get_last_error(&stream) == NULL);
    stream.release(&stream);
    cr_expect(stream.release == NULL);
    cr_expect(eq(i64, array.length, 5));
    cr_expect(eq(str, (char *)one.children[1]->name, "share"));
    two.release(&two);
    end(&one, &array);
}

Test(arrow, writes_large_offsets_where_words_need_them)
{
    struct ArrowSchema type;
    struct ArrowArray array;
    gdcs_frame *frame = sample(), *back = NULL;
    cr_assert(eq(i32, gdcs_i_arrow_type(frame, 7, &type, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_i_arrow_values(frame, 7, &array, NULL), GDCS_OK));
    cr_expect(eq(str, (char *)type.children[0]->dictionary->format, "U"));
    cr_assert(
        eq(i32, gdcs_arrow_read_frame(&type, &array, NULL, NULL, &back, NULL, NULL), GDCS_OK));
    expect_equal(frame, back);
    end(&type, &array);
    gdcs_frame_free(frame);
    gdcs_frame_free(back);
}

/* --- in: every type, its missing values and its place in longer arrays --- */

static const int8_t i8[] = {99, -128, 127, 0};
static const uint8_t u8[] = {99, 0, 255, 7};
static const int16_t i16[] = {99, -32768, 32767, 0};
static const uint16_t u16[] = {99, 0, 65535, 7};
static const int32_t i32s[] = {99, INT32_MIN, INT32_MAX, 0};
static const uint32_t u32[] = {99, 0, UINT32_MAX, 7};
static const int64_t i64s[] = {99, INT64_MIN + 1, INT64_MAX, 0};
static const uint64_t u64[] = {99, 0, INT64_MAX, 7};
static const uint16_t f16[] = {0x4248, 0x3C00, 0x7C00, 0x8001}; /* 3.140625 1 inf -2^-24 */
static const float f32[] = {99, 0.5f, 1e30f, 0};
static const double f64[] = {99, 0.1, -INFINITY, 0};
static const unsigned char bools[] = {0x04};           /* 0 0 1 0 */
static const unsigned char valid[] = {0x07};           /* row 4 is null */
static const int32_t days[] = {99, 0, 16860, -719162}; /* 1970-01-01 2016-02-29 0001-01-01 */
static const int32_t starts[] = {0, 1, 1, 3, 5};
static const int64_t large_starts[] = {0, 1, 1, 3, 5};
static const char bytes[] = "xabß";
static const int64_t wholes[] = {99, 0, -5, -1, 7, 0, 0, 0};
static const uint8_t places[] = {1, 0, 1, 9};
static const int64_t word_numbers[] = {2015, 2016};

#define THREE .length = 3, .offset = 1, .nulls = 1

Test(arrow, reads_each_type_with_offset_and_nulls)
{
    static const given columns[] = {
        {"i8", "c", NULL, THREE, .buffers = {valid, i8}},
        {"u8", "C", NULL, THREE, .buffers = {valid, u8}},
        {"i16", "s", NULL, THREE, .buffers = {valid, i16}},
        {"u16", "S", NULL, THREE, .buffers = {valid, u16}},
        {"i32", "i", NULL, THREE, .buffers = {valid, i32s}},
        {"u32", "I", NULL, THREE, .buffers = {valid, u32}},
        {"i64", "l", NULL, THREE, .buffers = {valid, i64s}},
        {"u64", "L", NULL, THREE, .buffers = {valid, u64}},
        {"f16", "e", NULL, THREE, .buffers = {valid, f16}},
        {"f32", "f", NULL, THREE, .buffers = {valid, f32}},
        {"f64", "g", NULL, THREE, .buffers = {valid, f64}},
        {"bool", "b", NULL, THREE, .buffers = {valid, bools}},
        {"date", "tdD", NULL, THREE, .buffers = {valid, days}},
        {"text", "u", NULL, THREE, .buffer_count = 3, .buffers = {valid, starts, bytes}},
        {"large", "U", NULL, THREE, .buffer_count = 3, .buffers = {valid, large_starts, bytes}},
        {"whole", "d:38,0", NULL, THREE, .buffers = {valid, wholes}},
        {"words", "C", NULL, THREE, .buffers = {valid, places}, .words = "u", .word_count = 2,
         .word_buffers = {NULL, starts + 1, bytes}},
        {"numbers", "C", NULL, THREE, .buffers = {valid, places}, .words = "l", .word_count = 2,
         .word_buffers = {NULL, word_numbers}}};
    static const int64_t whole[][2] = {{-128, 127},
                                       {0, 255},
                                       {-32768, 32767},
                                       {0, 65535},
                                       {INT32_MIN, INT32_MAX},
                                       {0, UINT32_MAX},
                                       {INT64_MIN + 1, INT64_MAX},
                                       {0, INT64_MAX}};
    static const double number[][2] = {{1, INFINITY}, {0.5, 1e30f}, {0.1, -INFINITY}};
    enum { COUNT = sizeof columns / sizeof columns[0] };
    batch b;
    make_batch(&b, columns, COUNT, 3);
    gdcs_frame *frame = frame_from(&b, NULL);
    for (int i = 0; i < 8; i++) {
        const gdcs_column c = column_of(frame, columns[i].name);
        cr_assert(eq(i32, c.type, GDCS_TYPE_INT64));
        cr_expect(c.integers[0] == whole[i][0] && c.integers[1] == whole[i][1] &&
                      c.integers[2] == INT64_MIN,
                  "%s", c.name);
    }
    for (int i = 0; i < 3; i++) {
        const gdcs_column c = column_of(frame, columns[8 + i].name);
        cr_assert(eq(i32, c.type, GDCS_TYPE_DOUBLE));
        cr_expect(c.doubles[0] == number[i][0] && c.doubles[1] == number[i][1] &&
                      isnan(c.doubles[2]),
                  "%s", c.name);
    }
    static const struct {
        const char *name, *first, *second;
    } texts[] = {{"date", "1970-01-01", "2016-02-29"},
                 {"text", "", "ab"},
                 {"large", "", "ab"},
                 {"words", "", "ab"}};
    for (int i = 0; i < 4; i++) {
        const gdcs_column c = column_of(frame, texts[i].name);
        cr_assert(eq(i32, c.type, GDCS_TYPE_TEXT));
        cr_expect(eq(str, (char *)word_of(&c, 0), (char *)texts[i].first), "%s", c.name);
        cr_expect(eq(str, (char *)word_of(&c, 1), (char *)texts[i].second), "%s", c.name);
        cr_expect(word_of(&c, 2) == NULL, "%s", c.name);
    }
    static const struct {
        const char *name;
        int64_t first, second;
    } others[] = {{"bool", 0, 1}, {"whole", -5, 7}, {"numbers", 2015, 2016}};
    for (int i = 0; i < 3; i++) {
        const gdcs_column c = column_of(frame, others[i].name);
        cr_assert(eq(i32, c.type, GDCS_TYPE_INT64));
        cr_expect(c.integers[0] == others[i].first && c.integers[1] == others[i].second &&
                      c.integers[2] == INT64_MIN,
                  "%s", c.name);
    }
    gdcs_frame_free(frame);
}

Test(arrow, reads_views_of_short_and_long_texts)
{
    static const char near_by[16] = "\4\0\0\0abcd";
    unsigned char views[3][16] = {{0}};
    const int32_t far_away[] = {15, 0x636E6166, 0, 2};
    static const char data[] = "--fancy long text";
    const int64_t sizes[] = {17};
    memcpy(views[0], near_by, 16);
    memcpy(views[1], far_away, 16);
    const given columns[] = {
        {"t", "vu", NULL, .buffer_count = 4, .buffers = {NULL, views, data, sizes}}};
    batch b;
    make_batch(&b, columns, 1, 3);
    gdcs_frame *frame = frame_from(&b, NULL);
    const gdcs_column c = column_of(frame, "t");
    cr_expect(eq(str, (char *)word_of(&c, 0), "abcd"));
    cr_expect(eq(str, (char *)word_of(&c, 1), "fancy long text"));
    cr_expect(eq(str, (char *)word_of(&c, 2), ""));
    gdcs_frame_free(frame);
}

Test(arrow, reads_null_columns_and_null_structs_as_missing)
{
    static const unsigned char second[] = {0x0D};
    const given columns[] = {{"n", "n", NULL, .buffer_count = 0, .nulls = 3},
                             {"d", "g", NULL, .length = 4, .buffers = {NULL, f64}}};
    batch b;
    make_batch(&b, columns, 2, 3);
    b.arrays[0].n_buffers = 0;
    b.arrays[0].length = 4;
    b.array.offset = 1;
    b.array.null_count = -1;
    b.own[0] = second;
    gdcs_frame *frame = frame_from(&b, NULL);
    const gdcs_column n = column_of(frame, "n"), d = column_of(frame, "d");
    cr_expect(n.codes[0] == -1 && n.codes[2] == -1);
    cr_expect(isnan(d.doubles[0]) && isinf(d.doubles[1]) && d.doubles[2] == 0);
    gdcs_frame_free(frame);
}

Test(arrow, spells_every_day_of_four_centuries_as_the_calendar_does)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    enum { DAYS = 146097 };
    static int32_t all[DAYS];
    for (int32_t i = 0; i < DAYS; i++)
        all[i] = i - 719162;
    const given columns[] = {{"day", "tdD", NULL, .buffers = {NULL, all}}};
    batch b;
    make_batch(&b, columns, 1, DAYS);
    gdcs_frame *frame = frame_from(&b, NULL);
    const gdcs_column c = column_of(frame, "day");
    int year = 1, month = 1, day = 1;
    for (int32_t i = 0; i < DAYS; i++) {
        char wanted[32];
        snprintf(wanted, sizeof wanted, "%04d-%02d-%02d", year, month, day);
        cr_assert(strcmp(word_of(&c, i), wanted) == 0, "%s is not %s", word_of(&c, i), wanted);
        const int leap = month == 2 && (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
        if (++day > lengths[month - 1] + leap) {
            day = 1;
            month++;
        }
        if (month > 12) {
            month = 1;
            year++;
        }
    }
    gdcs_frame_free(frame);
}
