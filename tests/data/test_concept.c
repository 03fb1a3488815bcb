/* Mirrors lib/data/concept.c. */
#include "data/concept.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

TestSuite(concept, .timeout = 10);

Test(concept, names_and_numbers_are_one_to_one)
{
    int named = 0;
    for (int32_t concept = -5; concept < 300; concept ++) {
        const char *name = gdcs_concept_name(concept);
        if (name[0] == '\0')
            continue;
        named++;
        cr_expect(eq(i32, gdcs_concept_find(name), concept), "%s", name);
    }
    cr_expect(eq(int, named, 17 + 6 + 13));
    cr_expect_str_eq(gdcs_concept_name(GDCS_CONCEPT_PROGRAMME_STATUS), "programme_status");
    cr_expect_str_eq(gdcs_concept_name(GDCS_CONCEPT_NONE), "");
}

Test(concept, what_is_no_name_is_found_nowhere)
{
    cr_expect(eq(i32, gdcs_concept_find(NULL), GDCS_CONCEPT_NONE));
    cr_expect(eq(i32, gdcs_concept_find(""), GDCS_CONCEPT_NONE));
    cr_expect(eq(i32, gdcs_concept_find("Sex"), GDCS_CONCEPT_NONE));
}

Test(concept, only_what_is_about_protection_is_protected_by_itself)
{
    for (int32_t concept = -5; concept < 300; concept ++) {
        const int about = concept == GDCS_CONCEPT_BASIS || concept == GDCS_CONCEPT_PERSON_KEY ||
                          concept == GDCS_CONCEPT_PROGRAMME_STATUS;
        cr_expect(eq(i32, gdcs_concept_sensitivity(concept),
                     about ? GDCS_SENSITIVITY_PROTECTED : GDCS_SENSITIVITY_PUBLIC));
    }
}

Test(concept, a_declared_sensitivity_goes_before_the_concepts)
{
    int32_t out = 77;
    cr_expect(eq(i32, gdcs_i_sensitivity(0, GDCS_CONCEPT_BASIS, &out, NULL), GDCS_OK));
    cr_expect(eq(i32, out, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, gdcs_i_sensitivity(1, GDCS_CONCEPT_BASIS, &out, NULL), GDCS_OK));
    cr_expect(eq(i32, out, GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, gdcs_i_sensitivity(2, GDCS_CONCEPT_SEX, &out, NULL), GDCS_OK));
    cr_expect(eq(i32, out, GDCS_SENSITIVITY_INTERNAL));
    cr_expect(eq(i32, gdcs_i_sensitivity(4, GDCS_CONCEPT_SEX, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_sensitivity(-1, GDCS_CONCEPT_SEX, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, out, GDCS_SENSITIVITY_INTERNAL));
}
