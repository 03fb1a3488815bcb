#include "core/fail.h"
#include "core/memory.h"
#include "data/concept.h"
#include "data/table.h"
#include "stats/beside.h"
#include "stats/duration/measure.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_V1 = 48 }; /* size in release 0.1, for ever; a pointer has 8 bytes or 4 */

void gdcs_i_source_free(struct gdcs_i_source *source)
{
    gdcs_i_sample_free(&source->sample);
    gdcs_i_groups_free(source->groups);
    gdcs_table_free(source->table);
    memset(source, 0, sizeof *source);
}

/* A result is written over the groups of a table; arrays have one group, which this makes. */
static gdcs_status only_group(struct gdcs_i_source *s, gdcs_error *err)
{
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    const char *const female = "F";
    TRY(gdcs_table_new(NULL, &s->table, err));
    TRY(gdcs_table_add_axis(s->table, &sex, err));
    TRY(gdcs_table_add(s->table, &female, 1.0, err));
    return gdcs_i_groups_new(s->table, NULL, 0, &s->groups, err);
}

gdcs_status gdcs_i_source_take(const gdcs_duration_arrays *persons, int64_t n,
                               struct gdcs_i_source *out, gdcs_error *err)
{
    memset(out, 0, sizeof *out);
    TRY(gdcs_i_sample_take(persons, n, 0, &out->sample, err));
    gdcs_status status = only_group(out, err);
    if (status == GDCS_OK && out->sample.known == 0.0)
        status = gdcs_i_fail(err, GDCS_E_EMPTY, "persons", "there are no women and no men");
    if (status != GDCS_OK)
        gdcs_i_source_free(out);
    return status;
}

enum { TIME, ENTRY, EVENT, COUNT, NUMBERS };

/* The columns of a frame, and for each kept one the code of its words in the table. */
struct reader {
    gdcs_column numbers[NUMBERS]; /* struct_size 0: there is none */
    gdcs_column sex;
    int32_t *sexes; /* per word */
    gdcs_column kept[GDCS_I_AXES];
    int32_t *codes[GDCS_I_AXES];
    int32_t missing[GDCS_I_AXES];
    int32_t keys;
};

static void reader_free(struct reader *r)
{
    free(r->sexes);
    for (int32_t i = 0; i < r->keys; i++)
        free(r->codes[i]);
}

static gdcs_status find(const gdcs_frame *frame, const char *name, gdcs_column *out,
                        gdcs_error *err)
{
    const int64_t index = gdcs_frame_find(frame, name);
    if (index < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, name, "the frame has no column \"%.60s\"", name);
    out->struct_size = sizeof *out;
    return gdcs_frame_get(frame, index, out, err);
}

static gdcs_status find_number(const gdcs_frame *frame, const char *name, gdcs_column *out,
                               gdcs_error *err)
{
    if (name == NULL)
        return GDCS_OK;
    TRY(find(frame, name, out, err));
    if (out->type == GDCS_TYPE_TEXT)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, name, "the column is no number");
    return GDCS_OK;
}

static gdcs_status find_sex(const gdcs_frame *frame, const char *name, struct reader *r,
                            gdcs_error *err)
{
    void *memory = NULL;
    TRY(find(frame, name, &r->sex, err));
    if (r->sex.type != GDCS_TYPE_TEXT)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, name, "the column is no text");
    TRY(gdcs_i_alloc(&memory, r->sex.word_count, sizeof *r->sexes, err));
    r->sexes = memory;
    for (int64_t i = 0; i < r->sex.word_count; i++)
        TRY(gdcs_sex_parse(r->sex.words[i], GDCS_SEX_SCHEME_SDMX, &r->sexes[i], err));
    return GDCS_OK;
}

/* Numbers of labels: words of the column come first in its axis, "" stands for what is missing. */
static gdcs_status find_key(const gdcs_frame *frame, const struct gdcs_i_source *s, int32_t i,
                            struct reader *r, gdcs_error *err)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    void *memory = NULL;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(s->groups), i, &axis, err));
    TRY(find(frame, axis.name, &r->kept[i], err));
    TRY(gdcs_i_alloc(&memory, r->kept[i].word_count, sizeof(int32_t), err));
    r->codes[i] = memory;
    r->keys = i + 1;
    r->missing[i] = gdcs_i_beside_code(&axis, "");
    for (int64_t w = 0; w < r->kept[i].word_count; w++)
        r->codes[i][w] = gdcs_i_beside_code(&axis, r->kept[i].words[w]);
    return GDCS_OK;
}

static double number(const gdcs_column *c, int64_t row)
{
    if (c->type == GDCS_TYPE_DOUBLE)
        return c->doubles[row];
    return c->integers[row] == INT64_MIN ? NAN : (double)c->integers[row];
}

