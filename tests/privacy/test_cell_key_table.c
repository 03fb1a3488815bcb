/* Mirrors lib/privacy/cell_key/: keys of records and tables. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/cell_key.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

TestSuite(cell_key_table, .timeout = 60);

enum { PERSONS = 400 };

static const char *const sexes[] = {"F", "M"}, *const areas[] = {"A", "B", "C", "D", "E"};

/* Persons of two sexes in five areas, by two offences; nobody F in E. */
static gdcs_frame *records(int turned)
{
    static char names[PERSONS][8];
    const char *sex[PERSONS], *area[PERSONS], *offence[PERSONS], *person[PERSONS];
    gdcs_frame *frame = NULL;
    for (int k = 0; k < PERSONS; k++) {
        const int i = turned ? PERSONS - 1 - k : k;
        snprintf(names[i], sizeof names[i], "p%d", i);
        person[k] = names[i];
        area[k] = areas[i * i % 17 % 5];
        sex[k] = area[k] == areas[4] ? "M" : sexes[i % 7 > 1];
        offence[k] = i % 3 ? "theft" : "fraud";
    }
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    const struct {
        const char *name;
        int32_t of;
        const char *const *values;
    } all[] = {{"sex", GDCS_CONCEPT_SEX, sex},
               {"area", GDCS_CONCEPT_AREA, area},
               {"offence", GDCS_CONCEPT_OFFENCE, offence},
               {"person", GDCS_CONCEPT_PERSON_KEY, person}};
    for (int i = 0; i < 4; i++) {
        const gdcs_column column = {.struct_size = sizeof column,
                                    .concept_id = all[i].of,
                                    .name = all[i].name,
                                    .rows = PERSONS};
        cr_assert(eq(i32, gdcs_frame_add_text(frame, &column, all[i].values, NULL), GDCS_OK));
    }
    cr_assert(eq(i32, gdcs_cell_key_add(frame, "key", "person", 42, NULL), GDCS_OK));
    return frame;
}

static gdcs_table *tabulated(const gdcs_frame *frame, const char *const *axes, int32_t n,
                             const char *value)
{
    const gdcs_tabulate_options o = {.struct_size = sizeof o, .value = value};
    gdcs_table *table = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_table_tabulate(frame, axes, n, &o, &table, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return table;
}

static gdcs_table *perturbed(const gdcs_table *table, const gdcs_table *keys, gdcs_table **said,
                             gdcs_cell_key_result *result)
{
    gdcs_cell_key *design = NULL;
    gdcs_table *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_cell_key_new(NULL, &design, NULL), GDCS_OK));
    const gdcs_status status =
        gdcs_cell_key_table(design, table, keys, NULL, 0, &out, said, result, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    gdcs_cell_key_free(design);
    return out;
}

static gdcs_cell cell_of(const gdcs_table *table, const char *first, const char *second)
{
    const char *labels[] = {first, second};
    gdcs_cell cell = {.struct_size = sizeof cell};
    cr_assert(eq(i32, gdcs_table_get(table, labels, &cell, NULL), GDCS_OK));
    return cell;
}

static const char *const by_area[] = {"sex", "area"}, *const turned_axes[] = {"area", "sex"},
                         *const by_all[] = {"offence", "area", "sex"};

/* Rows in another order, axes in another order, keys tabulated more finely. */
Test(cell_key_table, the_same_persons_have_the_same_noise_in_every_table)
{
    gdcs_frame *frame = records(0), *other = records(1);
    gdcs_table *a = tabulated(frame, by_area, 2, NULL),
               *a_keys = tabulated(frame, by_area, 2, "key");
    gdcs_table *b = tabulated(other, turned_axes, 2, NULL);
    gdcs_table *b_keys = tabulated(other, by_all, 3, "key");
    gdcs_table *x = perturbed(a, a_keys, NULL, NULL), *y = perturbed(b, b_keys, NULL, NULL);
    int moved = 0;
    for (int s = 0; s < 2; s++)
        for (int i = 0; i < 5; i++) {
            const gdcs_cell one = cell_of(x, sexes[s], areas[i]);
            cr_expect(eq(dbl, one.value, cell_of(y, areas[i], sexes[s]).value));
            cr_expect(eq(i32, one.status, 'E'));
            moved += one.value != cell_of(a, sexes[s], areas[i]).value;
        }
    cr_expect(gt(int, moved, 2));
    gdcs_table *const all[] = {a, a_keys, b, b_keys, x, y};
    for (int i = 0; i < 6; i++)
        gdcs_table_free(all[i]);
    gdcs_frame_free(frame);
    gdcs_frame_free(other);
}

