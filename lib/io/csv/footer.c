#include "io/csv/footer.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* A record with room of its own, used again for another. */
typedef struct copy {
    gdcs_i_record record;
    gdcs_i_field *fields;
    char *bytes;
    int64_t room;
} copy;

struct gdcs_i_footer {
    copy *ring; /* count + 1: the one that is due lives until the next push */
    int64_t slots;
    int64_t pushed;
    int64_t taken; /* out again, the one that is due among them */
    const unsigned char *wanted;
    int64_t width;
};

gdcs_status gdcs_i_footer_new(int32_t count, const unsigned char *wanted, int64_t width,
                              gdcs_i_footer **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_footer), err));
    gdcs_i_footer *footer = memory;
    footer->wanted = wanted;
    footer->width = width;
    GO(gdcs_i_alloc(&memory, (int64_t)count + 1, sizeof(copy), err));
    footer->ring = memory;
    footer->slots = (int64_t)count + 1;
    *out = footer;
    return GDCS_OK;
done:
    gdcs_i_footer_free(footer);
    return status;
}

void gdcs_i_footer_free(gdcs_i_footer *footer)
{
    if (footer == NULL)
        return;
    for (int64_t i = 0; i < footer->slots; i++) {
        free(footer->ring[i].fields);
        free(footer->ring[i].bytes);
    }
    free(footer->ring);
    free(footer);
}

static int is_kept(const gdcs_i_footer *footer, const gdcs_i_record *record, int64_t field)
{
    return field < record->count && footer->wanted[field];
}

static gdcs_status copy_record(const gdcs_i_footer *footer, const gdcs_i_record *record, copy *to,
                               gdcs_error *err)
{
    void *memory = to->bytes;
    int64_t need = 0;
    for (int64_t i = 0; i < footer->width; i++)
        if (is_kept(footer, record, i))
            need += (int64_t)record->fields[i].size + 1;
    const gdcs_status status = gdcs_i_reserve(&memory, &to->room, need, 1, err);
    to->bytes = memory;
    TRY(status);
    if (to->fields == NULL) {
        TRY(gdcs_i_alloc(&memory, footer->width, sizeof(gdcs_i_field), err));
        to->fields = memory;
    }
    char *at = to->bytes;
    for (int64_t i = 0; i < footer->width; i++) {
        to->fields[i] = (gdcs_i_field){0};
        if (!is_kept(footer, record, i))
            continue;
        to->fields[i] = record->fields[i];
        if (record->fields[i].text == NULL)
            continue;
        memcpy(at, record->fields[i].text, record->fields[i].size + 1);
        to->fields[i].text = at;
        at += record->fields[i].size + 1;
    }
    to->record = *record;
    to->record.fields = to->fields;
    return GDCS_OK;
}

void gdcs_i_footer_pop(gdcs_i_footer *footer, const gdcs_i_record **due)
{
    *due = footer->taken == footer->pushed ? NULL
                                           : &footer->ring[footer->taken++ % footer->slots].record;
}

gdcs_status gdcs_i_footer_push(gdcs_i_footer *footer, const gdcs_i_record *record,
                               const gdcs_i_record **due, gdcs_error *err)
{
    *due = NULL;
    TRY(copy_record(footer, record, &footer->ring[footer->pushed % footer->slots], err));
    footer->pushed++;
    if (footer->pushed - footer->taken == footer->slots)
        gdcs_i_footer_pop(footer, due);
    return GDCS_OK;
}

int64_t gdcs_i_footer_count(const gdcs_i_footer *footer)
{
    return footer->pushed;
}
