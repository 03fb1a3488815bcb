/** @file gdcs/schema.h
 *  What the columns of a delimited file are.  A C struct, or the same thing as JSON beside the file. */
#ifndef GDCS_SCHEMA_H
#define GDCS_SCHEMA_H

#include <gdcs/concept.h>
#include <gdcs/error.h>
#include <gdcs/sex.h>
#include <gdcs/sink.h>

GDCS_BEGIN

/** One spelling and what it becomes.  For a sex column `to` is a code as gdcs_sex_code() writes it;
 *  for a number it is one with a decimal point, or a range "1..4" or "5..", which makes an interval
 *  cell of a table and a missing value of a frame.  NULL drops the row (counted as filtered).
 *  Frozen. */
typedef struct gdcs_schema_word {
    const char *from; /**< exact bytes of the field after decoding; "" is the empty field */
    const char *to;
} gdcs_schema_word;

/** One column of the file, found by `name` in the header or by `position`; with both it must be
 *  there under that name. */
typedef struct gdcs_schema_column {
    uint32_t struct_size; /**< sizeof(gdcs_schema_column) */
    int32_t concept_id;   /**< GDCS_CONCEPT_*; NONE: used for its filter only */
    int32_t position;     /**< 1-based, for files without a header; 0: by name */
    int32_t type;        /**< for frames: GDCS_TYPE_*; 0: by concept, text below 100 and for status,
                       confidentiality, method and measure, else double */
    int32_t sensitivity; /**< GDCS_SENSITIVITY_*; 0: the concept's */
    int32_t scheme;      /**< for a sex column: GDCS_SEX_SCHEME_*, instead of a map */
    const char *name;    /**< in the header; NULL with a position */
    const char *as;      /**< name of the axis or frame column; NULL: `name` */
    const char *title;   /**< for readers */
    const char *unit;    /**< for readers */
    const char *total;   /**< label that is a declared total of this axis; of a sex column the
                              spelling that is _T, which map and scheme need not hold: "" of a blank */
    const gdcs_schema_word *map; /**< spellings; a sex column has a map or a scheme, or is read as
                                  gdcs_sex_resolve() reads all its spellings together */
    int64_t map_count;
    int32_t map_open; /**< 1: spellings not in the map keep their own text, or are read as numbers,
                        which a map {"<5": "1..4"} wants; 0: they do not fit.  A column without a map
                        keeps all; a sex column is never open */
    int32_t rounding; /**< base b > 0 to which numbers were rounded to the nearest: x is an interval
                        x - b/2 .. x + b/2 of a table, of a count b/2 without its fraction; 0: none */
    const char *const *keep; /**< rows with other fields (before mapping) are filtered out */
    int64_t keep_count;
    const char *const *drop; /**< rows with these fields are filtered out */
    int64_t drop_count;
    const char *const
        *missing; /**< fields that mean "missing"; for numbers "" is always among them */
    int64_t missing_count;
    const char *constant; /**< the field of every record, for what the file does not hold: the sex
                               in a file of women.  No `name` is looked for; `as` NULL is the name of
                               the concept.  A sex that is a code (F M _O _U _Z _T) is that code where
                               there is neither map nor scheme */
    const char *titles; /**< name in the header of the column with the titles of this axis's labels,
                               in a frame of its words; the first row with a label gives it.  NULL:
                               none */
    const char *const
        *ranges; /**< what else than a number may stand for one, and is an interval of a
                               table and missing in a frame: any of "<n" "<=n" ">n" ">=n" "n+" "a-b"
                               "up to n" "~n".  A count "<5" is 0..4.  "~n" needs rounding or noise.
                               A percent sign behind n is passed over */
    int64_t range_count;
    const gdcs_schema_word
        *status; /**< what stands for a missing number, and its letter of OBS_STATUS:
                               {":", "O"} */
    int64_t status_count;
    const gdcs_schema_word *confidentiality; /**< likewise of CONF_STATUS: {"c", "C"} */
    int64_t confidentiality_count;
    const gdcs_schema_word
        *labels; /**< of the axis, in their order, whether a record has them or not, with their
                      titles (NULL: none); others follow as they come.  A sex column has codes and
                      needs a map or a scheme.  Frames have none */
    int64_t label_count;
    int32_t noise; /**< k > 0 by which numbers may have been changed at most, as by rounding to base
                        k + 1 at random: x is x - k .. x + k; 0: none */
    int32_t
        optional; /**< 1: an axis or a filter that the file may lack; then it is left out, and that is
                           said in GDCS_META_DETECTED */
    const char *const
        *aliases; /**< other names of the column in the header.  Where `name` itself is not there,
                       it is found under it or one of these without regard to case, accents, dashes
                       and low lines, and that is said in GDCS_META_DETECTED; under two it is refused */
    int64_t alias_count;
    const char
        *file; /**< the constant is what stands in the file's name, without its folders, where
                           this pattern has {}: "prisoners_{}.csv" of prisoners_2020.csv is "2020".  In
                           it * is any characters and ? is one.  A name that does not fit, or fits in
                           two ways, is refused, and so is what has no name, a text or a pipe */
} gdcs_schema_column;

