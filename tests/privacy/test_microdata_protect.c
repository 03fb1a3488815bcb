/* Mirrors lib/privacy/microdata/: recoding and suppression. */
#include "data/frame.h"
#include "fail_alloc.h"
#include "microdata_frames.h"

#include <math.h>

TestSuite(microdata_protect, .timeout = 60);

/* Sweeney (2002), figures of "Achieving k-anonymity privacy protection": eleven patients by race, birth, sex and
   five-digit area; here birth by year. */
static const char *const race[] = {"black", "black", "black", "black", "black", "black",
                                   "white", "white", "white", "white", "white"};
static const double birth[] = {1965, 1965, 1965, 1965, 1964, 1964, 1964, 1965, 1964, 1964, 1967};
static const char *const gender[] = {"m", "m", "f", "f", "f", "f", "m", "m", "m", "m", "m"};
static const char *const zip[] = {"02141", "02141", "02138", "02138", "02138", "02138",
                                  "02138", "02139", "02139", "02139", "02138"};
static const char *const patient_keys[] = {"race", "birth", "gender", "zip"};

static gdcs_frame *patients(void)
{
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "race", GDCS_CONCEPT_GROUP, race, 11);
    add_doubles(frame, "birth", birth, 11);
    add_texts(frame, "gender", GDCS_CONCEPT_SEX, gender, 11);
    add_texts(frame, "zip", GDCS_CONCEPT_AREA, zip, 11);
    return frame;
}

static const char *const children[] = {"02138", "02139", "02141", "0213*", "0214*"};
static const char *const parents[] = {"0213*", "0213*", "0214*", "021**", "021**"};
static const gdcs_tree zips = {
    .struct_size = sizeof zips, .children = children, .parents = parents, .count = 5};
static const double widths[] = {5.0, 10.0};

static void set_hierarchies(gdcs_microdata_hierarchy h[4])
{
    for (int i = 0; i < 4; i++)
        h[i] = (gdcs_microdata_hierarchy){.struct_size = sizeof *h, .column = patient_keys[i]};
    h[1].widths = widths;
    h[1].count = 2;
    h[1].start = 1960.0;
    h[3].tree = &zips;
}

Test(microdata_protect, patients_are_two_anonymous_at_the_least_loss_with_their_words)
{
    gdcs_frame *frame = patients(), *out = NULL;
    const gdcs_microdata_keys keys = keys_of(patient_keys, 4);
    gdcs_microdata_hierarchy h[4];
    const gdcs_microdata_recode_options o = {.struct_size = sizeof o, .most_left_out = 1};
    gdcs_microdata_recode_result r = {.struct_size = sizeof r};
    set_hierarchies(h);
    cr_assert(
        eq(i32, gdcs_microdata_protect_recode(frame, &keys, 2, h, 4, &o, &out, &r, NULL), GDCS_OK));
    cr_expect(eq(i64, r.nodes, 2 * 4 * 2 * 4));
    cr_expect(lt(i64, r.evaluated, r.nodes));
    static const int32_t levels[] = {0, 1, 0, 1};
    for (int j = 0; j < 4; j++)
        cr_expect(eq(i32, r.levels[j], levels[j]), "%d", j);
    /* 1965 and 1967 are one of two others: 6 records; 02138 and 02139 too: 9 records; four keys */
    cr_expect(lt(dbl, fabs(r.loss - (6 * 0.5 + 9 * 0.5) / 11 / 4), 1e-15));
    cr_expect(eq(i64, r.left_out, 0));
    cr_expect(eq(i64, r.k, 2));
    cr_expect(eq(i64, measured(out, &keys, NULL).k, 2));
    cr_expect(eq(str, (char *)word_at(out, "birth", 0), "1965-1969"));
    cr_expect(eq(str, (char *)word_at(out, "zip", 0), "0214*"));
    cr_expect(eq(i32, column_of(out, "zip").concept_id, GDCS_CONCEPT_AREA));
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
}

