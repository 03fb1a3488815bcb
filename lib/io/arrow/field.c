#include "io/arrow/field.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *format;
    gdcs_i_arrow_kind kind;
} kinds[] = {{"n", {GDCS_I_ARROW_NULL, 0, 0}},       {"b", {GDCS_I_ARROW_BOOL, 0, 2}},
             {"c", {GDCS_I_ARROW_SIGNED, 1, 2}},     {"C", {GDCS_I_ARROW_UNSIGNED, 1, 2}},
             {"s", {GDCS_I_ARROW_SIGNED, 2, 2}},     {"S", {GDCS_I_ARROW_UNSIGNED, 2, 2}},
             {"i", {GDCS_I_ARROW_SIGNED, 4, 2}},     {"I", {GDCS_I_ARROW_UNSIGNED, 4, 2}},
             {"l", {GDCS_I_ARROW_SIGNED, 8, 2}},     {"L", {GDCS_I_ARROW_UNSIGNED, 8, 2}},
             {"e", {GDCS_I_ARROW_FLOAT, 2, 2}},      {"f", {GDCS_I_ARROW_FLOAT, 4, 2}},
             {"g", {GDCS_I_ARROW_FLOAT, 8, 2}},      {"tdD", {GDCS_I_ARROW_DATE, 4, 2}},
             {"u", {GDCS_I_ARROW_TEXT, 4, 3}},       {"U", {GDCS_I_ARROW_TEXT, 8, 3}},
             {"vu", {GDCS_I_ARROW_TEXT_VIEW, 16, 3}}};

static const struct {
    const char *prefix;
    const char *says;
} refused[] = {{"d:", "is a decimal; cast it to double, or to whole numbers"},
               {"ts", "is a time stamp; cast it to a date, or to text"},
               {"tdm", "is a date in milliseconds; cast it to one in days"},
               {"t", "is a time or a duration; cast it to numbers or to text"},
               {"+", "is nested; unnest it first"},
               {"z", "is binary; cast it to text"},
               {"Z", "is binary; cast it to text"},
               {"vz", "is binary; cast it to text"},
               {"w:", "is binary; cast it to text"},
               {"", "is of a type that is not known here"}};

static int starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* "d:38,0" and "d:38,0,128": whole numbers, as engines give sums of whole numbers. */
static int is_whole_decimal(const char *format)
{
    if (!starts(format, "d:"))
        return 0;
    const char *scale = strchr(format, ',');
    return scale != NULL && (strcmp(scale, ",0") == 0 || strcmp(scale, ",0,128") == 0);
}

static gdcs_i_arrow_kind kind_of(const char *format)
{
    if (is_whole_decimal(format))
        return (gdcs_i_arrow_kind){GDCS_I_ARROW_WHOLE, 16, 2};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i].format, format) == 0)
            return kinds[i].kind;
    return (gdcs_i_arrow_kind){GDCS_I_ARROW_REFUSED, 0, 0};
}

static const char *why_refused(const char *format)
{
    size_t i = 0;
    while (!starts(format, refused[i].prefix))
        i++;
    return refused[i].says;
}

static gdcs_status check_schema(const struct ArrowSchema *s, int64_t number, gdcs_error *err)
{
    const char *wrong = s == NULL                                  ? "is missing"
                        : s->release == NULL                       ? "is released"
                        : s->format == NULL                        ? "has no format"
                        : s->n_children < 0                        ? "has less than 0 children"
                        : s->n_children > 0 && s->children == NULL ? "lacks its children"
                                                                   : NULL;
    if (wrong != NULL)
        return gdcs_i_fail_at(err, GDCS_E_SYNTAX, 0, number, "type", "the type of %s %s",
                              number > 0 ? "a column" : "the array", wrong);
    return GDCS_OK;
}

static gdcs_status take_name(const struct ArrowSchema *s, gdcs_i_arrow_field *out, gdcs_error *err)
{
    out->name = s->name != NULL ? s->name : "";
    if (gdcs_i_utf8_valid(out->name, strlen(out->name)) < strlen(out->name))
        return gdcs_i_fail_at(err, GDCS_E_ENCODING, 0, out->number, "type",
                              "the name of column %lld is not UTF-8", (long long)out->number);
    return GDCS_OK;
}

static gdcs_status take_field(const struct ArrowSchema *s, int64_t number, gdcs_i_arrow_field *out,
                              gdcs_error *err)
{
    TRY(check_schema(s, number, err));
    *out = (gdcs_i_arrow_field){.number = number, .metadata = s->metadata, .format = s->format};
    TRY(take_name(s, out, err));
    out->values = kind_of(s->format);
    if (s->dictionary == NULL) {
        out->refused = why_refused(s->format);
        return GDCS_OK;
    }
    TRY(check_schema(s->dictionary, number, err));
    out->has_dictionary = 1;
    out->indices = out->values;
    out->values = kind_of(s->dictionary->format);
    out->refused = why_refused(s->dictionary->format);
    if (out->indices.kind != GDCS_I_ARROW_SIGNED && out->indices.kind != GDCS_I_ARROW_UNSIGNED)
        return gdcs_i_fail_at(err, GDCS_E_SYNTAX, 0, number, out->name,
                              "column '%.60s': the indices of its dictionary are no whole numbers",
                              out->name);
    if (s->dictionary->dictionary != NULL) {
        out->values.kind = GDCS_I_ARROW_REFUSED;
        out->refused = "is a dictionary of dictionaries; cast it to text";
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_arrow_fields(const struct ArrowSchema *type, gdcs_i_arrow_field **out,
                                int64_t *count, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(check_schema(type, 0, err));
    if (strcmp(type->format, "+s") != 0)
        return gdcs_i_fail(err, GDCS_E_SYNTAX, "type",
                           "the array is of format '%.40s', not of structs, '+s'", type->format);
    TRY(gdcs_i_alloc(&memory, type->n_children, sizeof **out, err));
    gdcs_i_arrow_field *fields = memory;
    for (int64_t i = 0; i < type->n_children; i++)
        GO(take_field(type->children[i], i + 1, &fields[i], err));
    *out = fields;
    *count = type->n_children;
    return GDCS_OK;
done:
    free(fields);
    return status;
}

gdcs_status gdcs_i_arrow_readable(const gdcs_i_arrow_field *f, gdcs_error *err)
{
    if (f->values.kind != GDCS_I_ARROW_REFUSED)
        return GDCS_OK;
    return gdcs_i_fail_at(err, GDCS_E_SCHEMA, 0, f->number, f->name,
                          "column '%.60s' (format '%.20s') %s", f->name, f->format, f->refused);
}

int32_t gdcs_i_arrow_column_type(const gdcs_i_arrow_field *f)
{
    switch (f->values.kind) {
    case GDCS_I_ARROW_BOOL:
    case GDCS_I_ARROW_SIGNED:
    case GDCS_I_ARROW_UNSIGNED:
    case GDCS_I_ARROW_WHOLE: return GDCS_TYPE_INT64;
    case GDCS_I_ARROW_FLOAT: return GDCS_TYPE_DOUBLE;
    default: return GDCS_TYPE_TEXT;
    }
}
