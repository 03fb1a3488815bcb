#include "num/dist.h"
#include "num/interval/proportion.h"

#include <math.h>

typedef struct gdcs_i_limits limits;

static const double MOST = 1e12;

static int is_sample(double yes, double no, double total)
{
    return yes == floor(yes) && no == floor(no) && total == floor(total) && yes + no <= total &&
           total <= MOST;
}

/* P(X >= yes), or with half of P(X = yes) off, when `marked` of the population are. */
static double tail(double yes, double no, double total, double marked, int mid)
{
    const double n = yes + no, upper = gdcs_i_hypergeometric_upper(yes, n, marked, total);
    return mid ? upper - gdcs_i_hypergeometric_pmf(yes, n, marked, total) / 2.0 : upper;
}

/* The fewest marked with which the tail passes alpha / 2: it rises with their number. */
static double fewest(double yes, double no, double total, double alpha, int mid)
{
    double below = yes - 1.0, reached = total - no;
    while (reached - below > 1.0) {
        const double middle = floor((below + reached) / 2.0);
        if (tail(yes, no, total, middle, mid) > alpha / 2.0)
            reached = middle;
        else
            below = middle;
    }
    return reached;
}

static limits invert(double yes, double no, double total, double alpha, int mid)
{
    if (!is_sample(yes, no, total))
        return (limits){NAN, NAN};
    const double lower = fewest(yes, no, total, alpha, mid);
    const double upper = total - fewest(no, yes, total, alpha, mid);
    return (limits){lower / total, upper / total};
}

limits gdcs_i_proportion_finite_exact(double yes, double no, double total, double alpha)
{
    return invert(yes, no, total, alpha, 0);
}

limits gdcs_i_proportion_finite_mid_p(double yes, double no, double total, double alpha)
{
    return invert(yes, no, total, alpha, 1);
}

/* Those seen are in the population: no share leaves them out. */
limits gdcs_i_proportion_finite_wilson(double yes, double no, double total, double z)
{
    const double n = yes + no, left = (total - n) / (total - 1.0);
    if (!(n <= total))
        return (limits){NAN, NAN};
    if (n == total)
        return (limits){yes / n, yes / n};
    const limits l = gdcs_i_proportion_wilson(yes, no, z * sqrt(left));
    return (limits){fmax(l.lower, yes / total), fmin(l.upper, (total - no) / total)};
}
