#include "report/view.h"

#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *gdcs_i_view_constant(const gdcs_column *column)
{
    if (column->type != GDCS_TYPE_TEXT || column->rows == 0 || column->codes[0] < 0)
        return NULL;
    for (int64_t i = 1; i < column->rows; i++)
        if (column->codes[i] != column->codes[0])
            return NULL;
    return column->words[column->codes[0]];
}

static int is_whole(const gdcs_column *column)
{
    for (int64_t i = 0; i < column->rows; i++)
        if (isfinite(column->doubles[i]) && column->doubles[i] != floor(column->doubles[i]))
            return 0;
    return 1;
}

static int is_ratio(const char *unit)
{
    return unit[0] == '\0' || strcmp(unit, "persons per person") == 0;
}

/* Counts and statistics beside the values, whose thousandths nobody reads where they reach thousands. */
static int is_large(const gdcs_column *column)
{
    int large = 0;
    if (column->concept_id != GDCS_CONCEPT_NUMBER && column->concept_id != GDCS_CONCEPT_STATISTIC)
        return 0;
    for (int64_t i = 0; i < column->rows; i++)
        large |= isfinite(column->doubles[i]) && fabs(column->doubles[i]) >= 1000.0;
    return large;
}

/* The numbers of a table's cells have limits but no standard errors: they are counts. */
static int is_cell(const gdcs_frame *frame, int32_t concept)
{
    return concept >= GDCS_CONCEPT_VALUE && concept <= GDCS_CONCEPT_UPPER &&
           gdcs_frame_find_concept(frame, GDCS_CONCEPT_STD_ERROR) < 0;
}

/* Persons are whole; shares and rates get the digits asked for, ratios two more. */
static void set_digits(const gdcs_frame *frame, gdcs_i_view *view, int32_t digits)
{
    const int32_t wanted = digits < 0 ? 0 : digits == 0 ? 1 : digits;
    const int32_t concept = view->column.concept_id;
    const char *unit = view->column.unit != NULL ? view->column.unit : "";
    view->percent = strcmp(unit, "share") == 0;
    const int counted = concept == GDCS_CONCEPT_N || concept == GDCS_CONCEPT_UNKNOWN ||
                        concept == GDCS_CONCEPT_COUNT || concept == GDCS_CONCEPT_POPULATION ||
                        (!view->percent && is_cell(frame, concept));
    /* a value that happens to be whole still needs the digits of its interval */
    const int alone =
        concept < GDCS_CONCEPT_VALUE || gdcs_frame_find_concept(frame, GDCS_CONCEPT_LOWER) < 0;
    if (view->column.type != GDCS_TYPE_DOUBLE || counted ||
        (!view->percent && alone && is_whole(&view->column)))
        view->digits = -1;
    else
        view->digits =
            is_ratio(unit) && (unit[0] != '\0' || !is_large(&view->column)) ? wanted + 2 : wanted;
}

static gdcs_status get(const gdcs_frame *frame, int64_t index, gdcs_column *out, gdcs_error *err)
{
    memset(out, 0, sizeof *out);
    out->struct_size = sizeof *out;
    return gdcs_frame_get(frame, index, out, err);
}

/* Is this column shown as part of another, or said below the table? */
static int is_merged(const gdcs_frame *frame, const gdcs_column *column)
{
    switch (column->concept_id) {
    case GDCS_CONCEPT_LOWER:
    case GDCS_CONCEPT_UPPER: return gdcs_frame_find_concept(frame, GDCS_CONCEPT_VALUE) >= 0;
    case GDCS_CONCEPT_BOUND_UPPER:
        return gdcs_frame_find_concept(frame, GDCS_CONCEPT_BOUND_LOWER) >= 0;
    case GDCS_CONCEPT_STD_ERROR: return 1;
    case GDCS_CONCEPT_METHOD: return gdcs_i_view_constant(column) != NULL;
    default: return 0;
    }
}

/* Make the view one of a pair of limits, if the frame has both. */
static gdcs_status pair(const gdcs_frame *frame, gdcs_i_view *view, int32_t kind, int32_t first,
                        int32_t second, gdcs_error *err)
{
    const int64_t a = gdcs_frame_find_concept(frame, first);
    const int64_t b = gdcs_frame_find_concept(frame, second);
    if (a < 0 || b < 0)
        return GDCS_OK;
    TRY(get(frame, a, &view->lower, err));
    TRY(get(frame, b, &view->upper, err));
    if (view->lower.type == GDCS_TYPE_DOUBLE && view->upper.type == GDCS_TYPE_DOUBLE)
        view->kind = kind;
    return GDCS_OK;
}

