/** @file gdcs/codes.h
 *  Code lists that are built in: ICCS, its tags, ages, statuses, relationships, Eurostat dimensions. */
#ifndef GDCS_CODES_H
#define GDCS_CODES_H

#include <gdcs/error.h>

GDCS_BEGIN

/** Lists.  A list has schemes, a scheme has each code once; "CH" is a common-law husband in the scheme
 *  "shr" of relationships, a child in "nibrs". */
enum {
    GDCS_CODES_ICCS = 1, /**< scheme "iccs": 320 codes in order, parents before children */
    GDCS_CODES_TAGS =
        2, /**< ICCS tables II to IV; schemes "SV", "SiC", "ViP", ...: one a variable */
    GDCS_CODES_AGE = 3,          /**< "iccs", "iccs_status", "unodc_suspects", "unodc_victims",
                                      "eurostat", "sdmx", "shr" */
    GDCS_CODES_OBS_STATUS = 4,   /**< "sdmx", "eurostat" (until 26 January 2025), "eurostat2025",
                                      "eurostat_value", "px", "destatis", "ksh", "statcan", "gss", "un" */
    GDCS_CODES_CONF_STATUS = 5,  /**< "sdmx", "eurostat" (until 26 January 2025), "eurostat2025" */
    GDCS_CODES_RELATIONSHIP = 6, /**< "shr", "nibrs": what the victim is to the offender */
    GDCS_CODES_EUROSTAT =
        7 /**< a scheme per dimension: "leg_stat", "pers_cat", "unit", "sex", ... */
};

/** A code and what is known of it.  Texts are static, never NULL, "" where there is none. */
typedef struct gdcs_code {
    uint32_t struct_size; /**< sizeof(gdcs_code), set by the caller */
    int32_t index;        /**< its place in the list, from 0 */
    const char *scheme;
    const char *source;  /**< the scheme as its publisher calls it; of a tag: the variable */
    const char *code;    /**< as the publisher writes it; case matters */
    const char *name;    /**< English */
    const char *name_fr; /**< French; that of ICCS is our own translation, not the official one */
    const char *name_es; /**< Spanish; ICCS */
    const char
        *equivalent; /**< ICCS: as Eurostat writes it; statuses: the letter of SDMX; relationships:
                                 the value of the ICCS variable ViP */
    const char
        *note;      /**< what to know; of a tag: event, victim, perpetrator, both, data, homicide */
    int32_t parent; /**< ICCS: index of the code above, else -1 */
    int32_t level;  /**< ICCS: 1 to 4, else 0 */
    int32_t sex;    /**< relationships: the sex of the victim that follows, GDCS_SEX_*, else 0 */
    int32_t verified; /**< 1: seen in a source; 0: recalled, to be checked before it is relied on */
    int32_t value;    /**< GDCS_CODES_VALUE_* of statuses, else 0 */
    int32_t padding;  /**< 0 */
    double youngest;  /**< ages in completed years; NaN: none */
    double oldest;    /**< INFINITY: no end; NaN: none */
} gdcs_code;

/** Has a cell with this status a value, or may one with this confidentiality be published? */
enum {
    GDCS_CODES_VALUE_EITHER = 0, /**< it depends */
    GDCS_CODES_VALUE_YES = 1,
    GDCS_CODES_VALUE_NO = 2
};

/** A text read as codes of ICCS. */
typedef struct gdcs_codes_iccs {
    uint32_t struct_size; /**< sizeof(gdcs_codes_iccs), set by the caller */
    int32_t count;        /**< how many indexes */
    int32_t repaired;     /**< how many codes had lost a leading zero */
    int32_t padding;      /**< 0 */
    int32_t indexes[64];  /**< of GDCS_CODES_ICCS, distinct, as the text has them */
} gdcs_codes_iccs;

/** Ages in completed years, both included.  Frozen. */
typedef struct gdcs_codes_age {
    double youngest;
    double oldest; /**< INFINITY: no end */
} gdcs_codes_age;

/** What connects an offence with organised crime. */
enum {
    GDCS_CODES_ORGANISED_NO = 0,
    GDCS_CODES_ORGANISED_PARTICIPATION = 1, /**< the offence is 0905 or below */
    GDCS_CODES_ORGANISED_GROUP = 2,         /**< SiC is 1 */
    GDCS_CODES_ORGANISED_GANG = 3           /**< SiC is 2 */
};

