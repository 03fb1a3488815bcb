#include "privacy/suppress/cube.h"
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/suppress/paths.h"

#include <stdlib.h>
#include <string.h>

enum {
    PLACES = 1 << 20,
    STARTS = 4,
    MORE = 27, /* until one is found, where labels have parts */
    SWEEPS = 4,
    NONE = -1
};

static const gdcs_i_path *taken(const gdcs_i_paths *all)
{
    return &all->rest[all->taken];
}

/* All combinations of the paths taken, but for one axis; *n: how many, -1: too many. */
static const gdcs_i_corner *list_corners(gdcs_i_cubes *x, int32_t without, int32_t *n)
{
    gdcs_i_corner *from = x->corners[0], *to = x->corners[1];
    from[0] = (gdcs_i_corner){0, 0, 1};
    *n = 1;
    for (int32_t a = 0; a < x->axes; a++) {
        const gdcs_i_path *part[2] = {&x->paths[a].own, taken(&x->paths[a])};
        int32_t made = 0;
        if (a == without || *n == 0)
            continue;
        if (*n * (part[0]->count + part[1]->count) > GDCS_I_CORNERS) {
            *n = NONE;
            return NULL;
        }
        for (int i = 0; i < 2; i++)
            for (int32_t k = 0; k < part[i]->count; k++)
                for (int32_t c = 0; c < *n; c++)
                    to[made++] =
                        (gdcs_i_corner){from[c].place + part[i]->node[k] * x->stride[a],
                                        from[c].axes | (uint32_t)(part[i]->node[k] != 0) << a,
                                        from[c].sign * part[i]->sign[k]};
        gdcs_i_corner *const swap = from;
        from = to;
        to = swap;
        *n = made;
    }
    return from;
}

static uint32_t is_moved(const gdcs_i_cubes *x, int32_t a, int32_t option)
{
    return (uint32_t)(x->paths[a].own.node[0] != 0 || x->paths[a].rest[option].count > 0) << a;
}

/* The best path on one axis, those on the others staying. */
static double improve(gdcs_i_cubes *x, int32_t a)
{
    gdcs_i_paths *all = &x->paths[a];
    const uint32_t others = x->present & ~((uint32_t)1 << a);
    int32_t n = 0, best = all->taken;
    const gdcs_i_corner *corners = list_corners(x, a, &n);
    const double slack = n * x->d->bonus, most = GDCS_I_NEVER / 2.0;
    double least = GDCS_I_NEVER;
    for (int32_t i = 0; i < all->count && n > 0 && all->rest[i].price < least + slack; i++) {
        x->present = others | is_moved(x, a, i);
        const double sum =
            gdcs_i_cubes_price(x, corners, n, a, &all->rest[i], fmin(most, least + slack));
        if (sum >= least)
            continue;
        least = sum;
        best = i;
    }
    all->taken = best;
    x->present = others | is_moved(x, a, best);
    return least < GDCS_I_NEVER ? least + gdcs_i_cubes_price(x, corners, n, a, &all->own, most)
                                : GDCS_I_NEVER;
}

static double descend(gdcs_i_cubes *x, int start)
{
    double best = INFINITY, before;
    x->present = 0;
    for (int32_t a = 0; a < x->axes; a++) {
        x->paths[a].taken = (start * (a + 2) + start / 3) % x->paths[a].count;
        x->present |= is_moved(x, a, x->paths[a].taken);
    }
    for (int sweep = 0; sweep < (x->is_hasty ? 1 : SWEEPS); sweep++) {
        before = best;
        for (int32_t a = 0; a < x->axes; a++)
            best = improve(x, a);
        if (!(best < before))
            break;
    }
    return best;
}

static void keep_corners(gdcs_i_cubes *x)
{
    int32_t n = 0;
    const gdcs_i_corner *corners = list_corners(x, NONE, &n);
    x->best_count = n > 0 ? n : 0;
    if (n > 0)
        memcpy(x->best, corners, (size_t)n * sizeof *corners);
}

static int fill(gdcs_i_cubes *x)
{
    gdcs_i_movement *m = &x->movement;
    m->count = 0;
    for (int32_t i = 0; i < x->best_count; i++) {
        const int64_t v = gdcs_i_cubes_at(x, x->best[i].place);
        if (v < 0)
            continue;
        m->variable[m->count] = (int32_t)v;
        m->factor[m->count++] = x->best[i].sign;
    }
    return m->count > 0 && gdcs_i_movement_settle(m);
}

