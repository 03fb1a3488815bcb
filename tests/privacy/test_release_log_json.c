/* Mirrors lib/io/release_log.c. */
#include "fail_alloc.h"
#include "privacy/release_tables.h"

#include <criterion/new/assert.h>
#include <fcntl.h>
#include <gdcs/share.h>

TestSuite(release_log_json, .timeout = 120);

/* Two tables, and shares alone. */
static gdcs_release_log *used_log(void)
{
    const char *const keep[] = {"area"};
    gdcs_disclosure_rule rule = minimum4;
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4), *out = NULL;
    gdcs_frame *shares = NULL, *frame = NULL;
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options o = {.struct_size = sizeof o, .log = log, .id = "\"1\"", .time = "2026"};
    rule.producer = "an office";
    good(gdcs_release_table(t, hidden, &rule, &o, &out, NULL, &err), &err, "release");
    good(gdcs_share_table(t, keep, 1, NULL, &shares, &err), &err, "share");
    o = (gdcs_release_options){
        .struct_size = sizeof o, .log = log, .tells = GDCS_RELEASE_TELLS_SHARE, .digits = 1};
    good(gdcs_release_frame(shares, (const gdcs_table *const *)&t,
                            (const gdcs_table *const *)&hidden, 1, &rule, &o, &frame, NULL, &err),
         &err, "frame");
    gdcs_frame_free(frame);
    gdcs_frame_free(shares);
    gdcs_table_free(out);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
    return log;
}

static gdcs_sink *written(const gdcs_release_log *log)
{
    gdcs_sink *sink = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_sink_new_memory(&sink, &err), &err, "sink");
    good(gdcs_release_log_write(log, sink, &err), &err, "write");
    return sink;
}

static gdcs_release_log *parsed(const char *text, int64_t size)
{
    gdcs_release_log *log = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_release_log_parse(text, size, &log, &err), &err, text);
    return log;
}

Test(release_log_json, what_is_written_reads_back_equal)
{
    gdcs_release_log *log = used_log();
    gdcs_sink *sink = written(log);
    int64_t size = 0;
    const char *text = gdcs_sink_get_text(sink, &size);
    gdcs_release_log *back = parsed(text, size);
    gdcs_sink *again = written(back);
    cr_expect(eq(str, (char *)gdcs_sink_get_text(again, NULL), (char *)text));
    cr_expect(eq(i64, gdcs_release_log_count(back), 2));
    gdcs_release_entry e = {.struct_size = sizeof e}, f = e;
    cr_expect(gdcs_release_log_get(back, 0, &e, NULL) == GDCS_OK);
    cr_expect(eq(str, (char *)e.id, "\"1\""));
    cr_expect(eq(str, (char *)e.rule->producer, "an office"));
    cr_expect(gdcs_release_log_get(log, 0, &f, NULL) == GDCS_OK);
    cr_expect(same_cells(e.tables[0], f.tables[0]));
    cr_expect(gdcs_release_log_get(back, 1, &e, NULL) == GDCS_OK);
    cr_expect(gt(i32, e.fact_count, 0));
    cr_expect(eq(i32, e.facts[0]->kind, GDCS_AUDIT_FACT_SHARE));
    gdcs_sink_free(again);
    gdcs_sink_free(sink);
    gdcs_release_log_free(back);
    gdcs_release_log_free(log);
}