/** A further axis of wide columns.  Frozen. */
typedef struct gdcs_schema_wide_axis {
    int32_t concept_id;        /**< of the axis that is made */
    int32_t scheme;            /**< for sex: GDCS_SEX_SCHEME_* of the labels */
    const char *as;            /**< name of the axis; NULL: that of the concept */
    const char *total;         /**< label that is a declared total of it; NULL: none */
    const char *const *labels; /**< one for each heading, in their order */
    int64_t label_count;
} gdcs_schema_wide_axis;

/** What becomes of headings that no pattern takes and no column asks for. */
enum {
    GDCS_OTHERS_PASS = 0,  /**< they are passed over, and named in GDCS_META_DETECTED */
    GDCS_OTHERS_REFUSE = 1 /**< the file is refused */
};

/** Columns that hold one axis side by side (years, sexes), or several at once ("Male_2015"): each
 *  heading becomes a label on each axis, its number the number of the cell.  In a frame each makes a
 *  row, with the labels in columns `as` and the number in a column "value". */
typedef struct gdcs_schema_wide {
    uint32_t struct_size; /**< sizeof(gdcs_schema_wide) */
    int32_t concept_id;   /**< of the axis that is made */
    int32_t scheme; /**< for sex: GDCS_SEX_SCHEME_* of the headings, instead of `columns` to; 0:
                             labels that are no codes are read as gdcs_sex_resolve() reads them all */
    int32_t others; /**< GDCS_OTHERS_*, where there are patterns */
    const char *as; /**< name of the axis that is made; NULL: that of the concept */
    const gdcs_schema_word *columns; /**< heading and its label; `to` NULL: the heading itself */
    int64_t column_count;
    const char *const *missing; /**< fields that mean "missing" */
    int64_t missing_count;
    const char *total; /**< label that is a declared total of the axis; NULL: none */
    const gdcs_schema_wide_axis *also; /**< further axes */
    int64_t also_count;
    const gdcs_schema_column
        *number; /**< how the numbers are read: concept (0 is count), unit, map,
                               missing, ranges, rounding, noise, status, confidentiality; NULL: plainly */
    const gdcs_schema_word
        *patterns; /**< of further headings: names of axes in braces, and what stands between them,
                        "{sex}_{year}" of Male_2015; braces themselves cannot.  Axes are up to 8, and `to`
                        is the label of the one that the pattern does not name, {"Žene {age}", "F"}; NULL:
                        it names all.  A label has no blank at its ends, one of a period has a digit, and
                        one of sex is a spelling that some list knows if the heading can be taken so.  Of
                        several patterns the one with more letters of its own takes a heading; what can
                        be taken in two ways is refused, and so is a pattern that takes none, or
                        two headings for one label.  Headings up to 255 bytes that no column has */
    int64_t pattern_count;
    const char *const *drop; /**< headings that no pattern takes */
    int64_t drop_count;
} gdcs_schema_wide;

