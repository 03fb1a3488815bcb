/* Delimited text to records: source, reader, parser, footer. */
#include <gdcs/csv.h>

#include "core/fail.h"
#include "io/csv/detect.h"
#include "io/csv/footer.h"
#include "io/csv/parser.h"
#include "io/csv/read.h"
#include "io/csv/reader.h"
#include "io/csv/columnar/columnar.h"

#include <string.h>

typedef struct producing {
    gdcs_i_reading *reading;
    gdcs_i_parser *parser;
    gdcs_i_footer *footer; /* NULL: none */
    gdcs_i_csv_way way;
} producing;

static gdcs_status take_data(producing *p, const gdcs_i_record *record, gdcs_error *err)
{
    if (p->footer != NULL)
        TRY(gdcs_i_footer_push(p->footer, record, &record, err));
    return record != NULL ? gdcs_i_reading_take(p->reading, record, err) : GDCS_OK;
}

static gdcs_status take_header(producing *p, const gdcs_i_record *record, gdcs_error *err)
{
    const gdcs_i_binding *b = &p->reading->binding;
    const int32_t footer = p->reading->plan.schema.footer;
    TRY(gdcs_i_reading_header(p->reading, record, err));
    if (footer > 0)
        TRY(gdcs_i_footer_new(footer, b->wanted, b->width, &p->footer, err));
    gdcs_i_parser_want(p->parser, b->wanted, b->width);
    return GDCS_OK;
}

static gdcs_status take_record(void *context, const gdcs_i_record *record, gdcs_error *err)
{
    producing *p = context;
    if (!p->reading->bound) {
        TRY(take_header(p, record, err));
        if (p->reading->plan.schema.header != -1)
            return GDCS_OK;
    }
    return take_data(p, record, err);
}

/* A file without the footer that is declared has lost its last records. */
static gdcs_status check_footer(const producing *p, gdcs_error *err)
{
    const int32_t footer = p->reading->plan.schema.footer;
    if (p->footer == NULL || gdcs_i_footer_count(p->footer) >= footer)
        return GDCS_OK;
    return gdcs_i_fail_at(err, GDCS_E_SHAPE, gdcs_i_parser_line(p->parser), 0, "footer",
                          "the file ends after %lld records, before the %d of its footer",
                          (long long)gdcs_i_footer_count(p->footer), (int)footer);
}

static gdcs_status read_records(const producing *p, gdcs_i_reader *reader, int64_t *blocks,
                                gdcs_error *err)
{
    const char *block = NULL;
    size_t size = 0;
    for (;; ++*blocks) {
        TRY(gdcs_i_reader_next(reader, &block, &size, err));
        if (size == 0)
            return GDCS_OK;
        TRY(gdcs_i_parser_feed(p->parser, block, size, err));
    }
}

static gdcs_status read_columns(producing *p, gdcs_i_reader *reader, const gdcs_i_dialect *dialect,
                                int64_t *pieces, gdcs_error *err)
{
    gdcs_i_columnar job = {.reading = p->reading,
                           .parser = p->parser,
                           .footer = &p->footer,
                           .quote = dialect->quote,
                           .marks = dialect->marks,
                           .threads = p->reading->options.threads,
                           .alone = p->way.alone};
    TRY(gdcs_i_feed_new(reader, dialect, p->way.block, &job.feed, err));
    const gdcs_status status = gdcs_i_columnar_read(&job, pieces, err);
    gdcs_i_feed_free(job.feed);
    return status;
}

static gdcs_status read_all(producing *p, gdcs_i_reader *reader, const gdcs_i_dialect *dialect,
                            gdcs_error *err)
{
    const int32_t header = p->reading->plan.schema.header;
    int64_t any = 0;
    TRY(!p->way.one_by_one && gdcs_i_columnar_serves(p->reading)
            ? read_columns(p, reader, dialect, &any, err)
            : read_records(p, reader, &any, err));
    TRY(gdcs_i_parser_finish(p->parser, err));
    if (any == 0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "", "the file is empty");
    if (!p->reading->bound)
        return gdcs_i_fail_at(err, GDCS_E_EMPTY, gdcs_i_parser_line(p->parser), 0, "header",
                              "the file ends before its header on line %d",
                              header > 0 ? (int)header : 1);
    return check_footer(p, err);
}

static gdcs_status open_and_read(producing *p, gdcs_i_source *source, gdcs_error *err)
{
    gdcs_i_reader *reader = NULL;
    const gdcs_i_plan *plan = &p->reading->plan;
    const gdcs_i_dialect dialect = {.delimiter = plan->delimiter,
                                    .quote = plan->quote,
                                    .first_line = plan->schema.header,
                                    .field_limit = p->reading->options.field_limit,
                                    .marks = p->way.marks};
    const gdcs_i_record_taker taker = {.take = take_record, .context = p};
    TRY(gdcs_i_parser_new(&dialect, taker, &p->parser, err));
    TRY(gdcs_i_reader_new(source, plan->schema.encoding, &reader, err));
    const gdcs_status status = read_all(p, reader, &dialect, err);
    gdcs_i_reader_free(reader);
    p->reading->result.blank += gdcs_i_parser_blank(p->parser);
    return status;
}

