/* One block is read and scanned at a time.  A piece is a part of a block, which is used again when all who
   hold parts of it have let go; a record that a block cuts moves to the front of the next. */
#include "io/csv/feed.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/scan.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 18, LEAST_BLOCK = 1 << 12, WORD = 64 };

typedef struct gdcs_i_block {
    struct gdcs_i_block *next; /* of all there are */
    char *text;
    size_t size;
    uint64_t *ends; /* those of one piece follow those of another */
    size_t ends_used;
    int users; /* pieces, and the feed */
} block;

struct gdcs_i_feed {
    gdcs_i_reader *reader;
    gdcs_i_scanner scanner;
    size_t room;    /* bytes of a block */
    block *blocks;  /* all */
    block *current; /* NULL: before the first */
    size_t at;      /* in the current block: what is handed out next */
    size_t odd;     /* bytes libcsv gets at least when there is something irregular */
    int64_t number;
    int64_t line;
    int fast;  /* are there marks? */
    int ready; /* may the next piece be regular? */
    int ended; /* has the reader nothing more? */
};

/* A short text, decoded, needs three times its size at most. */
static size_t room_of(const gdcs_i_reader *reader, size_t asked)
{
    const size_t least = gdcs_i_reader_block(reader);
    if (asked > 0)
        return asked < LEAST_BLOCK ? LEAST_BLOCK : asked;
    return least < GDCS_I_BLOCK ? 3 * least : BLOCK;
}

gdcs_status gdcs_i_feed_new(gdcs_i_reader *reader, const gdcs_i_dialect *dialect, size_t room,
                            gdcs_i_feed **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_feed), err));
    gdcs_i_feed *feed = memory;
    *feed = (gdcs_i_feed){.reader = reader,
                          .scanner = gdcs_i_scanner_of(dialect),
                          .room = room_of(reader, room),
                          .line = 1};
    feed->fast = feed->scanner.marker != NULL;
    *out = feed;
    return GDCS_OK;
}

static void free_block(block *b)
{
    free(b->text);
    free(b->ends);
    free(b);
}

void gdcs_i_feed_free(gdcs_i_feed *feed)
{
    if (feed == NULL)
        return;
    while (feed->blocks != NULL) {
        block *b = feed->blocks;
        feed->blocks = b->next;
        free_block(b);
    }
    free(feed);
}

static gdcs_status new_block(gdcs_i_feed *feed, block **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(block), err));
    block *b = memory;
    GO(gdcs_i_alloc(&memory, (int64_t)feed->room + GDCS_I_BEYOND, 1, err));
    b->text = memory;
    /* A piece takes a word more than its bytes need, and is at least as long as what was odd before it. */
    GO(gdcs_i_alloc(&memory, (int64_t)(feed->room / WORD + feed->room / LEAST_BLOCK + 4),
                    sizeof(uint64_t), err));
    b->ends = memory;
    b->next = feed->blocks;
    feed->blocks = b;
    *out = b;
    return GDCS_OK;
done:
    free_block(b);
    return status;
}

static gdcs_status free_one(gdcs_i_feed *feed, block **out, gdcs_error *err)
{
    for (block *b = feed->blocks; b != NULL; b = b->next)
        if (b->users == 0) {
            *out = b;
            return GDCS_OK;
        }
    return new_block(feed, out, err);
}

/* The next block, with what the current one has left in front. */
static gdcs_status read_block(gdcs_i_feed *feed, gdcs_error *err)
{
    block *last = feed->current, *b = NULL;
    const size_t left = last != NULL ? last->size - feed->at : 0;
    TRY(free_one(feed, &b, err));
    if (left > 0)
        memcpy(b->text, last->text + feed->at, left);
    b->size = left;
    b->ends_used = 0;
    while (b->size < feed->room && !feed->ended) {
        size_t got = 0;
        if (feed->room - b->size < LEAST_BLOCK && b->size > left)
            break;
        TRY(gdcs_i_reader_read(feed->reader, b->text + b->size, feed->room - b->size, &got, err));
        b->size += got;
        feed->ended = got == 0;
    }
    if (last != NULL)
        last->users--;
    b->users = 1;
    feed->current = b;
    feed->at = 0;
    return GDCS_OK;
}

