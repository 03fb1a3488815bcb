/* Mirrors lib/data/cells. */
#include "data/cells/object.h"
#include "fail_alloc.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(cells, .timeout = 60);

/* Cells of every shape beside a plain list of them. */
enum { MOST = 3000, SHAPES = 6 };

static const struct shape {
    int32_t width;
    int32_t labels[GDCS_I_AXES];
} shapes[SHAPES] = {
    {0, {0}},
    {1, {5}},
    {3, {10, 16, 12}},                      /* a place of the index for each key */
    {4, {1000, 300, 1, 90}},                /* hashed */
    {5, {1 << 30, 1, 1 << 28, 1 << 30, 3}}, /* keys of two words */
    {12, {1, 1 << 30, 7, 1 << 30, 1 << 30, 1, 1 << 30, 1 << 30, 2, 1 << 30, 1 << 30, 1}},
};

typedef struct list {
    int32_t width;
    int64_t count;
    int32_t codes[MOST][GDCS_I_AXES];
    double values[MOST];
} list;

static uint64_t state;

static uint32_t draw(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((state >> 33) % below);
}

/* Low codes first, so that axes grow; half of the draws repeat a cell. */
static void draw_codes(const struct shape *s, const list *l, int32_t *codes)
{
    if (l->count > 0 && draw(2) == 0) {
        memcpy(codes, l->codes[draw((uint32_t)l->count)], sizeof l->codes[0]);
        return;
    }
    for (int32_t i = 0; i < s->width; i++) {
        const uint32_t reach = (uint32_t)(1 + l->count * l->count);
        codes[i] = (int32_t)draw(reach < (uint32_t)s->labels[i] ? reach : (uint32_t)s->labels[i]);
    }
}

static int64_t find(const list *l, const int32_t *codes)
{
    for (int64_t i = 0; i < l->count; i++)
        if (l->width == 0 || memcmp(l->codes[i], codes, (size_t)l->width * sizeof *codes) == 0)
            return i;
    return -1;
}

static void add(list *l, const int32_t *codes, double x)
{
    int64_t at = find(l, codes);
    if (at < 0) {
        at = l->count++;
        memcpy(l->codes[at], codes, (size_t)l->width * sizeof *codes);
        l->values[at] = 0;
    }
    l->values[at] += x;
}

static void check_equal(const gdcs_i_cells *cells, const list *l)
{
    int32_t codes[GDCS_I_AXES];
    cr_assert_eq(gdcs_i_cells_count(cells), l->count);
    for (int64_t i = 0; i < l->count; i++) {
        const gdcs_i_range range = gdcs_i_cells_get(cells, i);
        gdcs_i_cells_codes(cells, i, codes);
        cr_assert_eq(find(l, codes), i);
        cr_assert_eq(gdcs_i_cells_find(cells, l->codes[i]), i);
        cr_assert_eq(gdcs_i_range_lower(&range), l->values[i]);
        for (int32_t axis = 0; axis < l->width; axis++)
            cr_assert_eq(gdcs_i_cells_code(cells, i, axis), l->codes[i][axis]);
    }
}

static int in_order(const list *l, int64_t a, int64_t b)
{
    for (int32_t i = 0; i < l->width; i++)
        if (l->codes[a][i] != l->codes[b][i])
            return l->codes[a][i] < l->codes[b][i];
    return 0;
}

static void check_order(const gdcs_i_cells *cells, const list *l)
{
    const int32_t *order = NULL;
    cr_assert_eq(gdcs_i_cells_order(cells, &order, NULL), GDCS_OK);
    for (int64_t i = 1; i < l->count; i++)
        cr_assert(in_order(l, order[i - 1], order[i]));
}

static list *new_list(const struct shape *s)
{
    list *l = calloc(1, sizeof *l);
    cr_assert_not_null(l);
    l->width = s->width;
    state = 7 + (uint64_t)s->width;
    return l;
}

