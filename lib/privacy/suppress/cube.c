#include "privacy/suppress/cube.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_AXES = 10,
    PATH = 24, /* labels of a path */
    PARTNERS =
        12, /* paths of an axis that are tried: those with the cheapest corner of their own */
    PLACES = 1 << 20,
    RANKS = 3, /* parts of a label that are tried */
    STARTS = 4,
    MORE = 27, /* until one is found, where labels have parts */
    SWEEPS = 4,
    NONE = -1
};

typedef struct path {
    double price; /* of its corners, where the other axes stay */
    int32_t node[PATH];
    int32_t sign[PATH];
    int32_t count;
    int32_t padding;
} path;

/* The paths from one label of an axis: what all have, and what each has besides. */
typedef struct axis_paths {
    path own;
    path rest[PARTNERS];
    int32_t count;
    int32_t taken;
} axis_paths;

/* Part of a cube: a combination of labels on some axes. */
typedef struct corner {
    int64_t place;
    uint32_t axes; /* bit: not at the total there */
    int32_t sign;
} corner;

struct gdcs_i_cubes {
    const gdcs_i_decoys *d;
    int64_t stride[MOST_AXES];
    int32_t *at;      /* by place: its variable; NULL: too many places */
    uint32_t *tables; /* axes of each kind of table, bits */
    int32_t kinds;
    int32_t axes;
    axis_paths paths[MOST_AXES];
    int32_t is_plain; /* one table has all axes */
    uint32_t deep;    /* axes on which some label is part of another, bits */
    corner corners[2][GDCS_I_CORNERS];
    corner best[GDCS_I_CORNERS];
    int32_t best_count;
    uint32_t present; /* axes on which something moves */
    int32_t decoy;
    double step;
    gdcs_i_movement movement;
};

static int is_covered(const gdcs_i_cubes *x, uint32_t axes)
{
    for (int32_t t = 0; t < x->kinds; t++)
        if ((axes & ~x->tables[t]) == 0)
            return 1;
    return 0;
}

static int64_t search(const gdcs_i_cubes *x, int64_t place)
{
    const gdcs_i_system *s = x->d->p->system;
    int32_t nodes[GDCS_I_AXES] = {0};
    for (int32_t a = x->axes - 1; a >= 0; a--) {
        nodes[a] = (int32_t)(place / x->stride[a]);
        place %= x->stride[a];
    }
    return gdcs_i_system_at(s, nodes);
}

static inline int64_t variable_at(const gdcs_i_cubes *x, int64_t place)
{
    return x->at != NULL ? x->at[place] : search(x, place);
}

/* Is there a total that moves, on an axis where none of its parts does? */
static int is_torn(const gdcs_i_cubes *x, uint32_t axes)
{
    for (int32_t a = 0; a < x->axes && !x->is_plain; a++)
        if (((axes | x->present) >> a & 1) == 0 && is_covered(x, axes | (uint32_t)1 << a))
            return 1;
    return 0;
}

/* What a combination costs that is no variable: nothing where no table has it; where one has, nobody is
   there, and that is known. */
static double price_of_none(const gdcs_i_cubes *x, uint32_t axes)
{
    return is_covered(x, axes) ? GDCS_I_NEVER : 0.0;
}

/* All combinations of some corners with the labels of a path on axis a; more than `most` is GDCS_I_NEVER. */
static double price_all(const gdcs_i_cubes *x, const corner *corners, int32_t n, int32_t a,
                        const path *p, double most)
{
    const gdcs_i_decoys *d = x->d;
    double sum = 0.0;
    for (int32_t k = 0; k < p->count; k++) {
        const int64_t shift = p->node[k] * x->stride[a];
        const uint32_t bit = (uint32_t)(p->node[k] != 0) << a;
        const double step = p->sign[k] * x->step;
        for (int32_t i = 0; i < n && sum <= most; i++) {
            const int64_t v = variable_at(x, corners[i].place + shift);
            if (is_torn(x, corners[i].axes | bit))
                return GDCS_I_NEVER;
            sum += v < 0 ? price_of_none(x, corners[i].axes | bit)
                         : gdcs_i_decoys_price(d, v, x->decoy, corners[i].sign * step);
        }
    }
    return sum <= most ? sum : GDCS_I_NEVER;
}

