/* Two registers of persons, joined by their keys. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/pool.h"
#include "data/concept.h"
#include "data/frame.h"
#include "data/table.h"

#include <gdcs/overlap.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 56, LINKED_V1 = 80 }; /* in release 0.1, for ever */
enum { VICTIMS, OFFENDERS, REGISTERS };
enum { YES, NO, OPEN, ANSWERS };
enum { SEXES = GDCS_SEX_NOT_APPLICABLE + 1 };

/* One register; a column that is not there has struct_size 0. */
struct side {
    const gdcs_frame *frame;
    gdcs_column key;
    gdcs_column sex;
    gdcs_column date;
    int32_t *persons; /* per word of a text key: the person, -1 until one is met */
    int32_t *sexes;   /* per word: GDCS_SEX_* */
    int64_t missing;
    int64_t duplicates;
};

struct person {
    int32_t sex;
    int32_t conflict;
    int64_t row[REGISTERS]; /* with the earliest date, from 1; 0: not in the register */
    int32_t undated[REGISTERS];
};

struct work {
    gdcs_overlap_link_options options;
    struct side side[REGISTERS];
    gdcs_i_pool *keys;
    struct person *persons;
    int64_t capacity;
    int64_t cell[ANSWERS][ANSWERS][SEXES]; /* victim, offender, sex */
    gdcs_overlap_linked linked;
};

static gdcs_status find_column(const gdcs_frame *frame, const char *name, int32_t concept,
                               gdcs_column *out, gdcs_error *err)
{
    const int64_t index =
        name != NULL ? gdcs_frame_find(frame, name) : gdcs_frame_find_concept(frame, concept);
    if (name != NULL && index < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, name, "the frame has no column \"%.60s\"", name);
    if (index < 0 || (name == NULL && concept == GDCS_CONCEPT_NONE))
        return GDCS_OK;
    out->struct_size = sizeof *out;
    return gdcs_frame_get(frame, index, out, err);
}

static gdcs_status read_sexes(struct side *s, gdcs_error *err)
{
    void *memory;
    if (s->sex.struct_size == 0)
        return GDCS_OK;
    if (s->sex.type != GDCS_TYPE_TEXT)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, s->sex.name, "the column of sex is no text");
    TRY(gdcs_i_alloc(&memory, s->sex.word_count, sizeof *s->sexes, err));
    s->sexes = memory;
    for (int64_t i = 0; i < s->sex.word_count; i++) {
        TRY(gdcs_sex_parse(s->sex.words[i], GDCS_SEX_SCHEME_SDMX, &s->sexes[i], err));
        if (s->sexes[i] == GDCS_SEX_TOTAL)
            return gdcs_i_fail(err, GDCS_E_SEX, s->sex.name, "a person has no sex \"_T\"");
    }
    return GDCS_OK;
}

static gdcs_status open_side(struct side *s, const char *key, const char *sex, const char *date,
                             gdcs_error *err)
{
    void *memory;
    TRY(find_column(s->frame, key, GDCS_CONCEPT_PERSON_KEY, &s->key, err));
    TRY(find_column(s->frame, sex, GDCS_CONCEPT_SEX, &s->sex, err));
    TRY(find_column(s->frame, date, GDCS_CONCEPT_NONE, &s->date, err));
    if (s->key.struct_size == 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "key", "a frame has no column of person keys");
    if (s->key.type == GDCS_TYPE_DOUBLE)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, s->key.name,
                           "keys are texts or whole numbers, not doubles");
    TRY(read_sexes(s, err));
    TRY(gdcs_i_alloc(&memory, s->key.word_count, sizeof *s->persons, err));
    s->persons = memory;
    for (int64_t i = 0; i < s->key.word_count; i++)
        s->persons[i] = -1;
    return GDCS_OK;
}

