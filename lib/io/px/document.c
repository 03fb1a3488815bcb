#include "io/px/document.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

typedef struct scanner {
    const char *at;
    const char *end;
    int64_t line;
    gdcs_i_arena *arena;
    char *buffer; /* of the text that is read */
    int64_t room;
    int64_t used;
    const char **list; /* of the texts of one list */
    int64_t list_room;
    int64_t list_count;
    gdcs_i_px_statement *statements;
    int64_t statement_room;
    int64_t count;
    const char *keyword; /* being read, for errors */
    gdcs_error *err;
} scanner;

static gdcs_status fail(const scanner *s, int64_t line, const char *what)
{
    return gdcs_i_fail_at(s->err, GDCS_E_SYNTAX, line, 0, s->keyword, "line %lld%s%.60s: %s",
                          (long long)line, s->keyword[0] != '\0' ? ", " : "", s->keyword, what);
}

static void skip_blanks(scanner *s)
{
    for (; s->at < s->end && strchr(" \t\r\n", *s->at) != NULL; s->at++)
        s->line += *s->at == '\n';
}

static int next_is(scanner *s, char c)
{
    skip_blanks(s);
    if (s->at == s->end || *s->at != c)
        return 0;
    s->at++;
    return 1;
}

static gdcs_status add_byte(scanner *s, char c)
{
    void *memory = s->buffer;
    const gdcs_status status = gdcs_i_reserve(&memory, &s->room, s->used + 1, 1, s->err);
    s->buffer = memory;
    TRY(status);
    s->buffer[s->used++] = c;
    return GDCS_OK;
}

/* The text that was read, which begins another. */
static gdcs_status take_buffer(scanner *s, const char **out)
{
    TRY(add_byte(s, '\0'));
    s->used = 0;
    return gdcs_i_arena_copy(s->arena, s->buffer, out, s->err);
}

/* The inside of one pair of quotation marks; a line break within is a blank. */
static gdcs_status take_piece(scanner *s)
{
    const int64_t line = s->line;
    for (; s->at < s->end && *s->at != '"'; s->at++) {
        s->line += *s->at == '\n';
        if (*s->at != '\r')
            TRY(add_byte(s, (char)(*s->at == '\n' ? ' ' : *s->at)));
    }
    if (s->at == s->end)
        return fail(s, line, "a text in quotation marks does not end; the file may be cut");
    s->at++;
    return GDCS_OK;
}

/* A word without quotation marks, or a text of pieces that stand one behind the other. */
static gdcs_status take_item(scanner *s, const char *stops, const char **out)
{
    if (!next_is(s, '"')) {
        for (; s->at < s->end && strchr(stops, *s->at) == NULL; s->at++)
            TRY(add_byte(s, *s->at));
        return take_buffer(s, out);
    }
    do
        TRY(take_piece(s));
    while (next_is(s, '"'));
    return take_buffer(s, out);
}

static gdcs_status add_item(scanner *s, const char *item)
{
    void *memory = s->list;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &s->list_room, s->list_count + 1, sizeof *s->list, s->err);
    s->list = memory;
    TRY(status);
    s->list[s->list_count++] = item;
    return GDCS_OK;
}

static gdcs_status take_list(scanner *s, const char ***out, int64_t *count)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(s->arena, s->list_count, sizeof *s->list, &memory, s->err));
    if (s->list_count > 0)
        memcpy(memory, s->list, (size_t)s->list_count * sizeof *s->list);
    *out = memory;
    *count = s->list_count;
    s->list_count = 0;
    return GDCS_OK;
}

static gdcs_status take_keys(scanner *s, gdcs_i_px_statement *out)
{
    const char *item = NULL;
    do {
        TRY(take_item(s, ",)=;\"\r\n", &item));
        TRY(add_item(s, item));
    } while (next_is(s, ','));
    if (!next_is(s, ')'))
        return fail(s, s->line, "the keys do not end with ')'");
    return take_list(s, &out->keys, &out->key_count);
}

/* Time values are quoted in more ways than one, and hold no ';'. */
static gdcs_status take_raw(scanner *s, gdcs_i_px_statement *out)
{
    const char *item = NULL;
    for (; s->at < s->end && *s->at != ';'; s->at++) {
        s->line += *s->at == '\n';
        TRY(add_byte(s, *s->at));
    }
    TRY(take_buffer(s, &item));
    TRY(add_item(s, item));
    return take_list(s, &out->values, &out->value_count);
}

