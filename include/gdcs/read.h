/** @file gdcs/read.h
 *  What the readers of all formats share: their options, and what they met.
 *
 *  A file or a text may be packed by gzip or zstd: its first bytes say so, whatever its name.  It is
 *  unpacked as it is read, beyond a first block in a thread of its own; members and frames that follow
 *  each other are one text.  What is damaged or cut is GDCS_E_READ, what asks for more than 128 MiB to
 *  be unpacked GDCS_E_LIMIT, both with the place.  Limits are those of what was packed.  Archives of
 *  several files (ZIP, tar) are not read.
 *
 *  A file that is cut, grows or is written to while it is read is GDCS_E_READ. */
#ifndef GDCS_READ_H
#define GDCS_READ_H

#include <gdcs/base.h>
#include <gdcs/progress.h>

GDCS_BEGIN

/** Why a row did not fit: indexes of gdcs_read_result.rejected. */
enum {
    GDCS_REJECT_WIDTH = 0,  /**< more or fewer fields than the header */
    GDCS_REJECT_SEX = 1,    /**< a spelling that the sex map or scheme does not hold */
    GDCS_REJECT_WORD = 2,   /**< a spelling that a closed map does not hold */
    GDCS_REJECT_NUMBER = 3, /**< not a number, negative, too large; limits that contradict */
    GDCS_REJECT_TEXT = 4,   /**< invalid in the declared encoding, or a NUL byte */
    GDCS_REJECT_REASONS = 5
};

/** For gdcs_read_options.detect. */
enum {
    GDCS_DETECT_DEFAULT = 0, /**< find out what the schema leaves open, and say what was found */
    GDCS_DETECT_NONE =
        -1 /**< find out nothing: what is not declared has its default or is refused */
};

/** Options of reading.  NULL or zeroes: the defaults. */
typedef struct gdcs_read_options {
    uint32_t struct_size; /**< sizeof(gdcs_read_options) */
    int32_t detect;       /**< GDCS_DETECT_* */
    int64_t reject_limit; /**< rows that may not fit before reading fails; 0: none may; -1: any
                                number.  They are counted by reason, never dropped in silence */
    int64_t field_limit;  /**< bytes in one field; 0 is 1 MiB */
    const char *part; /**< name of the data set, of a file that holds several; NULL: there is one */
    const char
        *language; /**< "en": of the labels, where the file has several; NULL: the file's own */
    gdcs_progress *progress; /**< told how far reading is, and asked whether it is cancelled; the
                                caller's, who frees it after the call; may be NULL */
    int32_t threads; /**< that read a delimited file, at most 64; 0: as many as the machine has,
                            8 at most, and one up to a megabyte.  The result is the same */
    int32_t padding; /**< 0 */
} gdcs_read_options;

/** What reading met.  Complete only if reading succeeded. */
typedef struct gdcs_read_result {
    uint32_t struct_size; /**< sizeof(gdcs_read_result), set by the caller */
    int32_t padding;      /**< 0 */
    int64_t rows;         /**< records of data seen, blank lines not among them */
    int64_t used;         /**< records that entered the result */
    int64_t filtered;     /**< records left out by keep, drop or a map to nothing */
    int64_t rejected[5];  /**< records that did not fit, by GDCS_REJECT_* (the first reason each) */
    int64_t blank;        /**< blank lines */
    int64_t first_row;    /**< line of the first record that did not fit, 0 if all did */
    int64_t first_column; /**< its field, 0 if it is the whole record */
    char first_message[256]; /**< what was wrong with it */
    int64_t
        repeated; /**< numbers added to a cell of the table that an earlier one had set: expected
                           where a column that tells them apart is left out on purpose, else a sign
                           of a forgotten filter.  0 for frames and for files of persons */
    int64_t repaired; /**< records whose number of fields was put right, as the schema allows */
} gdcs_read_result;

GDCS_END
#endif