Test(cells, of_any_shape_are_those_of_a_plain_list)
{
    for (int k = 0; k < SHAPES; k++) {
        list *l = new_list(&shapes[k]);
        gdcs_i_cells *cells = NULL;
        cr_assert_eq(gdcs_i_cells_new(l->width, &cells, NULL), GDCS_OK);
        for (int i = 0; i < MOST; i++) {
            int32_t codes[GDCS_I_AXES];
            draw_codes(&shapes[k], l, codes);
            add(l, codes, i);
            cr_assert_eq(gdcs_i_cells_add(cells, codes, i, NULL), GDCS_OK);
            if (i % 500 == 0)
                check_order(cells, l);
        }
        check_equal(cells, l);
        check_order(cells, l);
        gdcs_i_cells_free(cells);
        free(l);
    }
}

static const list *sorting;

static int compare_places(const void *a, const void *b)
{
    const int one = *(const int *)a, other = *(const int *)b;
    return in_order(sorting, one, other) ? -1 : in_order(sorting, other, one);
}

/* Cells of the list that `cells` may have, at once and in order. */
static void append_all(gdcs_i_cells *cells, const list *l)
{
    static int places[MOST];
    static uint64_t keys[MOST];
    static gdcs_i_sum sums[MOST];
    int32_t highest[GDCS_I_AXES] = {0};
    int64_t first = 0;
    for (int64_t i = 0; i < l->count; i++) {
        places[i] = (int)i;
        for (int32_t axis = 0; axis < l->width; axis++)
            if (l->codes[i][axis] > highest[axis])
                highest[axis] = l->codes[i][axis];
    }
    sorting = l;
    qsort(places, (size_t)l->count, sizeof *places, compare_places);
    cr_assert_eq(gdcs_i_cells_fit(cells, highest, NULL), GDCS_OK);
    for (int64_t i = 0; i < l->count; i++) {
        cr_assert(gdcs_i_cells_pack(cells, l->codes[places[i]], &keys[i]));
        sums[i] = (gdcs_i_sum){l->values[places[i]], 0};
    }
    cr_assert_eq(gdcs_i_cells_append_begin(cells, l->count, &first, NULL), GDCS_OK);
    gdcs_i_cells_append(cells, keys, sums, (int32_t)l->count / 2);
    gdcs_i_cells_append(cells, keys + l->count / 2, sums + l->count / 2,
                        (int32_t)(l->count - l->count / 2));
    cr_assert_eq(gdcs_i_cells_append_end(cells, first, NULL), GDCS_OK);
}

/* Some one by one, others at once, others one by one again: with uncertain cells among the first, and without. */
Test(cells, come_at_once_as_they_come_one_by_one)
{
    for (int k = 1; k < 8; k++) {
        const struct shape *s = &shapes[1 + k % 3];
        list *all = new_list(s), *part = new_list(s);
        gdcs_i_cells *cells = NULL;
        const int32_t *order = NULL;
        cr_assert_eq(gdcs_i_cells_new(s->width, &cells, NULL), GDCS_OK);
        for (int i = 0; i < MOST; i++) {
            int32_t codes[GDCS_I_AXES];
            draw_codes(s, all, codes);
            add(all, codes, i);
            if (i < 300 * k || i >= MOST - 200) {
                if (i == MOST - 200)
                    append_all(cells, part);
                cr_assert_eq(gdcs_i_cells_add(cells, codes, i, NULL), GDCS_OK);
            } else {
                add(part, codes, i);
            }
            if (i == 10 && k % 2)
                cr_assert_eq(gdcs_i_cells_merge(cells, codes, &gdcs_i_range_missing, NULL),
                             GDCS_OK);
        }
        cr_assert_eq(gdcs_i_cells_count(cells), all->count);
        cr_assert_eq(gdcs_i_cells_order(cells, &order, NULL), GDCS_OK);
        for (int64_t i = 0; i < all->count; i++) {
            const int64_t slot = gdcs_i_cells_find(cells, all->codes[i]);
            cr_assert(slot >= 0);
            const gdcs_i_range range = gdcs_i_cells_get(cells, slot);
            int32_t codes[2];
            const int32_t where[] = {(int32_t)slot, order[0]};
            cr_assert_eq(gdcs_i_range_lower(&range), all->values[i]);
            gdcs_i_cells_codes_along(cells, s->width - 1, where, 2, codes);
            cr_assert_eq(codes[0], all->codes[i][s->width - 1]);
            cr_assert_eq(codes[1], gdcs_i_cells_code(cells, order[0], s->width - 1));
        }
        for (int64_t i = 1; i < all->count; i++) {
            int32_t one[GDCS_I_AXES], other[GDCS_I_AXES];
            gdcs_i_cells_codes(cells, order[i - 1], one);
            gdcs_i_cells_codes(cells, order[i], other);
            cr_assert(in_order(all, find(all, one), find(all, other)));
        }
        cr_assert_eq(gdcs_i_cells_numbers(cells) == NULL, k % 2);
        gdcs_i_cells_free(cells);
        free(all);
        free(part);
    }
}

