/* The schema that the components of a file say. */
#include "core/memory.h"
#include "io/sdmx/components.h"

#include <gdcs/frame.h>
#include <gdcs/meta.h>
#include <gdcs/sex.h>

#include <stdlib.h>
#include <string.h>

typedef struct describing {
    gdcs_i_sdmx *sdmx;
    gdcs_schema schema;
    gdcs_schema_column *columns;
    gdcs_schema_meta meta[GDCS_I_SDMX_OWN_KEYS];
    int declares_sex; /* does the caller's schema say which column is the sex? */
    gdcs_error *err;
} describing;

/* What stands for no number. */
static const char *const missing[] = {"NaN", "#N/A", ":"};

/* Actions of records that are data; a record that deletes is none. */
static const gdcs_schema_word actions[] = {
    {"I", "I"}, {"A", "A"}, {"M", "M"}, {"R", "R"}, {"", "I"}};

gdcs_status gdcs_i_sdmx_copy(gdcs_i_reading *reading, const char *text, size_t size,
                             const char **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(&reading->arena, (int64_t)size + 1, 1, &memory, err));
    if (size > 0)
        memcpy(memory, text, size);
    *out = memory;
    return GDCS_OK;
}

static void describe_dimension(const describing *d, gdcs_schema_column *c)
{
    const int detect = d->sdmx->reading->options.detect != GDCS_DETECT_NONE;
    const int32_t concept = detect || strcmp(c->name, "TIME_PERIOD") == 0
                                ? gdcs_i_sdmx_concept(c->name)
                                : GDCS_CONCEPT_NONE;
    const int other = concept == GDCS_CONCEPT_SEX && d->declares_sex;
    c->concept_id = concept == GDCS_CONCEPT_NONE || other ? GDCS_CONCEPT_GROUP : concept;
    if (c->concept_id == GDCS_CONCEPT_SEX && d->sdmx->eurostat)
        c->scheme = GDCS_SEX_SCHEME_EUROSTAT;
}

/* What this library wrote stands over what names say. */
static void take_own(const describing *d, gdcs_schema_column *c)
{
    const gdcs_schema_column *own = gdcs_i_sdmx_own_column(d->sdmx->own, c->name);
    if (own == NULL)
        return;
    if (gdcs_i_concept_is_axis(own->concept_id) && !d->declares_sex)
        c->concept_id = own->concept_id;
    c->scheme = c->concept_id == GDCS_CONCEPT_SEX ? GDCS_SEX_SCHEME_SDMX : 0;
    c->as = own->as;
    c->sensitivity = own->sensitivity;
    c->total = own->total;
    c->labels = own->labels;
    c->label_count = own->label_count;
    if (own->title != NULL)
        c->title = own->title;
}

static void describe_value(const describing *d, gdcs_schema_column *c)
{
    const gdcs_schema_column *own = gdcs_i_sdmx_own_column(d->sdmx->own, c->name);
    c->sensitivity = own != NULL ? own->sensitivity : 0;
    c->concept_id = GDCS_CONCEPT_VALUE;
    c->missing = missing;
    c->missing_count = sizeof missing / sizeof *missing;
}

static int32_t concept_of_attribute(const gdcs_i_sdmx *s, int64_t field)
{
    if (field == s->status)
        return GDCS_CONCEPT_STATUS;
    if (field == s->confidentiality)
        return GDCS_CONCEPT_CONFIDENTIALITY;
    return s->reading->makes_table ? GDCS_CONCEPT_NONE : GDCS_CONCEPT_GROUP;
}

static void describe(describing *d, int64_t field)
{
    const gdcs_i_component *k = &d->sdmx->components[field];
    gdcs_schema_column *c = &d->columns[d->schema.column_count];
    *c = (gdcs_schema_column){
        .struct_size = sizeof *c, .position = (int32_t)field + 1, .name = k->id, .title = k->title};
    switch (k->kind) {
    case GDCS_I_SDMX_DIMENSION:
        describe_dimension(d, c);
        c->titles = k->names;
        take_own(d, c);
        break;
    case GDCS_I_SDMX_VALUE: describe_value(d, c); break;
    case GDCS_I_SDMX_LIMIT:
        c->concept_id = k->id[0] == 'L' ? GDCS_CONCEPT_LOWER : GDCS_CONCEPT_UPPER;
        break;
    case GDCS_I_SDMX_ACTION:
        c->map = actions;
        c->map_count = sizeof actions / sizeof *actions;
        break;
    case GDCS_I_SDMX_ATTRIBUTE:
        c->concept_id = concept_of_attribute(d->sdmx, field);
        if (c->concept_id == GDCS_CONCEPT_NONE)
            return;
        break;
    default: return;
    }
    d->schema.column_count++;
}

