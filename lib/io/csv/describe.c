/* The schema of what gdcs/csv.h writes. */
#include "core/fail.h"
#include "data/concept.h"
#include "data/sex.h"
#include "data/table.h"
#include "io/csv/columns.h"
#include "io/schema/plan.h"

#include <gdcs/meta.h>

#include <string.h>

enum { KEYS = GDCS_META_DETECTED, SAID_ZERO = -1 };

typedef struct describing {
    gdcs_i_csv_columns columns;
    gdcs_schema schema;
    gdcs_schema_column *list;
    gdcs_schema_meta meta[KEYS];
    gdcs_error *err;
} describing;

static gdcs_status begin(describing *d, const gdcs_csv_write_options *options)
{
    int guard = 0;
    d->schema = (gdcs_schema){.struct_size = sizeof d->schema, .header = 1, .encoding = "UTF-8"};
    TRY(gdcs_i_csv_write_options(options, &d->schema.delimiter, &d->schema.decimal, &guard,
                                 d->err));
    return guard ? gdcs_i_fail(d->err, GDCS_E_OPTION, "guard_formulas",
                               "what guard_formulas changes does not read back")
                 : GDCS_OK;
}

static gdcs_status make_room(describing *d)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(&d->columns.arena, d->columns.count, sizeof *d->list, &memory, d->err));
    d->list = memory;
    d->schema.columns = d->list;
    d->schema.meta = d->meta;
    return GDCS_OK;
}

static gdcs_schema_column *next(describing *d, const char *name, int32_t concept,
                                int32_t sensitivity)
{
    gdcs_schema_column *c = &d->list[d->schema.column_count++];
    *c = (gdcs_schema_column){.struct_size = sizeof *c, .name = name, .concept_id = concept};
    c->scheme = concept == GDCS_CONCEPT_SEX ? GDCS_SEX_SCHEME_SDMX : 0;
    c->sensitivity = sensitivity != gdcs_concept_sensitivity(concept) ? sensitivity : 0;
    return c;
}

static void add_meta(describing *d, int32_t key, const char *text)
{
    if (text[0] != '\0')
        d->meta[d->schema.meta_count++] = (gdcs_schema_meta){.key = key, .text = text};
}

static gdcs_status add_axis(describing *d, const gdcs_table *table, int64_t number)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    TRY(gdcs_table_get_axis(table, number, &axis, d->err));
    gdcs_schema_column *c = next(d, axis.name, axis.concept_id, axis.sensitivity);
    c->title = axis.title != NULL && strcmp(axis.title, axis.name) != 0 ? axis.title : NULL;
    c->titles = d->columns.titles[number];
    c->total = axis.concept_id != GDCS_CONCEPT_SEX ? axis.total : NULL;
    return gdcs_i_plan_list_labels(&axis, &d->columns.arena, c, d->err);
}

static gdcs_status describe_table(describing *d, const gdcs_table *table)
{
    TRY(gdcs_i_csv_columns_of_table(table, &d->columns, d->err));
    TRY(make_room(d));
    for (int64_t i = 0; i < gdcs_table_count_axes(table); i++)
        TRY(add_axis(d, table, i));
    for (int64_t i = 0; i < d->columns.count; i++) {
        const gdcs_column *c = &d->columns.list[i];
        if (!gdcs_i_concept_is_axis(c->concept_id))
            next(d, c->name, c->concept_id, c->sensitivity);
    }
    d->schema.absent = table->absent == GDCS_ABSENT_ZERO ? SAID_ZERO : GDCS_ABSENT_MISSING;
    for (int32_t key = GDCS_META_TITLE; key <= KEYS; key++)
        add_meta(d, key, gdcs_table_get_meta(table, key));
    return GDCS_OK;
}

static gdcs_status check_sex(const describing *d, const gdcs_column *column)
{
    if (column->type != GDCS_TYPE_TEXT)
        return gdcs_i_fail(d->err, GDCS_E_SEX, column->name, "column \"%.60s\" of sex is no text",
                           column->name);
    for (int64_t i = 0; i < column->word_count; i++)
        if (gdcs_i_sex_find(column->words[i], strlen(column->words[i])) == GDCS_SEX_NONE)
            return gdcs_i_fail(d->err, GDCS_E_SEX, column->name,
                               "column \"%.60s\" holds \"%.60s\", which is no code of sex",
                               column->name, column->words[i]);
    return GDCS_OK;
}