Test(cells, do_not_come_at_once_where_a_key_takes_several_words)
{
    gdcs_i_cells *cells = NULL;
    uint64_t key = 0;
    const int32_t high[5] = {1 << 29, 0, 1 << 27, 1 << 29, 2};
    cr_assert_eq(gdcs_i_cells_new(5, &cells, NULL), GDCS_OK);
    cr_expect(!gdcs_i_cells_pack(cells, high, &key));
    cr_assert_eq(gdcs_i_cells_fit(cells, high, NULL), GDCS_OK);
    cr_expect(!gdcs_i_cells_pack(cells, high, &key));
    gdcs_i_cells_free(cells);
}

static gdcs_status come_at_once(void *data)
{
    const uint64_t keys[] = {1, 2, 3};
    const gdcs_i_sum sums[] = {{1, 0}, {2, 0}, {3, 0}};
    gdcs_i_cells *cells = NULL;
    int64_t first = 0;
    (void)data;
    gdcs_status status = gdcs_i_cells_new(1, &cells, NULL);
    if (status == GDCS_OK)
        status = gdcs_i_cells_fit(cells, (int32_t[]){1 << 20}, NULL);
    if (status == GDCS_OK)
        status = gdcs_i_cells_append_begin(cells, 3, &first, NULL);
    if (status == GDCS_OK) {
        gdcs_i_cells_append(cells, keys, sums, 3);
        status = gdcs_i_cells_append_end(cells, first, NULL);
        cr_assert_eq(gdcs_i_cells_count(cells), status == GDCS_OK ? 3 : 0);
    }
    gdcs_i_cells_free(cells);
    return status;
}

Test(cells, that_come_at_once_are_not_there_when_memory_ends)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(come_at_once, NULL);
    cr_expect_str_eq(r.wrong, "");
    cr_expect_gt(r.allocations, 5);
}

Test(cells, have_a_place_for_each_key_where_keys_are_few)
{
    gdcs_i_cells *cells = NULL;
    cr_assert_eq(gdcs_i_cells_new(2, &cells, NULL), GDCS_OK);
    for (int32_t i = 0; i < 40; i++)
        cr_assert_eq(gdcs_i_cells_add(cells, (int32_t[]){i % 8, i / 8}, 1, NULL), GDCS_OK);
    cr_expect(cells->direct);
    cr_expect_eq(cells->mask, 63);
    cr_assert_eq(gdcs_i_cells_add(cells, (int32_t[]){0, 1000000}, 1, NULL), GDCS_OK);
    cr_expect(!cells->direct, "2^23 places are too many for 41 cells");
    cr_expect_eq(gdcs_i_cells_find(cells, (int32_t[]){7, 4}), 39);
    gdcs_i_cells_free(cells);
}

