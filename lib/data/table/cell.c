/* One cell at a time. */
#include "data/table.h"

#include "core/fail.h"
#include "core/text.h"
#include "data/sex.h"

#include <math.h>
#include <string.h>

enum { CELL_V1 = 40 }; /* size in release 0.1, for ever */

static gdcs_status refuse_value(const char *field, double x, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(x, text);
    return gdcs_i_fail(err, GDCS_E_VALUE, field, "%s is not between 0 and 1e290", text);
}

static gdcs_status check_letters(const gdcs_cell *cell, gdcs_error *err)
{
    if (cell->status != 0 && !gdcs_i_is_status(cell->status))
        return gdcs_i_fail(err, GDCS_E_VALUE, "status", "%d is no letter of OBS_STATUS",
                           (int)cell->status);
    if (cell->confidentiality != 0 && !gdcs_i_is_confidentiality(cell->confidentiality))
        return gdcs_i_fail(err, GDCS_E_VALUE, "confidentiality", "%d is no letter of CONF_STATUS",
                           (int)cell->confidentiality);
    return GDCS_OK;
}

static gdcs_status exact(const gdcs_cell *cell, gdcs_i_range *out, gdcs_error *err)
{
    const double x = cell->value;
    if (!(x >= 0.0 && x <= GDCS_I_LARGEST))
        return refuse_value("value", x, err);
    if ((cell->lower != 0.0 || cell->upper != 0.0) && (cell->lower != x || cell->upper != x))
        return gdcs_i_fail(err, GDCS_E_VALUE, "lower",
                           "the limits of an exact value are not the value");
    out->lower.high = x;
    return GDCS_OK;
}

static gdcs_status interval(const gdcs_cell *cell, gdcs_i_range *out, gdcs_error *err)
{
    const int unknown = cell->lower == 0.0 && (cell->upper == 0.0 || cell->upper == INFINITY);
    const double upper = unknown ? INFINITY : cell->upper;
    if (!(cell->lower >= 0.0 && cell->lower <= GDCS_I_LARGEST))
        return refuse_value("lower", cell->lower, err);
    if (isnan(upper) || (upper > GDCS_I_LARGEST && !isinf(upper)))
        return refuse_value("upper", upper, err);
    if (cell->lower > upper)
        return gdcs_i_fail(err, GDCS_E_VALUE, "upper",
                           "the lower limit of a cell is above the upper");
    out->lower.high = cell->lower;
    out->upper.high = upper;
    out->inexact = cell->lower < upper;
    if (unknown && (cell->status == 0 || cell->status == 'A'))
        out->status = 'O';
    return GDCS_OK;
}

gdcs_status gdcs_i_range_of_cell(const gdcs_cell *cell, gdcs_i_range *out, gdcs_error *err)
{
    gdcs_i_range range = gdcs_i_range_zero;
    TRY(check_letters(cell, err));
    if (cell->status != 0)
        range.status = (char)cell->status;
    if (cell->confidentiality != 0)
        range.confidentiality = (char)cell->confidentiality;
    TRY(isnan(cell->value) ? interval(cell, &range, err) : exact(cell, &range, err));
    *out = range;
    return GDCS_OK;
}

gdcs_cell gdcs_i_cell_of_range(const gdcs_i_range *range)
{
    const double lower = gdcs_i_range_lower(range), upper = gdcs_i_range_upper(range);
    return (gdcs_cell){.struct_size = sizeof(gdcs_cell),
                       .present = 1,
                       .status = range->status,
                       .confidentiality = range->confidentiality,
                       .value = range->inexact ? NAN : lower,
                       .lower = lower,
                       .upper = upper};
}

const gdcs_i_range *gdcs_i_table_absent(const gdcs_table *table)
{
    return table->absent == GDCS_ABSENT_ZERO ? &gdcs_i_range_zero : &gdcs_i_range_missing;
}

/* Numbers of the labels; -1 for one that an axis does not have but could have. */
static gdcs_status find_codes(const gdcs_table *table, const char *const *labels, int32_t *codes,
                              gdcs_error *err)
{
    if (table->width > 0)
        TRY(gdcs_i_need((const void *)labels, "labels", err));
    for (int32_t i = 0; i < table->width; i++) {
        const gdcs_i_axis *axis = &table->axes[i];
        TRY(gdcs_i_need(labels[i], axis->name, err));
        const size_t size = strlen(labels[i]);
        codes[i] = gdcs_i_pool_find(axis->labels, labels[i], size);
        if (codes[i] >= 0)
            continue;
        if (gdcs_i_utf8_valid(labels[i], size) < size)
            return gdcs_i_fail(err, GDCS_E_ARGUMENT, axis->name, "a label is not UTF-8");
        if (i == table->sex && gdcs_i_sex_find(labels[i], size) == GDCS_SEX_NONE)
            return gdcs_i_fail(err, GDCS_E_SEX, axis->name, "\"%.40s\" is no code of a sex axis",
                               labels[i]);
    }
    return GDCS_OK;
}