/**
 * Count the codes of a list.
 *
 * @param list  GDCS_CODES_*
 * @return 0 for anything else
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_codes_count(int32_t list);

/**
 * Get a code by its place.
 *
 * @param list   GDCS_CODES_*
 * @param index  0 to gdcs_codes_count() - 1
 * @param out    not NULL
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  out is missing, or there is no such index
 *           GDCS_E_OPTION    no such list
 *           GDCS_E_STRUCT    struct_size
 * @source   lib/data/codes/README.md
 * @checked  bindings/python/tests/test_codes.py, which reads the CSV files
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_codes_get(int32_t list, int32_t index, gdcs_code *out,
                                               gdcs_error *err);

/**
 * Find a code.
 *
 * @param list    GDCS_CODES_*
 * @param scheme  NULL: whichever has the code, if only one has
 * @param code    exactly as in the list
 * @return its index; -1 if there is none, or if scheme is NULL and several have it
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_codes_find(int32_t list, const char *scheme, const char *code);

/**
 * Find the next code right below another in ICCS.
 *
 * @param parent  index; -1: the sections
 * @param after   the index found before; -1: the first
 * @return an index, or -1 if there is no further one
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_codes_find_child(int32_t parent, int32_t after);

/**
 * Find the code of a level that holds another in ICCS.
 *
 * @param index  of GDCS_CODES_ICCS
 * @param level  1 (section) to 4
 * @return an index, that of the code itself at its own level; -1 if it lies above the level
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_codes_find_above(int32_t index, int32_t level);

/**
 * Parse codes of ICCS: one, a union, or a range.
 *
 * "0101", "ICCS0101", "ICCS0101_0102" (union), "ICCS02-04" (from one code to another of the same level and
 * parent).  Blanks around codes and the case of "ICCS" do not matter.  A code that lost a leading zero is
 * repaired and counted: no code without its zero is another code, nor the same as another without it.  Any
 * other text is refused: 0108 and 01042, which circulate, are no codes.
 *
 * @param text  not NULL
 * @param out   not NULL
 * @param err   may be NULL
 *
 * @errors   GDCS_E_ARGUMENT   a pointer is missing
 *           GDCS_E_STRUCT     struct_size
 *           GDCS_E_NAME       a part is no code, or a range is none
 *           GDCS_E_DUPLICATE  a code stands twice in a union
 *           GDCS_E_LIMIT      more than 64 codes
 * @source   UNODC, ICCS 1.0 (2015); Eurostat, crim_off_cat
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_codes_parse_iccs(const char *text, gdcs_codes_iccs *out,
                                                      gdcs_error *err);

/**
 * Find what connects an offence with organised crime.
 *
 * Organised crime is not one code: 0905 is participation in a group only; an offence committed through a
 * group is classified as that offence, and the tag SiC (situational context) is 1, or 2 for a gang.
 *
 * @param iccs  index of GDCS_CODES_ICCS, or -1 if it is not known
 * @param sic   number of the value of SiC; 10 is "not known"; 0: not recorded
 * @return GDCS_CODES_ORGANISED_*; -1 if neither the code nor a recorded SiC says it
 * @source   UNODC, ICCS 1.0, division 0905 and table II
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_codes_find_organised(int32_t iccs, int32_t sic);

/**
 * Parse the label of an age group.
 *
 * Read, in either case and with or without blanks, "years", a leading "Y" or "Age": closed bands
 * ("0-4", "00_04", "Y5-9", "Y10T14", "15 to 19", en dash), single years ("7", "Y7"), open ones ("85+",
 * "85-", "Y_GE85", ">=85", "85 and over", "over 84", ">84") and those from birth on ("<5", "Y_LT5",
 * "under 5", "<=4").  Ages are completed years, so "<5" is 0-4.
 *
 * @param label  text of any kind; total and unknown ages are no bands
 * @param out    not NULL
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_NAME      it is no band of age, or one that ends before it begins
 * @source   Eurostat and SDMX code lists of age (CL_AGE)
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_codes_parse_age(const char *label, gdcs_codes_age *out,
                                                     gdcs_error *err);

/**
 * Find two age groups that have an age in common.
 *
 * @param ages    n groups; youngest <= oldest, neither NaN
 * @param n       their number
 * @param second  the second of the pair, above the first; may be NULL; not written where there is none
 * @return the first of the pair that comes first in the array, or -1 if no two groups overlap
 * @threads  any
 * @since    0.1
 */
GDCS_API int32_t gdcs_codes_find_overlap(const gdcs_codes_age *ages, int32_t n, int32_t *second);

GDCS_END
#endif
