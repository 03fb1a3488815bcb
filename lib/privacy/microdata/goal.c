#include "privacy/microdata/goal.h"

#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/index.h"

#include <math.h>
#include <stdlib.h>

gdcs_status gdcs_i_sensitive_new(const gdcs_frame *frame, const gdcs_i_records *r,
                                 gdcs_i_sensitive *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_classes *c = &r->classes;
    gdcs_i_sensitive h = {.values = 0};
    gdcs_i_coded s = {.values = 0};
    gdcs_i_index index = {NULL, 0, 0};
    void *memory = NULL;
    int32_t number = 0;
    GO(gdcs_i_coded_new(frame, r->keys.sensitive, GDCS_I_CODED_BY_BYTES, &s, err));
    GO(gdcs_i_alloc(&memory, c->count + 2, sizeof *h.start, err));
    h.start = memory;
    GO(gdcs_i_index_new(&index, c->count, err));
    for (int64_t row = 0; row < r->rows; row++) {
        const int64_t before = index.count;
        if (s.codes[row] == 0)
            continue;
        GO(gdcs_i_index_add(&index, (uint64_t)c->of[row] << 32 | (uint32_t)s.codes[row], &number,
                            err));
        h.start[c->of[row] + 2] += index.count > before;
    }
    GO(gdcs_i_alloc(&memory, index.count, sizeof *h.value, err));
    h.value = memory;
    for (int64_t i = 2; i < c->count + 2; i++)
        h.start[i] += h.start[i - 1];
    for (int64_t i = 0; i < index.room; i++)
        if (index.places[i].number != 0)
            h.value[h.start[(index.places[i].key >> 32) + 1]++] =
                (int32_t)(index.places[i].key & 0xFFFFFFFF) - 1;
    h.values = s.values;
    *out = h;
    h = (gdcs_i_sensitive){.values = 0};
done:
    gdcs_i_sensitive_free(&h);
    gdcs_i_coded_free(&s);
    gdcs_i_index_free(&index);
    return status;
}

void gdcs_i_sensitive_free(gdcs_i_sensitive *h)
{
    free(h->start);
    free(h->value);
    *h = (gdcs_i_sensitive){.values = 0};
}

gdcs_status gdcs_i_reach(const gdcs_frame *frame, const gdcs_microdata_rule *rule,
                         const gdcs_i_records *r, gdcs_i_goal *out, gdcs_error *err)
{
    gdcs_i_goal g = {.k = rule->k > 1 ? rule->k : 1,
                     .l = rule->l > 1.0 ? (int64_t)ceil(rule->l) : 0};
    if (r->rows > 0 && g.k > r->rows)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "k", "there are not %lld records",
                           (long long)g.k);
    if (g.l > 0)
        TRY(gdcs_i_sensitive_new(frame, r, &g.held, err));
    if (r->rows > 0 && g.l > g.held.values) {
        gdcs_i_sensitive_free(&g.held);
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "l",
                           "the sensitive column does not have %lld values", (long long)g.l);
    }
    *out = g;
    return GDCS_OK;
}

gdcs_status gdcs_i_goal_check(const gdcs_microdata_rule *rule, gdcs_error *err)
{
    if (rule->t > 0.0 || rule->risk > 0.0)
        return gdcs_i_fail(err, GDCS_E_OPTION, rule->t > 0.0 ? "t" : "risk",
                           "what is made here reaches k and l only");
    if (rule->l > 1.0 && rule->diversity != GDCS_MICRODATA_DIVERSITY_DISTINCT)
        return gdcs_i_fail(err, GDCS_E_OPTION, "diversity",
                           "what is made here reaches distinct values only");
    if (rule->k < 2 && !(rule->l > 1.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "rule", "the rule asks for nothing: set k or l");
    return GDCS_OK;
}
