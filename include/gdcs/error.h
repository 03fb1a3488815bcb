/** @file gdcs/error.h
 *  Status codes and the optional error object. */
#ifndef GDCS_ERROR_H
#define GDCS_ERROR_H

#include <gdcs/base.h>

GDCS_BEGIN

/** What every fallible function returns: zero, or one of the codes below.
 *  code / 100 is the family, so a binding needs one line to choose an
 *  exception class.  Codes are never renumbered and never reused. */
typedef int32_t gdcs_status;

/** Status codes. */
enum {
    GDCS_OK = 0,

    GDCS_E_ARGUMENT = 100, /**< a parameter is missing or outside its documented domain */
    GDCS_E_OPTION = 101,   /**< an option holds an unknown value */
    GDCS_E_STRUCT = 102,   /**< struct_size is zero or smaller than in the first release */
    GDCS_E_NAME = 103,     /**< no column, axis or label has this name */

    GDCS_E_EMPTY = 200,     /**< nothing left to estimate from */
    GDCS_E_DUPLICATE = 201, /**< a name or a key occurs twice */
    GDCS_E_SHAPE = 202,     /**< lengths, axes or labels do not fit each other */
    GDCS_E_SEX = 203,       /**< a spelling that the declared sex map does not hold */
    GDCS_E_VALUE = 204,     /**< not a number, negative, or not whole where it must be */
    GDCS_E_REJECTED = 205,  /**< more rows did not fit than the limit allows */

    GDCS_E_OPEN = 300,     /**< a file cannot be opened */
    GDCS_E_READ = 301,     /**< reading failed */
    GDCS_E_WRITE = 302,    /**< writing failed */
    GDCS_E_SYNTAX = 303,   /**< a file breaks the grammar of its format */
    GDCS_E_LIMIT = 304,    /**< larger than a limit: of a file, or of what a method takes on */
    GDCS_E_ENCODING = 305, /**< bytes that the declared encoding does not know */
    GDCS_E_SCHEMA = 306,   /**< a schema contradicts itself or the file */

    GDCS_E_NUMERIC = 400, /**< an algorithm did not converge or overflowed */

    GDCS_E_DISCLOSURE = 501, /**< protected data may not leave: no disclosure rule was applied, or
                                   it is not, or cannot be, fulfilled */
    GDCS_E_BUDGET = 502,     /**< a privacy budget does not reach for it */

    GDCS_E_CANCELLED = 600, /**< the caller cancelled it */

    GDCS_E_MEMORY = 900,  /**< an allocation failed */
    GDCS_E_INTERNAL = 901 /**< a defect of this library; please report it */
};

/** Detail about one failure.  The caller owns it, usually on the stack; every
 *  function accepts NULL in its place.  It is written when, and only when, the
 *  returned status is not GDCS_OK. */
typedef struct gdcs_error {
    uint32_t struct_size; /**< sizeof(gdcs_error), set by the caller */
    int32_t status;       /**< same value as was returned */
    int64_t row;          /**< 1-based line of the input, 0 when there is none */
    int64_t column;       /**< 1-based field of that line, 0 when there is none */
    char field[64];       /**< parameter, option, column or axis name, or "" */
    char message[256];    /**< one sentence, UTF-8, no trailing newline */
} gdcs_error;

/**
 * Name a status code.
 *
 * For instance "GDCS_E_EMPTY"; "GDCS_E_UNKNOWN" for a code this library does not have.
 *
 * @param status  any value
 * @return static text, never NULL
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_status_name(gdcs_status status);

GDCS_END
#endif
