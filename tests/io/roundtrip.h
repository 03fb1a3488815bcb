/* Tables and frames drawn by a seed, with everything in them that is awkward to write. */
#ifndef GDCS_TESTS_IO_ROUNDTRIP_H
#define GDCS_TESTS_IO_ROUNDTRIP_H

#include "io/read.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* xorshift64, Marsaglia (2003). */
static uint64_t drawn;

static inline size_t draw(size_t below)
{
    drawn ^= drawn << 13;
    drawn ^= drawn >> 7;
    drawn ^= drawn << 17;
    return (size_t)(drawn % below);
}

static inline const char *long_text(void)
{
    static char text[70001];
    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = "a,;\t\"|=\n"[(i * i) % 8];
    return text;
}

/* Texts that some format has a use for. */
static inline const char *awkward(void)
{
    static const char *const texts[] = {"",
                                        "plain",
                                        " blank at the start",
                                        "blank at the end ",
                                        " ",
                                        "\"",
                                        "\"\"",
                                        "say \"no\"",
                                        "a,b;c\td|e",
                                        "a\nb",
                                        "a\r\nb",
                                        "\r",
                                        "\n\n",
                                        "=1+1",
                                        "#",
                                        "#2",
                                        "KEY=\"x\";",
                                        "semi;",
                                        ";",
                                        "%",
                                        "\\n",
                                        "~",
                                        "\\",
                                        "_T",
                                        "F",
                                        ":",
                                        "..",
                                        "-",
                                        "12",
                                        "1,234.5",
                                        "NaN",
                                        "null",
                                        "inf",
                                        "\xC3\x89t\xC3\xA9",
                                        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x9A\x96\xEF\xB8\x8F",
                                        "\xD7\xA0\xD7\xA9\xD7\x99\xD7\x9D",
                                        "\xE2\x80\x8Fmarks\xE2\x80\x8E",
                                        "\xC2\xA0",
                                        "\xEF\xBB\xBF bom",
                                        "\x01\x1F\x7F",
                                        "\xE2\x80\xA8",
                                        "<a href='x'>&amp;</a>",
                                        "{\"json\": [1]}",
                                        "'"};
    return draw(60) == 0 ? long_text() : texts[draw(COUNT(texts))];
}

static inline double number(void)
{
    static const double numbers[] = {0,      1,   0.1,  1.0 / 3, 5e-324, 1e290, 9007199254740991.0,
                                     123456, 0.5, 1e-5, 1e17,    1e22,   42,    1234567.25};
    return draw(3) > 0 ? (double)draw(1000) : numbers[draw(COUNT(numbers))];
}

static inline gdcs_cell random_cell(void)
{
    static const char statuses[] = "ABDEFGHIJKLMNOPQSUVW", letters[] = "ACDEFGMNOST";
    gdcs_cell cell = {.struct_size = sizeof cell, .value = number()};
    cell.lower = cell.upper = cell.value;
    if (draw(3) == 0) {
        cell.value = NAN;
        cell.upper = draw(2) ? INFINITY : cell.lower + 1 + (double)draw(5);
        cell.lower = draw(3) == 0 ? 0 : cell.lower;
    }
    if (draw(2))
        cell.status = statuses[draw(sizeof statuses - 1)];
    if (draw(4) == 0)
        cell.confidentiality = letters[draw(sizeof letters - 1)];
    return cell;
}

/* An axis with one to five labels, some of them without cells later. */
static inline void add_random_axis(gdcs_table *table, int number_of, int sex)
{
    static const char *const codes[] = {"F", "M", "_O", "_U", "_Z", "_T"};
    const char *labels[6], *titles[6];
    char name[40];
    gdcs_axis axis = {.struct_size = sizeof axis, .labels = labels, .name = name};
    static const char *const names[] = {"a \"b\", c;=#", "a: b", "a [b] ", ": ", "a\n"};
    snprintf(name, sizeof name, "%s%d", draw(4) == 0 ? names[draw(COUNT(names))] : "axis",
             number_of);
    axis.concept_id = sex ? GDCS_CONCEPT_SEX : (int32_t)(2 + draw(10));
    axis.sensitivity = draw(4) == 0 ? GDCS_SENSITIVITY_INTERNAL : 0;
    axis.title = draw(3) == 0 ? awkward() : NULL;
    axis.titles = draw(2) ? titles : NULL;
    for (size_t i = 0, n = 1 + draw(5); i < n; i++) {
        const char *label = sex ? codes[(i + draw(2)) % COUNT(codes)] : awkward();
        int known = 0;
        for (int64_t k = 0; k < axis.label_count; k++)
            known |= strcmp(labels[k], label) == 0;
        if (known)
            continue;
        titles[axis.label_count] = draw(3) > 0 ? awkward() : NULL;
        labels[axis.label_count++] = label;
    }
    axis.total = !sex && draw(3) == 0 ? labels[draw((size_t)axis.label_count)] : NULL;
    cr_assert(eq(i32, gdcs_table_add_axis(table, &axis, NULL), GDCS_OK));
}

static inline void set_random_meta(gdcs_table *table, gdcs_frame *frame)
{
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++)
        if (draw(3) == 0 && table != NULL)
            cr_assert(eq(i32, gdcs_table_set_meta(table, key, awkward(), NULL), GDCS_OK));
        else if (draw(3) == 0 && frame != NULL)
            cr_assert(eq(i32, gdcs_frame_set_meta(frame, key, awkward(), NULL), GDCS_OK));
}

