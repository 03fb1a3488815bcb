#include "io/record/next.h"
#include "core/fail.h"
#include "core/text.h"
#include "io/record/expand.h"
#include "io/record/files.h"

#include <stdio.h>
#include <string.h>

gdcs_status gdcs_i_next_begin(gdcs_i_reading *r, const gdcs_schema *schema, gdcs_error *err)
{
    gdcs_i_plan_free(&r->next);
    r->bound = 0;
    TRY(gdcs_i_plan_take(schema, &r->next, NULL, err));
    r->plan.delimiter = r->next.delimiter;
    r->plan.decimal = r->next.decimal;
    r->plan.schema.header = r->next.schema.header;
    r->plan.schema.encoding = r->next.schema.encoding;
    r->plan.schema.grouping = r->next.schema.grouping;
    gdcs_i_binding_remark(&r->binding);
    return gdcs_i_binding_name(&r->binding, r->path, &r->arena, err);
}

static int64_t find_heading(const gdcs_schema_wide *wide, const char *name)
{
    for (int64_t i = 0; i < wide->column_count; i++)
        if (strcmp(wide->columns[i].from, name) == 0)
            return i;
    return -1;
}

gdcs_status gdcs_i_next_expand(gdcs_i_reading *r, const gdcs_i_record *header, gdcs_error *err)
{
    gdcs_i_sentences passed = {.used = 0};
    TRY(gdcs_i_binding_check(&r->plan, header, err));
    TRY(gdcs_i_expand(&r->next, header, &r->arena, &passed, err));
    if (passed.used > 0)
        TRY(gdcs_i_reading_detected(r, err, "%s", passed.text));
    for (int64_t i = 0; i < r->next.wide.column_count; i++)
        if (find_heading(&r->plan.wide, r->next.wide.columns[i].from) < 0)
            return gdcs_i_fail_at(err, GDCS_E_SCHEMA, header->line, 0, "wide",
                                  "heading '%.60s' is not in the first of the files",
                                  r->next.wide.columns[i].from);
    return GDCS_OK;
}

size_t gdcs_i_next_say(const char *file, char *sentence, size_t room)
{
    char with[1100];
    snprintf(with, sizeof with, "In %.80s: %s", gdcs_i_files_name(file), sentence);
    snprintf(sentence, room, "%s", with);
    return gdcs_i_utf8_valid(sentence, strlen(sentence));
}

void gdcs_i_next_name(const gdcs_i_reading *r, gdcs_error *err)
{
    const char *name = gdcs_i_files_name(r->file);
    gdcs_error said;
    if (err == NULL || err->struct_size < sizeof said || err->status == GDCS_E_MEMORY ||
        err->status == GDCS_E_CANCELLED ||
        (strcmp(err->field, "path") == 0 && strstr(err->message, name) != NULL))
        return;
    said = *err;
    (void)gdcs_i_fail_at(err, said.status, said.row, said.column, said.field, "%.100s: %s", name,
                         said.message);
}

void gdcs_i_next_name_first(gdcs_i_reading *r)
{
    enum { SIZE = sizeof r->result.first_message };
    gdcs_error err = {.struct_size = sizeof err};
    if (r->result.first_row == 0)
        return;
    memcpy(err.message, r->result.first_message, SIZE);
    gdcs_i_next_name(r, &err);
    memcpy(r->result.first_message, err.message, SIZE);
}
