#include "privacy/suppress/paths.h"

enum { NONE = -1 };

int gdcs_i_cubes_is_covered(const gdcs_i_cubes *x, uint32_t axes)
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

int64_t gdcs_i_cubes_at(const gdcs_i_cubes *x, int64_t place)
{
    return x->at != NULL ? x->at[place] : search(x, place);
}

/* Is there a total that moves, on an axis where none of its parts does? */
static int is_torn(const gdcs_i_cubes *x, uint32_t axes)
{
    for (int32_t a = 0; a < x->axes && !x->is_plain; a++)
        if (((axes | x->present) >> a & 1) == 0 &&
            gdcs_i_cubes_is_covered(x, axes | (uint32_t)1 << a))
            return 1;
    return 0;
}

/* What a combination costs that is no variable: nothing where no table has it; where one has, nobody is
   there, and that is known. */
static double price_of_none(const gdcs_i_cubes *x, uint32_t axes)
{
    return gdcs_i_cubes_is_covered(x, axes) ? GDCS_I_NEVER : 0.0;
}

double gdcs_i_cubes_price(const gdcs_i_cubes *x, const gdcs_i_corner *corners, int32_t n, int32_t a,
                          const gdcs_i_path *p, double most)
{
    const gdcs_i_decoys *d = x->d;
    double sum = 0.0;
    for (int32_t k = 0; k < p->count; k++) {
        const int64_t shift = p->node[k] * x->stride[a];
        const uint32_t bit = (uint32_t)(p->node[k] != 0) << a;
        const double step = p->sign[k] * x->step;
        for (int32_t i = 0; i < n && sum <= most; i++) {
            const int64_t v = gdcs_i_cubes_at(x, corners[i].place + shift);
            if (is_torn(x, corners[i].axes | bit))
                return GDCS_I_NEVER;
            sum += v < 0 ? price_of_none(x, corners[i].axes | bit)
                         : gdcs_i_decoys_price(d, v, x->decoy, corners[i].sign * step);
        }
    }
    return sum <= most ? sum : GDCS_I_NEVER;
}

static int put(gdcs_i_path *p, int32_t node, int32_t sign)
{
    if (p->count == GDCS_I_PATH)
        return 0;
    p->node[p->count] = node;
    p->sign[p->count++] = sign;
    return 1;
}

static double price_alone(gdcs_i_cubes *x, int32_t a, const gdcs_i_corner *own,
                          const gdcs_i_path *p)
{
    const uint32_t before = x->present;
    x->present = ~(uint32_t)0;
    const double price = gdcs_i_cubes_price(x, own, 1, a, p, GDCS_I_NEVER / 2.0);
    x->present = before;
    return price;
}

/* A part of a label, the cheapest but for so many; NONE: there are not so many that can move. */
static int32_t find_part(gdcs_i_cubes *x, int32_t a, const gdcs_i_corner *own, int32_t node,
                         int32_t sign, int rank)
{
    const gdcs_i_system_axis *axis = &x->d->p->system->axes[a];
    double cheapest[GDCS_I_RANKS];
    int32_t part[GDCS_I_RANKS], count = 0;
    for (int32_t n = axis->first[node]; n != NONE; n = axis->next[n]) {
        gdcs_i_path one = {.count = 0};
        put(&one, n, sign);
        const double price = price_alone(x, a, own, &one);
        int32_t i = count;
        for (; i > 0 && cheapest[i - 1] > price; i--)
            if (i < GDCS_I_RANKS) {
                cheapest[i] = cheapest[i - 1];
                part[i] = part[i - 1];
            }
        if (i == GDCS_I_RANKS || price >= GDCS_I_NEVER)
            continue;
        cheapest[i] = price;
        part[i] = n;
        count += count < GDCS_I_RANKS;
    }
    return count == 0 ? NONE : part[rank % count];
}

/* Parts of a label, down to one that has none. */
static int put_parts(gdcs_i_cubes *x, int32_t a, const gdcs_i_corner *own, gdcs_i_path *p,
                     int32_t node, int32_t sign, int rank)
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
static void keep(gdcs_i_cubes *x, int32_t a, const gdcs_i_corner *own, const gdcs_i_path *p)
{
    gdcs_i_paths *all = &x->paths[a];
    gdcs_i_path priced = *p;
    priced.price = price_alone(x, a, own, p);
    if (priced.price >= GDCS_I_NEVER)
        return;
    int32_t i = all->count < GDCS_I_PARTNERS ? all->count : GDCS_I_PARTNERS;
    for (; i > 0 && all->rest[i - 1].price > priced.price; i--)
        if (i < GDCS_I_PARTNERS)
            all->rest[i] = all->rest[i - 1];
    if (i == GDCS_I_PARTNERS)
        return;
    all->rest[i] = priced;
    all->count += all->count < GDCS_I_PARTNERS;
}

/* Up to what both are part of, then down to another part of it; and up to the total. */
static void list_partners(gdcs_i_cubes *x, int32_t a, int32_t node, const gdcs_i_corner *own,
                          int rank)
{
    const gdcs_i_system_axis *axis = &x->d->p->system->axes[a];
    gdcs_i_path above = {.count = 0};
    int fits = 1;
    for (int32_t child = node; axis->parent[child] >= 0 && fits; child = axis->parent[child]) {
        const int32_t parent = axis->parent[child];
        for (int32_t n = axis->first[parent]; n != NONE; n = axis->next[n]) {
            gdcs_i_path p = above;
            if (n != child && put(&p, n, -1) && put_parts(x, a, own, &p, n, -1, rank))
                keep(x, a, own, &p);
        }
        fits = put(&above, parent, 1);
    }
    if (fits)
        keep(x, a, own, &above);
}

/* A total moves with one of its parts, or with none where no table has them. */
static void list_parts(gdcs_i_cubes *x, int32_t a, uint32_t axes, const gdcs_i_corner *own,
                       int rank)
{
    const gdcs_i_system_axis *axis = &x->d->p->system->axes[a];
    const gdcs_i_path none = {.count = 0};
    if (!gdcs_i_cubes_is_covered(x, axes | (uint32_t)1 << a))
        keep(x, a, own, &none);
    for (int32_t n = axis->first[0]; n != NONE; n = axis->next[n]) {
        gdcs_i_path p = {.count = 0};
        if (put(&p, n, 1) && put_parts(x, a, own, &p, n, 1, rank))
            keep(x, a, own, &p);
    }
}

int gdcs_i_cubes_list_paths(gdcs_i_cubes *x, const int32_t *nodes, int start)
{
    uint32_t axes = 0;
    int64_t place = 0;
    for (int32_t a = 0; a < x->axes; a++) {
        axes |= (uint32_t)(nodes[a] != 0) << a;
        place += nodes[a] * x->stride[a];
    }
    for (int32_t a = 0; a < x->axes; a++) {
        gdcs_i_paths *all = &x->paths[a];
        const gdcs_i_corner own = {place - nodes[a] * x->stride[a], axes & ~((uint32_t)1 << a), 1};
        const int is_deep = x->deep >> a & 1, rank = is_deep ? start % GDCS_I_RANKS : 0;
        start /= is_deep ? GDCS_I_RANKS : 1;
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
