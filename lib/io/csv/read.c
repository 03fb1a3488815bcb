/* The stages of reading, put together: source, reader, parser, header, footer, rows, result. */
#include <gdcs/csv.h>

#include "core/fail.h"
#include "io/csv/footer.h"
#include "io/csv/parser.h"
#include "io/csv/reader.h"
#include "io/csv/rows.h"
#include "io/csv/to_frame.h"
#include "io/csv/to_table.h"

#include <stdlib.h>

/* Sizes in the first release. */
enum { OPTIONS_V1 = 24, RESULT_V1 = 360, FIELD_LIMIT = 1 << 20, MOST_FIELD_LIMIT = 1 << 30 };

typedef struct reading {
    gdcs_i_plan plan;
    gdcs_csv_options options;
    gdcs_csv_result result;
    gdcs_i_binding binding;
    gdcs_i_parser *parser;
    gdcs_i_footer *footer; /* NULL: none */
    gdcs_i_rows rows;
    gdcs_i_row_taker taker;
    int bound; /* is the header behind us? */
} reading;

static gdcs_status take_data(reading *r, const gdcs_i_record *record, gdcs_error *err)
{
    if (r->footer != NULL)
        TRY(gdcs_i_footer_push(r->footer, record, &record, err));
    return record != NULL ? gdcs_i_rows_take(&r->rows, record, err) : GDCS_OK;
}

static gdcs_status take_header(reading *r, const gdcs_i_record *record, gdcs_error *err)
{
    const gdcs_i_binding *b = &r->binding;
    TRY(gdcs_i_binding_find(&r->binding, record, err));
    r->bound = 1;
    if (r->plan.schema.footer > 0)
        TRY(gdcs_i_footer_new(r->plan.schema.footer, b->wanted, b->width, &r->footer, err));
    gdcs_i_parser_want(r->parser, b->wanted, b->width);
    return GDCS_OK;
}

static gdcs_status take_record(void *context, const gdcs_i_record *record, gdcs_error *err)
{
    reading *r = context;
    if (!r->bound) {
        TRY(take_header(r, record, err));
        if (r->plan.schema.header != -1)
            return GDCS_OK;
    }
    return take_data(r, record, err);
}

/* A file without the footer that is declared has lost its last records. */
static gdcs_status check_footer(const reading *r, gdcs_error *err)
{
    const int32_t footer = r->plan.schema.footer;
    if (r->footer == NULL || gdcs_i_footer_count(r->footer) >= footer)
        return GDCS_OK;
    return gdcs_i_fail_at(err, GDCS_E_SHAPE, gdcs_i_parser_line(r->parser), 0, "footer",
                          "the file ends after %lld records, before the %d of its footer",
                          (long long)gdcs_i_footer_count(r->footer), (int)footer);
}

static gdcs_status read_blocks(reading *r, gdcs_i_reader *reader, gdcs_error *err)
{
    const char *block = NULL;
    size_t size = 0;
    int any = 0;
    for (;;) {
        TRY(gdcs_i_reader_next(reader, &block, &size, err));
        if (size == 0)
            break;
        any = 1;
        TRY(gdcs_i_parser_feed(r->parser, block, size, err));
    }
    TRY(gdcs_i_parser_finish(r->parser, err));
    if (!any)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "", "the file is empty");
    if (!r->bound)
        return gdcs_i_fail_at(err, GDCS_E_EMPTY, gdcs_i_parser_line(r->parser), 0, "header",
                              "the file ends before its header on line %d",
                              r->plan.schema.header > 0 ? (int)r->plan.schema.header : 1);
    return check_footer(r, err);
}

static gdcs_status run(reading *r, gdcs_i_source *source, gdcs_error *err)
{
    gdcs_i_reader *reader = NULL;
    const gdcs_i_dialect dialect = {.delimiter = r->plan.delimiter,
                                    .quote = r->plan.quote,
                                    .first_line = r->plan.schema.header,
                                    .field_limit = r->options.field_limit};
    const gdcs_i_record_taker taker = {.take = take_record, .context = r};
    TRY(gdcs_i_parser_new(&dialect, taker, &r->parser, err));
    TRY(gdcs_i_reader_new(source, r->plan.schema.encoding, &reader, err));
    const gdcs_status status = read_blocks(r, reader, err);
    gdcs_i_reader_free(reader);
    r->result.blank = gdcs_i_parser_blank(r->parser);
    return status;
}

static gdcs_status take_options(reading *r, const gdcs_csv_options *options, gdcs_error *err)
{
    TRY(gdcs_i_take(&r->options, sizeof r->options, options, OPTIONS_V1, err));
    if (r->options.reject_limit < -1)
        return gdcs_i_fail(err, GDCS_E_OPTION, "reject_limit", "reject_limit is %lld, below -1",
                           (long long)r->options.reject_limit);
    if (r->options.field_limit < 0 || r->options.field_limit > MOST_FIELD_LIMIT)
        return gdcs_i_fail(err, GDCS_E_OPTION, "field_limit", "field_limit is %lld, not in 0 to %d",
                           (long long)r->options.field_limit, MOST_FIELD_LIMIT);
    if (r->options.field_limit == 0)
        r->options.field_limit = FIELD_LIMIT;
    return GDCS_OK;
}

static gdcs_status open_reading(reading *r, const gdcs_schema *schema,
                                const gdcs_csv_options *options, int makes_table, gdcs_error *err)
{
    TRY(take_options(r, options, err));
    TRY(gdcs_i_plan_take(schema, &r->plan, NULL, err));
    return gdcs_i_binding_new(&r->plan, makes_table, &r->binding, err);
}

