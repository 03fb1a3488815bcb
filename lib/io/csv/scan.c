/* The prefix XOR of the marks of quotes says what is quoted (Langdale & Lemire 2019, Parsing gigabytes of
   JSON per second, 3.1.1), provided that quotes stand where they may; that is checked in the same pass by
   the neighbours of each.  4 KiB are looked at before the next, so that a text with something irregular in
   every record costs little more than libcsv alone. */
#include "io/csv/scan.h"

#include <string.h>

enum { WORD = 64, BATCH = GDCS_I_MARKED * WORD, FILLER = 1, LEAST_PATIENCE = 1 << 12 };

/* What a word needs to know of those before it. */
typedef struct state {
    uint64_t inside;    /* all ones: the last byte is inside quotes */
    uint64_t may_open;  /* top bit: a quote may open now */
    uint64_t closing;   /* top bit: the last byte was a closing quote */
    uint64_t returning; /* top bit: it was a CR */
    uint64_t busy;      /* 0: the last byte is none of these three */
    uint64_t quotes;    /* not 0: there was a quote, */
    uint64_t returns;   /* a CR, */
    uint64_t breaks;    /* a quoted LF */
    size_t last;        /* behind the last record that is whole */
} state;

typedef struct scanning {
    state state;
    size_t decoded; /* up to here the text is UTF-8 */
} scanning;

/* Bit i of the result: are the bits up to i an odd number? */
static uint64_t parity(uint64_t x)
{
    for (unsigned i = 1; i < WORD; i <<= 1)
        x ^= x << i;
    return x;
}

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
static uint64_t look(state *s, const gdcs_i_marks *m, size_t w, uint64_t *quoted)
{
    const uint64_t q = m->quotes[w], r = m->returns[w];
    const uint64_t inside = parity(q) ^ s->inside;
    const uint64_t stops = m->stops[w] & ~inside, closing = q & ~inside;
    const uint64_t may_open = (stops | closing) << 1 | s->may_open >> 63;
    const uint64_t closed = closing << 1 | s->closing >> 63;
    const uint64_t returned = r << 1 | s->returning >> 63;
    s->inside = 0 - (inside >> 63);
    s->may_open = stops | closing;
    s->closing = closing;
    s->returning = r;
    s->busy = s->inside | (closing | r) >> 63;
    s->quotes |= q;
    s->returns |= r;
    s->breaks |= m->feeds[w] & inside;
    *quoted = inside;
    return (q & inside & ~may_open) | (closed & ~(stops | r | q)) | (returned & ~m->feeds[w]);
}

static size_t behind(size_t at, size_t w, uint64_t feeds)
{
    return at + w * WORD + highest(feeds) + 1;
}

/* The first of `size` bytes at text + at that is irregular, or `size`; fills ends.  Most words have neither
   quotes nor returns.  The state is a copy: ends might be any of it for all the compiler knows. */
static size_t scan_batch(scanning *scan, const gdcs_i_marks *m, size_t at, size_t size,
                         uint64_t *ends)
{
    const size_t words = (size + WORD - 1) / WORD;
    state s = scan->state;
    size_t bad = size;
    for (size_t w = 0; w < words; w++) {
        uint64_t quoted = 0, feeds = m->feeds[w];
        if ((m->quotes[w] | m->returns[w] | s.busy) == 0) {
            ends[w] = s.may_open = m->stops[w];
            if (feeds != 0)
                s.last = behind(at, w, feeds);
            continue;
        }
        const uint64_t wrong = look(&s, m, w, &quoted) & below(size - w * WORD);
        feeds &= ~quoted & (wrong != 0 ? below(gdcs_i_lowest(wrong)) : ~UINT64_C(0));
        ends[w] = m->stops[w] & ~quoted;
        if (feeds != 0)
            s.last = behind(at, w, feeds);
        if (wrong != 0) {
            bad = w * WORD + gdcs_i_lowest(wrong);
            break;
        }
    }
    scan->state = s;
    return bad;
}

/* Mark what there is of a batch; a rest of a word is copied to where a whole one can be read. */
static void mark(const gdcs_i_scanner *scanner, const char *text, size_t size, gdcs_i_marks *m)
{
    const size_t whole = size / WORD, rest = size % WORD;
    gdcs_i_marks last;
    char word[WORD];
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
    m->lines = last.lines + (whole > 0 ? m->lines : 0);
    m->nul = last.nul || (whole > 0 && m->nul);
    m->high = last.high || (whole > 0 && m->high);
}