/* Everything is checked before the first axis grows. */
static gdcs_status make_codes(gdcs_table *table, const char *const *labels, int32_t *codes,
                              gdcs_error *err)
{
    TRY(find_codes(table, labels, codes, err));
    for (int32_t i = 0; i < table->width; i++)
        if (codes[i] < 0)
            TRY(gdcs_i_axis_add_label(table, i, labels[i], strlen(labels[i]), &codes[i], err));
    return GDCS_OK;
}

gdcs_status gdcs_i_table_add_codes(gdcs_table *table, const int32_t *codes, double value,
                                   gdcs_error *err)
{
    if (!(value >= 0.0 && value <= GDCS_I_LARGEST))
        return refuse_value("value", value, err);
    return gdcs_i_cells_add(table->cells, codes, value, err);
}

gdcs_status gdcs_i_table_add_cell(gdcs_table *table, const int32_t *codes, const gdcs_cell *cell,
                                  gdcs_error *err)
{
    gdcs_i_range range;
    TRY(gdcs_i_range_of_cell(cell, &range, err));
    return gdcs_i_cells_merge(table->cells, codes, &range, err);
}

gdcs_status gdcs_table_add(gdcs_table *table, const char *const *labels, double value,
                           gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    if (!(value >= 0.0 && value <= GDCS_I_LARGEST))
        return refuse_value("value", value, err);
    TRY(make_codes(table, labels, codes, err));
    return gdcs_i_cells_add(table->cells, codes, value, err);
}

gdcs_status gdcs_table_set(gdcs_table *table, const char *const *labels, const gdcs_cell *cell,
                           gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES];
    gdcs_cell in;
    gdcs_i_range range;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(cell, "cell", err));
    TRY(gdcs_i_take(&in, sizeof in, cell, CELL_V1, err));
    TRY(gdcs_i_range_of_cell(&in, &range, err));
    TRY(make_codes(table, labels, codes, err));
    return gdcs_i_cells_set(table->cells, codes, &range, err);
}

gdcs_cell gdcs_i_table_get_codes(const gdcs_table *table, const int32_t *codes)
{
    const int64_t slot = gdcs_i_cells_find(table->cells, codes);
    const gdcs_i_range range =
        slot >= 0 ? gdcs_i_cells_get(table->cells, slot) : *gdcs_i_table_absent(table);
    gdcs_cell cell = gdcs_i_cell_of_range(&range);
    cell.present = slot >= 0;
    return cell;
}

gdcs_status gdcs_table_get(const gdcs_table *table, const char *const *labels, gdcs_cell *out,
                           gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    if (table->width > 0)
        TRY(gdcs_i_need((const void *)labels, "labels", err));
    for (int32_t i = 0; i < table->width; i++) {
        TRY(gdcs_i_need(labels[i], table->axes[i].name, err));
        const size_t size = strlen(labels[i]);
        codes[i] = gdcs_i_pool_find(table->axes[i].labels, labels[i], size);
        /* every sex axis has all codes, whether anybody was counted there or not */
        if (codes[i] < 0 && !(i == table->sex && gdcs_i_sex_find(labels[i], size) != GDCS_SEX_NONE))
            return gdcs_i_fail(err, GDCS_E_NAME, table->axes[i].name, "there is no label \"%.60s\"",
                               labels[i]);
    }
    const gdcs_cell cell = gdcs_i_table_get_codes(table, codes);
    return gdcs_i_give(out, &cell, sizeof cell, CELL_V1, err);
}

int64_t gdcs_table_count_cells(const gdcs_table *table)
{
    return table != NULL ? gdcs_i_cells_count(table->cells) : 0;
}

gdcs_status gdcs_table_get_at(const gdcs_table *table, int64_t index, int32_t *codes,
                              gdcs_cell *out, gdcs_error *err)
{
    const int32_t *order = NULL;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    if (table->width > 0)
        TRY(gdcs_i_need(codes, "codes", err));
    if (index < 0 || index >= gdcs_i_cells_count(table->cells))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "index", "cell %lld of %lld", (long long)index,
                           (long long)gdcs_i_cells_count(table->cells));
    TRY(gdcs_i_cells_order(table->cells, &order, err));
    const gdcs_i_range range = gdcs_i_cells_get(table->cells, order[index]);
    const gdcs_cell cell = gdcs_i_cell_of_range(&range);
    TRY(gdcs_i_give(out, &cell, sizeof cell, CELL_V1, err));
    gdcs_i_cells_codes(table->cells, order[index], codes);
    return GDCS_OK;
}
