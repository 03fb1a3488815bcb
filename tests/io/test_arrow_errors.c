/* What is not as the interface says, or cannot be held, is refused with its place. */
#include "io/arrow.h"

TestSuite(arrow_errors, .timeout = 60);

static const int32_t two[] = {1, 2, 3}, down[] = {0, 2, 1}, below[] = {-1, 0, 1};
static const int32_t beyond[] = {0, 2}, steps[] = {0, 1, 2};
static const uint64_t large[] = {1, (uint64_t)INT64_MAX + 1};
static const int64_t least[] = {1, INT64_MIN};
static const int64_t decimals[] = {1, 0, 0, 1};
static const int32_t late[] = {0, 2932897};
static const int32_t bad_view[] = {1, 'a', 0, 0, 13, 0, 3, 0};
static const int32_t long_view[] = {1, 'a', 0, 0, 13, 0, 0, 1};
static const int32_t minus_view[] = {1, 'a', 0, 0, -1, 0, 0, 0};
static const int64_t sizes[] = {13};

#define TEXT3 .buffer_count = 3

static const struct {
    const char *what;
    given column;
    gdcs_status status;
    int64_t row;
    const char *says;
} refused[] = {
    {"a time stamp", {"a", "tsu:", NULL, .buffers = {NULL, two}}, GDCS_E_SCHEMA, 0, "time stamp"},
    {"a duration", {"a", "tDs", NULL, .buffers = {NULL, two}}, GDCS_E_SCHEMA, 0, "duration"},
    {"a date in ms", {"a", "tdm", NULL, .buffers = {NULL, two}}, GDCS_E_SCHEMA, 0, "date"},
    {"a decimal", {"a", "d:10,2", NULL, .buffers = {NULL, two}}, GDCS_E_SCHEMA, 0, "decimal"},
    {"a wide one", {"a", "d:50,0,256", NULL, .buffers = {NULL, two}}, GDCS_E_SCHEMA, 0, "decimal"},
    {"a list", {"a", "+l", NULL, .buffers = {NULL, two}}, GDCS_E_SCHEMA, 0, "nested"},
    {"binary", {"a", "z", NULL, .buffers = {NULL, two}}, GDCS_E_SCHEMA, 0, "binary"},
    {"an unknown type", {"a", "?", NULL, .buffers = {NULL, two}}, GDCS_E_SCHEMA, 0, "not known"},
    {"a longer format", {"a", "ii", NULL, .buffers = {NULL, two}}, GDCS_E_SCHEMA, 0, "not known"},
    {"no name", {"", "i", NULL, .buffers = {NULL, two}}, GDCS_E_SCHEMA, 0, "has no name"},
    {"a name that is not UTF-8",
     {"\xFF", "i", NULL, .buffers = {NULL, two}},
     GDCS_E_ENCODING,
     0,
     "name"},
    {"too short",
     {"a", "i", NULL, .length = 1, .buffers = {NULL, two}},
     GDCS_E_SYNTAX,
     0,
     "shorter"},
    {"negative length",
     {"a", "i", NULL, .length = -1, .buffers = {NULL, two}},
     GDCS_E_SYNTAX,
     0,
     "negative"},
    {"negative offset",
     {"a", "i", NULL, .offset = -1, .buffers = {NULL, two}},
     GDCS_E_SYNTAX,
     0,
     "negative"},
    {"a huge offset",
     {"a", "i", NULL, .offset = INT64_MAX, .buffers = {NULL, two}},
     GDCS_E_SYNTAX,
     0,
     "offset"},
    {"nulls nowhere",
     {"a", "i", NULL, .nulls = 1, .buffers = {NULL, two}},
     GDCS_E_SYNTAX,
     0,
     "does not say where"},
    {"more nulls than rows",
     {"a", "i", NULL, .nulls = 3, .buffers = {two, two}},
     GDCS_E_SYNTAX,
     0,
     "more nulls"},
    {"too few buffers",
     {"a", "u", NULL, .buffer_count = 2, .buffers = {NULL, two}},
     GDCS_E_SYNTAX,
     0,
     "number of buffers"},
    {"too many",
     {"a", "i", NULL, .buffer_count = 3, .buffers = {NULL, two}},
     GDCS_E_SYNTAX,
     0,
     "number of buffers"},
    {"no values", {"a", "i", NULL, .buffers = {NULL, NULL}}, GDCS_E_SYNTAX, 0, "lacks a buffer"},
    {"no text",
     {"a", "u", NULL, TEXT3, .buffers = {NULL, two, NULL}},
     GDCS_E_SYNTAX,
     1,
     "lacks a buffer"},
    {"offsets that decrease",
     {"a", "u", NULL, TEXT3, .buffers = {NULL, down, "abc"}},
     GDCS_E_SYNTAX,
     2,
     "decrease"},
    {"an offset below 0",
     {"a", "u", NULL, TEXT3, .buffers = {NULL, below, "abc"}},
     GDCS_E_SYNTAX,
     1,
     "decrease"},
    {"text that is not UTF-8",
     {"a", "u", NULL, TEXT3, .buffers = {NULL, steps, "a\xC3"}},
     GDCS_E_ENCODING,
     2,
     "row 2, column 'a'"},
    {"a NUL", {"a", "u", NULL, TEXT3, .buffers = {NULL, steps, "a\0"}}, GDCS_E_ENCODING, 2, "NUL"},
    {"beyond int64",
     {"a", "L", NULL, .buffers = {NULL, large}},
     GDCS_E_VALUE,
     2,
     "row 2, column 'a'"},
    {"what means missing", {"a", "l", NULL, .buffers = {NULL, least}}, GDCS_E_VALUE, 2, "int64"},
    {"a decimal beyond int64",
     {"a", "d:38,0", NULL, .buffers = {NULL, decimals}},
     GDCS_E_VALUE,
     2,
     "int64"},
    {"a date after 9999", {"a", "tdD", NULL, .buffers = {NULL, late}}, GDCS_E_VALUE, 2, "9999"},
    {"an index beyond the dictionary",
     {"a", "i", NULL, .buffers = {NULL, beyond}, .words = "u", .word_count = 2,
      .word_buffers = {NULL, steps, "ab"}},
     GDCS_E_SYNTAX,
     2,
     "index 2 of a dictionary of 2"},
    {"a negative index",
     {"a", "i", NULL, .buffers = {NULL, below}, .words = "u", .word_count = 2,
      .word_buffers = {NULL, steps, "ab"}},
     GDCS_E_SYNTAX,
     1,
     "index -1"},
    {"indices that are no numbers",
     {"a", "g", NULL, .buffers = {NULL, least}, .words = "u", .word_count = 2,
      .word_buffers = {NULL, steps, "ab"}},
     GDCS_E_SYNTAX,
     0,
     "no whole numbers"},
    {"a dictionary of lists",
     {"a", "i", NULL, .buffers = {NULL, steps}, .words = "+l", .word_count = 2,
      .word_buffers = {NULL, steps, "ab"}},
     GDCS_E_SCHEMA,
     0,
     "nested"},
    {"a view of no buffer",
     {"a", "vu", NULL, .buffer_count = 4, .buffers = {NULL, bad_view, "0123456789abc", sizes}},
     GDCS_E_SYNTAX,
     2,
     "not there"},
    {"a view beyond its buffer",
     {"a", "vu", NULL, .buffer_count = 4, .buffers = {NULL, long_view, "0123456789abc", sizes}},
     GDCS_E_SYNTAX,
     2,
     "beyond the end"},
    {"a view of negative length",
     {"a", "vu", NULL, .buffer_count = 4, .buffers = {NULL, minus_view, "0123456789abc", sizes}},
     GDCS_E_SYNTAX,
     2,
     "negative length"},
    {"metadata of a negative number",
     {"a", "i", "\xFF\xFF\xFF\xFF", .buffers = {NULL, two}},
     GDCS_E_SYNTAX,
     0,
     "metadata"},
    {"metadata of a negative length",
     {"a", "i", "\1\0\0\0\xFF\xFF\xFF\xFF", .buffers = {NULL, two}},
     GDCS_E_SYNTAX,
     0,
     "metadata"},
    {"no such concept",
     {"a", "i", "\1\0\0\0\x0C\0\0\0gdcs:concept\3\0\0\0sax", .buffers = {NULL, two}},
     GDCS_E_SCHEMA,
     0,
     "'sax'"},
    {"no such sensitivity",
     {"a", "i", "\1\0\0\0\x10\0\0\0gdcs:sensitivity\2\0\0\0no", .buffers = {NULL, two}},
     GDCS_E_SCHEMA,
     0,
     "'no'"},
    {"a label that is not UTF-8",
     {"a", "i", "\1\0\0\0\x0A\0\0\0gdcs:label\1\0\0\0\xFF", .buffers = {NULL, two}},
     GDCS_E_ENCODING,
     0,
     "UTF-8"},
};

