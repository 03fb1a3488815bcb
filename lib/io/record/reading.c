#include "io/record/reading.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "io/record/expand.h"
#include "io/record/header.h"
#include "io/record/files.h"
#include "io/record/headings.h"
#include "io/record/next.h"
#include "io/schema/override.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sizes in the first release. */
enum {
    OPTIONS_V1 = 56,
    RESULT_V1 = 368,
    FIELD_LIMIT = 1 << 20,
    MOST_FIELD_LIMIT = 1 << 30,
    MOST_THREADS = 64
};

static gdcs_status take_options(gdcs_i_reading *r, const gdcs_read_options *options,
                                gdcs_error *err)
{
    TRY(gdcs_i_take(&r->options, sizeof r->options, options, OPTIONS_V1, err));
    if (r->options.detect != GDCS_DETECT_DEFAULT && r->options.detect != GDCS_DETECT_NONE)
        return gdcs_i_fail(err, GDCS_E_OPTION, "detect", "detect is %d, neither %d nor %d",
                           (int)r->options.detect, (int)GDCS_DETECT_DEFAULT, (int)GDCS_DETECT_NONE);
    if (r->options.reject_limit < -1)
        return gdcs_i_fail(err, GDCS_E_OPTION, "reject_limit", "reject_limit is %lld, below -1",
                           (long long)r->options.reject_limit);
    if (r->options.field_limit < 0 || r->options.field_limit > MOST_FIELD_LIMIT)
        return gdcs_i_fail(err, GDCS_E_OPTION, "field_limit", "field_limit is %lld, not in 0 to %d",
                           (long long)r->options.field_limit, MOST_FIELD_LIMIT);
    if (r->options.threads < 0 || r->options.threads > MOST_THREADS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "threads", "threads is %d, not in 0 to %d",
                           (int)r->options.threads, MOST_THREADS);
    if (r->options.field_limit == 0)
        r->options.field_limit = FIELD_LIMIT;
    return GDCS_OK;
}

static gdcs_status check_sex(const gdcs_i_reading *r, gdcs_error *err)
{
    char room[32];
    for (int64_t i = 0; r->options.detect == GDCS_DETECT_NONE && i < r->plan.schema.column_count;
         i++)
        if (gdcs_i_plan_is_open_sex(&r->plan.columns[i]))
            return gdcs_i_fail(err, GDCS_E_SCHEMA, gdcs_i_plan_title(&r->plan.columns[i], room),
                               "column '%.80s': a sex column is read by a map or by a scheme where "
                               "nothing is to be detected",
                               gdcs_i_plan_title(&r->plan.columns[i], room));
    return GDCS_OK;
}

static gdcs_status resolve_headings(gdcs_i_reading *r, gdcs_error *err)
{
    gdcs_sex_resolution how = {.struct_size = sizeof how};
    TRY(gdcs_i_resolve_headings(&r->binding, r->options.detect != GDCS_DETECT_NONE, &how, err));
    return how.reason[0] == '\0'
               ? GDCS_OK
               : gdcs_i_reading_detected(r, err, "The sex headings: %s.", how.reason);
}

static gdcs_status bind(gdcs_i_reading *r, gdcs_error *err)
{
    gdcs_i_row_taker taker = {.take = gdcs_i_to_frame_take};
    const int32_t sex_scheme = r->binding.sex_scheme;
    TRY(gdcs_i_binding_new(&r->plan, r->makes_table, &r->binding, err));
    r->binding.sex_scheme = sex_scheme;
    TRY(gdcs_i_binding_name(&r->binding, r->path, &r->arena, err));
    TRY(resolve_headings(r, err));
    if (r->makes_table) {
        TRY(gdcs_i_to_table_new(&r->binding, &r->to_table, err));
        taker = (gdcs_i_row_taker){.take = gdcs_i_to_table_take, .context = r->to_table};
    } else {
        TRY(gdcs_i_to_frame_new(&r->binding, &r->to_frame, err));
        taker.context = r->to_frame;
    }
    TRY(gdcs_i_rows_new(&r->binding, &r->result, r->options.reject_limit, taker, &r->rows, err));
    r->rows.progress = r->options.progress;
    r->rows.called = r->called;
    return GDCS_OK;
}

