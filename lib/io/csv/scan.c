/* The prefix XOR of the marks of quotes says what is quoted (Langdale & Lemire 2019, Parsing gigabytes of
   JSON per second, 3.1.1), provided that quotes stand where they may; that is checked in the same pass by
   the neighbours of each.  4 KiB are looked at before the next, so that a text with something irregular in
   every record costs little more than libcsv alone. */
#include "io/csv/scan.h"

#include <string.h>

enum { WORD = 64, BATCH = GDCS_I_MARKED * WORD, FILLER = 1, CROWD = 24, LEAST_PATIENCE = 1 << 12 };

/* What a word needs to know of those before it. */
typedef struct state {
    uint64_t inside;    /* all ones: the last byte is inside quotes */
    uint64_t may_open;  /* top bit: a quote may open now */
    uint64_t closing;   /* top bit: the last byte was a closing quote */
    uint64_t returning; /* top bit: it was a CR */
    uint64_t busy;      /* 1: the last byte is inside quotes, or a closing one */
    uint64_t quotes;    /* not 0: there was a quote, */
    uint64_t returns;   /* a CR, */
    uint64_t breaks;    /* a quoted LF in this batch */
} state;

typedef struct scanning {
    const gdcs_i_scanner *scanner;
    const char *text;
    size_t size;
    state state;
    size_t last;    /* behind the last record that is whole */
    size_t looked;  /* up to here ends are known */
    size_t decoded; /* up to here the text is UTF-8 */
    int bare;       /* do lines end with CRs? */
} scanning;

static unsigned highest(uint64_t x)
{
#ifdef __GNUC__
    return 63U - (unsigned)__builtin_clzll(x);
#else
    unsigned i = 63;
    while ((x >> i & 1) == 0)
        i--;
    return i;
#endif
}

static uint64_t below(size_t bits)
{
    return bits < WORD ? (UINT64_C(1) << bits) - 1 : ~UINT64_C(0);
}

/* Bytes that must not stand where they do, or that follow those; *quoted: what is inside quotes. */
static inline uint64_t look(state *s, const gdcs_i_marks *m, size_t w, int bare, uint64_t *quoted)
{
    const uint64_t q = m->quotes[w], r = m->returns[w];
    const uint64_t inside = (q != 0 ? m->inside[w] : 0) ^ s->inside;
    const uint64_t stops = m->stops[w] & ~inside, closing = q & ~inside;
    const uint64_t may_open = (stops | closing) << 1 | s->may_open >> 63;
    const uint64_t closed = closing << 1 | s->closing >> 63;
    const uint64_t returned = r << 1 | s->returning >> 63;
    s->inside = 0 - (inside >> 63);
    s->may_open = stops | closing;
    s->closing = closing;
    s->returning = r;
    s->busy = (inside | closing) >> 63;
    s->quotes |= q;
    s->breaks |= m->feeds[w] & inside;
    *quoted = inside;
    return (q & inside & ~may_open) | (closed & ~(stops | r | q)) |
           (bare ? r | (m->feeds[w] & inside) : returned & ~m->feeds[w]);
}

/* Words without a quote in which something must be looked at nevertheless: a CR that no LF follows, or
   what must not be there where CRs end lines. */
static inline uint64_t find_returns(const state *s, const gdcs_i_marks *m, size_t words, int bare)
{
    uint64_t found = 0, returning = s->returning;
    if (bare || (m->returned == 0 && returning >> 63 == 0))
        return m->returned;
    for (size_t w = 0; w < words; w++) {
        const uint64_t returned = m->returns[w] << 1 | returning >> 63;
        found |= (uint64_t)((returned & ~m->feeds[w]) != 0) << w;
        returning = m->returns[w];
    }
    return found;
}

/* The state behind a word in which there was nothing to look at. */
static inline void pass(state *s, const gdcs_i_marks *m, size_t w)
{
    s->may_open = m->stops[w];
    s->closing = 0;
    s->returning = m->returns[w];
}

/* Are there so many words to look at that it is better to look at all, which nobody has to foresee? */
static int is_crowded(uint64_t todo)
{
    int found = 0;
    while (todo != 0 && found < CROWD) {
        todo &= todo - 1;
        found++;
    }
    return found == CROWD;
}