/* -1, which is refused, for what is no cause. */
static int32_t event_at(const gdcs_column *c, int64_t row)
{
    if (c->type == GDCS_TYPE_TEXT)
        return c->codes[row] < 0 || c->words[c->codes[row]][0] == '\0' ? 0 : c->codes[row] + 1;
    const double x = number(c, row);
    return x >= 0.0 && x <= (double)INT32_MAX && x == floor(x) ? (int32_t)x : -1;
}

static gdcs_status add_row(const struct reader *r, struct gdcs_i_source *s, int64_t row,
                           gdcs_error *err)
{
    const gdcs_column *n = r->numbers;
    int32_t codes[GDCS_I_AXES];
    for (int32_t i = 0; i < s->keys; i++)
        codes[i] = r->kept[i].codes[row] < 0 ? r->missing[i] : r->codes[i][r->kept[i].codes[row]];
    const struct gdcs_i_person p = {
        .time = number(&n[TIME], row),
        .entry = n[ENTRY].struct_size == 0 ? -INFINITY : number(&n[ENTRY], row),
        .count = n[COUNT].struct_size == 0 ? 1.0 : number(&n[COUNT], row),
        .event = event_at(&n[EVENT], row),
        .stratum = gdcs_i_groups_find(s->groups, codes)};
    const int32_t sex = r->sex.codes[row] < 0 ? GDCS_SEX_UNKNOWN : r->sexes[r->sex.codes[row]];
    return gdcs_i_sample_add(&s->sample, &p, sex, row + 1, err);
}

static gdcs_status read_columns(const gdcs_frame *frame, const gdcs_duration_columns *c,
                                struct reader *r, gdcs_error *err)
{
    TRY(gdcs_i_need(c->time, "time", err));
    TRY(gdcs_i_need(c->event, "event", err));
    TRY(gdcs_i_need(c->sex, "sex", err));
    TRY(find_number(frame, c->time, &r->numbers[TIME], err));
    TRY(find_number(frame, c->entry, &r->numbers[ENTRY], err));
    TRY(find_number(frame, c->count, &r->numbers[COUNT], err));
    TRY(find(frame, c->event, &r->numbers[EVENT], err));
    return find_sex(frame, c->sex, r, err);
}

/* The groups are those of a table over the kept columns and sex; what is computed is as sensitive as all
   columns that enter. */
static gdcs_status make_groups(const gdcs_frame *frame, const struct reader *r,
                               const char *const *keep, int32_t n, struct gdcs_i_source *s,
                               gdcs_error *err)
{
    const char *axes[GDCS_I_AXES];
    TRY(gdcs_i_beside_axes(keep, n, r->sex.name, axes, err));
    TRY(gdcs_table_tabulate(frame, axes, n + 1, NULL, &s->table, err));
    if (s->table->sex < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, r->sex.name, "the column is not of sex");
    for (int i = 0; i < NUMBERS; i++)
        if (r->numbers[i].struct_size != 0)
            s->table->sensitivity = gdcs_i_higher(s->table->sensitivity, r->numbers[i].sensitivity);
    s->table->sensitivity = gdcs_i_higher(s->table->sensitivity, r->sex.sensitivity);
    s->keys = n;
    return gdcs_i_groups_new(s->table, keep, n, &s->groups, err);
}

static gdcs_status fill(const gdcs_frame *frame, const gdcs_duration_columns *columns,
                        const char *const *keep, int32_t n, struct reader *r,
                        struct gdcs_i_source *s, gdcs_error *err)
{
    TRY(read_columns(frame, columns, r, err));
    TRY(make_groups(frame, r, keep, n, s, err));
    for (int32_t i = 0; i < n; i++)
        TRY(find_key(frame, s, i, r, err));
    TRY(gdcs_i_sample_new(&s->sample, gdcs_frame_count_rows(frame), err));
    for (int64_t row = 0; row < gdcs_frame_count_rows(frame); row++)
        TRY(add_row(r, s, row, err));
    if (r->numbers[EVENT].type == GDCS_TYPE_TEXT)
        s->causes = r->numbers[EVENT].words;
    return gdcs_i_sample_finish(&s->sample, err);
}

gdcs_status gdcs_i_source_frame(const gdcs_frame *frame, const gdcs_duration_columns *columns,
                                const char *const *keep, int32_t n, struct gdcs_i_source *out,
                                gdcs_error *err)
{
    gdcs_duration_columns c;
    struct reader r;
    memset(out, 0, sizeof *out);
    memset(&r, 0, sizeof r);
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(columns, "columns", err));
    TRY(gdcs_i_take(&c, sizeof c, columns, COLUMNS_V1, err));
    if (n < 0 || n >= GDCS_I_AXES)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%d columns to keep, expected 0 to %d",
                           (int)n, (int)GDCS_I_AXES - 1);
    if (n > 0)
        TRY(gdcs_i_need((const void *)keep, "keep", err));
    const gdcs_status status = fill(frame, &c, keep, n, &r, out, err);
    reader_free(&r);
    if (status != GDCS_OK)
        gdcs_i_source_free(out);
    return status;
}
