#include "stats/quality/findings.h"
#include "core/fail.h"
#include "core/memory.h"
#include "stats/quality/columns.h"
#include "stats/quality/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What each kind is called, how grave it is, and what it says. */
static const struct {
    const char *name;
    const char *severity;
    const char *text;
} kinds[GDCS_I_RECONCILE_KINDS] = {
    {"consistent", "none", "the parts are the total"},
    {"unknown_sex", "note", "the rest of the total is of unknown sex, or of a sex not published"},
    {"rounded", "note", "rounding each figure explains the difference"},
    {"perturbed", "note", "noise in each figure explains the difference"},
    {"double_counted", "error", "the parts without this one are the total, or are it twice"},
    {"transposed", "error", "two digits exchanged would explain the difference"},
    {"digit", "error", "one wrong digit would explain the difference"},
    {"dropped_digit", "error", "a digit too many or too few would explain the difference"},
    {"total_exceeds", "warning",
     "the total is above its parts: some are not published, or one is wrong"},
    {"parts_exceed", "error", "the parts are above their total"},
    {"later_above_earlier", "warning", "more at a later stage than at the one before"},
    {"same_figure", "note", "the same figure stands in two cells"},
    {"same_slice", "warning", "the same figures stand in two slices: one is probably a copy"},
    {"jump", "note", "a change beyond chance and beyond the factor given"},
    {"relationship_sex", "error", "the relationship says the other sex"},
    {"ages_overlap", "warning", "two bands have ages in common: adding them counts persons twice"}};

gdcs_status gdcs_i_findings_add(gdcs_i_findings *f, const gdcs_i_finding *one, const int32_t *codes,
                                gdcs_error *err)
{
    const int64_t width = f->table->width;
    void *rows = f->row, *places = f->codes;
    gdcs_status status =
        gdcs_i_reserve(&rows, &f->row_room, f->count + 1, sizeof(gdcs_i_finding), err);
    f->row = rows;
    TRY(status);
    status = gdcs_i_reserve(&places, &f->code_room, (f->count + 1) * width, sizeof(int32_t), err);
    f->codes = places;
    TRY(status);
    f->row[f->count] = *one;
    memcpy(f->codes + f->count * width, codes, (size_t)width * sizeof *codes);
    f->count++;
    return GDCS_OK;
}

void gdcs_i_findings_free(gdcs_i_findings *f)
{
    free(f->row);
    free(f->codes);
}

/* Room for one column of any kind. */
struct buffer {
    const char **text;
    double *number;
    int32_t *code;
};

static const char *text_of(const gdcs_i_findings *f, const gdcs_i_finding *row, int column)
{
    switch (column) {
    case 0: return kinds[row->kind].name;
    case 1: return kinds[row->kind].severity;
    case 2: return f->table->axes[row->axis].name;
    default: return kinds[row->kind].text;
    }
}

static gdcs_status add_texts(const gdcs_i_findings *f, const char *name, int column,
                             const struct buffer *b, int32_t kept, gdcs_frame *frame,
                             gdcs_error *err)
{
    for (int64_t i = 0; i < f->count; i++)
        b->text[i] = text_of(f, &f->row[i], column);
    return gdcs_i_columns_add_texts(frame, name, GDCS_CONCEPT_GROUP, kept, b->text, f->count, err);
}

static gdcs_status add_places(const gdcs_i_findings *f, const struct buffer *b, gdcs_frame *frame,
                              gdcs_error *err)
{
    for (int64_t a = 0; a < f->table->width; a++) {
        gdcs_axis axis = {.struct_size = sizeof axis};
        TRY(gdcs_table_get_axis(f->table, a, &axis, err));
        for (int64_t i = 0; i < f->count; i++)
            b->code[i] = f->codes[i * f->table->width + a];
        TRY(gdcs_i_quality_add_labels(frame, NULL, &axis, axis.sensitivity, b->code, f->count,
                                      err));
    }
    return GDCS_OK;
}

static gdcs_status add_with(const gdcs_i_findings *f, const struct buffer *b, int32_t kept,
                            gdcs_frame *frame, gdcs_error *err)
{
    for (int64_t i = 0; i < f->count; i++) {
        gdcs_axis axis = {.struct_size = sizeof axis};
        TRY(gdcs_table_get_axis(f->table, f->row[i].axis, &axis, err));
        b->text[i] = f->row[i].with < 0 ? "" : axis.labels[f->row[i].with];
    }
    return gdcs_i_columns_add_texts(frame, "with", GDCS_CONCEPT_GROUP, kept, b->text, f->count,
                                    err);
}

static double number_of(const gdcs_i_finding *row, int column)
{
    const double numbers[] = {row->found,
                              row->expected,
                              row->found - row->expected,
                              row->coverage,
                              row->ways,
                              row->cells > 0.0 ? row->cells : NAN,
                              row->log10_chance < 0.0 ? row->log10_chance : NAN};
    return numbers[column];
}

static gdcs_status fill(const gdcs_i_findings *f, const struct buffer *b, gdcs_frame *frame,
                        gdcs_error *err)
{
    static const char *const numbers[] = {"found", "expected", "difference",  "coverage",
                                          "ways",  "cells",    "log10_chance"};
    const int32_t kept = gdcs_table_get_sensitivity(f->table);
    TRY(add_texts(f, "kind", 0, b, kept, frame, err));
    TRY(add_texts(f, "severity", 1, b, kept, frame, err));
    TRY(add_texts(f, "axis", 2, b, kept, frame, err));
    TRY(add_places(f, b, frame, err));
    TRY(add_with(f, b, kept, frame, err));
    for (int c = 0; c < 7; c++) {
        for (int64_t i = 0; i < f->count; i++)
            b->number[i] = number_of(&f->row[i], c);
        TRY(gdcs_i_columns_add_numbers(frame, numbers[c], GDCS_CONCEPT_NUMBER, kept, b->number,
                                       f->count, err));
    }
    TRY(add_texts(f, "explanation", 3, b, kept, frame, err));
    for (int32_t key = 1; gdcs_meta_name(key)[0] != '\0'; key++)
        TRY(gdcs_frame_set_meta(frame, key, gdcs_table_get_meta(f->table, key), err));
    return gdcs_frame_set_meta(frame, GDCS_META_METHOD,
                               "Declared totals against their parts, stages, periods and "
                               "relationships against each other.",
                               err);
}

gdcs_status gdcs_i_findings_give(const gdcs_i_findings *f, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    void *text = NULL, *number = NULL, *code = NULL;
    GO(gdcs_i_alloc(&text, f->count, sizeof(const char *), err));
    GO(gdcs_i_alloc(&number, f->count, sizeof(double), err));
    GO(gdcs_i_alloc(&code, f->count, sizeof(int32_t), err));
    const struct buffer b = {text, number, code};
    GO(gdcs_frame_new(&frame, err));
    GO(fill(f, &b, frame, err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    free(text);
    free(number);
    free(code);
    return status;
}