/* The first of `size` bytes that is irregular, or `size`; fills ends. */
static size_t scan_all(state *before, const gdcs_i_marks *m, size_t size, int bare, uint64_t *ends)
{
    const size_t words = (size + WORD - 1) / WORD;
    state s = *before;
    for (size_t w = 0; w < words; w++) {
        uint64_t quoted = 0;
        const uint64_t wrong = look(&s, m, w, bare, &quoted) & below(size - w * WORD);
        ends[w] = m->stops[w] & ~quoted;
        if (wrong != 0) {
            size = w * WORD + gdcs_i_lowest(wrong);
            break;
        }
    }
    *before = s;
    return size;
}

/* The same where few words have quotes, or follow one that ends inside or behind them: todo.  Only these
   are looked at. */
static size_t scan_few(state *before, const gdcs_i_marks *m, size_t size, int bare, uint64_t todo,
                       uint64_t *ends)
{
    const size_t words = (size + WORD - 1) / WORD;
    state s = *before;
    size_t bad = size, next = 0;
    memcpy(ends, m->stops, words * sizeof *ends);
    for (; todo != 0 && bad == size; todo &= todo - 1) {
        const size_t w = gdcs_i_lowest(todo);
        uint64_t quoted = 0;
        if (w > next)
            pass(&s, m, w - 1);
        const uint64_t wrong = look(&s, m, w, bare, &quoted) & below(size - w * WORD);
        ends[w] &= ~quoted;
        if (wrong != 0)
            bad = w * WORD + gdcs_i_lowest(wrong);
        next = w + 1;
        todo |= (s.busy & (next < words)) << (next & (WORD - 1));
    }
    if (next < words)
        pass(&s, m, words - 1);
    *before = s;
    return bad;
}

static size_t scan_batch(scanning *scan, const gdcs_i_marks *m, size_t size, uint64_t *ends)
{
    state *s = &scan->state;
    const size_t words = (size + WORD - 1) / WORD;
    const uint64_t todo = m->quoted | find_returns(s, m, words, scan->bare) | s->busy;
    s->returns |= m->returned;
    s->breaks = 0;
    return is_crowded(todo) ? scan_all(s, m, size, scan->bare, ends)
                            : scan_few(s, m, size, scan->bare, todo, ends);
}

/* LFs in quotes in so many bytes, of which ends are known. */
static int64_t count_breaks(const gdcs_i_marks *m, const uint64_t *ends, size_t size)
{
    int64_t breaks = 0;
    for (size_t w = 0; w * WORD < size; w++)
        for (uint64_t rest = m->feeds[w] & ~ends[w] & below(size - w * WORD); rest != 0;
             rest &= rest - 1)
            breaks++;
    return breaks;
}

/* Is it known that a record begins there? */
static int begins_record(const scanning *s, size_t at)
{
    return !s->bare || (at < s->size && s->text[at] != '\n');
}

/* Behind the last record of a batch that ends before `stop`, if there is one. */
static void find_last(scanning *s, const gdcs_i_marks *m, size_t at, size_t stop,
                      const uint64_t *ends)
{
    for (size_t w = (stop - at + WORD - 1) / WORD; w-- > 0;)
        for (uint64_t feeds = m->feeds[w] & ends[w] & below(stop - at - w * WORD); feeds != 0;) {
            const unsigned bit = highest(feeds);
            const size_t behind = at + w * WORD + bit + 1;
            if (begins_record(s, behind)) {
                s->last = behind;
                return;
            }
            feeds ^= UINT64_C(1) << bit;
        }
}

/* Let CRs be what LFs are as a rule. */
static void exchange(gdcs_i_marks *m, size_t words)
{
    m->lines = 0;
    m->returned = 0;
    for (size_t w = 0; w < words; w++) {
        const uint64_t returns = m->returns[w];
        m->returned |= (uint64_t)(m->feeds[w] != 0) << w;
        m->stops[w] = (m->stops[w] & ~m->feeds[w]) | returns;
        m->returns[w] = m->feeds[w];
        m->feeds[w] = returns;
        for (uint64_t rest = returns; rest != 0; rest &= rest - 1)
            m->lines++;
    }
}