static void close_reading(reading *r)
{
    gdcs_i_rows_free(&r->rows);
    gdcs_i_footer_free(r->footer);
    gdcs_i_parser_free(r->parser);
    gdcs_i_binding_free(&r->binding);
    gdcs_i_plan_free(&r->plan);
}

static gdcs_status read_table(reading *r, gdcs_i_source *source, gdcs_table **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_to_table *to = NULL;
    TRY(gdcs_i_to_table_new(&r->binding, &to, err));
    r->taker = (gdcs_i_row_taker){.take = gdcs_i_to_table_take, .context = to};
    GO(gdcs_i_rows_new(&r->binding, &r->result, r->options.reject_limit, r->taker, &r->rows, err));
    GO(run(r, source, err));
    *out = gdcs_i_to_table_finish(to);
done:
    r->result.repeated = gdcs_i_to_table_repeated(to);
    gdcs_i_to_table_free(to);
    return status;
}

static gdcs_status read_frame(reading *r, gdcs_i_source *source, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_to_frame *to = NULL;
    TRY(gdcs_i_to_frame_new(&r->binding, &to, err));
    r->taker = (gdcs_i_row_taker){.take = gdcs_i_to_frame_take, .context = to};
    GO(gdcs_i_rows_new(&r->binding, &r->result, r->options.reject_limit, r->taker, &r->rows, err));
    GO(run(r, source, err));
    GO(gdcs_i_to_frame_finish(to, out, err));
done:
    gdcs_i_to_frame_free(to);
    return status;
}

/* Where to read from and what to make of it: exactly one of table and frame. */
typedef struct job {
    const char *path; /* NULL: text */
    const char *text;
    int64_t size;
    const gdcs_schema *schema;
    const gdcs_csv_options *options;
    gdcs_table **table;
    gdcs_frame **frame;
    gdcs_csv_result *result;
} job;

static gdcs_status open_source(const job *j, gdcs_i_source *source, gdcs_error *err)
{
    if (j->path != NULL)
        return gdcs_i_source_open(j->path, source, err);
    if (j->size < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "size", "the size is %lld, below 0",
                           (long long)j->size);
    if (j->size > 0)
        TRY(gdcs_i_need(j->text, "text", err));
    gdcs_i_source_of(j->text, (size_t)j->size, source);
    return GDCS_OK;
}

static gdcs_status work(const job *j, reading *r, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_source source = {.descriptor = -1};
    TRY(open_reading(r, j->schema, j->options, j->table != NULL, err));
    TRY(open_source(j, &source, err));
    GO(j->table != NULL ? read_table(r, &source, j->table, err)
                        : read_frame(r, &source, j->frame, err));
done:
    gdcs_i_source_close(&source);
    return status;
}

static gdcs_status perform(const job *j, gdcs_error *err)
{
    reading r = {.result = {.struct_size = sizeof r.result}};
    TRY(gdcs_i_need(j->schema, "schema", err));
    if (j->result != NULL && j->result->struct_size < RESULT_V1)
        return gdcs_i_fail(err, GDCS_E_STRUCT, "result",
                           "struct_size of the result is %u, expected at least %d",
                           (unsigned)j->result->struct_size, RESULT_V1);
    const gdcs_status status = work(j, &r, err);
    if (j->result != NULL)
        (void)gdcs_i_give(j->result, &r.result, sizeof r.result, RESULT_V1, NULL);
    close_reading(&r);
    return status;
}

gdcs_status gdcs_csv_read_table(const char *path, const gdcs_schema *schema,
                                const gdcs_csv_options *options, gdcs_table **out,
                                gdcs_csv_result *result, gdcs_error *err)
{
    const job j = {
        .path = path, .schema = schema, .options = options, .table = out, .result = result};
    TRY(gdcs_i_need(path, "path", err));
    TRY(gdcs_i_need(out, "out", err));
    return perform(&j, err);
}

gdcs_status gdcs_csv_read_frame(const char *path, const gdcs_schema *schema,
                                const gdcs_csv_options *options, gdcs_frame **out,
                                gdcs_csv_result *result, gdcs_error *err)
{
    const job j = {
        .path = path, .schema = schema, .options = options, .frame = out, .result = result};
    TRY(gdcs_i_need(path, "path", err));
    TRY(gdcs_i_need(out, "out", err));
    return perform(&j, err);
}

gdcs_status gdcs_csv_parse_table(const char *text, int64_t size, const gdcs_schema *schema,
                                 const gdcs_csv_options *options, gdcs_table **out,
                                 gdcs_csv_result *result, gdcs_error *err)
{
    const job j = {.text = text,
                   .size = size,
                   .schema = schema,
                   .options = options,
                   .table = out,
                   .result = result};
    TRY(gdcs_i_need(out, "out", err));
    return perform(&j, err);
}

gdcs_status gdcs_csv_parse_frame(const char *text, int64_t size, const gdcs_schema *schema,
                                 const gdcs_csv_options *options, gdcs_frame **out,
                                 gdcs_csv_result *result, gdcs_error *err)
{
    const job j = {.text = text,
                   .size = size,
                   .schema = schema,
                   .options = options,
                   .frame = out,
                   .result = result};
    TRY(gdcs_i_need(out, "out", err));
    return perform(&j, err);
}
