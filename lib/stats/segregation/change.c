#include "core/fail.h"
#include "core/sum.h"
#include "num/root.h"
#include "stats/segregation/parts.h"

#include <math.h>

enum { CHANGE_V1 = 80 };

/* The table with the odds ratios of one time, the sizes of units of another, and so many women: fitting
   both margins in turn multiplies the odds of every unit by one number and leaves their ratios, so that
   number is all there is to find. */
struct fit {
    const gdcs_i_units *structure;
    const gdcs_i_units *sizes;
    double women; /* wanted */
    double *out_women;
    double *out_men;
};

/* Women of unit i where its odds are multiplied by exp(shift). */
static double women_of(const struct fit *f, int64_t i, double shift)
{
    const double w = f->structure->women[i], m = f->structure->men[i];
    const double t = f->sizes->women[i] + f->sizes->men[i];
    if (w == 0.0 || m == 0.0)
        return w == 0.0 ? 0.0 : t;
    return t / (1.0 + m / w * exp(-shift));
}

static double too_many(double shift, void *context)
{
    const struct fit *f = context;
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < f->structure->n; i++)
        gdcs_i_sum_add(&sum, women_of(f, i, shift));
    gdcs_i_sum_add(&sum, -f->women);
    return gdcs_i_sum_value(sum);
}

static double fitted(struct fit *f, int32_t index, struct gdcs_i_rank *rank)
{
    double shift = 0.0;
    if (gdcs_i_root(too_many, f, -700.0, 700.0, &shift, NULL) != GDCS_OK)
        return NAN;
    for (int64_t i = 0; i < f->structure->n; i++) {
        f->out_women[i] = women_of(f, i, shift);
        f->out_men[i] = f->sizes->women[i] + f->sizes->men[i] - f->out_women[i];
    }
    const gdcs_i_units table = gdcs_i_units_of(f->out_women, f->out_men, f->structure->n, rank);
    return gdcs_i_segregation_index(index, &table);
}

/* I(s, u, w); 0 is before, 1 after. */
static double at(const gdcs_i_units *const time[2], int s, int u, int w, int32_t index,
                 double *room)
{
    const int64_t n = time[0]->n;
    const double share = time[w]->all_women / (time[w]->all_women + time[w]->all_men);
    struct fit f = {time[s], time[u], share * (time[u]->all_women + time[u]->all_men), room,
                    room + n};
    if (s == u && u == w)
        return gdcs_i_segregation_index(index, time[s]);
    return fitted(&f, index, time[0]->rank);
}

static void set_parts(int32_t index, const gdcs_i_units *const time[2], double *room,
                      gdcs_segregation_change *out)
{
    double i[2][2][2];
    for (int s = 0; s < 2; s++)
        for (int u = 0; u < 2; u++)
            for (int w = 0; w < 2; w++)
                i[s][u][w] = at(time, s, u, w, index, room);
    out->structure = (i[1][0][0] - i[0][0][0] + i[1][1][1] - i[0][1][1]) / 2.0;
    out->units = out->women = 0.0;
    for (int s = 0; s < 2; s++) {
        out->units += (i[s][1][0] - i[s][0][0] + i[s][1][1] - i[s][0][1]) / 4.0;
        out->women += (i[s][0][1] - i[s][0][0] + i[s][1][1] - i[s][1][0]) / 4.0;
    }
    out->entered = out->after - i[1][1][1];
    out->left = i[0][0][0] - out->before;
}

/* Units with somebody at both times, in room. */
static gdcs_i_units common(const gdcs_i_units *u, const gdcs_i_units *other, double *room)
{
    for (int64_t i = 0; i < u->n; i++) {
        const int both = u->women[i] + u->men[i] > 0.0 && other->women[i] + other->men[i] > 0.0;
        room[i] = both ? u->women[i] : 0.0;
        room[u->n + i] = both ? u->men[i] : 0.0;
    }
    return gdcs_i_units_of(room, room + u->n, u->n, u->rank);
}

void gdcs_i_change_parts(int32_t index, const gdcs_i_units *before, const gdcs_i_units *after,
                         double *room, gdcs_segregation_change *out)
{
    const int64_t n = before->n;
    const gdcs_i_units one = common(before, after, room), two = common(after, before, room + 2 * n);
    const gdcs_i_units *const time[2] = {&one, &two};
    out->index = index;
    out->before = gdcs_i_segregation_index(index, before);
    out->after = gdcs_i_segregation_index(index, after);
    out->change = out->after - out->before;
    set_parts(index, time, room + 4 * n, out);
    if (isnan(out->structure + out->units + out->women + out->entered + out->left))
        out->notes |= GDCS_NOTE_NOT_ESTIMABLE;
}

static gdcs_status need_common(const gdcs_i_units *before, const gdcs_i_units *after, double *room,
                               gdcs_error *err)
{
    const gdcs_i_units one = common(before, after, room);
    TRY(gdcs_i_segregation_need_both(&one, "before", err));
    const gdcs_i_units two = common(after, before, room);
    return gdcs_i_segregation_need_both(&two, "after", err);
}

gdcs_status gdcs_segregation_decompose_change(const gdcs_sex_arrays *before,
                                              const gdcs_sex_arrays *after, int64_t n,
                                              const gdcs_segregation_options *options,
                                              gdcs_segregation_change *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_segregation_plan plan;
    gdcs_i_problem one = {0}, two = {0};
    gdcs_segregation_change result = {.struct_size = sizeof result};
    gdcs_sex_arrays in_one, in_two;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_segregation_plan_new(options, &plan, err));
    TRY(gdcs_i_segregation_check(before, n, 0, "before", &in_one, err));
    TRY(gdcs_i_segregation_check(after, n, 0, "after", &in_two, err));
    GO(gdcs_i_problem_new(n, 2 * n, &one, err));
    GO(gdcs_i_problem_new(n, 0, &two, err));
    gdcs_i_problem_read(&one, &in_one, 0);
    gdcs_i_problem_read(&two, &in_two, 0);
    const gdcs_i_units b = gdcs_i_problem_units(&one), a = gdcs_i_problem_units(&two);
    GO(gdcs_i_segregation_need_both(&b, "before", err));
    GO(gdcs_i_segregation_need_both(&a, "after", err));
    GO(need_common(&b, &a, one.room, err));
    result.notes = gdcs_i_problem_notes(&one, &b) | gdcs_i_problem_notes(&two, &a);
    gdcs_i_change_parts(plan.index > 0 ? plan.index : GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION, &b,
                        &a, one.room, &result);
    GO(gdcs_i_give(out, &result, sizeof result, CHANGE_V1, err));
done:
    gdcs_i_problem_free(&two);
    gdcs_i_problem_free(&one);
    return status;
}
