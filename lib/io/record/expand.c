#include "io/record/expand.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/record/header.h"
#include "io/schema/pattern.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 3 }; /* headings passed over that are named */

/* A heading that a pattern takes. */
typedef struct taken {
    const char *heading;
    gdcs_i_span labels[GDCS_I_PATTERN_AXES];
    int64_t field;
} taken;

typedef struct expanding {
    gdcs_i_plan *plan;
    const gdcs_i_record *header;
    gdcs_i_pattern *patterns;
    unsigned char *claimed; /* by a column: one per field */
    unsigned char *used;    /* by a heading: one per pattern */
    taken *taken;
    int64_t count;
    int64_t passed;
    const char *shown[SHOWN];
    gdcs_error *err;
} expanding;

static void claim(expanding *e, const char *name)
{
    int64_t field = 0;
    if (name != NULL && gdcs_i_header_find(e->header, name, ',', &field, NULL) == GDCS_OK)
        e->claimed[field] = 1;
}

/* What columns ask for, and what is dropped, no pattern takes. */
static void claim_all(expanding *e)
{
    const gdcs_schema_wide *w = &e->plan->wide;
    int64_t field = 0;
    for (int64_t i = 0; i < e->plan->schema.column_count; i++) {
        const gdcs_schema_column *c = &e->plan->columns[i];
        claim(e, c->titles);
        if (c->constant != NULL)
            continue;
        if (c->position > 0 && c->position <= e->header->count)
            e->claimed[c->position - 1] = 1;
        else if (c->name != NULL &&
                 gdcs_i_header_find_column(e->header, c, ',', &field, NULL) == GDCS_OK)
            e->claimed[field] = 1;
    }
    for (int64_t i = 0; i < w->column_count; i++)
        claim(e, w->columns[i].from);
    for (int64_t i = 0; i < e->header->count; i++)
        for (int64_t k = 0; k < w->drop_count; k++)
            e->claimed[i] |= strcmp(gdcs_i_header_name(e->header, i), w->drop[k]) == 0;
}

static gdcs_status refuse(const expanding *e, int64_t field, const char *what)
{
    const char *name = gdcs_i_header_name(e->header, field);
    return gdcs_i_fail_at(e->err, GDCS_E_SCHEMA, e->header->line, field + 1, "wide",
                          "heading '%.80s' %s; name it in the columns or in \"drop\" of \"wide\"",
                          name, what);
}

/* The pattern with most letters of its own, -1: none, -2: two of them.  A way in which its sex is known
   comes before others. */
static int64_t choose(const expanding *e, const char *name, int known, taken *out, int *in)
{
    int64_t best = -1;
    for (int64_t i = 0; i < e->plan->wide.pattern_count; i++) {
        gdcs_i_span labels[GDCS_I_PATTERN_AXES];
        const int count = gdcs_i_pattern_match(&e->plan->wide, &e->patterns[i], name, strlen(name),
                                               known, labels);
        const size_t letters = best >= 0 ? e->patterns[best].letters : 0;
        if (count == 0 || (best >= 0 && e->patterns[i].letters < letters))
            continue;
        *in = best >= 0 && e->patterns[i].letters == letters ? 2 : count;
        best = i;
        memcpy(out->labels, labels, sizeof labels);
    }
    return best;
}

static void pass(expanding *e, const char *name)
{
    if (e->passed < SHOWN)
        e->shown[e->passed] = name;
    e->passed++;
}

static gdcs_status take(expanding *e, int64_t field)
{
    const char *name = gdcs_i_header_name(e->header, field);
    taken *t = &e->taken[e->count];
    int in = 0;
    int64_t pattern = choose(e, name, 1, t, &in);
    if (pattern < 0)
        pattern = choose(e, name, 0, t, &in);
    if (in > 1)
        return refuse(e, field, "fits the patterns of the wide columns in more than one way");
    if (pattern < 0 && e->plan->wide.others == GDCS_OTHERS_REFUSE)
        return refuse(e, field, "fits no pattern of the wide columns");
    if (pattern < 0) {
        pass(e, name);
        return GDCS_OK;
    }
    e->used[pattern] = 1;
    t->heading = name;
    t->field = field;
    e->count++;
    return GDCS_OK;
}

static gdcs_status check_used(const expanding *e)
{
    for (int64_t i = 0; i < e->plan->wide.pattern_count; i++)
        if (!e->used[i])
            return gdcs_i_fail_at(e->err, GDCS_E_SCHEMA, e->header->line, 0, "wide",
                                  "no heading fits the pattern '%.80s' of the wide columns",
                                  e->patterns[i].text);
    return GDCS_OK;
}

static gdcs_status copy(gdcs_i_arena *arena, gdcs_i_span span, const char **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(arena, (int64_t)span.size + 1, 1, &memory, err));
    memcpy(memory, span.text, span.size);
    *out = memory;
    return GDCS_OK;
}

