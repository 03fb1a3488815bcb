/* Rules of disclosure control as JSON. */
#include <gdcs/disclosure.h>

#include "core/fail.h"
#include "core/memory.h"
#include "io/disclosure/presets/rule_texts.h"
#include "io/disclosure/rule.h"
#include "io/json/put.h"

#include <cjson/cJSON.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT = 1 << 20, RULE_V1 = 136, MAKERS = 3 };
enum { PRESETS = sizeof rule_offsets / sizeof rule_offsets[0] };

enum kind { NUMBER, INTEGER, TRUTH, WORD, TEXT };

struct member {
    const char *name;
    enum kind kind;
    size_t offset;
    const char *words[4]; /* of the numbers from 1 */
};

#define AT(name) offsetof(gdcs_disclosure_rule, name)
static const struct member members[] = {
    {"producer", TEXT, AT(producer), {NULL}},
    {"source", TEXT, AT(source), {NULL}},
    {"note", TEXT, AT(note), {NULL}},
    {"is_recalled", TRUTH, AT(is_recalled), {NULL}},
    {"minimum", NUMBER, AT(minimum), {NULL}},
    {"zeros", TRUTH, AT(zeros), {NULL}},
    {"groups", WORD, AT(groups), {"one_sex", "no_women"}},
    {"group_limit", NUMBER, AT(group_limit), {NULL}},
    {"dominance_n", INTEGER, AT(dominance_n), {NULL}},
    {"dominance_k", NUMBER, AT(dominance_k), {NULL}},
    {"p_percent", NUMBER, AT(p_percent), {NULL}},
    {"pq_percent", NUMBER, AT(pq_percent), {NULL}},
    {"request_percent", NUMBER, AT(request_percent), {NULL}},
    {"minimum_base", NUMBER, AT(minimum_base), {NULL}},
    {"below", NUMBER, AT(below), {NULL}},
    {"above", NUMBER, AT(above), {NULL}},
    {"width", NUMBER, AT(width), {NULL}},
    {"rounding", NUMBER, AT(rounding), {NULL}},
    {"rounding_kind", WORD, AT(rounding_kind), {"nearest", "random", "controlled"}}};
#undef AT

enum { MEMBERS = sizeof members / sizeof members[0] };

/* A rule with the texts that it lends. */
struct made {
    gdcs_disclosure_rule rule;
    char *text[MAKERS]; /* producer, source, note: the first members */
};

const char *gdcs_disclosure_name(int64_t index)
{
    return index >= 0 && index < PRESETS ? rule_texts + rule_offsets[index].name : "";
}

gdcs_status gdcs_disclosure_new(const char *name, gdcs_disclosure_rule **out, gdcs_error *err)
{
    TRY(gdcs_i_need(name, "name", err));
    TRY(gdcs_i_need(out, "out", err));
    for (int64_t i = 0; i < PRESETS; i++)
        if (strcmp(gdcs_disclosure_name(i), name) == 0)
            return gdcs_disclosure_parse(rule_texts + rule_offsets[i].json, -1, out, err);
    return gdcs_i_fail(err, GDCS_E_NAME, "name", "there is no rule named \"%.60s\"", name);
}

void gdcs_disclosure_free(gdcs_disclosure_rule *rule)
{
    struct made *m = (struct made *)rule;
    for (int i = 0; m != NULL && i < MAKERS; i++)
        free(m->text[i]);
    free(m);
}

static gdcs_status refuse(const gdcs_i_document *document, const cJSON *value, const char *what,
                          gdcs_error *err)
{
    const char *name = value->string != NULL ? value->string : "";
    return gdcs_i_document_fail(document, value, err, GDCS_E_SCHEMA, name, "\"%.60s\" %s", name,
                                what);
}

static int32_t number_of(const struct member *member, const char *word)
{
    for (int32_t i = 0; i < 4 && member->words[i] != NULL; i++)
        if (strcmp(member->words[i], word) == 0)
            return i + 1;
    return 0;
}

static gdcs_status take_text(struct made *m, const struct member *member, const char *text,
                             gdcs_error *err)
{
    char **own = &m->text[member - members];
    TRY(gdcs_i_copy_text(text, own, err));
    memcpy((char *)m + offsetof(struct made, rule) + member->offset, own, sizeof *own);
    return GDCS_OK;
}

static gdcs_status take(struct made *m, const gdcs_i_document *document, const cJSON *value,
                        const struct member *member, gdcs_error *err)
{
    char *at = (char *)m + offsetof(struct made, rule) + member->offset;
    int32_t integer = 0;
    switch (member->kind) {
    case NUMBER:
        if (!cJSON_IsNumber(value))
            return refuse(document, value, "is not a number", err);
        memcpy(at, &value->valuedouble, sizeof value->valuedouble);
        return GDCS_OK;
    case INTEGER:
        integer = value->valueint;
        if (!cJSON_IsNumber(value) || value->valuedouble != (double)integer)
            return refuse(document, value, "is not a whole number", err);
        break;
    case TRUTH:
        integer = cJSON_IsTrue(value);
        if (!cJSON_IsBool(value))
            return refuse(document, value, "is neither true nor false", err);
        break;
    case WORD:
        integer = cJSON_IsString(value) ? number_of(member, value->valuestring) : 0;
        if (integer == 0)
            return refuse(document, value, "is none of its words", err);
        break;
    default:
        if (!cJSON_IsString(value))
            return refuse(document, value, "is not a text", err);
        return take_text(m, member, value->valuestring, err);
    }
    memcpy(at, &integer, sizeof integer);
    return GDCS_OK;
}

