/* The parts of counting pieces apart, each against what is plainly right. */
#include "fail_alloc.h"
#include "io/csv/read.h"
#include "io/csv/columnar/dictionary.h"
#include "io/csv/columnar/number.h"
#include "io/csv/columnar/positions.h"
#include "io/csv/tally/store.h"
#include "io/read.h"

static uint64_t state = 1;

static unsigned draw(unsigned below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((state >> 33) % below);
}

Test(csv_columnar_parts, each_way_finds_the_positions_of_all_marks)
{
    enum { WORDS = 40 };
    uint64_t marks[WORDS];
    uint32_t found[64 * WORDS + GDCS_I_POSITIONS_BEYOND];
    for (int round = 0; round < 300; round++) {
        const unsigned rare = draw(6);
        for (int i = 0; i < WORDS; i++) {
            marks[i] = rare == 5 ? ~UINT64_C(0) : ~UINT64_C(0) * (rare == 0);
            for (unsigned bit = 0; bit < 64 && rare > 0 && rare < 5; bit++)
                marks[i] |= (uint64_t)(draw(1U << rare) == 0) << bit;
        }
        for (int way = 0; way < GDCS_I_POSITIONS_NONE; way++) {
            gdcs_i_placer *placer = gdcs_i_positions_way(way);
            size_t n = 0;
            if (placer == NULL)
                continue;
            const size_t count = placer(marks, WORDS, found);
            for (uint32_t bit = 0; bit < 64 * WORDS; bit++)
                if ((marks[bit / 64] >> bit % 64 & 1) != 0)
                    cr_assert(eq(u32, found[n++], bit));
            cr_assert(eq(sz, count, n));
        }
    }
    cr_expect(ne(ptr, (void *)(uintptr_t)gdcs_i_positions_way(GDCS_I_POSITIONS_PLAIN), NULL));
    cr_expect(eq(ptr, (void *)(uintptr_t)gdcs_i_positions_way(GDCS_I_POSITIONS_NONE), NULL));
}

/* A spelling in a place with room behind it. */
static size_t spell(char *out, unsigned number, size_t size)
{
    memset(out, 'a', size);
    for (size_t i = 0; i < size && number > 0; i++, number /= 7)
        out[size - 1 - i] = (char)('a' + number % 7);
    memset(out + size, (int)draw(256), GDCS_I_DICTIONARY_AHEAD);
    return size;
}

Test(csv_columnar_parts,
     a_dictionary_knows_what_was_put_into_it_and_nothing_else_however_it_is_settled)
{
    char text[64 + GDCS_I_DICTIONARY_AHEAD];
    gdcs_i_dictionary d;
    cr_assert(eq(i32, gdcs_i_dictionary_new(&d, NULL), GDCS_OK));
    for (int pass = 0; pass < 3; pass++)
        for (size_t size = 0; size < 40; size++) {
            for (unsigned number = 0; number < (size < 4 ? 1 : 300); number++) {
                const size_t n = spell(text, number, size);
                const int32_t code = (int32_t)(1000 * size + number);
                cr_assert(eq(i32, gdcs_i_dictionary_find(&d, text, n),
                             pass == 0   ? GDCS_I_SPELLING_NONE
                             : pass == 1 ? code
                                         : -code));
                if (pass < 2)
                    cr_assert(eq(i32,
                                 gdcs_i_dictionary_put(&d, text, n, pass == 0 ? code : -code, NULL),
                                 GDCS_OK));
            }
            cr_assert(eq(i32, gdcs_i_dictionary_settle(&d, NULL), GDCS_OK));
        }
    gdcs_i_dictionary_free(&d);
}

Test(csv_columnar_parts, spellings_that_crowd_one_place_are_forgotten_not_searched_for)
{
    enum { CROWD = 60 };
    char text[8 + GDCS_I_DICTIONARY_AHEAD] = "";
    int kept = 0, put = 0;
    gdcs_i_dictionary d;
    cr_assert(eq(i32, gdcs_i_dictionary_new(&d, NULL), GDCS_OK));
    uint64_t inverse = d.places.by_first; /* modulo 2^64, by Newton's method */
    for (int i = 0; i < 6; i++)
        inverse *= 2 - d.places.by_first * inverse;
    for (uint64_t hash = 0; put < CROWD; hash++) {
        const uint64_t key = hash * inverse;
        memcpy(text, &key, sizeof key);
        cr_assert(eq(u64, gdcs_i_dictionary_hash(&d.places, key, 0), hash));
        cr_assert(eq(i32, gdcs_i_dictionary_put(&d, text, 8, put++, NULL), GDCS_OK));
        kept += gdcs_i_dictionary_find(&d, text, 8) == put - 1;
    }
    cr_expect(eq(int, kept, GDCS_I_DICTIONARY_PROBES));
    gdcs_i_dictionary_free(&d);
}

