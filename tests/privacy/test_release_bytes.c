/* No byte of what leaves holds a hidden number: searched for in every format and in memory. */
#include "privacy/looks.h"
#include "privacy/release_tables.h"

#include "data/cells/object.h"
#include "data/frame.h"
#include "data/table.h"

#include <criterion/new/assert.h>
#include <gdcs/gdcs.h>

TestSuite(release_bytes, .timeout = 300);

/* Numbers that nothing else has, and all of them multiples of no base. */
static const gdcs_disclosure_rule minimum = {.struct_size = sizeof(gdcs_disclosure_rule),
                                             .minimum = 80000};
static const double women[] = {73517, 291043, 318877}, men[] = {504929, 410683, 457091};

static gdcs_table *made(int32_t sensitivity)
{
    gdcs_table *t = protected_areas(women, men, 3);
    if (sensitivity == GDCS_SENSITIVITY_PROTECTED)
        return t;
    t->sensitivity = sensitivity; /* what a careless program might do */
    return t;
}

/* All that was found, place by place. */
struct search {
    const double *secrets;
    int n;
    int places; /* that were searched */
    int hits;
    int refused; /* that were not written */
    char where[600];
};

static void search(struct search *s, const char *where, const void *bytes, size_t size)
{
    const int hits = bytes == NULL ? 0 : found(bytes, size, s->secrets, s->n);
    s->places++;
    s->hits += hits;
    if (hits > 0 && strlen(s->where) + strlen(where) + 2 < sizeof s->where)
        strcat(strcat(s->where, where), " ");
}

/* A sink, unless there was none; frees it. */
static void search_sink(struct search *s, const char *where, gdcs_status status, gdcs_sink *sink,
                        gdcs_error *err)
{
    int64_t size = 0;
    const char *text = gdcs_sink_get_text(sink, &size);
    search(s, where, text, (size_t)size);
    s->refused += status != GDCS_OK;
    if (status != GDCS_OK)
        search(s, "refusal", err, sizeof *err);
    *err = (gdcs_error){.struct_size = sizeof *err};
    gdcs_sink_free(sink);
}

static gdcs_sink *sink(void)
{
    gdcs_sink *out = NULL;
    cr_assert(eq(i32, gdcs_sink_new_memory(&out, NULL), GDCS_OK));
    return out;
}

static void search_cells(struct search *s, const gdcs_i_cells *c)
{
    search(s, "lowers", c->lowers, (size_t)c->lower_room * sizeof *c->lowers);
    search(s, "uppers", c->uppers, (size_t)c->upper_room * sizeof *c->uppers);
    search(s, "marks", c->marks, (size_t)c->mark_room * sizeof *c->marks);
    search(s, "keys", c->keys, (size_t)c->key_room * sizeof *c->keys);
}

static void search_texts(struct search *s, const gdcs_i_texts *texts)
{
    for (int key = 0; key <= GDCS_META_DETECTED; key++)
        if (texts->text[key] != NULL)
            search(s, "meta", texts->text[key], strlen(texts->text[key]));
}

static void search_arrow(struct search *s, const gdcs_frame *frame)
{
    struct ArrowSchema schema = {.release = NULL};
    struct ArrowArray array = {.release = NULL};
    if (gdcs_arrow_write_frame(frame, &schema, &array, NULL) != GDCS_OK)
        return;
    for (int64_t i = 0; i < array.n_children; i++) {
        const struct ArrowArray *c = array.children[i];
        const size_t item = schema.children[i]->dictionary != NULL ? 1 : 8;
        search(s, "arrow", c->buffers[1], (size_t)c->length * item);
    }
    schema.release(&schema);
    array.release(&array);
}

