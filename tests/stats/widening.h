/* Random tables whose cells are made less and less certain: what is possible only ever grows. */
#ifndef GDCS_TESTS_STATS_WIDENING_H
#define GDCS_TESTS_STATS_WIDENING_H

#include "data/make.h"
#include "stats/make.h"

enum { AREAS = 2, STAGES = 3, AGES = 3, SEXES = 6, SPOTS = AREAS * STAGES * AGES * SEXES };
enum { F, M, O, U, Z, T };
enum { EXACT, NEAR, FAR, MISSING }; /* what is known of a spot */

static const char *const area_word[] = {"AT", "BE"};
static const char *const stage_word[] = {"first", "second", "third"};
static const char *const age_word[] = {"0-29", "30+", "TOTAL"};
static const char *const sex_word[] = {"F", "M", "_O", "_U", "_Z", "_T"};

/* One cell: its true number, how far the intervals about it reach, what is known. */
typedef struct spot {
    double value, below, above;
    int known;
    int set; /* 0: nobody set it, and its number is 0 */
} spot;

/* A table of area, stage, age and sex, with declared totals of sex or of age where there are any; and,
   where a form asks for one, a table of area and sex that it is a part of. */
typedef struct scene {
    spot part[AREAS][STAGES][AGES][SEXES];
    spot whole[AREAS][1][1][SEXES];
    int totals_of_sex, totals_of_age;
    int32_t absent;
} scene;

static inline double chance(uint64_t *state, double value, int sparse)
{
    return draw(state, 10) < (uint32_t)sparse ? 0.0 : floor(value * draw(state, 1000) / 1000.0);
}

static inline spot drawn(uint64_t *state, double value)
{
    const spot s = {value, 1 + draw(state, 4), 1 + draw(state, 6), EXACT,
                    value > 0 || draw(state, 2)};
    return s;
}

/* Women, men and the rest at three stages, each a part of the one before; no sex unknown as yet. */
static inline void draw_line(uint64_t *state, scene *s, int area, int age, int sparse)
{
    static const double size[] = {60, 200, 5, 0, 5};
    for (int sex = F; sex <= Z; sex++) {
        double value = size[sex];
        for (int stage = 0; stage < STAGES; stage++) {
            value = chance(state, value, sparse);
            s->part[area][stage][age][sex] = drawn(state, value);
        }
    }
}

static inline void declare_totals(uint64_t *state, scene *s)
{
    for (int a = 0; a < AREAS; a++)
        for (int stage = 0; stage < STAGES; stage++) {
            spot(*cells)[SEXES] = s->part[a][stage];
            for (int sex = F; sex <= Z && s->totals_of_age; sex++) {
                cells[2][sex] = drawn(state, cells[0][sex].value + cells[1][sex].value);
                cells[2][sex].set = 1;
            }
            for (int age = 0; age < 2 + s->totals_of_age && s->totals_of_sex; age++) {
                cells[age][T] = drawn(state, 0.0);
                for (int sex = F; sex <= Z; sex++)
                    cells[age][T].value += cells[age][sex].value;
                cells[age][T].set = 1;
            }
        }
}

static inline void draw_whole(uint64_t *state, scene *s)
{
    for (int a = 0; a < AREAS; a++)
        for (int sex = F; sex <= Z; sex++) {
            double sum = sex < U ? 1 + draw(state, 300) : 0;
            for (int stage = 0; stage < STAGES; stage++)
                sum += s->part[a][stage][0][sex].value + s->part[a][stage][1][sex].value;
            s->whole[a][0][0][sex] = drawn(state, sum);
        }
}

static inline scene draw_scene(uint64_t *state, int totals_of_sex, int totals_of_age)
{
    scene s = {.totals_of_sex = totals_of_sex, .totals_of_age = totals_of_age};
    const int sparse = (int)draw(state, 5);
    for (int a = 0; a < AREAS; a++)
        for (int age = 0; age < 2; age++)
            draw_line(state, &s, a, age, sparse);
    declare_totals(state, &s);
    draw_whole(state, &s);
    return s;
}

/* A declared total that is missing is none, so that what it limited is free: not a cell that is
   missing.  It stays an interval. */
static inline void widen_spot(scene *s, spot *p, int sex, int is_total)
{
    if (sex == T && !p->set)
        return;
    if (s->absent == GDCS_ABSENT_MISSING && !p->set && p->known == EXACT)
        p->known = MISSING;
    else if (p->known < (is_total ? FAR : MISSING))
        p->known++;
}

/* Some women or men of a group are no longer known to be, in the whole that they belong to neither. */
static inline void forget_sex(uint64_t *state, spot *part, spot *whole)
{
    const int sex = (int)draw(state, 2);
    const double n = fmin(part[sex].value, 1 + draw(state, 5));
    if (part[sex].known != EXACT || part[U].known != EXACT || n == 0)
        return;
    for (int i = 0; i < 2; i++) {
        spot *cells = i == 0 ? part : whole;
        cells[sex].value -= n;
        cells[U].value += n;
        cells[sex].set = cells[U].set = 1;
    }
}

