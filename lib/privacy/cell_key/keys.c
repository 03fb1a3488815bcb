#include "core/fail.h"
#include "core/memory.h"
#include "num/rng.h"
#include "privacy/cell_key/design.h"
#include "privacy/perturb.h"

#include <math.h>
#include <stdlib.h>

static double draw(int64_t seed, uint64_t stream)
{
    gdcs_i_rng rng = gdcs_i_rng_at((uint64_t)seed, stream);
    return floor(gdcs_i_rng_unit(&rng) * GDCS_I_KEYS);
}

static gdcs_status fill(const gdcs_column *person, int64_t rows, int64_t seed, int64_t *keys,
                        gdcs_error *err)
{
    for (int64_t i = 0; i < rows; i++) {
        uint64_t stream = (uint64_t)i;
        const int text = person != NULL && person->type == GDCS_TYPE_TEXT;
        if (person != NULL && (text ? person->codes[i] < 0 : person->integers[i] == INT64_MIN))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, person->name,
                                  "the person of row %lld is missing", (long long)(i + 1));
        if (person != NULL)
            stream = text ? gdcs_i_perturb_spell(person->words[person->codes[i]])
                          : gdcs_i_perturb_stir((uint64_t)person->integers[i]);
        keys[i] = (int64_t)draw(seed, stream);
    }
    return GDCS_OK;
}

static gdcs_status find_person(const gdcs_frame *frame, const char *name, gdcs_column *out,
                               gdcs_error *err)
{
    const int64_t index = gdcs_frame_find(frame, name);
    out->struct_size = sizeof *out;
    if (index < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "person", "the frame has no column \"%.60s\"", name);
    TRY(gdcs_frame_get(frame, index, out, err));
    if (out->type == GDCS_TYPE_DOUBLE)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "person",
                           "column \"%.60s\" holds neither text nor whole numbers", name);
    return GDCS_OK;
}

gdcs_status gdcs_cell_key_add(gdcs_frame *frame, const char *name, const char *person, int64_t seed,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_column of = {0};
    void *memory = NULL;
    int64_t *keys = NULL;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(name, "name", err));
    if (person != NULL)
        TRY(find_person(frame, person, &of, err));
    const int64_t rows = gdcs_frame_count_rows(frame);
    GO(gdcs_i_alloc(&memory, rows, sizeof *keys, err));
    keys = memory;
    GO(fill(person != NULL ? &of : NULL, rows, seed, keys, err));
    const gdcs_column column = {.struct_size = sizeof column,
                                .type = GDCS_TYPE_INT64,
                                .sensitivity = GDCS_SENSITIVITY_PROTECTED,
                                .name = name,
                                .rows = rows,
                                .integers = keys};
    GO(gdcs_frame_add(frame, &column, err));
done:
    free(keys);
    return status;
}
