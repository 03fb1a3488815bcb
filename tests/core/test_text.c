/* Mirrors lib/core/text/. */
#include "core/text.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(text, .timeout = 120);

static uint64_t next_random(uint64_t *state) /* Marsaglia (2003), xorshift64 */
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static int parse(const char *text, char mark, double *x)
{
    return gdcs_i_parse_double(text, strlen(text), mark, x);
}

static const char *format(double x)
{
    static char text[GDCS_I_NUMBER_SIZE];
    const size_t size = gdcs_i_format_double(x, text);
    return size == strlen(text) ? text : "the length is wrong";
}

static const char *fixed(double x, int decimals)
{
    static char text[64];
    const size_t size = gdcs_i_format_fixed(x, decimals, text);
    return size == strlen(text) ? text : "the length is wrong";
}

static void check_parse(const char *text, char mark, const char *wanted)
{
    double x = 4711.0;
    const int read = parse(text, mark, &x);
    if (strcmp(wanted, "refused") == 0)
        cr_expect(read == 0 && x == 4711.0, "%s was read as %a", text, x);
    else
        cr_expect(read == 1 && bits_of(x) == strtoull(wanted, NULL, 16), "%s was read as %a", text,
                  x);
}

/* One row of text.csv; its fields are separated by ';'. */
static void check_row(char *row)
{
    const char *kind = strtok(row, ";");
    const char *given = strtok(NULL, ";");
    const char *wanted = strtok(NULL, ";\n");
    cr_assert(wanted != NULL, "%s", kind);
    if (strcmp(kind, "parse") == 0) {
        check_parse(given, '.', wanted);
    } else if (strcmp(kind, "comma") == 0) {
        check_parse(given, ',', wanted);
    } else {
        const double x = double_of(strtoull(given, NULL, 16));
        const char *got = kind[1] == 'i' ? fixed(x, atoi(kind + 5)) : format(x);
        cr_expect(strcmp(got, wanted) == 0, "%s of %a: %s, wanted %s", kind, x, got, wanted);
    }
}

static void check_reference(void)
{
    static char row[4096];
    int rows = 0;
    FILE *csv = reference_open("text.csv"); /* written by text.py */
    for (; fgets(row, sizeof row, csv) != NULL; rows++)
        check_row(row);
    fclose(csv);
    cr_expect(gt(int, rows, 4000));
}

Test(text, agrees_with_python)
{
    check_reference();
}

Test(text, what_is_written_reads_back_whatever_the_bits)
{
    uint64_t state = 88172645463325252u;
    int wrong = 0;
    for (int i = 0; i < 1000000; i++) {
        const double x = double_of(next_random(&state));
        char text[GDCS_I_NUMBER_SIZE];
        double back = 0.0;
        if (!isfinite(x))
            continue;
        const size_t size = gdcs_i_format_double(x, text);
        wrong += size >= sizeof text || !gdcs_i_parse_double(text, size, '.', &back) || back != x ||
                 strtod(text, NULL) != x;
    }
    cr_expect(eq(int, wrong, 0));
}

/* What is in files: counts, and a few decimals.  15 digits suffice, so "%.15g" is shortest. */
Test(text, decimals_come_back_as_they_were_typed)
{
    uint64_t state = 362436069362436069u;
    for (int i = 0; i < 200000; i++) {
        const int places = (int)(next_random(&state) % 9);
        const long long whole = (long long)(next_random(&state) % 1000000000000000u);
        char typed[64], wanted[64];
        double x = 0.0;
        snprintf(typed, sizeof typed, "%lld.%0*lld", whole / 1000000000, places + 1,
                 (long long)(next_random(&state) % 10));
        cr_assert(parse(typed, '.', &x), "%s", typed);
        snprintf(wanted, sizeof wanted, "%.15g", x);
        if (x >= 1e-4 && x < 1e15)
            cr_assert(strcmp(format(x), wanted) == 0, "%s as %s", wanted, format(x));
    }
}