/* Be less certain of one thing; with `recorded` those of unknown sex are counted as such. */
static inline void widen(uint64_t *state, scene *s, int recorded)
{
    const int age = (int)draw(state, 2 + (uint32_t)s->totals_of_age), sex = (int)draw(state, 6);
    const uint32_t area = draw(state, AREAS);
    spot *cells = s->part[area][draw(state, STAGES)][age], *whole = s->whole[area][0][0];
    switch (draw(state, 12)) {
    case 0: s->absent = GDCS_ABSENT_MISSING; break;
    case 1:
    case 2: widen_spot(s, &whole[draw(state, 5)], F, 0); break;
    case 3:
    case 4:
    case 5:
        if (!recorded && !s->totals_of_age)
            forget_sex(state, cells, whole);
        break;
    default: widen_spot(s, &cells[sex], sex, sex == T || age == 2);
    }
}

static inline double possible_value(uint64_t *state, const scene *s, const spot *p, int sex)
{
    const double reach = p->known == FAR ? 3 : 1;
    const double low = fmax(p->value - reach * p->below, 0), high = p->value + reach * p->above;
    if (p->known == EXACT && !p->set && s->absent == GDCS_ABSENT_MISSING && sex <= M)
        return draw(state, 4);
    if (p->known == EXACT)
        return p->value;
    if (p->known == MISSING)
        return draw(state, 3 + 2 * (uint32_t)p->value);
    return low + draw(state, (uint32_t)(high - low) + 1);
}

static inline void possible_line(uint64_t *state, const scene *s, spot *cells, int recorded)
{
    for (int sex = F; sex <= Z; sex++) {
        const spot p = {possible_value(state, s, &cells[sex], sex), 1, 1, EXACT, 1};
        cells[sex] = p;
    }
    for (; !recorded && cells[U].value > 0; cells[U].value--)
        cells[draw(state, 3)].value++;
}

/* One of the tables that a table without declared totals leaves possible: all cells known, and, unless
   that is what is `recorded`, of the unknown who is a woman, a man, neither. */
static inline scene draw_possible(uint64_t *state, const scene *s, int recorded)
{
    scene out = *s;
    for (int a = 0; a < AREAS; a++) {
        for (int i = 0; i < STAGES * 2; i++)
            possible_line(state, s, out.part[a][i / 2][i % 2], recorded);
        possible_line(state, s, out.whole[a][0][0], recorded);
    }
    out.absent = GDCS_ABSENT_ZERO;
    return out;
}

static inline void put_spot(gdcs_table *t, const char *labels, const spot *p)
{
    const double reach = p->known == FAR ? 3 : 1;
    if (p->known == EXACT && p->set)
        set(t, labels, p->value, 0, 0, 0);
    else if (p->known == MISSING)
        set_missing(t, labels, 'L');
    else if (p->known != EXACT)
        set_range(t, labels, fmax(p->value - reach * p->below, 0), p->value + reach * p->above,
                  'Q');
}

static inline void add_axis(gdcs_table *t, const char *name, int32_t concept, const char *total,
                            const char *const *labels, int64_t count)
{
    const gdcs_axis axis = {.struct_size = sizeof axis,
                            .concept_id = concept,
                            .name = name,
                            .total = total,
                            .labels = labels,
                            .label_count = count};
    cr_assert(eq(i32, gdcs_table_add_axis(t, &axis, NULL), GDCS_OK), "%s", name);
}

static inline gdcs_table *table_of(const scene *s)
{
    gdcs_table *t = make_table(s->absent, "");
    add_axis(t, "area", GDCS_CONCEPT_AREA, NULL, area_word, AREAS);
    add_axis(t, "stage", GDCS_CONCEPT_STAGE, NULL, stage_word, STAGES);
    add_axis(t, "age", GDCS_CONCEPT_AGE, s->totals_of_age ? "TOTAL" : NULL, age_word,
             2 + s->totals_of_age);
    add_axis(t, "sex", GDCS_CONCEPT_SEX, s->totals_of_sex ? "_T" : NULL, sex_word, SEXES);
    for (int i = 0; i < SPOTS; i++) {
        const int a = i / (STAGES * AGES * SEXES), stage = i / (AGES * SEXES) % STAGES;
        const int age = i / SEXES % AGES, sex = i % SEXES;
        char labels[64];
        snprintf(labels, sizeof labels, "%s %s %s %s", area_word[a], stage_word[stage],
                 age_word[age], sex_word[sex]);
        put_spot(t, labels, &s->part[a][stage][age][sex]);
    }
    return t;
}

static inline gdcs_table *whole_of(const scene *s)
{
    gdcs_table *t = make_table(s->absent, "");
    add_axis(t, "area", GDCS_CONCEPT_AREA, NULL, area_word, AREAS);
    add_axis(t, "sex", GDCS_CONCEPT_SEX, NULL, sex_word, SEXES);
    for (int i = 0; i < AREAS * SEXES; i++) {
        char labels[16];
        snprintf(labels, sizeof labels, "%s %s", area_word[i / SEXES], sex_word[i % SEXES]);
        put_spot(t, labels, &s->whole[i / SEXES][0][0][i % SEXES]);
    }
    return t;
}
#endif
