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

Test(claim_parse, reads_the_words_of_nine_languages)
{
    static const struct {
        const char *text;
        int32_t says, decimals;
        double printed, to;
    } rows[] = {{"jusqu'\xC3\xA0 40\xC2\xA0%", GDCS_CLAIM_UP_TO, 0, 40, 0},
                {"jusqu\xE2\x80\x99\xC3\xA0 40 %", GDCS_CLAIM_UP_TO, 0, 40, 0},
                {"Moins de 4,7\xE2\x80\xAF%", GDCS_CLAIM_UNDER, 1, 4.7, 0},
                {"plus de 2", GDCS_CLAIM_OVER, 0, 2, 0},
                {"au moins 2 pour cent", GDCS_CLAIM_AT_LEAST, 0, 2, 0},
                {"entre 20 et 25 %", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"de 20 \xC3\xA0 25,5 %", GDCS_CLAIM_BETWEEN, 1, 20, 25.5},
                {"hasta un 40%", GDCS_CLAIM_UP_TO, 0, 40, 0},
                {"M\xC3\x81S DE 3", GDCS_CLAIM_OVER, 0, 3, 0},
                {"como m\xC3\xA1ximo 3 por ciento", GDCS_CLAIM_UP_TO, 0, 3, 0},
                {"entre 20 y 25", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"h\xC3\xB6"
                 "chstens 5 Prozent",
                 GDCS_CLAIM_UP_TO, 0, 5, 0},
                {"bis zu 5", GDCS_CLAIM_UP_TO, 0, 5, 0},
                {"\xC3\x9C"
                 "ber 5",
                 GDCS_CLAIM_OVER, 0, 5, 0},
                {"20 bis 25", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"zwischen 20 % und 25 %", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"fino al 40%", GDCS_CLAIM_UP_TO, 0, 40, 0},
                {"dal 20 al 25 per cento", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"almeno 2", GDCS_CLAIM_AT_LEAST, 0, 2, 0},
                {"at\xC3\xA9 40", GDCS_CLAIM_UP_TO, 0, 40, 0},
                {"pelo menos 2", GDCS_CLAIM_AT_LEAST, 0, 2, 0},
                {"\xD0\xB4\xD0\xBE 40 %", GDCS_CLAIM_UP_TO, 0, 40, 0},
                {"\xD0\x9D\xD0\xB5 \xD0\xBC\xD0\xB5\xD0\xBD\xD0\xB5\xD0\xB5 5", GDCS_CLAIM_AT_LEAST,
                 0, 5, 0},
                {"\xD0\xBC\xD0\xB5\xD0\xBD\xD0\xB5\xD0\xB5 5", GDCS_CLAIM_UNDER, 0, 5, 0},
                {"\xD0\xBE\xD1\x82 20 \xD0\xB4\xD0\xBE 25", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"vi\xC5\xA1"
                 "e od 5",
                 GDCS_CLAIM_OVER, 0, 5, 0},
                {"izme\xC4\x91u 20 i 25 odsto", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"minder dan 5", GDCS_CLAIM_UNDER, 0, 5, 0},
                {"tussen 20 en 25", GDCS_CLAIM_BETWEEN, 0, 20, 25},
                {"tot 5 procent", GDCS_CLAIM_UP_TO, 0, 5, 0},
                {".5", GDCS_CLAIM_IS, 1, 0.5, 0},
                {"-5--3", GDCS_CLAIM_BETWEEN, 0, -5, -3}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gdcs_claim c = {.struct_size = sizeof c};
        cr_expect(eq(i32, gdcs_claim_parse(rows[i].text, &c, NULL), GDCS_OK), "%s", rows[i].text);
        cr_expect(eq(i32, c.says, rows[i].says), "%s", rows[i].text);
        cr_expect(eq(i32, c.decimals, rows[i].decimals), "%s", rows[i].text);
        cr_expect(c.printed == rows[i].printed && c.printed_to == rows[i].to, "%s", rows[i].text);
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
                                      "ungef\xC3\xA4hr 40",
                                      "from 20",
                                      "up to - 3",
                                      "-5 to - 3",
                                      "20a25",
                                      "upto 40",
                                      "up to 20 to 25",
                                      "5 persons",
                                      "1\xC2\xA0"
                                      "234",
                                      "\xD0\xBE\xD1\x82 20",
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