/** What becomes of records with other than as many fields as the header. */
enum {
    GDCS_RAGGED_REJECT = 0, /**< they do not fit */
    GDCS_RAGGED_PAD = 1,    /**< the fields that a short one lacks at its end are empty */
    GDCS_RAGGED_TRIM = 2,   /**< the empty fields that a long one has at its end are left out */
    GDCS_RAGGED_REPAIR = 3  /**< both */
};

/** A text for the result, GDCS_META_*.  Frozen. */
typedef struct gdcs_schema_meta {
    int32_t key;
    int32_t padding; /**< 0 */
    const char *text;
} gdcs_schema_meta;

/** A schema.  Fill it yourself, or get it from gdcs_schema_parse() or gdcs_schema_read().
 *
 *  Delimiter, header, encoding, decimal and thousands mark are found in the first 256 KiB where they are
 *  0 and gdcs_read_options.detect is not GDCS_DETECT_NONE; what departs from ',', line 1, UTF-8 and '.'
 *  is said in GDCS_META_DETECTED.
 *
 *  As JSON, with every member optional; a delimited file needs "columns":
 *
 *      {"delimiter": ",", "quote": "\"", "decimal": ".", "encoding": "UTF-8",
 *       "header": 1, "footer": 0, "absent": "zero", "sensitivity": "public",
 *       "columns": [
 *         {"name": "geo", "concept": "area", "as": "country"},
 *         {"name": "sex", "concept": "sex", "map": {"F": "F", "M": "M", "": "_U"}},
 *         {"name": "age", "keep": ["TOTAL"]},
 *         {"name": "n", "concept": "count", "missing": [":"]}],
 *       "wide": {"concept": "period", "as": "year", "columns": ["2010", "2015"]},
 *       "meta": {"source": "...", "licence": "..."}}
 *
 *  Of the file also: "grouping", "ragged" ("pad", "trim", "repair").  A name that the header holds twice
 *  is told by its number, "Sex#2".  Of a column also: "aliases": ["Sexo"], "optional": true, "position",
 *  "constant", "file": "prisoners_{}.csv",
 *  "type" ("text", "double", "int64"), "scheme", "title", "titles", "unit", "total", "labels" ({"F":
 *  "Women", "M": null}), "open" (true: the map is), "drop", "sensitivity"; in a map null drops the row.
 *  Of a column of numbers also: "ranges": ["<n"], "status": {":": "O"}, "confidentiality": {"c": "C"},
 *  "rounding", "noise".  The columns of "wide" may be an object, {"2010-01": "2010"}, and have a label
 *  for each axis, {"concept": "sex", "as": "sex", "columns": {"Men 2010": ["M", "2010"]}, "also":
 *  [{"concept": "period", "as": "year"}], "number": {"unit": "persons"}}.  Beside them, or instead,
 *  "pattern" is one, a list, or an object with labels, {"Žene {age}": "F", "Muškarci {age}": "M"}, with
 *  "others" ("refuse") and "drop".  An unknown member is refused, and so is a member that is there
 *  twice. */