Test(cells, come_in_blocks_as_they_come_one_by_one)
{
    for (int k = 0; k < SHAPES; k++) {
        list *l = new_list(&shapes[k]);
        gdcs_i_cells *cells = NULL;
        cr_assert_eq(gdcs_i_cells_new(l->width, &cells, NULL), GDCS_OK);
        for (int32_t n = 0; n <= GDCS_I_CELLS_BLOCK; n += 1 + n / 8) {
            int32_t codes[GDCS_I_CELLS_BLOCK * GDCS_I_AXES], slots[GDCS_I_CELLS_BLOCK];
            int64_t known[GDCS_I_CELLS_BLOCK];
            for (int32_t i = 0; i < n; i++) {
                draw_codes(&shapes[k], l, &codes[i * l->width]);
                known[i] = find(l, &codes[i * l->width]);
            }
            gdcs_i_cells_find_block(cells, codes, n, slots);
            for (int32_t i = 0; i < n; i++)
                cr_assert_eq(slots[i], known[i]);
            cr_assert_eq(gdcs_i_cells_place_block(cells, codes, n, slots, NULL), GDCS_OK);
            for (int32_t i = 0; i < n; i++) {
                add(l, &codes[i * l->width], i);
                cr_assert_eq(slots[i], find(l, &codes[i * l->width]));
                gdcs_i_cells_add_at(cells, slots[i], i);
            }
        }
        check_equal(cells, l);
        check_order(cells, l);
        gdcs_i_cells_free(cells);
        free(l);
    }
}

Test(cells, that_nobody_set_are_not_found)
{
    gdcs_i_cells *cells = NULL;
    cr_assert_eq(gdcs_i_cells_new(2, &cells, NULL), GDCS_OK);
    cr_expect_eq(gdcs_i_cells_find(cells, (int32_t[]){0, 0}), -1);
    cr_assert_eq(gdcs_i_cells_add(cells, (int32_t[]){3, 2}, 1, NULL), GDCS_OK);
    cr_expect_eq(gdcs_i_cells_find(cells, (int32_t[]){3, 2}), 0);
    cr_expect_eq(gdcs_i_cells_find(cells, (int32_t[]){3, 3}), -1);
    cr_expect_eq(gdcs_i_cells_find(cells, (int32_t[]){3, -1}), -1);
    cr_expect_eq(gdcs_i_cells_find(cells, (int32_t[]){INT32_MAX, 2}), -1);
    gdcs_i_cells_free(cells);
}

Test(cells, copied_are_equal_and_their_own)
{
    list *l = new_list(&shapes[3]);
    gdcs_i_cells *cells = NULL, *copy = NULL;
    const gdcs_i_range range = {{1, 0}, {4, 0}, 'E', 'F', 1};
    cr_assert_eq(gdcs_i_cells_new(l->width, &cells, NULL), GDCS_OK);
    for (int i = 0; i < 300; i++) {
        int32_t codes[GDCS_I_AXES];
        draw_codes(&shapes[3], l, codes);
        add(l, codes, i);
        cr_assert_eq(gdcs_i_cells_add(cells, codes, i, NULL), GDCS_OK);
    }
    cr_assert_eq(gdcs_i_cells_set(cells, (int32_t[]){999, 299, 0, 89}, &range, NULL), GDCS_OK);
    cr_assert_eq(gdcs_i_cells_copy(cells, &copy, NULL), GDCS_OK);
    gdcs_i_cells_free(cells);
    const gdcs_i_range there =
        gdcs_i_cells_get(copy, gdcs_i_cells_find(copy, (int32_t[]){999, 299, 0, 89}));
    cr_expect(there.inexact && there.status == 'E');
    cr_expect_eq(gdcs_i_range_upper(&there), 4.0);
    add(l, (int32_t[]){999, 299, 0, 89}, 1);
    check_equal(copy, l);
    gdcs_i_cells_free(copy);
    free(l);
}

static int lost;

static gdcs_status grow(void *unused)
{
    gdcs_i_cells *cells = NULL;
    gdcs_status status = gdcs_i_cells_new(2, &cells, NULL);
    int32_t n = 0;
    (void)unused;
    for (; status == GDCS_OK && n < 200; n += status == GDCS_OK)
        status = gdcs_i_cells_add(cells, (int32_t[]){n, n * n}, 1, NULL);
    lost |= cells != NULL && gdcs_i_cells_count(cells) != n;
    for (int32_t i = 0; i < n; i++)
        lost |= gdcs_i_cells_find(cells, (int32_t[]){i, i * i}) != i;
    gdcs_i_cells_free(cells);
    return status;
}

Test(cells, stay_as_they_are_when_memory_ends)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(grow, NULL);
    cr_expect_str_eq(r.wrong, "");
    cr_expect_gt(r.allocations, 20);
    cr_expect(!lost);
}
