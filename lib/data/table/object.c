/* Making, copying and describing tables. */
#include "data/table.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/concept.h"
#include "data/sex.h"

#include <stdlib.h>
#include <string.h>

/* Sizes in release 0.1, for ever. */
enum { OPTIONS_V1 = 16, AXIS_V1 = 16 + 5 * sizeof(char *) + 8 };

gdcs_status gdcs_table_new(const gdcs_table_options *options, gdcs_table **out, gdcs_error *err)
{
    gdcs_table_options o;
    void *memory = NULL;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (o.absent != GDCS_ABSENT_ZERO && o.absent != GDCS_ABSENT_MISSING)
        return gdcs_i_fail(err, GDCS_E_OPTION, "absent", "%d is neither %d (zero) nor %d (missing)",
                           (int)o.absent, (int)GDCS_ABSENT_ZERO, (int)GDCS_ABSENT_MISSING);
    if (o.sensitivity < GDCS_SENSITIVITY_DEFAULT || o.sensitivity > GDCS_SENSITIVITY_PROTECTED)
        return gdcs_i_fail(err, GDCS_E_OPTION, "sensitivity",
                           "%d is no sensitivity, expected 0 to %d", (int)o.sensitivity,
                           (int)GDCS_SENSITIVITY_PROTECTED);
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_table), err));
    gdcs_table *table = memory;
    table->absent = o.absent;
    table->sensitivity = gdcs_i_higher(o.sensitivity, GDCS_SENSITIVITY_PUBLIC);
    table->sex = -1;
    const gdcs_status status = gdcs_i_cells_new(0, &table->cells, err);
    if (status == GDCS_OK)
        *out = table;
    else
        gdcs_table_free(table);
    return status;
}

static void drop_axis(gdcs_i_axis *axis)
{
    free(axis->name);
    free(axis->title);
    free(axis->total_label);
    gdcs_i_pool_free(axis->labels);
    gdcs_i_titles_free(&axis->titles);
}

void gdcs_table_free(gdcs_table *table)
{
    if (table == NULL)
        return;
    for (int32_t i = 0; i < table->width; i++)
        drop_axis(&table->axes[i]);
    gdcs_i_cells_free(table->cells);
    gdcs_i_texts_free(&table->texts);
    free(table);
}

gdcs_status gdcs_i_table_like(const gdcs_table *table, gdcs_table **out, gdcs_error *err)
{
    const gdcs_table_options o = {.struct_size = sizeof o,
                                  .absent = table->absent,
                                  .sensitivity = gdcs_table_get_sensitivity(table)};
    gdcs_table *like = NULL;
    TRY(gdcs_table_new(&o, &like, err));
    const gdcs_status status = gdcs_i_texts_copy(&table->texts, &like->texts, err);
    if (status == GDCS_OK)
        *out = like;
    else
        gdcs_table_free(like);
    return status;
}

gdcs_status gdcs_table_copy(const gdcs_table *table, gdcs_table **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *copy = NULL;
    gdcs_i_cells *cells = NULL;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    GO(gdcs_i_table_like(table, &copy, err));
    for (int32_t i = 0; i < table->width; i++)
        GO(gdcs_i_table_take_axis(copy, &table->axes[i], 1, err));
    GO(gdcs_i_cells_copy(table->cells, &cells, err));
    gdcs_i_cells_free(copy->cells);
    copy->cells = cells;
    *out = copy;
    return GDCS_OK;
done:
    gdcs_table_free(copy);
    return status;
}

static gdcs_status check_utf8(const char *text, const char *field, gdcs_error *err)
{
    if (text != NULL && gdcs_i_utf8_valid(text, strlen(text)) < strlen(text))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, field, "a text is not UTF-8");
    return GDCS_OK;
}