/* The caller's schema with what it leaves open. */
static gdcs_status begin(gdcs_i_reading *reading, gdcs_i_source *source, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_plan plan = {0};
    gdcs_i_sentences found = {.used = 0};
    if (reading->options.detect == GDCS_DETECT_NONE)
        return gdcs_i_reading_begin(reading, reading->schema, err);
    TRY(gdcs_i_plan_take(reading->schema, &plan, NULL, err));
    GO(gdcs_i_detect(source, &plan, &found, err));
    gdcs_schema settled = plan.schema;
    settled.wide = plan.schema.wide != NULL ? &plan.wide : NULL;
    settled.delimiter = plan.delimiter;
    settled.decimal = plan.decimal;
    GO(gdcs_i_reading_begin(reading, &settled, err));
    if (found.used > 0)
        GO(gdcs_i_reading_detected(reading, err, "%s", found.text));
    if (settled.wide != NULL)
        reading->plan.schema.wide = &reading->plan.wide;
    memcpy(reading->plan.candidates, plan.candidates, sizeof plan.candidates);
done:
    gdcs_i_plan_free(&plan);
    return status;
}

gdcs_status gdcs_i_csv_produce(gdcs_i_reading *reading, gdcs_i_source *source, gdcs_error *err)
{
    producing p = {.reading = reading};
    if (reading->input != NULL)
        memcpy(&p.way, reading->input, sizeof p.way);
    TRY(begin(reading, source, err));
    const gdcs_status status = open_and_read(&p, source, err);
    gdcs_i_footer_free(p.footer);
    gdcs_i_parser_free(p.parser);
    return status;
}

gdcs_status gdcs_csv_read_table(const char *path, const gdcs_schema *schema,
                                const gdcs_read_options *options, gdcs_table **out,
                                gdcs_read_result *result, gdcs_error *err)
{
    TRY(gdcs_i_need(path, "path", err));
    TRY(gdcs_i_need(schema, "schema", err));
    return gdcs_i_read_path(path, schema, options, (gdcs_i_made){.table = out}, result,
                            gdcs_i_csv_produce, err);
}

gdcs_status gdcs_csv_read_frame(const char *path, const gdcs_schema *schema,
                                const gdcs_read_options *options, gdcs_frame **out,
                                gdcs_read_result *result, gdcs_error *err)
{
    TRY(gdcs_i_need(path, "path", err));
    TRY(gdcs_i_need(schema, "schema", err));
    return gdcs_i_read_path(path, schema, options, (gdcs_i_made){.frame = out}, result,
                            gdcs_i_csv_produce, err);
}

gdcs_status gdcs_csv_read_table_files(const char *const *paths, int64_t count,
                                      const gdcs_schema *schema, const gdcs_read_options *options,
                                      gdcs_table **out, gdcs_read_result *result, gdcs_error *err)
{
    TRY(gdcs_i_need(schema, "schema", err));
    return gdcs_i_read_paths(paths, count, schema, options, (gdcs_i_made){.table = out}, result,
                             gdcs_i_csv_produce, err);
}

gdcs_status gdcs_csv_read_frame_files(const char *const *paths, int64_t count,
                                      const gdcs_schema *schema, const gdcs_read_options *options,
                                      gdcs_frame **out, gdcs_read_result *result, gdcs_error *err)
{
    TRY(gdcs_i_need(schema, "schema", err));
    return gdcs_i_read_paths(paths, count, schema, options, (gdcs_i_made){.frame = out}, result,
                             gdcs_i_csv_produce, err);
}

gdcs_status gdcs_csv_parse_table(const char *text, int64_t size, const gdcs_schema *schema,
                                 const gdcs_read_options *options, gdcs_table **out,
                                 gdcs_read_result *result, gdcs_error *err)
{
    TRY(gdcs_i_need(schema, "schema", err));
    return gdcs_i_read_text(text, size, schema, options, (gdcs_i_made){.table = out}, result,
                            gdcs_i_csv_produce, err);
}

gdcs_status gdcs_csv_parse_frame(const char *text, int64_t size, const gdcs_schema *schema,
                                 const gdcs_read_options *options, gdcs_frame **out,
                                 gdcs_read_result *result, gdcs_error *err)
{
    TRY(gdcs_i_need(schema, "schema", err));
    return gdcs_i_read_text(text, size, schema, options, (gdcs_i_made){.frame = out}, result,
                            gdcs_i_csv_produce, err);
}
