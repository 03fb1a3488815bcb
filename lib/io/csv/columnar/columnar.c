#include "io/csv/columnar/columnar.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/columnar/at_once.h"
#include "io/csv/columnar/worker.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { WAITING = 16, ALONE = 4, ENOUGH = 8 };

/* Pieces are handed out and committed in the order of the file; between the two their holders go on at
   their own pace, at most WAITING pieces ahead of the first that is not done. */
typedef struct crew {
    const gdcs_i_columnar *job;
    gdcs_error *err; /* written in the order of the file only: by whoever's turn it is */
    struct hand *hands;
    int threads; /* with the caller's, when others were called */
    int alone;
    int called; /* did the first hand call the others? */

    pthread_mutex_t feeding; /* guards the feed, the parser and `given` */
    int64_t given;
    int judged; /* is it known whether the reading can be done so? */

    pthread_mutex_t committing; /* guards the reading and all that follows */
    pthread_cond_t moved;
    int64_t committed;
    gdcs_i_held waiting[WAITING]; /* of piece n in n % WAITING */
    int ready[WAITING];
    gdcs_i_held spares[WAITING]; /* memory of what was taken */
    int spare_count;
    gdcs_i_maker maker;
    gdcs_status status;
    int stopped;
} crew;

typedef struct hand {
    crew *crew;
    gdcs_i_piece piece;
    gdcs_i_worker worker;
    int working; /* is there a worker? */
    int running; /* is there a thread? */
    pthread_t thread;
} hand;

/* Called with `committing` held. */
static void advance(crew *c, gdcs_status status)
{
    c->committed++;
    if (status != GDCS_OK) {
        c->status = status;
        c->stopped = 1;
    }
    pthread_cond_broadcast(&c->moved);
}

/* Wait until no piece before this one, or more than so many, is open.  0: the reading has stopped. */
static int wait_for(crew *c, int64_t number, int64_t open)
{
    pthread_mutex_lock(&c->committing);
    while (!c->stopped && c->committed + open < number)
        pthread_cond_wait(&c->moved, &c->committing);
    const int goes_on = !c->stopped;
    pthread_mutex_unlock(&c->committing);
    return goes_on;
}

static gdcs_status commit(crew *c, const gdcs_i_held *held)
{
    const gdcs_i_binding *b = &c->job->reading->binding;
    if (c->maker.fields == NULL)
        TRY(gdcs_i_maker_new(b->wanted, b->width, c->job->quote, &c->maker, c->err));
    TRY(gdcs_i_held_commit(held, c->job->reading, &c->maker, *c->job->footer, c->err));
    return gdcs_i_rows_tell(&c->job->reading->rows, c->err);
}

/* Hand in what a worker held of a piece, and take all that is due. */
static void submit(crew *c, int64_t number, gdcs_i_held *held)
{
    pthread_mutex_lock(&c->committing);
    c->waiting[number % WAITING] = *held;
    c->ready[number % WAITING] = 1;
    *held = (gdcs_i_held){0};
    while (!c->stopped && c->ready[c->committed % WAITING]) {
        gdcs_i_held *due = &c->waiting[c->committed % WAITING];
        c->ready[c->committed % WAITING] = 0;
        advance(c, commit(c, due));
        c->spares[c->spare_count++] = *due;
        *due = (gdcs_i_held){0};
    }
    if (c->spare_count > 0)
        *held = c->spares[--c->spare_count];
    pthread_mutex_unlock(&c->committing);
}

/* What must be done in its turn is done while nobody is given a piece. */
static void finish_turn(crew *c, gdcs_status status)
{
    pthread_mutex_lock(&c->committing);
    advance(c, status);
    pthread_mutex_unlock(&c->committing);
}

static gdcs_status take_odd(crew *c, const gdcs_i_piece *piece)
{
    const gdcs_i_columnar *t = c->job;
    if (gdcs_i_parser_between(t->parser))
        gdcs_i_parser_move(t->parser, piece->line);
    TRY(gdcs_i_parser_feed(t->parser, piece->text, piece->size, c->err));
    if (t->reading->bound && !c->judged && !gdcs_i_columnar_serves(t->reading))
        gdcs_i_feed_slow(t->feed);
    c->judged |= t->reading->bound;
    gdcs_i_feed_resume(t->feed, t->parser, t->reading->bound);
    return GDCS_OK;
}

static gdcs_status fail_as(const gdcs_error *found, gdcs_status status, gdcs_error *err)
{
    return gdcs_i_fail_at(err, status, found->row, found->column, found->field, "%s",
                          found->message);
}

