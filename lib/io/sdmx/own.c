#include "io/sdmx/own.h"
#include "core/fail.h"
#include "core/memory.h"
#include "data/concept.h"
#include "io/schema/plan.h"
#include "io/sdmx/components.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST = 1 << 20 }; /* what a reader takes in one field, unless told otherwise */

typedef struct describing {
    const gdcs_table *table;
    int titles;
    int needed; /* is there anything that the columns of SDMX-CSV do not say? */
    gdcs_i_arena arena;
    gdcs_i_sdmx_own *out;
    gdcs_schema schema;
    gdcs_schema_column columns[GDCS_I_AXES + 1];
    gdcs_error *err;
} describing;

/* The label that is taken for the total of an axis by its name. */
static const char *total_by_name(const gdcs_axis *axis)
{
    static const char *const names[] = {"_T", "TOTAL", "T"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        for (int64_t i = 0; i < axis->label_count; i++)
            if (strcmp(axis->labels[i], names[k]) == 0)
                return names[k];
    return NULL;
}

static int same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Do the cells, in their order, name all labels of an axis, and in order? */
static gdcs_status labels_come_back(const describing *d, int64_t number, int64_t labels, int *out)
{
    int32_t codes[GDCS_I_AXES], next = 0;
    for (int64_t i = 0; i < gdcs_table_count_cells(d->table); i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        TRY(gdcs_table_get_at(d->table, i, codes, &cell, d->err));
        if (codes[number] > next)
            break;
        next += codes[number] == next;
    }
    *out = next == labels;
    return GDCS_OK;
}

/* "id: title" is two texts in a heading, "id[...]" its beginning alone. */
static int is_heading(const char *name)
{
    return name[0] != '\0' && strstr(name, ": ") == NULL && strchr(name, '[') == NULL;
}

static int is_taken(const describing *d, const char *heading, int64_t number)
{
    int taken = gdcs_table_find_axis(d->table, heading) >= 0 || gdcs_i_sdmx_is_fixed(heading) ||
                gdcs_i_sdmx_is_known(heading);
    for (int64_t i = 0; i < number; i++)
        taken |= d->out->headings[i] != NULL && strcmp(d->out->headings[i], heading) == 0;
    return taken;
}

/* Of headings that are taken no more than there are axes and columns of SDMX-CSV. */
static gdcs_status name_heading(describing *d, const char *name, int64_t number,
                                const char **heading)
{
    enum { MOST = 80 };
    void *memory = NULL;
    size_t size = strlen(name);
    TRY(gdcs_i_alloc(&memory, (int64_t)size + MOST, 1, d->err));
    char *text = memory;
    d->out->headings[number] = text;
    for (size_t i = 0; i < size; i++)
        text[i] = (char)(name[i] == ':' || name[i] == '[' ? '_' : name[i]);
    for (int i = 0; i < MOST - 1 && (size == 0 || is_taken(d, text, number)); i++)
        text[size++] = '_';
    *heading = text;
    d->needed = 1;
    return GDCS_OK;
}

static gdcs_status add_axis(describing *d, int64_t number)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    int come_back = 1;
    TRY(gdcs_table_get_axis(d->table, number, &axis, d->err));
    const int32_t by_name = gdcs_i_sdmx_concept(axis.name);
    const int sex = axis.concept_id == GDCS_CONCEPT_SEX;
    const char *heading = axis.name;
    if (!is_heading(axis.name))
        TRY(name_heading(d, axis.name, number, &heading));
    gdcs_schema_column *c = &d->columns[d->schema.column_count++];
    *c = (gdcs_schema_column){.struct_size = sizeof *c,
                              .name = heading,
                              .as = heading != axis.name ? axis.name : NULL,
                              .concept_id = axis.concept_id,
                              .scheme = sex ? GDCS_SEX_SCHEME_SDMX : 0,
                              .total = sex ? NULL : axis.total};
    if (axis.sensitivity != gdcs_concept_sensitivity(axis.concept_id))
        c->sensitivity = axis.sensitivity;
    if (!d->titles && strcmp(axis.title, axis.name) != 0)
        c->title = axis.title;
    d->needed |= c->sensitivity != 0 || (!sex && !same(axis.total, total_by_name(&axis))) ||
                 axis.concept_id != (by_name != 0 ? by_name : GDCS_CONCEPT_GROUP);
    TRY(labels_come_back(d, number, axis.label_count, &come_back));
    if (come_back)
        return GDCS_OK;
    d->needed = 1;
    return gdcs_i_plan_list_labels(&axis, &d->arena, c, d->err);
}

