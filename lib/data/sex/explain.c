#include "core/fail.h"
#include "core/text.h"
#include "data/sex/column.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SENTENCE = 440, NAMED = 3, LISTED = 6, SHOWN = 24 };

typedef struct sentence {
    char text[SENTENCE];
    size_t size;
} sentence;

static void say(sentence *s, const char *format, ...) GDCS_PRINTF(2, 3);

static void say(sentence *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int written = vsnprintf(s->text + s->size, sizeof s->text - s->size, format, args);
    va_end(args);
    s->size += written > 0 ? (size_t)written : 0;
    if (s->size >= sizeof s->text)
        s->size = sizeof s->text - 1;
}

/* A token in quotes, cut between characters. */
static void say_token(sentence *s, const char *token)
{
    size_t size = strlen(token);
    const char *text = gdcs_i_trim(token, &size);
    if (gdcs_i_utf8_valid(text, size) < size) {
        say(s, "a token that is not UTF-8");
        return;
    }
    const int cut = size > SHOWN;
    while (size > SHOWN || (cut && ((unsigned char)text[size] & 0xC0) == 0x80))
        size--;
    say(s, "\"%.*s%s\"", (int)size, text, cut ? "..." : "");
}

/* "INE Spain, Spanish and 4 more" of the readings for which sense(token) is sex; token -1: any. */
static void say_readings(sentence *s, const gdcs_i_sex_column *c, int token, int sex)
{
    int count = 0;
    for (int r = 0; r < gdcs_i_sex_readings(); r++) {
        if (!c->stays[r] || (token >= 0 && c->senses[r][token] != sex))
            continue;
        if (count < NAMED)
            say(s, "%s%s", count > 0 ? ", " : "", gdcs_i_sex_reading_title(r));
        count++;
    }
    if (count > NAMED)
        say(s, " and %d more", count - NAMED);
}

static int differs(const gdcs_i_sex_column *c, int token)
{
    const int first = gdcs_i_sex_first(c);
    for (int r = first + 1; r < gdcs_i_sex_readings(); r++)
        if (c->stays[r] && c->senses[r][token] != c->senses[first][token])
            return 1;
    return 0;
}

gdcs_status gdcs_i_sex_refuse_differing(const gdcs_i_sex_column *c, gdcs_error *err)
{
    sentence s = {.size = 0};
    int named = 0;
    for (int t = 0; t < c->n; t++) {
        if (!differs(c, t))
            continue;
        if (named++ > 0) {
            say(&s, " and ");
            say_token(&s, c->tokens[t]);
            continue;
        }
        say_token(&s, c->tokens[t]);
        const char *comma = " is ";
        for (int sex = GDCS_SEX_FEMALE; sex <= GDCS_I_DERIVED; sex++)
            for (int r = 0; r < gdcs_i_sex_readings(); r++)
                if (c->stays[r] && c->senses[r][t] == sex) {
                    say(&s, "%s%s in ", comma, sex == GDCS_I_DERIVED ? "none" : gdcs_sex_code(sex));
                    say_readings(&s, c, t, sex);
                    comma = "; ";
                    break;
                }
    }
    return gdcs_i_fail(err, GDCS_E_SEX, "sex", "%.190s: a scheme, a language or a map would decide",
                       s.text);
}

/* Scripts of which letters look alike: 1 Latin, 2 Greek, 4 Cyrillic. */
static int scripts(const char *text)
{
    int found = 0;
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
        const int letter = (*p | 0x20) >= 'a' && (*p | 0x20) <= 'z' && *p < 0x80;
        found |= letter || (*p >= 0xC3 && *p <= 0xC9) ? 1 : 0;
        found |= *p >= 0xCD && *p <= 0xCF ? 2 : *p >= 0xD0 && *p <= 0xD4 ? 4 : 0;
    }
    return found;
}

static void say_scripts(sentence *s, const gdcs_i_sex_column *c, int token)
{
    static const char *const names[] = {"", "Latin", "Greek", "", "Cyrillic"};
    const int own = scripts(c->tokens[token]);
    int others = 0;
    for (int t = 0; t < c->n; t++)
        others |= scripts(c->tokens[t]);
    if (own == others || own == 0)
        say(s, "%s", (own & (own - 1)) != 0 ? " (letters of several scripts in one word)" : "");
    else if (own == 1 || own == 2 || own == 4)
        say(s, " (%s letters beside others)", names[own]);
    else
        say(s, " (letters of several scripts in one word)");
}

/* The reading that holds the most tokens among those allowed, and how many. */
static int nearest(const gdcs_i_sex_column *c, int *held)
{
    int best = 0;
    *held = -1;
    for (int r = 0; r < gdcs_i_sex_readings(); r++) {
        int count = 0;
        for (int t = 0; t < c->n; t++)
            count += c->folded[t][0] != '\0' && c->senses[r][t] != GDCS_SEX_NONE;
        if (c->allowed[r] && count > *held) {
            *held = count;
            best = r;
        }
    }
    return best;
}

