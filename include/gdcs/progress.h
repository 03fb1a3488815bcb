/** @file gdcs/progress.h
 *  How far a long call is, for another thread to look at, and to end it. */
#ifndef GDCS_PROGRESS_H
#define GDCS_PROGRESS_H

#include <gdcs/base.h>
#include <gdcs/error.h>

GDCS_BEGIN

/** Shared by the thread that reads, which has it in gdcs_read_options, and those that look. */
typedef struct gdcs_progress gdcs_progress;

/** What was done so far, of all calls that were given the object. */
typedef struct gdcs_progress_state {
    uint32_t struct_size; /**< sizeof(gdcs_progress_state), set by the caller */
    int32_t cancelled;    /**< 1: gdcs_progress_cancel() was called */
    int64_t bytes;        /**< read, as they lie in the files, packed or not */
    int64_t bytes_all; /**< of all files that are to be read; -1: one of them has no size, a pipe */
    int64_t records;   /**< of data, whatever became of them */
    int64_t files;     /**< read to the end; a text in memory is one */
    int64_t files_all; /**< that are to be read */
} gdcs_progress_state;

/**
 * Make a progress at its beginning.
 *
 * @param out  ended by gdcs_progress_free()
 * @param err  may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_progress_new(gdcs_progress **out, gdcs_error *err);

/**
 * Get how far the calls are.
 *
 * Numbers are brought up to date at every block of bytes and every few thousand records; none ever
 * gets smaller but bytes_all, which becomes -1.
 *
 * @param progress  not NULL
 * @param out       not NULL
 * @param err       may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_STRUCT
 * @threads  any, also while another reads
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_progress_get(const gdcs_progress *progress,
                                                  gdcs_progress_state *out, gdcs_error *err);

/**
 * Cancel: the calls that have this object return GDCS_E_CANCELLED as soon as they look at it, and make
 * nothing; later ones do at once.
 *
 * A call looks at every block and, waiting for a pipe, 20 times a second.  One that has met the end of its
 * input may still succeed.
 *
 * @param progress  may be NULL
 *
 * @threads  any, also while another reads; not in a signal handler
 * @since    0.1
 */
GDCS_API void gdcs_progress_cancel(gdcs_progress *progress);

/**
 * Free a progress that no call has any more.
 *
 * @param progress  may be NULL
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API void gdcs_progress_free(gdcs_progress *progress);

GDCS_END
#endif
