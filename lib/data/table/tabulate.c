#include "core/fail.h"
#include "core/memory.h"
#include "data/concept.h"
#include "data/frame.h"
#include "data/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words become labels once per word; each row is then a few array look-ups and one addition. */
enum { OPTIONS_V1 = 16 }; /* size in release 0.1, for ever; a pointer has 8 bytes or 4 */

typedef struct source {
    const gdcs_frame *frame;
    int32_t width;
    gdcs_column axes[GDCS_I_AXES];
    int32_t *codes[GDCS_I_AXES];  /* per word: the label */
    int32_t missing[GDCS_I_AXES]; /* the label of a missing word, -1 until one is met */
    gdcs_column value;            /* struct_size 0: none, each row counts 1 */
    gdcs_column lower, upper, status, confidentiality; /* likewise */
    int64_t rows;
} source;

static gdcs_status find_column(const gdcs_frame *frame, const char *name, gdcs_column *out,
                               gdcs_error *err)
{
    const int64_t index = gdcs_frame_find(frame, name);
    if (index < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, name, "the frame has no column \"%.60s\"", name);
    out->struct_size = sizeof *out;
    return gdcs_frame_get(frame, index, out, err);
}

static gdcs_status find_axes(source *s, const char *const *axes, int32_t n, gdcs_error *err)
{
    if (n < 1 || n > GDCS_I_AXES)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%d axes, expected 1 to %d", (int)n,
                           (int)GDCS_I_AXES);
    s->width = n;
    for (int32_t i = 0; i < n; i++) {
        TRY(gdcs_i_need(axes[i], "axes", err));
        TRY(find_column(s->frame, axes[i], &s->axes[i], err));
        if (s->axes[i].type != GDCS_TYPE_TEXT)
            return gdcs_i_fail(err, GDCS_E_ARGUMENT, axes[i], "the column is no text");
    }
    return GDCS_OK;
}

/* What says more about the value: the first column of the concept, if its type fits. */
static gdcs_status find_plane(const source *s, int32_t concept, int32_t type, gdcs_column *out,
                              gdcs_error *err)
{
    const int64_t index = gdcs_frame_find_concept(s->frame, concept);
    gdcs_column c = {.struct_size = sizeof c};
    if (index < 0)
        return GDCS_OK;
    TRY(gdcs_frame_get(s->frame, index, &c, err));
    if (c.type == type)
        *out = c;
    return GDCS_OK;
}

static gdcs_status find_value(source *s, const char *name, gdcs_error *err)
{
    if (name == NULL)
        return GDCS_OK;
    TRY(find_column(s->frame, name, &s->value, err));
    if (s->value.type == GDCS_TYPE_TEXT)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, name, "the column is no number");
    TRY(find_plane(s, GDCS_CONCEPT_LOWER, GDCS_TYPE_DOUBLE, &s->lower, err));
    TRY(find_plane(s, GDCS_CONCEPT_UPPER, GDCS_TYPE_DOUBLE, &s->upper, err));
    TRY(find_plane(s, GDCS_CONCEPT_STATUS, GDCS_TYPE_TEXT, &s->status, err));
    return find_plane(s, GDCS_CONCEPT_CONFIDENTIALITY, GDCS_TYPE_TEXT, &s->confidentiality, err);
}

static int is_axis(const source *s, const char *name)
{
    for (int32_t i = 0; i < s->width; i++)
        if (strcmp(s->axes[i].name, name) == 0)
            return 1;
    return 0;
}

static const char *word_of(const gdcs_column *c, int32_t code)
{
    return code >= 0 ? c->words[code] : "";
}

/* Persons and persons per 100 000 have no sum: where numbers are added, their unit is one, or an axis. */
static gdcs_status check_units(const source *s, gdcs_error *err)
{
    for (int64_t i = 0; s->value.struct_size != 0 && i < gdcs_frame_count_columns(s->frame); i++) {
        gdcs_column c = {.struct_size = sizeof c};
        TRY(gdcs_frame_get(s->frame, i, &c, err));
        if (c.concept_id != GDCS_CONCEPT_UNIT || c.type != GDCS_TYPE_TEXT || is_axis(s, c.name))
            continue;
        for (int64_t row = 1; row < s->rows; row++)
            if (c.codes[row] != c.codes[0])
                return gdcs_i_fail_at(err, GDCS_E_SHAPE, row + 1, 0, c.name,
                                      "column '%.60s' holds several units, \"%.40s\" and "
                                      "\"%.40s\" among them, which never add up: name it as an "
                                      "axis, or slice the frame by it",
                                      c.name, word_of(&c, c.codes[0]), word_of(&c, c.codes[row]));
    }
    return GDCS_OK;
}

static gdcs_status add_axis(source *s, int32_t i, gdcs_table *table, gdcs_error *err)
{
    const gdcs_column *c = &s->axes[i];
    void *memory = NULL;
    const gdcs_axis axis = {.struct_size = sizeof axis,
                            .concept_id = c->concept_id < GDCS_CONCEPT_COUNT ? c->concept_id
                                                                             : GDCS_CONCEPT_GROUP,
                            .sensitivity = c->sensitivity,
                            .name = c->name,
                            .title = c->label};
    TRY(gdcs_table_add_axis(table, &axis, err));
    TRY(gdcs_i_alloc(&memory, c->word_count, sizeof(int32_t), err));
    gdcs_i_titles *titles = &table->axes[i].titles;
    s->codes[i] = memory;
    s->missing[i] = -1;
    for (int64_t word = 0; word < c->word_count; word++) {
        TRY(gdcs_i_axis_add_label(table, i, c->words[word], strlen(c->words[word]),
                                  &s->codes[i][word], err));
        TRY(gdcs_i_titles_set(titles, s->codes[i][word], gdcs_i_pool_count(table->axes[i].labels),
                              gdcs_frame_get_title(s->frame, c->name, c->words[word]), err));
    }
    return GDCS_OK;
}