static void search_frame(struct search *s, const gdcs_frame *frame)
{
    gdcs_error err = {.struct_size = sizeof err};
    for (int64_t i = 0; i < frame->count; i++) {
        const gdcs_i_column *c = &frame->columns[i];
        const size_t item = c->type == GDCS_TYPE_TEXT ? sizeof(int32_t) : sizeof(double);
        search(s, c->name, c->values, (size_t)frame->rows * item);
        for (int32_t w = 0; c->words != NULL && w < gdcs_i_pool_count(c->words); w++)
            search(s, "word", gdcs_i_pool_text(c->words, w), strlen(gdcs_i_pool_text(c->words, w)));
    }
    search_texts(s, &frame->texts);
    gdcs_sink *out = sink();
    search_sink(s, "frame.csv", gdcs_csv_write_frame(frame, NULL, out, &err), out, &err);
    out = sink();
    search_sink(s, "frame.json", gdcs_json_write_frame(frame, out, &err), out, &err);
    for (int32_t format = GDCS_REPORT_TEXT; format <= GDCS_REPORT_CSV; format++) {
        const gdcs_report_options o = {.struct_size = sizeof o, .format = format};
        out = sink();
        search_sink(s, "report", gdcs_report_render(frame, &o, out, &err), out, &err);
    }
    search_arrow(s, frame);
}

static void search_statistics(struct search *s, const gdcs_table *t)
{
    const char *const keep[] = {"area"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *frame = NULL;
    good(gdcs_share_table(t, keep, 1, NULL, &frame, &err), &err, "share");
    search_frame(s, frame);
    gdcs_frame_free(frame);
    good(gdcs_table_get_frame(t, &frame, &err), &err, "frame");
    search_frame(s, frame);
    gdcs_frame_free(frame);
    gdcs_table *sum = NULL;
    good(gdcs_table_margin(t, keep, 1, &sum, &err), &err, "margin");
    search_cells(s, sum->cells);
    gdcs_table_free(sum);
}

static void search_table(struct search *s, const gdcs_table *t)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = NULL;
    search_cells(s, t->cells);
    search_texts(s, &t->texts);
    gdcs_sink *out = sink();
    search_sink(s, "csv", gdcs_csv_write_table(t, NULL, out, &err), out, &err);
    out = sink();
    search_sink(s, "json", gdcs_json_write_table(t, out, &err), out, &err);
    out = sink();
    search_sink(s, "jsonstat", gdcs_jsonstat_write_table(t, out, &err), out, &err);
    out = sink();
    search_sink(s, "px", gdcs_px_write_table(t, out, &err), out, &err);
    out = sink();
    search_sink(s, "sdmx", gdcs_sdmx_write_table(t, NULL, out, &err), out, &err);
    good(gdcs_csv_new_schema_table(t, NULL, &schema, &err), &err, "schema");
    out = sink();
    search_sink(s, "schema", gdcs_schema_write(schema, out, &err), out, &err);
    gdcs_schema_free(schema);
    search_statistics(s, t);
}

static void search_log(struct search *s, const gdcs_release_log *log)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_sink *out = sink();
    search_sink(s, "log", gdcs_release_log_write(log, out, &err), out, &err);
    for (int64_t i = 0; i < gdcs_release_log_count(log); i++) {
        gdcs_release_entry e = {.struct_size = sizeof e};
        good(gdcs_release_log_get(log, i, &e, &err), &err, "entry");
        for (int32_t t = 0; t < e.table_count; t++)
            search_table(s, e.tables[t]);
    }
}

/* Numbers of the original that the table does not show. */
static int hidden_numbers(const gdcs_table *original, const gdcs_table *table, double *out)
{
    int n = 0;
    for (int64_t i = 0; i < gdcs_table_count_cells(original); i++) {
        int32_t codes[2];
        gdcs_cell c = {.struct_size = sizeof c}, d = c;
        cr_assert(eq(i32, gdcs_table_get_at(original, i, codes, &c, NULL), GDCS_OK));
        const char *const at[] = {gdcs_i_pool_text(original->axes[0].labels, codes[0]),
                                  gdcs_i_pool_text(original->axes[1].labels, codes[1])};
        cr_assert(eq(i32, gdcs_table_get(table, at, &d, NULL), GDCS_OK));
        if (isnan(d.value) || d.value != c.value)
            out[n++] = c.value;
    }
    return n;
}

