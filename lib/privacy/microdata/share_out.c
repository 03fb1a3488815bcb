#include "privacy/microdata/lots.h"

#include <math.h>
#include <stdlib.h>

static int by_need(const void *a, const void *b)
{
    const gdcs_i_member *x = a, *y = b;
    if (x->is_unsafe != y->is_unsafe)
        return x->is_unsafe ? -1 : 1;
    if (x->f != y->f)
        return x->f < y->f ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

/* Take `much` from the others, unsafe ones first; returns what they do not have. */
static double borrow(gdcs_i_member *members, int64_t n, int64_t but, double much)
{
    for (int64_t i = 0; i < n && much > 0.0; i++) {
        const double left = i == but ? 0.0 : members[i].size - members[i].cut;
        const double taken = left < much ? left : much;
        members[i].cut += taken;
        much -= taken;
    }
    return much;
}

static double left_in_others(const gdcs_i_member *members, int64_t n, int64_t but, double enough)
{
    double left = 0.0;
    for (int64_t i = 0; i < n && left < enough; i++)
        left += i == but ? 0.0 : members[i].size - members[i].cut;
    return left;
}

/* A suppressed record matches all of the group, so that each of the others gains one.  What is missing to k is
   either got from others that are suppressed, or the lot is suppressed as a whole, whichever is less. */
static void share_out(const gdcs_i_lots *lots, gdcs_i_member *members, int64_t n)
{
    double all = 0.0;
    for (int64_t i = 0; i < n && members[i].is_unsafe; i++) {
        gdcs_i_member *m = &members[i];
        const double rest = m->size - m->cut;
        const double need = (double)lots->k - (m->f + all - m->cut);
        if (rest == 0.0 || need <= 0.0)
            continue;
        if (need < rest && left_in_others(members, n, i, need) >= need) {
            borrow(members, n, i, need);
            all += need;
        } else {
            m->cut = m->size;
            all += rest;
        }
    }
    for (int64_t i = 0; i < n && members[i].is_unsafe; i++) {
        members[i].f += all - members[i].cut;
        members[i].is_unsafe = members[i].f < (double)lots->k ? 1 : 2;
    }
}

/* Values of the sensitive column that the lot has and those looked at before had not. */
static int64_t new_values(gdcs_i_lots *lots, const gdcs_i_member *m)
{
    const int32_t c = lots->lot[m->number].class_number;
    int64_t count = 0;
    for (int64_t at = lots->start[c]; at < lots->start[c + 1]; at++) {
        count += lots->seen[lots->value[at]] != lots->looks;
        lots->seen[lots->value[at]] = lots->looks;
    }
    return count;
}

/* With l asked for: enough lots that they have l values by themselves, and are as many as the others miss to k,
   are enough for all.  Lots are suppressed as wholes, since the values are of the lot. */
static void share_values(gdcs_i_lots *lots, gdcs_i_member *members, int64_t n)
{
    double need = 0.0, all = 0.0, chosen = 0.0;
    int64_t values = 0;
    lots->looks++;
    for (int64_t i = 0; i < n && members[i].is_unsafe; i++) {
        need = fmax(need, (double)lots->k - members[i].f);
        all += members[i].size;
    }
    for (int64_t i = 0; i < n && values < lots->l; i++) {
        const int64_t more = new_values(lots, &members[i]);
        members[i].cut = more > 0 ? members[i].size : 0.0;
        chosen += members[i].cut;
        values += more;
    }
    for (int64_t i = 0; i < n && chosen < need; i++)
        if (members[i].cut == 0.0)
            chosen += members[i].cut = members[i].size;
    const int is_enough = values >= lots->l && chosen >= need && chosen < all;
    for (int64_t i = 0; i < n; i++) {
        if (!is_enough)
            members[i].cut = members[i].is_unsafe ? members[i].size : 0.0;
        members[i].is_unsafe = members[i].is_unsafe ? 2 : 0;
    }
}

void gdcs_i_lots_share(gdcs_i_lots *lots, gdcs_i_member *members, int64_t n)
{
    qsort(members, (size_t)n, sizeof *members, by_need);
    if (lots->l > 0)
        share_values(lots, members, n);
    else
        share_out(lots, members, n);
}