Test(microdata_protect, missing_cells_make_patients_two_anonymous)
{
    gdcs_frame *frame = patients(), *out = NULL;
    const gdcs_microdata_keys keys = keys_of(patient_keys, 4);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    gdcs_microdata_suppress_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_microdata_protect_suppress(frame, &keys, &rule, NULL, &out, &r, NULL),
                 GDCS_OK));
    /* uniques: white men of 02138 (1964, 1967) and of 02139 in 1965; a birth, an area hide them: two cells */
    cr_expect(eq(i64, r.cells, 2));
    cr_expect(eq(i64, measured(out, &keys, NULL).k, r.k));
    cr_expect(ge(i64, r.k, 2));
    cr_expect(isnan(r.l));
    cr_expect(eq(dbl, r.cost, 2.0));
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
}

Test(microdata_protect, what_comes_out_is_as_sensitive_and_keeps_what_it_says)
{
    static const char *const sex[] = {"F", "M", "M"}, *const status[] = {"in", "left", "in"};
    static const char *const columns[] = {"sex"};
    const gdcs_microdata_keys keys = keys_of(columns, 1);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    gdcs_frame *frame = NULL, *out = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, sex, 3);
    add_texts(frame, "status", GDCS_CONCEPT_PROGRAMME_STATUS, status, 3);
    cr_assert(eq(i32, gdcs_frame_set_meta(frame, GDCS_META_SOURCE, "registry", NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_microdata_protect_suppress(frame, &keys, &rule, NULL, &out, NULL, NULL),
                 GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(out), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(str, (char *)gdcs_frame_get_meta(out, GDCS_META_SOURCE), "registry"));
    cr_expect(eq(i32, column_of(out, "sex").concept_id, GDCS_CONCEPT_SEX));
    cr_expect(eq(i64, column_of(out, "sex").word_count, 1)); /* F went */
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
}

Test(microdata_protect, no_records_need_nothing)
{
    gdcs_frame *frame = NULL, *out = NULL;
    static const char *const columns[] = {"sex"};
    const gdcs_microdata_keys keys = keys_of(columns, 1);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 5};
    const gdcs_microdata_hierarchy h = {.struct_size = sizeof h, .column = "sex"};
    gdcs_microdata_recode_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    add_texts(frame, "sex", GDCS_CONCEPT_SEX, NULL, 0);
    cr_assert(eq(i32, gdcs_microdata_protect_suppress(frame, &keys, &rule, NULL, &out, NULL, NULL),
                 GDCS_OK));
    gdcs_frame_free(out);
    cr_assert(eq(i32, gdcs_microdata_protect_recode(frame, &keys, 5, &h, 1, NULL, &out, &r, NULL),
                 GDCS_OK));
    cr_expect(eq(i64, r.k, 0));
    cr_expect(eq(dbl, r.loss, 0.0));
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
}

static gdcs_status recode(const gdcs_frame *frame, int64_t k, gdcs_microdata_hierarchy *h,
                          int64_t n, gdcs_microdata_recode_options *o, const char *field)
{
    const gdcs_microdata_keys keys = keys_of(patient_keys, 4);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *out = NULL;
    const gdcs_status status =
        gdcs_microdata_protect_recode(frame, &keys, k, h, n, o, &out, NULL, &err);
    cr_expect(eq(i32, err.status, status));
    cr_expect(eq(str, err.field, (char *)field));
    cr_expect(out == NULL);
    return status;
}