static void add_meta(describing *d, int32_t key, const char *text)
{
    if (text != NULL && text[0] != '\0')
        d->meta[d->schema.meta_count++] = (gdcs_schema_meta){.key = key, .text = text};
}

static void add_texts(describing *d)
{
    const gdcs_i_sdmx *s = d->sdmx;
    const int own = s->own != NULL;
    const char *title = s->texts[GDCS_META_TITLE];
    add_meta(d, GDCS_META_TITLE, title != NULL ? title : s->title);
    for (int32_t key = GDCS_META_TITLE + 1; own && key <= GDCS_META_DETECTED; key++)
        add_meta(d, key, s->texts[key]);
    add_meta(d, GDCS_META_SOURCE, own ? NULL : s->source);
    add_meta(d, GDCS_META_RETRIEVED, own ? NULL : s->updated);
    add_meta(d, GDCS_META_NOTE, own ? NULL : s->note);
}

/* What the caller's schema says of a column; NULL: nothing. */
static const gdcs_schema_column *declared(const gdcs_schema_column *columns, int64_t count,
                                          const char *name)
{
    for (int64_t i = 0; i < count; i++)
        if (columns[i].name != NULL && strcmp(columns[i].name, name) == 0)
            return &columns[i];
    return NULL;
}

static int is_left(const gdcs_i_sdmx *s, int64_t field, const gdcs_schema_column *columns,
                   int64_t count, int32_t concept)
{
    const gdcs_schema_column *theirs =
        field >= 0 ? declared(columns, count, s->components[field].id) : NULL;
    return field >= 0 && (theirs == NULL || (theirs->concept_id == concept &&
                                             theirs->map_count == 0 && concept != 0));
}

static gdcs_status need_value(const gdcs_i_sdmx *s, const gdcs_schema_column *columns,
                              int64_t count, gdcs_error *err)
{
    for (int64_t i = 0; i < count; i++)
        if (gdcs_i_concept_is_value(columns[i].concept_id))
            return GDCS_OK;
    return s->value >= 0 ? GDCS_OK
                         : gdcs_i_fail_at(err, GDCS_E_SCHEMA, 1, 0, "OBS_VALUE",
                                          "the file has no column OBS_VALUE; a schema must say "
                                          "which one is the number");
}

/* What the caller's schema leaves to be translated. */
static gdcs_status look_at_declared(describing *d)
{
    gdcs_i_sdmx *s = d->sdmx;
    gdcs_schema theirs = {.struct_size = sizeof theirs};
    gdcs_schema_column *columns = NULL;
    gdcs_status status = GDCS_OK;
    if (s->reading->schema != NULL)
        GO(gdcs_i_plan_take_schema(s->reading->schema, &theirs, &columns, d->err));
    const int64_t n = theirs.column_count;
    GO(need_value(s, columns, n, d->err));
    s->translates_status = is_left(s, s->status, columns, n, GDCS_CONCEPT_STATUS);
    s->translates_confidentiality =
        is_left(s, s->confidentiality, columns, n, GDCS_CONCEPT_CONFIDENTIALITY);
    s->multiplies = is_left(s, s->multiplier, columns, n, 0) && s->value >= 0;
    for (int64_t i = 0; i < n; i++)
        d->declares_sex |=
            columns[i].concept_id == GDCS_CONCEPT_SEX &&
            (columns[i].name == NULL || gdcs_i_sdmx_concept(columns[i].name) != GDCS_CONCEPT_SEX);
    if (theirs.decimal != 0)
        s->commas = 0;
done:
    free(columns);
    return status;
}

