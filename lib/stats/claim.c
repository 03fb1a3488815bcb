#include "core/fail.h"
#include "core/memory.h"
#include "stats/quality/columns.h"

#include <gdcs/claim.h>
#include <math.h>
#include <stdlib.h>

enum { CLAIM_V1 = 80, OPTIONS_V1 = 16, MOST = 1000000, DECIMALS = 9 };

/* What definitions are made of. */
enum { WOMEN, MEN, KNOWN, RECORDED, ALL, PEOPLE_WOMEN, PEOPLE_MEN, PEOPLE, BEFORE, GAIN, TERMS };

static const struct {
    const char *name;
    int above;
    int below;
    double times;
} definitions[] = {{"share_women", WOMEN, KNOWN, 100},
                   {"share_men", MEN, KNOWN, 100},
                   {"share_women_recorded", WOMEN, RECORDED, 100},
                   {"share_women_total", WOMEN, ALL, 100},
                   {"share_men_total", MEN, ALL, 100},
                   {"proportion_women", WOMEN, KNOWN, 1},
                   {"women_per_100_men", WOMEN, MEN, 100},
                   {"men_per_100_women", MEN, WOMEN, 100},
                   {"women_per_man", WOMEN, MEN, 1},
                   {"men_per_woman", MEN, WOMEN, 1},
                   {"rate_women_1000", WOMEN, PEOPLE_WOMEN, 1e3},
                   {"rate_women_10000", WOMEN, PEOPLE_WOMEN, 1e4},
                   {"rate_women_100000", WOMEN, PEOPLE_WOMEN, 1e5},
                   {"rate_men_1000", MEN, PEOPLE_MEN, 1e3},
                   {"rate_men_10000", MEN, PEOPLE_MEN, 1e4},
                   {"rate_men_100000", MEN, PEOPLE_MEN, 1e5},
                   {"rate_total_1000", ALL, PEOPLE, 1e3},
                   {"rate_total_10000", ALL, PEOPLE, 1e4},
                   {"rate_total_100000", ALL, PEOPLE, 1e5},
                   {"rate_women_on_total_100000", WOMEN, PEOPLE, 1e5},
                   {"change_women", GAIN, BEFORE, 100},
                   {"factor_women", WOMEN, BEFORE, 1}};

enum { DEFINITIONS = sizeof definitions / sizeof *definitions };

static void take_terms(const gdcs_claim *c, double terms[TERMS])
{
    const gdcs_sex_counts *n = &c->counts;
    terms[WOMEN] = n->women;
    terms[MEN] = n->men;
    terms[KNOWN] = n->women + n->men;
    terms[RECORDED] = terms[KNOWN] + n->other;
    terms[ALL] = terms[RECORDED] + n->unknown;
    terms[PEOPLE_WOMEN] = c->population_women;
    terms[PEOPLE_MEN] = c->population_men;
    terms[PEOPLE] = c->population_women + c->population_men;
    terms[BEFORE] = c->before;
    terms[GAIN] = n->women - c->before;
}

/* NaN where it cannot be had. */
static double value_of(const double terms[TERMS], int definition)
{
    const double below = terms[definitions[definition].below];
    return below > 0.0
               ? definitions[definition].times * terms[definitions[definition].above] / below
               : NAN;
}

/* In units of the last decimal, so that a half is 0.5; NULL if no rounding gives the printed number. */
static const char *rounding_of(double exact, double printed, int32_t decimals, double base)
{
    const double unit = pow(10.0, decimals), off = exact * unit - printed * unit, slack = 1e-9;
    const double last = fabs(round(printed * unit)), size = printed < 0.0 ? -off : off;
    if (fabs(off) <= slack)
        return "exact";
    if (fabs(off) < 0.5 - slack)
        return "nearest";
    if (fabs(size + 0.5) <= slack)
        return "half_up";
    if (fabs(off) <= 0.5 + slack && fmod(last, 2.0) == 0.0)
        return "half_even";
    if (size > 0.0 && size < 1.0 - slack)
        return "truncated";
    if (size < 0.0 && size > slack - 1.0)
        return "raised";
    if (base > 0.0 && fabs(exact - printed) <= 0.5 * base * (1.0 + slack) &&
        fabs(printed / base - round(printed / base)) <= slack)
        return "base";
    return NULL;
}

/* The rows. */
struct rows {
    double *claim;
    double *exact;
    double *printed;
    double *difference;
    const char **definition;
    const char **reproduces;
    const char **rounding;
    int64_t count;
};

static void add(struct rows *r, int64_t claim, const gdcs_claim *c, int definition, double exact,
                const char *rounding)
{
    const int64_t i = r->count++;
    r->claim[i] = (double)claim + 1.0;
    r->exact[i] = exact;
    r->printed[i] = c->printed;
    r->difference[i] = c->printed - exact;
    r->definition[i] = definition < 0 ? "" : definitions[definition].name;
    r->reproduces[i] = rounding == NULL ? "no" : "yes";
    r->rounding[i] = rounding == NULL ? "" : rounding;
}