static void add_value(describing *d)
{
    int32_t highest = gdcs_concept_sensitivity(GDCS_CONCEPT_VALUE);
    const int32_t own = gdcs_table_get_sensitivity(d->table);
    for (int64_t i = 0; i < d->schema.column_count; i++)
        highest = gdcs_i_higher(highest, d->columns[i].sensitivity != 0
                                             ? d->columns[i].sensitivity
                                             : gdcs_concept_sensitivity(d->columns[i].concept_id));
    d->columns[d->schema.column_count++] =
        (gdcs_schema_column){.struct_size = sizeof *d->columns,
                             .name = "OBS_VALUE",
                             .concept_id = GDCS_CONCEPT_VALUE,
                             .sensitivity = own != highest ? own : 0};
    d->needed |= own != highest;
}

/* The title stands in a column of its own where names do. */
static void add_texts(describing *d, gdcs_i_sdmx_own *out)
{
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++) {
        const char *text = gdcs_table_get_meta(d->table, key);
        if (text[0] == '\0' || (d->titles && key == GDCS_META_TITLE))
            continue;
        out->keys[out->key_count++] = key;
        d->needed = 1;
    }
}

/* On one line: line breaks stand only between members, and indent what follows. */
static void join_lines(char *text)
{
    char *to = text;
    for (const char *at = text; *at != '\0'; at++) {
        if (*at != '\n') {
            *to++ = *at;
            continue;
        }
        while (at[1] == ' ')
            at++;
    }
    *to = '\0';
}

static gdcs_status write_schema(describing *d, char **out)
{
    gdcs_sink *sink = NULL;
    TRY(gdcs_sink_new_memory(&sink, d->err));
    gdcs_status status = gdcs_schema_write(&d->schema, sink, d->err);
    if (status == GDCS_OK)
        status = gdcs_i_copy_text(gdcs_sink_get_text(sink, NULL), out, d->err);
    gdcs_sink_free(sink);
    if (status == GDCS_OK)
        join_lines(*out);
    return status;
}

/* Lists of labels that make more than readers take are left out. */
static gdcs_status make_json(describing *d, char **out)
{
    TRY(write_schema(d, out));
    if (strlen(*out) < LONGEST)
        return GDCS_OK;
    free(*out);
    *out = NULL;
    for (int64_t i = 0; i < d->schema.column_count; i++)
        d->columns[i].label_count = 0;
    return write_schema(d, out);
}

static gdcs_status describe(describing *d, gdcs_i_sdmx_own *out)
{
    for (int64_t i = 0; i < gdcs_table_count_axes(d->table); i++)
        TRY(add_axis(d, i));
    add_value(d);
    add_texts(d, out);
    return d->needed ? make_json(d, &out->json) : GDCS_OK;
}

gdcs_status gdcs_i_sdmx_own_of(const gdcs_table *table, int titles, int always,
                               gdcs_i_sdmx_own *out, gdcs_error *err)
{
    describing d = {.table = table, .titles = titles, .needed = always, .out = out, .err = err};
    d.schema = (gdcs_schema){.struct_size = sizeof d.schema, .columns = d.columns};
    *out = (gdcs_i_sdmx_own){.json = NULL};
    const gdcs_status status = describe(&d, out);
    gdcs_i_arena_free(&d.arena);
    if (status != GDCS_OK)
        gdcs_i_sdmx_own_free(out);
    return status;
}

void gdcs_i_sdmx_own_free(gdcs_i_sdmx_own *own)
{
    free(own->json);
    for (int64_t i = 0; i < GDCS_I_AXES; i++)
        free(own->headings[i]);
    *own = (gdcs_i_sdmx_own){.json = NULL};
}

void gdcs_i_sdmx_own_name(const gdcs_table *table, int32_t key, char out[64])
{
    const char *name = gdcs_meta_name(key);
    size_t size = 0;
    for (; name[size] != '\0'; size++)
        out[size] =
            (char)(name[size] >= 'a' && name[size] <= 'z' ? name[size] - ('a' - 'A') : name[size]);
    out[size] = '\0';
    while (size < 60 && gdcs_table_find_axis(table, out) >= 0) {
        out[size++] = '_';
        out[size] = '\0';
    }
}

int32_t gdcs_i_sdmx_own_key(const char *name)
{
    char key[64];
    size_t size = 0;
    for (; name[size] != '\0' && size < sizeof key - 1; size++)
        key[size] =
            (char)(name[size] >= 'A' && name[size] <= 'Z' ? name[size] + ('a' - 'A') : name[size]);
    while (size > 0 && key[size - 1] == '_')
        size--;
    key[size] = '\0';
    return gdcs_meta_find(key);
}

const gdcs_schema_column *gdcs_i_sdmx_own_column(const gdcs_schema *own, const char *name)
{
    for (int64_t i = 0; own != NULL && i < own->column_count; i++)
        if (own->columns[i].name != NULL && strcmp(own->columns[i].name, name) == 0)
            return &own->columns[i];
    return NULL;
}
