/* Mirrors lib/data/sex.c. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/sex.h>
#include <string.h>

TestSuite(sex, .timeout = 10);

/* The code of a token, or "" where it is refused. */
static const char *parse(const char *token, const char *scheme)
{
    int32_t sex = 77;
    const gdcs_status status = gdcs_sex_parse(token, gdcs_sex_find_scheme(scheme), &sex, NULL);
    cr_assert(status == GDCS_OK || (status == GDCS_E_SEX && sex == 77), "%s in %s", token, scheme);
    return status == GDCS_OK ? gdcs_sex_code(sex) : "";
}

/* SDMX CL_SEX 2.1; Eurostat SEX; ISO/IEC 5218:2004; ICCS 1.0 table II; FBI NIBRS user manual,
   data elements 27 and 50; FBI SHR record layout; NIEM 5.0 ncic:SEXCodeType. */
static const struct row {
    char scheme[10], token[6], code[4];
} published[] = {
    {"sdmx", "F", "F"},        {"sdmx", "M", "M"},        {"sdmx", "_O", "_O"},
    {"sdmx", "_U", "_U"},      {"sdmx", "_N", "_U"},      {"sdmx", "_Z", "_Z"},
    {"sdmx", "_T", "_T"},      {"sdmx", "T", ""},         {"sdmx", "", ""},
    {"sdmx", "O", ""},         {"eurostat", "F", "F"},    {"eurostat", "M", "M"},
    {"eurostat", "T", "_T"},   {"eurostat", "UNK", "_U"}, {"eurostat", "NRP", "_U"},
    {"eurostat", "NAP", "_Z"}, {"eurostat", "DIFF", ""},  {"eurostat", "", ""},
    {"iso5218", "1", "M"},     {"iso5218", "2", "F"},     {"iso5218", "0", "_U"},
    {"iso5218", "9", "_Z"},    {"iso5218", "3", ""},      {"iso5218", "F", ""},
    {"iccs", "1", "M"},        {"iccs", "2", "F"},        {"iccs", "3", "_Z"},
    {"iccs", "4", "_U"},       {"iccs", "9", ""},         {"iccs", "0", ""},
    {"nibrs", "F", "F"},       {"nibrs", "M", "M"},       {"nibrs", "U", "_U"},
    {"nibrs", "", "_Z"},       {"nibrs", "X", "_Z"},      {"shr", "F", "F"},
    {"shr", "M", "M"},         {"shr", "U", "_U"},        {"shr", "X", "_U"},
    {"shr", "", ""},           {"niem", "F", "F"},        {"niem", "M", "M"},
    {"niem", "U", "_U"},       {"niem", "X", "_O"},       {"niem", "T", ""},
};

Test(sex, every_scheme_is_read_as_its_owner_publishes_it)
{
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        const struct row *r = &published[i];
        cr_expect_str_eq(parse(r->token, r->scheme), r->code, "%s \"%s\"", r->scheme, r->token);
    }
}

Test(sex, blanks_around_and_case_do_not_matter)
{
    cr_expect_str_eq(parse(" f\t", "sdmx"), "F");
    cr_expect_str_eq(parse("unk ", "eurostat"), "_U");
    cr_expect_str_eq(parse("   ", "nibrs"), "_Z");
    cr_expect_str_eq(parse("_u", "sdmx"), "_U");
}

Test(sex, letters_that_only_look_alike_are_refused)
{
    cr_expect_str_eq(parse("\xD0\x9C", "sdmx"), ""); /* Cyrillic capital em */
    cr_expect_str_eq(parse("FF", "sdmx"), "");
    cr_expect_str_eq(parse("F M", "sdmx"), "");
}

Test(sex, codes_have_names_and_nothing_else_has)
{
    const char *const wanted[] = {"", "F", "M", "_O", "_U", "_Z", "_T", ""};
    for (int32_t sex = 0; sex < 8; sex++)
        cr_expect_str_eq(gdcs_sex_code(sex), wanted[sex]);
    cr_expect_str_eq(gdcs_sex_code(-1), "");
    for (int32_t sex = GDCS_SEX_FEMALE; sex <= GDCS_SEX_TOTAL; sex++) {
        int32_t back = 0;
        cr_expect(eq(i32, gdcs_sex_parse(gdcs_sex_code(sex), GDCS_SEX_SCHEME_SDMX, &back, NULL),
                     GDCS_OK));
        cr_expect(eq(i32, back, sex));
    }
}

Test(sex, schemes_are_found_by_name)
{
    const char *const names[] = {
        "sdmx",   "eurostat", "iso5218",  "iccs",        "nibrs",     "shr",     "niem",
        "sdmx1",  "ncvs",     "icao9303", "fhir",        "greenland", "finland", "sweden",
        "norway", "portugal", "spain",    "netherlands", "germany",   "men01",   "women01"};
    cr_expect(eq(i32, gdcs_sex_find_scheme("women01"), GDCS_SEX_SCHEME_WOMEN01));
    cr_expect(eq(i32, gdcs_sex_find_scheme("greenland"), GDCS_SEX_SCHEME_GREENLAND));
    for (int32_t i = 0; i < 21; i++)
        cr_expect(eq(i32, gdcs_sex_find_scheme(names[i]), i + 1));
    cr_expect(eq(i32, gdcs_sex_find_scheme("SDMX"), GDCS_SEX_SCHEME_NONE));
    cr_expect(eq(i32, gdcs_sex_find_scheme(""), GDCS_SEX_SCHEME_NONE));
    cr_expect(eq(i32, gdcs_sex_find_scheme(NULL), GDCS_SEX_SCHEME_NONE));
}

Test(sex, refusals_say_which_token_and_scheme)
{
    gdcs_error err = {.struct_size = sizeof err};
    int32_t out = 77;
    cr_expect(eq(i32, gdcs_sex_parse(NULL, 1, &out, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sex_parse("F", 1, NULL, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sex_parse("F", 0, &out, &err), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_sex_parse("F", 22, &out, &err), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_sex_parse("DIFF", GDCS_SEX_SCHEME_EUROSTAT, &out, &err), GDCS_E_SEX));
    cr_expect_str_eq(err.message, "\"DIFF\" is no eurostat code");
    cr_expect(eq(i32, gdcs_sex_parse("\xFF", GDCS_SEX_SCHEME_SDMX, &out, &err), GDCS_E_SEX));
    cr_expect_str_eq(err.message, "a token that is not UTF-8 is no sdmx code");
    cr_expect(eq(i32, out, 77));
}

Test(sex, struct_sizes_are_those_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_sex_counts), 40));
    cr_expect(eq(sz, sizeof(gdcs_sex_arrays), 8 + 5 * sizeof(double *)));
}
