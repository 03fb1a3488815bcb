#include "io/csv/spelling.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

void gdcs_i_spelling_settle(gdcs_i_spelling *s)
{
    s->marks[(unsigned char)s->delimiter] = s->marks['"'] = s->marks['\r'] = s->marks['\n'] = 1;
    s->plain = s->delimiter != s->decimal && memchr(",;\t|", s->delimiter, 4) != NULL;
}

/* An opening byte order mark would be taken for that of the file. */
static int needs_quotes(const gdcs_i_spelling *s, const char *text, size_t size)
{
    char marked = size == 0;
    for (size_t i = 0; i < size; i++)
        marked |= s->marks[(unsigned char)text[i]];
    return marked || strncmp(text, "\xEF\xBB\xBF", 3) == 0;
}

static char *double_quotes(const char *text, size_t size, char *to)
{
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"')
            *to++ = '"';
        *to++ = text[i];
    }
    return to;
}

/* A text that a spreadsheet would run as a formula. */
static int is_formula(const char *text, size_t size)
{
    return size > 0 && memchr("=+-@\t\r", text[0], 6) != NULL;
}

size_t gdcs_i_spell(const gdcs_i_spelling *s, const char *text, size_t size, char *out)
{
    char *to = out;
    const int guarded = s->guard && is_formula(text, size);
    const int quoted = needs_quotes(s, text, size) || (guarded && s->marks['\'']);
    if (quoted)
        *to++ = '"';
    if (guarded)
        *to++ = '\'';
    if (quoted) {
        to = double_quotes(text, size, to);
        *to++ = '"';
    } else {
        memcpy(to, text, size);
        to += size;
    }
    return (size_t)(to - out);
}

/* 0: too many for the rows, or for places of 32 bits. */
static size_t room_for(const gdcs_column *c, int64_t rows)
{
    size_t room = 1 + GDCS_I_SPELT_STEP;
    if (c->type != GDCS_TYPE_TEXT || c->word_count >= rows)
        return 0;
    for (int64_t i = 0; i < c->word_count; i++) {
        room += 1 + (c->words[i] != NULL ? gdcs_i_spelling_room(strlen(c->words[i])) : 0);
        if (room > UINT32_MAX / 2)
            return 0;
    }
    return room;
}

static void spell_all(const gdcs_i_spelling *s, const gdcs_column *c, char behind,
                      gdcs_i_spelt *out)
{
    uint32_t at = 0;
    for (int64_t i = -1; i < c->word_count; i++) {
        const char *word = i >= 0 ? c->words[i] : NULL;
        out->ends[i] = at;
        if (word != NULL)
            at += (uint32_t)gdcs_i_spell(s, word, strlen(word), out->bytes + at);
        out->bytes[at++] = behind;
    }
    out->ends[c->word_count] = at;
}

gdcs_status gdcs_i_spelt_new(const gdcs_i_spelling *spelling, const gdcs_column *column,
                             int64_t rows, char behind, gdcs_i_spelt *out, gdcs_error *err)
{
    void *memory = NULL;
    const size_t room = room_for(column, rows);
    *out = (gdcs_i_spelt){0};
    if (room == 0)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, (int64_t)room, 1, err));
    out->bytes = memory;
    const gdcs_status status =
        gdcs_i_alloc(&memory, column->word_count + 2, sizeof *out->first, err);
    if (status != GDCS_OK) {
        gdcs_i_spelt_free(out);
        return status;
    }
    out->first = memory;
    out->ends = out->first + 1;
    spell_all(spelling, column, behind, out);
    return GDCS_OK;
}

void gdcs_i_spelt_free(gdcs_i_spelt *spelt)
{
    free(spelt->bytes);
    free(spelt->first);
    *spelt = (gdcs_i_spelt){0};
}
