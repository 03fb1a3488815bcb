/* The difference of two products, a_1 ... a_n - b_1 ... b_n, in parts of their factors.

   Part k is what turning factor k from b_k into a_k changes, averaged over all orders in which the
   factors may turn: the Shapley value, which Das Gupta (1993) has by hand up to ten factors.  Here

       part k = (a_k - b_k) times the integral over t from 0 to 1 of the product over i != k of
                (1 - t) b_i + t a_i,

   since a subset of j of the n - 1 others has the weight j! (n - 1 - j)! / n!, which is the integral of
   t^j (1 - t)^(n - 1 - j).  For factors >= 0 nothing cancels but in a_k - b_k. */
#ifndef GDCS_NUM_PRODUCT_H
#define GDCS_NUM_PRODUCT_H

#include <stdint.h>

enum { GDCS_I_PRODUCT_MOST = 64 };

/* The integral above without (a_k - b_k).  n from 1 to GDCS_I_PRODUCT_MOST. */
double gdcs_i_product_weight(const double *a, const double *b, int32_t n, int32_t k);

/* The derivatives of that integral by a_i and by b_i, for i != k. */
void gdcs_i_product_slope(const double *a, const double *b, int32_t n, int32_t k, int32_t i,
                          double *by_a, double *by_b);
#endif