static void expect_refused(const batch *b, const char *schema, gdcs_status status, int64_t row,
                           const char *says, const char *what)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *s = schema != NULL ? schema_of(schema) : NULL;
    gdcs_frame *frame = NULL;
    const gdcs_status got = gdcs_arrow_read_frame(&b->type, &b->array, s, NULL, &frame, NULL, &err);
    cr_expect(eq(i32, got, status), "%s: %s", what, err.message);
    cr_expect(eq(i64, err.row, row), "%s: %s", what, err.message);
    cr_expect(strstr(err.message, says) != NULL, "%s: %s", what, err.message);
    cr_expect(frame == NULL, "%s", what);
    gdcs_schema_free(s);
}

Test(arrow_errors, says_what_is_wrong_and_where)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        batch b;
        make_batch(&b, &refused[i].column, 1, 2);
        expect_refused(&b, NULL, refused[i].status, refused[i].row, refused[i].says,
                       refused[i].what);
    }
}

static const given fine[] = {{"a", "i", NULL, .buffers = {NULL, two}},
                             {"b", "i", NULL, .buffers = {NULL, two}}};

Test(arrow_errors, refuses_structs_that_are_none)
{
    for (int i = 0; i < 14; i++) {
        batch b;
        make_batch(&b, fine, 2, 2);
        switch (i) {
        case 0: b.type.release = NULL; break;
        case 1: b.type.format = "i"; break;
        case 2: b.type.format = NULL; break;
        case 3: b.type.n_children = -1; break;
        case 4: b.type.children = NULL; break;
        case 5: b.type_list[1] = NULL; break;
        case 6: b.types[1].release = NULL; break;
        case 7: b.array.release = NULL; break;
        case 8: b.array.n_children = 1; break;
        case 9: b.array.children = NULL; break;
        case 10: b.array_list[1] = NULL; break;
        case 11: b.arrays[1].release = NULL; break;
        case 12: b.array.buffers = NULL; break;
        default: b.array.null_count = 1;
        }
        char what[16];
        snprintf(what, sizeof what, "case %d", i);
        expect_refused(&b, NULL, GDCS_E_SYNTAX, 0, "", what);
    }
}