static gdcs_status look(const gdcs_frame *frame, int64_t index, const gdcs_report_options *options,
                        gdcs_i_view *view, gdcs_error *err)
{
    TRY(get(frame, index, &view->column, err));
    view->kind = GDCS_I_VIEW_PLAIN;
    set_digits(frame, view, options->digits);
    if (view->column.concept_id == GDCS_CONCEPT_NOTES && view->column.type == GDCS_TYPE_INT64)
        view->kind = GDCS_I_VIEW_NOTES;
    if (options->format == GDCS_REPORT_CSV || view->column.type != GDCS_TYPE_DOUBLE)
        return GDCS_OK;
    if (view->column.concept_id == GDCS_CONCEPT_P_VALUE)
        view->kind = GDCS_I_VIEW_P_VALUE;
    if (view->column.concept_id == GDCS_CONCEPT_VALUE)
        return pair(frame, view, GDCS_I_VIEW_ESTIMATE, GDCS_CONCEPT_LOWER, GDCS_CONCEPT_UPPER, err);
    if (view->column.concept_id == GDCS_CONCEPT_BOUND_LOWER)
        return pair(frame, view, GDCS_I_VIEW_BOUNDS, GDCS_CONCEPT_BOUND_LOWER,
                    GDCS_CONCEPT_BOUND_UPPER, err);
    return GDCS_OK;
}

static int is_named(const gdcs_report_options *options, const char *name)
{
    for (int32_t i = 0; i < options->column_count; i++)
        if (options->columns[i] != NULL && strcmp(options->columns[i], name) == 0)
            return 1;
    return 0;
}

/* Where columns are not merged, the other limit or limits follow the one that was named. */
static gdcs_status look_beside(const gdcs_frame *frame, const gdcs_report_options *options,
                               int32_t concept, gdcs_i_view *views, int32_t *count, gdcs_error *err)
{
    const int64_t index = gdcs_frame_find_concept(frame, concept);
    if (index < 0)
        return GDCS_OK;
    TRY(look(frame, index, options, &views[*count], err));
    *count += !is_named(options, views[*count].column.name);
    return GDCS_OK;
}

static gdcs_status look_at_one(const gdcs_frame *frame, const gdcs_report_options *options,
                               int64_t index, gdcs_i_view *views, int32_t *count, gdcs_error *err)
{
    gdcs_i_view *view = &views[*count];
    TRY(look(frame, index, options, view, err));
    ++*count;
    if (options->format != GDCS_REPORT_CSV)
        return GDCS_OK;
    if (view->column.concept_id == GDCS_CONCEPT_VALUE) {
        TRY(look_beside(frame, options, GDCS_CONCEPT_LOWER, views, count, err));
        return look_beside(frame, options, GDCS_CONCEPT_UPPER, views, count, err);
    }
    if (view->column.concept_id == GDCS_CONCEPT_BOUND_LOWER)
        return look_beside(frame, options, GDCS_CONCEPT_BOUND_UPPER, views, count, err);
    return GDCS_OK;
}

static gdcs_status look_at_named(const gdcs_frame *frame, const gdcs_report_options *options,
                                 gdcs_i_view *views, int32_t *count, gdcs_error *err)
{
    *count = 0;
    for (int32_t i = 0; i < options->column_count; i++) {
        const int64_t index = gdcs_frame_find(frame, options->columns[i]);
        if (index < 0)
            return gdcs_i_fail(err, GDCS_E_NAME, "columns", "the frame has no column '%s'",
                               options->columns[i] != NULL ? options->columns[i] : "");
        TRY(look_at_one(frame, options, index, views, count, err));
    }
    return GDCS_OK;
}

static gdcs_status look_at_all(const gdcs_frame *frame, const gdcs_report_options *options,
                               gdcs_i_view *views, int32_t *count, gdcs_error *err)
{
    *count = 0;
    for (int64_t i = 0; i < gdcs_frame_count_columns(frame); i++) {
        gdcs_i_view *view = &views[*count];
        TRY(look(frame, i, options, view, err));
        if (options->format == GDCS_REPORT_CSV || !is_merged(frame, &view->column))
            ++*count;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_view_new(const gdcs_frame *frame, const gdcs_report_options *options,
                            gdcs_i_view **out, int32_t *count, gdcs_error *err)
{
    const int named = options->columns != NULL;
    const int64_t room =
        named ? 3 * (int64_t)options->column_count : gdcs_frame_count_columns(frame);
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, room, sizeof(gdcs_i_view), err));
    gdcs_i_view *views = memory;
    const gdcs_status status = named ? look_at_named(frame, options, views, count, err)
                                     : look_at_all(frame, options, views, count, err);
    if (status == GDCS_OK)
        *out = views;
    else
        free(views);
    return status;
}