/* The next regular piece; 0: there is none.  Called with `feeding` held. */
static int next_piece(crew *c, gdcs_i_piece *piece, int64_t *number)
{
    gdcs_error found = {.struct_size = sizeof found};
    for (;;) {
        if (!wait_for(c, 0, 0))
            return 0;
        const gdcs_status status = gdcs_i_feed_next(c->job->feed, piece, &found);
        if (status == GDCS_OK && piece->kind == GDCS_I_END) {
            if (gdcs_i_parser_between(c->job->parser))
                gdcs_i_parser_move(c->job->parser, piece->line);
            return 0;
        }
        *number = c->given++;
        if (status == GDCS_OK && piece->kind == GDCS_I_REGULAR)
            return 1;
        if (!wait_for(c, *number, 0))
            return 0;
        finish_turn(c, status != GDCS_OK ? fail_as(&found, status, c->err) : take_odd(c, piece));
    }
}

static void take_piece(hand *h, int64_t number)
{
    crew *c = h->crew;
    const gdcs_i_columnar *t = c->job;
    if (!h->working) {
        h->worker.held.status = gdcs_i_worker_new(t->reading, t->quote, t->marks, &h->worker, NULL);
        h->working = h->worker.held.status == GDCS_OK;
    }
    if (h->working)
        gdcs_i_worker_take(&h->worker, &h->piece);
    if (wait_for(c, number, WAITING - 1))
        submit(c, number, &h->worker.held);
}

static void *work(void *context);

/* More than some do not help, since pieces are read and marked one after the other. */
static int most_threads(const gdcs_i_columnar *t)
{
    return t->threads == 0                        ? ENOUGH
           : t->threads > GDCS_I_COLUMNAR_THREADS ? GDCS_I_COLUMNAR_THREADS
                                                  : t->threads;
}

/* The system takes its time to say how many processors there are: a short text does not ask. */
static int count_threads(const gdcs_i_columnar *t)
{
    const int most = most_threads(t);
    const long online = t->threads == 0 ? sysconf(_SC_NPROCESSORS_ONLN) : most;
    return online < 1 ? 1 : online > most ? most : (int)online;
}

/* Threads that cannot be had are done without; signals stay those of the caller's. */
static void call_others(crew *c)
{
    c->called = 1;
    c->threads = count_threads(c->job);
    for (int i = 1; i < c->threads; i++) {
        c->hands[i].crew = c;
        c->hands[i].running = gdcs_i_thread_start(&c->hands[i].thread, work, &c->hands[i]);
    }
}

static void *work(void *context)
{
    hand *h = context;
    crew *c = h->crew;
    int64_t number = 0;
    for (;;) {
        pthread_mutex_lock(&c->feeding);
        const int any = next_piece(c, &h->piece, &number);
        pthread_mutex_unlock(&c->feeding);
        if (!any)
            return NULL;
        take_piece(h, number);
        if (h == c->hands && number >= c->alone && !c->called)
            call_others(c);
    }
}

static gdcs_status merge(crew *c)
{
    gdcs_i_part parts[GDCS_I_COLUMNAR_THREADS];
    int count = 0;
    for (int i = 0; i < c->threads; i++)
        if (c->hands[i].working)
            parts[count++] = gdcs_i_worker_part(&c->hands[i].worker);
    return gdcs_i_parts_merge(parts, count, c->job->reading->to_table, c->err);
}

static gdcs_status run(crew *c)
{
    c->hands[0].crew = c;
    (void)work(&c->hands[0]);
    for (int i = 1; i < c->threads; i++)
        if (c->hands[i].running)
            pthread_join(c->hands[i].thread, NULL);
    TRY(c->status);
    return c->job->reading->makes_table ? merge(c) : GDCS_OK;
}

static void close_crew(crew *c)
{
    for (int i = 0; i < c->threads; i++) {
        gdcs_i_worker_free(&c->hands[i].worker);
        gdcs_i_feed_drop(c->job->feed, &c->hands[i].piece);
    }
    for (int i = 0; i < WAITING; i++)
        gdcs_i_held_free(&c->waiting[i]);
    while (c->spare_count > 0)
        gdcs_i_held_free(&c->spares[--c->spare_count]);
    gdcs_i_maker_free(&c->maker);
    free(c->hands);
    pthread_mutex_destroy(&c->feeding);
    pthread_mutex_destroy(&c->committing);
    pthread_cond_destroy(&c->moved);
    free(c);
}

gdcs_status gdcs_i_columnar_read(const gdcs_i_columnar *job, int64_t *pieces, gdcs_error *err)
{
    void *memory = NULL, *hands = NULL;
    TRY(gdcs_i_alloc(&hands, most_threads(job), sizeof(hand), err));
    const gdcs_status made = gdcs_i_alloc(&memory, 1, sizeof(crew), err);
    if (made != GDCS_OK)
        free(hands);
    TRY(made);
    crew *c = memory;
    *c = (crew){.job = job,
                .err = err,
                .hands = hands,
                .threads = 1,
                .alone = job->alone > 0 ? job->alone : ALONE};
    pthread_mutex_init(&c->feeding, NULL);
    pthread_mutex_init(&c->committing, NULL);
    pthread_cond_init(&c->moved, NULL);
    const gdcs_status status = run(c);
    *pieces = c->given;
    close_crew(c);
    return status;
}