static gdcs_status code_of(source *s, int32_t i, int64_t row, gdcs_table *table, int32_t *code,
                           gdcs_error *err)
{
    const int32_t word = s->axes[i].codes[row];
    if (word < 0 && s->missing[i] < 0) {
        const char *label = i == table->sex ? gdcs_sex_code(GDCS_SEX_UNKNOWN) : "";
        TRY(gdcs_i_axis_add_label(table, i, label, strlen(label), &s->missing[i], err));
    }
    *code = word < 0 ? s->missing[i] : s->codes[i][word];
    return GDCS_OK;
}

static double number(const gdcs_column *c, int64_t row)
{
    if (c->type == GDCS_TYPE_DOUBLE)
        return c->doubles[row];
    return c->integers[row] == INT64_MIN ? NAN : (double)c->integers[row];
}

/* The letter of a row, 0 where there is none; a word of another length is none either, -1. */
static int32_t letter(const gdcs_column *c, int64_t row)
{
    if (c->struct_size == 0 || c->codes[row] < 0)
        return 0;
    const char *word = c->words[c->codes[row]];
    return word[0] == '\0' ? 0 : word[1] == '\0' ? word[0] : -1;
}

static gdcs_cell cell_of(const source *s, int64_t row)
{
    gdcs_cell cell = {.struct_size = sizeof cell,
                      .value = s->value.struct_size != 0 ? number(&s->value, row) : 1.0,
                      .status = letter(&s->status, row),
                      .confidentiality = letter(&s->confidentiality, row)};
    if (isnan(cell.value) && s->lower.struct_size != 0 && s->upper.struct_size != 0) {
        const double lower = s->lower.doubles[row], upper = s->upper.doubles[row];
        cell.lower = isnan(lower) ? 0.0 : lower;
        cell.upper = !isnan(upper) ? upper : isnan(lower) ? 0.0 : INFINITY;
    }
    return cell;
}

/* Rows of plain numbers that follow each other. */
typedef struct block {
    int32_t count;
    double values[GDCS_I_CELLS_BLOCK];
    int32_t codes[GDCS_I_CELLS_BLOCK * GDCS_I_AXES];
} block;

static gdcs_status add_block(block *b, gdcs_table *table, gdcs_error *err)
{
    int32_t slots[GDCS_I_CELLS_BLOCK];
    TRY(gdcs_i_cells_place_block(table->cells, b->codes, b->count, slots, err));
    for (int32_t i = 0; i < b->count; i++)
        gdcs_i_cells_add_at(table->cells, slots[i], b->values[i]);
    b->count = 0;
    return GDCS_OK;
}

/* A row that says more than a number, or one that no cell holds. */
static gdcs_status add_cell(const int32_t *codes, const gdcs_cell *cell, int64_t row,
                            gdcs_table *table, gdcs_error *err)
{
    const gdcs_status status = gdcs_i_table_add_cell(table, codes, cell, err);
    if (status == GDCS_E_VALUE && err != NULL && err->struct_size >= sizeof *err)
        err->row = row + 1;
    return status;
}

static gdcs_status add_rows(source *s, gdcs_table *table, gdcs_error *err)
{
    block b;
    b.count = 0;
    for (int64_t row = 0; row < s->rows; row++) {
        const gdcs_cell cell = cell_of(s, row);
        int32_t *codes = b.codes + b.count * s->width;
        for (int32_t i = 0; i < s->width; i++)
            TRY(code_of(s, i, row, table, &codes[i], err));
        if (cell.value >= 0.0 && cell.value <= GDCS_I_LARGEST && cell.status == 0 &&
            cell.confidentiality == 0) {
            b.values[b.count++] = cell.value;
            if (b.count < GDCS_I_CELLS_BLOCK)
                continue;
            TRY(add_block(&b, table, err));
        } else {
            int32_t own[GDCS_I_AXES];
            memcpy(own, codes, (size_t)s->width * sizeof *own);
            TRY(add_block(&b, table, err));
            TRY(add_cell(own, &cell, row, table, err));
        }
    }
    TRY(add_block(&b, table, err));
    gdcs_i_cells_trim(table->cells);
    return GDCS_OK;
}

static gdcs_status fill(source *s, gdcs_table *table, gdcs_error *err)
{
    for (int32_t i = 0; i < s->width; i++)
        TRY(add_axis(s, i, table, err));
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++)
        TRY(gdcs_table_set_meta(table, key, gdcs_frame_get_meta(s->frame, key), err));
    return add_rows(s, table, err);
}

gdcs_status gdcs_table_tabulate(const gdcs_frame *frame, const char *const *axes, int32_t n,
                                const gdcs_tabulate_options *options, gdcs_table **out,
                                gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_tabulate_options o;
    source s = {.frame = frame, .rows = gdcs_frame_count_rows(frame)};
    gdcs_table *table = NULL;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need((const void *)axes, "axes", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(find_axes(&s, axes, n, err));
    TRY(find_value(&s, o.value, err));
    TRY(check_units(&s, err));
    const gdcs_table_options made = {.struct_size = sizeof made,
                                     .absent = o.absent,
                                     .sensitivity =
                                         gdcs_i_higher(s.value.sensitivity, frame->sensitivity)};
    GO(gdcs_table_new(&made, &table, err));
    GO(fill(&s, table, err));
    *out = table;
    table = NULL;
done:
    gdcs_table_free(table);
    for (int32_t i = 0; i < s.width; i++)
        free(s.codes[i]);
    return status;
}