static gdcs_status take_values(scanner *s, gdcs_i_px_statement *out)
{
    const char *item = NULL;
    if (strcmp(out->keyword, "TIMEVAL") == 0) {
        TRY(take_raw(s, out));
    } else {
        do {
            TRY(take_item(s, ",:;\" \t\r\n", &item));
            TRY(add_item(s, item));
        } while (next_is(s, ',') || next_is(s, ':'));
        TRY(take_list(s, &out->values, &out->value_count));
    }
    if (next_is(s, ';'))
        return GDCS_OK;
    return fail(s, s->line,
                s->at == s->end ? "the file ends within the statement; it may be cut"
                                : "the values do not end with ';'");
}

static int is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
}

static gdcs_status take_keyword(scanner *s)
{
    enum { LONGEST = 60 };
    s->keyword = "";
    for (; s->at < s->end && is_letter(*s->at) && s->used < LONGEST; s->at++) {
        const char c = *s->at;
        TRY(add_byte(s, (char)(c == '.' ? '-' : c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c)));
    }
    if (s->used == 0 || s->used == LONGEST) {
        s->used = 0;
        return fail(s, s->line, "a keyword is expected here");
    }
    return take_buffer(s, &s->keyword);
}

/* One statement; *data: that which is the last. */
static gdcs_status take_statement(scanner *s, gdcs_i_px_statement *out, int *data)
{
    *out = (gdcs_i_px_statement){.line = s->line};
    TRY(take_keyword(s));
    out->keyword = s->keyword;
    if (next_is(s, '[')) {
        TRY(take_item(s, "](=;\r\n", &out->language));
        if (!next_is(s, ']'))
            return fail(s, s->line, "the language does not end with ']'");
    }
    if (next_is(s, '('))
        TRY(take_keys(s, out));
    if (!next_is(s, '='))
        return fail(s, s->line, "'=' is expected here");
    *data = strcmp(out->keyword, "DATA") == 0;
    return *data ? GDCS_OK : take_values(s, out);
}

static gdcs_status take_statements(scanner *s)
{
    int data = 0;
    while (!data) {
        gdcs_i_px_statement one;
        void *memory = s->statements;
        skip_blanks(s);
        s->keyword = "DATA";
        if (s->at == s->end)
            return fail(s, s->line, "the file ends without DATA");
        TRY(take_statement(s, &one, &data));
        const gdcs_status status =
            gdcs_i_reserve(&memory, &s->statement_room, s->count + 1, sizeof one, s->err);
        s->statements = memory;
        TRY(status);
        s->statements[s->count++] = one;
    }
    return GDCS_OK;
}

static int64_t line_of(const char *text, size_t offset)
{
    int64_t line = 1;
    for (size_t i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

static gdcs_status check_text(const char *text, size_t size, gdcs_error *err)
{
    const char *nul = memchr(text, '\0', size);
    size_t bad = gdcs_i_utf8_valid(text, size);
    if (nul != NULL && (size_t)(nul - text) < bad)
        bad = (size_t)(nul - text);
    if (bad == size)
        return GDCS_OK;
    const int64_t line = line_of(text, bad);
    return gdcs_i_fail_at(err, GDCS_E_ENCODING, line, 0, "CODEPAGE",
                          text[bad] == '\0' ? "line %lld: a NUL byte"
                                            : "line %lld: bytes that are not text in the encoding "
                                              "of the file",
                          (long long)line);
}

gdcs_status gdcs_i_px_parse(const char *text, size_t size, gdcs_i_arena *arena,
                            gdcs_i_px_document *out, gdcs_error *err)
{
    void *memory = NULL;
    scanner s = {.at = text, .end = text + size, .line = 1, .arena = arena, .err = err};
    TRY(check_text(text, size, err));
    gdcs_status status = take_statements(&s);
    if (status == GDCS_OK)
        status = gdcs_i_arena_alloc(arena, s.count, sizeof *s.statements, &memory, err);
    if (status == GDCS_OK) {
        memcpy(memory, s.statements, (size_t)s.count * sizeof *s.statements);
        *out = (gdcs_i_px_document){.statements = memory,
                                    .count = s.count - 1,
                                    .data = s.at,
                                    .end = s.end,
                                    .data_line = s.line};
    }
    free(s.buffer);
    free(s.list);
    free(s.statements);
    return status;
}
