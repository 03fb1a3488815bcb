/* The header is the first line that holds every name the schema asks for; a name is a whole field, so
   that it is found under the right delimiter only.  Where the schema asks for places, the delimiter is
   the one under which all lines have the same number of fields. */
#include "core/fail.h"
#include "io/csv/detect/parts.h"
#include "io/record/expand.h"
#include "io/record/header.h"

#include <string.h>

static const struct {
    char mark;
    const char *name;
} delimiters[] = {{',', "','"}, {';', "';'"}, {'\t', "a tab"}, {'|', "'|'"}};

enum { DELIMITERS = sizeof delimiters / sizeof delimiters[0], LINES = 100, FIELD = 1 << 20 };

static int is_candidate(const gdcs_i_plan *plan, char mark)
{
    return plan->schema.delimiter != 0 ? plan->schema.delimiter == mark : plan->quote != mark;
}

static const char *name_of(char mark)
{
    size_t i = 0;
    while (delimiters[i].mark != mark)
        i++;
    return delimiters[i].name;
}

/* --- by names --- */

/* What a line is as a header. */
typedef struct look {
    const gdcs_i_plan *plan;
    int64_t line; /* of the record, among those given to the parser */
    int64_t found;
} look;

static int is_asked_for(const gdcs_schema_column *c)
{
    return c->constant == NULL && c->name != NULL && !c->optional;
}

static int64_t count_names(const gdcs_i_plan *plan)
{
    int64_t count = plan->wide.column_count + plan->wide.pattern_count;
    for (int64_t i = 0; i < plan->schema.column_count; i++)
        count += is_asked_for(&plan->columns[i]);
    return count;
}

static int holds(const gdcs_i_record *header, const char *name)
{
    int64_t field = 0;
    return gdcs_i_header_find(header, name, ',', &field, NULL) == GDCS_OK;
}

/* Several fields that were read as one. */
static int is_several(const char *name, const char *pattern)
{
    for (size_t i = 0; i < DELIMITERS; i++)
        if (strchr(name, delimiters[i].mark) != NULL && strchr(pattern, delimiters[i].mark) == NULL)
            return 1;
    return 0;
}

/* Does a pattern of wide columns take one of the fields? */
static int fits(const gdcs_i_plan *plan, int64_t pattern, const gdcs_i_record *header)
{
    for (int64_t i = 0; i < header->count; i++) {
        const char *name = gdcs_i_header_name(header, i);
        if (!is_several(name, plan->wide.patterns[pattern].from) &&
            gdcs_i_expand_takes(plan, pattern, name, 1))
            return 1;
    }
    return 0;
}

static gdcs_status take_header(void *context, const gdcs_i_record *record, gdcs_error *err)
{
    look *l = context;
    (void)err;
    l->line = record->line;
    for (int64_t i = 0; i < l->plan->schema.column_count; i++) {
        const gdcs_schema_column *c = &l->plan->columns[i];
        int64_t field = 0;
        l->found +=
            is_asked_for(c) && gdcs_i_header_find_column(record, c, ',', &field, NULL) == GDCS_OK;
    }
    for (int64_t i = 0; i < l->plan->wide.column_count; i++)
        l->found += holds(record, l->plan->wide.columns[i].from);
    for (int64_t i = 0; i < l->plan->wide.pattern_count; i++)
        l->found += fits(l->plan, i, record);
    return GDCS_E_LIMIT; /* one record is enough */
}

typedef struct best {
    char delimiter;
    int32_t line;
    int64_t found;
    int there[DELIMITERS]; /* is the delimiter in the text? */
} best;

static gdcs_status look_at(gdcs_i_excerpt *excerpt, size_t from, int32_t line,
                           const gdcs_i_plan *plan, best *b, gdcs_error *err)
{
    const int64_t names = count_names(plan);
    int absent = 0; /* under all that are not there a line is one field */
    for (size_t i = 0; i < DELIMITERS && b->found < names; i++) {
        const gdcs_i_dialect dialect = {
            .delimiter = delimiters[i].mark, .quote = plan->quote, .field_limit = FIELD};
        gdcs_i_parser *parser = NULL;
        look l = {.plan = plan};
        const gdcs_i_record_taker taker = {.take = take_header, .context = &l};
        if (!is_candidate(plan, dialect.delimiter) || (!b->there[i] && absent++ > 0))
            continue;
        TRY(gdcs_i_excerpt_parse(excerpt, from, LINES, &dialect, taker, &parser, err));
        if (l.found <= b->found)
            continue;
        b->delimiter = dialect.delimiter;
        b->line = line + (int32_t)l.line - 1;
        b->found = l.found;
    }
    return GDCS_OK;
}