/* Words that have titles, with these. */
static gdcs_status add_titles(describing *d, const gdcs_frame *frame, const gdcs_column *column,
                              gdcs_schema_column *c)
{
    void *memory = NULL;
    if (column->type != GDCS_TYPE_TEXT || !gdcs_i_concept_is_axis(c->concept_id))
        return GDCS_OK;
    TRY(gdcs_i_arena_alloc(&d->columns.arena, column->word_count, sizeof(gdcs_schema_word), &memory,
                           d->err));
    gdcs_schema_word *labels = memory;
    for (int64_t i = 0; i < column->word_count; i++) {
        const char *title = gdcs_frame_get_title(frame, column->name, column->words[i]);
        if (title[0] != '\0')
            labels[c->label_count++] = (gdcs_schema_word){.from = column->words[i], .to = title};
    }
    c->labels = labels;
    return GDCS_OK;
}

static gdcs_status add_column(describing *d, const gdcs_frame *frame, const gdcs_column *column,
                              int32_t least)
{
    const int32_t concept = column->concept_id != GDCS_CONCEPT_NONE ? column->concept_id
                            : column->type == GDCS_TYPE_TEXT        ? GDCS_CONCEPT_GROUP
                                                                    : GDCS_CONCEPT_NUMBER;
    if (concept == GDCS_CONCEPT_SEX)
        TRY(check_sex(d, column));
    gdcs_schema_column *c =
        next(d, column->name, concept, gdcs_i_higher(column->sensitivity, least));
    c->type = column->type;
    c->title =
        column->label != NULL && strcmp(column->label, column->name) != 0 ? column->label : NULL;
    c->unit = column->unit != NULL && column->unit[0] != '\0' ? column->unit : NULL;
    return add_titles(d, frame, column, c);
}

/* A frame may be more sensitive than its columns: then the first of them is. */
static gdcs_status describe_frame(describing *d, const gdcs_frame *frame)
{
    int32_t highest = 0;
    const int32_t own = gdcs_frame_get_sensitivity(frame);
    TRY(gdcs_i_csv_columns_of_frame(frame, &d->columns, d->err));
    TRY(make_room(d));
    for (int64_t i = 0; i < d->columns.count; i++)
        highest = gdcs_i_higher(highest, d->columns.list[i].sensitivity);
    for (int64_t i = 0; i < d->columns.count; i++)
        TRY(add_column(d, frame, &d->columns.list[i], i == 0 && own > highest ? own : 0));
    for (int32_t key = GDCS_META_TITLE; key <= KEYS; key++)
        add_meta(d, key, gdcs_frame_get_meta(frame, key));
    return GDCS_OK;
}

/* Through JSON, since a schema owns its texts only if it was parsed. */
static gdcs_status finish(const describing *d, gdcs_schema **out)
{
    gdcs_status status = GDCS_OK;
    gdcs_sink *sink = NULL;
    int64_t size = 0;
    TRY(gdcs_sink_new_memory(&sink, d->err));
    GO(gdcs_schema_write(&d->schema, sink, d->err));
    const char *json = gdcs_sink_get_text(sink, &size);
    GO(gdcs_schema_parse(json, size, out, d->err));
done:
    gdcs_sink_free(sink);
    return status;
}

gdcs_status gdcs_csv_new_schema_table(const gdcs_table *table,
                                      const gdcs_csv_write_options *options, gdcs_schema **out,
                                      gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    describing d = {.err = err};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    GO(begin(&d, options));
    GO(describe_table(&d, table));
    GO(finish(&d, out));
done:
    gdcs_i_csv_columns_free(&d.columns);
    return status;
}

gdcs_status gdcs_csv_new_schema_frame(const gdcs_frame *frame,
                                      const gdcs_csv_write_options *options, gdcs_schema **out,
                                      gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    describing d = {.err = err};
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(out, "out", err));
    GO(begin(&d, options));
    GO(describe_frame(&d, frame));
    GO(finish(&d, out));
done:
    gdcs_i_csv_columns_free(&d.columns);
    return status;
}
