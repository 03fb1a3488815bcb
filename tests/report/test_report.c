/* Mirrors lib/report. */
#include "frames.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/estimate.h>
#include <gdcs/report.h>
#include <math.h>
#include <string.h>

TestSuite(report, .timeout = 20);

enum { ROWS = 3 };

static void add_number(gdcs_frame *frame, const char *name, int32_t concept, const char *unit,
                       const double *values)
{
    const gdcs_column c = {.struct_size = sizeof c,
                           .type = GDCS_TYPE_DOUBLE,
                           .concept_id = concept,
                           .name = name,
                           .unit = unit,
                           .rows = ROWS,
                           .doubles = values};
    cr_assert(eq(i32, gdcs_frame_add(frame, &c, NULL), GDCS_OK));
}

/* Three groups: an ordinary one, one that cannot be estimated, one with a tiny negative value. */
static gdcs_frame *result(void)
{
    static const char *const areas[] = {"Česko", "a|b", NULL};
    static const int64_t notes[] = {GDCS_NOTE_UNKNOWN_PRESENT | GDCS_NOTE_ZERO_CELL,
                                    GDCS_NOTE_NOT_ESTIMABLE, INT64_MIN};
    const gdcs_column bits = {.struct_size = sizeof bits,
                              .type = GDCS_TYPE_INT64,
                              .concept_id = GDCS_CONCEPT_NOTES,
                              .name = "notes",
                              .rows = ROWS,
                              .integers = notes};
    static const char *const methods[] = {"Wilson", "Wilson", "Wilson"};
    static const double n[] = {12345.0, 0.0, 71.5}, unknown[] = {26.0, 0.0, NAN};
    static const double value[] = {0.190697674, NAN, -0.0000004};
    static const double lower[] = {0.143824, NAN, -0.25}, upper[] = {0.248449, NAN, INFINITY};
    static const double low[] = {0.17012, NAN, 0.0}, high[] = {0.278, NAN, 1.0};
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "area", GDCS_CONCEPT_AREA, areas, ROWS);
    add_number(frame, "n", GDCS_CONCEPT_N, "persons", n);
    add_number(frame, "unknown", GDCS_CONCEPT_UNKNOWN, NULL, unknown);
    add_number(frame, "value", GDCS_CONCEPT_VALUE, "share", value);
    add_number(frame, "lower", GDCS_CONCEPT_LOWER, "share", lower);
    add_number(frame, "upper", GDCS_CONCEPT_UPPER, "share", upper);
    add_number(frame, "std_error", GDCS_CONCEPT_STD_ERROR, "share", upper);
    add_number(frame, "bound_lower", GDCS_CONCEPT_BOUND_LOWER, "share", low);
    add_number(frame, "bound_upper", GDCS_CONCEPT_BOUND_UPPER, "share", high);
    add_texts(frame, "method", GDCS_CONCEPT_METHOD, methods, ROWS);
    cr_assert(eq(i32, gdcs_frame_add(frame, &bits, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_set_meta(frame, GDCS_META_TITLE, "Protégés", NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_set_meta(frame, GDCS_META_SOURCE, "An office", NULL), GDCS_OK));
    return frame;
}

static void expect_report(const gdcs_report_options *options, const char *wanted)
{
    gdcs_frame *frame = result();
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_report_render(frame, options, sink, NULL), GDCS_OK));
    cr_expect(strcmp(gdcs_sink_get_text(sink, NULL), wanted) == 0, "wanted:\n%s\nsaid:\n%s", wanted,
              gdcs_sink_get_text(sink, NULL));
    gdcs_sink_free(sink);
    gdcs_frame_free(frame);
}

Test(report, text_shows_percent_marks_and_everything_below)
{
    expect_report(NULL, "Protégés\n"
                        "========\n"
                        "\n"
                        "area        n  unknown             value, %     bounds, %  notes\n"
                        "-----  ------  -------  -------------------  ------------  -----\n"
                        "Česko  12 345       26  19.1 (14.4 to 24.8)  [17.0, 27.8]  a b\n"
                        "a|b         0        0                    -             -  c\n"
                        "-        71.5        -   0.0 (-25.0 to inf)  [0.0, 100.0]\n"
                        "\n"
                        "a: the sex of some persons is not recorded\n"
                        "b: a count of zero enters\n"
                        "c: a denominator is zero, or a count is not known: there is no value\n"
                        "n per row: 0 to 12 345\n"
                        "Unknown sex per row: 0 to 26\n"
                        "Method: Wilson\n"
                        "Source: An office\n");
}