Test(csv_columnar_parts, a_quick_number_is_the_number_that_is_parsed)
{
    static const char letters[] = "0123456789012345678901234567890123456789..,-+e \"";
    int quick = 0;
    for (int round = 0; round < 400000; round++) {
        char text[24];
        double x = 0;
        gdcs_i_number number;
        const gdcs_i_number_form form = {.decimal = draw(2) ? '.' : ',', .whole = draw(3) == 0};
        const size_t size = draw(20);
        for (size_t i = 0; i < size; i++)
            text[i] = letters[draw(sizeof letters - 1)];
        if (!gdcs_i_quick_number(&form, '"', text, size, &x))
            continue;
        const int quoted = text[0] == '"';
        gdcs_i_number_parse(&form, text + quoted, size - 2 * (size_t)quoted, &number);
        cr_assert(eq(i32, number.kind, GDCS_I_NUMBER_EXACT), "%.*s", (int)size, text);
        cr_assert(memcmp(&x, &number.value, sizeof x) == 0, "%.*s", (int)size, text);
        quick++;
    }
    cr_expect(gt(int, quick, 10000));
}

Test(csv_columnar_parts, most_numbers_of_files_are_quick)
{
    static const char *const texts[] = {"0",    "12",  "\"7\"",           "999999999999999",
                                        "0.25", "1.5", "12345678901234.5"};
    static const char *const others[] = {
        "", "\"\"", ".5", "5.", "1.2.3", "1e3", " 1", "-1", "1234567890123456", "x", "\""};
    const gdcs_i_number_form form = {.decimal = '.'};
    double x = 0;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        cr_expect(eq(int, gdcs_i_quick_number(&form, '"', texts[i], strlen(texts[i]), &x), 1));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        cr_expect(eq(int, gdcs_i_quick_number(&form, '"', others[i], strlen(others[i]), &x), 0));
}

enum { LABELS = 40, CELLS = LABELS * LABELS * LABELS };

/* Records of three axes whose labels come one after the other, counted plainly beside. */
static void fill(gdcs_i_store *s, double *plain, int weighs, int records)
{
    uint64_t keys[GDCS_I_STORE_BATCH];
    double numbers[GDCS_I_STORE_BATCH];
    int n = 0;
    for (int i = 0; i < records; i++) {
        int32_t codes[3];
        uint64_t key = 0;
        int fits = 0;
        for (int axis = 0; axis < 3; axis++) {
            const unsigned seen = 1 + (unsigned)((int64_t)LABELS * i / records);
            codes[axis] = (int32_t)draw(seen < LABELS ? seen : LABELS);
            if (s->extents[axis] <= (uint64_t)codes[axis] && n > 0) {
                cr_assert(
                    eq(i32, gdcs_i_store_add(s, keys, weighs ? numbers : NULL, n, NULL), GDCS_OK));
                n = 0;
            }
            cr_assert(eq(i32, gdcs_i_store_widen(s, axis, codes[axis] + 1, &fits, NULL), GDCS_OK));
            cr_assert(eq(int, fits, 1));
        }
        for (int axis = 0; axis < 3; axis++)
            key += (uint64_t)codes[axis] * s->strides[axis];
        keys[n] = key;
        numbers[n] = weighs ? draw(1000) / 8.0 : 1;
        plain[(codes[0] * LABELS + codes[1]) * LABELS + codes[2]] += numbers[n];
        if (++n < GDCS_I_STORE_BATCH && i + 1 < records)
            continue;
        cr_assert(eq(i32, gdcs_i_store_add(s, keys, weighs ? numbers : NULL, n, NULL), GDCS_OK));
        n = 0;
    }
}

