/** @file gdcs/sdmx.h
 *  SDMX-CSV, SDMX-JSON and Eurostat's TSV: in one pass to a table or a frame; tables out as SDMX-CSV 2.0.
 *
 *  The first bytes say which format it is: "STRUCTURE" SDMX-CSV 2, "DATAFLOW" SDMX-CSV 1, "{" SDMX-JSON 1
 *  or 2, and a first line "freq,sex,geo\TIME_PERIOD", tab, ... Eurostat's TSV.  The separator is the
 *  character behind that word, the decimal mark a comma where the separator is ';' and OBS_VALUE shows
 *  one.  Labels may be ids, "id: name", or ids and names side by side (labels=name).
 *
 *  Columns of the records are the components, by their ids: each dimension an axis, OBS_VALUE the number,
 *  attributes only in frames.  Without a schema a component is a dimension if it stands before OBS_VALUE
 *  and is no attribute by its name; two records of one key are refused.  By their names SEX, REF_AREA or
 *  geo, TIME_PERIOD, AGE, iccs, leg_stat (stage), pers_cat (relationship), citizen and the names of
 *  concepts have their concepts; other dimensions are groups.  A sex dimension is read by the codes of the
 *  agency, ESTAT (then DIFF is refused) or SDMX CL_SEX, if they hold all its spellings, else as
 *  gdcs_sex_resolve() reads them.  "_T", "TOTAL" or "T" of another dimension is its declared total.
 *  unit and UNIT_MEASURE are units, which never add up: several of them are kept, or sliced.
 *
 *  OBS_STATUS and CONF_STATUS are letters of SDMX; OBS_FLAG and flags of TSV are letters of Eurostat, of
 *  both lists, until and from 27 January 2025, which never contradict each other.  Of several flags the
 *  gravest stands, which is said.  "c" is suppressed ('Q') and confidential.  NaN, #N/A, ":" and nothing
 *  are missing values.  OBS_VALUE is multiplied by 10 to the power UNIT_MULT at whatever level that is.
 *
 *  A column GDCS holds what gdcs_sdmx_write_table() wrote of the table; its record is counted as filtered.
 *
 *  What a schema says of a column of the same name stands instead; a column of OBS_STATUS, OBS_FLAG or
 *  CONF_STATUS with a map of its own is read as it is in the file. */
#ifndef GDCS_SDMX_H
#define GDCS_SDMX_H

#include <gdcs/frame.h>
#include <gdcs/read.h>
#include <gdcs/schema.h>
#include <gdcs/sink.h>
#include <gdcs/table.h>

GDCS_BEGIN