Test(arrow_errors, refuses_two_columns_of_one_name)
{
    batch b;
    make_batch(&b, fine, 2, 2);
    b.types[1].name = "a";
    expect_refused(&b, NULL, GDCS_E_DUPLICATE, 0, "\"a\"", "two");
}

#define COLUMN(more) "{\"columns\": [{\"name\": \"a\", " more "}]}"

static const struct {
    const char *what, *schema;
    given column;
    gdcs_status status;
    int64_t row;
    const char *says;
} misfits[] = {
    {"a column that is not there",
     "{\"columns\": [{\"name\": \"c\", \"concept\": \"area\"}]}",
     {"a", "i", NULL, .buffers = {NULL, two}},
     GDCS_E_SCHEMA,
     0,
     "'c'"},
    {"a type nobody reads",
     COLUMN("\"concept\": \"area\""),
     {"a", "+l", NULL, .buffers = {NULL, two}},
     GDCS_E_SCHEMA,
     0,
     "nested"},
    {"an undeclared sex",
     COLUMN("\"concept\": \"sex\", \"map\": {\"1\": \"F\"}"),
     {"a", "i", NULL, .buffers = {NULL, two}},
     GDCS_E_SEX,
     2,
     "row 2, column 'a': '2' is not a declared spelling of a sex"},
    {"a word that is not in the map",
     COLUMN("\"concept\": \"area\", \"map\": {\"a\": \"A\"}"),
     {"a", "i", NULL, .buffers = {NULL, steps}, .words = "u", .word_count = 2,
      .word_buffers = {NULL, steps, "ab"}},
     GDCS_E_VALUE,
     2,
     "'b'"},
    {"a negative count",
     COLUMN("\"concept\": \"count\""),
     {"a", "i", NULL, .buffers = {NULL, below}},
     GDCS_E_VALUE,
     1,
     "'-1' is negative"},
    {"beyond 2^53",
     COLUMN("\"concept\": \"value\""),
     {"a", "l", NULL, .buffers = {NULL, (const int64_t[]){1, (INT64_C(1) << 53) + 1}}},
     GDCS_E_VALUE,
     2,
     "2^53"},
    {"an infinite count",
     COLUMN("\"concept\": \"count\""),
     {"a", "g", NULL, .buffers = {NULL, (const double[]){1, INFINITY}}},
     GDCS_E_VALUE,
     2,
     "inf"},
    {"a part of a person",
     COLUMN("\"concept\": \"count\", \"type\": \"int64\""),
     {"a", "g", NULL, .buffers = {NULL, (const double[]){1, 0.5}}},
     GDCS_E_VALUE,
     2,
     "row 2, column 'a': '0.5' is not a whole number"},
    {"a text that is no number",
     COLUMN("\"concept\": \"count\""),
     {"a", "u", NULL, TEXT3, .buffers = {NULL, steps, "1x"}},
     GDCS_E_VALUE,
     2,
     "'x' is not a number"},
};

