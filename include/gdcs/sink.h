/** @file gdcs/sink.h
 *  Where written text goes: a file, a descriptor, or memory. */
#ifndef GDCS_SINK_H
#define GDCS_SINK_H

#include <gdcs/error.h>

GDCS_BEGIN

/** A place to write to.  Opaque; made by gdcs_sink_new_*, ended by gdcs_sink_free(). */
typedef struct gdcs_sink gdcs_sink;

/**
 * Make a sink that becomes the file `path` when it is closed.
 *
 * What is written goes to a temporary file beside it; gdcs_sink_close() renames it, so a reader sees
 * the old file or the whole of the new one, never a part.  Freed without close, nothing remains.
 *
 * @param path  not NULL, not ""
 * @param out   the sink
 * @param err   may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPEN, GDCS_E_MEMORY
 * @threads  one thread per sink
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sink_new_file(const char *path, gdcs_sink **out,
                                                   gdcs_error *err);

/**
 * Make a sink that writes to an open descriptor, for instance 1, the standard output.
 *
 * The descriptor stays the caller's and stays open.
 *
 * @param descriptor  >= 0
 * @param out         the sink
 * @param err         may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_MEMORY
 * @threads  one thread per sink
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sink_new_descriptor(int32_t descriptor, gdcs_sink **out,
                                                         gdcs_error *err);

/**
 * Make a sink that keeps what is written in memory.
 *
 * @param out  the sink
 * @param err  may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_MEMORY
 * @threads  one thread per sink
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sink_new_memory(gdcs_sink **out, gdcs_error *err);

/**
 * Write bytes.
 *
 * @param sink   not NULL, not closed
 * @param bytes  may be NULL if size is 0
 * @param size   >= 0
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_WRITE, GDCS_E_MEMORY
 * @threads  one thread per sink
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sink_write(gdcs_sink *sink, const char *bytes, int64_t size,
                                                gdcs_error *err);

/**
 * Close the sink: everything is on its way to the system, the file has its name.
 *
 * @param sink  not NULL
 * @param err   may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_WRITE
 * @threads  one thread per sink
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sink_close(gdcs_sink *sink, gdcs_error *err);

/**
 * Get what a memory sink holds.
 *
 * @param sink  a memory sink; otherwise "" is returned
 * @param size  may be NULL; receives the length without the NUL
 * @return the text, NUL-terminated, valid until the next write or free; never NULL
 *
 * @threads  one thread per sink
 * @since    0.1
 */
GDCS_API const char *gdcs_sink_get_text(const gdcs_sink *sink, int64_t *size);

/**
 * Free a sink.  A file sink that was not closed leaves no file.
 *
 * @param sink  may be NULL
 * @threads  one thread per sink
 * @since    0.1
 */
GDCS_API void gdcs_sink_free(gdcs_sink *sink);

GDCS_END
#endif
