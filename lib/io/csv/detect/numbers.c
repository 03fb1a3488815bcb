/* "1,5" can only have a decimal comma and "1,234,567" only thousands; "1,234" may be either.  One
   field of the first kind settles the second for the whole file. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "io/csv/detect/parts.h"
#include "io/record/expand.h"
#include "io/record/header.h"

#include <gdcs/frame.h>

#include <stdlib.h>
#include <string.h>

enum { LINES = 2000, FIELD = 1 << 20, SHOWN = 24 };

/* What the fields seen so far say of the two marks and of the others that only group. */
typedef struct evidence {
    int decimal[2];        /* must be the decimal mark: '.', ',' */
    int groups[2];         /* must be a thousands mark */
    char other;            /* ' ' or an apostrophe groups */
    int plain;             /* a number above 999 without any mark */
    char either[2][SHOWN]; /* a number whose only mark may be either */
    int64_t line[2];       /* where it is */
    int64_t field[2];
    int counts; /* is that with the point one of whole things? */
} evidence;

/* Where a number stands. */
typedef struct place {
    int64_t line;
    int64_t field;
    int counts; /* of whole things */
} place;

typedef struct looking {
    gdcs_i_plan *plan;
    gdcs_i_parser *parser;
    unsigned char *numbers; /* 1: a number, 2: one that counts whole things */
    int64_t width;
    int named;
    evidence e;
} looking;

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of a mark that only groups, and which it is. */
static size_t other_mark(const char *at, size_t left, char *mark)
{
    static const struct {
        const char *text;
        char mark;
    } marks[] = {{" ", ' '},  {"\xC2\xA0", ' '},     {"\xE2\x80\xAF", ' '}, {"\xE2\x80\x89", ' '},
                 {"'", '\''}, {"\xE2\x80\x99", '\''}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        const size_t size = strlen(marks[i].text);
        if (left >= size && memcmp(at, marks[i].text, size) == 0) {
            *mark = marks[i].mark;
            return size;
        }
    }
    return 0;
}

/* A number in its parts: digits before the first mark, between marks, behind the last. */
typedef struct parts {
    int marks[2];
    int others;
    char other;
    char last; /* the last mark, '.' or ',' or that of the others */
    int digits;
    int first;     /* digits before the first mark */
    int run;       /* digits since the last mark */
    int thousands; /* have all groups behind marks but the last three digits? */
    int even;      /* or two, as in 12,34,567? */
    int starts_with_zero;
} parts;

static void pass_mark(parts *p, char mark, int other)
{
    const int any = p->marks[0] + p->marks[1] + p->others;
    if (any == 0)
        p->first = p->run;
    else {
        p->thousands = p->thousands && p->run == 3;
        p->even = p->even && (p->run == 2 || p->run == 3);
    }
    if (other)
        p->others++, p->other = mark;
    else
        p->marks[mark == ',']++;
    p->last = mark;
    p->run = 0;
}

/* 0: this is no number of digits and marks. */
static int take_apart(const char *text, size_t size, parts *p)
{
    size_t at = size > 0 && (text[0] == '-' || text[0] == '+');
    *p = (parts){.thousands = 1, .even = 1};
    p->starts_with_zero = at < size && text[at] == '0';
    while (at < size) {
        char mark = text[at];
        size_t step = 1;
        if (is_digit(mark)) {
            p->digits++;
            p->run++;
        } else if (mark == '.' || mark == ',') {
            pass_mark(p, mark, 0);
        } else {
            step = other_mark(text + at, size - at, &mark);
            if (step == 0 || p->digits == 0 || at + step >= size)
                return 0;
            pass_mark(p, mark, 1);
        }
        at += step;
    }
    return p->digits > 0;
}

/* "1.5.2" and "1.5,2" are no numbers in groups, whatever the marks. */
static int is_grouped(const parts *p, int both, int comma)
{
    return p->even && p->first >= 1 && p->first <= 3 && (both ? p->marks[comma] == 1 : p->run == 3);
}

static void judge_single(evidence *e, const parts *p, const char *text, size_t size,
                         const place *at)
{
    const int comma = p->last == ',';
    const int grouped = p->run == 3 && p->first >= 1 && p->first <= 3 && !p->starts_with_zero;
    const int better = !comma && at->counts && !e->counts;
    if (!grouped) {
        e->decimal[comma] = 1;
        return;
    }
    if (e->either[comma][0] != '\0' && !better)
        return;
    e->counts |= better;
    e->line[comma] = at->line;
    e->field[comma] = at->field;
    memset(e->either[comma], 0, SHOWN);
    memcpy(e->either[comma], text, size < SHOWN ? size : SHOWN - 1);
}

static void judge(evidence *e, const char *text, size_t size, const place *at)
{
    parts p;
    if (!take_apart(text, size, &p))
        return;
    const int single = p.marks[0] + p.marks[1];
    const int both = p.marks[0] > 0 && p.marks[1] > 0;
    const int comma = p.last == ',';
    if (p.others > 0 && p.first >= 1 && p.first <= 3 && p.thousands &&
        (p.last != p.other || p.run == 3))
        e->other = p.other;
    if ((both || (single > 1 && p.others == 0)) && !is_grouped(&p, both, comma))
        return;
    if (both || (p.others > 0 && p.last != p.other)) {
        e->decimal[comma] = 1;
        e->groups[!comma] |= both;
    } else if (single > 1) {
        e->groups[comma] = 1;
    } else if (single == 1 && p.others == 0) {
        judge_single(e, &p, text, size, at);
    } else if (p.others == 0 && p.digits > 3 && !p.starts_with_zero) {
        e->plain = 1;
    }
}

/* --- which fields are numbers --- */

