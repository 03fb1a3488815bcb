/** @file gdcs/sex.h
 *  The sex axis: its codes, counts by sex, and how spellings become codes. */
#ifndef GDCS_SEX_H
#define GDCS_SEX_H

#include <gdcs/error.h>

GDCS_BEGIN

/** Sex codes.  The numbers are this library's own and not those of ISO/IEC 5218.
 *  In files and tables they are written as in SDMX CL_SEX: F M _O _U _Z _T. */
enum {
    GDCS_SEX_NONE = 0,           /**< no code */
    GDCS_SEX_FEMALE = 1,         /**< F */
    GDCS_SEX_MALE = 2,           /**< M */
    GDCS_SEX_OTHER = 3,          /**< _O: recorded, another than the two */
    GDCS_SEX_UNKNOWN = 4,        /**< _U: a person whose sex is not recorded */
    GDCS_SEX_NOT_APPLICABLE = 5, /**< _Z: not a natural person, for instance a company */
    GDCS_SEX_TOTAL = 6           /**< _T: a total that the source declares; never a sum of ours */
};

/** Schemes whose codes are built in.  A column of files is read by one scheme or by a map of the
 *  user's own; a token that the scheme does not hold is refused, never guessed. */
enum {
    GDCS_SEX_SCHEME_NONE = 0,     /**< no scheme: a map must be given */
    GDCS_SEX_SCHEME_SDMX = 1,     /**< CL_SEX 2: F M _O _U _N _Z _T (_N, no response, is unknown) */
    GDCS_SEX_SCHEME_EUROSTAT = 2, /**< F M T UNK NRP NAP; DIFF is derived and refused */
    GDCS_SEX_SCHEME_ISO5218 = 3,  /**< 1 male, 2 female, 0 not known, 9 not applicable */
    GDCS_SEX_SCHEME_ICCS = 4,     /**< 1 male, 2 female, 3 not applicable, 4 not known */
    GDCS_SEX_SCHEME_NIBRS = 5,    /**< F M U; blank and X are not applicable */
    GDCS_SEX_SCHEME_SHR = 6,      /**< F M; U and X are unknown */
    GDCS_SEX_SCHEME_NIEM = 7      /**< F M U; X is non-binary, hence other */
};

/** People of one cell by recorded sex.  Doubles: whole up to 2^53, or sums of weights.
 *  Frozen: never gains a member. */
typedef struct gdcs_sex_counts {
    double women;
    double men;
    double other;          /**< recorded, neither of the two */
    double unknown;        /**< persons whose sex is not recorded */
    double not_applicable; /**< not natural persons; never part of a share */
} gdcs_sex_counts;

/** The same for many cells: arrays of equal length.  NULL stands for zeroes. */
typedef struct gdcs_sex_arrays {
    uint32_t struct_size; /**< sizeof(gdcs_sex_arrays) */
    uint32_t padding;     /**< 0 */
    const double *women;
    const double *men;
    const double *other;
    const double *unknown;
    const double *not_applicable;
} gdcs_sex_arrays;

/**
 * Name a code as SDMX CL_SEX writes it.
 *
 * @param sex  GDCS_SEX_*
 * @return "F", "M", "_O", "_U", "_Z", "_T"; "" for anything else.  Static.
 *
 * @source   SDMX Statistical Working Group, CL_SEX 2.1
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_sex_code(int32_t sex);

/**
 * Parse one token by a declared scheme.
 *
 * Blanks around it and, for letters, ASCII case do not matter.
 *
 * @param token   not NULL; "" is a token too
 * @param scheme  GDCS_SEX_SCHEME_*, not NONE
 * @param out     GDCS_SEX_*
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is NULL
 *           GDCS_E_OPTION    no such scheme
 *           GDCS_E_SEX       the scheme does not hold the token
 * @source   ISO/IEC 5218:2004; ICCS 1.0, tables II and III; FBI NIBRS; NIEM 5.0
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sex_parse(const char *token, int32_t scheme, int32_t *out,
                                               gdcs_error *err);

/**
 * Find a scheme by its name.
 *
 * @param name  "sdmx", "eurostat", "iso5218", "iccs", "nibrs", "shr", "niem"
 * @return GDCS_SEX_SCHEME_*, or GDCS_SEX_SCHEME_NONE if there is none of that name
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_sex_find_scheme(const char *name);

GDCS_END
#endif
