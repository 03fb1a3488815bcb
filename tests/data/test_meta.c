/* Mirrors lib/data/meta.c and lib/data/texts.c. */
#include "data/texts.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

TestSuite(meta, .timeout = 10);

Test(meta, names_and_numbers_are_one_to_one)
{
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++) {
        cr_expect_str_not_empty(gdcs_meta_name(key), "key %d", key);
        cr_expect(eq(i32, gdcs_meta_find(gdcs_meta_name(key)), key));
    }
    cr_expect_str_eq(gdcs_meta_name(GDCS_META_COUNTING_UNIT), "counting_unit");
    cr_expect_str_eq(gdcs_meta_name(GDCS_META_NOTE), "note");
    cr_expect_str_eq(gdcs_meta_name(0), "");
    cr_expect_str_eq(gdcs_meta_name(-1), "");
    cr_expect_str_eq(gdcs_meta_name(GDCS_META_DETECTED + 1), "");
    cr_expect(eq(i32, gdcs_meta_find(NULL), 0));
    cr_expect(eq(i32, gdcs_meta_find(""), 0));
    cr_expect(eq(i32, gdcs_meta_find("Source"), 0));
}

Test(meta, a_text_is_set_replaced_and_removed)
{
    gdcs_i_texts texts = {{NULL}};
    cr_expect_str_eq(gdcs_i_texts_get(&texts, GDCS_META_SOURCE), "");
    cr_expect(eq(i32, gdcs_i_texts_set(&texts, GDCS_META_SOURCE, "one", NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_i_texts_set(&texts, GDCS_META_SOURCE, "two", NULL), GDCS_OK));
    cr_expect_str_eq(gdcs_i_texts_get(&texts, GDCS_META_SOURCE), "two");
    cr_expect(eq(i32, gdcs_i_texts_set(&texts, GDCS_META_SOURCE, "", NULL), GDCS_OK));
    cr_expect_str_eq(gdcs_i_texts_get(&texts, GDCS_META_SOURCE), "");
    cr_expect_str_eq(gdcs_i_texts_get(&texts, 99), "");
}

Test(meta, no_key_and_no_utf8_are_refused_and_change_nothing)
{
    gdcs_i_texts texts = {{NULL}};
    cr_expect(eq(i32, gdcs_i_texts_set(&texts, GDCS_META_URL, "kept", NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_i_texts_set(&texts, 0, "x", NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_i_texts_set(&texts, GDCS_META_DETECTED + 1, "x", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_texts_set(&texts, GDCS_META_URL, "\xC3", NULL), GDCS_E_ARGUMENT));
    cr_expect_str_eq(gdcs_i_texts_get(&texts, GDCS_META_URL), "kept");
    gdcs_i_texts_free(&texts);
}

static const struct row {
    char a[16], b[16], joined[24];
} joins[] = {
    {"x", "", "x"},
    {"", "x", "x"},
    {"x", "x", "x"},
    {"x", "y", "x; y"},
    {"x; y", "y", "x; y"},
    {"y", "x; y", "x; y"},
    {"x; y; z", "y", "x; y; z"},
    {"CC BY-SA", "CC BY", "CC BY-SA; CC BY"},
    {"xy", "y", "xy; y"},
    {"CC BY", "CC BY-SA", "CC BY; CC BY-SA"},
};

Test(meta, joining_keeps_each_text_once)
{
    for (size_t i = 0; i < sizeof joins / sizeof joins[0]; i++) {
        gdcs_i_texts a = {{NULL}}, b = {{NULL}}, out = {{NULL}};
        cr_assert(eq(i32, gdcs_i_texts_set(&a, GDCS_META_LICENCE, joins[i].a, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_i_texts_set(&b, GDCS_META_LICENCE, joins[i].b, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_i_texts_join(&a, &b, &out, NULL), GDCS_OK));
        cr_expect_str_eq(gdcs_i_texts_get(&out, GDCS_META_LICENCE), joins[i].joined);
        cr_expect_str_eq(gdcs_i_texts_get(&out, GDCS_META_TITLE), "");
        gdcs_i_texts_free(&a);
        gdcs_i_texts_free(&b);
        gdcs_i_texts_free(&out);
    }
}
