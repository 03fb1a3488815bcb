#include "io/schema/names.h"

#include "data/sex.h"

#include <gdcs/concept.h>
#include <gdcs/frame.h>

#include <stddef.h>
#include <string.h>

static const char *const sensitivities[] = {[GDCS_SENSITIVITY_PUBLIC] = "public",
                                            [GDCS_SENSITIVITY_INTERNAL] = "internal",
                                            [GDCS_SENSITIVITY_PROTECTED] = "protected"};

static const char *const types[] = {
    [GDCS_TYPE_TEXT] = "text", [GDCS_TYPE_DOUBLE] = "double", [GDCS_TYPE_INT64] = "int64"};

static const char *name_in(const char *const *names, size_t count, int32_t number)
{
    return number > 0 && (size_t)number < count ? names[number] : NULL;
}

static int32_t find_in(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 1; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return (int32_t)i;
    return 0;
}

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

const char *gdcs_i_scheme_name(int32_t scheme)
{
    return gdcs_i_sex_scheme_name(scheme);
}

const char *gdcs_i_sensitivity_name(int32_t sensitivity)
{
    return name_in(sensitivities, COUNT(sensitivities), sensitivity);
}

int32_t gdcs_i_sensitivity_find(const char *name)
{
    return find_in(sensitivities, COUNT(sensitivities), name);
}

const char *gdcs_i_type_name(int32_t type)
{
    return name_in(types, COUNT(types), type);
}

int32_t gdcs_i_type_find(const char *name)
{
    return find_in(types, COUNT(types), name);
}