/* The person of a key: a pool numbers texts in the order of first sight. */
static gdcs_status person_of(struct work *w, const char *text, size_t size, int32_t *out,
                             gdcs_error *err)
{
    void *items = w->persons;
    TRY(gdcs_i_pool_add(w->keys, text, size, out, err));
    TRY(gdcs_i_reserve(&items, &w->capacity, (int64_t)*out + 1, sizeof *w->persons, err));
    w->persons = items;
    return GDCS_OK;
}

static gdcs_status find_person(struct work *w, struct side *s, int64_t row, int32_t *out,
                               gdcs_error *err)
{
    char digits[24];
    if (s->key.type == GDCS_TYPE_INT64) {
        const int64_t key = s->key.integers[row];
        *out = -1;
        snprintf(digits, sizeof digits, "%lld", (long long)key);
        return key == INT64_MIN ? GDCS_OK : person_of(w, digits, strlen(digits), out, err);
    }
    const int32_t word = s->key.codes[row];
    *out = word < 0 || s->key.words[word][0] == '\0' ? -1 : s->persons[word];
    if (word < 0 || s->key.words[word][0] == '\0' || *out >= 0)
        return GDCS_OK;
    TRY(person_of(w, s->key.words[word], strlen(s->key.words[word]), out, err));
    s->persons[word] = *out;
    return GDCS_OK;
}

static int32_t sex_at(const struct side *s, int64_t row)
{
    const int32_t word = s->sexes != NULL ? s->sex.codes[row] : -1;
    return word < 0 ? GDCS_SEX_UNKNOWN : s->sexes[word];
}

static int is_dated(const gdcs_column *c, int64_t row)
{
    if (c->type == GDCS_TYPE_TEXT)
        return c->codes[row] >= 0 && c->words[c->codes[row]][0] != '\0';
    return c->type == GDCS_TYPE_INT64 ? c->integers[row] != INT64_MIN
                                      : c->doubles[row] == c->doubles[row];
}

/* Texts are compared as such: ISO 8601 dates of one form. */
static int is_before(const gdcs_column *a, int64_t i, const gdcs_column *b, int64_t j)
{
    if (a->type == GDCS_TYPE_TEXT)
        return strcmp(a->words[a->codes[i]], b->words[b->codes[j]]) < 0;
    return a->type == GDCS_TYPE_INT64 ? a->integers[i] < b->integers[j]
                                      : a->doubles[i] < b->doubles[j];
}

static void note_sex(struct person *p, int32_t sex)
{
    if (p->sex == GDCS_SEX_NONE || p->sex == GDCS_SEX_UNKNOWN)
        p->sex = sex;
    else if (sex != GDCS_SEX_UNKNOWN && sex != p->sex)
        p->conflict = 1;
}

static void note_row(struct work *w, int which, int32_t person, int64_t row)
{
    struct side *s = &w->side[which];
    struct person *p = &w->persons[person];
    const int dated = s->date.struct_size == 0 || is_dated(&s->date, row);
    note_sex(p, sex_at(s, row));
    s->duplicates += p->row[which] != 0;
    p->undated[which] |= !dated;
    if (p->row[which] == 0 || (s->date.struct_size != 0 && dated && !p->undated[which] &&
                               is_before(&s->date, row, &s->date, p->row[which] - 1)))
        p->row[which] = row + 1;
}

static gdcs_status read_side(struct work *w, int which, gdcs_error *err)
{
    struct side *s = &w->side[which];
    for (int64_t row = 0; row < gdcs_frame_count_rows(s->frame); row++) {
        int32_t person;
        TRY(find_person(w, s, row, &person, err));
        if (person >= 0) {
            note_row(w, which, person, row);
            continue;
        }
        s->missing++;
        w->cell[which == VICTIMS ? YES : OPEN][which == VICTIMS ? OPEN : YES][sex_at(s, row)]++;
    }
    return GDCS_OK;
}