/* Dimensions and numbers have names of their own, unless a schema says which columns are read. */
static gdcs_status check_components(const gdcs_i_sdmx *s, gdcs_error *err)
{
    const int64_t line = strcmp(s->reading->called, "line") == 0;
    for (int64_t i = 0; i < s->width && s->reading->schema == NULL; i++) {
        const gdcs_i_component *c = &s->components[i];
        if (c->kind != GDCS_I_SDMX_DIMENSION && c->kind != GDCS_I_SDMX_VALUE)
            continue;
        if (c->id[0] == '\0')
            return gdcs_i_fail_at(err, GDCS_E_SHAPE, line, i + 1, "", "component %lld has no name",
                                  (long long)i + 1);
        for (int64_t k = 0; k < i; k++)
            if (s->components[k].kind == c->kind && strcmp(s->components[k].id, c->id) == 0)
                return gdcs_i_fail_at(err, GDCS_E_DUPLICATE, line, i + 1, c->id,
                                      "components %lld and %lld are both '%.80s'", (long long)k + 1,
                                      (long long)i + 1, c->id);
    }
    return GDCS_OK;
}

static gdcs_status emit_header(gdcs_i_sdmx *s, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, s->width, sizeof(gdcs_i_field), err));
    s->fields = memory;
    for (int64_t i = 0; i < s->width; i++)
        s->fields[i] =
            (gdcs_i_field){.text = s->components[i].id, .size = strlen(s->components[i].id)};
    const gdcs_i_record header = {
        .fields = s->fields, .count = s->width, .line = 1, .last = s->width};
    return gdcs_i_reading_header(s->reading, &header, err);
}

/* A list that reading was told nothing of. */
static gdcs_status say_list(const describing *d, const char *name)
{
    const gdcs_i_plan *plan = &d->sdmx->reading->plan;
    for (int64_t i = 0; i < plan->schema.column_count; i++)
        if (plan->columns[i].name != NULL && strcmp(plan->columns[i].name, name) == 0 &&
            plan->columns[i].scheme == GDCS_SEX_SCHEME_EUROSTAT)
            return gdcs_i_reading_detected(d->sdmx->reading, d->err,
                                           "Codes of '%.100s' are of Eurostat's list.", name);
    return GDCS_OK;
}

/* What is so by a name or a place alone. */
static gdcs_status say(const describing *d)
{
    const gdcs_i_sdmx *s = d->sdmx;
    if (s->own != NULL)
        return GDCS_OK;
    for (int64_t i = 0; i < d->schema.column_count; i++) {
        const gdcs_schema_column *c = &d->columns[i];
        if (s->components[c->position - 1].kind == GDCS_I_SDMX_DIMENSION &&
            c->concept_id != GDCS_CONCEPT_GROUP && strcmp(c->name, "TIME_PERIOD") != 0)
            TRY(gdcs_i_reading_detected(s->reading, d->err, "Dimension '%.100s' is %s by its name.",
                                        c->name, gdcs_concept_name(c->concept_id)));
        if (c->scheme == GDCS_SEX_SCHEME_EUROSTAT)
            TRY(say_list(d, c->name));
    }
    for (int64_t i = s->value + 1; s->value >= 0 && i < s->width; i++)
        if (s->components[i].kind == GDCS_I_SDMX_ATTRIBUTE &&
            !gdcs_i_sdmx_is_known(s->components[i].id) && !s->has_roles)
            TRY(gdcs_i_reading_detected(
                s->reading, d->err, "'%.100s' is an attribute, since it stands behind OBS_VALUE.",
                s->components[i].id));
    return GDCS_OK;
}

gdcs_status gdcs_i_sdmx_begin(gdcs_i_sdmx *s, gdcs_error *err)
{
    describing d = {.sdmx = s, .schema = {.struct_size = sizeof d.schema}, .err = err};
    void *memory = NULL;
    TRY(check_components(s, err));
    TRY(look_at_declared(&d));
    TRY(gdcs_i_arena_alloc(&s->reading->arena, s->width, sizeof *d.columns, &memory, err));
    d.columns = memory;
    for (int64_t i = 0; i < s->width; i++)
        describe(&d, i);
    TRY(gdcs_i_arena_alloc(&s->reading->arena, GDCS_I_SDMX_OWN_KEYS, sizeof *d.meta, &memory, err));
    add_texts(&d);
    memcpy(memory, d.meta, sizeof d.meta);
    d.schema.meta = memory;
    d.schema.columns = d.columns;
    d.schema.decimal = s->commas ? '.' : 0;
    d.schema.absent = s->absent_zero ? -1 : GDCS_ABSENT_MISSING;
    TRY(gdcs_i_reading_begin_with(s->reading, &d.schema, err));
    TRY(say(&d));
    s->reading->binding.sex_scheme = GDCS_SEX_SCHEME_SDMX;
    return emit_header(s, err);
}
