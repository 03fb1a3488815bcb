/** @file gdcs/release_log.h
 *  What was released before, under which rule: it is part of the next audit, so that two releases do not
 *  tell together what neither tells alone.
 *
 *  What has the same labels on the same axes is the same number in all of a log: numbers of several years need an
 *  axis for the year, records a column (and GDCS_RELEASE_PERSONS_SOME), or each year a log of its own.
 *
 *  A log holds what is published and nothing else: tables as intervals that their numbers stand for,
 *  figures besides, and records of persons as the table of all their columns, which everybody can make of
 *  them.  It can be kept beside the files that were written. */
#ifndef GDCS_RELEASE_LOG_H
#define GDCS_RELEASE_LOG_H

#include <gdcs/audit.h>
#include <gdcs/disclosure.h>
#include <gdcs/microdata.h>
#include <gdcs/sink.h>
#include <gdcs/table.h>
#include <gdcs/tree.h>

GDCS_BEGIN

/** What was released before.  Opaque. */
typedef struct gdcs_release_log gdcs_release_log;

/** One release: what a getter shows, and what gdcs_release_log_add() copies.
 *
 *  RECORDS has one table.  Its axes are the columns; a cell counts the records with its labels, where the
 *  declared total of an axis is for those whose value is missing: no cell is part of another.  Cells are
 *  exact in a counted table; in a published one they are lower limits, for records of some of the persons
 *  only. */
typedef struct gdcs_release_entry {
    uint32_t struct_size;                /**< sizeof(gdcs_release_entry) */
    int32_t method;                      /**< GDCS_RELEASE_METHOD_*; 0 is SUPPRESSION */
    const char *id;                      /**< NULL: "" */
    const char *time;                    /**< NULL: "" */
    const gdcs_disclosure_rule *rule;    /**< not NULL but for RECORDS, which has none */
    const gdcs_table *const *tables;     /**< what was published, as what it says of the truth */
    const gdcs_audit_fact *const *facts; /**< of these tables */
    int32_t table_count;
    int32_t fact_count;
    double base;    /**< of ROUNDING; else 0 */
    double epsilon; /**< spent by NOISE; else 0, as rho */
    double rho;
    const gdcs_microdata_keys *keys;      /**< of RECORDS, which needs them; else NULL */
    const gdcs_microdata_rule *microdata; /**< of RECORDS: what they fulfil; else NULL */
    const gdcs_tree *const
        *trees; /**< what labels stand for in other tables, as recoding made them */
    int32_t tree_count;
    int32_t padding; /**< 0 */
} gdcs_release_entry;

/**
 * Make a log without entries.
 *
 * @param out  the log; ended by gdcs_release_log_free()
 * @param err  may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  out is NULL
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_log_new(gdcs_release_log **out, gdcs_error *err);

/**
 * Free a log and all it lent.
 *
 * @param log  may be NULL
 * @threads  any, one at a time for a log
 * @since    0.1
 */
GDCS_API void gdcs_release_log_free(gdcs_release_log *log);

/**
 * Count the entries.
 *
 * @param log  may be NULL, which has none
 * @threads  any
 * @since    0.1
 */
GDCS_API int64_t gdcs_release_log_count(const gdcs_release_log *log);

/**
 * Get an entry: its members point into the log and live as long as it does.
 *
 * @param log    not NULL
 * @param index  from 0, in the order of adding
 * @param out    struct_size set by the caller
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing, or there is no such entry
 *           GDCS_E_STRUCT    struct_size
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_log_get(const gdcs_release_log *log, int64_t index,
                                                     gdcs_release_entry *out, gdcs_error *err);

/**
 * Add an entry, of a release made elsewhere or before; all it points to is copied.
 *
 * Releases of this library add their own.
 *
 * @param log    not NULL
 * @param entry  not NULL
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT    a pointer is missing, a text is not UTF-8
 *           GDCS_E_STRUCT      struct_size
 *           GDCS_E_OPTION      no such method, a count, base or epsilon that is negative or not finite;
 *                              a fact of no table or without labels that it needs, its kind, numbers
 *                              that are not finite; the rule, as gdcs_disclosure_each() has it; keys and
 *                              microdata, as gdcs_microdata_measure() has them (l and t may be of columns that
 *                              are not named), or of another method
 *           GDCS_E_SHAPE       RECORDS with facts, with another number of tables than one, or with a table
 *                              that lacks an axis for a key
 *           GDCS_E_DISCLOSURE  a table is protected: a log holds what is published
 *           GDCS_E_LIMIT       more than 700 tables in all
 *           GDCS_E_MEMORY
 * @threads  any, one at a time for a log
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_log_add(gdcs_release_log *log,
                                                     const gdcs_release_entry *entry,
                                                     gdcs_error *err);

/**
 * Write a log as JSON.
 *
 *     {"releases": [
 *       {"id": "2026-1", "time": "2026-11-22", "method": "suppression", "rule": {"minimum": 10},
 *        "tables": [{...}],
 *        "facts": [{"kind": "share", "table": 0, "a": ["North", "F"], "b": ["North", "_T"],
 *                   "per": 100, "lower": 12.45, "upper": 12.55}]}]}
 *
 * Rules are as gdcs_disclosure_write() writes them, tables as gdcs_json_write_table(); a release also has
 * "base", "epsilon" and "rho", a fact "c", "d", "population" and "other_population", where they are not
 * 0.  Instead of a rule records have
 *
 *     "keys": {"columns": ["sex", "area"], "sensitive": "status", "missing": "any"},
 *     "microdata": {"k": 3, "l": 2, "diversity": "distinct", "t": 0.2, "distance": "equal"},
 *
 * with "weight", "population", "c" and "risk" where they are given.  Where a release has trees,
 *
 *     "trees": [{"axis": "area", "children": ["A", "B"], "parents": ["North", "North"]}],
 *
 * @param log   not NULL
 * @param sink  not NULL; not closed here
 * @param err   may be NULL
 *
 * @errors   GDCS_E_ARGUMENT, GDCS_E_WRITE, GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_log_write(const gdcs_release_log *log, gdcs_sink *sink,
                                                       gdcs_error *err);

/**
 * Read a log that gdcs_release_log_write() wrote.
 *
 * @param path  not NULL; "-" is the standard input; may be packed (gdcs/read.h)
 * @param out   the log; ended by gdcs_release_log_free()
 * @param err   may be NULL; row and column are line and character
 *
 * @errors   as gdcs_json_read_table() for its tables, gdcs_disclosure_parse() for its rules,
 *           gdcs_release_log_add() for its releases, and
 *           GDCS_E_OPEN    the file cannot be opened
 *           GDCS_E_EMPTY   no bytes at all
 *           GDCS_E_SYNTAX  no JSON; a member unknown, twice, missing or of a wrong type
 *           GDCS_E_NAME    no such method, kind of fact, diversity, distance or way of missing keys
 *           GDCS_E_SHAPE   a fact of no table, or that has not one label per axis; a tree whose parents are
 *                          not as many as its children
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_log_read(const char *path, gdcs_release_log **out,
                                                      gdcs_error *err);

/**
 * Parse a log from JSON in memory.
 *
 * @param text  not NULL unless size is 0
 * @param size  its length in bytes; -1: up to the NUL
 * @param out   as gdcs_release_log_read()
 * @param err   as gdcs_release_log_read()
 *
 * @errors   as gdcs_release_log_read(), but for OPEN
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_log_parse(const char *text, int64_t size,
                                                       gdcs_release_log **out, gdcs_error *err);

GDCS_END
#endif