static gdcs_status check_axis(const gdcs_table *table, const gdcs_axis *a, gdcs_error *err)
{
    TRY(gdcs_i_need(a->name, "name", err));
    TRY(check_utf8(a->name, "name", err));
    TRY(check_utf8(a->title, "title", err));
    TRY(check_utf8(a->total, "total", err));
    if (a->name[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "name", "the name of an axis is empty");
    if (a->concept_id >= GDCS_CONCEPT_COUNT || !gdcs_i_concept_exists(a->concept_id))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "concept", "%d is no concept of an axis",
                           (int)a->concept_id);
    if (a->label_count < 0 || (a->label_count > 0 && a->labels == NULL))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, a->name, "the array of labels is missing");
    if (a->concept_id == GDCS_CONCEPT_SEX && a->total != NULL &&
        gdcs_i_sex_find(a->total, strlen(a->total)) != GDCS_SEX_TOTAL)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "total", "the total of a sex axis is \"_T\"");
    if (gdcs_i_cells_count(table->cells) > 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "table", "the table has cells already");
    if (gdcs_table_find_axis(table, a->name) >= 0)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, "name", "there is an axis \"%s\" already",
                           a->name);
    if (a->concept_id == GDCS_CONCEPT_SEX && table->sex >= 0)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, a->name, "there is a sex axis already: \"%s\"",
                           table->axes[table->sex].name);
    if (table->width == GDCS_I_AXES)
        return gdcs_i_fail(err, GDCS_E_LIMIT, a->name, "more than %d axes", (int)GDCS_I_AXES);
    return GDCS_OK;
}

/* The number of a label in one axis; what a sex axis takes is checked here. */
static gdcs_status add_label(gdcs_i_axis *axis, const char *text, size_t size, int32_t *code,
                             gdcs_error *err)
{
    if (gdcs_i_utf8_valid(text, size) < size)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, axis->name, "a label is not UTF-8");
    if (axis->concept_id == GDCS_CONCEPT_SEX && gdcs_i_sex_find(text, size) == GDCS_SEX_NONE)
        return gdcs_i_fail(err, GDCS_E_SEX, axis->name, "\"%.*s\" is no code of a sex axis",
                           (int)(size < 40 ? size : 40), text);
    TRY(gdcs_i_titles_reserve(&axis->titles, (int64_t)gdcs_i_pool_count(axis->labels) + 1, err));
    TRY(gdcs_i_pool_add(axis->labels, text, size, code, err));
    if (axis->total_label != NULL && strlen(axis->total_label) == size &&
        memcmp(axis->total_label, text, size) == 0)
        axis->total = *code;
    return GDCS_OK;
}

gdcs_status gdcs_i_axis_add_label(gdcs_table *table, int32_t axis, const char *text, size_t size,
                                  int32_t *code, gdcs_error *err)
{
    const int32_t known = gdcs_i_pool_find(table->axes[axis].labels, text, size);
    if (known < 0)
        return add_label(&table->axes[axis], text, size, code, err);
    *code = known;
    return GDCS_OK;
}

static gdcs_status add_labels(gdcs_i_axis *axis, const char *const *labels, int64_t count,
                              gdcs_error *err)
{
    int32_t code = 0;
    for (int64_t i = 0; i < count; i++) {
        TRY(gdcs_i_need(labels[i], axis->name, err));
        TRY(add_label(axis, labels[i], strlen(labels[i]), &code, err));
        if (code != i)
            return gdcs_i_fail(err, GDCS_E_DUPLICATE, axis->name, "the label \"%s\" occurs twice",
                               labels[i]);
    }
    return GDCS_OK;
}

static gdcs_status add_titles(gdcs_i_axis *axis, const gdcs_axis *given, gdcs_error *err)
{
    for (int64_t i = 0; given->titles != NULL && i < given->label_count; i++) {
        TRY(check_utf8(given->titles[i], axis->name, err));
        TRY(gdcs_i_titles_set(&axis->titles, (int32_t)i, given->label_count, given->titles[i],
                              err));
    }
    return GDCS_OK;
}

/* The table takes the axis over; its cells, none yet, get wider. */
static gdcs_status append(gdcs_table *table, const gdcs_i_axis *axis, gdcs_error *err)
{
    gdcs_i_cells *cells = NULL;
    TRY(gdcs_i_cells_new(table->width + 1, &cells, err));
    gdcs_i_cells_free(table->cells);
    table->cells = cells;
    if (axis->concept_id == GDCS_CONCEPT_SEX)
        table->sex = table->width;
    table->axes[table->width++] = *axis;
    return GDCS_OK;
}