static inline gdcs_table *random_table(int axes)
{
    const gdcs_table_options options = {.struct_size = sizeof options,
                                        .absent = (int32_t)draw(2),
                                        .sensitivity =
                                            draw(6) == 0 ? GDCS_SENSITIVITY_INTERNAL : 0};
    gdcs_table *table = NULL;
    cr_assert(eq(i32, gdcs_table_new(&options, &table, NULL), GDCS_OK));
    const int sex = (int)draw((size_t)axes + 1);
    for (int i = 0; i < axes; i++)
        add_random_axis(table, i, i == sex);
    for (size_t n = draw(axes == 0 ? 2 : 12); n > 0; n--) {
        const char *labels[6];
        const gdcs_cell cell = random_cell();
        for (int i = 0; i < axes; i++) {
            gdcs_axis axis = {.struct_size = sizeof axis};
            cr_assert(eq(i32, gdcs_table_get_axis(table, i, &axis, NULL), GDCS_OK));
            labels[i] = axis.labels[draw((size_t)axis.label_count)];
        }
        cr_assert(eq(i32, gdcs_table_set(table, labels, &cell, NULL), GDCS_OK));
    }
    set_random_meta(table, NULL);
    return table;
}

/* --- two tables are one --- */

static inline int same_text(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "") == 0;
}

static inline gdcs_axis axis_at(const gdcs_table *t, int64_t number)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    cr_assert(eq(i32, gdcs_table_get_axis(t, number, &axis, NULL), GDCS_OK));
    return axis;
}

static inline void compare_axis(const gdcs_table *a, const gdcs_table *b, int64_t number,
                                const char *where)
{
    const gdcs_axis x = axis_at(a, number), y = axis_at(b, number);
    cr_expect(same_text(x.name, y.name) && same_text(x.title, y.title) &&
                  x.concept_id == y.concept_id && same_text(x.total, y.total),
              "%s: axis %d: '%.60s', '%.60s', concept %d, total '%.60s', was '%.60s', '%.60s', %d, "
              "'%.60s'",
              where, (int)number, y.name, y.title, (int)y.concept_id,
              y.total != NULL ? y.total : "", x.name, x.title, (int)x.concept_id,
              x.total != NULL ? x.total : "");
    cr_expect(eq(i32, x.sensitivity, y.sensitivity), "%s", where);
    cr_assert(eq(i64, x.label_count, y.label_count), "%s: labels of axis %d", where, (int)number);
    for (int64_t i = 0; i < x.label_count; i++) {
        cr_expect(same_text(x.labels[i], y.labels[i]), "%s: label %d", where, (int)i);
        cr_expect(
            same_text(x.titles != NULL ? x.titles[i] : NULL, y.titles != NULL ? y.titles[i] : NULL),
            "%s: title %d of axis %d: '%s' label '%s'", where, (int)i, (int)number,
            y.titles != NULL && y.titles[i] != NULL ? y.titles[i] : "", x.labels[i]);
    }
}

static inline void compare(const gdcs_table *a, const gdcs_table *b, const char *where)
{
    expect_same(a, b, where);
    for (int64_t i = 0; i < gdcs_table_count_axes(a); i++)
        compare_axis(a, b, i, where);
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++)
        cr_expect(same_text(gdcs_table_get_meta(a, key), gdcs_table_get_meta(b, key)),
                  "%s: the text of %s", where, gdcs_meta_name(key));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(a), gdcs_table_get_sensitivity(b)), "%s", where);
    /* Tables merge only if they agree on what a cell means that nobody set. */
    gdcs_table *both = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_table_copy(a, &both, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_table_merge(both, b, &err), GDCS_OK), "%s: %s", where, err.message);
    gdcs_table_free(both);
}

static inline gdcs_frame *random_frame(void)
{
    enum { MOST = 9 };
    const int64_t rows = (int64_t)draw(MOST);
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    for (int k = 0, n = 1 + (int)draw(4); k < n; k++) {
        static const int32_t concepts[] = {GDCS_CONCEPT_AREA, GDCS_CONCEPT_NUMBER,
                                           GDCS_CONCEPT_VALUE, GDCS_CONCEPT_STATISTIC};
        const char *texts[MOST];
        double doubles[MOST];
        int64_t integers[MOST];
        char name[40];
        gdcs_column c = {.struct_size = sizeof c, .name = name, .rows = rows};
        snprintf(name, sizeof name, "%s%d", draw(3) == 0 ? "a \"b\",\n#" : "column", k);
        c.label = draw(2) ? awkward() : NULL;
        c.unit = draw(2) ? awkward() : NULL;
        c.type = 1 + (int32_t)draw(3);
        c.concept_id = c.type == GDCS_TYPE_TEXT ? (int32_t)(3 + draw(8)) : concepts[1 + draw(3)];
        c.sensitivity = draw(4) == 0 ? GDCS_SENSITIVITY_INTERNAL : 0;
        for (int64_t i = 0; i < rows; i++) {
            texts[i] = draw(4) == 0 ? NULL : awkward();
            doubles[i] = draw(5) == 0 ? NAN : draw(9) == 0 ? -INFINITY : -number();
            integers[i] =
                draw(4) == 0 ? INT64_MIN + (int64_t)draw(2) : INT64_MAX / (1 + (int64_t)draw(5000));
        }
        c.doubles = c.type == GDCS_TYPE_DOUBLE ? doubles : NULL;
        c.integers = c.type == GDCS_TYPE_INT64 ? integers : NULL;
        if (c.type == GDCS_TYPE_TEXT)
            cr_assert(eq(i32, gdcs_frame_add_text(frame, &c, texts, NULL), GDCS_OK));
        else
            cr_assert(eq(i32, gdcs_frame_add(frame, &c, NULL), GDCS_OK));
    }
    set_random_meta(NULL, frame);
    return frame;
}
#endif