static gdcs_status find_best(gdcs_i_excerpt *excerpt, const gdcs_i_plan *plan, best *b,
                             gdcs_error *err)
{
    const int32_t declared = plan->schema.header;
    const int64_t names = count_names(plan);
    size_t at = 0;
    for (size_t i = 0; i < DELIMITERS; i++)
        b->there[i] = memchr(excerpt->text, delimiters[i].mark, excerpt->size) != NULL;
    for (int32_t line = 1; at < excerpt->size && b->found < names; line++) {
        if (declared > 0 ? line == declared : line <= LINES)
            TRY(look_at(excerpt, at, line, plan, b, err));
        if (declared > 0 ? line == declared : line == LINES)
            break;
        at = gdcs_i_excerpt_next(excerpt, at);
    }
    return GDCS_OK;
}

static gdcs_status by_names(gdcs_i_excerpt *excerpt, gdcs_i_plan *plan, gdcs_i_sentences *sentences,
                            gdcs_error *err)
{
    best b = {0};
    TRY(find_best(excerpt, plan, &b, err));
    const int64_t names = count_names(plan);
    if (b.found == 0)
        return GDCS_OK;
    if (plan->schema.delimiter == 0 && b.delimiter != plan->delimiter && b.found == names)
        gdcs_i_sentences_add(sentences,
                             "The delimiter is %s: so line %d holds the names of the schema.",
                             name_of(b.delimiter), (int)b.line);
    if (plan->schema.header == 0 && b.line > 1 && b.found == names)
        gdcs_i_sentences_add(sentences,
                             "The header is line %d, the first that holds the names of the schema.",
                             (int)b.line);
    plan->delimiter = b.delimiter;
    if (plan->schema.header == 0)
        plan->schema.header = b.line;
    return GDCS_OK;
}

/* --- by places --- */

typedef struct shape {
    int64_t records;
    int64_t fields;
    int even; /* have all records so many? */
} shape;

static gdcs_status take_shape(void *context, const gdcs_i_record *record, gdcs_error *err)
{
    shape *s = context;
    (void)err;
    s->even = s->records == 0 || (s->even && s->fields == record->count);
    s->fields = record->count;
    s->records++;
    return s->even ? GDCS_OK : GDCS_E_LIMIT;
}

static int64_t least_fields(const gdcs_i_plan *plan)
{
    int64_t least = 2;
    for (int64_t i = 0; i < plan->schema.column_count; i++)
        if (plan->columns[i].position > least)
            least = plan->columns[i].position;
    return least;
}

static gdcs_status by_places(gdcs_i_excerpt *excerpt, gdcs_i_plan *plan,
                             gdcs_i_sentences *sentences, gdcs_error *err)
{
    char found = 0;
    for (size_t i = 0; i < DELIMITERS; i++) {
        const gdcs_i_dialect dialect = {.delimiter = delimiters[i].mark,
                                        .quote = plan->quote,
                                        .first_line = plan->schema.header,
                                        .field_limit = FIELD};
        gdcs_i_parser *parser = NULL;
        shape s = {0};
        const gdcs_i_record_taker taker = {.take = take_shape, .context = &s};
        if (!is_candidate(plan, dialect.delimiter))
            continue;
        TRY(gdcs_i_excerpt_parse(excerpt, 0, LINES, &dialect, taker, &parser, err));
        if (!s.even || s.fields < least_fields(plan))
            continue;
        if (found != 0)
            return gdcs_i_fail(err, GDCS_E_SCHEMA, "delimiter",
                               "%s and %s both divide all lines into as many fields; declare the "
                               "delimiter",
                               name_of(found), delimiters[i].name);
        found = dialect.delimiter;
    }
    if (found == 0 || found == plan->delimiter)
        return GDCS_OK;
    plan->delimiter = found;
    gdcs_i_sentences_add(sentences,
                         "The delimiter is %s: it divides all lines into as many fields.",
                         name_of(found));
    return GDCS_OK;
}

gdcs_status gdcs_i_detect_header(gdcs_i_excerpt *excerpt, gdcs_i_plan *plan,
                                 gdcs_i_sentences *sentences, gdcs_error *err)
{
    const int named = plan->schema.header != -1 && count_names(plan) > 0;
    if (plan->schema.delimiter != 0 && (!named || plan->schema.header != 0))
        return GDCS_OK;
    return named ? by_names(excerpt, plan, sentences, err)
                 : by_places(excerpt, plan, sentences, err);
}
