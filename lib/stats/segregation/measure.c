#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "stats/segregation/parts.h"
#include "stats/segregation/plan.h"

#include <math.h>
#include <stdlib.h>

enum { MEASURES_V1 = 184, UNIT_ARRAYS_V1 = 48, NESTED_V1 = 56, GROUP_ARRAYS_V1 = 48 };

/* sum a_i ln (a_i T / t_i), centred as the terms of M are, so that nothing cancels: with y = a_i T / t_i -
   1 each is t_i / T times (1 + y) ln (1 + y) - y. */
static double local(const gdcs_i_units *u, const double *sex, double all_sex)
{
    gdcs_i_sum sum = {0};
    const double all = u->all_women + u->all_men, others = all - all_sex;
    for (int64_t i = 0; i < u->n; i++) {
        const double t = u->women[i] + u->men[i];
        if (t > 0.0) {
            const double d = gdcs_i_cross(sex[i], others, t - sex[i], all_sex);
            gdcs_i_sum_add(&sum, t / all * gdcs_i_entropy_rise(d / t / all_sex));
        }
    }
    return gdcs_i_sum_value(sum);
}

static void measure(const gdcs_i_problem *p, const gdcs_i_units *u, gdcs_segregation_measures *out)
{
    double *const place[] = {&out->dissimilarity,
                             &out->karmel_maclachlan,
                             &out->size_standardised,
                             &out->association,
                             &out->gini,
                             &out->atkinson,
                             &out->gorard,
                             &out->mutual_information,
                             &out->theil,
                             &out->theil_units,
                             &out->isolation_women,
                             &out->isolation_men,
                             &out->exposure_women,
                             &out->exposure_men,
                             &out->eta_squared};
    out->notes = gdcs_i_problem_notes(p, u);
    out->women = u->all_women;
    out->men = u->all_men;
    out->unknown = p->unknown;
    out->units = u->filled;
    out->empty = u->n - u->filled;
    for (int32_t index = 1; index <= GDCS_I_SEGREGATION_INDICES; index++) {
        *place[index - 1] = gdcs_i_segregation_index(index, u);
        if (isnan(*place[index - 1]))
            out->notes |= GDCS_NOTE_NOT_ESTIMABLE;
    }
    out->local_women = local(u, u->women, u->all_women);
    out->local_men = local(u, u->men, u->all_men);
}

gdcs_status gdcs_segregation_measure(const gdcs_sex_arrays *units, int64_t n,
                                     gdcs_segregation_measures *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_problem problem = {0};
    gdcs_segregation_measures result = {.struct_size = sizeof result};
    gdcs_sex_arrays in;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_segregation_check(units, n, 0, "units", &in, err));
    TRY(gdcs_i_problem_new(n, 0, &problem, err));
    gdcs_i_problem_read(&problem, &in, 0);
    const gdcs_i_units u = gdcs_i_problem_units(&problem);
    GO(gdcs_i_segregation_need_both(&u, "units", err));
    measure(&problem, &u, &result);
    GO(gdcs_i_give(out, &result, sizeof result, MEASURES_V1, err));
done:
    gdcs_i_problem_free(&problem);
    return status;
}

gdcs_i_unit_parts gdcs_i_unit_parts_of(const gdcs_i_units *u, int64_t i)
{
    const double t = u->women[i] + u->men[i], all = u->all_women + u->all_men;
    gdcs_i_unit_parts parts = {t / all, NAN, NAN, 0.0, 0.0};
    if (!(t > 0.0))
        return parts;
    parts.share_women = u->women[i] / t;
    parts.linkage = gdcs_i_segregation_linkage(u, i);
    parts.mutual_information = parts.share * parts.linkage;
    parts.dissimilarity = fabs(gdcs_i_cross(u->women[i], u->all_men, u->men[i], u->all_women)) /
                          u->all_women / u->all_men / 2.0;
    return parts;
}

static void set(double *array, int64_t i, double value)
{
    if (array != NULL)
        array[i] = value;
}

gdcs_status gdcs_segregation_measure_units(const gdcs_sex_arrays *units, int64_t n,
                                           const gdcs_segregation_unit_arrays *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_problem problem = {0};
    gdcs_segregation_unit_arrays to;
    gdcs_sex_arrays in;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&to, sizeof to, out, UNIT_ARRAYS_V1, err));
    TRY(gdcs_i_segregation_check(units, n, 0, "units", &in, err));
    TRY(gdcs_i_problem_new(n, 0, &problem, err));
    gdcs_i_problem_read(&problem, &in, 0);
    const gdcs_i_units u = gdcs_i_problem_units(&problem);
    GO(gdcs_i_segregation_need_both(&u, "units", err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_i_unit_parts parts = gdcs_i_unit_parts_of(&u, i);
        set(to.share, i, parts.share);
        set(to.share_women, i, parts.share_women);
        set(to.linkage, i, parts.linkage);
        set(to.mutual_information, i, parts.mutual_information);
        set(to.dissimilarity, i, parts.dissimilarity);
    }
done:
    gdcs_i_problem_free(&problem);
    return status;
}

