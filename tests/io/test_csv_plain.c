/* Blocks without quotes are taken apart at their marks: what comes out is what libcsv makes of the same
   fields in quotes, wherever blocks end. */
#include "io/read.h"

TestSuite(csv_plain, .timeout = 30);

enum { BLOCK = 1 << 16, ROOM = 4 * BLOCK };

static uint64_t state;

static unsigned draw(unsigned below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((state >> 33) % below);
}

static void append(char *text, size_t *size, const char *more, int quoted)
{
    *size += (size_t)sprintf(text + *size, quoted && more[0] != '\0' ? "\"%s\"" : "%s", more);
}

/* The same records plain and in quotes, with line ends of all kinds and blank lines. */
static void write_both(char *plain, char *quoted, unsigned first)
{
    static const char *const ends[] = {"\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n\r\n"};
    static const char *const sexes[] = {"F", "M", "_U"};
    size_t a = 0, b = 0;
    char number[24];
    state = first;
    a = (size_t)sprintf(plain, "%*s,sex,n,rest\n", (int)(1 + first % 97), "area");
    b = (size_t)sprintf(quoted, "\"%*s\",sex,n,rest\n", (int)(1 + first % 97), "area");
    while (a < BLOCK + BLOCK / 2) {
        const char *sex = sexes[draw(3)], *end = ends[draw(draw(4) ? 2 : 6)];
        const int more = draw(5) == 0;
        sprintf(number, "%u", draw(1000));
        for (int k = 0; k < 2; k++) {
            char *text = k ? quoted : plain;
            size_t *size = k ? &b : &a;
            append(text, size, draw(1) == 0 ? "x" : "", k);
            *size += (size_t)sprintf(text + *size, ",");
            append(text, size, sex, k);
            *size += (size_t)sprintf(text + *size, ",");
            append(text, size, more ? "" : number, k);
            *size += (size_t)sprintf(text + *size, ",%s", end);
        }
    }
}

static gdcs_table *read_one(const char *text, gdcs_read_result *r)
{
    return table_with(
        "{\"delimiter\": \",\", \"header\": 1, \"decimal\": \".\", \"columns\": ["
        "{\"position\": 1, \"as\": \"area\", \"concept\": \"area\"},"
        "{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"},"
        "{\"name\": \"n\", \"concept\": \"count\"}, {\"name\": \"rest\", \"concept\": "
        "\"group\"}]}",
        text, (int64_t)strlen(text), NULL, r);
}

Test(csv_plain, plain_and_quoted_fields_are_the_same)
{
    char *plain = malloc(ROOM), *quoted = malloc(ROOM);
    cr_assert(plain != NULL && quoted != NULL);
    for (unsigned i = 0; i < 40; i++) {
        gdcs_read_result a = {.struct_size = sizeof a}, b = {.struct_size = sizeof b};
        write_both(plain, quoted, i);
        gdcs_table *one = read_one(plain, &a), *other = read_one(quoted, &b);
        expect_same(one, other, "plain and quoted");
        cr_expect(gt(i64, a.rows, 5000));
        cr_expect(eq(i64, a.rows, b.rows));
        cr_expect(eq(i64, a.used, b.used));
        cr_expect(eq(i64, a.blank, b.blank));
        gdcs_table_free(one);
        gdcs_table_free(other);
    }
    free(plain);
    free(quoted);
}

Test(csv_plain, the_line_of_a_fault_is_the_same)
{
    static char text[2 * BLOCK + 400];
    for (int quote = 0; quote < 2; quote++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *table = NULL;
        size_t size = (size_t)sprintf(text, "sex,n\n");
        gdcs_schema *s = schema_of("{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", "
                                   "\"scheme\": \"sdmx\"}, {\"name\": \"n\", \"concept\": "
                                   "\"count\"}]}");
        for (int i = 0; i < 20000; i++)
            size += (size_t)sprintf(text + size, "F,%d%s", i % 7, i % 3 ? "\n" : "\r\n");
        sprintf(text + size, quote ? "\"F\",few\n" : "F,few\n");
        cr_expect(eq(i32,
                     gdcs_csv_parse_table(text, (int64_t)strlen(text), s, NULL, &table, NULL, &err),
                     GDCS_E_VALUE));
        cr_expect(eq(i64, err.row, 20002));
        cr_expect(eq(i64, err.column, 2));
        gdcs_schema_free(s);
    }
}
