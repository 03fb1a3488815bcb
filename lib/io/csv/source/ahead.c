/* Two blocks: one is being read while the other is being unpacked.  A block that is not full, or one with
   an error, is the last. */
#include "io/csv/source/ahead.h"
#include "core/fail.h"
#include "core/memory.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 18, LEAST = 1 << 12, RATIO = 16, BLOCKS = 2, ERROR_V1 = 344 };

typedef struct block {
    char *bytes; /* NULL: not needed so far */
    size_t size;
    int full; /* is it the reader's? */
    gdcs_status status;
    gdcs_error error;
} block;

struct gdcs_i_ahead {
    gdcs_i_bytes *bytes;
    gdcs_i_unpack *unpack;
    block blocks[BLOCKS];
    size_t room; /* of a block */
    int reading; /* the block that the reader has or waits for */
    size_t used; /* of it */
    int alone;
    int begun;
    int running; /* is there a thread? */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t turned; /* a block has changed hands */
    atomic_int stop;
};

/* Of a short text in memory not more than it unpacks to as a rule. */
static size_t room_for(const gdcs_i_bytes *bytes)
{
    if (bytes->path != NULL || bytes->left >= BLOCK / RATIO)
        return BLOCK;
    return bytes->left * RATIO < LEAST ? LEAST : bytes->left * RATIO;
}

static gdcs_status make_block(gdcs_i_ahead *ahead, int i, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)ahead->room, 1, err));
    ahead->blocks[i].bytes = memory;
    return GDCS_OK;
}

gdcs_status gdcs_i_ahead_new(gdcs_i_bytes *bytes, gdcs_i_unpack *unpack, int alone,
                             gdcs_i_ahead **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    gdcs_i_ahead *ahead = NULL;
    GO(gdcs_i_alloc(&memory, 1, sizeof *ahead, err));
    ahead = memory;
    ahead->bytes = bytes;
    ahead->room = room_for(bytes);
    ahead->alone = alone || ahead->room < BLOCK;
    atomic_init(&ahead->stop, 0);
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->turned, NULL);
    GO(make_block(ahead, 0, err));
    ahead->unpack = unpack;
    *out = ahead;
    return GDCS_OK;
done:
    gdcs_i_ahead_free(ahead);
    gdcs_i_unpack_free(unpack);
    return status;
}

static void end_thread(gdcs_i_ahead *ahead)
{
    if (!ahead->running)
        return;
    atomic_store(&ahead->stop, 1);
    pthread_mutex_lock(&ahead->lock);
    pthread_cond_broadcast(&ahead->turned);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
    ahead->running = 0;
    ahead->bytes->stop = NULL;
}

void gdcs_i_ahead_free(gdcs_i_ahead *ahead)
{
    if (ahead == NULL)
        return;
    end_thread(ahead);
    pthread_cond_destroy(&ahead->turned);
    pthread_mutex_destroy(&ahead->lock);
    gdcs_i_unpack_free(ahead->unpack);
    for (int i = 0; i < BLOCKS; i++)
        free(ahead->blocks[i].bytes);
    free(ahead);
}

static void fill(gdcs_i_ahead *ahead, block *b)
{
    b->error = (gdcs_error){.struct_size = sizeof b->error};
    b->size = 0;
    b->status = gdcs_i_unpack_read(ahead->unpack, b->bytes, ahead->room, &b->size, &b->error);
}

static int is_last(const gdcs_i_ahead *ahead, const block *b)
{
    return b->status != GDCS_OK || b->size < ahead->room;
}

static void *unpack_all(void *context)
{
    gdcs_i_ahead *ahead = context;
    for (int i = 1;; i = (i + 1) % BLOCKS) {
        block *b = &ahead->blocks[i];
        pthread_mutex_lock(&ahead->lock);
        while (b->full && !atomic_load(&ahead->stop))
            pthread_cond_wait(&ahead->turned, &ahead->lock);
        pthread_mutex_unlock(&ahead->lock);
        if (atomic_load(&ahead->stop))
            return NULL;
        fill(ahead, b);
        const int last = is_last(ahead, b);
        pthread_mutex_lock(&ahead->lock);
        b->full = 1;
        pthread_cond_signal(&ahead->turned);
        pthread_mutex_unlock(&ahead->lock);
        if (last)
            return NULL;
    }
}

/* Signals are for the threads of the program.  Without memory or a thread the caller unpacks. */
static void begin_thread(gdcs_i_ahead *ahead)
{
    sigset_t all, before;
    if (ahead->alone || make_block(ahead, 1, NULL) != GDCS_OK)
        return;
    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
        return;
    ahead->bytes->stop = &ahead->stop;
    ahead->running = pthread_create(&ahead->thread, NULL, unpack_all, ahead) == 0;
    if (!ahead->running)
        ahead->bytes->stop = NULL;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* The first block is filled here: only when there are more is a thread worth its price. */
static void begin(gdcs_i_ahead *ahead)
{
    ahead->begun = 1;
    fill(ahead, &ahead->blocks[0]);
    ahead->blocks[0].full = 1;
    if (!is_last(ahead, &ahead->blocks[0]))
        begin_thread(ahead);
}

/* Give back the block that is read to its end, and wait for the next. */
static void turn(gdcs_i_ahead *ahead)
{
    ahead->used = 0;
    if (!ahead->running) {
        fill(ahead, &ahead->blocks[ahead->reading]);
        return;
    }
    pthread_mutex_lock(&ahead->lock);
    ahead->blocks[ahead->reading].full = 0;
    pthread_cond_signal(&ahead->turned);
    ahead->reading = (ahead->reading + 1) % BLOCKS;
    while (!ahead->blocks[ahead->reading].full)
        pthread_cond_wait(&ahead->turned, &ahead->lock);
    pthread_mutex_unlock(&ahead->lock);
}

static gdcs_status hand_on(const block *b, gdcs_error *err)
{
    if (err != NULL && err->struct_size >= ERROR_V1)
        (void)gdcs_i_give(err, &b->error, sizeof b->error, ERROR_V1, NULL);
    return b->status;
}

gdcs_status gdcs_i_ahead_read(gdcs_i_ahead *ahead, char *room, size_t size, size_t *got,
                              gdcs_error *err)
{
    *got = 0;
    if (!ahead->begun)
        begin(ahead);
    while (*got < size) {
        const block *b = &ahead->blocks[ahead->reading];
        const size_t left = b->size - ahead->used;
        const size_t take = left < size - *got ? left : size - *got;
        if (take > 0)
            memcpy(room + *got, b->bytes + ahead->used, take);
        ahead->used += take;
        *got += take;
        if (*got == size)
            break;
        if (b->status != GDCS_OK)
            return hand_on(b, err);
        if (is_last(ahead, b))
            break;
        turn(ahead);
    }
    return GDCS_OK;
}