Test(text, agrees_with_the_c_library_on_random_decimals)
{
    uint64_t state = 521288629521288629u;
    int wrong = 0;
    for (int i = 0; i < 300000; i++) {
        char text[64];
        double x = 0.0;
        const uint64_t digits = next_random(&state) >> (next_random(&state) % 64);
        const int exponent = (int)(next_random(&state) % 60) - 30;
        snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits, exponent);
        wrong += !parse(text, '.', &x) || x != strtod(text, NULL);
    }
    cr_expect(eq(int, wrong, 0));
}

Test(text, refuses_what_is_not_a_number)
{
    static const char *const refused[] = {"",
                                          "+",
                                          "-",
                                          ".",
                                          "-.",
                                          "5.",
                                          "-5.",
                                          "5.e1",
                                          ".e1",
                                          "e5",
                                          "1e",
                                          "1e+",
                                          "1e-",
                                          "1e5.",
                                          "1e.5",
                                          "1ee5",
                                          "0x1",
                                          "nan",
                                          "NaN",
                                          "inf",
                                          "-inf",
                                          "1 ",
                                          " 1",
                                          "1,5",
                                          "1.5.",
                                          "1..5",
                                          "--1",
                                          "+-1",
                                          "-+1",
                                          "- 1",
                                          "1_0",
                                          "1'0",
                                          "1 0",
                                          "1.0f",
                                          "1d5",
                                          "\t1",
                                          "1\n",
                                          "1e400",
                                          "-1e400",
                                          "0x1p3",
                                          "1e1000000000000",
                                          "\xEF\xBC\x91",
                                          "1\xC2\xA0"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        check_parse(refused[i], '.', "refused");
    check_parse("1.5", ',', "refused");
    check_parse("1.234,5", ',', "refused");
    check_parse("1,5,5", ',', "refused");
    double x = 4711.0;
    cr_expect(eq(int, gdcs_i_parse_double("1\0", 2, '.', &x), 0));
    cr_expect(eq(int, gdcs_i_parse_double(NULL, 0, '.', &x), 0));
    cr_expect(x == 4711.0);
}

Test(text, reads_no_further_than_the_size)
{
    double x = 0.0;
    int64_t n = 0;
    cr_expect(gdcs_i_parse_double("12.5999", 4, '.', &x) && x == 12.5);
    cr_expect(gdcs_i_parse_double("1e234", 3, '.', &x) && x == 100.0);
    cr_expect(gdcs_i_parse_int64("12345", 2, &n) && n == 12);
}

Test(text, a_number_of_a_million_digits_is_read)
{
    enum { SIZE = 1000000 };
    char *text = malloc(SIZE);
    double x = 0.0;
    memset(text, '0', SIZE);
    text[0] = '1';
    text[SIZE - 8] = 'e';
    memcpy(text + SIZE - 7, "-999992", 7); /* 10^(SIZE - 9) follows the 1 */
    cr_expect(gdcs_i_parse_double(text, SIZE, '.', &x) && x == 0.1, "%a", x);
    memset(text, '9', SIZE);
    text[1] = '.';
    cr_expect(gdcs_i_parse_double(text, SIZE, '.', &x) && x == 10.0, "%a", x);
    free(text);
}

Test(text, whole_numbers_have_the_full_range)
{
    static const char *const same[] = {
        "0", "7", "-1", "9223372036854775807", "-9223372036854775808", "1000000000000"};
    static const char *const refused[] = {"",
                                          "-",
                                          "+",
                                          "1.0",
                                          "1e3",
                                          " 1",
                                          "1 ",
                                          "--1",
                                          "9223372036854775808",
                                          "0x1",
                                          "1,0",
                                          "\x2F",
                                          ":",
                                          "-9223372036854775809",
                                          "99999999999999999999",
                                          "18446744073709551616"};
    char text[GDCS_I_NUMBER_SIZE];
    int64_t n = 4711;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        cr_expect(gdcs_i_parse_int64(refused[i], strlen(refused[i]), &n) == 0 && n == 4711, "%s",
                  refused[i]);
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        cr_expect(gdcs_i_parse_int64(same[i], strlen(same[i]), &n), "%s", same[i]);
        cr_expect(eq(sz, gdcs_i_format_int64(n, text), strlen(same[i])));
        cr_expect(eq(str, text, (char *)same[i]));
    }
    cr_expect(gdcs_i_parse_int64("+0012", 5, &n) && n == 12);
    cr_expect(gdcs_i_parse_int64("-0", 2, &n) && n == 0);
}