gdcs_status gdcs_table_add_axis(gdcs_table *table, const gdcs_axis *given, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_axis in;
    gdcs_i_axis axis = {.total = -1};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(given, "axis", err));
    TRY(gdcs_i_take(&in, sizeof in, given, AXIS_V1, err));
    TRY(check_axis(table, &in, err));
    TRY(gdcs_i_sensitivity(in.sensitivity, in.concept_id, &axis.sensitivity, err));
    axis.concept_id = in.concept_id != GDCS_CONCEPT_NONE ? in.concept_id : GDCS_CONCEPT_GROUP;
    if (in.concept_id == GDCS_CONCEPT_SEX)
        in.total = gdcs_sex_code(GDCS_SEX_TOTAL);
    GO(gdcs_i_copy_text(in.name, &axis.name, err));
    GO(gdcs_i_copy_text(in.title != NULL && in.title[0] != '\0' ? in.title : in.name, &axis.title,
                        err));
    if (in.total != NULL)
        GO(gdcs_i_copy_text(in.total, &axis.total_label, err));
    GO(gdcs_i_pool_new(&axis.labels, err));
    GO(add_labels(&axis, in.labels, in.label_count, err));
    GO(add_titles(&axis, &in, err));
    GO(append(table, &axis, err));
    return GDCS_OK;
done:
    drop_axis(&axis);
    return status;
}

static gdcs_axis show(const gdcs_i_axis *axis)
{
    return (gdcs_axis){.struct_size = sizeof(gdcs_axis),
                       .concept_id = axis->concept_id,
                       .sensitivity = axis->sensitivity,
                       .name = axis->name,
                       .title = axis->title,
                       .total = axis->total_label,
                       .labels = gdcs_i_pool_texts(axis->labels),
                       .label_count = gdcs_i_pool_count(axis->labels),
                       .titles = axis->titles.of};
}

gdcs_status gdcs_i_table_take_axis(gdcs_table *table, const gdcs_i_axis *axis, int with_labels,
                                   gdcs_error *err)
{
    gdcs_axis shown = show(axis);
    if (!with_labels)
        shown.label_count = 0;
    return gdcs_table_add_axis(table, &shown, err);
}

gdcs_status gdcs_table_get_axis(const gdcs_table *table, int64_t index, gdcs_axis *out,
                                gdcs_error *err)
{
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    if (index < 0 || index >= table->width)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "index", "axis %lld of %d", (long long)index,
                           (int)table->width);
    const gdcs_axis shown = show(&table->axes[index]);
    return gdcs_i_give(out, &shown, sizeof shown, AXIS_V1, err);
}

gdcs_status gdcs_table_set_title(gdcs_table *table, const char *axis, const char *label,
                                 const char *title, gdcs_error *err)
{
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_need(label, "label", err));
    TRY(check_utf8(title, "title", err));
    const int64_t number = gdcs_table_find_axis(table, axis);
    if (number < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, axis, "the table has no axis \"%.60s\"", axis);
    gdcs_i_axis *a = &table->axes[number];
    const int32_t code = gdcs_i_pool_find(a->labels, label, strlen(label));
    if (code < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, axis, "there is no label \"%.60s\"", label);
    return gdcs_i_titles_set(&a->titles, code, gdcs_i_pool_count(a->labels), title, err);
}

int64_t gdcs_table_count_axes(const gdcs_table *table)
{
    return table != NULL ? table->width : 0;
}

int64_t gdcs_table_find_axis(const gdcs_table *table, const char *name)
{
    for (int64_t i = 0; name != NULL && i < gdcs_table_count_axes(table); i++)
        if (strcmp(table->axes[i].name, name) == 0)
            return i;
    return -1;
}

int64_t gdcs_table_find_concept(const gdcs_table *table, int32_t concept)
{
    for (int64_t i = 0; i < gdcs_table_count_axes(table); i++)
        if (table->axes[i].concept_id == concept)
            return i;
    return -1;
}

int32_t gdcs_table_get_sensitivity(const gdcs_table *table)
{
    int32_t highest = table != NULL ? table->sensitivity : GDCS_SENSITIVITY_PUBLIC;
    for (int64_t i = 0; i < gdcs_table_count_axes(table); i++)
        highest = gdcs_i_higher(highest, table->axes[i].sensitivity);
    return highest;
}

gdcs_status gdcs_table_set_meta(gdcs_table *table, int32_t key, const char *text, gdcs_error *err)
{
    TRY(gdcs_i_need(table, "table", err));
    return gdcs_i_texts_set(&table->texts, key, text, err);
}

const char *gdcs_table_get_meta(const gdcs_table *table, int32_t key)
{
    return table != NULL ? gdcs_i_texts_get(&table->texts, key) : "";
}
