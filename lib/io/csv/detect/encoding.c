/* A byte order mark says it; then UTF-16 shows by its NULs and UTF-8 by being well formed, which text
   of another encoding hardly is by chance.  What remains is told apart by what the schema expects to
   read: its names with letters beyond ASCII are in the file under one code page and not under others. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "io/csv/detect/parts.h"
#include "io/schema/arena.h"
#include "io/schema/pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of several that give the same text the first is taken. */
static const char *const pages[] = {
    "CP1252", "CP1250",     "CP1251",     "CP1253",      "CP1254",     "CP1257",     "CP1255",
    "CP1256", "ISO-8859-1", "ISO-8859-2", "ISO-8859-15", "ISO-8859-5", "ISO-8859-7", "ISO-8859-9",
    "KOI8-R", "CP850",      "CP852",      "CP866",       "CP437",      "MACINTOSH",  "SHIFT_JIS",
    "EUC-JP", "GB18030",    "BIG5",       "EUC-KR"};

enum { PAGES = sizeof pages / sizeof pages[0], COMMON = 4, WORDS = 4096 };

static const char *by_mark(const char *raw, size_t size)
{
    static const struct {
        const char *mark;
        size_t size;
        const char *encoding;
    } marks[] = {{"\xFF\xFE\0\0", 4, "UTF-32LE"},
                 {"\0\0\xFE\xFF", 4, "UTF-32BE"},
                 {"\xFF\xFE", 2, "UTF-16LE"},
                 {"\xFE\xFF", 2, "UTF-16BE"}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (size >= marks[i].size && memcmp(raw, marks[i].mark, marks[i].size) == 0)
            return marks[i].encoding;
    return NULL;
}

/* ASCII in UTF-16 has a NUL in every other place, always the same one. */
static const char *by_nuls(const char *raw, size_t size)
{
    enum { SEEN = 4096, LEAST = 4 };
    size_t nuls[2] = {0, 0};
    const size_t seen = size < SEEN ? size : SEEN;
    for (size_t i = 0; i < seen; i++)
        nuls[i % 2] += raw[i] == '\0';
    if (seen < LEAST || (nuls[0] > 0) == (nuls[1] > 0) || nuls[0] + nuls[1] < seen / 3)
        return NULL;
    return nuls[1] > 0 ? "UTF-16LE" : "UTF-16BE";
}

static int is_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text > 0x7F)
            return 0;
    return 1;
}

/* Words with letters beyond ASCII that the schema expects in the file. */
typedef struct evidence {
    const char *words[WORDS];
    int64_t names; /* the first of them: names, all of which must be there */
    int64_t count;
    gdcs_i_arena letters; /* of patterns */
} evidence;

static void add(evidence *e, const char *word)
{
    if (word != NULL && !is_ascii(word) && e->count < WORDS)
        e->words[e->count++] = word;
}

static gdcs_status add_letters(evidence *e, const gdcs_schema_wide *wide, gdcs_error *err)
{
    gdcs_i_pattern p;
    for (int64_t i = 0; i < wide->pattern_count; i++) {
        TRY(gdcs_i_pattern_parse(wide, i, &p, err));
        for (int32_t k = 0; k < p.count; k++) {
            void *memory = NULL;
            if (p.pieces[k].axis >= 0)
                continue;
            TRY(gdcs_i_arena_alloc(&e->letters, (int64_t)p.pieces[k].size + 1, 1, &memory, err));
            memcpy(memory, p.pieces[k].text, p.pieces[k].size);
            add(e, memory);
        }
    }
    return GDCS_OK;
}

static gdcs_status collect(const gdcs_i_plan *plan, evidence *e, gdcs_error *err)
{
    const int64_t count = plan->schema.column_count;
    for (int64_t i = 0; i < count; i++)
        if (plan->columns[i].constant == NULL && plan->columns[i].alias_count == 0 &&
            !plan->columns[i].optional)
            add(e, plan->columns[i].name);
    for (int64_t i = 0; i < plan->wide.column_count; i++)
        add(e, plan->wide.columns[i].from);
    TRY(add_letters(e, &plan->wide, err));
    e->names = e->count;
    for (int64_t i = 0; i < count; i++) {
        const gdcs_schema_column *c = &plan->columns[i];
        for (int64_t k = 0; k < c->map_count; k++)
            add(e, c->map[k].from);
        for (int64_t k = 0; k < c->keep_count; k++)
            add(e, c->keep[k]);
        for (int64_t k = 0; k < c->drop_count; k++)
            add(e, c->drop[k]);
        add(e, c->total);
    }
    return GDCS_OK;
}

/* Words found; -1 if it cannot be this page. */
static int64_t score(const evidence *e, const gdcs_i_excerpt *excerpt)
{
    int64_t found = 0;
    if (excerpt->undecoded)
        return -1;
    for (int64_t i = 0; i < e->count; i++) {
        const int there = strstr(excerpt->text, e->words[i]) != NULL;
        if (i < e->names && !there)
            return -1;
        found += there;
    }
    return found;
}

static const char *first_found(const evidence *e, const gdcs_i_excerpt *excerpt)
{
    int64_t i = 0;
    while (i + 1 < e->count && strstr(excerpt->text, e->words[i]) == NULL)
        i++;
    return e->words[i];
}

