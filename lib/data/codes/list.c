#include "core/fail.h"

#include <gdcs/codes.h>

#include <math.h>
#include <stddef.h>
#include <string.h>

enum { NO_END = 32767, TEXTS = 8, CODE_V1 = 112 };

/* The order of a text in item.texts. */
enum { SCHEME, SOURCE, CODE, NAME, FRENCH, SPANISH, EQUIVALENT, NOTE };

typedef struct item {
    uint32_t texts[TEXTS];
    int16_t parent, youngest, oldest;
    uint8_t level, sex, verified, value;
} item;

/* items of all lists, list k from starts[k - 1] on; order: their numbers within the list by code. */
#include "data/codes/code_lists.h"

static int is_list(int32_t list)
{
    return list >= 1 && list <= LIST_COUNT;
}

static const item *first(int32_t list)
{
    return items + starts[list - 1];
}

static const char *text(const item *i, int which)
{
    return pool + i->texts[which];
}

int32_t gdcs_codes_count(int32_t list)
{
    return is_list(list) ? starts[list] - starts[list - 1] : 0;
}

static double age(int16_t years)
{
    return years < 0 ? NAN : years == NO_END ? INFINITY : years;
}

gdcs_status gdcs_codes_get(int32_t list, int32_t index, gdcs_code *out, gdcs_error *err)
{
    TRY(gdcs_i_need(out, "out", err));
    if (!is_list(list))
        return gdcs_i_fail(err, GDCS_E_OPTION, "list", "%d is no list, expected 1 to %d", (int)list,
                           (int)LIST_COUNT);
    if (index < 0 || index >= gdcs_codes_count(list))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "index", "index is %d, the list has %d codes",
                           (int)index, (int)gdcs_codes_count(list));
    const item *i = first(list) + index;
    const gdcs_code code = {.struct_size = sizeof code,
                            .index = index,
                            .scheme = text(i, SCHEME),
                            .source = text(i, SOURCE),
                            .code = text(i, CODE),
                            .name = text(i, NAME),
                            .name_fr = text(i, FRENCH),
                            .name_es = text(i, SPANISH),
                            .equivalent = text(i, EQUIVALENT),
                            .note = text(i, NOTE),
                            .parent = i->parent,
                            .level = i->level,
                            .sex = i->sex,
                            .verified = i->verified,
                            .value = i->value,
                            .youngest = age(i->youngest),
                            .oldest = age(i->oldest)};
    return gdcs_i_give(out, &code, sizeof code, CODE_V1, err);
}

int32_t gdcs_codes_find(int32_t list, const char *scheme, const char *code)
{
    if (!is_list(list) || code == NULL)
        return -1;
    const item *of = first(list);
    const uint16_t *by_code = order + starts[list - 1];
    int32_t low = 0, high = gdcs_codes_count(list), found = -1;
    const int32_t count = high;
    while (low < high) {
        const int32_t middle = (low + high) / 2;
        if (strcmp(text(of + by_code[middle], CODE), code) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < count && strcmp(text(of + by_code[low], CODE), code) == 0; low++) {
        if (scheme != NULL && strcmp(text(of + by_code[low], SCHEME), scheme) != 0)
            continue;
        if (found >= 0)
            return -1;
        found = by_code[low];
    }
    return found;
}

int32_t gdcs_codes_find_child(int32_t parent, int32_t after)
{
    const int32_t count = gdcs_codes_count(GDCS_CODES_ICCS);
    if (parent < -1 || parent >= count)
        return -1;
    for (int32_t i = (after > parent ? after : parent) + 1; i < count; i++)
        if (first(GDCS_CODES_ICCS)[i].parent == parent)
            return i;
    return -1;
}

int32_t gdcs_codes_find_above(int32_t index, int32_t level)
{
    if (index < 0 || index >= gdcs_codes_count(GDCS_CODES_ICCS) || level < 1)
        return -1;
    const item *of = first(GDCS_CODES_ICCS);
    while (of[index].level > level)
        index = of[index].parent;
    return of[index].level == level ? index : -1;
}
