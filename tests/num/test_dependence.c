/* Mirrors lib/num/dependence.c. */
#include "num/dependence.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>

TestSuite(dependence, .timeout = 60);

enum { ROWS = 6, COLUMNS = 14 };

/* Columns are sums as told, and the combinations say so: M x = column, modulo the prime. */
Test(dependence, each_column_is_new_or_the_sum_that_is_told)
{
    uint32_t seed = 7;
    for (int round = 0; round < 300; round++) {
        int32_t traffic[ROWS] = {0}, independent = -1;
        int8_t column[COLUMNS][ROWS];
        int kept[ROWS], rank = 0;
        gdcs_i_dependence *d = NULL;
        cr_assert(gdcs_i_dependence_new(ROWS, traffic, &d, NULL) == GDCS_OK);
        for (int c = 0; c < COLUMNS; c++) {
            int32_t rows[ROWS];
            int8_t values[ROWS];
            int64_t count = 0;
            gdcs_i_combination as;
            for (int r = 0; r < ROWS; r++) {
                seed = seed * 1664525u + 1013904223u;
                column[c][r] = (int8_t)((seed >> 24) % 2 == 0 ? 0 : (int)((seed >> 20) % 5) - 2);
                if (column[c][r] != 0) {
                    rows[count] = r;
                    values[count++] = column[c][r];
                }
            }
            cr_assert(gdcs_i_dependence_add(d, rows, values, count, &independent, &as, NULL) ==
                      GDCS_OK);
            if (independent >= 0) {
                cr_assert(eq(i32, independent, rank));
                kept[rank++] = c;
                continue;
            }
            for (int r = 0; r < ROWS; r++) {
                int64_t sum = 0;
                for (int32_t i = 0; i < as.count; i++)
                    sum += (int64_t)as.factor[i] * column[kept[as.of[i]]][r];
                sum = (sum % (int64_t)GDCS_I_PRIME + (int64_t)GDCS_I_PRIME) % (int64_t)GDCS_I_PRIME;
                const int64_t wanted =
                    (column[c][r] + (int64_t)GDCS_I_PRIME) % (int64_t)GDCS_I_PRIME;
                cr_assert(eq(i64, sum, wanted), "round %d, column %d, row %d", round, c, r);
            }
        }
        cr_expect(rank <= ROWS);
        gdcs_i_dependence_free(d);
    }
}

/* 2 x 1073741824 = 2^31 = 1 modulo 2^31 - 1. */
Test(dependence, inverses_multiply_to_one)
{
    cr_expect(eq(u32, gdcs_i_prime_inverse(2), 1073741824u));
    for (uint32_t x = 1; x < 1000; x++)
        cr_expect(eq(u32, gdcs_i_prime_times(x, gdcs_i_prime_inverse(x)), 1u));
}
