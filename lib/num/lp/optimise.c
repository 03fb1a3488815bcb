#include "core/fail.h"
#include "num/lp/thread.h"

#include <limits.h>
#include <math.h>

enum { LARGE = 500 };

/* Milliseconds left, at most what GLPK takes; 0: none. */
static int left(const gdcs_i_lp *lp)
{
    if (lp->options.milliseconds == 0)
        return INT_MAX;
    const double rest = lp->deadline - glp_time();
    return rest <= 0.0 ? 0 : rest >= (double)INT_MAX ? INT_MAX : (int)ceil(rest);
}

static void aim(gdcs_i_lp *lp)
{
    const gdcs_i_lp_objective *o = lp->objective;
    for (int64_t i = 0; i < lp->used_count; i++)
        glp_set_obj_coef(lp->problem, (int)lp->used[i], 0.0);
    glp_set_obj_dir(lp->problem, o->maximise ? GLP_MAX : GLP_MIN);
    for (int64_t i = 0; i < o->count; i++) {
        lp->used[i] = o->column[i] + 1;
        glp_set_obj_coef(lp->problem, (int)lp->used[i], o->value[i]);
    }
    lp->used_count = o->count;
}

static void keep_point(gdcs_i_lp *lp)
{
    for (int64_t j = 0; j < lp->room; j++) {
        lp->point[j] = glp_get_col_prim(lp->problem, (int)j + 1);
        lp->reduced[j] = glp_get_col_dual(lp->problem, (int)j + 1);
    }
    for (int64_t i = 0; i < lp->row_count; i++)
        lp->duals[i] = glp_get_row_dual(lp->problem, (int)i + 1);
    lp->answer.has_point = 1;
    lp->answer.value = glp_get_obj_val(lp->problem);
}

/* From the basis at hand; a basis that turned singular is built anew, once. */
static int climb(gdcs_i_lp *lp)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = GLP_PRIMAL;
    how.tm_lim = left(lp);
    if (lp->options.iterations > 0)
        how.it_lim = (int)lp->options.iterations;
    if (how.tm_lim == 0)
        return GLP_ETMLIM;
    const int code = glp_simplex(lp->problem, &how);
    if (code == 0 || code == GLP_ETMLIM || code == GLP_EITLIM)
        return code;
    glp_adv_basis(lp->problem, 0);
    return glp_simplex(lp->problem, &how);
}

/* A first point of a large system, from what its presolver leaves of it: without an objective that is little,
   and the basis goes back to the whole system, where steps to a first point cost the most.  What it says of
   systems without a point is not used: the steps from the basis at hand tell. */
static void begin(gdcs_i_lp *lp)
{
    glp_smcp how;
    const int is_large = lp->row_count >= LARGE;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.presolve = GLP_ON;
    how.tm_lim = left(lp);
    if (!lp->is_begun && is_large && how.tm_lim > 0)
        glp_simplex(lp->problem, &how);
    lp->is_begun = 1;
}

static double nothing_known(const gdcs_i_lp *lp)
{
    return lp->objective->maximise ? INFINITY : -INFINITY;
}

static void solve(gdcs_i_lp *lp)
{
    lp->answer = (gdcs_i_lp_answer){.value = NAN, .bound = nothing_known(lp)};
    begin(lp);
    aim(lp);
    lp->failed = climb(lp);
    if (lp->failed == GLP_ETMLIM || lp->failed == GLP_EITLIM) {
        lp->answer.verdict = lp->failed == GLP_ETMLIM ? GDCS_I_LP_STOPPED : GDCS_I_LP_PAUSED;
        lp->failed = 0;
        if (glp_get_prim_stat(lp->problem) == GLP_FEAS)
            keep_point(lp);
        return;
    }
    const int found = lp->failed == 0 ? glp_get_status(lp->problem) : GLP_UNDEF;
    if (found == GLP_OPT) {
        keep_point(lp);
        lp->answer.bound = lp->answer.value;
    } else if (found == GLP_NOFEAS) {
        lp->answer.verdict = GDCS_I_LP_INFEASIBLE;
    } else if (found == GLP_UNBND) {
        lp->answer.verdict = GDCS_I_LP_UNBOUNDED;
    } else if (lp->failed == 0) {
        lp->failed = GLP_EFAIL;
    }
}

