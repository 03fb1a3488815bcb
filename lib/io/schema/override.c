#include "io/schema/override.h"
#include "core/fail.h"
#include "data/concept.h"
#include "io/record/header.h"
#include "io/schema/plan.h"

#include <stdlib.h>
#include <string.h>

static void fill(const char **member, const char *by)
{
    if (*member == NULL)
        *member = by;
}

/* What says how the words of a column are read belongs together. */
static void fill_words(gdcs_schema_column *c, const gdcs_schema_column *by)
{
    if (c->map_count == 0 && c->scheme == 0) {
        c->scheme = by->scheme;
        c->map = by->map;
        c->map_count = by->map_count;
        c->map_open = by->map_open;
    }
    if (c->status_count == 0 && c->confidentiality_count == 0) {
        c->status = by->status;
        c->status_count = by->status_count;
        c->confidentiality = by->confidentiality;
        c->confidentiality_count = by->confidentiality_count;
    }
    if (c->range_count == 0) {
        c->ranges = by->ranges;
        c->range_count = by->range_count;
    }
    if (c->rounding == 0 && c->noise == 0) {
        c->rounding = by->rounding;
        c->noise = by->noise;
    }
    if (c->missing_count == 0) {
        c->missing = by->missing;
        c->missing_count = by->missing_count;
    }
}

/* What a file keeps close stays so under a schema that says nothing of it. */
static int32_t sensitivity_of(const gdcs_schema_column *base, const gdcs_schema_column *declared,
                              int32_t whole)
{
    if (declared->sensitivity != 0 || whole != 0 || base->sensitivity <= GDCS_SENSITIVITY_PUBLIC)
        return declared->sensitivity;
    return gdcs_i_higher(base->sensitivity, gdcs_concept_sensitivity(declared->concept_id));
}

/* `whole` is the sensitivity that the schema declares of all columns. */
static gdcs_schema_column join(const gdcs_schema_column *base, const gdcs_schema_column *declared,
                               int32_t whole)
{
    gdcs_schema_column c = *declared;
    c.sensitivity = sensitivity_of(base, declared, whole);
    const int same = c.concept_id == base->concept_id;
    const int axes =
        gdcs_i_concept_is_axis(c.concept_id) && gdcs_i_concept_is_axis(base->concept_id);
    fill(&c.title, base->title);
    if (c.alias_count == 0) {
        c.aliases = base->aliases;
        c.alias_count = base->alias_count;
    }
    if (axes)
        fill(&c.titles, base->titles);
    if (axes &&
        (same || (c.concept_id != GDCS_CONCEPT_SEX && base->concept_id != GDCS_CONCEPT_SEX)))
        fill(&c.total, base->total);
    if (!same)
        return c;
    fill(&c.as, base->as);
    fill(&c.unit, base->unit);
    fill_words(&c, base);
    return c;
}

static int is_named(const gdcs_schema_column *column, const char *name)
{
    return column->constant == NULL && column->name != NULL && name != NULL &&
           strcmp(column->name, name) == 0;
}

/* The column that a declared one is about, by its name, else by its aliases; the number of columns if it
   is about none. */
static int64_t find(const gdcs_schema *base, const gdcs_schema_column *declared)
{
    int64_t at = 0;
    while (at < base->column_count && !is_named(declared, base->columns[at].name))
        at++;
    if (at < base->column_count || declared->alias_count == 0 || declared->name == NULL)
        return at;
    at = 0;
    while (at < base->column_count && (base->columns[at].name == NULL ||
                                       !gdcs_i_header_is_called(declared, base->columns[at].name)))
        at++;
    return at;
}

static gdcs_status join_columns(const gdcs_schema *base, const gdcs_schema_column *declared,
                                int64_t count, int32_t whole, gdcs_i_arena *arena, gdcs_schema *out,
                                gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(arena, base->column_count + count, sizeof(gdcs_schema_column), &memory,
                           err));
    gdcs_schema_column *columns = memory;
    int64_t made = 0;
    for (int64_t i = 0; i < base->column_count; i++) {
        columns[made] = base->columns[i];
        columns[made++].sensitivity = whole != 0 ? 0 : base->columns[i].sensitivity;
    }
    for (int64_t k = 0; k < count; k++) {
        const int64_t at = find(base, &declared[k]);
        if (at < base->column_count)
            columns[at] = join(&base->columns[at], &declared[k], whole);
        else
            columns[made++] = declared[k];
    }
    out->columns = columns;
    out->column_count = made;
    return GDCS_OK;
}

static gdcs_status join_meta(const gdcs_schema *base, const gdcs_schema *declared,
                             gdcs_i_arena *arena, gdcs_schema *out, gdcs_error *err)
{
    void *memory = NULL;
    if (declared->meta_count > 0)
        TRY(gdcs_i_need(declared->meta, "meta", err));
    if (declared->meta_count < 0 || declared->meta_count > INT32_MAX)
        return gdcs_i_fail(err, GDCS_E_SCHEMA, "meta", "meta_count is %lld",
                           (long long)declared->meta_count);
    TRY(gdcs_i_arena_alloc(arena, base->meta_count + declared->meta_count, sizeof(gdcs_schema_meta),
                           &memory, err));
    gdcs_schema_meta *meta = memory;
    for (int64_t i = 0; i < base->meta_count; i++)
        meta[i] = base->meta[i];
    for (int64_t i = 0; i < declared->meta_count; i++) /* a later text of a key stands */
        meta[base->meta_count + i] = declared->meta[i];
    out->meta = meta;
    out->meta_count = base->meta_count + declared->meta_count;
    return GDCS_OK;
}

static void join_file(const gdcs_schema *declared, gdcs_schema *out)
{
    char *const marks[] = {&out->delimiter, &out->quote, &out->decimal, &out->grouping};
    const char theirs[] = {declared->delimiter, declared->quote, declared->decimal,
                           declared->grouping};
    int32_t *const numbers[] = {&out->header, &out->footer, &out->absent, &out->sensitivity,
                                &out->ragged};
    const int32_t other[] = {declared->header, declared->footer, declared->absent,
                             declared->sensitivity, declared->ragged};
    for (size_t i = 0; i < sizeof theirs; i++)
        if (theirs[i] != 0)
            *marks[i] = theirs[i];
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (other[i] != 0)
            *numbers[i] = other[i];
    if (declared->encoding != NULL)
        out->encoding = declared->encoding;
    if (declared->wide != NULL)
        out->wide = declared->wide;
}

gdcs_status gdcs_i_schema_override(const gdcs_schema *base, const gdcs_schema *declared,
                                   gdcs_i_arena *arena, gdcs_schema *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_schema theirs, joined = *base;
    gdcs_schema_column *columns = NULL;
    if (declared == NULL) {
        *out = joined;
        return GDCS_OK;
    }
    TRY(gdcs_i_plan_take_schema(declared, &theirs, &columns, err));
    join_file(&theirs, &joined);
    GO(join_columns(base, columns, theirs.column_count, theirs.sensitivity, arena, &joined, err));
    GO(join_meta(base, &theirs, arena, &joined, err));
    *out = joined;
done:
    free(columns);
    return status;
}