/* Mark what there is of a batch; a rest of a word is copied to where a whole one can be read. */
static void mark_all(const gdcs_i_scanner *scanner, const char *text, size_t size, gdcs_i_marks *m)
{
    const size_t whole = size / WORD, rest = size % WORD;
    gdcs_i_marks last;
    char word[WORD];
    m->lines = m->nul = 0;
    m->quoted = m->returned = m->high = 0;
    if (whole > 0)
        scanner->marker(text, whole, scanner->delimiter, scanner->quote, m);
    if (rest == 0)
        return;
    memset(word, FILLER, sizeof word);
    memcpy(word, text + whole * WORD, rest);
    scanner->marker(word, 1, scanner->delimiter, scanner->quote, &last);
    m->stops[whole] = last.stops[0];
    m->feeds[whole] = last.feeds[0];
    m->quotes[whole] = last.quotes[0];
    m->returns[whole] = last.returns[0];
    m->inside[whole] = last.inside[0];
    m->quoted |= last.quoted << whole;
    m->returned |= last.returned << whole;
    m->high |= last.high << whole;
    m->lines += last.lines;
    m->nul |= last.nul;
}

static void mark(const scanning *s, size_t at, size_t size, gdcs_i_marks *m)
{
    mark_all(s->scanner, s->text + at, size, m);
    if (s->bare)
        exchange(m, (size + WORD - 1) / WORD);
}

/* Is a character that was cut before `at` whole with what follows? */
static int is_carried(const scanning *s, size_t at, size_t end)
{
    const size_t stop = end - at < WORD ? end : at + WORD;
    return s->decoded >= at ||
           s->decoded + s->scanner->utf8(s->text + s->decoded, stop - s->decoded) >= at;
}

/* Where the text to `end` is no UTF-8, or `end`.  A character may be cut there: it is looked at again
   with what follows. */
static size_t decode(scanning *s, const gdcs_i_marks *m, size_t at, size_t end)
{
    const size_t words = (end - at) / WORD;
    if (is_carried(s, at, end) &&
        s->scanner->glance(s->text + at, at, words, m->high | (s->decoded < at)))
        s->decoded = gdcs_i_utf8_boundary(s->text, at + words * WORD);
    const size_t bad = s->decoded + s->scanner->utf8(s->text + s->decoded, end - s->decoded);
    s->decoded = bad;
    return bad + 3 >= end && s->last <= bad ? end : bad;
}

static int64_t count_lines(const scanning *s, size_t at, size_t end)
{
    int64_t lines = 0;
    gdcs_i_marks m;
    for (; at < end; at += BATCH) {
        mark(s, at, end - at < BATCH ? end - at : BATCH, &m);
        lines += m.lines;
    }
    return lines;
}

/* Behind the last record without a field that is too long. */
static size_t within_limit(const scanning *s, const uint64_t *ends)
{
    size_t from = 0, last = 0;
    for (size_t w = 0; w * WORD < s->last; w++)
        for (uint64_t rest = ends[w] & below(s->last - w * WORD); rest != 0; rest &= rest - 1) {
            const size_t at = w * WORD + gdcs_i_lowest(rest);
            if (at - from > s->scanner->field_limit)
                return last;
            from = at + 1;
            last = s->text[at] == (s->bare ? '\r' : '\n') ? from : last;
        }
    return s->last;
}

gdcs_i_scanner gdcs_i_scanner_of(const gdcs_i_dialect *dialect)
{
    const int way =
        dialect->marks == GDCS_I_MARKS_FASTEST ? gdcs_i_marks_fastest() : dialect->marks;
    return (gdcs_i_scanner){.delimiter = dialect->delimiter,
                            .quote = dialect->quote,
                            .field_limit = (size_t)dialect->field_limit,
                            .marker = gdcs_i_marks_way(way),
                            .utf8 = gdcs_i_utf8_way(way),
                            .glance = gdcs_i_utf8_glance(way)};
}

