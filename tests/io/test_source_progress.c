/* Readers say how far they are, and end when they are cancelled, with nothing made. */
#include "io/packed.h"

#include <pthread.h>

#define SCHEMA "{\"columns\": [{\"name\": \"n\", \"concept\": \"count\"}]}"

enum { LINES = 30000, LINE = 8, SIZE = 2 + LINES * LINE };

static char *lines(void)
{
    char *text = malloc(SIZE + 1);
    cr_assert_not_null(text);
    memcpy(text, "n\n", 2);
    for (int i = 0; i < LINES; i++)
        sprintf(text + 2 + i * LINE, "%07d\n", i);
    return text;
}

static gdcs_progress *new_progress(void)
{
    gdcs_progress *progress = NULL;
    cr_assert(eq(i32, gdcs_progress_new(&progress, NULL), GDCS_OK));
    return progress;
}

static gdcs_progress_state state_of(const gdcs_progress *progress)
{
    gdcs_progress_state state = {.struct_size = sizeof state};
    cr_assert(eq(i32, gdcs_progress_get(progress, &state, NULL), GDCS_OK));
    return state;
}

static gdcs_status read_path(const char *path, gdcs_progress *progress, gdcs_table **out,
                             gdcs_read_result *result)
{
    gdcs_schema *schema = schema_of(SCHEMA);
    const gdcs_read_options o = {.struct_size = sizeof o, .progress = progress};
    const gdcs_status status = gdcs_csv_read_table(path, schema, &o, out, result, NULL);
    gdcs_schema_free(schema);
    return status;
}

Test(source_progress, at_the_end_all_was_read_packed_or_not)
{
    char *text = lines();
    gdcs_progress *progress = new_progress();
    int64_t bytes = 0;
    for (int packing = PLAIN; packing < PACKINGS; packing++) {
        packed p = pack(packing, text, SIZE);
        const char *path = file_of(p.text, p.size);
        gdcs_table *table = NULL;
        cr_assert(eq(i32, read_path(path, progress, &table, NULL), GDCS_OK));
        bytes += (int64_t)p.size;
        const gdcs_progress_state s = state_of(progress);
        cr_expect(eq(i64, s.bytes, bytes));
        cr_expect(eq(i64, s.bytes_all, bytes));
        cr_expect(eq(i64, s.records, (packing + 1) * (int64_t)LINES));
        cr_expect(s.files == packing + 1 && s.files_all == packing + 1);
        gdcs_table_free(table);
        unlink(path);
        free(p.text);
    }
    gdcs_progress_free(progress);
    free(text);
}

Test(source_progress, a_reading_that_failed_read_no_file_to_its_end)
{
    gdcs_progress *progress = new_progress();
    gdcs_table *table = NULL;
    const char *path = file_of("n\n1\nx\n", 6);
    cr_expect(eq(i32, read_path(path, progress, &table, NULL), GDCS_E_VALUE));
    const gdcs_progress_state s = state_of(progress);
    cr_expect(s.files == 0 && s.files_all == 1 && s.bytes == 6);
    unlink(path);
    gdcs_progress_free(progress);
}

/* --- every reader --- */

static gdcs_progress *cancelled;

static gdcs_status read_format(int format, const char *path, const gdcs_read_options *o,
                               gdcs_table **t, gdcs_frame **f)
{
    gdcs_schema *schema = schema_of(SCHEMA);
    gdcs_status status = GDCS_OK;
    switch (format) {
    case 0: status = gdcs_csv_read_table(path, schema, o, t, NULL, NULL); break;
    case 1: status = gdcs_csv_read_frame(path, schema, o, f, NULL, NULL); break;
    case 2: status = gdcs_csv_parse_table("n\n1\n", 4, schema, o, t, NULL, NULL); break;
    case 3: status = gdcs_csv_parse_frame("n\n1\n", 4, schema, o, f, NULL, NULL); break;
    case 4: status = gdcs_jsonstat_read_table(path, NULL, o, t, NULL, NULL); break;
    case 5: status = gdcs_jsonstat_read_frame(path, NULL, o, f, NULL, NULL); break;
    case 6: status = gdcs_px_read_table(path, NULL, o, t, NULL, NULL); break;
    case 7: status = gdcs_px_read_frame(path, NULL, o, f, NULL, NULL); break;
    case 8: status = gdcs_sdmx_read_table(path, NULL, o, t, NULL, NULL); break;
    default: status = gdcs_sdmx_read_frame(path, NULL, o, f, NULL, NULL); break;
    }
    gdcs_schema_free(schema);
    return status;
}

