#include "num/exact/fisher.h"
#include "num/interval/contrast.h"
#include "stats/counts.h"
#include "stats/pipeline/framing.h"
#include "stats/test.h"

#include <math.h>

/* Fewer expected in a cell make chi-square rough. */
static const double enough = 5.0;

/* Four independent counts given their margins are the table of two samples too: of women and of men, the
   later stage is the outcome. */
static struct gdcs_i_two table_of(int32_t design, const gdcs_sex_counts *from,
                                  const gdcs_sex_counts *to)
{
    const int linked = design == GDCS_PIPELINE_LINKED;
    const struct gdcs_i_two two = {to->women, linked ? from->women - to->women : from->women,
                                   to->men, linked ? from->men - to->men : from->men};
    return two;
}

struct margins {
    double women;
    double men;
    double yes;
    double no;
};

static struct margins margins_of(struct gdcs_i_two t)
{
    const struct margins m = {t.yes1 + t.no1, t.yes2 + t.no2, t.yes1 + t.yes2, t.no1 + t.no2};
    return m;
}

static double least_expected(struct margins m)
{
    return fmin(m.women, m.men) / (m.women + m.men) * fmin(m.yes, m.no);
}

static double chi_square(struct gdcs_i_two t, struct margins m, int32_t design)
{
    const double d = gdcs_i_contrast_difference(t), n = m.women + m.men;
    const double pearson = d * d * (m.women / m.yes) * (m.men / m.no) * n;
    return design == GDCS_PIPELINE_LINKED ? pearson * ((n - 1.0) / n) : pearson;
}

static int has_exact(struct gdcs_i_two t, struct margins m)
{
    return gdcs_i_is_whole(t.yes1) && gdcs_i_is_whole(t.no1) && gdcs_i_is_whole(t.yes2) &&
           gdcs_i_is_whole(t.no2) && m.women + m.men <= GDCS_I_HYPER_MOST;
}

static gdcs_test exact(struct gdcs_i_two t, struct margins m)
{
    const struct gdcs_i_hyper h = gdcs_i_hyper_of(m.women, m.men, m.yes);
    return gdcs_i_test_of_log(NAN, gdcs_i_fisher_log_minlike(&h, t.yes1, 0));
}

gdcs_test gdcs_i_pipeline_equality(const gdcs_i_pipeline_plan *plan, const gdcs_sex_counts *from,
                                   const gdcs_sex_counts *to, int32_t *used, uint32_t *notes)
{
    const struct gdcs_i_two t = table_of(plan->design, from, to);
    const struct margins m = margins_of(t);
    *used = plan->test == GDCS_PIPELINE_TEST_DEFAULT ? GDCS_PIPELINE_TEST_SCORE : plan->test;
    if (!(from->women > 0.0 && from->men > 0.0 && t.no1 >= 0.0 && t.no2 >= 0.0 && m.yes >= 0.0))
        return gdcs_i_test_none();
    if (m.yes == 0.0 || m.no == 0.0)
        return gdcs_i_test_of_chisq(0.0, 0.0);
    const int sparse = least_expected(m) < enough;
    if (plan->test == GDCS_PIPELINE_TEST_EXACT ||
        (plan->test == GDCS_PIPELINE_TEST_DEFAULT && sparse)) {
        *used = has_exact(t, m) ? GDCS_PIPELINE_TEST_EXACT : GDCS_PIPELINE_TEST_SCORE;
        if (*used == GDCS_PIPELINE_TEST_EXACT)
            return exact(t, m);
        *notes |= GDCS_NOTE_METHOD_CHANGED;
    }
    if (sparse)
        *notes |= GDCS_NOTE_SPARSE;
    return gdcs_i_test_of_chisq(chi_square(t, m, plan->design), 1.0);
}