/* What can be looked at can be taken out. */
static void expect_same_taken(gdcs_i_store *s)
{
    enum { AXES = 5 };
    static int32_t codes[2 * CELLS * AXES];
    static gdcs_i_sum sums[2 * CELLS];
    int32_t taken[GDCS_I_STORE_BATCH * AXES];
    gdcs_i_sum of[GDCS_I_STORE_BATCH];
    int64_t n = 0, at = 0;
    while (gdcs_i_store_next(s, &at, codes + n * AXES, &sums[n]))
        n++;
    at = 0;
    for (int k = 0; (k = gdcs_i_store_take_block(s, &at, taken, of)) > 0;)
        for (int i = 0; i < k; i++) {
            cr_assert(gt(i64, n--, 0));
            cr_assert(eq(dbl, of[i].high, sums[n].high));
            cr_assert(memcmp(taken + i * AXES, codes + n * AXES, sizeof(int32_t) * AXES) == 0);
        }
    cr_assert(eq(i64, n, 0));
}

static void expect_plain(const gdcs_i_store *s, double *plain)
{
    int32_t codes[GDCS_I_AXES];
    gdcs_i_sum sum;
    int64_t cells = 0;
    for (int64_t at = 0; gdcs_i_store_next(s, &at, codes, &sum); cells++) {
        double *cell = &plain[(codes[0] * LABELS + codes[1]) * LABELS + codes[2]];
        cr_assert(eq(dbl, gdcs_i_sum_value(sum), *cell));
        *cell = 0;
    }
    cr_expect(eq(i64, cells, gdcs_i_store_count(s)));
    for (int64_t i = 0; i < CELLS; i++)
        cr_assert(eq(dbl, plain[i], 0.0));
}

/* Whole ones, whatever they hold, as long as they are small; then with as many axes beside that keys
   alone tell where a cell is. */
Test(csv_columnar_parts, a_store_holds_what_was_added)
{
    double *plain = calloc(CELLS, sizeof *plain);
    cr_assert(plain != NULL);
    for (int round = 0; round < 12; round++) {
        const int weighs = round % 2, far = round / 2 % 3;
        gdcs_i_store s;
        int fits = 1;
        cr_assert(eq(i32, gdcs_i_store_new(5, weighs, &s, NULL), GDCS_OK));
        if (far > 0)
            cr_assert(eq(i32, gdcs_i_store_widen(&s, 3, far == 1 ? 3000 : 2000000, &fits, NULL),
                         GDCS_OK));
        if (far > 1)
            cr_assert(eq(i32, gdcs_i_store_widen(&s, 4, 100000, &fits, NULL), GDCS_OK));
        cr_assert(eq(int, fits, 1));
        fill(&s, plain, weighs, round < 6 ? 3000 : 100000);
        cr_expect(eq(int, s.counts != NULL || s.sums != NULL,
                     far == 0 && (weighs ? s.product <= 1 << 16 : s.product <= 1 << 18)));
        expect_plain(&s, plain);
        expect_same_taken(&s);
        gdcs_i_store_free(&s);
    }
    free(plain);
}

