/* What is looked at of differentially private noise, which no audit of cells can see. */
#include "core/fail.h"
#include "data/frame.h"
#include "privacy/release/release.h"

#include <math.h>
#include <string.h>

enum { NOISE_RESULT_V1 = 64 };

static const double *numbers_of(const gdcs_frame *ledger, const char *name)
{
    return ledger->columns[gdcs_frame_find(ledger, name)].values;
}

/* Was a release of this cost paid for? */
static gdcs_status check_charge(const gdcs_budget *budget, const gdcs_noise_result *noise,
                                gdcs_error *err)
{
    gdcs_frame *ledger = NULL;
    int found = 0;
    TRY(gdcs_budget_get_frame(budget, &ledger, err));
    const double *epsilon = numbers_of(ledger, "epsilon"), *rho = numbers_of(ledger, "rho");
    for (int64_t i = 0; i < gdcs_frame_count_rows(ledger); i++)
        found |= epsilon[i] == noise->epsilon && rho[i] == noise->rho;
    gdcs_frame_free(ledger);
    return found ? GDCS_OK
                 : gdcs_i_fail(err, GDCS_E_DISCLOSURE, "budget",
                               "the budget has no charge of what the noise says it cost");
}

/* Noise that changed no number protects none. */
static int is_changed(const gdcs_i_release *r, int32_t t)
{
    for (int64_t slot = 0; slot < gdcs_i_cells_count(r->tables[t]->cells); slot++) {
        int32_t codes[GDCS_I_AXES] = {0};
        const char *labels[GDCS_I_AXES] = {NULL};
        gdcs_cell truth = {.struct_size = sizeof truth};
        const gdcs_table *table = r->tables[t], *original = r->originals[t];
        gdcs_i_cells_codes(table->cells, slot, codes);
        for (int32_t k = 0; k < table->width; k++)
            labels[gdcs_table_find_axis(original, table->axes[k].name)] =
                gdcs_i_pool_text(table->axes[k].labels, codes[k]);
        const gdcs_i_range noisy = gdcs_i_cells_get(table->cells, slot);
        if (gdcs_table_get(original, labels, &truth, NULL) == GDCS_OK &&
            truth.value != gdcs_i_range_lower(&noisy))
            return 1;
    }
    return 0;
}

gdcs_status gdcs_i_release_check_noise(const gdcs_i_release *r, gdcs_error *err)
{
    gdcs_noise_result noise;
    gdcs_budget_result budget = {.struct_size = sizeof budget};
    TRY(gdcs_i_take(&noise, sizeof noise, r->options.noise, NOISE_RESULT_V1, err));
    if (!(noise.epsilon > 0.0) == !(noise.rho > 0.0))
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "noise",
                           "the noise says not one of epsilon and rho as its cost");
    TRY(check_charge(r->options.budget, &noise, err));
    TRY(gdcs_budget_get(r->options.budget, &budget, err));
    if (!(budget.epsilon <= r->options.epsilon))
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "budget",
                           "the budget guarantees a larger epsilon than the release may have%s",
                           isinf(budget.epsilon) ? ", since it was given no delta" : "");
    for (int32_t t = 0; t < r->n; t++)
        if (!is_changed(r, t))
            return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "tables",
                               "table %d is its original: the noise changed nothing", (int)t + 1);
    return GDCS_OK;
}