static void hand_out(gdcs_i_feed *feed, gdcs_i_piece *piece, int kind, size_t size)
{
    piece->kind = kind;
    piece->text = feed->current->text + feed->at;
    piece->size = size;
    piece->number = feed->number++;
    piece->line = feed->line;
    piece->block = feed->current;
    feed->current->users++;
    feed->at += size;
}

/* Behind the last line of a text that is known to end, or 0. */
static size_t last_line(const char *text, size_t size)
{
    size_t at = size;
    while (at > 0 && text[at - 1] != '\n' &&
           (text[at - 1] != '\r' || at == size || text[at] == '\n'))
        at--;
    return at;
}

/* Whole lines, as many bytes as libcsv is to have at least; 0 if none ends in the block. */
static int hand_out_lines(gdcs_i_feed *feed, gdcs_i_piece *piece)
{
    const char *const text = feed->current->text + feed->at;
    const size_t left = feed->current->size - feed->at;
    size_t size = gdcs_i_scan_line(text, left, feed->odd);
    if (size == 0)
        size = last_line(text, left);
    if (size > 0)
        hand_out(feed, piece, GDCS_I_ODD, size);
    return size > 0;
}

/* 1 if there is a regular piece. */
static int hand_out_regular(gdcs_i_feed *feed, gdcs_i_piece *piece)
{
    block *b = feed->current;
    gdcs_i_scan scan;
    uint64_t *const ends = b->ends + b->ends_used;
    gdcs_i_scan_records(&feed->scanner, b->text + feed->at, b->size - feed->at, ends, &scan);
    feed->odd = gdcs_i_scan_patience(feed->odd, &scan, feed->room);
    feed->ready = !scan.odd;
    if (scan.size == 0)
        return 0;
    gdcs_i_scan_settle(&scan, ends, b->text + feed->at);
    b->ends_used += (scan.size + WORD - 1) / WORD;
    hand_out(feed, piece, GDCS_I_REGULAR, scan.size);
    piece->ends = ends;
    piece->lines = scan.lines;
    piece->records = scan.lines - scan.breaks;
    piece->quoted = scan.quoted;
    piece->returns = scan.returns;
    piece->high = scan.high;
    feed->line += scan.lines;
    return 1;
}

void gdcs_i_feed_drop(gdcs_i_feed *feed, gdcs_i_piece *piece)
{
    (void)feed;
    if (piece->block != NULL)
        piece->block->users--;
    *piece = (gdcs_i_piece){0};
}

gdcs_status gdcs_i_feed_next(gdcs_i_feed *feed, gdcs_i_piece *piece, gdcs_error *err)
{
    gdcs_i_feed_drop(feed, piece);
    if (feed->current == NULL)
        TRY(read_block(feed, err));
    for (;;) {
        if (feed->ready && hand_out_regular(feed, piece))
            return GDCS_OK;
        if (!feed->ready && hand_out_lines(feed, piece))
            return GDCS_OK;
        if (feed->ended || feed->at == 0)
            break;
        TRY(read_block(feed, err));
    }
    feed->ready = 0;
    piece->number = feed->number;
    piece->line = feed->line;
    if (feed->at < feed->current->size)
        hand_out(feed, piece, GDCS_I_ODD, feed->current->size - feed->at);
    return GDCS_OK;
}

void gdcs_i_feed_slow(gdcs_i_feed *feed)
{
    feed->fast = 0;
    feed->odd = feed->room;
}

void gdcs_i_feed_resume(gdcs_i_feed *feed, gdcs_i_parser *parser, int ready)
{
    const block *b = feed->current;
    if (feed->at < b->size)
        gdcs_i_parser_follow(parser, b->text[feed->at]);
    feed->ready = ready && feed->fast && gdcs_i_parser_between(parser);
    feed->line = gdcs_i_parser_line(parser);
}