/**
 * Read an SDMX file into a table.
 *
 * Records of partial keys, which hold attributes only, and records of other data sets than
 * gdcs_read_options.part are counted as filtered.  Actions I, A, M and R are data; D is refused, unless the
 * schema drops it from the column ACTION.
 *
 * @param path     not NULL; "-" is the standard input; may be packed (gdcs/read.h)
 * @param schema   what differs from the file's own description; may be NULL
 * @param options  may be NULL; part: STRUCTURE_ID or DATAFLOW, of a file with several
 * @param out      the table, only if the whole file was read
 * @param result   may be NULL; written on success and on failure
 * @param err      may be NULL; row is the line, column the field; of JSON the line and
 *                 character, or the number of the observation that does not fit
 *
 * @errors   as gdcs_csv_read_table(), and
 *           GDCS_E_SYNTAX     neither of the formats; not JSON, or a member of another type
 *           GDCS_E_SHAPE      an index of SDMX-JSON that its list does not have; a header of TSV and
 *                             its records that do not fit; a dimension without id, or none at all
 *           GDCS_E_NAME       several data sets and no part, or none of that name
 *           GDCS_E_DUPLICATE  without a schema: two records have the same key, or two components the
 *                             same id
 *           GDCS_E_SCHEMA     also: the column GDCS holds no schema
 *           GDCS_E_VALUE      also: UNIT_MULT is no whole number from -30 to 30; action D
 * @source   SDMX-CSV 1.0 and 2.0 field guides (SDMX Technical Working Group); SDMX-JSON 2.0; Eurostat, bulk
 *           download and list of flags
 * @threads  any; one call reads with one thread
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sdmx_read_table(const char *path, const gdcs_schema *schema,
                                                     const gdcs_read_options *options,
                                                     gdcs_table **out, gdcs_read_result *result,
                                                     gdcs_error *err);

/**
 * Read an SDMX file into a frame: a column for each component.
 *
 * @param path     as gdcs_sdmx_read_table()
 * @param schema   as gdcs_sdmx_read_table()
 * @param options  as gdcs_sdmx_read_table()
 * @param out      the frame
 * @param result   as gdcs_sdmx_read_table()
 * @param err      as gdcs_sdmx_read_table()
 *
 * @errors   as gdcs_sdmx_read_table(); DUPLICATE only of components
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sdmx_read_frame(const char *path, const gdcs_schema *schema,
                                                     const gdcs_read_options *options,
                                                     gdcs_frame **out, gdcs_read_result *result,
                                                     gdcs_error *err);

/**
 * Parse SDMX text in memory into a table.
 *
 * @param text     not NULL unless size is 0
 * @param size     its length in bytes; -1: up to the NUL
 * @param schema   as gdcs_sdmx_read_table()
 * @param options  as gdcs_sdmx_read_table()
 * @param out      as gdcs_sdmx_read_table()
 * @param result   as gdcs_sdmx_read_table()
 * @param err      as gdcs_sdmx_read_table()
 *
 * @errors   as gdcs_sdmx_read_table(), but for OPEN
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sdmx_parse_table(const char *text, int64_t size,
                                                      const gdcs_schema *schema,
                                                      const gdcs_read_options *options,
                                                      gdcs_table **out, gdcs_read_result *result,
                                                      gdcs_error *err);

/**
 * Parse SDMX text in memory into a frame.
 *
 * @param text     as gdcs_sdmx_parse_table()
 * @param size     as gdcs_sdmx_parse_table()
 * @param schema   as gdcs_sdmx_read_table()
 * @param options  as gdcs_sdmx_read_table()
 * @param out      the frame
 * @param result   as gdcs_sdmx_read_table()
 * @param err      as gdcs_sdmx_read_table()
 *
 * @errors   as gdcs_sdmx_parse_table(); DUPLICATE only of components
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sdmx_parse_frame(const char *text, int64_t size,
                                                      const gdcs_schema *schema,
                                                      const gdcs_read_options *options,
                                                      gdcs_frame **out, gdcs_read_result *result,
                                                      gdcs_error *err);

/** How labels and their titles are written. */
enum {
    GDCS_SDMX_LABELS_DEFAULT = 0, /**< NAME if any label or axis has a title, else ID */
    GDCS_SDMX_LABELS_ID = 1,      /**< labels alone */
    GDCS_SDMX_LABELS_BOTH = 2,    /**< "F: Females" */
    GDCS_SDMX_LABELS_NAME = 3     /**< a column of titles behind each column of labels */
};

/** Options of writing.  NULL or zeroes: the defaults. */
typedef struct gdcs_sdmx_write_options {
    uint32_t struct_size;  /**< sizeof(gdcs_sdmx_write_options) */
    int32_t labels;        /**< GDCS_SDMX_LABELS_* */
    const char *structure; /**< STRUCTURE_ID, "AGENCY:ID(VERSION)"; NULL: "GDCS:TABLE(1.0)" */
} gdcs_sdmx_write_options;

/**
 * Write a table as SDMX-CSV 2.0: a record per cell that was set.
 *
 * The axes by their names, OBS_VALUE, OBS_STATUS, CONF_STATUS; where a cell is an interval also the custom
 * columns LOWER and UPPER; where cells that nobody set are zeroes the custom column ABSENT, 0.  Action I.
 * The title of the table is STRUCTURE_NAME (labels both and name).
 *
 * What these do not say is in a first record of the data set as a whole, each dimension "~", in custom
 * columns behind all others: GDCS, a schema as gdcs_schema_write() writes it, of the axes with their concepts,
 * totals, sensitivities, labels in order, and names that would be read otherwise, ":" and "[" being "_" in the
 * header; where any of this would come back otherwise; behind it each text of the table
 * by its key in capitals, TITLE, SOURCE, NOTE.  By this record the table reads back equal and nothing is
 * detected; without it nothing is lost either.  With labels id titles are lost.  Lists of labels without cells
 * that make the schema longer than 1 MiB are left out.
 *
 * @param table    not NULL
 * @param options  may be NULL
 * @param sink     not NULL; not closed here
 * @param err      may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_WRITE, GDCS_E_MEMORY
 *           GDCS_E_DISCLOSURE  the table is protected
 *           GDCS_E_NAME       an axis has the name of a column that is written beside it, or, with
 *                             labels both, a label holds ": "
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_sdmx_write_table(const gdcs_table *table,
                                                      const gdcs_sdmx_write_options *options,
                                                      gdcs_sink *sink, gdcs_error *err);

GDCS_END
#endif