Test(microdata_protect, what_is_no_hierarchy_is_refused)
{
    gdcs_frame *frame = patients();
    gdcs_microdata_hierarchy h[4];
    static const double falling[] = {5.0, 2.5}, odd[] = {5.0, 12.0}, none[] = {0.0};
    static const double little[] = {1e-12};
    static const char *const two[] = {"02138", "02138"}, *const up[] = {"a", "b"};
    static const char *const round[] = {"02138", "b"}, *const about[] = {"b", "02138"};
    const gdcs_tree twice = {
        .struct_size = sizeof twice, .children = two, .parents = up, .count = 2};
    const gdcs_tree circle = {
        .struct_size = sizeof circle, .children = round, .parents = about, .count = 2};
    const gdcs_tree hollow = {.struct_size = sizeof hollow, .count = 2};
#define REFUSE(i, member, value, field, status)                                                    \
    set_hierarchies(h);                                                                            \
    h[i].member = value;                                                                           \
    cr_expect(eq(i32, recode(frame, 2, h, 4, NULL, field), status), "%s", #value)
    REFUSE(0, struct_size, 8, "struct_size", GDCS_E_STRUCT);
    REFUSE(0, column, NULL, "column", GDCS_E_ARGUMENT);
    REFUSE(0, column, "none", "hierarchies", GDCS_E_NAME);
    REFUSE(0, column, "zip", "hierarchies", GDCS_E_DUPLICATE);
    REFUSE(0, widths, widths, "widths", GDCS_E_OPTION);
    REFUSE(1, tree, &zips, "tree", GDCS_E_OPTION);
    REFUSE(1, widths, falling, "widths", GDCS_E_OPTION);
    REFUSE(1, widths, odd, "widths", GDCS_E_OPTION);
    REFUSE(1, widths, none, "widths", GDCS_E_OPTION);
    REFUSE(1, widths, NULL, "widths", GDCS_E_ARGUMENT);
    REFUSE(1, count, -1, "count", GDCS_E_OPTION);
    REFUSE(1, start, NAN, "start", GDCS_E_OPTION);
    REFUSE(1, most, 4, "most", GDCS_E_OPTION);
    REFUSE(1, most, -1, "most", GDCS_E_OPTION);
    REFUSE(3, tree, &twice, "tree", GDCS_E_DUPLICATE);
    REFUSE(3, tree, &circle, "tree", GDCS_E_SHAPE);
    REFUSE(3, tree, &hollow, "children", GDCS_E_ARGUMENT);
#undef REFUSE
    set_hierarchies(h);
    h[1].widths = little;
    h[1].count = 1;
    cr_expect(eq(i32, recode(frame, 2, h, 4, NULL, "widths"), GDCS_E_OPTION));
    set_hierarchies(h);
    cr_expect(eq(i32, recode(frame, 0, h, 4, NULL, "k"), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, recode(frame, 2, h, 0, NULL, "n"), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, recode(frame, 2, NULL, 4, NULL, "hierarchies"), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, recode(frame, 12, h, 4, NULL, "k"), GDCS_E_DISCLOSURE));
    gdcs_frame_free(frame);
}

Test(microdata_protect, what_is_no_option_of_recoding_is_refused)
{
    gdcs_frame *frame = patients();
    static const double negative[] = {1, 1, 1, -1}, nothing[] = {0, 0, 0, 0};
    gdcs_microdata_hierarchy h[4];
    gdcs_microdata_recode_options o = {.struct_size = sizeof o, .most_left_out = -1};
    set_hierarchies(h);
    cr_expect(eq(i32, recode(frame, 2, h, 4, &o, "most_left_out"), GDCS_E_OPTION));
    o = (gdcs_microdata_recode_options){.struct_size = sizeof o, .importance = negative};
    cr_expect(eq(i32, recode(frame, 2, h, 4, &o, "importance"), GDCS_E_OPTION));
    o.importance = nothing;
    cr_expect(eq(i32, recode(frame, 2, h, 4, &o, "importance"), GDCS_E_OPTION));
    o.struct_size = 4;
    cr_expect(eq(i32, recode(frame, 2, h, 4, &o, "struct_size"), GDCS_E_STRUCT));
    gdcs_frame_free(frame);
}

Test(microdata_protect, a_lattice_that_is_too_large_is_refused)
{
    static double many[99];
    static const char *names[] = {"a", "b", "c"};
    static const double x[] = {1, 2};
    gdcs_microdata_hierarchy h[3];
    gdcs_frame *frame = NULL, *out = NULL;
    const gdcs_microdata_keys keys = keys_of(names, 3);
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    for (int i = 0; i < 99; i++)
        many[i] = ldexp(1.0, i);
    for (int i = 0; i < 3; i++) {
        add_doubles(frame, names[i], x, 2);
        h[i] = (gdcs_microdata_hierarchy){
            .struct_size = sizeof *h, .column = names[i], .widths = many, .count = 99};
    }
    cr_expect(eq(i32, gdcs_microdata_protect_recode(frame, &keys, 2, h, 3, NULL, &out, NULL, NULL),
                 GDCS_E_LIMIT));
    gdcs_frame_free(frame);
}

static gdcs_status suppress(const gdcs_frame *frame, gdcs_microdata_keys keys,
                            gdcs_microdata_rule rule, const double *importance, const char *field)
{
    const gdcs_microdata_suppress_options o = {.struct_size = sizeof o, .importance = importance};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *out = NULL;
    const gdcs_status status =
        gdcs_microdata_protect_suppress(frame, &keys, &rule, &o, &out, NULL, &err);
    cr_expect(eq(i32, err.status, status));
    cr_expect(eq(str, err.field, (char *)field));
    cr_expect(out == NULL);
    return status;
}

Test(microdata_protect, what_suppression_cannot_do_is_refused)
{
    gdcs_frame *frame = practice(0);
    gdcs_microdata_keys keys = keys_of(practice_keys, 4), k = keys;
    static const double nothing[] = {1, 1, 1, 0};
    gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2}, r = rule;
    k.missing = GDCS_MICRODATA_MISSING_CATEGORY;
    cr_expect(eq(i32, suppress(frame, k, rule, NULL, "missing"), GDCS_E_OPTION));
    k = keys;
    k.struct_size = 1;
    cr_expect(eq(i32, suppress(frame, k, rule, NULL, "struct_size"), GDCS_E_STRUCT));
    keys.sensitive = "health";
    r.t = 0.5;
    cr_expect(eq(i32, suppress(frame, keys, r, NULL, "t"), GDCS_E_OPTION));
    r = rule;
    r.risk = 0.5;
    cr_expect(eq(i32, suppress(frame, keys, r, NULL, "risk"), GDCS_E_OPTION));
    r = rule;
    r.l = 2;
    r.diversity = GDCS_MICRODATA_DIVERSITY_ENTROPY;
    cr_expect(eq(i32, suppress(frame, keys, r, NULL, "diversity"), GDCS_E_OPTION));
    r.diversity = 0;
    r.l = 3;
    cr_expect(eq(i32, suppress(frame, keys, r, NULL, "l"), GDCS_E_DISCLOSURE));
    r = (gdcs_microdata_rule){.struct_size = sizeof r};
    cr_expect(eq(i32, suppress(frame, keys, r, NULL, "rule"), GDCS_E_OPTION));
    r.k = 11;
    cr_expect(eq(i32, suppress(frame, keys, r, NULL, "k"), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, suppress(frame, keys, rule, nothing, "importance"), GDCS_E_OPTION));
    gdcs_frame *out = NULL;
    cr_expect(eq(i32, gdcs_microdata_protect_suppress(NULL, &keys, &rule, NULL, &out, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_protect_suppress(frame, &keys, NULL, NULL, &out, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_protect_suppress(frame, NULL, &rule, NULL, &out, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_microdata_protect_suppress(frame, &keys, &rule, NULL, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    gdcs_frame_free(frame);
}

Test(microdata_protect, more_than_sixteen_keys_are_refused)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i",
                                        "j", "k", "l", "m", "n", "o", "p", "q"};
    static const double x[] = {1, 1};
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    gdcs_frame *frame = NULL, *out = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    for (int i = 0; i < 17; i++)
        add_doubles(frame, names[i], x, 2);
    cr_expect(eq(i32, suppress(frame, keys_of(names, 17), rule, NULL, "count"), GDCS_E_OPTION));
    const gdcs_microdata_keys keys = keys_of(names, 16);
    cr_expect(eq(i32, gdcs_microdata_protect_suppress(frame, &keys, &rule, NULL, &out, NULL, NULL),
                 GDCS_OK));
    gdcs_frame_free(out);
    gdcs_frame_free(frame);
}

Test(microdata_protect, what_cannot_be_collapsed_is_refused)
{
    gdcs_frame *frame = patients(), *out = NULL;
    static const char *const from[] = {"m", "m"}, *const to[] = {"x", "y"}, *const bad[] = {"\xff"};
    static const char *const other[] = {"z"}, *const hole[] = {NULL};
    static const double breaks[] = {2, 1}, wide[] = {1, INFINITY};
#define COLLAPSE(frame, column, from, to, n)                                                       \
    gdcs_microdata_collapse(frame, column, from, to, n, &out, NULL)
    cr_expect(eq(i32, COLLAPSE(NULL, "gender", from, to, 1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, COLLAPSE(frame, NULL, from, to, 1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, COLLAPSE(frame, "gender", NULL, to, 1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, COLLAPSE(frame, "gender", from, NULL, 1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, COLLAPSE(frame, "gender", hole, to, 1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, COLLAPSE(frame, "gender", from, to, -1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, COLLAPSE(frame, "gender", from, bad, 1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, COLLAPSE(frame, "birth", from, to, 1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, COLLAPSE(frame, "sex", from, to, 1), GDCS_E_NAME));
    cr_expect(eq(i32, COLLAPSE(frame, "gender", other, to, 1), GDCS_E_NAME));
    cr_expect(eq(i32, COLLAPSE(frame, "gender", from, to, 2), GDCS_E_DUPLICATE));
#undef COLLAPSE
    cr_expect(eq(i32, gdcs_microdata_collapse(frame, "gender", from, to, 1, NULL, NULL),
                 GDCS_E_ARGUMENT));
#define BANDS(column, breaks, n) gdcs_microdata_collapse_bands(frame, column, breaks, n, &out, NULL)
    cr_expect(eq(i32, BANDS("birth", NULL, 1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, BANDS("birth", breaks, 0), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, BANDS("birth", breaks, 2), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, BANDS("birth", wide, 2), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, BANDS("gender", breaks, 1), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, BANDS("none", breaks, 1), GDCS_E_NAME));
#undef BANDS
    cr_expect(
        eq(i32, gdcs_microdata_collapse_bands(NULL, "a", breaks, 1, &out, NULL), GDCS_E_ARGUMENT));
#define ENDS(column, lower, upper)                                                                 \
    gdcs_microdata_collapse_ends(frame, column, lower, upper, &out, NULL)
    cr_expect(eq(i32, ENDS("birth", 2.0, 1.0), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, ENDS("birth", NAN, 1.0), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, ENDS("gender", 0.0, 1.0), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, ENDS("none", 0.0, 1.0), GDCS_E_NAME));
#undef ENDS
    cr_expect(
        eq(i32, gdcs_microdata_collapse_ends(frame, "birth", 0, 1, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(out == NULL);
    gdcs_frame_free(frame);
}

static gdcs_status protect_all(void *data)
{
    gdcs_frame *frame = data, *one = NULL, *two = NULL, *three = NULL, *four = NULL;
    const gdcs_microdata_keys keys = keys_of(patient_keys, 4);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2};
    static const double breaks[] = {1965};
    static const char *const from[] = {"m"}, *const to[] = {"f"};
    gdcs_microdata_hierarchy h[4];
    const gdcs_microdata_recode_options o = {.struct_size = sizeof o, .most_left_out = 9};
    set_hierarchies(h);
    h[0] = h
        [3]; /* few nodes: what is sorted needs no memory of the C library, which it can do without */
    gdcs_status status = gdcs_microdata_protect_recode(frame, &keys, 2, h, 2, &o, &one, NULL, NULL);
    if (status == GDCS_OK)
        status = gdcs_microdata_protect_suppress(frame, &keys, &rule, NULL, &two, NULL, NULL);
    if (status == GDCS_OK)
        status = gdcs_microdata_collapse_bands(frame, "birth", breaks, 1, &three, NULL);
    if (status == GDCS_OK)
        status = gdcs_microdata_collapse(frame, "gender", from, to, 1, &four, NULL);
    gdcs_frame_free(one);
    gdcs_frame_free(two);
    gdcs_frame_free(three);
    gdcs_frame_free(four);
    return status;
}

static gdcs_status diversify(void *data)
{
    gdcs_frame *out = NULL;
    gdcs_microdata_keys keys = keys_of(practice_keys, 4);
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 2, .l = 2};
    keys.sensitive = "health";
    const gdcs_status status =
        gdcs_microdata_protect_suppress(data, &keys, &rule, NULL, &out, NULL, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(microdata_protect, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_frame *frame = patients();
    const fail_alloc_report r = fail_alloc_each(protect_all, frame);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
    gdcs_frame_free(frame);
    frame = practice(1);
    const fail_alloc_report l = fail_alloc_each(diversify, frame);
    cr_expect(eq(str, (char *)l.wrong, ""));
    cr_expect(gt(i64, l.allocations, 100));
    gdcs_frame_free(frame);
}
