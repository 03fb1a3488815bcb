#include "num/linear.h"

#include "num/guard.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

enum { MOST = 200 };

/* With v = L L' it is the square of L^-1 d. */
double gdcs_i_linear_form(double *v, const double *d, int32_t n)
{
    double x[MOST], sum = 0.0;
    if (n < 1 || n > MOST)
        return NAN;
    memcpy(x, d, (size_t)n * sizeof *x);
    gsl_matrix_view matrix = gsl_matrix_view_array(v, (size_t)n, (size_t)n);
    gsl_vector_view vector = gsl_vector_view_array(x, (size_t)n);
    gdcs_i_guard_enter();
    int failed = gsl_linalg_cholesky_decomp1(&matrix.matrix);
    if (!failed)
        failed =
            gsl_blas_dtrsv(CblasLower, CblasNoTrans, CblasNonUnit, &matrix.matrix, &vector.vector);
    if (gdcs_i_guard_leave() != 0 || failed)
        return NAN;
    for (int32_t i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}