gdcs_status gdcs_i_sex_refuse_unheld(const gdcs_i_sex_column *c, gdcs_error *err)
{
    sentence s = {.size = 0};
    int held = 0, named = 0;
    const int best = nearest(c, &held);
    for (int t = 0; t < c->n && named < LISTED; t++)
        if (c->senses[best][t] == GDCS_SEX_NONE) {
            const char *why = gdcs_i_sex_trap(c->folded[t]);
            say(&s, "%s", named++ > 0 ? ", " : "");
            say_token(&s, c->tokens[t]);
            say_scripts(&s, c, t);
            if (why != NULL)
                say(&s, " (%.60s)", why);
        }
    if (named == 0)
        return gdcs_i_fail(err, GDCS_E_SEX, "sex",
                           "two letters would mean the same sex in %s; a map would decide",
                           gdcs_i_sex_reading_title(best));
    if (held == 0)
        return gdcs_i_fail(err, GDCS_E_SEX, "sex",
                           "%.150s: in no list of codes or words for sex; a map would decide",
                           s.text);
    return gdcs_i_fail(err, GDCS_E_SEX, "sex",
                       "%.150s: not in %s, which holds %d of %d spellings; a map would decide",
                       s.text, gdcs_i_sex_reading_title(best), held, c->n);
}

gdcs_status gdcs_i_sex_refuse_trap(const gdcs_i_sex_column *c, int token, gdcs_error *err)
{
    sentence s = {.size = 0};
    say_token(&s, c->tokens[token]);
    return gdcs_i_fail(err, GDCS_E_SEX, "sex",
                       "%s has several meanings (%s): a scheme or a map decides", s.text,
                       gdcs_i_sex_trap(c->folded[token]));
}

gdcs_status gdcs_i_sex_refuse_derived(const gdcs_i_sex_column *c, int token, gdcs_error *err)
{
    sentence s = {.size = 0};
    say_token(&s, c->tokens[token]);
    say(&s, " of ");
    say_readings(&s, c, -1, 0);
    return gdcs_i_fail(
        err, GDCS_E_SEX, "sex",
        "%.120s is a difference between the sexes and no persons: its rows must be left"
        " out by a filter",
        s.text);
}

gdcs_status gdcs_i_sex_refuse_recalled(const gdcs_i_sex_column *c, int token, gdcs_error *err)
{
    sentence s = {.size = 0};
    const int r = gdcs_i_sex_first(c);
    say_token(&s, c->tokens[token]);
    say(&s, " would be %s as in ", gdcs_sex_code(c->senses[r][token]));
    say_readings(&s, c, -1, 0);
    say(&s, ", which is not confirmed by a source: the scheme %s or a map must be declared",
        gdcs_i_sex_reading_name(r));
    return gdcs_i_fail(err, GDCS_E_SEX, "sex", "%.240s", s.text);
}

gdcs_status gdcs_i_sex_refuse_blank(gdcs_error *err)
{
    return gdcs_i_fail(
        err, GDCS_E_SEX, "sex",
        "a blank is a total to some (Open SDG), unknown or not applicable to others"
        " (NIBRS): what it means must be declared, as \"\" of a map with the other spellings");
}

/* Language codes with a blank between them, as many as fit. */
static void list_languages(const gdcs_i_sex_column *c, char *out, size_t size)
{
    size_t used = 0;
    for (int r = gdcs_i_sex_schemes(); r < gdcs_i_sex_readings(); r++) {
        const char *name = gdcs_i_sex_reading_name(r);
        const size_t need = strlen(name) + (used > 0);
        if (!c->stays[r] || used + need >= size)
            continue;
        used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? " " : "", name);
    }
}

void gdcs_i_sex_explain(const gdcs_i_sex_column *c, const int32_t *codes, gdcs_sex_resolution *out)
{
    sentence s = {.size = 0};
    list_languages(c, out->language, sizeof out->language);
    for (int t = 0; t < c->n && t < LISTED; t++) {
        say(&s, "%s", t > 0 ? ", " : "");
        say_token(&s, c->tokens[t]);
        say(&s, " is %s", gdcs_sex_code(codes[t]));
    }
    say(&s, "%s", c->n > LISTED ? ", ..." : "");
    if (c->options.scheme != GDCS_SEX_SCHEME_NONE || c->options.language != NULL)
        say(&s, " by the declared %s ", c->options.language != NULL ? "language" : "scheme");
    else
        say(&s, " in every list that holds them all: ");
    say_readings(&s, c, -1, 0);
    if (c->by_header) {
        say(&s, ", chosen by the heading ");
        say_token(&s, c->header);
    }
    memcpy(out->reason, s.text, sizeof out->reason);
}