static int put(path *p, int32_t node, int32_t sign)
{
    if (p->count == PATH)
        return 0;
    p->node[p->count] = node;
    p->sign[p->count++] = sign;
    return 1;
}

static double price_alone(gdcs_i_cubes *x, int32_t a, const corner *own, const path *p)
{
    const uint32_t before = x->present;
    x->present = ~(uint32_t)0;
    const double price = price_all(x, own, 1, a, p, GDCS_I_NEVER / 2.0);
    x->present = before;
    return price;
}

/* A part of a label, the cheapest but for so many; NONE: there are not so many that can move. */
static int32_t find_part(gdcs_i_cubes *x, int32_t a, const corner *own, int32_t node, int32_t sign,
                         int rank)
{
    const gdcs_i_system_axis *axis = &x->d->p->system->axes[a];
    double cheapest[RANKS];
    int32_t part[RANKS], count = 0;
    for (int32_t n = axis->first[node]; n != NONE; n = axis->next[n]) {
        path one = {.count = 0};
        put(&one, n, sign);
        const double price = price_alone(x, a, own, &one);
        int32_t i = count;
        for (; i > 0 && cheapest[i - 1] > price; i--)
            if (i < RANKS) {
                cheapest[i] = cheapest[i - 1];
                part[i] = part[i - 1];
            }
        if (i == RANKS || price >= GDCS_I_NEVER)
            continue;
        cheapest[i] = price;
        part[i] = n;
        count += count < RANKS;
    }
    return count == 0 ? NONE : part[rank % count];
}

/* Parts of a label, down to one that has none. */
static int put_parts(gdcs_i_cubes *x, int32_t a, const corner *own, path *p, int32_t node,
                     int32_t sign, int rank)
{
    while (x->d->p->system->axes[a].first[node] != NONE) {
        node = find_part(x, a, own, node, sign, rank);
        if (node == NONE || !put(p, node, sign))
            return 0;
        rank = 0;
    }
    return 1;
}

/* Keep it, if it is among the cheapest. */
static void keep(gdcs_i_cubes *x, int32_t a, const corner *own, const path *p)
{
    axis_paths *all = &x->paths[a];
    path priced = *p;
    priced.price = price_alone(x, a, own, p);
    if (priced.price >= GDCS_I_NEVER)
        return;
    int32_t i = all->count < PARTNERS ? all->count : PARTNERS;
    for (; i > 0 && all->rest[i - 1].price > priced.price; i--)
        if (i < PARTNERS)
            all->rest[i] = all->rest[i - 1];
    if (i == PARTNERS)
        return;
    all->rest[i] = priced;
    all->count += all->count < PARTNERS;
}

/* Up to what both are part of, then down to another part of it; and up to the total. */
static void list_partners(gdcs_i_cubes *x, int32_t a, int32_t node, const corner *own, int rank)
{
    const gdcs_i_system_axis *axis = &x->d->p->system->axes[a];
    path above = {.count = 0};
    int fits = 1;
    for (int32_t child = node; axis->parent[child] >= 0 && fits; child = axis->parent[child]) {
        const int32_t parent = axis->parent[child];
        for (int32_t n = axis->first[parent]; n != NONE; n = axis->next[n]) {
            path p = above;
            if (n != child && put(&p, n, -1) && put_parts(x, a, own, &p, n, -1, rank))
                keep(x, a, own, &p);
        }
        fits = put(&above, parent, 1);
    }
    if (fits)
        keep(x, a, own, &above);
}

/* A total moves with one of its parts, or with none where no table has them. */
static void list_parts(gdcs_i_cubes *x, int32_t a, uint32_t axes, const corner *own, int rank)
{
    const gdcs_i_system_axis *axis = &x->d->p->system->axes[a];
    const path none = {.count = 0};
    if (!is_covered(x, axes | (uint32_t)1 << a))
        keep(x, a, own, &none);
    for (int32_t n = axis->first[0]; n != NONE; n = axis->next[n]) {
        path p = {.count = 0};
        if (put(&p, n, 1) && put_parts(x, a, own, &p, n, 1, rank))
            keep(x, a, own, &p);
    }
}

