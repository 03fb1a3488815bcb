/* What is written as PX reads back equal but for what its header says, which is written out here. */
#include "io/roundtrip.h"

TestSuite(px_roundtrip, .timeout = 120);

/* --- what PX cannot hold --- */

static int is_clean(const char *text)
{
    const size_t size = strlen(text);
    for (size_t i = 0; i < size; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == '"')
            return 0;
    return size == 0 || (text[0] != ' ' && text[size - 1] != ' ');
}

static const char *title_at(const gdcs_axis *axis, int64_t label)
{
    const char *title = axis->titles != NULL ? axis->titles[label] : NULL;
    return title != NULL ? title : axis->labels[label];
}

static gdcs_status refusal(const gdcs_table *t)
{
    gdcs_status status = gdcs_table_count_axes(t) == 0 ? GDCS_E_SHAPE : GDCS_OK;
    for (int64_t i = 0; i < gdcs_table_count_axes(t); i++) {
        const gdcs_axis a = axis_at(t, i);
        if (!is_clean(a.name))
            return GDCS_E_VALUE;
        for (int64_t k = 0; k < a.label_count; k++)
            if (!is_clean(a.labels[k]))
                return GDCS_E_VALUE;
        int alike = 0, confused = 0;
        for (int64_t k = 0; k < a.label_count; k++)
            for (int64_t l = 0; l < a.label_count; l++) {
                alike |= k != l && strcmp(title_at(&a, k), title_at(&a, l)) == 0;
                alike |= !is_clean(title_at(&a, k));
                confused |= k != l && strcmp(title_at(&a, k), a.labels[l]) == 0 &&
                            strcmp(title_at(&a, l), a.labels[l]) != 0;
            }
        if (alike && confused)
            return GDCS_E_DUPLICATE;
    }
    return status;
}

/* --- what PX keeps --- */

/* Quotation marks are apostrophes, what does not print is a blank; the caller's buffer. */
static const char *plain(const char *text, char line, char *out)
{
    size_t size = 0;
    for (; *text != '\0'; text++)
        out[size++] = (char)(*text == '"'                                  ? '\''
                             : *text == '\n'                               ? line
                             : (unsigned char)*text < ' ' || *text == 0x7F ? ' '
                                                                           : *text);
    out[size] = '\0';
    return out;
}

static const char *trimmed(char *text)
{
    while (*text == ' ')
        text++;
    size_t size = strlen(text);
    while (size > 0 && text[size - 1] == ' ')
        size--;
    text[size] = '\0';
    return text;
}

/* A "#" is a line break of a note. */
static const char *note(const char *text, char *out)
{
    plain(text, '\n', out);
    for (char *at = out; *at != '\0'; at++)
        *at = (char)(*at == '#' ? '\n' : *at);
    return out;
}

static void keep_meta(const gdcs_table *t, gdcs_table *kept)
{
    static char room[80000];
    for (int32_t key = GDCS_META_TITLE; key < GDCS_META_DETECTED; key++) {
        const char *text = gdcs_table_get_meta(t, key);
        text = key == GDCS_META_NOTE ? note(text, room) : plain(text, ' ', room);
        if (key == GDCS_META_STOCK_FLOW && strcmp(text, "stock") != 0 && strcmp(text, "flow") != 0)
            text = "";
        cr_assert(eq(i32, gdcs_table_set_meta(kept, key, text, NULL), GDCS_OK));
    }
}

static void keep_axis(const gdcs_axis *a, gdcs_table *kept)
{
    static char rooms[8][80000];
    const char *titles[6];
    gdcs_axis axis = *a;
    axis.title = plain(a->title, ' ', rooms[6]);
    axis.titles = titles;
    for (int64_t k = 0; k < a->label_count; k++) /* nothing to call it by */
        if (a->total != NULL && strcmp(a->labels[k], a->total) == 0 && title_at(a, k)[0] == '\0')
            axis.total = NULL;
    for (int64_t k = 0; k < a->label_count; k++) {
        titles[k] = trimmed((char *)plain(title_at(a, k), ' ', rooms[k]));
        if (strcmp(titles[k], a->labels[k]) == 0)
            titles[k] = NULL;
    }
    cr_assert(eq(i32, gdcs_table_add_axis(kept, &axis, NULL), GDCS_OK));
}

/* Cells that nobody set and that mean 0 are there. */
static void keep_cells(const gdcs_table *t, gdcs_table *kept, int zero)
{
    const int64_t width = gdcs_table_count_axes(t);
    int64_t all = 1;
    for (int64_t i = 0; i < width; i++)
        all *= axis_at(t, i).label_count;
    for (int64_t n = 0; n < all; n++) {
        const char *labels[6];
        int64_t left = n;
        for (int64_t i = width - 1; i >= 0; i--) {
            const gdcs_axis a = axis_at(t, i);
            labels[i] = a.labels[left % a.label_count];
            left /= a.label_count;
        }
        const gdcs_cell cell = cell_of(t, labels);
        if (cell.present || zero)
            cr_assert(eq(i32, gdcs_table_set(kept, labels, &cell, NULL), GDCS_OK));
    }
}

static int means_zero(const gdcs_table *t, const gdcs_table *missing)
{
    gdcs_table *both = NULL;
    cr_assert(eq(i32, gdcs_table_copy(missing, &both, NULL), GDCS_OK));
    const gdcs_status status = gdcs_table_merge(both, t, NULL);
    gdcs_table_free(both);
    return status != GDCS_OK;
}

static gdcs_table *as_kept(const gdcs_table *t)
{
    const gdcs_table_options options = {.struct_size = sizeof options,
                                        .absent = GDCS_ABSENT_MISSING,
                                        .sensitivity = gdcs_table_get_sensitivity(t)};
    gdcs_table *kept = NULL;
    cr_assert(eq(i32, gdcs_table_new(&options, &kept, NULL), GDCS_OK));
    for (int64_t i = 0; i < gdcs_table_count_axes(t); i++) {
        const gdcs_axis a = axis_at(t, i);
        keep_axis(&a, kept);
    }
    keep_cells(t, kept, means_zero(t, kept));
    keep_meta(t, kept);
    return kept;
}

Test(px_roundtrip, a_table_of_any_kind_reads_back_but_for_what_px_cannot_hold)
{
    enum { TABLES = 2000 };
    int written = 0;
    for (int i = 0; i < TABLES; i++) {
        char where[60];
        gdcs_sink *sink = NULL;
        gdcs_table *back = NULL;
        gdcs_error err = {.struct_size = sizeof err};
        int64_t size = 0;
        drawn = 20251122 + (uint64_t)i * 7919;
        gdcs_table *t = random_table(i % 4);
        const gdcs_status expected = refusal(t);
        snprintf(where, sizeof where, "table %d", i);
        cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
        cr_expect(eq(i32, gdcs_px_write_table(t, sink, &err), expected), "%s: %s", where,
                  err.message);
        if (expected == GDCS_OK) {
            const char *text = gdcs_sink_get_text(sink, &size);
            cr_assert(
                eq(i32, gdcs_px_parse_table(text, size, NULL, NULL, &back, NULL, &err), GDCS_OK),
                "%s: %s\n%s", where, err.message, text);
            gdcs_table *kept = as_kept(t);
            cr_assert(eq(i32, gdcs_table_set_meta(back, GDCS_META_DETECTED, "", NULL), GDCS_OK));
            compare(kept, back, where);
            gdcs_table_free(kept);
            written++;
        }
        gdcs_sink_free(sink);
        gdcs_table_free(back);
        gdcs_table_free(t);
    }
    cr_expect(written > TABLES / 10, "%d", written);
}