/* Was somebody who is in both registers a victim before the first offence? */
static int victim_before(struct work *w, const struct person *p)
{
    if (w->options.order == GDCS_OVERLAP_ORDER_ANY)
        return YES;
    if (p->undated[VICTIMS] || p->undated[OFFENDERS]) {
        w->linked.undated++;
        return OPEN;
    }
    if (is_before(&w->side[VICTIMS].date, p->row[VICTIMS] - 1, &w->side[OFFENDERS].date,
                  p->row[OFFENDERS] - 1))
        return YES;
    w->linked.later++;
    return NO;
}

static void count_persons(struct work *w)
{
    const int32_t n = gdcs_i_pool_count(w->keys);
    for (int32_t i = 0; i < n; i++) {
        const struct person *p = &w->persons[i];
        const int victim = p->row[VICTIMS] != 0, offender = p->row[OFFENDERS] != 0;
        const int answer = victim && offender ? victim_before(w, p) : victim ? YES : NO;
        w->cell[answer][offender ? YES : NO][p->conflict ? GDCS_SEX_UNKNOWN : p->sex]++;
        w->linked.conflicts += p->conflict;
        w->linked.both += victim && offender;
    }
    w->linked.persons = n;
    w->linked.duplicate_victims = w->side[VICTIMS].duplicates;
    w->linked.duplicate_offenders = w->side[OFFENDERS].duplicates;
    w->linked.unkeyed_victims = w->side[VICTIMS].missing;
    w->linked.unkeyed_offenders = w->side[OFFENDERS].missing;
}

static const char *const answers[] = {"yes", "no", ""};

/* Registers do not hold those who are in neither: what is not known must not read as nobody. */
static gdcs_status add_neither(gdcs_table *table, gdcs_error *err)
{
    const gdcs_cell missing = {.struct_size = sizeof missing, .value = NAN};
    for (int32_t sex = GDCS_SEX_FEMALE; sex <= GDCS_SEX_MALE; sex++) {
        const char *labels[] = {"no", "no", gdcs_sex_code(sex)};
        TRY(gdcs_table_set(table, labels, &missing, err));
    }
    return GDCS_OK;
}

static gdcs_status add_cells(const struct work *w, gdcs_table *table, gdcs_error *err)
{
    for (int v = 0; v < ANSWERS; v++)
        for (int o = 0; o < ANSWERS; o++)
            for (int32_t sex = GDCS_SEX_FEMALE; sex < SEXES; sex++) {
                const char *labels[] = {answers[v], answers[o], gdcs_sex_code(sex)};
                if (w->cell[v][o][sex] > 0)
                    TRY(gdcs_table_add(table, labels, (double)w->cell[v][o][sex], err));
            }
    return add_neither(table, err);
}

static gdcs_status add_note(const struct work *w, gdcs_table *table, gdcs_error *err)
{
    const gdcs_overlap_linked *l = &w->linked;
    char text[400];
    snprintf(text, sizeof text,
             "Linked by key: %lld persons, %lld of them in both registers; rows beyond a person's "
             "first: %lld of victims, %lld of offenders; rows without a key: %lld and %lld; sex "
             "differs between rows, taken as unknown: %lld persons.",
             (long long)l->persons, (long long)l->both, (long long)l->duplicate_victims,
             (long long)l->duplicate_offenders, (long long)l->unkeyed_victims,
             (long long)l->unkeyed_offenders, (long long)l->conflicts);
    TRY(gdcs_table_set_meta(table, GDCS_META_COUNTING_UNIT, "person", err));
    return gdcs_table_set_meta(table, GDCS_META_NOTE, text, err);
}