/* How far unit i is from its group, in nats. */
static double linkage_within(double women, double men, double group_women, double group_men)
{
    const double t = women + men, all = group_women + group_men;
    const double d = gdcs_i_cross(women, group_men, men, group_women) / t;
    const double of_women = group_women > 0.0 ? gdcs_i_entropy_rise(d / group_women) : 0.0;
    const double of_men = group_men > 0.0 ? gdcs_i_entropy_rise(-d / group_men) : 0.0;
    return group_women / all * of_women + group_men / all * of_men;
}

void gdcs_i_nested_parts(const gdcs_i_units *u, const int32_t *group, int64_t groups, double *women,
                         double *men, double *within, gdcs_segregation_nested *out)
{
    const double all = u->all_women + u->all_men;
    const double entropy = gdcs_i_entropy_of_sexes(u->all_women, u->all_men);
    gdcs_i_sum sum = {0};
    for (int64_t g = 0; g < groups; g++)
        women[g] = men[g] = within[g] = 0.0;
    for (int64_t i = 0; i < u->n; i++) {
        women[group[i]] += u->women[i];
        men[group[i]] += u->men[i];
    }
    for (int64_t i = 0; i < u->n; i++) {
        const double t = u->women[i] + u->men[i];
        if (t > 0.0)
            within[group[i]] +=
                t / all * linkage_within(u->women[i], u->men[i], women[group[i]], men[group[i]]);
    }
    for (int64_t g = 0; g < groups; g++)
        gdcs_i_sum_add(&sum, within[g]);
    const gdcs_i_units between = gdcs_i_units_of(women, men, groups, NULL);
    out->mutual_information_between =
        gdcs_i_segregation_index(GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION, &between);
    out->mutual_information_within = gdcs_i_sum_value(sum);
    out->mutual_information = out->mutual_information_between + out->mutual_information_within;
    out->theil = out->mutual_information / entropy;
    out->theil_between = out->mutual_information_between / entropy;
    out->theil_within = out->mutual_information_within / entropy;
}

static void give_groups(const gdcs_segregation_group_arrays *to, int64_t groups,
                        const gdcs_i_units *between, const double *within)
{
    const double all = between->all_women + between->all_men;
    for (int64_t g = 0; g < groups; g++) {
        const gdcs_i_unit_parts parts = gdcs_i_unit_parts_of(between, g);
        const double size = between->women[g] + between->men[g];
        const double inside = size > 0.0 ? within[g] / (size / all) : NAN;
        const double entropy =
            size > 0.0 ? gdcs_i_entropy_of_sexes(between->women[g], between->men[g]) : 0.0;
        set(to->share, g, parts.share);
        set(to->mutual_information, g, inside);
        set(to->theil, g, entropy > 0.0 ? inside / entropy : NAN);
        set(to->between, g, parts.mutual_information);
        set(to->within, g, within[g]);
    }
}

static gdcs_status check_groups(const int32_t *group, int64_t n, int64_t groups, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++)
        if (group[i] < 0 || group[i] >= groups)
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "group",
                                  "group is %ld, not in 0 to %lld", (long)group[i],
                                  (long long)groups - 1);
    return GDCS_OK;
}

gdcs_status gdcs_segregation_decompose(const gdcs_sex_arrays *units, const int32_t *group,
                                       int64_t n, int64_t groups, gdcs_segregation_nested *out,
                                       const gdcs_segregation_group_arrays *each, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_problem problem = {0}, sums = {0};
    gdcs_segregation_nested result = {.struct_size = sizeof result};
    gdcs_segregation_group_arrays to;
    gdcs_sex_arrays in;
    TRY(gdcs_i_need(group, "group", err));
    TRY(gdcs_i_need(out, "out", err));
    if (groups < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "groups", "there are no groups");
    TRY(gdcs_i_take(&to, sizeof to, each, GROUP_ARRAYS_V1, err));
    TRY(gdcs_i_segregation_check(units, n, 0, "units", &in, err));
    TRY(check_groups(group, n, groups, err));
    GO(gdcs_i_problem_new(n, 0, &problem, err));
    GO(gdcs_i_problem_new(groups, 0, &sums, err));
    gdcs_i_problem_read(&problem, &in, 0);
    const gdcs_i_units u = gdcs_i_problem_units(&problem);
    GO(gdcs_i_segregation_need_both(&u, "units", err));
    gdcs_i_nested_parts(&u, group, groups, sums.women, sums.men, sums.room, &result);
    result.notes = gdcs_i_problem_notes(&problem, &u);
    GO(gdcs_i_give(out, &result, sizeof result, NESTED_V1, err));
    const gdcs_i_units between = gdcs_i_problem_units(&sums);
    give_groups(&to, groups, &between, sums.room);
done:
    gdcs_i_problem_free(&sums);
    gdcs_i_problem_free(&problem);
    return status;
}