typedef struct gdcs_schema {
    uint32_t struct_size; /**< sizeof(gdcs_schema) */
    int32_t header;      /**< line of the header, 1-based; lines before it are preamble and skipped,
                         whatever they hold, and so are blank lines before the header itself.  0: the
                         first of 100 lines that holds all names asked for, else 1; -1: no header,
                         columns by position */
    int32_t footer;      /**< records at the end that are not data: none of them is read or counted,
                         whatever they hold.  A file with fewer records is refused */
    int32_t absent;      /**< GDCS_ABSENT_* of the table; 0 without a count column is ZERO.  With a
                               count or wide columns, 0 is MISSING and -1 asks for ZERO */
    int32_t sensitivity; /**< declares the whole file, over the concepts' own: a published file is
                               GDCS_SENSITIVITY_PUBLIC */
    int32_t ragged;      /**< GDCS_RAGGED_* */
    char delimiter; /**< 0: that of ',' ';' tab '|' under which the header holds the names asked
                         for, or, with positions only, all lines have as many fields; else ',' */
    char quote;     /**< 0: '"' */
    char decimal;   /**< 0: '.' or ',' as the numbers show; a comma that may be either is refused */
    char
        grouping; /**< thousands mark, of 1,234,567 or 12,34,567 and nowhere else in a number; 0: as
                        the numbers show, none if they show none.  ' ' is also the no-break and the
                        thin space, and the apostrophe the printers' one */
    char spare[4]; /**< 0 */
    const char
        *encoding; /**< as iconv names it, without a suffix; NULL: by a byte order mark, UTF-16
                               by its NULs, UTF-8 if the bytes are, else the code page under which
                               names and words of the schema beyond ASCII are in the file */
    const gdcs_schema_column *columns;
    int64_t column_count;
    const gdcs_schema_wide *wide; /**< NULL: none */
    const gdcs_schema_meta *meta;
    int64_t meta_count;
} gdcs_schema;

/**
 * Parse a schema from JSON.
 *
 * @param json  UTF-8
 * @param size  its length in bytes; -1: up to the NUL
 * @param out   with copies of all texts; ended by gdcs_schema_free()
 * @param err   may be NULL; row and column are the place in the text
 *
 * @errors   GDCS_E_ARGUMENT
 *           GDCS_E_SYNTAX    not JSON
 *           GDCS_E_SCHEMA    unknown member, wrong type, name or concept unknown, contradiction
 *           GDCS_E_ENCODING  not UTF-8
 *           GDCS_E_LIMIT     more than 16 MiB
 *           GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_schema_parse(const char *json, int64_t size, gdcs_schema **out,
                                                  gdcs_error *err);

/**
 * Read a schema from a JSON file.
 *
 * @param path  not NULL; may be packed (gdcs/read.h)
 * @param out   as gdcs_schema_parse()
 * @param err   may be NULL
 *
 * @errors   those of gdcs_schema_parse(), GDCS_E_OPEN, GDCS_E_READ
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_schema_read(const char *path, gdcs_schema **out,
                                                 gdcs_error *err);

/**
 * Make the schema of files that many use, by its name.
 *
 * "eurostat-linear": persons by sex, geo and year of an SDMX-CSV export; add the dimensions of the data
 * set.  "nibrs-arrestee", "nibrs-offender", "nibrs-victim": tables of the FBI, in its layout to 2020 or
 * since.  "open-sdg": an indicator by year and sex, with headings in several languages; filter the other
 * dimensions.  "sesnsp-victims": victims in Mexico by state, offence, sex and month.  "unodc-portal":
 * counts of the United Nations, whose totals stand beside their parts: keep one indicator, dimension and
 * category.
 *
 * @param name  not NULL; one of gdcs_schema_name()
 * @param out   as gdcs_schema_parse()
 * @param err   may be NULL
 *
 * @errors   GDCS_E_ARGUMENT
 *           GDCS_E_NAME  there is none of that name
 *           GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_schema_new(const char *name, gdcs_schema **out,
                                                gdcs_error *err);

/**
 * Name the schemas that gdcs_schema_new() makes.
 *
 * @param index  0, 1, ...
 * @return static text; "" beyond the last
 *
 * @threads  any
 * @since    0.1
 */
GDCS_API const char *gdcs_schema_name(int64_t index);

/**
 * Write a schema as JSON.  What is written parses back to an equal schema.
 *
 * @param schema  not NULL
 * @param sink    not NULL
 * @param err     may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_STRUCT, GDCS_E_SCHEMA, GDCS_E_WRITE, GDCS_E_MEMORY
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_schema_write(const gdcs_schema *schema, gdcs_sink *sink,
                                                  gdcs_error *err);

/**
 * Free a schema made by gdcs_schema_parse() or gdcs_schema_read().
 *
 * @param schema  may be NULL
 * @since    0.1
 */
GDCS_API void gdcs_schema_free(gdcs_schema *schema);

GDCS_END
#endif
