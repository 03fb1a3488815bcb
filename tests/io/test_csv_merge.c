/* Cells of several workers as one run in the order of labels, against what is plainly right. */
#include "io/csv/tally/run.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>

TestSuite(csv_merge, .timeout = 60);

enum { PLACES = 6, RUNS = 3, CELLS = 5000 };

static uint64_t state = 1;

static uint32_t draw(uint32_t below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((state >> 33) % below);
}

static uint64_t *draw_parts(uint64_t extent)
{
    uint64_t *parts = calloc(extent, sizeof *parts);
    cr_assert(parts != NULL);
    for (uint64_t i = 0; i < extent; i++)
        parts[i] = (uint64_t)draw(UINT32_MAX) << draw(20);
    return parts;
}

static uint64_t sum_of(const uint64_t *extents, uint64_t *const *parts, int places, uint64_t key)
{
    uint64_t sum = 0;
    for (int i = places - 1; i >= 0; i--) {
        sum += parts[i][key % extents[i]];
        key /= extents[i];
    }
    return sum;
}

Test(csv_merge, a_number_becomes_the_sum_of_what_its_digits_stand_for)
{
    static const uint64_t shapes[][PLACES] = {{1, 1, 1, 1, 1, 1},         {2, 3, 5, 7, 11, 13},
                                              {5000, 1, 3, 1, 90, 7},     {1, 70000, 2, 3, 1, 1},
                                              {9, 9, 9, 9, 9, 9},         {1000, 1000, 4, 4, 4, 4},
                                              {4, 4, 4, 4, 1000, 1 << 12}};
    for (size_t k = 0; k < sizeof shapes / sizeof shapes[0]; k++)
        for (int places = 1; places <= PLACES; places++) {
            uint64_t *parts[PLACES], product = 1;
            gdcs_i_recode r;
            for (int i = 0; i < places; i++) {
                parts[i] = draw_parts(shapes[k][i]);
                product *= shapes[k][i];
            }
            cr_assert(eq(i32, gdcs_i_recode_new(places, shapes[k], parts, &r, NULL), GDCS_OK));
            for (int i = 0; i < 2000; i++) {
                const uint32_t key = i == 0 ? (uint32_t)product - 1 : draw((uint32_t)product);
                cr_assert(
                    eq(u64, gdcs_i_recode_key(&r, key), sum_of(shapes[k], parts, places, key)));
            }
            gdcs_i_recode_free(&r);
            for (int i = 0; i < places; i++)
                free(parts[i]);
        }
}

/* Keys whose place is among the last of 2^10 slots, or anywhere. */
static uint32_t draw_key(int late, uint32_t below)
{
    uint32_t key = draw(below);
    while (late && key * UINT64_C(0x9E3779B97F4A7C15) >> 54 < 1020)
        key = draw(below);
    return key;
}

/* A store of counts by hash, and the same beside by key. */
static void fill(gdcs_i_store *s, uint64_t *plain, int late)
{
    int fits = 0;
    uint64_t keys[GDCS_I_STORE_BATCH];
    cr_assert(eq(i32, gdcs_i_store_new(2, 0, s, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_i_store_widen(s, 1, 1000, &fits, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_i_store_widen(s, 0, 1000, &fits, NULL), GDCS_OK));
    cr_assert(s->tallied != NULL);
    for (int i = 0; i < CELLS / GDCS_I_STORE_BATCH; i++) {
        for (int k = 0; k < GDCS_I_STORE_BATCH; k++) {
            keys[k] = draw_key(late, (uint32_t)s->product);
            plain[keys[k]]++;
        }
        cr_assert(eq(i32, gdcs_i_store_add(s, keys, NULL, GDCS_I_STORE_BATCH, NULL), GDCS_OK));
    }
}

static void expect_cells(const gdcs_i_store *s, const uint64_t *plain)
{
    int32_t codes[2];
    gdcs_i_sum sum;
    int64_t cells = 0;
    for (int64_t at = 0; gdcs_i_store_next(s, &at, codes, &sum); cells++)
        cr_assert(eq(dbl, sum.high,
                     (double)plain[(uint64_t)codes[0] * s->strides[0] + (uint64_t)codes[1]]));
    for (uint64_t key = 0; key < s->product; key++)
        cells -= plain[key] != 0;
    cr_assert(eq(i64, cells, 0));
    cr_assert(eq(i64, gdcs_i_store_count(s), s->used));
}

/* Cells that crowd the end and go round it too stay where they are found. */
Test(csv_merge, runs_hold_the_cells_of_stores_in_order_and_go_together)
{
    for (int late = 0; late < 2; late++) {
        gdcs_i_store stores[RUNS];
        gdcs_i_run runs[RUNS];
        gdcs_i_recode same;
        int64_t at[RUNS] = {0};
        uint32_t keys[7];
        uint64_t counts[7], *plain[RUNS], next = 0, *parts[2];
        for (int i = 0; i < RUNS; i++) {
            plain[i] = calloc(1 << 21, sizeof **plain);
            cr_assert(plain[i] != NULL);
            fill(&stores[i], plain[i], late);
            cr_assert(lt(u64, stores[i].product, 1 << 21));
            expect_cells(&stores[i], plain[i]);
        }
        for (int axis = 0; axis < 2; axis++) {
            parts[axis] = calloc(stores[0].extents[axis], sizeof **parts);
            cr_assert(parts[axis] != NULL);
            for (uint64_t i = 0; i < stores[0].extents[axis]; i++)
                parts[axis][i] = i * stores[0].strides[axis];
        }
        cr_assert(eq(i32, gdcs_i_recode_new(2, stores[0].extents, parts, &same, NULL), GDCS_OK));
        for (int i = 0; i < RUNS; i++)
            cr_assert(eq(i32, gdcs_i_run_new(&stores[i], &same, 21, &runs[i], NULL), GDCS_OK));
        for (int n = 0; (n = gdcs_i_runs_next(runs, RUNS, at, keys, counts, 7)) > 0;)
            for (int k = 0; k < n; k++, next++) {
                while (plain[0][next] + plain[1][next] + plain[2][next] == 0)
                    next++;
                cr_assert(eq(u64, keys[k], next));
                cr_assert(eq(u64, counts[k], plain[0][next] + plain[1][next] + plain[2][next]));
            }
        for (; next < stores[0].product; next++)
            cr_assert(eq(u64, plain[0][next] + plain[1][next] + plain[2][next], 0));
        gdcs_i_recode_free(&same);
        for (int i = 0; i < RUNS; i++) {
            gdcs_i_run_free(&runs[i]);
            gdcs_i_store_free(&stores[i]);
            free(plain[i]);
        }
        free(parts[0]);
        free(parts[1]);
    }
}