/* The search finds each look, and every place of what is not protected. */
Test(release_bytes, what_is_not_hidden_is_found)
{
    for (int s = 0; s < 3; s++) {
        struct look looks[LOOKS];
        look(women[s], looks);
        for (int i = 0; i < LOOKS; i++) {
            char buffer[64] = "before";
            memcpy(buffer + 7, looks[i].bytes, looks[i].size);
            cr_expect(ge(i32, found(buffer, sizeof buffer, &women[s], 1), 1), "look %d", i);
        }
        cr_expect(eq(i32, found("73 51 7", 8, &women[s], 1), 0));
    }
    static const char *const places[] = {"lowers", "csv",       "json",       "jsonstat", "px",
                                         "sdmx",   "frame.csv", "frame.json", "report",   "arrow"};
    struct search s = {.secrets = women, .n = 1};
    gdcs_table *t = made(GDCS_SENSITIVITY_PUBLIC);
    search_table(&s, t);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        cr_expect(strstr(s.where, places[i]) != NULL, "%s is not in %s", places[i], s.where);
    gdcs_table_free(t);
}

Test(release_bytes, nothing_of_a_protected_table_leaves)
{
    struct search s = {.secrets = women, .n = 3};
    gdcs_table *t = made(GDCS_SENSITIVITY_PROTECTED);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_status (*const write[])(const gdcs_table *, gdcs_sink *, gdcs_error *) = {
        gdcs_json_write_table, gdcs_jsonstat_write_table, gdcs_px_write_table};
    for (int i = 0; i < 3; i++) {
        gdcs_sink *out = sink();
        const gdcs_status status = write[i](t, out, &err);
        cr_expect(eq(i32, status, GDCS_E_DISCLOSURE));
        search_sink(&s, "write", status, out, &err);
    }
    gdcs_sink *out = sink();
    search_sink(&s, "csv", gdcs_csv_write_table(t, NULL, out, &err), out, &err);
    out = sink();
    search_sink(&s, "sdmx", gdcs_sdmx_write_table(t, NULL, out, &err), out, &err);
    cr_expect(eq(str, s.where, ""));
    cr_expect(ge(i32, s.places, 10));
    cr_expect(eq(i32, s.refused, 5));
    gdcs_table_free(t);
}

Test(release_bytes, nothing_hidden_leaves_with_a_suppressed_table)
{
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    gdcs_table *t = made(GDCS_SENSITIVITY_PROTECTED), *hidden = suppressed(t, &minimum),
               *out = NULL;
    double secrets[16];
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_release_table(t, hidden, &minimum, &o, &out, NULL, &err), &err, "release");
    struct search s = {.secrets = secrets, .n = hidden_numbers(t, out, secrets)};
    cr_expect(eq(i32, s.n, 4));
    gdcs_table_free(hidden);
    search_table(&s, out);
    search_log(&s, log);
    cr_expect(eq(str, s.where, ""));
    cr_expect(gt(i32, s.places, 100));
    cr_expect(eq(i32, s.refused, 0));
    gdcs_table_free(out);
    gdcs_table_free(t);
    gdcs_release_log_free(log);
}