/* The labels of an axis: those of the columns that are named, then those taken. */
static gdcs_status join_labels(const expanding *e, int64_t axis, gdcs_i_arena *arena,
                               gdcs_schema_wide_axis *out)
{
    void *memory = NULL;
    const int64_t named = e->plan->wide.column_count;
    TRY(gdcs_i_arena_alloc(arena, named + e->count, sizeof(const char *), &memory, e->err));
    const char **labels = memory;
    for (int64_t i = 0; i < named; i++)
        labels[i] = out->labels[i];
    for (int64_t i = 0; i < e->count; i++)
        TRY(copy(arena, e->taken[i].labels[axis], &labels[named + i], e->err));
    out->labels = labels;
    out->label_count = named + e->count;
    return GDCS_OK;
}

static gdcs_status join(const expanding *e, gdcs_i_arena *arena)
{
    gdcs_schema_wide *w = &e->plan->wide;
    void *memory = NULL, *axes = NULL;
    TRY(gdcs_i_arena_alloc(arena, w->column_count + e->count, sizeof *w->columns, &memory, e->err));
    gdcs_schema_word *columns = memory;
    for (int64_t i = 0; i < w->column_count; i++)
        columns[i] = w->columns[i];
    for (int64_t i = 0; i < e->count; i++) {
        gdcs_schema_word *word = &columns[w->column_count + i];
        TRY(gdcs_i_arena_copy(arena, e->taken[i].heading, &word->from, e->err));
        TRY(copy(arena, e->taken[i].labels[0], &word->to, e->err));
    }
    TRY(gdcs_i_arena_alloc(arena, w->also_count, sizeof *w->also, &axes, e->err));
    gdcs_schema_wide_axis *also = axes;
    for (int64_t k = 0; k < w->also_count; k++) {
        also[k] = w->also[k];
        TRY(join_labels(e, k + 1, arena, &also[k]));
    }
    w->also = also;
    w->columns = columns;
    w->column_count += e->count;
    return GDCS_OK;
}

static void say_passed(const expanding *e, gdcs_i_sentences *passed)
{
    const int64_t n = e->passed;
    if (n == 0)
        return;
    gdcs_i_sentences_add(
        passed, "%lld heading%s of no pattern %s passed over: '%.40s'%s%.40s%s%s%.40s%s%s.",
        (long long)n, n > 1 ? "s" : "", n > 1 ? "are" : "is", e->shown[0], n > 1 ? ", '" : "",
        n > 1 ? e->shown[1] : "", n > 1 ? "'" : "", n > 2 ? ", '" : "", n > 2 ? e->shown[2] : "",
        n > 2 ? "'" : "", n > SHOWN ? " and others" : "");
}

static gdcs_status prepare(expanding *e)
{
    void *memory = NULL;
    const int64_t patterns = e->plan->wide.pattern_count, fields = e->header->count;
    TRY(gdcs_i_alloc(&memory, patterns, sizeof *e->patterns, e->err));
    e->patterns = memory;
    TRY(gdcs_i_alloc(&memory, patterns, 1, e->err));
    e->used = memory;
    TRY(gdcs_i_alloc(&memory, fields, 1, e->err));
    e->claimed = memory;
    TRY(gdcs_i_alloc(&memory, fields, sizeof *e->taken, e->err));
    e->taken = memory;
    for (int64_t i = 0; i < patterns; i++)
        TRY(gdcs_i_pattern_parse(&e->plan->wide, i, &e->patterns[i], e->err));
    claim_all(e);
    return GDCS_OK;
}

gdcs_status gdcs_i_expand(gdcs_i_plan *plan, const gdcs_i_record *header, gdcs_i_arena *arena,
                          gdcs_i_sentences *passed, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    expanding e = {.plan = plan, .header = header, .err = err};
    GO(prepare(&e));
    for (int64_t i = 0; i < header->count; i++)
        if (!e.claimed[i] && gdcs_i_header_name(header, i)[0] != '\0')
            GO(take(&e, i));
    GO(check_used(&e));
    GO(join(&e, arena));
    say_passed(&e, passed);
done:
    free(e.patterns);
    free(e.claimed);
    free(e.used);
    free(e.taken);
    return status;
}

int gdcs_i_expand_takes(const gdcs_i_plan *plan, int64_t pattern, const char *heading, int known)
{
    gdcs_i_pattern p;
    gdcs_i_span labels[GDCS_I_PATTERN_AXES];
    return gdcs_i_pattern_parse(&plan->wide, pattern, &p, NULL) == GDCS_OK &&
           gdcs_i_pattern_match(&plan->wide, &p, heading, strlen(heading), known, labels) > 0;
}

int gdcs_i_expand_waits(const gdcs_i_plan *plan)
{
    int optional = 0;
    for (int64_t i = 0; i < plan->schema.column_count; i++)
        optional |= plan->columns[i].optional;
    return optional || plan->wide.pattern_count > 0;
}

void gdcs_i_expand_leave_out(gdcs_i_plan *plan, const gdcs_i_record *header,
                             gdcs_i_sentences *left_out)
{
    int64_t kept = 0, field = 0, value = plan->value;
    for (int64_t i = 0; i < plan->schema.column_count; i++) {
        const gdcs_schema_column c = plan->columns[i];
        if (c.optional && gdcs_i_header_find_column(header, &c, ',', &field, NULL) != GDCS_OK) {
            gdcs_i_sentences_add(left_out, "The column '%.60s' is not in the file.", c.name);
            continue;
        }
        if (i == plan->value)
            value = kept;
        plan->columns[kept++] = c;
    }
    plan->schema.column_count = kept;
    plan->value = value;
}