Test(report, markdown_escapes_what_would_break_the_table)
{
    static const char *const columns[] = {"area", "value"};
    const gdcs_report_options o = {.struct_size = sizeof o,
                                   .format = GDCS_REPORT_MARKDOWN,
                                   .digits = 2,
                                   .columns = columns,
                                   .column_count = 2,
                                   .title = "T",
                                   .row_limit = 2};
    expect_report(&o, "## T\n"
                      "\n"
                      "| area | value, % |\n"
                      "|---|---:|\n"
                      "| Česko | 19.07 (14.38 to 24.84) |\n"
                      "| a\\|b | - |\n"
                      "\n"
                      "Rows not shown: 1  \n"
                      "n per row: 0 to 12 345  \n"
                      "Unknown sex per row: 0 to 26  \n"
                      "Method: Wilson  \n"
                      "Source: An office  \n");
}

Test(report, csv_keeps_columns_apart_and_missing_empty)
{
    static const char *const columns[] = {"area", "n", "value", "upper", "notes"};
    const gdcs_report_options o = {.struct_size = sizeof o,
                                   .format = GDCS_REPORT_CSV,
                                   .digits = -1,
                                   .columns = columns,
                                   .column_count = 5};
    expect_report(
        &o, "# Protégés\n"
            "area,n,\"value, %\",\"lower, %\",\"upper, %\",notes\n"
            "Česko,12345,19,14,25,unknown_present zero_cell\n"
            "a|b,0,,,,not_estimable\n"
            ",71.5,0,-25,inf,\n"
            "# unknown_present: the sex of some persons is not recorded\n"
            "# zero_cell: a count of zero enters\n"
            "# not_estimable: a denominator is zero, or a count is not known: there is no value\n"
            "# n per row: 0 to 12345\n"
            "# Unknown sex per row: 0 to 26\n"
            "# Method: Wilson\n"
            "# Source: An office\n");
}

Test(report, whole_numbers_and_ratios_have_their_digits)
{
    static const double whole[] = {133.0, 2965.0, NAN}, ratio[] = {0.25, 1.0, 12345.0};
    gdcs_frame *frame = NULL;
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_number(frame, "persons", GDCS_CONCEPT_NUMBER, NULL, whole);
    add_number(frame, "index", GDCS_CONCEPT_NUMBER, "persons per person", ratio);
    add_number(frame, "rate", GDCS_CONCEPT_NUMBER, "per 100 000", ratio);
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_report_render(frame, NULL, sink, NULL), GDCS_OK));
    cr_expect(eq(str, (char *)(uintptr_t)gdcs_sink_get_text(sink, NULL),
                 "persons  index, persons per person  rate, per 100 000\n"
                 "-------  -------------------------  -----------------\n"
                 "    133                      0.250                0.2\n"
                 "   2965                      1.000                1.0\n"
                 "      -                 12 345.000           12 345.0\n\n"));
    gdcs_sink_free(sink);
    gdcs_frame_free(frame);
}

Test(report, thousandths_are_left_off_where_a_column_reaches_thousands)
{
    static const double found[] = {73929.0, 38512.4, NAN}, chance[] = {999.9, -0.25, 1.0};
    gdcs_frame *frame = NULL;
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_number(frame, "found", GDCS_CONCEPT_NUMBER, NULL, found);
    add_number(frame, "chance", GDCS_CONCEPT_NUMBER, NULL, chance);
    add_number(frame, "statistic", GDCS_CONCEPT_STATISTIC, NULL, found);
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_report_render(frame, NULL, sink, NULL), GDCS_OK));
    cr_expect(eq(str, (char *)(uintptr_t)gdcs_sink_get_text(sink, NULL),
                 "   found   chance  statistic\n"
                 "--------  -------  ---------\n"
                 "73 929.0  999.900   73 929.0\n"
                 "38 512.4   -0.250   38 512.4\n"
                 "       -    1.000          -\n\n"));
    gdcs_sink_free(sink);
    gdcs_frame_free(frame);
}

/* Cells of a table: one known, one hidden, one rounded. */
static gdcs_frame *cells(const char *const letters[ROWS])
{
    static const double value[] = {12345.0, NAN, 20.0};
    static const double lower[] = {12345.0, 0.0, 17.5}, upper[] = {12345.0, INFINITY, 22.5};
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_number(frame, "value", GDCS_CONCEPT_VALUE, "person", value);
    add_number(frame, "lower", GDCS_CONCEPT_LOWER, "person", lower);
    add_number(frame, "upper", GDCS_CONCEPT_UPPER, "person", upper);
    add_texts(frame, "conf", GDCS_CONCEPT_CONFIDENTIALITY, letters, ROWS);
    return frame;
}

static void expect_cells(const char *const letters[ROWS], int32_t format, const char *wanted)
{
    const gdcs_report_options o = {.struct_size = sizeof o, .format = format};
    gdcs_frame *frame = cells(letters);
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_report_render(frame, &o, sink, NULL), GDCS_OK));
    cr_expect(strcmp(gdcs_sink_get_text(sink, NULL), wanted) == 0, "wanted:\n%s\nsaid:\n%s", wanted,
              gdcs_sink_get_text(sink, NULL));
    gdcs_sink_free(sink);
    gdcs_frame_free(frame);
}