Test(cell_key_table, totals_have_the_key_of_all_their_persons)
{
    gdcs_frame *frame = records(0);
    const char *only_area[] = {"area"};
    gdcs_table *counts = tabulated(frame, only_area, 1, NULL), *table = NULL;
    gdcs_table *keys = tabulated(frame, by_all, 3, "key");
    gdcs_table *plain = perturbed(counts, keys, NULL, NULL);
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    const gdcs_axis area = {
        .struct_size = sizeof area, .concept_id = GDCS_CONCEPT_AREA, .name = "area"};
    cr_assert(eq(i32, gdcs_table_new(NULL, &table, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &sex, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &area, NULL), GDCS_OK));
    for (int i = 0; i < 5; i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        const char *labels[] = {"_T", areas[i]};
        cr_assert(eq(i32, gdcs_table_get(counts, &areas[i], &cell, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_table_add(table, labels, cell.value, NULL), GDCS_OK));
    }
    gdcs_table *out = perturbed(table, keys, NULL, NULL);
    for (int i = 0; i < 5; i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        cr_assert(eq(i32, gdcs_table_get(plain, &areas[i], &cell, NULL), GDCS_OK));
        cr_expect(eq(dbl, cell_of(out, "_T", areas[i]).value, cell.value));
    }
    gdcs_table *const all[] = {counts, keys, plain, table, out};
    for (int i = 0; i < 5; i++)
        gdcs_table_free(all[i]);
    gdcs_frame_free(frame);
}

Test(cell_key_table, zero_stays_zero_and_does_not_say_so)
{
    gdcs_frame *frame = records(0);
    gdcs_table *table = tabulated(frame, by_area, 2, NULL), *said = NULL;
    gdcs_table *keys = tabulated(frame, by_area, 2, "key");
    gdcs_cell_key_result r = {.struct_size = sizeof r};
    gdcs_table *out = perturbed(table, keys, &said, &r);
    cr_expect(eq(i32, cell_of(table, "F", "E").present, 0));
    cr_expect(eq(dbl, cell_of(out, "F", "E").value, 0.0));
    cr_expect(eq(i32, cell_of(out, "F", "E").present, 1));
    cr_expect(eq(i32, cell_of(out, "F", "E").status, 'E'));
    cr_expect(eq(dbl, cell_of(said, "F", "E").upper, 5.0));
    cr_expect(eq(i64, r.cells, gdcs_table_count_cells(table)));
    cr_expect(eq(i32, r.deviation, 5));
    cr_expect(near_relative(r.variance, 2.0, 1e-9));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(out), gdcs_table_get_sensitivity(table)));
    for (int s = 0; s < 2; s++)
        for (int i = 0; i < 5; i++) {
            const double x = cell_of(table, sexes[s], areas[i]).value;
            const gdcs_cell c = cell_of(said, sexes[s], areas[i]);
            cr_expect(c.lower <= x && x <= c.upper);
        }
    gdcs_table *const all[] = {table, keys, said, out};
    for (int i = 0; i < 4; i++)
        gdcs_table_free(all[i]);
    gdcs_frame_free(frame);
}

static double key_at(const gdcs_frame *frame, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    const int64_t index = gdcs_frame_find(frame, name);
    cr_assert(eq(i32, gdcs_frame_get(frame, index, &c, NULL), GDCS_OK));
    cr_assert(eq(i32, c.type, GDCS_TYPE_INT64));
    cr_expect(eq(i32, c.sensitivity, GDCS_SENSITIVITY_PROTECTED));
    return (double)c.integers[row];
}

