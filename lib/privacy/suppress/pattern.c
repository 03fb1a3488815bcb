/* Which cells are hidden: those by which the decoys differ from the truth.  Each unsafe number goes far
   enough away by the cheapest cube; then as many cells as possible go back. */
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/suppress/publish.h"

#include <stdlib.h>

enum { STEPS = 4 }; /* up and down, in two decoys */

struct pattern {
    gdcs_i_suppression *p;
    gdcs_i_decoys decoys;
    gdcs_i_cubes *cubes;
};

typedef struct unsafe_number {
    double value;
    int32_t variable;
    int32_t padding;
} unsafe_number;

/* The cheapest cube that takes an unsafe number farther away, in any decoy, to any side. */
static double find_step(struct pattern *x, int32_t v, int *decoy, double *step)
{
    const gdcs_i_movement *m = NULL;
    double best = GDCS_I_NEVER;
    for (int i = 0; i < GDCS_I_DECOYS; i++)
        for (int side = 1; side >= 0; side--) {
            const double far = gdcs_i_decoys_ask(&x->decoys, v, i, side);
            const double price =
                far == 0.0 ? GDCS_I_NEVER : gdcs_i_cube_find(x->cubes, i, v, far, &m);
            if (!(price < best))
                continue;
            best = price;
            *decoy = i;
            *step = far;
        }
    return best;
}

static void protect(struct pattern *x, int32_t v)
{
    for (int i = 0; i < STEPS && !gdcs_i_decoys_is_met(&x->decoys, v); i++) {
        const gdcs_i_movement *m = NULL;
        int decoy = 0;
        double step = 0.0;
        if (find_step(x, v, &decoy, &step) >= GDCS_I_NEVER ||
            gdcs_i_cube_find(x->cubes, decoy, v, step, &m) >= GDCS_I_NEVER)
            return;
        gdcs_i_decoys_make(&x->decoys, decoy, m, step);
    }
}

static int by_value(const void *a, const void *b)
{
    const unsafe_number *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->variable > y->variable) - (x->variable < y->variable);
}

/* Smaller numbers first: they have fewest ways. */
static gdcs_status protect_all(struct pattern *x, gdcs_error *err)
{
    const gdcs_i_suppression *p = x->p;
    void *memory = NULL;
    int64_t n = 0;
    TRY(gdcs_i_alloc(&memory, p->system->count, sizeof(unsafe_number), err));
    unsafe_number *all = memory;
    for (int64_t v = 0; v < p->system->count; v++)
        if (p->state[v] == GDCS_I_UNSAFE)
            all[n++] = (unsafe_number){p->system->lower[v], (int32_t)v, 0};
    qsort(all, (size_t)n, sizeof *all, by_value);
    for (int64_t i = 0; i < n; i++)
        protect(x, all[i].variable);
    free(all);
    return GDCS_OK;
}

static void hide(struct pattern *x)
{
    gdcs_i_suppression *p = x->p;
    for (int64_t v = 0; v < p->system->count; v++)
        if (p->state[v] == GDCS_I_MAY && x->decoys.cell[v].uses > 0)
            p->state[v] = GDCS_I_HIDDEN;
}

gdcs_status gdcs_i_suppress_pattern(gdcs_i_suppression *p, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct pattern x = {.p = p};
    GO(gdcs_i_decoys_new(p, &x.decoys, err));
    GO(gdcs_i_cubes_new(&x.decoys, &x.cubes, err));
    GO(protect_all(&x, err));
    GO(gdcs_i_suppress_publish(&x.decoys, x.cubes, err));
    hide(&x);
    status = gdcs_i_decoys_prove(&x.decoys, p, err);
done:
    gdcs_i_cubes_free(x.cubes);
    gdcs_i_decoys_free(&x.decoys);
    return status;
}