Test(csv_columnar_parts, counts_become_sums_before_they_overflow)
{
    const uint64_t keys[GDCS_I_STORE_BATCH] = {0};
    for (int far = 0; far < 2; far++) {
        int32_t codes[GDCS_I_AXES];
        int64_t at = 0;
        int fits = 0;
        gdcs_i_sum sum;
        gdcs_i_store s;
        cr_assert(eq(i32, gdcs_i_store_new(1, 0, &s, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_i_store_widen(&s, 0, far ? 1 << 20 : 1, &fits, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_i_store_add(&s, keys, NULL, 1, NULL), GDCS_OK));
        if (far)
            for (int64_t i = 0; i < INT64_C(1) << (64 - s.shift); i++)
                s.tallied[i].count *= UINT32_MAX - 10;
        else
            s.counts[0] = UINT32_MAX - 10;
        s.added = UINT32_MAX - 10;
        cr_assert(eq(i32, gdcs_i_store_add(&s, keys, NULL, 64, NULL), GDCS_OK));
        cr_assert(eq(int, gdcs_i_store_next(&s, &at, codes, &sum), 1));
        cr_expect(eq(dbl, gdcs_i_sum_value(sum), (double)UINT32_MAX - 10 + 64));
        gdcs_i_store_free(&s);
    }
}

Test(csv_columnar_parts, axes_whose_product_no_key_can_hold_do_not_fit)
{
    gdcs_i_store s;
    int fits = 1;
    cr_assert(eq(i32, gdcs_i_store_new(5, 0, &s, NULL), GDCS_OK));
    for (int32_t axis = 0; axis < 4; axis++) {
        cr_assert(eq(i32, gdcs_i_store_widen(&s, axis, 40000, &fits, NULL), GDCS_OK));
        cr_assert(eq(int, fits, 1));
    }
    cr_assert(eq(i32, gdcs_i_store_widen(&s, 4, 40000, &fits, NULL), GDCS_OK));
    cr_expect(eq(int, fits, 0));
    cr_expect(eq(u64, s.extents[4], 1));
    gdcs_i_store_free(&s);
}

/* 17 axes whose labels all differ, which no key holds. */
Test(csv_columnar_parts, a_table_of_more_possible_cells_than_keys_is_counted_all_the_same)
{
    enum { AXES = 17, ROWS = 2500 };
    char json[4000] = "{\"columns\": [";
    char *text = malloc(1 << 20);
    size_t n = 0;
    cr_assert(text != NULL);
    for (int i = 0; i < AXES; i++) {
        sprintf(json + strlen(json), "%s{\"name\": \"a%d\", \"concept\": \"group\"}",
                i > 0 ? ", " : "", i);
        n += (size_t)sprintf(text + n, "%sa%d", i > 0 ? "," : "", i);
    }
    strcat(json, "]}");
    for (int row = 0; row < ROWS; row++)
        for (int i = 0; i < AXES; i++)
            n += (size_t)sprintf(text + n, "%s%d", i > 0 ? "," : "\n", row % 500);
    text[n++] = '\n';
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_table *table = table_with(json, text, (int64_t)n, NULL, &r);
    cr_expect(eq(i64, r.used, ROWS));
    cr_expect(eq(i64, gdcs_table_count_cells(table), 500));
    for (int64_t i = 0; i < 500; i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        int32_t codes[AXES];
        cr_assert(eq(i32, gdcs_table_get_at(table, i, codes, &cell, NULL), GDCS_OK));
        cr_assert(eq(dbl, cell.value, 5.0));
    }
    gdcs_table_free(table);
    free(text);
}

/* A file of several pieces with what is held, counted and left out. */
static char *make_text(size_t *size)
{
    char *text = malloc(1 << 17);
    cr_assert(text != NULL);
    *size = (size_t)sprintf(text, "area,sex,n,note\n");
    for (int i = 0; i < 600; i++)
        *size +=
            (size_t)sprintf(text + *size, "a much longer label than others %d,%s,%s,\"a, b\"\n",
                            i % 50, i % 3 ? "F" : "\"M\"", i % 97 == 5 ? ":" : "1.5");
    return text;
}

typedef struct whole {
    char *text;
    size_t size;
    gdcs_schema *schema;
    int32_t threads;
} whole;

static gdcs_status read_whole(void *data)
{
    const whole *w = data;
    gdcs_table *table = NULL;
    gdcs_i_csv_way way = {.block = 4096, .alone = 1};
    const gdcs_read_options options = {
        .struct_size = sizeof options, .threads = w->threads, .detect = GDCS_DETECT_NONE};
    const gdcs_i_request request = {.text = w->text,
                                    .size = (int64_t)w->size,
                                    .input = &way,
                                    .schema = w->schema,
                                    .options = &options,
                                    .table = &table};
    const gdcs_status status = gdcs_i_read(&request, gdcs_i_csv_produce, NULL);
    gdcs_table_free(table);
    return status;
}

Test(csv_columnar_parts, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    whole w = {.schema =
                   schema_of("{\"delimiter\": \",\", \"decimal\": \".\", \"columns\": [{\"name\": "
                             "\"area\", \"concept\": \"area\"}, {\"name\": \"sex\", \"concept\": "
                             "\"sex\", \"scheme\": \"sdmx\"}, {\"name\": \"n\", \"concept\": "
                             "\"weight\", \"missing\": [\":\"]}, {\"name\": \"note\", \"drop\": "
                             "[\"z\"]}]}"),
               .threads = 1};
    w.text = make_text(&w.size);
    fail_alloc_report r = fail_alloc_each(read_whole, &w);
    cr_expect(eq(str, r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
    free(w.text);
    gdcs_schema_free(w.schema);
}