Test(text, notation_is_plain_in_the_middle_and_scientific_outside)
{
    static const struct {
        double x;
        char text[32];
    } rows[] = {{0.00001, "0.00001"},
                {0.0000099, "9.9e-6"},
                {1e16, "10000000000000000"},
                {1e17, "1e+17"},
                {-1.5e300, "-1.5e+300"},
                {NAN, "nan"},
                {-NAN, "nan"},
                {INFINITY, "inf"},
                {-INFINITY, "-inf"},
                {-0.0, "-0"},
                {41.0 / 215.0, "0.19069767441860466"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect(strcmp(format(rows[i].x), rows[i].text) == 0, "%s", rows[i].text);
}

Test(text, fixed_beyond_its_domain_is_the_shortest_form)
{
    cr_expect(strcmp(fixed(1e15, 2), "1000000000000000") == 0);
    cr_expect(strcmp(fixed(-1e300, 2), "-1e+300") == 0);
    cr_expect(strcmp(fixed(NAN, 2), "nan") == 0);
    cr_expect(strcmp(fixed(2.5, -1), "2") == 0);
    cr_expect(strcmp(fixed(2.5, 99), "2.50000000000000000") == 0);
    cr_expect(strcmp(fixed(-999999999999999.9, 17), "-999999999999999.87500000000000000") == 0);
}

/* glibc forgets a copy of LOCPATH when it loads a locale; that is no leak of ours. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:argz_add_sep\n";
}

/* A locale with a decimal comma, made here: bare systems have none. */
static locale_t comma_locale(char *folder)
{
    char command[512], path[128];
    snprintf(path, sizeof path, "%s/source", folder);
    FILE *source = fopen(path, "w");
    if (source == NULL)
        return (locale_t)0;
    fputs("LC_NUMERIC\ndecimal_point \"<U002C>\"\nthousands_sep \"<U002E>\"\ngrouping 3;3\n"
          "END LC_NUMERIC\n",
          source);
    fclose(source);
    snprintf(command, sizeof command, "localedef --no-archive -c -i %s %s/comma >%s/log 2>&1", path,
             folder, folder);
    const int made = system(command); /* 1: with warnings about what is left out */
    (void)made;
    setenv("LOCPATH", folder, 1);
    return newlocale(LC_NUMERIC_MASK, "comma", (locale_t)0);
}

Test(text, a_locale_with_a_decimal_comma_changes_nothing)
{
    char folder[] = "/tmp/gdcs-locale-XXXXXX", command[128], probe[16];
    cr_assert_not_null(mkdtemp(folder));
    const locale_t comma = comma_locale(folder);
    const int global = setlocale(LC_NUMERIC, "comma") != NULL;
    snprintf(command, sizeof command, "rm -r %s", folder);
    cr_expect(eq(int, system(command), 0));
    if (comma == (locale_t)0 || !global)
        cr_skip_test("localedef cannot make a locale with a decimal comma");
    snprintf(probe, sizeof probe, "%.1f", 0.5);
    cr_assert(eq(str, probe, "0,5"), "the locale is not in force");
    check_reference();
    setlocale(LC_NUMERIC, "C");
    uselocale(comma);
    snprintf(probe, sizeof probe, "%.1f", 0.5);
    cr_assert(eq(str, probe, "0,5"), "the locale is not in force");
    check_reference();
}

Test(text, trimming_takes_ascii_blanks_from_both_ends_only)
{
    static const struct {
        char given[16], wanted[16];
    } rows[] = {{"", ""},
                {" ", ""},
                {" \t\r\n\v\f", ""},
                {"a", "a"},
                {" a b ", "a b"},
                {"\ta\n", "a"},
                {"\xC2\xA0"
                 "a",
                 "\xC2\xA0"
                 "a"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t size = strlen(rows[i].given);
        const char *start = gdcs_i_trim(rows[i].given, &size);
        cr_expect(size == strlen(rows[i].wanted) && memcmp(start, rows[i].wanted, size) == 0,
                  "row %zu", i);
    }
}