Test(release_bytes, nothing_hidden_leaves_with_a_frame)
{
    const char *const keep[] = {"area"};
    gdcs_table *t = made(GDCS_SENSITIVITY_PROTECTED), *hidden = suppressed(t, &minimum);
    gdcs_frame *shares = NULL;
    double secrets[16];
    gdcs_error err = {.struct_size = sizeof err};
    struct search s = {.secrets = secrets, .n = hidden_numbers(t, hidden, secrets)};
    good(gdcs_share_table(t, keep, 1, NULL, &shares, &err), &err, "share");
    for (int32_t tells = GDCS_RELEASE_TELLS_COUNTS; tells <= GDCS_RELEASE_TELLS_SHARE; tells++) {
        gdcs_release_log *log = new_log();
        gdcs_frame *out = NULL;
        const gdcs_release_options o = {
            .struct_size = sizeof o, .log = log, .tells = tells, .digits = 2};
        good(gdcs_release_frame(shares, (const gdcs_table *const *)&t,
                                (const gdcs_table *const *)&hidden, 1, &minimum, &o, &out, NULL,
                                &err),
             &err, "frame");
        search_frame(&s, out);
        search_log(&s, log);
        gdcs_frame_free(out);
        gdcs_release_log_free(log);
    }
    cr_expect(eq(str, s.where, ""));
    struct search control = {.secrets = secrets, .n = s.n};
    search_frame(&control, shares);
    cr_expect(gt(i32, control.hits, 0)); /* its columns hold the counts */
    gdcs_frame_free(shares);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

static void search_release(struct search *s, const gdcs_table *t, const gdcs_table *changed,
                           gdcs_release_options o)
{
    double secrets[16];
    gdcs_table *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    o.log = new_log();
    s->n = hidden_numbers(t, changed, secrets);
    s->secrets = secrets;
    cr_expect(ge(i32, s->n, 9));
    good(gdcs_release_table(t, changed, &minimum4, &o, &out, NULL, &err), &err, "release");
    search_table(s, out);
    search_log(s, o.log);
    gdcs_table_free(out);
    gdcs_release_log_free(o.log);
}

Test(release_bytes, nothing_true_leaves_with_rounded_and_noisy_tables)
{
    const gdcs_round_options five = {
        .struct_size = sizeof five, .method = GDCS_ROUND_METHOD_RANDOM, .base = 1000, .seed = 3};
    const gdcs_budget_options all = {.struct_size = sizeof all, .epsilon = 1};
    const gdcs_noise_options little = {.struct_size = sizeof little, .epsilon = 0.01, .seed = 5};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = made(GDCS_SENSITIVITY_PROTECTED), *changed = NULL;
    struct search s = {.n = 0};
    good(gdcs_round_table(t, &five, &changed, NULL, NULL, &err), &err, "round");
    search_release(&s, t, changed,
                   (gdcs_release_options){.method = GDCS_RELEASE_METHOD_ROUNDING,
                                          .base = 1000,
                                          .rounding_kind = GDCS_DISCLOSURE_ROUNDING_RANDOM});
    gdcs_table_free(changed);
    gdcs_budget *budget = NULL;
    gdcs_noise_result noise = {.struct_size = sizeof noise};
    good(gdcs_budget_new(&all, &budget, &err), &err, "budget");
    good(gdcs_noise_table(t, &little, budget, &changed, NULL, &noise, &err), &err, "noise");
    search_release(
        &s, t, changed,
        (gdcs_release_options){
            .method = GDCS_RELEASE_METHOD_NOISE, .noise = &noise, .budget = budget, .epsilon = 1});
    cr_expect(eq(str, s.where, ""));
    gdcs_table_free(changed);
    gdcs_table_free(t);
    gdcs_budget_free(budget);
}

static void search_refusal(struct search *s, const gdcs_table *original, const gdcs_table *table,
                           const gdcs_release_options *o)
{
    gdcs_table *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_release_table(original, table, &minimum, o, &out, NULL, &err);
    cr_expect(ne(i32, status, GDCS_OK), "refusal %d", s->places);
    search(s, err.message, &err, sizeof err);
    gdcs_table_free(out);
}

Test(release_bytes, no_refusal_says_a_number)
{
    struct search s = {.secrets = women, .n = 3};
    gdcs_table *t = made(GDCS_SENSITIVITY_PROTECTED), *table = copied(t),
               *lost = slice(t, "sex", "F");
    const gdcs_round_options base = {
        .struct_size = sizeof base, .method = GDCS_ROUND_METHOD_RANDOM, .base = 1000, .seed = 3};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *rounded = NULL;
    gdcs_release_options o = {.struct_size = sizeof o,
                              .method = GDCS_RELEASE_METHOD_ROUNDING,
                              .base = 700,
                              .rounding_kind = GDCS_DISCLOSURE_ROUNDING_RANDOM};
    good(gdcs_round_table(t, &base, &rounded, NULL, NULL, &err), &err, "round");
    search_refusal(&s, t, rounded, &o);
    search_refusal(&s, t, rounded, NULL);
    search_refusal(&s, t, t, NULL);
    search_refusal(&s, t, lost, NULL);
    hide(table, "A F");
    search_refusal(&s, t, table, NULL);
    o.base = 1000;
    search_refusal(&s, t, t, &o);
    set(table, "A F", 73516, 73516, 73516, 'A');
    search_refusal(&s, t, table, NULL);
    set_range(table, "A F", 80000, 90000, 'Q');
    search_refusal(&s, t, table, NULL);
    set(table, "D F", 1, 1, 1, 'A');
    search_refusal(&s, t, table, NULL);
    cr_expect(eq(str, s.where, ""));
    cr_expect(eq(i32, s.places, 9));
    gdcs_table_free(rounded);
    gdcs_table_free(lost);
    gdcs_table_free(table);
    gdcs_table_free(t);
}