/* The bound of the best open node: what a search that is stopped has proved. */
static void note_bound(glp_tree *tree, void *info)
{
    gdcs_i_lp *lp = info;
    const int best = glp_ios_best_node(tree);
    if (best != 0)
        lp->answer.bound = glp_ios_node_bound(tree, best);
}

static void keep_whole_point(gdcs_i_lp *lp)
{
    for (int64_t j = 0; j < lp->room; j++)
        lp->point[j] = glp_mip_col_val(lp->problem, (int)j + 1);
    lp->answer.has_point = 1;
    lp->answer.value = glp_mip_obj_val(lp->problem);
}

static int branch(gdcs_i_lp *lp)
{
    glp_iocp how;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.tm_lim = left(lp);
    how.mip_gap = lp->options.gap;
    how.gmi_cuts = GLP_ON;
    how.mir_cuts = GLP_ON;
    how.cov_cuts = GLP_ON;
    how.cb_func = note_bound;
    how.cb_info = lp;
    return how.tm_lim == 0 ? GLP_ETMLIM : glp_intopt(lp->problem, &how);
}

static void solve_whole(gdcs_i_lp *lp)
{
    solve(lp);
    if (lp->failed != 0 || lp->answer.verdict != GDCS_I_LP_OPTIMAL)
        return;
    lp->answer = (gdcs_i_lp_answer){.value = NAN, .bound = lp->answer.value};
    const int code = branch(lp);
    const int found = glp_mip_status(lp->problem);
    if (found == GLP_OPT || found == GLP_FEAS)
        keep_whole_point(lp);
    if (found == GLP_OPT && code == 0)
        lp->answer.bound = lp->answer.value;
    else if (found == GLP_NOFEAS && code == 0)
        lp->answer.verdict = GDCS_I_LP_INFEASIBLE;
    else if (code == GLP_ETMLIM)
        lp->answer.verdict = GDCS_I_LP_STOPPED;
    else if (code != GLP_EMIPGAP)
        lp->failed = code != 0 ? code : GLP_EFAIL;
}

static gdcs_status check(const gdcs_i_lp *lp, const gdcs_i_lp_objective *o, gdcs_error *err)
{
    TRY(gdcs_i_need(o, "objective", err));
    if (o->count < 0 || o->count > lp->room)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "objective", "%lld columns of %lld",
                           (long long)o->count, (long long)lp->room);
    for (int64_t i = 0; i < o->count; i++)
        if (o->column[i] < 0 || o->column[i] >= lp->room || !isfinite(o->value[i]))
            return gdcs_i_fail(err, GDCS_E_ARGUMENT, "objective",
                               "no column %d, or its coefficient is no number", (int)o->column[i]);
    return GDCS_OK;
}

static gdcs_status ask(gdcs_i_lp *lp, const gdcs_i_lp_objective *objective,
                       void (*task)(gdcs_i_lp *lp), gdcs_i_lp_answer *out, gdcs_error *err)
{
    TRY(check(lp, objective, err));
    TRY(gdcs_i_need(out, "out", err));
    lp->objective = objective;
    TRY(gdcs_i_lp_ask(lp, task, err));
    if (lp->failed != 0)
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "", "the solver found no stable basis (code %d)",
                           (int)lp->failed);
    *out = lp->answer;
    return GDCS_OK;
}

double gdcs_i_lp_milliseconds(void)
{
    return glp_time();
}

gdcs_status gdcs_i_lp_optimise(gdcs_i_lp *lp, const gdcs_i_lp_objective *objective,
                               gdcs_i_lp_answer *out, gdcs_error *err)
{
    return ask(lp, objective, solve, out, err);
}

gdcs_status gdcs_i_lp_optimise_whole(gdcs_i_lp *lp, const gdcs_i_lp_objective *objective,
                                     gdcs_i_lp_answer *out, gdcs_error *err)
{
    return ask(lp, objective, solve_whole, out, err);
}