/* The pages with the highest score: one of each text. */
typedef struct contest {
    const char *best[PAGES];
    gdcs_i_excerpt text[PAGES];
    int count;
    int64_t score;
} contest;

static void clear(contest *c)
{
    for (int i = 0; i < c->count; i++)
        gdcs_i_excerpt_free(&c->text[i]);
    c->count = 0;
}

static void enter(contest *c, const char *page, int64_t points, gdcs_i_excerpt *text)
{
    int same = points < c->score;
    if (points > c->score) {
        clear(c);
        c->score = points;
    }
    for (int i = 0; i < c->count && !same; i++)
        same =
            c->text[i].size == text->size && memcmp(c->text[i].text, text->text, text->size) == 0;
    if (same) {
        gdcs_i_excerpt_free(text);
        return;
    }
    c->best[c->count] = page;
    c->text[c->count++] = *text;
}

/* Could the name be there under any of the pages?  All have ASCII in their lower half, but for two signs
   that Japan put there, so its first letters stand before a byte beyond.  Asked before texts are decoded. */
static int may_hold(const char *raw, size_t size, const char *name)
{
    size_t n = 0;
    while ((unsigned char)name[n] < 0x80)
        n++;
    if (strncmp(name + n, "\xC2\xA5", 2) == 0 || strncmp(name + n, "\xE2\x80\xBE", 3) == 0)
        return 1;
    for (size_t i = n; i < size; i++)
        if ((unsigned char)raw[i] > 0x7F && memcmp(raw + i - n, name, n) == 0)
            return 1;
    return 0;
}

static gdcs_status hold(contest *c, const evidence *e, const char *raw, size_t size, int whole,
                        gdcs_error *err)
{
    const int most = e->count > 0 ? PAGES : COMMON; /* without evidence none is chosen */
    for (int64_t i = 0; i < e->names; i++)
        if (!may_hold(raw, size, e->words[i]))
            return GDCS_OK;
    for (int i = 0; i < most; i++) {
        gdcs_i_excerpt text = {0};
        const gdcs_status status = gdcs_i_excerpt_new(raw, size, whole, pages[i], &text, err);
        if (status == GDCS_E_SCHEMA) /* not every system knows every page */
            continue;
        TRY(status);
        const int64_t points = score(e, &text);
        if (points >= 0)
            enter(c, pages[i], points, &text);
        else
            gdcs_i_excerpt_free(&text);
    }
    return GDCS_OK;
}

/* Several texts are possible: none is chosen, and the error of reading names them. */
static void name_candidates(const contest *c, gdcs_i_plan *plan)
{
    size_t used = 0;
    char *const out = plan->candidates;
    for (int i = 0; i < c->count && used + 1 < sizeof plan->candidates; i++) {
        const int n = snprintf(out + used, sizeof plan->candidates - used, "%s%s",
                               i == 0              ? ", or is it "
                               : i + 1 == c->count ? " or "
                                                   : ", ",
                               c->best[i]);
        if (n < 0 || used + (size_t)n >= sizeof plan->candidates) {
            out[used] = '\0';
            return;
        }
        used += (size_t)n;
    }
}

static gdcs_status by_page(const char *raw, size_t size, int whole, gdcs_i_plan *plan,
                           gdcs_i_excerpt *excerpt, gdcs_i_sentences *sentences, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL, *list = NULL;
    GO(gdcs_i_alloc(&memory, 1, sizeof(contest), err));
    GO(gdcs_i_alloc(&list, 1, sizeof(evidence), err));
    contest *c = memory;
    evidence *e = list;
    status = collect(plan, e, err);
    if (status == GDCS_OK)
        status = hold(c, e, raw, size, whole, err);
    if (status == GDCS_OK && c->count == 1 && c->score > 0) {
        gdcs_i_excerpt_free(excerpt);
        *excerpt = c->text[0];
        c->count = 0;
        plan->schema.encoding = c->best[0];
        gdcs_i_sentences_add(
            sentences,
            "The encoding is %s: the bytes are not UTF-8, and so they read '%.60s' "
            "as the schema has it.",
            c->best[0], first_found(e, excerpt));
    } else if (status == GDCS_OK) {
        name_candidates(c, plan);
    }
    clear(c);
    gdcs_i_arena_free(&e->letters);
done:
    free(memory);
    free(list);
    return status;
}

gdcs_status gdcs_i_detect_encoding(const char *raw, size_t size, int whole, gdcs_i_plan *plan,
                                   gdcs_i_excerpt *excerpt, gdcs_i_sentences *sentences,
                                   gdcs_error *err)
{
    const int open = plan->schema.encoding == NULL;
    const char *mark = open ? by_mark(raw, size) : NULL;
    const char *found = open && mark == NULL ? by_nuls(raw, size) : mark;
    if (found != NULL) {
        plan->schema.encoding = found;
        gdcs_i_sentences_add(sentences, "The encoding is %s: %s.", found,
                             mark != NULL ? "the file begins with its byte order mark"
                                          : "every other byte is NUL");
    }
    TRY(gdcs_i_excerpt_new(raw, size, whole, plan->schema.encoding, excerpt, err));
    if (!open || found != NULL || gdcs_i_utf8_valid(excerpt->text, excerpt->size) == excerpt->size)
        return GDCS_OK;
    return by_page(raw, size, whole, plan, excerpt, sentences, err);
}