/* start: digits that say by axis which part of a label moves with it. */
static int list_paths(gdcs_i_cubes *x, const int32_t *nodes, int start)
{
    uint32_t axes = 0;
    int64_t place = 0;
    for (int32_t a = 0; a < x->axes; a++) {
        axes |= (uint32_t)(nodes[a] != 0) << a;
        place += nodes[a] * x->stride[a];
    }
    for (int32_t a = 0; a < x->axes; a++) {
        axis_paths *all = &x->paths[a];
        const corner own = {place - nodes[a] * x->stride[a], axes & ~((uint32_t)1 << a), 1};
        const int is_deep = x->deep >> a & 1, rank = is_deep ? start % RANKS : 0;
        start /= is_deep ? RANKS : 1;
        all->count = all->own.count = 0;
        put(&all->own, nodes[a], 1);
        if (nodes[a] == 0)
            list_parts(x, a, axes, &own, rank);
        else if (put_parts(x, a, &own, &all->own, nodes[a], 1, rank))
            list_partners(x, a, nodes[a], &own, rank);
        if (all->count == 0)
            return 0;
    }
    return 1;
}

static const path *taken(const axis_paths *all)
{
    return &all->rest[all->taken];
}

/* All combinations of the paths taken, but for one axis; *n: how many, -1: too many. */
static const corner *list_corners(gdcs_i_cubes *x, int32_t without, int32_t *n)
{
    corner *from = x->corners[0], *to = x->corners[1];
    from[0] = (corner){0, 0, 1};
    *n = 1;
    for (int32_t a = 0; a<x->axes && * n> 0; a++) {
        const path *part[2] = {&x->paths[a].own, taken(&x->paths[a])};
        int32_t made = 0;
        if (a == without)
            continue;
        if (*n * (part[0]->count + part[1]->count) > GDCS_I_CORNERS) {
            *n = NONE;
            return NULL;
        }
        for (int i = 0; i < 2; i++)
            for (int32_t k = 0; k < part[i]->count; k++)
                for (int32_t c = 0; c < *n; c++)
                    to[made++] = (corner){from[c].place + part[i]->node[k] * x->stride[a],
                                          from[c].axes | (uint32_t)(part[i]->node[k] != 0) << a,
                                          from[c].sign * part[i]->sign[k]};
        corner *const swap = from;
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
    axis_paths *all = &x->paths[a];
    const uint32_t others = x->present & ~((uint32_t)1 << a);
    int32_t n = 0, best = all->taken;
    const corner *corners = list_corners(x, a, &n);
    const double slack = n * x->d->bonus, most = GDCS_I_NEVER / 2.0;
    double least = GDCS_I_NEVER;
    for (int32_t i = 0; i < all->count && n > 0 && all->rest[i].price < least + slack; i++) {
        x->present = others | is_moved(x, a, i);
        const double sum = price_all(x, corners, n, a, &all->rest[i], fmin(most, least + slack));
        if (sum >= least)
            continue;
        least = sum;
        best = i;
    }
    all->taken = best;
    x->present = others | is_moved(x, a, best);
    return least < GDCS_I_NEVER ? least + price_all(x, corners, n, a, &all->own, most)
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
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
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
    const corner *corners = list_corners(x, NONE, &n);
    x->best_count = n > 0 ? n : 0;
    if (n > 0)
        memcpy(x->best, corners, (size_t)n * sizeof *corners);
}

static int fill(gdcs_i_cubes *x)
{
    gdcs_i_movement *m = &x->movement;
    m->count = 0;
    for (int32_t i = 0; i < x->best_count; i++) {
        const int64_t v = variable_at(x, x->best[i].place);
        if (v < 0)
            continue;
        m->variable[m->count] = (int32_t)v;
        m->factor[m->count++] = x->best[i].sign;
    }
    return m->count > 0 && gdcs_i_movement_settle(m);
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
    if (x->axes > MOST_AXES)
        return GDCS_I_NEVER;
    for (int start = 0; start < (best < GDCS_I_NEVER || !x->deep ? STARTS : MORE); start++) {
        if (start == 0 || x->deep != 0)
            has_paths = list_paths(x, nodes, start);
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
        if (is_covered(x, axes))
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
    if (x->axes > MOST_AXES)
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