static gdcs_status make_table(const struct work *w, gdcs_table **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *table = NULL;
    int32_t sensitivity = GDCS_SENSITIVITY_PUBLIC;
    for (int i = 0; i < REGISTERS; i++) {
        const struct side *s = &w->side[i];
        sensitivity = gdcs_i_higher(sensitivity, s->frame->sensitivity);
        sensitivity = gdcs_i_higher(sensitivity, s->key.sensitivity);
        sensitivity = gdcs_i_higher(sensitivity, s->sex.sensitivity);
        sensitivity = gdcs_i_higher(sensitivity, s->date.sensitivity);
    }
    const gdcs_table_options options = {.struct_size = sizeof options, .sensitivity = sensitivity};
    const int before = w->options.order == GDCS_OVERLAP_ORDER_VICTIM_FIRST;
    const gdcs_axis axes[] = {
        {.struct_size = sizeof *axes,
         .name = "victim",
         .title = before ? "victim before the first offence" : NULL,
         .labels = answers,
         .label_count = 2},
        {.struct_size = sizeof *axes, .name = "offender", .labels = answers, .label_count = 2},
        {.struct_size = sizeof *axes, .name = "sex", .concept_id = GDCS_CONCEPT_SEX}};
    GO(gdcs_table_new(&options, &table, err));
    for (int i = 0; i < 3; i++)
        GO(gdcs_table_add_axis(table, &axes[i], err));
    GO(add_cells(w, table, err));
    GO(add_note(w, table, err));
    *out = table;
    table = NULL;
done:
    gdcs_table_free(table);
    return status;
}

static gdcs_status open_sides(struct work *w, gdcs_error *err)
{
    const gdcs_overlap_link_options *o = &w->options;
    struct side *v = &w->side[VICTIMS], *f = &w->side[OFFENDERS];
    TRY(open_side(v, o->key_victims, o->sex_victims, o->date_victims, err));
    TRY(open_side(f, o->key_offenders, o->sex_offenders, o->date_offenders, err));
    if (v->sex.struct_size == 0 && f->sex.struct_size == 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "sex", "neither frame has a column of sex");
    if (v->key.type != f->key.type)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "key",
                           "keys are texts in one frame, numbers in the other");
    if (o->order == GDCS_OVERLAP_ORDER_ANY)
        return GDCS_OK;
    if (v->date.struct_size == 0 || f->date.struct_size == 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "date", "an order needs a date column in both frames");
    if (v->date.type != f->date.type)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "date",
                           "dates have different types in the two frames");
    return GDCS_OK;
}

static gdcs_status join(struct work *w, gdcs_overlap_linked *linked, gdcs_table **out,
                        gdcs_error *err)
{
    gdcs_table *table = NULL;
    TRY(open_sides(w, err));
    TRY(gdcs_i_pool_new(&w->keys, err));
    TRY(read_side(w, VICTIMS, err));
    TRY(read_side(w, OFFENDERS, err));
    count_persons(w);
    TRY(make_table(w, &table, err));
    if (linked != NULL) {
        const gdcs_status status =
            gdcs_i_give(linked, &w->linked, sizeof w->linked, LINKED_V1, err);
        if (status != GDCS_OK) {
            gdcs_table_free(table);
            return status;
        }
    }
    *out = table;
    return GDCS_OK;
}

gdcs_status gdcs_overlap_tabulate(const gdcs_frame *victims, const gdcs_frame *offenders,
                                  const gdcs_overlap_link_options *options,
                                  gdcs_overlap_linked *linked, gdcs_table **out, gdcs_error *err)
{
    struct work w = {.linked = {.struct_size = sizeof w.linked}};
    TRY(gdcs_i_need(victims, "victims", err));
    TRY(gdcs_i_need(offenders, "offenders", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_take(&w.options, sizeof w.options, options, OPTIONS_V1, err));
    if (w.options.order < 0 || w.options.order > GDCS_OVERLAP_ORDER_VICTIM_FIRST)
        return gdcs_i_fail(err, GDCS_E_OPTION, "order", "%d is not an order", (int)w.options.order);
    w.side[VICTIMS].frame = victims;
    w.side[OFFENDERS].frame = offenders;
    const gdcs_status status = join(&w, linked, out, err);
    for (int i = 0; i < REGISTERS; i++) {
        free(w.side[i].persons);
        free(w.side[i].sexes);
    }
    gdcs_i_pool_free(w.keys);
    free(w.persons);
    return status;
}