Test(cell_key_table, a_person_has_one_key_in_every_frame_and_others_with_another_seed)
{
    gdcs_frame *a = records(0), *b = records(1);
    double sum = 0.0;
    int same = 0;
    cr_assert(eq(i32, gdcs_cell_key_add(a, "again", "person", 43, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_cell_key_add(a, "row", NULL, 42, NULL), GDCS_OK));
    for (int64_t i = 0; i < PERSONS; i++) {
        const double key = key_at(a, "key", i);
        cr_expect(eq(dbl, key, key_at(b, "key", PERSONS - 1 - i)));
        cr_expect(key >= 0.0 && key < 4294967296.0 && key == floor(key));
        same += key == key_at(a, "again", i) || key == key_at(a, "row", i);
        sum += key / 4294967296.0;
    }
    cr_expect(eq(int, same, 0));
    cr_expect(lt(dbl, fabs(sum / PERSONS - 0.5), 5.0 * sqrt(1.0 / 12.0 / PERSONS)));
    gdcs_frame_free(a);
    gdcs_frame_free(b);
}

Test(cell_key_table, a_sum_of_keys_beyond_the_digits_of_a_double_is_exact)
{
    const char *label = "A";
    const gdcs_axis area = {.struct_size = sizeof area, .name = "area"};
    gdcs_table *table = NULL, *keys = NULL, *small = NULL;
    gdcs_table **const all[] = {&table, &keys, &small};
    for (int i = 0; i < 3; i++) {
        cr_assert(eq(i32, gdcs_table_new(NULL, all[i], NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_table_add_axis(*all[i], &area, NULL), GDCS_OK));
    }
    for (double key = 0.0; key < 4294967296.0; key += 123456789.0) {
        const gdcs_cell count = {.struct_size = sizeof count, .value = 7};
        const gdcs_cell zero = {.struct_size = sizeof zero};
        cr_assert(eq(i32, gdcs_table_set(table, &label, &count, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_table_set(keys, &label, &zero, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_table_set(small, &label, &zero, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_table_add(keys, &label, 4294967296.0 * 1e12, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_table_add(keys, &label, key, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_table_add(small, &label, key, NULL), GDCS_OK));
        gdcs_table *a = perturbed(table, keys, NULL, NULL),
                   *b = perturbed(table, small, NULL, NULL);
        gdcs_cell x = {.struct_size = sizeof x}, y = x;
        cr_assert(eq(i32, gdcs_table_get(a, &label, &x, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_table_get(b, &label, &y, NULL), GDCS_OK));
        cr_expect(eq(dbl, x.value, y.value));
        gdcs_table_free(a);
        gdcs_table_free(b);
    }
    for (int i = 0; i < 3; i++)
        gdcs_table_free(*all[i]);
}

static gdcs_status try_table(const gdcs_table *table, const gdcs_table *keys)
{
    gdcs_cell_key *design = NULL;
    gdcs_table *out = NULL;
    cr_assert(eq(i32, gdcs_cell_key_new(NULL, &design, NULL), GDCS_OK));
    const gdcs_status status =
        gdcs_cell_key_table(design, table, keys, NULL, 0, &out, NULL, NULL, NULL);
    gdcs_table_free(out);
    gdcs_cell_key_free(design);
    return status;
}

Test(cell_key_table, refuses_tables_and_keys_that_do_not_fit)
{
    gdcs_frame *frame = records(0);
    const char *only_area[] = {"area"}, *labels[] = {"M", "Z"}, *there[] = {"M", "A"};
    gdcs_table *table = tabulated(frame, by_area, 2, NULL);
    gdcs_table *keys = tabulated(frame, by_area, 2, "key");
    gdcs_table *lacking = tabulated(frame, only_area, 1, "key");
    cr_expect(eq(i32, try_table(table, lacking), GDCS_E_NAME));
    cr_expect(eq(i32, try_table(NULL, keys), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, try_table(table, NULL), GDCS_E_ARGUMENT));
    cr_assert(eq(i32, gdcs_table_add(keys, there, 0.5, NULL), GDCS_OK));
    cr_expect(eq(i32, try_table(table, keys), GDCS_E_VALUE));
    cr_assert(eq(i32, gdcs_table_add(keys, there, 0.5, NULL), GDCS_OK));
    cr_expect(eq(i32, try_table(table, keys), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add(table, there, 0.5, NULL), GDCS_OK));
    cr_expect(eq(i32, try_table(table, keys), GDCS_E_VALUE));
    cr_assert(eq(i32, gdcs_table_add(table, there, 0.5, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add(table, labels, 2, NULL), GDCS_OK));
    cr_expect(eq(i32, try_table(table, keys), GDCS_E_SHAPE));
    gdcs_cell_key_result r = {.struct_size = 8};
    gdcs_cell_key *design = NULL;
    gdcs_table *out = NULL;
    cr_assert(eq(i32, gdcs_cell_key_new(NULL, &design, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_cell_key_table(design, keys, keys, NULL, 0, &out, NULL, &r, NULL),
                 GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_cell_key_table(design, keys, keys, NULL, 0, NULL, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    gdcs_cell_key_free(design);
    gdcs_table_free(table);
    gdcs_table_free(keys);
    gdcs_table_free(lacking);
    gdcs_frame_free(frame);
}

Test(cell_key_table, refuses_more_cells_than_a_table_can_hold)
{
    gdcs_table *table = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &table, NULL), GDCS_OK));
    for (int i = 0; i < 4; i++) {
        char name[8];
        snprintf(name, sizeof name, "a%d", i);
        const gdcs_axis axis = {.struct_size = sizeof axis, .name = name};
        cr_assert(eq(i32, gdcs_table_add_axis(table, &axis, NULL), GDCS_OK));
    }
    for (int i = 0; i < 300; i++) {
        char label[8];
        snprintf(label, sizeof label, "%d", i);
        const char *labels[] = {label, label, label, label};
        cr_assert(eq(i32, gdcs_table_add(table, labels, 1.0, NULL), GDCS_OK));
    }
    cr_expect(eq(i32, try_table(table, table), GDCS_E_LIMIT));
    gdcs_table_free(table);
}

Test(cell_key_table, refuses_persons_that_are_none)
{
    gdcs_frame *frame = records(0), *other = NULL;
    const char *values[] = {"a", NULL};
    const double numbers[] = {1, 2};
    cr_expect(eq(i32, gdcs_cell_key_add(frame, "key", NULL, 1, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_cell_key_add(frame, "k", "nobody", 1, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_cell_key_add(frame, NULL, NULL, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_cell_key_add(NULL, "k", NULL, 1, NULL), GDCS_E_ARGUMENT));
    cr_assert(eq(i32, gdcs_frame_new(&other, NULL), GDCS_OK));
    const gdcs_column text = {.struct_size = sizeof text, .name = "p", .rows = 2};
    const gdcs_column number = {.struct_size = sizeof number,
                                .type = GDCS_TYPE_DOUBLE,
                                .name = "n",
                                .rows = 2,
                                .doubles = numbers};
    cr_assert(eq(i32, gdcs_frame_add_text(other, &text, values, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add(other, &number, NULL), GDCS_OK));
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_cell_key_add(other, "k", "p", 1, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    cr_expect(eq(i32, gdcs_cell_key_add(other, "k", "n", 1, NULL), GDCS_E_ARGUMENT));
    gdcs_frame_free(other);
    gdcs_frame_free(frame);
}

typedef struct given {
    gdcs_frame *frame;
    gdcs_table *table, *keys;
    gdcs_cell_key *design;
} given;

static gdcs_status perturb_all(void *data)
{
    given *g = data;
    gdcs_table *out = NULL, *said = NULL;
    gdcs_frame *copy = NULL;
    gdcs_status status = gdcs_frame_copy(g->frame, &copy, NULL);
    if (status == GDCS_OK)
        status = gdcs_cell_key_add(copy, "other", "person", 7, NULL);
    if (status == GDCS_OK)
        status =
            gdcs_cell_key_table(g->design, g->table, g->keys, NULL, 0, &out, &said, NULL, NULL);
    gdcs_frame_free(copy);
    gdcs_table_free(out);
    gdcs_table_free(said);
    return status;
}

Test(cell_key_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    given g = {.frame = records(0)};
    g.table = tabulated(g.frame, by_area, 2, NULL);
    g.keys = tabulated(g.frame, by_all, 3, "key");
    cr_assert(eq(i32, gdcs_cell_key_new(NULL, &g.design, NULL), GDCS_OK));
    const fail_alloc_report r = fail_alloc_each(perturb_all, &g);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_cell_key_free(g.design);
    gdcs_table_free(g.table);
    gdcs_table_free(g.keys);
    gdcs_frame_free(g.frame);
}
