#include "core/fail.h"
#include "core/text.h"

#include <gdcs/codes.h>

#include <string.h>

enum { ICCS_V1 = 272, MOST = 64, LONGEST = 6, SHOWN = 40, SIC_UNKNOWN = 10 };

static gdcs_status refuse(const char *text, size_t size, gdcs_error *err)
{
    return gdcs_i_fail(err, GDCS_E_NAME, "text", "\"%.*s\" is no code of ICCS",
                       size > SHOWN ? SHOWN : (int)size, text);
}

static gdcs_status add(gdcs_codes_iccs *set, int32_t index, gdcs_error *err)
{
    for (int32_t i = 0; i < set->count; i++)
        if (set->indexes[i] == index)
            return gdcs_i_fail(err, GDCS_E_DUPLICATE, "text", "a code stands twice");
    if (set->count == MOST)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "text", "more than %d codes", (int)MOST);
    set->indexes[set->count++] = index;
    return GDCS_OK;
}

/* Without the blanks around it and without "ICCS" before it. */
static const char *bare(const char *text, size_t *size)
{
    text = gdcs_i_trim(text, size);
    if (*size > 4 && (text[0] | 0x20) == 'i' && (text[1] | 0x20) == 'c' &&
        (text[2] | 0x20) == 'c' && (text[3] | 0x20) == 's') {
        *size -= 4;
        return text + 4;
    }
    return text;
}

/* One code, a lost zero put back. */
static gdcs_status one(const char *text, size_t size, gdcs_codes_iccs *set, int32_t *out,
                       gdcs_error *err)
{
    char code[LONGEST + 2] = "0";
    const char *digits = bare(text, &size);
    if (size == 0 || size > LONGEST)
        return refuse(text, size, err);
    memcpy(code + 1, digits, size);
    int32_t index = gdcs_codes_find(GDCS_CODES_ICCS, NULL, code + 1);
    if (index < 0) {
        index = gdcs_codes_find(GDCS_CODES_ICCS, NULL, code);
        set->repaired += index >= 0;
    }
    if (index < 0)
        return refuse(digits, size, err);
    *out = index;
    return GDCS_OK;
}

static gdcs_status range(int32_t from, int32_t to, gdcs_codes_iccs *set, gdcs_error *err)
{
    gdcs_code a = {.struct_size = sizeof a}, b = a;
    TRY(gdcs_codes_get(GDCS_CODES_ICCS, from, &a, err));
    TRY(gdcs_codes_get(GDCS_CODES_ICCS, to, &b, err));
    if (a.parent != b.parent || from > to)
        return gdcs_i_fail(err, GDCS_E_NAME, "text",
                           "%s-%s is no range of codes right below one code", a.code, b.code);
    for (int32_t i = from; i >= 0 && i <= to; i = gdcs_codes_find_child(a.parent, i))
        TRY(add(set, i, err));
    return GDCS_OK;
}

static gdcs_status part(const char *text, size_t size, gdcs_codes_iccs *set, gdcs_error *err)
{
    const char *dash = memchr(text, '-', size);
    int32_t from = -1, to = -1;
    TRY(one(text, dash != NULL ? (size_t)(dash - text) : size, set, &from, err));
    if (dash == NULL)
        return add(set, from, err);
    TRY(one(dash + 1, size - (size_t)(dash + 1 - text), set, &to, err));
    return range(from, to, set, err);
}

gdcs_status gdcs_codes_parse_iccs(const char *text, gdcs_codes_iccs *out, gdcs_error *err)
{
    gdcs_codes_iccs set = {.struct_size = sizeof set};
    TRY(gdcs_i_need(text, "text", err));
    TRY(gdcs_i_need(out, "out", err));
    for (;; text++) {
        const size_t size = strcspn(text, "_");
        TRY(part(text, size, &set, err));
        text += size;
        if (*text == '\0')
            break;
    }
    return gdcs_i_give(out, &set, sizeof set, ICCS_V1, err);
}

int32_t gdcs_codes_find_organised(int32_t iccs, int32_t sic)
{
    if (sic == 1)
        return GDCS_CODES_ORGANISED_GROUP;
    if (sic == 2)
        return GDCS_CODES_ORGANISED_GANG;
    const int32_t division = gdcs_codes_find_above(iccs, 2);
    if (division >= 0 && division == gdcs_codes_find(GDCS_CODES_ICCS, NULL, "0905"))
        return GDCS_CODES_ORGANISED_PARTICIPATION;
    return sic > 0 && sic < SIC_UNKNOWN ? GDCS_CODES_ORGANISED_NO : -1;
}