Test(report, a_known_cell_stands_alone_and_letters_are_explained)
{
    static const char *const letters[] = {"F", "A", "F"}, *const words[] = {"F", "A", "free"};
    expect_cells(letters, GDCS_REPORT_TEXT,
                 "    value, person  conf\n"
                 "-----------------  ----\n"
                 "           12 345  F\n"
                 "     - (0 to inf)  A\n"
                 "20 (17.5 to 22.5)  F\n\n"
                 "conf A: Primary confidentiality due to small counts\n"
                 "conf F: Free (free for publication)\n");
    expect_cells(letters, GDCS_REPORT_CSV,
                 "\"value, person\",\"lower, person\",\"upper, person\",conf\n"
                 "12345,12345,12345,F\n"
                 ",0,inf,A\n"
                 "20,17.5,22.5,F\n"
                 "# conf A: Primary confidentiality due to small counts\n"
                 "# conf F: Free (free for publication)\n");
    /* letters beside other words need not be those of SDMX */
    expect_cells(words, GDCS_REPORT_TEXT,
                 "    value, person  conf\n"
                 "-----------------  ----\n"
                 "           12 345  F\n"
                 "     - (0 to inf)  A\n"
                 "20 (17.5 to 22.5)  free\n\n");
}

Test(report, no_p_value_is_shown_as_zero)
{
    static const double p[] = {0.0004999, 0.0005, NAN};
    gdcs_frame *frame = NULL;
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_number(frame, "p_value", GDCS_CONCEPT_P_VALUE, NULL, p);
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_report_render(frame, NULL, sink, NULL), GDCS_OK));
    cr_expect(eq(str, (char *)(uintptr_t)gdcs_sink_get_text(sink, NULL),
                 "p_value\n-------\n <0.001\n  0.001\n      -\n\n"));
    gdcs_sink_free(sink);
    gdcs_frame_free(frame);
}

Test(report, a_method_that_varies_is_a_column)
{
    static const char *const methods[] = {"exact", "score", "exact"};
    gdcs_frame *frame = NULL;
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "method", GDCS_CONCEPT_METHOD, methods, ROWS);
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_report_render(frame, NULL, sink, NULL), GDCS_OK));
    cr_expect(eq(str, (char *)(uintptr_t)gdcs_sink_get_text(sink, NULL),
                 "method\n------\nexact\nscore\nexact\n\n"));
    gdcs_sink_free(sink);
    gdcs_frame_free(frame);
}

Test(report, protected_data_are_refused_and_nothing_is_written)
{
    static const char *const keys[] = {"k1", "k2", "k3"};
    gdcs_frame *frame = NULL;
    gdcs_sink *sink = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "key", GDCS_CONCEPT_PERSON_KEY, keys, ROWS);
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_report_render(frame, NULL, sink, &err), GDCS_E_DISCLOSURE));
    cr_expect(strstr(err.message, "gdcs_release_frame()") != NULL);
    cr_expect(eq(str, (char *)(uintptr_t)gdcs_sink_get_text(sink, NULL), ""));
    gdcs_sink_free(sink);
    gdcs_frame_free(frame);
}

Test(report, wrong_options_are_refused_by_name)
{
    static const char *const none[] = {"age"};
    const struct {
        gdcs_report_options options;
        int32_t status;
        const char *field;
    } cases[] = {
        {{.struct_size = 4}, GDCS_E_STRUCT, "struct_size"},
        {{.struct_size = sizeof cases->options, .format = 3}, GDCS_E_OPTION, "format"},
        {{.struct_size = sizeof cases->options, .format = -1}, GDCS_E_OPTION, "format"},
        {{.struct_size = sizeof cases->options, .digits = 13}, GDCS_E_OPTION, "digits"},
        {{.struct_size = sizeof cases->options, .digits = -2}, GDCS_E_OPTION, "digits"},
        {{.struct_size = sizeof cases->options, .column_count = 2}, GDCS_E_OPTION, "column_count"},
        {{.struct_size = sizeof cases->options, .row_limit = -1}, GDCS_E_OPTION, "row_limit"},
        {{.struct_size = sizeof cases->options, .column_count = 1, .columns = none},
         GDCS_E_NAME,
         "columns"},
    };
    gdcs_frame *frame = result();
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(
            eq(i32, gdcs_report_render(frame, &cases[i].options, sink, &err), cases[i].status));
        cr_expect(strcmp(err.field, cases[i].field) == 0, "case %zu: %s", i, err.field);
    }
    cr_expect(eq(i32, gdcs_report_render(NULL, NULL, sink, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_report_render(frame, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    gdcs_sink_free(sink);
    gdcs_frame_free(frame);
}

Test(report, the_struct_has_the_size_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_report_options), 40));
}