static gdcs_status take_all(struct made *m, const gdcs_i_document *document, gdcs_error *err)
{
    const cJSON *value = NULL;
    if (!cJSON_IsObject(document->root))
        return refuse(document, document->root, "is no object", err);
    m->rule.struct_size = sizeof m->rule;
    cJSON_ArrayForEach(value, document->root)
    {
        const struct member *member = members;
        while (member < members + MEMBERS && strcmp(member->name, value->string) != 0)
            member++;
        if (member == members + MEMBERS)
            return refuse(document, value, "is no member of a rule", err);
        TRY(take(m, document, value, member, err));
    }
    return GDCS_OK;
}

/* What a rule may say is known to those who apply it: to no cells at all. */
static gdcs_status check(const gdcs_disclosure_rule *rule, gdcs_error *err)
{
    const double none = 0.0;
    const gdcs_disclosure_arrays cells = {.struct_size = sizeof cells,
                                          .value = &none,
                                          .largest = &none,
                                          .second = &none,
                                          .third = &none,
                                          .fourth = &none,
                                          .women = &none,
                                          .men = &none,
                                          .total = &none};
    const gdcs_disclosure_findings findings = {.struct_size = sizeof findings};
    return gdcs_disclosure_each(&cells, 0, rule, &findings, err);
}

gdcs_status gdcs_i_rule_of_document(const gdcs_i_document *document, gdcs_disclosure_rule **out,
                                    gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    GO(gdcs_i_alloc(&memory, 1, sizeof(struct made), err));
    struct made *m = memory;
    GO(take_all(m, document, err));
    GO(check(&m->rule, err));
    *out = &m->rule;
    memory = NULL;
done:
    gdcs_disclosure_free(memory);
    return status;
}

gdcs_status gdcs_disclosure_parse(const char *text, int64_t size, gdcs_disclosure_rule **out,
                                  gdcs_error *err)
{
    gdcs_i_document document;
    TRY(gdcs_i_need(text, "text", err));
    TRY(gdcs_i_need(out, "out", err));
    if (size < -1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "size", "%lld is below -1", (long long)size);
    TRY(gdcs_i_document_parse(text, size < 0 ? strlen(text) : (size_t)size, LIMIT, &document, err));
    const gdcs_status status = gdcs_i_rule_of_document(&document, out, err);
    gdcs_i_document_free(&document);
    return status;
}

static int is_said(const gdcs_disclosure_rule *rule, const struct member *member)
{
    static const char nothing[sizeof(double)];
    const size_t size = member->kind == NUMBER ? sizeof(double)
                        : member->kind == TEXT ? sizeof(char *)
                                               : sizeof(int32_t);
    return memcmp((const char *)rule + member->offset, nothing, size) != 0;
}

static gdcs_status put(gdcs_sink *sink, const gdcs_disclosure_rule *rule,
                       const struct member *member, gdcs_error *err)
{
    const char *at = (const char *)rule + member->offset, *text = NULL;
    double number = 0.0;
    int32_t integer = 0;
    memcpy(member->kind == NUMBER ? (void *)&number
           : member->kind == TEXT ? (void *)&text
                                  : (void *)&integer,
           at,
           member->kind == NUMBER ? sizeof number
           : member->kind == TEXT ? sizeof text
                                  : sizeof integer);
    switch (member->kind) {
    case NUMBER: return gdcs_i_put_json_double(sink, number, err);
    case INTEGER: return gdcs_i_put_json_int64(sink, integer, err);
    case TRUTH: return gdcs_sink_write(sink, "true", 4, err);
    case WORD: return gdcs_i_put_json_text(sink, member->words[integer - 1], err);
    default: return gdcs_i_put_json_text(sink, text, err);
    }
}

gdcs_status gdcs_disclosure_write(const gdcs_disclosure_rule *rule, gdcs_sink *sink,
                                  gdcs_error *err)
{
    gdcs_disclosure_rule r;
    const char *mark = "{";
    TRY(gdcs_i_need(rule, "rule", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(gdcs_i_take(&r, sizeof r, rule, RULE_V1, err));
    TRY(check(&r, err));
    for (const struct member *member = members; member < members + MEMBERS; member++) {
        if (!is_said(&r, member))
            continue;
        TRY(gdcs_sink_write(sink, mark, (int64_t)strlen(mark), err));
        TRY(gdcs_i_put_json_text(sink, member->name, err));
        TRY(gdcs_sink_write(sink, ": ", 2, err));
        TRY(put(sink, &r, member, err));
        mark = ",\n ";
    }
    return mark[0] == '{' ? gdcs_sink_write(sink, "{}\n", 3, err)
                          : gdcs_sink_write(sink, "}\n", 2, err);
}