/* Records with all that a log keeps of them. */
Test(release_log_json, records_read_back_equal)
{
    static const char *const columns[] = {"area", "sex"}, *const child[] = {"A", "B"},
                             *const parent[] = {"\"North\"", "North"};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex income*");
    add(t, "A F TOTAL", 3);
    add(t, "TOTAL F in", 4);
    const gdcs_table *const tables[] = {t};
    const gdcs_microdata_keys keys = {.struct_size = sizeof keys,
                                      .missing = GDCS_MICRODATA_MISSING_CATEGORY,
                                      .columns = columns,
                                      .count = 2,
                                      .sensitive = "income",
                                      .weight = "w",
                                      .population = 900};
    const gdcs_microdata_rule rule = {.struct_size = sizeof rule,
                                      .diversity = GDCS_MICRODATA_DIVERSITY_RECURSIVE,
                                      .distance = GDCS_MICRODATA_DISTANCE_ORDERED,
                                      .k = 3,
                                      .l = 1.5,
                                      .c = 4,
                                      .t = 0.25,
                                      .risk = 0.5};
    const gdcs_tree tree = {.struct_size = sizeof tree,
                            .axis = "area",
                            .children = child,
                            .parents = parent,
                            .count = 2};
    const gdcs_tree *const trees[] = {&tree};
    const gdcs_release_entry given = {.struct_size = sizeof given,
                                      .method = GDCS_RELEASE_METHOD_RECORDS,
                                      .id = "r",
                                      .time = "2026",
                                      .tables = tables,
                                      .table_count = 1,
                                      .keys = &keys,
                                      .microdata = &rule,
                                      .trees = trees,
                                      .tree_count = 1};
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    int64_t size = 0;
    good(gdcs_release_log_add(log, &given, &err), &err, "add");
    gdcs_sink *sink = written(log);
    const char *text = gdcs_sink_get_text(sink, &size);
    gdcs_release_log *back = parsed(text, size);
    gdcs_sink *again = written(back);
    cr_expect(eq(str, (char *)gdcs_sink_get_text(again, NULL), (char *)text));
    cr_expect(strstr(text, "900") == NULL); /* what stays behind is in no log */
    gdcs_release_entry e = {.struct_size = sizeof e};
    good(gdcs_release_log_get(back, 0, &e, &err), &err, "get");
    cr_expect(eq(i32, e.method, GDCS_RELEASE_METHOD_RECORDS));
    cr_expect(e.rule == NULL);
    cr_expect(eq(i64, e.keys->count, 2));
    cr_expect(eq(str, (char *)e.keys->columns[0], "area"));
    cr_expect(eq(str, (char *)e.keys->sensitive, "income"));
    cr_expect(e.keys->weight == NULL);
    cr_expect(eq(i32, e.keys->missing, GDCS_MICRODATA_MISSING_CATEGORY));
    cr_expect(eq(i64, e.microdata->k, 3));
    cr_expect(eq(dbl, e.microdata->l, 1.5));
    cr_expect(eq(dbl, e.microdata->c, 4));
    cr_expect(eq(dbl, e.microdata->t, 0.25));
    cr_expect(eq(dbl, e.microdata->risk, 0.5));
    cr_expect(eq(i32, e.microdata->diversity, GDCS_MICRODATA_DIVERSITY_RECURSIVE));
    cr_expect(eq(i32, e.microdata->distance, GDCS_MICRODATA_DISTANCE_ORDERED));
    cr_expect(eq(i32, e.tree_count, 1));
    cr_expect(eq(i64, e.trees[0]->count, 2));
    cr_expect(eq(str, (char *)e.trees[0]->children[1], "B"));
    cr_expect(eq(str, (char *)e.trees[0]->parents[0], "\"North\""));
    cr_expect(same_cells(e.tables[0], t));
    gdcs_sink_free(again);
    gdcs_sink_free(sink);
    gdcs_release_log_free(back);
    gdcs_release_log_free(log);
    gdcs_table_free(t);
}

/* What was read does what the log did that was written. */
Test(release_log_json, a_log_that_was_kept_still_guards)
{
    gdcs_release_log *log = used_log();
    gdcs_sink *sink = written(log);
    int64_t size = 0;
    const char *text = gdcs_sink_get_text(sink, &size);
    gdcs_release_log *back = parsed(text, size);
    gdcs_table *t = areas(), *other = areas(), *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    static const char *const gone[] = {"A F", "A M", "C F", "C M"};
    for (int i = 0; i < 4; i++)
        hide(other, gone[i]);
    const gdcs_release_options o = {.struct_size = sizeof o, .log = back};
    good(gdcs_release_table(t, other, &minimum4, NULL, &out, NULL, &err), &err, "alone");
    gdcs_table_free(out);
    out = NULL;
    cr_expect(
        eq(i32, gdcs_release_table(t, other, &minimum4, &o, &out, NULL, &err), GDCS_E_DISCLOSURE));
    gdcs_table_free(other);
    gdcs_table_free(t);
    gdcs_release_log_free(back);
    gdcs_sink_free(sink);
    gdcs_release_log_free(log);
}

