/* Mirrors lib/data/codes.  Every row is compared with its CSV file by bindings/python/tests/test_codes.py. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/codes.h>
#include <gdcs/sex.h>
#include <gdcs/table.h>
#include <math.h>
#include <string.h>

TestSuite(codes, .timeout = 10);

static gdcs_code get(int32_t list, int32_t index)
{
    gdcs_code c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_codes_get(list, index, &c, NULL), GDCS_OK));
    return c;
}

static gdcs_code named(int32_t list, const char *scheme, const char *code)
{
    const int32_t index = gdcs_codes_find(list, scheme, code);
    cr_assert(ge(i32, index, 0), "%s", code);
    return get(list, index);
}

Test(codes, every_code_is_found_where_it_stands)
{
    const int32_t counts[] = {0, 320, 146, 53, 86, 15, 56, 30, 0};
    for (int32_t list = 0; list < 9; list++) {
        cr_expect(eq(i32, gdcs_codes_count(list), counts[list]), "list %d", (int)list);
        for (int32_t i = 0; i < gdcs_codes_count(list); i++) {
            const gdcs_code c = get(list, i);
            cr_expect(eq(i32, gdcs_codes_find(list, c.scheme, c.code), i), "%s %s", c.scheme,
                      c.code);
            cr_expect(eq(i32, c.index, i));
            cr_expect(ne(sz, strlen(c.name) + strlen(c.note), 0), "%s %s", c.scheme, c.code);
        }
    }
    cr_expect(eq(i32, gdcs_codes_count(-1), 0));
}

Test(codes, iccs_is_a_tree_of_eleven_sections)
{
    int32_t levels[5] = {0};
    for (int32_t i = 0; i < 320; i++) {
        const gdcs_code c = get(GDCS_CODES_ICCS, i);
        levels[c.level]++;
        cr_expect(eq(sz, strlen(c.code), c.level == 1 ? 2 : (size_t)c.level + 2));
        if (c.level == 1) {
            cr_expect(eq(i32, c.parent, -1));
            continue;
        }
        const gdcs_code p = get(GDCS_CODES_ICCS, c.parent);
        cr_expect(eq(i32, p.level, c.level - 1));
        cr_expect(eq(i32, strncmp(p.code, c.code, strlen(p.code)), 0), "%s in %s", c.code, p.code);
        cr_expect(eq(i32, gdcs_codes_find_above(i, c.level - 1), c.parent));
        cr_expect(eq(i32, gdcs_codes_find_above(i, c.level), i));
        cr_expect(eq(i32, gdcs_codes_find_above(c.parent, c.level), -1));
        cr_expect(eq(i32, strncmp(c.equivalent, "ICCS", 4), 0));
    }
    const int32_t wanted[] = {0, 11, 63, 148, 98};
    for (int level = 0; level < 5; level++)
        cr_expect(eq(i32, levels[level], wanted[level]));
}

static int32_t descendants(int32_t parent)
{
    int32_t count = 0;
    for (int32_t i = gdcs_codes_find_child(parent, -1); i >= 0;
         i = gdcs_codes_find_child(parent, i)) {
        cr_assert(parent < 0 || get(GDCS_CODES_ICCS, i).parent == parent);
        count += 1 + descendants(i);
    }
    return count;
}

Test(codes, children_visit_every_code_once)
{
    cr_expect(eq(i32, descendants(-1), 320));
    cr_expect(eq(i32, gdcs_codes_find_child(320, -1), -1));
    cr_expect(eq(i32, gdcs_codes_find_child(-2, -1), -1));
    cr_expect(eq(i32, gdcs_codes_find_above(-1, 1), -1));
    cr_expect(eq(i32, gdcs_codes_find_above(0, 0), -1));
}

static int32_t parse(const char *text, gdcs_codes_iccs *out)
{
    *out = (gdcs_codes_iccs){.struct_size = sizeof *out};
    return gdcs_codes_parse_iccs(text, out, NULL);
}

static void expect_codes(const char *text, int32_t repaired, int32_t n, const char *const *codes)
{
    gdcs_codes_iccs set;
    cr_assert(eq(i32, parse(text, &set), GDCS_OK), "%s", text);
    cr_expect(eq(i32, set.count, n), "%s", text);
    cr_expect(eq(i32, set.repaired, repaired), "%s", text);
    for (int32_t i = 0; i < n && i < set.count; i++)
        cr_expect_str_eq(get(GDCS_CODES_ICCS, set.indexes[i]).code, codes[i], "%s", text);
}

Test(codes, unions_and_ranges_of_eurostat_are_read)
{
    expect_codes("0101", 0, 1, (const char *[]){"0101"});
    expect_codes(" iccs0101 ", 0, 1, (const char *[]){"0101"});
    expect_codes("ICCS0101_0102", 0, 2, (const char *[]){"0101", "0102"});
    expect_codes("ICCS02043_02044", 0, 2, (const char *[]){"02043", "02044"});
    expect_codes("ICCS02-04", 0, 3, (const char *[]){"02", "03", "04"});
    expect_codes("0205-0207_01", 0, 4, (const char *[]){"0205", "0206", "0207", "01"});
    expect_codes("9-11", 1, 3, (const char *[]){"09", "10", "11"});
}

Test(codes, a_lost_zero_is_put_back_and_counted)
{
    expect_codes("101", 1, 1, (const char *[]){"0101"});
    for (int32_t i = 0; i < 320; i++) {
        const gdcs_code c = get(GDCS_CODES_ICCS, i);
        if (c.code[0] == '0')
            expect_codes(c.code + 1, 1, 1, &c.code);
        expect_codes(c.equivalent, 0, 1, &c.code);
    }
}

Test(codes, other_texts_are_no_codes_of_iccs)
{
    const char *const wrong[] = {"",        "0108",  "01042",     "ICCS", "TOTAL",    "0101_",
                                 "_0101",   "01-",   "-04",       "0",    "04-02",    "0101-0201",
                                 "01-0102", "0 101", "0101,0102", "12",   "01011111", "\xC3\xA9"};
    gdcs_codes_iccs set;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        cr_expect(eq(i32, parse(wrong[i], &set), GDCS_E_NAME), "%s", wrong[i]);
        cr_expect(eq(i32, set.count, 0));
    }
    cr_expect(eq(i32, parse("0101_101", &set), GDCS_E_DUPLICATE));
    char many[7 * 65 + 1] = "";
    for (int i = 0; i < 65; i++)
        strcat(strcat(many, i > 0 ? "_" : ""), get(GDCS_CODES_ICCS, i).code);
    cr_expect(eq(i32, parse(many, &set), GDCS_E_LIMIT));
}

Test(codes, organised_crime_is_participation_or_a_tag)
{
    const int32_t participation = gdcs_codes_find(GDCS_CODES_ICCS, NULL, "09051");
    const int32_t homicide = gdcs_codes_find(GDCS_CODES_ICCS, NULL, "0101");
    cr_expect(
        eq(i32, gdcs_codes_find_organised(participation, 0), GDCS_CODES_ORGANISED_PARTICIPATION));
    cr_expect(
        eq(i32, gdcs_codes_find_organised(participation, 8), GDCS_CODES_ORGANISED_PARTICIPATION));
    cr_expect(eq(i32, gdcs_codes_find_organised(homicide, 1), GDCS_CODES_ORGANISED_GROUP));
    cr_expect(eq(i32, gdcs_codes_find_organised(-1, 2), GDCS_CODES_ORGANISED_GANG));
    cr_expect(eq(i32, gdcs_codes_find_organised(homicide, 6), GDCS_CODES_ORGANISED_NO));
    cr_expect(eq(i32, gdcs_codes_find_organised(homicide, 9), GDCS_CODES_ORGANISED_NO));
    cr_expect(eq(i32, gdcs_codes_find_organised(homicide, 10), -1));
    cr_expect(eq(i32, gdcs_codes_find_organised(homicide, 0), -1));
    cr_expect(eq(i32, gdcs_codes_find_organised(-1, 0), -1));
    cr_expect_str_eq(named(GDCS_CODES_TAGS, "SiC", "1").name, "Organized-crime related");
    cr_expect(eq(i32, gdcs_codes_find(GDCS_CODES_TAGS, "SiC", "3"), -1));
}

Test(codes, one_code_in_several_schemes_needs_its_scheme)
{
    cr_expect(eq(i32, gdcs_codes_find(GDCS_CODES_RELATIONSHIP, NULL, "CH"), -1));
    cr_expect(eq(i32, named(GDCS_CODES_RELATIONSHIP, "shr", "CH").sex, GDCS_SEX_MALE));
    cr_expect(eq(i32, named(GDCS_CODES_RELATIONSHIP, "nibrs", "CH").sex, GDCS_SEX_NONE));
    cr_expect(eq(i32, named(GDCS_CODES_RELATIONSHIP, NULL, "WI").sex, GDCS_SEX_FEMALE));
    cr_expect_str_eq(named(GDCS_CODES_OBS_STATUS, "eurostat", "c").equivalent, "Q");
    cr_expect_str_eq(named(GDCS_CODES_CONF_STATUS, "eurostat", "c").equivalent, "C");
    cr_expect(eq(i32, gdcs_codes_find(GDCS_CODES_OBS_STATUS, "eurostat2025", "c"), -1));
    cr_expect(eq(i32, gdcs_codes_find(GDCS_CODES_OBS_STATUS, "eurostat", "C"), -1));
    cr_expect(eq(i32, named(GDCS_CODES_OBS_STATUS, "statcan", "x").verified, 0));
    cr_expect(eq(i32, named(GDCS_CODES_OBS_STATUS, "sdmx", "Q").value, GDCS_CODES_VALUE_NO));
    cr_expect(eq(i32, gdcs_codes_find(GDCS_CODES_ICCS, NULL, NULL), -1));
    cr_expect(eq(i32, gdcs_codes_find(0, NULL, "01"), -1));
}

Test(codes, every_status_has_a_letter_that_cells_take)
{
    for (int32_t list = GDCS_CODES_OBS_STATUS; list <= GDCS_CODES_CONF_STATUS; list++)
        for (int32_t i = 0; i < gdcs_codes_count(list); i++) {
            const gdcs_code c = get(list, i);
            const char *letters =
                list == GDCS_CODES_OBS_STATUS ? "QLOMHJSKWBDNUVEIFGPA" : "CAOTGMDSNEF";
            cr_expect(eq(sz, strlen(c.equivalent), 1), "%s %s", c.scheme, c.code);
            cr_expect(strchr(letters, c.equivalent[0]) != NULL, "%s %s", c.scheme, c.code);
        }
}

Test(codes, ages_are_read_and_overlaps_found)
{
    static const struct {
        char label[24];
        double youngest, oldest;
    } cases[] = {{"15-29", 15, 29},
                 {"65+", 65, INFINITY},
                 {"Y15-29", 15, 29},
                 {"Y_GE65", 65, INFINITY},
                 {"<18", 0, 17},
                 {"Y_LT14", 0, 13},
                 {"Y15T24", 15, 24},
                 {"15 to 19 years", 15, 19},
                 {"over 84", 85, INFINITY},
                 {"30\xE2\x80\x93"
                  "44",
                  30, 44},
                 {"7", 7, 7}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gdcs_codes_age age = {-1, -1};
        cr_expect(eq(i32, gdcs_codes_parse_age(cases[i].label, &age, NULL), GDCS_OK));
        cr_expect(eq(dbl, age.youngest, cases[i].youngest), "%s", cases[i].label);
        cr_expect(eq(dbl, age.oldest, cases[i].oldest), "%s", cases[i].label);
    }
    const gdcs_codes_age unodc[] = {{0, 14}, {0, 17}, {18, 24}, {25, 29}, {60, INFINITY}};
    int32_t second = 77;
    cr_expect(eq(i32, gdcs_codes_find_overlap(unodc, 5, &second), 0));
    cr_expect(eq(i32, second, 1));
    second = 77;
    cr_expect(eq(i32, gdcs_codes_find_overlap(unodc + 1, 4, &second), -1));
    cr_expect(eq(i32, second, 77));
    cr_expect(eq(i32, gdcs_codes_find_overlap(unodc, 5, NULL), 0));
    cr_expect(eq(i32, gdcs_codes_find_overlap(NULL, 0, NULL), -1));
}

Test(codes, labels_of_the_list_of_ages_mean_the_ages_beside_them)
{
    for (int32_t i = 0; i < gdcs_codes_count(GDCS_CODES_AGE); i++) {
        const gdcs_code c = get(GDCS_CODES_AGE, i);
        gdcs_codes_age age;
        if (strcmp(c.scheme, "shr") == 0 || strncmp(c.scheme, "iccs", 4) == 0)
            continue;
        const gdcs_status status = gdcs_codes_parse_age(c.code, &age, NULL);
        cr_expect(eq(i32, status, isnan(c.youngest) ? GDCS_E_NAME : GDCS_OK), "%s", c.code);
        if (status == GDCS_OK)
            cr_expect(age.youngest == c.youngest && age.oldest == c.oldest, "%s", c.code);
    }
}

Test(codes, each_documented_error_is_provoked)
{
    gdcs_code c = {.struct_size = sizeof c};
    gdcs_codes_iccs set = {.struct_size = sizeof set};
    gdcs_codes_age age;
    cr_expect(eq(i32, gdcs_codes_get(1, 0, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_codes_get(1, 320, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_codes_get(1, -1, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_codes_get(0, 0, &c, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_codes_get(8, 0, &c, NULL), GDCS_E_OPTION));
    c.struct_size = 8;
    cr_expect(eq(i32, gdcs_codes_get(1, 0, &c, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_codes_parse_iccs(NULL, &set, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_codes_parse_iccs("01", NULL, NULL), GDCS_E_ARGUMENT));
    set.struct_size = 8;
    cr_expect(eq(i32, gdcs_codes_parse_iccs("01", &set, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_codes_parse_age(NULL, &age, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_codes_parse_age("1", NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_codes_parse_age("29-15", &age, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_codes_parse_age("TOTAL", &age, NULL), GDCS_E_NAME));
}

Test(codes, struct_sizes_are_those_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_code), 112));
    cr_expect(eq(sz, sizeof(gdcs_codes_iccs), 272));
    cr_expect(eq(sz, sizeof(gdcs_codes_age), 16));
}
