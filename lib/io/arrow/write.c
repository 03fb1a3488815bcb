/* Frames out: the functions of the header, and the stream. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/frame.h"
#include "data/leave.h"
#include "io/arrow/make.h"

#include <errno.h>
#include <stdlib.h>

typedef struct owned {
    gdcs_frame *frame;
    int given; /* was the array? */
    gdcs_error error;
} owned;

static gdcs_status check(const gdcs_frame *frame, gdcs_error *err)
{
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_leave_frame(frame, err));
    return GDCS_OK;
}

gdcs_status gdcs_arrow_write_frame(const gdcs_frame *frame, struct ArrowSchema *schema,
                                   struct ArrowArray *array, gdcs_error *err)
{
    struct ArrowSchema type = {.release = NULL};
    TRY(check(frame, err));
    if (schema == NULL)
        TRY(gdcs_i_need(array, "array", err));
    if (schema != NULL)
        TRY(gdcs_i_arrow_type(frame, GDCS_I_ARROW_SMALL, &type, err));
    if (array != NULL) {
        const gdcs_status status = gdcs_i_arrow_values(frame, GDCS_I_ARROW_SMALL, array, err);
        if (status != GDCS_OK && type.release != NULL)
            type.release(&type);
        TRY(status);
    }
    if (schema != NULL)
        *schema = type;
    return GDCS_OK;
}

/* The interface says failure in numbers of errno. */
static int failed(owned *o, gdcs_status status)
{
    if (status == GDCS_OK)
        o->error.message[0] = '\0';
    return status == GDCS_OK ? 0 : status == GDCS_E_MEMORY ? ENOMEM : EINVAL;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    owned *o = stream->private_data;
    out->release = NULL;
    return failed(o, gdcs_i_arrow_type(o->frame, GDCS_I_ARROW_SMALL, out, &o->error));
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    owned *o = stream->private_data;
    out->release = NULL;
    if (o->given)
        return 0;
    const int number = failed(o, gdcs_i_arrow_values(o->frame, GDCS_I_ARROW_SMALL, out, &o->error));
    o->given = number == 0;
    return number;
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
    const owned *o = stream->private_data;
    return o->error.message[0] != '\0' ? o->error.message : NULL;
}

static void release(struct ArrowArrayStream *stream)
{
    owned *o = stream->private_data;
    gdcs_frame_free(o->frame);
    free(o);
    stream->release = NULL;
}

gdcs_status gdcs_arrow_write_frame_stream(const gdcs_frame *frame, struct ArrowArrayStream *stream,
                                          gdcs_error *err)
{
    void *memory = NULL;
    TRY(check(frame, err));
    TRY(gdcs_i_need(stream, "stream", err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof(owned), err));
    owned *o = memory;
    o->frame = gdcs_i_frame_hold(frame);
    o->error.struct_size = sizeof o->error;
    *stream = (struct ArrowArrayStream){.get_schema = get_schema,
                                        .get_next = get_next,
                                        .get_last_error = get_last_error,
                                        .release = release,
                                        .private_data = o};
    return GDCS_OK;
}