static void check_one(const gdcs_claim *c, int64_t claim, double base, struct rows *r)
{
    double terms[TERMS], nearest = NAN;
    const int64_t before = r->count;
    int best = -1;
    take_terms(c, terms);
    for (int d = 0; d < DEFINITIONS; d++) {
        const double exact = value_of(terms, d);
        const char *rounding =
            isnan(exact) ? NULL : rounding_of(exact, c->printed, c->decimals, base);
        if (rounding != NULL)
            add(r, claim, c, d, exact, rounding);
        if (!isnan(exact) && !(fabs(exact - c->printed) >= fabs(nearest - c->printed))) {
            nearest = exact;
            best = d;
        }
    }
    if (r->count == before)
        add(r, claim, c, best, nearest, NULL);
}

static int is_count(double x)
{
    return isnan(x) || (x >= 0.0 && x <= 1e15);
}

static int is_above_zero(double x)
{
    return isnan(x) || (x > 0.0 && x <= 1e15);
}

static gdcs_status take(const gdcs_claim *given, int64_t row, gdcs_claim *c, gdcs_error *err)
{
    TRY(gdcs_i_take(c, sizeof *c, given, CLAIM_V1, err));
    if (c->decimals < 0 || c->decimals > DECIMALS)
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "decimals", "%d decimals are not 0 to %d",
                              (int)c->decimals, (int)DECIMALS);
    if (!(fabs(c->printed) <= 1e12))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "printed",
                              "the printed number is not in [-1e12, 1e12]");
    if (!is_count(c->counts.women) || !is_count(c->counts.men) || !is_count(c->counts.other) ||
        !is_count(c->counts.unknown))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "counts", "a count is not in [0, 1e15]");
    if (!is_above_zero(c->population_women) || !is_above_zero(c->population_men) ||
        !is_above_zero(c->before))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "population",
                              "a population or the number before is not in (0, 1e15]");
    return GDCS_OK;
}

static gdcs_status give(const struct rows *r, gdcs_frame **out, gdcs_error *err)
{
    const int32_t kept = GDCS_SENSITIVITY_PUBLIC;
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    const struct {
        const char *name;
        const double *values;
    } numbers[] = {{"exact", r->exact}, {"printed", r->printed}, {"difference", r->difference}};
    GO(gdcs_frame_new(&frame, err));
    GO(gdcs_i_quality_add_numbers(frame, "claim", GDCS_CONCEPT_NUMBER, NULL, kept, r->claim,
                                  r->count, err));
    GO(gdcs_i_quality_add_texts(frame, "definition", GDCS_CONCEPT_MEASURE, kept, r->definition,
                                r->count, err));
    GO(gdcs_i_quality_add_texts(frame, "reproduces", GDCS_CONCEPT_GROUP, kept, r->reproduces,
                                r->count, err));
    GO(gdcs_i_quality_add_texts(frame, "rounding", GDCS_CONCEPT_GROUP, kept, r->rounding, r->count,
                                err));
    for (int i = 0; i < 3; i++)
        GO(gdcs_i_quality_add_numbers(frame, numbers[i].name, GDCS_CONCEPT_NUMBER, NULL, kept,
                                      numbers[i].values, r->count, err));
    GO(gdcs_frame_set_meta(frame, GDCS_META_METHOD,
                           "Definitions that reproduce the printed numbers by some rounding.",
                           err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    return status;
}

static gdcs_status check_all(const gdcs_claim *claims, int64_t n, double base, struct rows *r,
                             gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        gdcs_claim one;
        TRY(take(&claims[i], i + 1, &one, err));
        check_one(&one, i, base, r);
    }
    return GDCS_OK;
}

gdcs_status gdcs_claim_reconcile(const gdcs_claim *claims, int64_t n,
                                 const gdcs_claim_options *options, gdcs_frame **out,
                                 gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_claim_options o;
    void *numbers = NULL, *texts = NULL;
    TRY(gdcs_i_need(claims, "claims", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (!(o.base >= 0.0 && o.base <= 1e12))
        return gdcs_i_fail(err, GDCS_E_OPTION, "base", "a base is 0 to 1e12");
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    if (n > MOST)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "n", "%lld claims are more than %d", (long long)n,
                           (int)MOST);
    const int64_t room = n * DEFINITIONS;
    GO(gdcs_i_alloc(&numbers, 4 * room, sizeof(double), err));
    GO(gdcs_i_alloc(&texts, 3 * room, sizeof(const char *), err));
    double *number = numbers;
    const char **text = texts;
    struct rows r = {number, number + room, number + 2 * room, number + 3 * room,
                     text,   text + room,   text + 2 * room,   0};
    GO(check_all(claims, n, o.base, &r, err));
    GO(give(&r, out, err));
done:
    free(numbers);
    free(texts);
    return status;
}
