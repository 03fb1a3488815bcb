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
    GDCS_SEX_SCHEME_NIEM = 7,     /**< F M U; X is non-binary, hence other */
    /* Below, what is recalled and not seen in a source is read when it is declared, never detected. */
    GDCS_SEX_SCHEME_SDMX1 = 8,        /**< CL_SEX 1: F M T U; N is not applicable; recalled */
    GDCS_SEX_SCHEME_NCVS = 9,         /**< 1 male, 2 female */
    GDCS_SEX_SCHEME_ICAO9303 = 10,    /**< F M; X is unspecified, other; recalled */
    GDCS_SEX_SCHEME_FHIR = 11,        /**< female male other unknown; recalled */
    GDCS_SEX_SCHEME_GREENLAND = 12,   /**< K women, M men */
    GDCS_SEX_SCHEME_FINLAND = 13,     /**< SSS total; 1 men, 2 women recalled */
    GDCS_SEX_SCHEME_SWEDEN = 14,      /**< 1 men, 2 women, 1+2 total; recalled */
    GDCS_SEX_SCHEME_NORWAY = 15,      /**< 0 total, 1 men, 2 women; recalled */
    GDCS_SEX_SCHEME_PORTUGAL = 16,    /**< H men, M WOMEN, HM total; recalled */
    GDCS_SEX_SCHEME_SPAIN = 17,       /**< H men, M WOMEN; recalled */
    GDCS_SEX_SCHEME_NETHERLANDS = 18, /**< 3000 men, 4000 women, T001038 total; recalled */
    GDCS_SEX_SCHEME_GERMANY = 19,     /**< GESM men, GESW women; recalled */
    GDCS_SEX_SCHEME_MEN01 = 20,       /**< an indicator of men: 1 men, 0 women */
    GDCS_SEX_SCHEME_WOMEN01 = 21      /**< an indicator of women: 1 women, 0 men */
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
 * @param name  "sdmx", "eurostat", "iso5218", "iccs", "nibrs", "shr", "niem", "sdmx1", "ncvs",
 *              "icao9303", "fhir", "greenland", "finland", "sweden", "norway", "portugal", "spain",
 *              "netherlands", "germany", "men01", "women01"
 * @return GDCS_SEX_SCHEME_*, or GDCS_SEX_SCHEME_NONE if there is none of that name
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_sex_find_scheme(const char *name);

/** What is known about a sex column besides its spellings. */
typedef struct gdcs_sex_resolve_options {
    uint32_t struct_size; /**< sizeof(gdcs_sex_resolve_options) */
    int32_t scheme;       /**< GDCS_SEX_SCHEME_* that all tokens are codes of; NONE: to be found */
    int32_t blank;        /**< GDCS_SEX_* of blank tokens; NONE: blank tokens are refused */
    uint32_t padding;     /**< 0 */
    const char *language; /**< ISO 639 of all tokens, "es", "pt-BR"; NULL: to be found */
} gdcs_sex_resolve_options;

/** How a sex column was read. */
typedef struct gdcs_sex_resolution {
    uint32_t struct_size; /**< sizeof(gdcs_sex_resolution), set by the caller */
    int32_t scheme; /**< GDCS_SEX_SCHEME_* that holds all tokens, the first of several, or NONE */
    char language[64]; /**< languages that hold all tokens, "cs sk", as far as they fit, or "" */
    char reason[440];  /**< why, in one sentence of UTF-8 */
} gdcs_sex_resolution;

/**
 * Resolve the spellings of a sex column to codes, all together, or refuse.
 *
 * A reading is a scheme (GDCS_SEX_SCHEME_*) or one of 59 languages with its words and abbreviations.
 * Spellings are compared without case, accents, points, quotes, marks of direction, and with blanks,
 * dashes, full-width letters and dotless i made alike; letters of another script are never taken for
 * those that look the same.
 *
 * 1. Readings fit that hold every token, and in which no two letters mean women, or men.
 * 2. If some of these find both women and men, those that do not are set aside: H and M are men and
 *    women (Spanish), not men and men (French).
 * 3. Where they differ, languages in which the heading is a word for sex, and schemes, remain.
 * 4. Those that remain must agree on every token, and no code may rest on recalled lists alone.
 *
 * A blank token, DIFF (a difference), and the tokens X, NA, 0, 3 and 9, which sources use in
 * contradictory ways, are refused unless declared.  T and F alone may be true and false: they are women
 * and total only below a heading that names sex.  A heading that itself names one sex ("male", "female")
 * makes 1, T, Y, true, yes that sex and 0, F, N, false, no the other.  Names of persons are never looked
 * at: a token that no list holds is refused.
 *
 * @param header   heading of the column; NULL or "": none
 * @param tokens   its distinct spellings, UTF-8
 * @param n        their number, 1 to 64
 * @param options  may be NULL
 * @param codes    n codes, GDCS_SEX_*; not NULL
 * @param out      how they were found; not NULL
 * @param err      may be NULL; names the tokens, what they mean where, and what would decide
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, n is negative
 *           GDCS_E_OPTION    no such scheme, code or language, or both a scheme and a language
 *           GDCS_E_STRUCT    struct_size
 *           GDCS_E_EMPTY     n is 0
 *           GDCS_E_LIMIT     n is above 64: no sex column
 *           GDCS_E_SEX       a token is in no reading that fits, or readings that fit differ
 * @source   lib/data/codes: sex_codes, sex_labels (gramps 5.1.5, CLDR 48.2 and own), sex_headers,
 *           sex_ambiguous
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sex_resolve(const char *header, const char *const *tokens,
                                                 int32_t n, const gdcs_sex_resolve_options *options,
                                                 int32_t *codes, gdcs_sex_resolution *out,
                                                 gdcs_error *err);

GDCS_END
#endif
