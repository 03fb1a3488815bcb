/* Is what is to be published what the method makes of the original?  An audit of numbers that are
   somebody else's would prove nothing. */
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/cell_key/design.h"
#include "privacy/release/release.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

gdcs_status gdcs_i_release_map_new(const gdcs_table *table, const gdcs_table *original,
                                   gdcs_i_release_map *map, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    memset(map, 0, sizeof *map);
    if (table->width != original->width)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "tables", "a table has %d axes, its original %d",
                           (int)table->width, (int)original->width);
    for (int32_t k = 0; k < table->width; k++) {
        const gdcs_i_axis *a = &table->axes[k];
        const int32_t count = gdcs_i_pool_count(a->labels);
        void *memory = NULL;
        map->axis[k] = (int32_t)gdcs_table_find_axis(original, a->name);
        if (map->axis[k] < 0)
            GO(gdcs_i_fail(err, GDCS_E_SHAPE, "tables", "the original has no axis '%.60s'",
                           a->name));
        GO(gdcs_i_alloc(&memory, count, sizeof(int32_t), err));
        map->code[k] = memory;
        for (int32_t i = 0; i < count; i++) {
            const char *label = gdcs_i_pool_text(a->labels, i);
            map->code[k][i] =
                gdcs_i_pool_find(original->axes[map->axis[k]].labels, label, strlen(label));
        }
    }
    return GDCS_OK;
done:
    gdcs_i_release_map_free(map, table);
    return status;
}

void gdcs_i_release_map_free(gdcs_i_release_map *map, const gdcs_table *table)
{
    for (int32_t k = 0; k < table->width; k++) {
        free(map->code[k]);
        map->code[k] = NULL;
    }
}

int gdcs_i_release_map_codes(const gdcs_i_release_map *map, const gdcs_table *table,
                             const int32_t *codes, int32_t *original)
{
    int has_all = 1;
    for (int32_t k = 0; k < table->width; k++) {
        original[map->axis[k]] = map->code[k][codes[k]];
        has_all &= map->code[k][codes[k]] >= 0;
    }
    return has_all;
}

/* "area A, sex F": labels, never a number of a cell. */
static gdcs_status refuse(const gdcs_table *table, const int32_t *codes, gdcs_status status,
                          const char *what, gdcs_error *err)
{
    char place[160];
    size_t used = 0;
    place[0] = '\0';
    for (int32_t k = 0; k < table->width && used < sizeof place; k++)
        used += (size_t)snprintf(place + used, sizeof place - used, "%s%.30s %.40s",
                                 k > 0 ? ", " : "", table->axes[k].name,
                                 gdcs_i_pool_text(table->axes[k].labels, codes[k]));
    return gdcs_i_fail(err, status, "tables", "%s: %s", place, what);
}

static int is_whole(double x)
{
    return x == floor(x);
}

/* May the method publish y for x? */
static int may_publish(const gdcs_release_options *o, double y, double x)
{
    const double slack = 1e-12 * fabs(x), distance = fabs(y - x);
    double lower = 0.0, upper = 0.0;
    switch (o->method) {
    case GDCS_RELEASE_METHOD_ROUNDING:
        return fmod(y, o->base) == 0.0 && (o->rounding_kind == GDCS_DISCLOSURE_ROUNDING_NEAREST
                                               ? distance <= o->base / 2.0 + slack
                                               : distance < o->base);
    case GDCS_RELEASE_METHOD_CELL_KEY:
        if (!is_whole(y) || !is_whole(x))
            return 0;
        gdcs_i_cell_key_limits(o->design, y, &lower, &upper);
        return lower <= x && x <= upper;
    case GDCS_RELEASE_METHOD_NOISE: return is_whole(y) && is_whole(x);
    default: return distance <= slack;
    }
}

static const char *fault_of(const gdcs_release_options *o, const gdcs_i_range *published,
                            const gdcs_i_range *original)
{
    const double lower = gdcs_i_range_lower(original), upper = gdcs_i_range_upper(original);
    if (published->inexact) {
        if (o->method == GDCS_RELEASE_METHOD_NOISE)
            return "a hidden cell among noisy ones would tell that it is small";
        return gdcs_i_range_lower(published) > upper || gdcs_i_range_upper(published) < lower
                   ? "the original is outside the interval"
                   : NULL;
    }
    if (original->inexact)
        return "there is a number where the original has none";
    return may_publish(o, gdcs_i_range_lower(published), lower)
               ? NULL
               : "the number is not what the method makes of the original's";
}

static gdcs_i_range range_at(const gdcs_table *table, const int32_t *codes)
{
    const int64_t slot = gdcs_i_cells_find(table->cells, codes);
    return slot < 0 ? *gdcs_i_table_absent(table) : gdcs_i_cells_get(table->cells, slot);
}

static gdcs_status compare_cells(const gdcs_i_release *r, const gdcs_table *table,
                                 const gdcs_table *original, const gdcs_i_release_map *map,
                                 gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES] = {0}, theirs[GDCS_I_AXES] = {0};
    for (int64_t slot = 0; slot < gdcs_i_cells_count(table->cells); slot++) {
        gdcs_i_cells_codes(table->cells, slot, codes);
        if (!gdcs_i_release_map_codes(map, table, codes, theirs))
            return refuse(table, codes, GDCS_E_NAME, "the original has no such label", err);
        const gdcs_i_range published = gdcs_i_cells_get(table->cells, slot),
                           truth = range_at(original, theirs);
        const char *fault = fault_of(&r->options, &published, &truth);
        if (fault != NULL)
            return refuse(table, codes, GDCS_E_VALUE, fault, err);
    }
    return GDCS_OK;
}

/* What a counted table leaves out is nobody: it may not have been somebody. */
static gdcs_status compare_gaps(const gdcs_table *table, const gdcs_table *original,
                                gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_release_map map;
    int32_t codes[GDCS_I_AXES] = {0}, ours[GDCS_I_AXES] = {0};
    TRY(gdcs_i_release_map_new(original, table, &map, err));
    for (int64_t slot = 0; slot < gdcs_i_cells_count(original->cells); slot++) {
        const gdcs_i_range truth = gdcs_i_cells_get(original->cells, slot);
        gdcs_i_cells_codes(original->cells, slot, codes);
        if (gdcs_i_range_upper(&truth) > 0.0 &&
            gdcs_i_release_map_codes(&map, original, codes, ours) &&
            gdcs_i_cells_find(table->cells, ours) < 0)
            GO(refuse(original, codes, GDCS_E_VALUE,
                      "the cell is left out, which says that nobody is there", err));
    }
done:
    gdcs_i_release_map_free(&map, original);
    return status;
}

gdcs_status gdcs_i_release_compare(const gdcs_i_release *r, int32_t t, gdcs_error *err)
{
    const gdcs_table *table = r->tables[t], *original = r->originals[t];
    gdcs_i_release_map map;
    TRY(gdcs_i_release_map_new(table, original, &map, err));
    gdcs_status status = compare_cells(r, table, original, &map, err);
    if (status == GDCS_OK && table->absent == GDCS_ABSENT_ZERO)
        status = compare_gaps(table, original, err);
    gdcs_i_release_map_free(&map, table);
    return status;
}