Test(source_progress, who_is_cancelled_before_reads_nothing)
{
    gdcs_progress *progress = new_progress();
    const gdcs_read_options o = {.struct_size = sizeof o, .progress = progress};
    gdcs_progress_cancel(progress);
    for (int format = 0; format < 10; format++) {
        gdcs_table *t = NULL;
        gdcs_frame *f = NULL;
        cr_expect(eq(i32, read_format(format, "/nowhere", &o, &t, &f), GDCS_E_CANCELLED), "%d",
                  format);
        cr_expect(t == NULL && f == NULL);
    }
    cr_expect(eq(i64, state_of(progress).files_all, 0));
    gdcs_progress_free(progress);
}

/* An Arrow stream that is cancelled while it gives its second array. */
static int arrays;

static int give(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    gdcs_frame *frame = stream->private_data;
    struct ArrowSchema type;
    if (++arrays == 2)
        gdcs_progress_cancel(cancelled);
    cr_assert(eq(i32, gdcs_arrow_write_frame(frame, &type, out, NULL), GDCS_OK));
    type.release(&type);
    return 0;
}

static int give_type(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    gdcs_frame *frame = stream->private_data;
    struct ArrowArray array;
    cr_assert(eq(i32, gdcs_arrow_write_frame(frame, out, &array, NULL), GDCS_OK));
    array.release(&array);
    return 0;
}

static void end_stream(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
}

Test(source_progress, a_stream_of_arrays_is_cancelled_between_two, .timeout = 20)
{
    gdcs_frame *frame = frame_of(SCHEMA, "n\n1\n2\n"), *made = NULL;
    gdcs_schema *schema = schema_of(SCHEMA);
    for (int by_schema = 0; by_schema < 2; by_schema++) {
        struct ArrowArrayStream stream = {.get_schema = give_type,
                                          .get_next = give,
                                          .release = end_stream,
                                          .private_data = frame};
        cancelled = new_progress();
        arrays = 0;
        const gdcs_read_options o = {.struct_size = sizeof o, .progress = cancelled};
        cr_expect(eq(
            i32,
            gdcs_arrow_read_frame_stream(&stream, by_schema ? schema : NULL, &o, &made, NULL, NULL),
            GDCS_E_CANCELLED));
        cr_expect(made == NULL && arrays == 2);
        gdcs_progress_free(cancelled);
    }
    gdcs_schema_free(schema);
    gdcs_frame_free(frame);
}

/* --- from another thread --- */

/* Fills a pipe that it then holds open, and cancels when all of it was read. */
typedef struct feeding {
    int descriptor;
    const packed *p;
    gdcs_progress *progress;
    gdcs_progress_state seen;
} feeding;

static void *feed(void *data)
{
    feeding *f = data;
    const struct timespec rest = {.tv_nsec = 2000000};
    if (write(f->descriptor, f->p->text, f->p->size) != (ssize_t)f->p->size)
        return NULL;
    while (f->seen = state_of(f->progress), f->seen.bytes < (int64_t)f->p->size)
        nanosleep(&rest, NULL);
    gdcs_progress_cancel(f->progress);
    return NULL;
}

Test(source_progress, a_call_that_waits_is_cancelled_by_another_thread, .timeout = 60)
{
    char *text = lines();
    for (int packing = PLAIN; packing < PACKINGS; packing++) {
        packed p = pack(packing, text, SIZE);
        int ends[2];
        pthread_t thread;
        gdcs_table *table = NULL;
        cr_assert(eq(int, pipe(ends), 0));
        cr_assert(dup2(ends[0], 0) == 0);
        close(ends[0]);
        feeding f = {.descriptor = ends[1], .p = &p, .progress = new_progress()};
        cr_assert(eq(int, pthread_create(&thread, NULL, feed, &f), 0));
        cr_expect(eq(i32, read_path("-", f.progress, &table, NULL), GDCS_E_CANCELLED));
        cr_expect(table == NULL);
        pthread_join(thread, NULL);
        close(ends[1]);
        cr_expect(f.seen.bytes_all == -1 && f.seen.files == 0 && f.seen.files_all == 1);
        gdcs_progress_free(f.progress);
        free(p.text);
    }
    free(text);
}