static int kind_of(const gdcs_schema_column *c)
{
    if (c->constant != NULL || c->concept_id == GDCS_CONCEPT_NONE ||
        gdcs_i_plan_type(c) == GDCS_TYPE_TEXT)
        return 0;
    return 1 + (c->concept_id == GDCS_CONCEPT_COUNT || c->type == GDCS_TYPE_INT64);
}

static void mark_name(looking *l, const gdcs_i_record *header, const char *name, int kind)
{
    int64_t field = 0;
    if (gdcs_i_header_find(header, name, ',', &field, NULL) == GDCS_OK)
        l->numbers[field] = (unsigned char)kind;
}

static void mark_column(looking *l, const gdcs_i_record *header, const gdcs_schema_column *c,
                        int kind)
{
    int64_t field = 0;
    if (gdcs_i_header_find_column(header, c, ',', &field, NULL) == GDCS_OK)
        l->numbers[field] = (unsigned char)kind;
}

static gdcs_status mark_fields(looking *l, const gdcs_i_record *record, gdcs_error *err)
{
    const gdcs_i_plan *plan = l->plan;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, record->count, 1, err));
    l->numbers = memory;
    l->width = record->count;
    for (int64_t i = 0; i < plan->schema.column_count; i++) {
        const gdcs_schema_column *c = &plan->columns[i];
        const int kind = kind_of(c);
        if (kind > 0 && c->position > 0 && c->position <= record->count)
            l->numbers[c->position - 1] = (unsigned char)kind;
        else if (kind > 0 && c->name != NULL)
            mark_column(l, record, c, kind);
    }
    for (int64_t i = 0; i < plan->wide.column_count; i++)
        mark_name(l, record, plan->wide.columns[i].from, 1);
    for (int64_t i = 0; i < record->count * plan->wide.pattern_count; i++) {
        const int64_t field = i / plan->wide.pattern_count;
        if (gdcs_i_expand_takes(plan, i % plan->wide.pattern_count,
                                gdcs_i_header_name(record, field), 1))
            l->numbers[field] = 1;
    }
    gdcs_i_parser_want(l->parser, l->numbers, l->width);
    return GDCS_OK;
}

static gdcs_status take(void *context, const gdcs_i_record *record, gdcs_error *err)
{
    looking *l = context;
    if (l->numbers == NULL) {
        TRY(mark_fields(l, record, err));
        if (l->named)
            return GDCS_OK;
    }
    for (int64_t i = 0; i < l->width && i < record->count; i++) {
        const place at = {.line = record->line, .field = i + 1, .counts = l->numbers[i] == 2};
        if (!l->numbers[i] || record->fields[i].text == NULL)
            continue;
        size_t size = record->fields[i].size;
        const char *text = gdcs_i_trim(record->fields[i].text, &size);
        judge(&l->e, text, size, &at);
    }
    return GDCS_OK;
}

/* --- what follows --- */

static gdcs_status refuse(const evidence *e, int comma, gdcs_error *err)
{
    return gdcs_i_fail_at(err, GDCS_E_VALUE, e->line[comma], e->field[comma], "decimal",
                          "line %lld, field %lld: '%s' has a decimal mark or a thousands mark, and "
                          "no other number tells which; declare \"decimal\"",
                          (long long)e->line[comma], (long long)e->field[comma], e->either[comma]);
}

static gdcs_status decide_decimal(const evidence *e, gdcs_i_plan *plan, gdcs_i_sentences *sentences,
                                  gdcs_error *err)
{
    const int point = e->decimal[0] || e->groups[1], comma = e->decimal[1] || e->groups[0];
    if (plan->schema.decimal != 0 || plan->schema.grouping != 0 || (point && comma) || point)
        return GDCS_OK;
    if (!comma && e->either[1][0] != '\0' && e->other == 0)
        return refuse(e, 1, err);
    if (comma || e->either[1][0] != '\0') {
        plan->decimal = ',';
        gdcs_i_sentences_add(sentences, "The decimal mark is ',', as the numbers show.");
    } else if (e->counts && e->other == 0 && !e->plain) {
        return refuse(e, 0, err);
    }
    return GDCS_OK;
}

static void decide_grouping(const evidence *e, gdcs_i_plan *plan, gdcs_i_sentences *sentences)
{
    const int other = plan->decimal == '.'; /* the mark that is not the decimal one */
    char grouping = e->other;
    if (plan->schema.grouping != 0)
        return;
    if (e->groups[other] || e->either[other][0] != '\0')
        grouping = other ? ',' : '.';
    if (grouping == 0 || e->decimal[other])
        return;
    plan->schema.grouping = grouping;
    gdcs_i_sentences_add(sentences, "The thousands mark is '%c', as the numbers show.", grouping);
}

gdcs_status gdcs_i_detect_numbers(gdcs_i_excerpt *excerpt, gdcs_i_plan *plan,
                                  gdcs_i_sentences *sentences, gdcs_error *err)
{
    looking l = {.plan = plan, .named = plan->schema.header != -1};
    const gdcs_i_dialect dialect = {.delimiter = plan->delimiter,
                                    .quote = plan->quote,
                                    .first_line = plan->schema.header,
                                    .field_limit = FIELD};
    const gdcs_i_record_taker taker = {.take = take, .context = &l};
    if (plan->schema.decimal != 0 && plan->schema.grouping != 0)
        return GDCS_OK;
    const gdcs_status status =
        gdcs_i_excerpt_parse(excerpt, 0, LINES, &dialect, taker, &l.parser, err);
    free(l.numbers);
    TRY(status);
    TRY(decide_decimal(&l.e, plan, sentences, err));
    decide_grouping(&l.e, plan, sentences);
    return GDCS_OK;
}