/* One batch; 0 if something irregular ends the scan. */
static int take_batch(scanning *s, size_t at, size_t size, uint64_t *ends, gdcs_i_scan *out)
{
    gdcs_i_marks m;
    const size_t before = s->last, end = at + size;
    mark(s, at, size, &m);
    size_t good = at + scan_batch(s, &m, size, ends + at / WORD);
    s->looked = good;
    out->breaks += s->state.breaks != 0 ? count_breaks(&m, ends + at / WORD, good - at) : 0;
    if (m.nul) {
        const char *nul = memchr(s->text + at, 0, good - at);
        good = nul != NULL ? (size_t)(nul - s->text) : good;
    }
    find_last(s, &m, at, good, ends + at / WORD);
    if (m.high || s->decoded < at) {
        const size_t bad = decode(s, &m, at, end);
        if (bad < good) {
            good = bad;
            s->last = before;
            find_last(s, &m, at, good, ends + at / WORD);
        }
    } else {
        s->decoded = end;
    }
    out->lines += m.lines;
    out->high |= m.high != 0;
    return good == end;
}

/* Does a CR alone end the first line? */
static int is_bare(const char *text, size_t size)
{
    const size_t most = size < BATCH ? size : BATCH;
    size_t at = 0;
    while (at < most && text[at] != '\n' && text[at] != '\r')
        at++;
    return at + 1 < size && text[at] == '\r' && text[at + 1] != '\n';
}

/* The same behind the last record. */
static int64_t count_breaks_behind(const scanning *s, const uint64_t *ends)
{
    int64_t breaks = 0;
    for (size_t i = s->last; i < s->looked; i++)
        breaks += s->text[i] == '\n' && (ends[i / WORD] >> i % WORD & 1) == 0;
    return breaks;
}

static void describe(const scanning *s, size_t end, const uint64_t *ends, gdcs_i_scan *out)
{
    out->size = s->last;
    out->quoted = s->state.quotes != 0;
    out->returns = s->state.returns != 0;
    out->bare = s->bare;
    out->lines -= count_lines(s, out->size, end);
    if (s->bare)
        out->breaks = 0;
    else if (out->breaks > 0)
        out->breaks -= count_breaks_behind(s, ends);
}

void gdcs_i_scan_records(const gdcs_i_scanner *scanner, const char *text, size_t size,
                         uint64_t *ends, gdcs_i_scan *out)
{
    scanning s = {.scanner = scanner,
                  .text = text,
                  .size = size,
                  .state = {.may_open = UINT64_C(1) << 63},
                  .bare = is_bare(text, size)};
    size_t at = 0;
    *out = (gdcs_i_scan){0};
    while (at < size && !out->odd) {
        const size_t batch = size - at < BATCH ? size - at : BATCH;
        out->odd = !take_batch(&s, at, batch, ends, out);
        at += batch;
    }
    if (s.last > scanner->field_limit) {
        const size_t within = within_limit(&s, ends);
        out->odd |= within < s.last;
        s.last = within;
    }
    describe(&s, at, ends, out);
    if (out->size % WORD != 0)
        ends[out->size / WORD] &= below(out->size % WORD);
}

void gdcs_i_scan_settle(const gdcs_i_scan *scan, const uint64_t *ends, char *text)
{
    for (size_t w = 0; scan->bare && w * WORD < scan->size; w++)
        for (uint64_t rest = ends[w]; rest != 0; rest &= rest - 1) {
            char *end = text + w * WORD + gdcs_i_lowest(rest);
            *end = *end == '\r' ? '\n' : *end;
        }
}

size_t gdcs_i_scan_line(const char *text, size_t size, size_t from)
{
    for (size_t at = from; at < size; at++)
        if (text[at] == '\n' || (text[at] == '\r' && at + 1 < size && text[at + 1] != '\n'))
            return at + 1;
    return 0;
}

size_t gdcs_i_scan_patience(size_t before, const gdcs_i_scan *scan, size_t most)
{
    const size_t now = scan->odd && scan->size <= before ? 2 * before : before / 2;
    return now < LEAST_PATIENCE ? LEAST_PATIENCE : now < most ? now : most;
}
