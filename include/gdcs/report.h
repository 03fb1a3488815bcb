/** @file gdcs/report.h
 *  A result frame as a table for readers, with its source, n, unknown and method below. */
#ifndef GDCS_REPORT_H
#define GDCS_REPORT_H

#include <gdcs/frame.h>
#include <gdcs/sink.h>

GDCS_BEGIN

/** Formats. */
enum {
    GDCS_REPORT_TEXT = 0,     /**< aligned columns for a terminal */
    GDCS_REPORT_MARKDOWN = 1, /**< a pipe table */
    GDCS_REPORT_CSV = 2 /**< rounded figures as shown; the footer as comment lines beginning # */
};

/** Options.  NULL, or a member left at zero, means the default. */
typedef struct gdcs_report_options {
    uint32_t struct_size; /**< sizeof(gdcs_report_options) */
    int32_t format;       /**< GDCS_REPORT_* */
    int32_t digits; /**< of shares in percent and of rates, of ratios two more; 0 is 1; -1: none */
    int32_t column_count;       /**< length of columns */
    const char *const *columns; /**< names, in order; NULL: all, estimate and interval in one */
    const char *title;          /**< NULL: the frame's */
    int64_t row_limit;          /**< rows shown; 0: all.  What is left out is said */
} gdcs_report_options;

/**
 * Render a frame.
 *
 * Columns of unit "share" are shown in percent; value, lower and upper become "4.7 (3.5 to 6.4)", the
 * bounds "[4.5, 6.9]"; in CSV they are columns of their own, of which naming the first is enough.
 * A value that is both its limits, a cell of a table that is known, stands alone.  p-values have three places,
 * "<0.001" below 0.0005.  Notes become marks with a legend below; the letters of status and confidentiality
 * have one too.  Missing is shown as "-" with its note, never left out.
 * The footer says the source, the range of n and of the unknown, the method and the level.
 *
 * @param frame    not NULL
 * @param options  may be NULL
 * @param sink     not NULL; not closed here
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_NAME, GDCS_E_WRITE,
 *           GDCS_E_MEMORY
 *           GDCS_E_DISCLOSURE  the frame holds protected columns
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_report_render(const gdcs_frame *frame,
                                                   const gdcs_report_options *options,
                                                   gdcs_sink *sink, gdcs_error *err);

GDCS_END
#endif
