#include "core/fail.h"
#include "stats/claim/rows.h"

#include <stdlib.h>

gdcs_status gdcs_claim_reconcile(const gdcs_claim *claims, int64_t n,
                                 const gdcs_claim_options *options, gdcs_frame **out,
                                 gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_claim_rows rows = {.row = NULL};
    TRY(gdcs_i_need(claims, "claims", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_claim_open(options, &rows, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    if (n > GDCS_I_CLAIMS)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "n", "%lld claims are more than %d", (long long)n,
                           (int)GDCS_I_CLAIMS);
    for (int64_t i = 0; i < n; i++)
        GO(gdcs_i_claim_add(&rows, &claims[i], i + 1, err));
    GO(gdcs_i_claim_give(&rows, NULL, 0, GDCS_SENSITIVITY_PUBLIC, out, err));
done:
    free(rows.row);
    return status;
}