Test(arrow_errors, refuses_what_does_not_fit_the_schema)
{
    for (size_t i = 0; i < sizeof misfits / sizeof misfits[0]; i++) {
        batch b;
        make_batch(&b, &misfits[i].column, 1, 2);
        expect_refused(&b, misfits[i].schema, misfits[i].status, misfits[i].row, misfits[i].says,
                       misfits[i].what);
    }
}

Test(arrow_errors, counts_what_does_not_fit_up_to_the_limit)
{
    batch b;
    gdcs_read_options options = {.struct_size = sizeof options, .reject_limit = -1};
    gdcs_read_result result = {.struct_size = sizeof result};
    gdcs_schema *schema = schema_of(COLUMN("\"concept\": \"sex\", \"map\": {\"2\": \"F\"}"));
    gdcs_frame *frame = NULL;
    make_batch(&b, fine, 1, 3);
    cr_assert(eq(i32,
                 gdcs_arrow_read_frame(&b.type, &b.array, schema, &options, &frame, &result, NULL),
                 GDCS_OK));
    cr_expect(result.rows == 3 && result.used == 1 && result.rejected[GDCS_REJECT_SEX] == 2);
    cr_expect(strncmp(result.first_message, "row 1, ", 7) == 0, "%s", result.first_message);
    gdcs_frame_free(frame);
    options.reject_limit = 1;
    frame = NULL;
    cr_expect(eq(i32,
                 gdcs_arrow_read_frame(&b.type, &b.array, schema, &options, &frame, &result, NULL),
                 GDCS_E_REJECTED));
    cr_expect(frame == NULL);
    gdcs_schema_free(schema);
}
