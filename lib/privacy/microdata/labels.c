#include "core/fail.h"
#include "core/memory.h"
#include "privacy/columns.h"
#include "privacy/microdata/records.h"

#include <math.h>
#include <stdlib.h>

/* The rows of the frame: for each key its values, the missing one first. */
struct rows {
    int64_t *start; /* of each key */
    const char **column;
    const char **label;
    char (*room)[GDCS_I_VALUE_SIZE];
    double *number[5]; /* records, uniques, below, risk, reidentifications */
    int64_t count;
};

enum { RECORDS, UNIQUES, BELOW, RISK, REIDENTIFICATIONS };

static void free_rows(struct rows *r)
{
    free(r->start);
    free(r->column);
    free(r->label);
    free(r->room);
    for (int i = 0; i < 5; i++)
        free(r->number[i]);
}

static gdcs_status make_room(const gdcs_i_records *records, struct rows *r, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, records->codes.width, sizeof *r->start, err));
    r->start = memory;
    for (int32_t j = 0; j < records->codes.width; j++) {
        r->start[j] = r->count;
        r->count += records->key[j].values + 1;
    }
    TRY(gdcs_i_alloc(&memory, r->count, sizeof *r->column, err));
    r->column = memory;
    TRY(gdcs_i_alloc(&memory, r->count, sizeof *r->label, err));
    r->label = memory;
    TRY(gdcs_i_alloc(&memory, r->count, sizeof *r->room, err));
    r->room = memory;
    for (int i = 0; i < 5; i++) {
        TRY(gdcs_i_alloc(&memory, r->count, sizeof(double), err));
        r->number[i] = memory;
    }
    return GDCS_OK;
}

static void add_class(const gdcs_i_records *records, const gdcs_i_measured *m, int64_t k, int64_t i,
                      struct rows *r)
{
    const double n = records->classes.size[i], f = m->frequency[i];
    for (int32_t j = 0; j < records->codes.width; j++) {
        const int64_t at = r->start[j] + records->classes.codes.codes[j][i];
        r->number[RECORDS][at] += n;
        r->number[UNIQUES][at] += f == 1.0 ? n : 0.0;
        r->number[BELOW][at] += f < (double)k ? n : 0.0;
        r->number[RISK][at] = fmax(r->number[RISK][at], m->risk[i]);
        r->number[REIDENTIFICATIONS][at] += n * m->risk[i];
    }
}

/* Only values that are there make rows: the missing one may not be. */
static void close_up(const gdcs_i_records *records, struct rows *r)
{
    int64_t used = 0;
    for (int32_t j = 0; j < records->codes.width; j++)
        for (int32_t v = 0; v <= records->key[j].values; v++) {
            const int64_t at = r->start[j] + v;
            if (r->number[RECORDS][at] == 0.0)
                continue;
            for (int i = 0; i < 5; i++)
                r->number[i][used] = r->number[i][at];
            r->column[used] = records->key[j].column.name;
            r->label[used] = v > 0 ? gdcs_i_coded_text(&records->key[j], v, r->room[used]) : NULL;
            used++;
        }
    r->count = used;
}

static gdcs_status give(const struct rows *r, int32_t level, gdcs_frame **out, gdcs_error *err)
{
    static const char *const names[] = {"records", "uniques", "below", "risk", "reidentifications"};
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    GO(gdcs_frame_new(&frame, err));
    GO(gdcs_i_columns_add_texts(frame, "column", GDCS_CONCEPT_GROUP, level, r->column, r->count,
                                err));
    GO(gdcs_i_columns_add_texts(frame, "label", GDCS_CONCEPT_GROUP, level, r->label, r->count,
                                err));
    for (int i = 0; i < 5; i++)
        GO(gdcs_i_columns_add_numbers(frame, names[i], GDCS_CONCEPT_NUMBER, level, r->number[i],
                                      r->count, err));
    GO(gdcs_frame_set_meta(frame, GDCS_META_METHOD,
                           "How easily persons with each value of the keys are found.", err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    return status;
}

gdcs_status gdcs_microdata_measure_labels(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                                          const gdcs_microdata_rule *rule, gdcs_frame **out,
                                          gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_microdata_keys taken;
    gdcs_microdata_rule ours;
    gdcs_i_records records = {.rows = 0};
    gdcs_i_measured m = {NULL};
    struct rows rows = {.count = 0};
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(gdcs_i_keys_take(keys, &taken, err));
    TRY(gdcs_i_microrule_take(rule, &taken, &ours, err));
    GO(gdcs_i_records_new(frame, &taken, &records, err));
    GO(gdcs_i_measured_new(frame, &records, &ours, &m, err));
    GO(make_room(&records, &rows, err));
    for (int64_t i = 0; i < records.classes.count; i++)
        add_class(&records, &m, ours.k, i, &rows);
    close_up(&records, &rows);
    status = give(&rows, gdcs_frame_get_sensitivity(frame), out, err);
done:
    free_rows(&rows);
    gdcs_i_measured_free(&m);
    gdcs_i_records_free(&records);
    return status;
}
