/* Mirrors lib/stats/claim/parse.c. */
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/claim.h>
#include <math.h>

TestSuite(claim_parse, .timeout = 60);

Test(claim_parse, reads_numbers_as_they_are_printed)
{
    static const struct {
        const char *text;
        int32_t says, decimals;
        double printed, to;
    } rows[] = {{"4.7", GDCS_CLAIM_IS, 1, 4.7, 0},
                {" 4,7 % ", GDCS_CLAIM_IS, 1, 4.7, 0},
                {"47%", GDCS_CLAIM_IS, 0, 47, 0},
                {"-3", GDCS_CLAIM_IS, 0, -3, 0},
                {"+3.50", GDCS_CLAIM_IS, 2, 3.5, 0},
                {"0.123", GDCS_CLAIM_IS, 3, 0.123, 0},
                {"0,123", GDCS_CLAIM_IS, 3, 0.123, 0},
                {"12.345", GDCS_CLAIM_IS, 3, 12.345, 0},
                {"Up to 40 %", GDCS_CLAIM_UP_TO, 0, 40, 0},
                {"at most 5", GDCS_CLAIM_UP_TO, 0, 5, 0},
                {"<= 5", GDCS_CLAIM_UP_TO, 0, 5, 0},
                {"\xe2\x89\xa4 5", GDCS_CLAIM_UP_TO, 0, 5, 0},
                {"under 10 %", GDCS_CLAIM_UNDER, 0, 10, 0},
                {"less than 10.5", GDCS_CLAIM_UNDER, 1, 10.5, 0},
                {"<5", GDCS_CLAIM_UNDER, 0, 5, 0},
                {"BELOW 5", GDCS_CLAIM_UNDER, 0, 5, 0},
                {"at least 2", GDCS_CLAIM_AT_LEAST, 0, 2, 0},
                {">=2", GDCS_CLAIM_AT_LEAST, 0, 2, 0},
                {"\xe2\x89\xa5"
                 "2",
                 GDCS_CLAIM_AT_LEAST, 0, 2, 0},
                {"more than 2", GDCS_CLAIM_OVER, 0, 2, 0},
                {"above 2", GDCS_CLAIM_OVER, 0, 2, 0},
                {"over 2", GDCS_CLAIM_OVER, 0, 2, 0},
                {"> 2", GDCS_CLAIM_OVER, 0, 2, 0},
                {"20-25", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"20 % \xe2\x80\x93 25.5 %", GDCS_CLAIM_BETWEEN, 1, 20, 25.5},
                {"20 to 25 %", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"between 20 and 25", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"-5 to -3", GDCS_CLAIM_BETWEEN, 0, -5, -3}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gdcs_claim c = {.struct_size = sizeof c, .before = 7};
        cr_expect(eq(i32, gdcs_claim_parse(rows[i].text, &c, NULL), GDCS_OK), "%s", rows[i].text);
        cr_expect(eq(i32, c.says, rows[i].says), "%s", rows[i].text);
        cr_expect(eq(i32, c.decimals, rows[i].decimals), "%s", rows[i].text);
        cr_expect(c.printed == rows[i].printed && c.printed_to == rows[i].to, "%s", rows[i].text);
        cr_expect(c.before == 7);
    }
}

Test(claim_parse, refuses_what_is_no_number_or_may_be_another)
{
    static const char *const bad[] = {"",
                                      "%",
                                      "x",
                                      "about 40",
                                      "1,234",
                                      "12,345 %",
                                      "1.2.3",
                                      "1,234.5",
                                      "25-20",
                                      "up to",
                                      "up to x",
                                      "20-",
                                      "-",
                                      "between 3",
                                      "4.1234567891",
                                      "1e5",
                                      "2e13",
                                      "nan",
                                      "5 5",
                                      "20-25-30",
                                      "1234567890123",
                                      "9999999999999999999999999999999999999999999"};
    gdcs_claim c = {.struct_size = sizeof c, .printed = 5};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_claim_parse(bad[i], &c, &err), GDCS_E_VALUE), "%s", bad[i]);
        cr_expect(c.printed == 5 && err.message[0] != '\0');
    }
    gdcs_claim small = {.struct_size = 40};
    cr_expect(eq(i32, gdcs_claim_parse("5", &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_claim_parse(NULL, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_claim_parse("5", NULL, NULL), GDCS_E_ARGUMENT));
}
