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
 * the old file or the whole of the new one, never a part.  Freed without close, nothing remains.  A
 * file that is replaced keeps its permission bits, a symbolic link stays and its target is replaced;
 * what is no regular file (a device, a pipe) is written in place.  The system is not asked to
 * survive a power cut (no fsync).
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
 * The descriptor stays the caller's and stays open.  What is written may wait in the sink until it is
 * closed; freed without close, it is lost.  A descriptor that does not block is waited for.  A pipe
 * without a reader raises SIGPIPE, as write(2) does, unless the program ignores that signal.
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
 * After a failure the sink takes nothing more: every later write, and the close, fails the same way.
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
 * Closing again does nothing and returns the same status.
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
 * @param sink  a memory sink, closed or not; for NULL and other sinks "" is returned
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