/* The last record end before `stop`, where there is something irregular that the marks do not show. */
static void cut(scanning *s, const char *text, size_t from, size_t stop, const uint64_t *ends,
                size_t before)
{
    if (s->state.last <= stop)
        return;
    s->state.last = before;
    for (size_t i = from; i < stop; i++)
        if (text[i] == '\n' && (ends[i / WORD] >> i % WORD & 1) != 0)
            s->state.last = i + 1;
}

/* Where the text to `end` is no UTF-8, or `end`.  A character may be cut there: it is looked at again
   with what follows. */
static size_t decode(scanning *s, const gdcs_i_scanner *scanner, const char *text, size_t end)
{
    const size_t bad = s->decoded + scanner->utf8(text + s->decoded, end - s->decoded);
    s->decoded = bad;
    return bad + 3 >= end && s->state.last <= bad ? end : bad;
}

static int64_t count_lines(const gdcs_i_scanner *scanner, const char *text, size_t size)
{
    int64_t lines = 0;
    gdcs_i_marks m;
    for (size_t at = 0; at < size; at += BATCH) {
        mark(scanner, text + at, size - at < BATCH ? size - at : BATCH, &m);
        lines += m.lines;
    }
    return lines;
}

/* Behind the last record without a field that is too long. */
static size_t within_limit(const gdcs_i_scanner *scanner, const char *text, size_t size,
                           const uint64_t *ends)
{
    size_t from = 0, last = 0;
    for (size_t w = 0; w * WORD < size; w++)
        for (uint64_t rest = ends[w] & below(size - w * WORD); rest != 0; rest &= rest - 1) {
            const size_t at = w * WORD + gdcs_i_lowest(rest);
            if (at - from > scanner->field_limit)
                return last;
            from = at + 1;
            last = text[at] == '\n' ? from : last;
        }
    return size;
}

gdcs_i_scanner gdcs_i_scanner_of(const gdcs_i_dialect *dialect)
{
    const int way =
        dialect->marks == GDCS_I_MARKS_FASTEST ? gdcs_i_marks_fastest() : dialect->marks;
    return (gdcs_i_scanner){.delimiter = dialect->delimiter,
                            .quote = dialect->quote,
                            .field_limit = (size_t)dialect->field_limit,
                            .marker = gdcs_i_marks_way(way),
                            .utf8 = gdcs_i_utf8_way(way)};
}

/* One batch; 0 if something irregular ends the scan. */
static int take_batch(scanning *s, const gdcs_i_scanner *scanner, const char *text, size_t at,
                      size_t size, uint64_t *ends, gdcs_i_scan *out)
{
    gdcs_i_marks m;
    const size_t before = s->state.last, end = at + size;
    mark(scanner, text + at, size, &m);
    size_t good = at + scan_batch(s, &m, at, size, ends + at / WORD);
    if (m.nul) {
        const char *nul = memchr(text + at, 0, good - at);
        good = nul != NULL ? (size_t)(nul - text) : good;
        cut(s, text, at, good, ends, before);
    }
    if (m.high || s->decoded < at) {
        const size_t bad = decode(s, scanner, text, end);
        good = bad < good ? bad : good;
        cut(s, text, at, good, ends, before);
    } else {
        s->decoded = end;
    }
    out->lines += m.lines;
    out->high |= m.high;
    return good == end;
}

void gdcs_i_scan_records(const gdcs_i_scanner *scanner, const char *text, size_t size,
                         uint64_t *ends, gdcs_i_scan *out)
{
    scanning s = {.state = {.may_open = UINT64_C(1) << 63}};
    size_t at = 0;
    *out = (gdcs_i_scan){0};
    while (at < size && !out->odd) {
        const size_t batch = size - at < BATCH ? size - at : BATCH;
        out->odd = !take_batch(&s, scanner, text, at, batch, ends, out);
        at += batch;
    }
    out->size = s.state.last;
    out->quoted = s.state.quotes != 0;
    out->returns = s.state.returns != 0;
    out->breaks = s.state.breaks != 0;
    if (out->size > scanner->field_limit) {
        out->size = within_limit(scanner, text, s.state.last, ends);
        out->odd |= out->size < s.state.last;
    }
    out->lines -= count_lines(scanner, text + out->size, at - out->size);
    if (out->size % WORD != 0)
        ends[out->size / WORD] &= below(out->size % WORD);
}

size_t gdcs_i_scan_patience(size_t before, const gdcs_i_scan *scan, size_t most)
{
    const size_t now = scan->odd && scan->size <= before ? 2 * before : before / 2;
    return now < LEAST_PATIENCE ? LEAST_PATIENCE : now < most ? now : most;
}