static int count_starts(const gdcs_i_cubes *x, double best)
{
    if (best >= GDCS_I_NEVER)
        return x->deep ? MORE : STARTS;
    return x->is_hasty ? 1 : STARTS;
}

void gdcs_i_cubes_hurry(gdcs_i_cubes *x, int is_hasty)
{
    x->is_hasty = is_hasty;
}

double gdcs_i_cube_find(gdcs_i_cubes *x, int decoy, int32_t variable, double step,
                        const gdcs_i_movement **out)
{
    const int32_t *nodes = gdcs_i_system_nodes(x->d->p->system, variable);
    double best = GDCS_I_NEVER;
    int has_paths = 0;
    x->decoy = decoy;
    x->step = step;
    *out = &x->movement;
    if (x->axes > GDCS_I_CUBE_AXES)
        return GDCS_I_NEVER;
    for (int start = 0; start < count_starts(x, best); start++) {
        if (start == 0 || x->deep != 0)
            has_paths = gdcs_i_cubes_list_paths(x, nodes, start);
        if (!has_paths)
            continue;
        const double price = descend(x, start);
        if (!(price < best))
            continue;
        best = price;
        keep_corners(x);
    }
    return best < GDCS_I_NEVER && fill(x) ? best : GDCS_I_NEVER;
}

static uint32_t list_deep(const gdcs_i_system *s)
{
    uint32_t deep = 0;
    for (int32_t a = 0; a < s->width; a++)
        for (int32_t n = 1; n < s->axes[a].nodes; n++)
            deep |= (uint32_t)(s->axes[a].parent[n] > 0) << a;
    return deep;
}

static gdcs_status list_tables(gdcs_i_cubes *x, gdcs_error *err)
{
    const gdcs_i_system *s = x->d->p->system;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, s->tables, sizeof *x->tables, err));
    x->tables = memory;
    for (int32_t t = 0; t < s->tables; t++) {
        uint32_t axes = 0;
        for (int32_t k = 0; k < s->views[t].table->width; k++)
            axes |= (uint32_t)1 << s->views[t].axis[k];
        if (gdcs_i_cubes_is_covered(x, axes))
            continue;
        x->tables[x->kinds++] = axes;
        x->is_plain |= axes == ((uint32_t)1 << s->width) - 1;
    }
    return GDCS_OK;
}

/* Variables by place, where the places are not many times more. */
static gdcs_status list_places(gdcs_i_cubes *x, gdcs_error *err)
{
    const gdcs_i_system *s = x->d->p->system;
    void *memory = NULL;
    int64_t places = 1;
    for (int32_t a = 0; a < s->width; a++) {
        x->stride[a] = places;
        if (places > INT64_MAX / s->axes[a].nodes)
            return gdcs_i_fail(err, GDCS_E_LIMIT, "tables", "too many labels");
        places *= s->axes[a].nodes;
    }
    if (places > PLACES + 8 * s->count)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, places, sizeof *x->at, err));
    x->at = memory;
    memset(x->at, NONE, (size_t)places * sizeof *x->at);
    for (int64_t v = 0; v < s->count; v++) {
        const int32_t *nodes = gdcs_i_system_nodes(s, v);
        int64_t place = 0;
        for (int32_t a = 0; a < s->width; a++)
            place += nodes[a] * x->stride[a];
        x->at[place] = (int32_t)v;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_cubes_new(const gdcs_i_decoys *d, gdcs_i_cubes **out, gdcs_error *err)
{
    const gdcs_i_system *s = d->p->system;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof **out, err));
    gdcs_i_cubes *x = memory;
    *out = x;
    x->d = d;
    x->axes = s->width;
    x->deep = list_deep(s);
    TRY(gdcs_i_movement_new(d->p, GDCS_I_CORNERS, &x->movement, err));
    if (x->axes > GDCS_I_CUBE_AXES)
        return GDCS_OK;
    TRY(list_tables(x, err));
    return list_places(x, err);
}

void gdcs_i_cubes_free(gdcs_i_cubes *x)
{
    if (x == NULL)
        return;
    gdcs_i_movement_free(&x->movement);
    free(x->at);
    free(x->tables);
    free(x);
}
