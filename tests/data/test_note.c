/* Mirrors lib/data/note.c. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/estimate.h>

TestSuite(note, .timeout = 10);

Test(note, every_bit_has_a_name_and_a_text)
{
    for (uint32_t note = 1; note <= GDCS_NOTE_WITHHELD; note <<= 1) {
        cr_expect_str_not_empty(gdcs_note_name(note), "%u", note);
        cr_expect_str_not_empty(gdcs_note_text(note), "%u", note);
        cr_expect(eq(u32, gdcs_note_find(gdcs_note_name(note)), note));
    }
    cr_expect_str_eq(gdcs_note_name(GDCS_NOTE_UNKNOWN_PRESENT), "unknown_present");
    cr_expect_str_eq(gdcs_note_name(GDCS_NOTE_TOTAL_EXCEEDS), "total_exceeds");
    cr_expect_str_eq(gdcs_note_name(GDCS_NOTE_METHOD_CHANGED), "method_changed");
}

Test(note, what_is_not_exactly_one_note_has_neither)
{
    const uint32_t none[] = {0, 3, GDCS_NOTE_WITHHELD << 1, UINT32_MAX};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        cr_expect_str_eq(gdcs_note_name(none[i]), "");
        cr_expect_str_eq(gdcs_note_text(none[i]), "");
    }
    cr_expect(eq(u32, gdcs_note_find(NULL), 0));
    cr_expect(eq(u32, gdcs_note_find(""), 0));
    cr_expect(eq(u32, gdcs_note_find("Zero_cell"), 0));
}

Test(note, struct_sizes_are_those_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_estimate), 32));
    cr_expect(eq(sz, sizeof(gdcs_bounds), 16));
    cr_expect(eq(sz, sizeof(gdcs_estimate_arrays), 8 + 7 * sizeof(double *)));
}