/* What patterns stand for is known with the header only. */
gdcs_status gdcs_i_reading_begin(gdcs_i_reading *r, const gdcs_schema *schema, gdcs_error *err)
{
    if (r->files > 0)
        return gdcs_i_next_begin(r, schema, err);
    TRY(gdcs_i_plan_take(schema, &r->plan, NULL, err));
    TRY(check_sex(r, err));
    return gdcs_i_expand_waits(&r->plan) ? GDCS_OK : bind(r, err);
}

static gdcs_status expand(gdcs_i_reading *r, const gdcs_i_record *header, gdcs_error *err)
{
    gdcs_i_sentences said = {.used = 0};
    if (!gdcs_i_expand_waits(&r->plan))
        return GDCS_OK;
    if (r->files > 0)
        return gdcs_i_next_expand(r, header, err);
    TRY(gdcs_i_binding_check(&r->plan, header, err));
    gdcs_i_expand_leave_out(&r->plan, header, &said);
    if (r->plan.wide.pattern_count > 0)
        TRY(gdcs_i_expand(&r->plan, header, &r->arena, &said, err));
    if (said.used > 0)
        TRY(gdcs_i_reading_detected(r, err, "%s", said.text));
    TRY(bind(r, err));
    return r->plan.wide.pattern_count > 0 ? gdcs_i_headings_check(&r->binding, header, err)
                                          : GDCS_OK;
}

gdcs_status gdcs_i_reading_begin_with(gdcs_i_reading *r, const gdcs_schema *base, gdcs_error *err)
{
    gdcs_schema schema;
    TRY(gdcs_i_schema_override(base, r->schema, &r->arena, &schema, err));
    return gdcs_i_reading_begin(r, &schema, err);
}

gdcs_status gdcs_i_reading_detected(gdcs_i_reading *r, gdcs_error *err, const char *format, ...)
{
    enum { LONGEST = 1000 };
    char sentence[LONGEST];
    va_list args;
    va_start(args, format);
    vsnprintf(sentence, sizeof sentence, format, args);
    va_end(args);
    size_t whole = gdcs_i_utf8_valid(sentence, strlen(sentence)); /* it may have been cut */
    const size_t used = r->detected != NULL ? strlen(r->detected) : 0;
    if (r->files > 0 && used > 0 && strstr(r->detected, sentence) != NULL)
        return GDCS_OK;
    if (r->files > 0 && r->file != NULL)
        whole = gdcs_i_next_say(r->file, sentence, sizeof sentence);
    void *memory = r->detected;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &r->detected_room, (int64_t)(used + whole + 2), 1, err);
    r->detected = memory;
    TRY(status);
    if (used > 0)
        r->detected[used] = ' ';
    memcpy(r->detected + used + (used > 0), sentence, whole);
    r->detected[used + (used > 0) + whole] = '\0';
    return GDCS_OK;
}