#define ENTRY(rule, tables, facts)                                                                 \
    "{\"releases\": [\n {\"method\": \"rounding\", \"base\": 5, \"rule\": " rule                   \
    ",\n \"tables\": [" tables "],\n \"facts\": [" facts "]}]}"
#define TABLE                                                                                      \
    "{\"axes\": [{\"name\": \"sex\", \"concept\": \"sex\", \"labels\": [\"F\", \"M\"]}], "         \
    "\"cells\": []}"
#define RECORDS(keys, rule, trees)                                                                 \
    "{\"releases\": [\n {\"method\": \"records\", \"keys\": {\"columns\": " keys                   \
    "},\n \"microdata\": {" rule "},\n \"trees\": [" trees "], \"tables\": [" TABLE                \
    "], \"facts\": []}]}"
#define PAIRS(children, parents)                                                                   \
    "{\"axis\": \"sex\", \"children\": " children ", \"parents\": " parents "}"
#define GOOD_RULE "{\"minimum\": 4}"

Test(release_log_json, what_is_wrong_is_said_with_its_place)
{
    static const struct {
        const char *text;
        gdcs_status status;
        int64_t row;
        const char *words;
    } wrong[] = {
        {"", GDCS_E_EMPTY, 0, "no text"},
        {"{", GDCS_E_SYNTAX, 1, ""},
        {"[]", GDCS_E_SYNTAX, 1, "no object"},
        {"{}", GDCS_E_SYNTAX, 1, "\"releases\" is missing"},
        {"{\"releases\": 1}", GDCS_E_SYNTAX, 1, "no array"},
        {"{\"releases\": [],\n\"x\": 1}", GDCS_E_SYNTAX, 2, "\"x\""},
        {"{\"releases\": [\n{}]}", GDCS_E_SYNTAX, 2, "\"method\" is missing"},
        {"{\"releases\": [\n{\"method\": \"x\"}]}", GDCS_E_NAME, 2, "no method \"x\""},
        {ENTRY("{\"minimum\": \"4\"}", "", ""), GDCS_E_SCHEMA, 2, "not a number"},
        {ENTRY("{\"minimum\": -4}", "", ""), GDCS_E_OPTION, 2, ""},
        {ENTRY(GOOD_RULE, "1", ""), GDCS_E_SYNTAX, 3, "no object"},
        {ENTRY(GOOD_RULE, TABLE ",\n{\"axes\": []}", ""), GDCS_E_SYNTAX, 4, "\"cells\" is missing"},
        {ENTRY(GOOD_RULE, "{\"sensitivity\": \"protected\", \"axes\": [], \"cells\": []}", ""),
         GDCS_E_DISCLOSURE, 2, "protected"},
        {ENTRY(GOOD_RULE, TABLE, "{}"), GDCS_E_SYNTAX, 4, "\"kind\" is missing"},
        {ENTRY(GOOD_RULE, TABLE, "{\"kind\": \"sum\"}"), GDCS_E_NAME, 4, "no kind \"sum\""},
        {ENTRY(GOOD_RULE, TABLE, "{\"kind\": \"share\", \"table\": 1}"), GDCS_E_SHAPE, 4,
         "no number of a table"},
        {ENTRY(GOOD_RULE, TABLE, "{\"kind\": \"share\", \"table\": 0, \"a\": []}"), GDCS_E_SHAPE, 4,
         "one label per axis"},
        {ENTRY(GOOD_RULE, TABLE, "{\"kind\": \"share\", \"table\": 0, \"a\": [1]}"), GDCS_E_SYNTAX,
         4, "no text"},
        {ENTRY(GOOD_RULE, TABLE, "{\"kind\": \"share\", \"table\": 0}"), GDCS_E_OPTION, 2,
         "labels of a fact"},
        {RECORDS("[1]", "", ""), GDCS_E_SYNTAX, 2, "no text"},
        {RECORDS("[\"sex\"], \"missing\": \"x\"", "", ""), GDCS_E_NAME, 2, "no missing \"x\""},
        {RECORDS("[\"sex\"], \"weight\": \"x\"", "", ""), GDCS_E_SYNTAX, 2, "\"weight\""},
        {RECORDS("[\"sex\"]", "\"k\": 1.5", ""), GDCS_E_OPTION, 3, "no whole number k"},
        {RECORDS("[\"sex\"]", "\"distance\": \"far\"", ""), GDCS_E_NAME, 3, "no distance \"far\""},
        {RECORDS("[\"sex\"]", "\"k\": 2", "{}"), GDCS_E_SYNTAX, 4, "\"axis\" is missing"},
        {RECORDS("[\"sex\"]", "\"k\": 2", "1"), GDCS_E_SYNTAX, 4, "no object"},
        {RECORDS("[\"sex\"]", "\"k\": 2", PAIRS("[\"A\"]", "[]")), GDCS_E_SHAPE, 4,
         "one parent per child"},
        {RECORDS("[\"sex\"]", "\"k\": 2", PAIRS("[\"A\"]", "[1]")), GDCS_E_SYNTAX, 4, "no text"},
        {RECORDS("[\"area\"]", "\"k\": 2", ""), GDCS_E_SHAPE, 2, "no axis for the key"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        gdcs_release_log *log = NULL;
        gdcs_error err = {.struct_size = sizeof err};
        const gdcs_status status =
            gdcs_release_log_parse(wrong[i].text, (int64_t)strlen(wrong[i].text), &log, &err);
        cr_expect(status == wrong[i].status, "%s: %d, %s", wrong[i].text, (int)status, err.message);
        cr_expect(strstr(err.message, wrong[i].words) != NULL, "%s: %s", wrong[i].text,
                  err.message);
        cr_expect(err.row == wrong[i].row, "%s: line %d", wrong[i].text, (int)err.row);
        cr_expect(log == NULL);
    }
    gdcs_release_log_free(
        parsed(ENTRY(GOOD_RULE, TABLE, ""), sizeof ENTRY(GOOD_RULE, TABLE, "") - 1));
}

Test(release_log_json, files_are_read_too)
{
    gdcs_release_log *log = used_log(), *back = NULL;
    gdcs_sink *sink = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    char path[] = "/tmp/gdcs_log_XXXXXX";
    const int descriptor = mkstemp(path);
    cr_assert(descriptor >= 0);
    good(gdcs_sink_new_descriptor(descriptor, &sink, &err), &err, "sink");
    good(gdcs_release_log_write(log, sink, &err), &err, "write");
    good(gdcs_sink_close(sink, &err), &err, "close");
    good(gdcs_release_log_read(path, &back, &err), &err, "read");
    cr_expect(eq(i64, gdcs_release_log_count(back), 2));
    remove(path);
    gdcs_release_log *none = NULL;
    cr_expect(eq(i32, gdcs_release_log_read(path, &none, &err), GDCS_E_OPEN));
    cr_expect(eq(i32, gdcs_release_log_read(NULL, &none, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_release_log_parse(NULL, 1, &none, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_release_log_write(log, sink, &err), GDCS_E_ARGUMENT)); /* closed */
    gdcs_sink_free(sink);
    good(gdcs_sink_new_descriptor(open("/dev/null", O_RDONLY), &sink, &err), &err, "sink");
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 1000 && status == GDCS_OK; i++)
        status = gdcs_release_log_write(log, sink, NULL);
    cr_expect(eq(i32, status, GDCS_E_WRITE));
    cr_expect(eq(i32, gdcs_release_log_write(NULL, sink, &err), GDCS_E_ARGUMENT));
    gdcs_sink_free(sink);
    gdcs_release_log_free(back);
    gdcs_release_log_free(log);
}

static gdcs_status once(void *data)
{
    gdcs_release_log *log = NULL;
    const gdcs_status status = gdcs_release_log_parse(data, (int64_t)strlen(data), &log, NULL);
    gdcs_release_log_free(log);
    return status;
}

Test(release_log_json, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    static char text[] = ENTRY(
        GOOD_RULE, TABLE, "{\"kind\": \"share\", \"table\": 0, \"a\": [\"F\"], \"b\": [\"M\"]}");
    const fail_alloc_report r = fail_alloc_each(once, text);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 50));
}
