#include <gdcs/meta.h>

#include <stddef.h>
#include <string.h>

/* Indexed by GDCS_META_*. */
static const char *const names[] = {"",
                                    "title",
                                    "source",
                                    "url",
                                    "licence",
                                    "retrieved",
                                    "counting_unit",
                                    "stock_flow",
                                    "reference_date",
                                    "principal_rule",
                                    "input_output",
                                    "population_base",
                                    "sex_or_gender",
                                    "legal_persons",
                                    "inclusions",
                                    "breaks",
                                    "method",
                                    "note",
                                    "detected"};

const char *gdcs_meta_name(int32_t key)
{
    return key >= GDCS_META_TITLE && key <= GDCS_META_DETECTED ? names[key] : "";
}

int32_t gdcs_meta_find(const char *name)
{
    for (int32_t key = GDCS_META_TITLE; name != NULL && key <= GDCS_META_DETECTED; key++)
        if (strcmp(names[key], name) == 0)
            return key;
    return 0;
}