/* Names that are not in the header as the schema has them. */
static gdcs_status say_names(gdcs_i_reading *r, const gdcs_i_record *header, gdcs_error *err)
{
    const int marks = gdcs_i_header_marks(header);
    if (r->plan.schema.header == -1)
        return GDCS_OK;
    if (marks > 0)
        TRY(gdcs_i_reading_detected(r, err,
                                    "%d more byte order mark%s before the header %s passed over.",
                                    marks, marks > 1 ? "s" : "", marks > 1 ? "are" : "is"));
    for (int64_t i = 0; i < r->binding.slot_count; i++) {
        const gdcs_i_slot *slot = &r->binding.slots[i];
        const char *name = slot->field >= 0 ? gdcs_i_header_name(header, slot->field) : "";
        if (slot->field >= 0 && slot->column->alias_count > 0 &&
            strcmp(name, slot->column->name) != 0)
            TRY(gdcs_i_reading_detected(r, err, "The column '%.60s' is '%.60s' in the file.",
                                        slot->column->name, name));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_reading_header(gdcs_i_reading *r, const gdcs_i_record *header, gdcs_error *err)
{
    TRY(expand(r, header, err));
    TRY(gdcs_i_binding_find(&r->binding, header, err));
    TRY(say_names(r, header, err));
    r->bound = 1;
    return GDCS_OK;
}

gdcs_status gdcs_i_reading_take(gdcs_i_reading *r, const gdcs_i_record *record, gdcs_error *err)
{
    return gdcs_i_rows_take(&r->rows, record, err);
}

static void close_reading(gdcs_i_reading *r)
{
    gdcs_i_rows_free(&r->rows);
    gdcs_i_to_table_free(r->to_table);
    gdcs_i_to_frame_free(r->to_frame);
    gdcs_i_binding_free(&r->binding);
    gdcs_i_plan_free(&r->plan);
    gdcs_i_plan_free(&r->next);
    gdcs_i_arena_free(&r->arena);
    if (r->drop != NULL)
        r->drop(r->kept);
    gdcs_frame_free(r->ready);
    free(r->detected);
}

static gdcs_status open_source(const gdcs_i_request *q, gdcs_i_source *source, gdcs_error *err)
{
    if (q->path != NULL)
        return gdcs_i_source_open(q->path, source, err);
    size_t size = 0;
    TRY(gdcs_i_source_size(q->text, q->size, &size, err));
    gdcs_i_source_of(q->text, size, source);
    return GDCS_OK;
}

/* A sex column that nobody declared is known now by all its spellings. */
static gdcs_status resolve(gdcs_i_reading *r, gdcs_error *err)
{
    char room[32];
    gdcs_sex_resolution how = {.struct_size = sizeof how};
    const int64_t sex = gdcs_i_binding_slot(&r->binding, GDCS_CONCEPT_SEX);
    TRY(r->makes_table ? gdcs_i_to_table_resolve(r->to_table, &how, err)
                       : gdcs_i_to_frame_resolve(r->to_frame, &how, err));
    if (sex < 0 || how.reason[0] == '\0')
        return GDCS_OK;
    return gdcs_i_reading_detected(r, err, "The sex column is '%.60s': %s.",
                                   gdcs_i_plan_title(r->binding.slots[sex].column, room),
                                   how.reason);
}

/* Counts add up; of values nobody knows. */
static gdcs_status say_repeated(gdcs_i_reading *r, gdcs_error *err)
{
    const int64_t value = r->plan.value;
    if (r->result.repeated == 0 || value < 0 ||
        r->binding.slots[value].column->concept_id != GDCS_CONCEPT_VALUE)
        return GDCS_OK;
    return gdcs_i_reading_detected(r, err,
                                   "%lld of %lld values were added to one of the same cell.",
                                   (long long)r->result.repeated, (long long)r->result.used);
}

static gdcs_status finish(gdcs_i_reading *r, const gdcs_i_request *q, gdcs_error *err)
{
    if (r->makes_table)
        return gdcs_i_to_table_finish(r->to_table, r->detected, q->table, err);
    return gdcs_i_to_frame_finish(r->to_frame, r->detected, q->frame, err);
}

static gdcs_status tell_end(gdcs_i_reading *r, const gdcs_i_request *q, gdcs_error *err)
{
    r->rows.progress = r->options.progress; /* also of a producer that took no rows one by one */
    r->rows.result = &r->result;
    if (q->input == NULL)
        gdcs_i_progress_close(r->options.progress);
    return gdcs_i_rows_tell(&r->rows, err);
}

static gdcs_status read_source(gdcs_i_reading *r, const gdcs_i_request *q, gdcs_i_producer *produce,
                               gdcs_error *err)
{
    gdcs_i_source source = {.begun = 0};
    TRY(gdcs_i_progress_check(r->options.progress, err));
    TRY(open_source(q, &source, err));
    r->path = q->path;
    source.alone = r->options.threads == 1;
    if (q->input == NULL)
        source.bytes.progress = r->options.progress;
    if (q->input == NULL && r->file == NULL)
        gdcs_i_progress_open(r->options.progress, gdcs_i_bytes_size(&source.bytes));
    const gdcs_status status = produce(r, &source, err);
    gdcs_i_source_close(&source);
    TRY(status);
    return tell_end(r, q, err);
}

static gdcs_status read_each(gdcs_i_reading *r, const gdcs_i_request *q, const gdcs_i_files *files,
                             gdcs_i_producer *produce, gdcs_error *err)
{
    for (int64_t i = 0; i < files->count; i++)
        gdcs_i_progress_open(r->options.progress, gdcs_i_files_size(files->paths[i]));
    for (r->files = 0; r->files < files->count; r->files++) {
        gdcs_i_request one = *q;
        const int fitted = r->result.first_row == 0;
        one.path = r->file = files->paths[r->files];
        const gdcs_status status = read_source(r, &one, produce, err);
        if (fitted)
            gdcs_i_next_name_first(r);
        if (status != GDCS_OK)
            gdcs_i_next_name(r, err);
        TRY(status);
    }
    r->file = NULL;
    return GDCS_OK;
}

static gdcs_status read_files(gdcs_i_reading *r, const gdcs_i_request *q, gdcs_i_producer *produce,
                              gdcs_error *err)
{
    gdcs_i_files files = {.count = 0};
    gdcs_status status = gdcs_i_files_find(q->paths, q->path_count, &files, err);
    if (status == GDCS_OK)
        status = read_each(r, q, &files, produce, err);
    gdcs_i_files_free(&files);
    return status;
}

static gdcs_status work(gdcs_i_reading *r, const gdcs_i_request *q, gdcs_i_producer *produce,
                        gdcs_error *err)
{
    TRY(take_options(r, q->options, err));
    TRY(gdcs_i_progress_check(r->options.progress, err));
    const gdcs_status status =
        q->paths != NULL ? read_files(r, q, produce, err) : read_source(r, q, produce, err);
    TRY(status);
    if (r->ready != NULL) {
        *q->frame = r->ready;
        r->ready = NULL;
        return GDCS_OK;
    }
    TRY(resolve(r, err));
    if (r->to_table != NULL)
        r->result.repeated = gdcs_i_to_table_repeated(r->to_table);
    TRY(say_repeated(r, err));
    return finish(r, q, err);
}

gdcs_status gdcs_i_read(const gdcs_i_request *q, gdcs_i_producer *produce, gdcs_error *err)
{
    gdcs_i_reading r = {.schema = q->schema,
                        .input = q->input,
                        .called = "line",
                        .result = {.struct_size = sizeof r.result},
                        .makes_table = q->table != NULL};
    if (q->result != NULL && q->result->struct_size < RESULT_V1)
        return gdcs_i_fail(err, GDCS_E_STRUCT, "result",
                           "struct_size of the result is %u, expected at least %d",
                           (unsigned)q->result->struct_size, RESULT_V1);
    const gdcs_status status = work(&r, q, produce, err);
    if (q->result != NULL)
        (void)gdcs_i_give(q->result, &r.result, sizeof r.result, RESULT_V1, NULL);
    close_reading(&r);
    return status;
}

static gdcs_status read_to(gdcs_i_request *q, gdcs_i_made out, gdcs_i_producer *produce,
                           gdcs_error *err)
{
    q->table = out.table;
    q->frame = out.frame;
    TRY(gdcs_i_need(out.table != NULL ? (void *)out.table : (void *)out.frame, "out", err));
    return gdcs_i_read(q, produce, err);
}

gdcs_status gdcs_i_read_path(const char *path, const gdcs_schema *schema,
                             const gdcs_read_options *options, gdcs_i_made out,
                             gdcs_read_result *result, gdcs_i_producer *produce, gdcs_error *err)
{
    gdcs_i_request q = {.path = path, .schema = schema, .options = options, .result = result};
    TRY(gdcs_i_need(path, "path", err));
    return read_to(&q, out, produce, err);
}

gdcs_status gdcs_i_read_paths(const char *const *paths, int64_t count, const gdcs_schema *schema,
                              const gdcs_read_options *options, gdcs_i_made out,
                              gdcs_read_result *result, gdcs_i_producer *produce, gdcs_error *err)
{
    gdcs_i_request q = {.paths = paths,
                        .path_count = count,
                        .schema = schema,
                        .options = options,
                        .result = result};
    TRY(gdcs_i_need(paths, "paths", err));
    return read_to(&q, out, produce, err);
}

gdcs_status gdcs_i_read_text(const char *text, int64_t size, const gdcs_schema *schema,
                             const gdcs_read_options *options, gdcs_i_made out,
                             gdcs_read_result *result, gdcs_i_producer *produce, gdcs_error *err)
{
    gdcs_i_request q = {
        .text = text, .size = size, .schema = schema, .options = options, .result = result};
    return read_to(&q, out, produce, err);
}
