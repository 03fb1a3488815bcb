/** @file gdcs/release.h
 *  The one way out for what is protected: a rule, an audit of what is to be published, and only if it
 *  passes a copy that may be written.
 *
 *  How the tables were protected does not matter to the audit.  What a number that is published says of
 *  the truth depends on the method: SUPPRESSION itself, ROUNDING and CELL_KEY an interval that the
 *  method and its parameters give, so that the audit of these holds against whoever knows them, in the
 *  worst case; how probable each number of an interval is, and with that averages over many noisy
 *  numbers, it does not look at.  NOISE has no interval: not cells are audited, but the budget.
 *
 *  That a cell is hidden at all, or a row withheld, follows from the numbers too: beyond letters, the audit
 *  does not count it.  Getters lend numbers to the program, whose own printing no library sees.
 *
 *  What is computed from released tables is as public as they are.  gdcs_release_frame() is for
 *  statistics made from the originals.  Data that are declared INTERNAL instead of protected are
 *  written without a release: that is how an office keeps files of its own. */
#ifndef GDCS_RELEASE_H
#define GDCS_RELEASE_H

#include <gdcs/audit.h>
#include <gdcs/budget.h>
#include <gdcs/cell_key.h>
#include <gdcs/disclosure.h>
#include <gdcs/frame.h>
#include <gdcs/microdata.h>
#include <gdcs/noise.h>
#include <gdcs/release_log.h>
#include <gdcs/table.h>
#include <gdcs/tree.h>

GDCS_BEGIN

/** What exact numbers of the tables to be released are.  Hidden cells may be in all but NOISE. */
enum {
    GDCS_RELEASE_METHOD_DEFAULT = 0,     /**< SUPPRESSION */
    GDCS_RELEASE_METHOD_SUPPRESSION = 1, /**< the originals' own */
    GDCS_RELEASE_METHOD_ROUNDING = 2,    /**< rounded to `base` */
    GDCS_RELEASE_METHOD_CELL_KEY = 3,    /**< perturbed by `design` */
    GDCS_RELEASE_METHOD_NOISE = 4,       /**< differentially private, paid for from `budget` */
    GDCS_RELEASE_METHOD_RECORDS =
        5 /**< in a log only: records of persons, by gdcs_release_frame_microdata() */
};

/** CONF_STATUS of hidden cells: 'A' (or O, T, M, N: gdcs_disclosure_table()) and 'D' tell which are
 *  small and which are not, which the audit then counts as known. */
enum {
    GDCS_RELEASE_LETTERS_DEFAULT = 0, /**< KINDS if the audit passes with it, else ONE */
    GDCS_RELEASE_LETTERS_KINDS = 1,   /**< for its own sake 'A', ..., to protect others 'D' */
    GDCS_RELEASE_LETTERS_ONE = 2      /**< 'C' for all */
};

/** What a row of a frame that is to be released tells. */
enum {
    GDCS_RELEASE_TELLS_DEFAULT = 0, /**< COUNTS */
    GDCS_RELEASE_TELLS_COUNTS = 1,  /**< all counts behind it: every column stays */
    GDCS_RELEASE_TELLS_SHARE = 2    /**< the share of women alone, rounded to `digits` */
};

/** Options.  NULL or zeroes: the defaults. */
typedef struct gdcs_release_options {
    uint32_t struct_size; /**< sizeof(gdcs_release_options) */
    int32_t method;       /**< GDCS_RELEASE_METHOD_* */
    int32_t
        sensitivity; /**< of what is released: GDCS_SENSITIVITY_PUBLIC, the default, or INTERNAL */
    int32_t letters; /**< GDCS_RELEASE_LETTERS_* */
    int32_t rounding_kind; /**< of ROUNDING: GDCS_DISCLOSURE_ROUNDING_* */
    int32_t tree_count;
    int32_t fact_count;
    int32_t published_count;
    int32_t insiders;     /**< GDCS_AUDIT_INSIDERS_* */
    int32_t equations;    /**< as gdcs_audit_options */
    int64_t milliseconds; /**< time for the audit; 0: no limit */
    double base;          /**< of ROUNDING */
    double epsilon;       /**< of NOISE: what the whole budget guarantees must be at most this */
    const gdcs_tree *const *trees;       /**< hierarchies of axes, which the log keeps */
    const gdcs_audit_fact *const *facts; /**< figures of these tables besides; not with NOISE */
    const gdcs_table *const *published;  /**< of true numbers, up to 90; not for the log */
    const gdcs_disclosure_options
        *contributions;             /**< to the originals, for the rule; may be NULL */
    const gdcs_cell_key *design;    /**< of CELL_KEY */
    const gdcs_noise_result *noise; /**< of NOISE: what gdcs_noise_table() says it did */
    const gdcs_budget *budget;      /**< of NOISE: what paid for it */
    gdcs_release_log *log; /**< earlier releases, which count as known; gets an entry for this */
    const char *id;        /**< of that entry; NULL: "" */
    const char *time;      /**< of that entry, whatever the caller calls it; NULL: "" */
    int32_t frame_table;   /**< of a frame: number, from 0, of the original that it was made from */
    int32_t tells;         /**< of a frame: GDCS_RELEASE_TELLS_* */
    int32_t digits;        /**< of SHARE: decimals of the proportion, 1 to 9; 0 is 3 */
    int32_t together;      /**< of a frame: 1: rows tell of each other; all are released, or none */
    int32_t axis_count;    /**< of `axes` */
    int32_t tries;         /**< of a frame: audits at most to find rows that can go; 0 is 500 */
    const char *const *axes; /**< of a frame: axes, besides its columns and sex, whose single labels
                                  enter a row, as in an index over offences; not NULL with a count of
                                  0: none.  NULL: none for shares, else all */
} gdcs_release_options;

/** What was released. */
typedef struct gdcs_release_result {
    uint32_t struct_size; /**< sizeof(gdcs_release_result), set by the caller */
    int32_t method;       /**< GDCS_RELEASE_METHOD_*, never DEFAULT */
    int32_t letters;      /**< GDCS_RELEASE_LETTERS_*, never DEFAULT */
    int32_t is_safe;      /**< 1: the audit passes */
    int64_t hidden;       /**< cells of all tables; rows of a frame */
    int64_t audited;      /**< quantities */
    int64_t leaks;        /**< of them, that the rule protects and others could work out */
    int64_t earlier;      /**< of these, known from the log only, that did not leak before */
    int64_t recovered;    /**< safe ones that can be worked out */
} gdcs_release_result;

/**
 * Release a table.
 *
 * The copy is as `table` with the sensitivity lowered.  Cells that are hidden, not exact where the
 * original is, have OBS_STATUS 'Q' and a CONF_STATUS; a sentence in GDCS_META_NOTE names rule, method
 * and base.  It is given only if
 *
 * - the rule asks for something, and for rounding only where numbers are rounded to it;
 * - `table` has the cells of the original, and says what the method allows: an exact number is the
 *   original's, or a multiple of the base beside it, or one that the design may publish for it; an
 *   interval holds it; what a counted table leaves out is 0;
 * - gdcs_audit_table_linked(), with the original, the rule, and all that is published besides, finds
 *   it safe.  A cell that only earlier releases have leaks if it did not leak before, or comes out more closely
 *   than before; if no original has it, its interval must be as wide as the rule says, wherever the number
 *   lies, and as each rule of the log says.  Where that rule forbids groups and the originals have one sex of
 *   a line without the other, it may be one: that nobody is of a sex is to stay as open as in a group.
 *
 * `insiders` are those in hidden cells that the originals have; what they may not find, by all that is known,
 * is what the rule protects of these originals.  What one finds who is in a cell that only earlier releases have,
 * or of such a cell, or by a later release that has not both, is not looked at: hand in earlier tables and
 * originals again with the others where that matters.  `contributions` are those of the originals: cells, labels
 * and rules of earlier releases need none.
 *
 * A cell that had another number in an earlier release was revised: that number counts as unknown if it is hidden
 * now, and one that is true again as known, so that who guesses this does not work out what is hidden.  Earlier
 * figures that are not what the originals say any more are left out, too.  To a later release whose originals lack
 * the cell the last number counts as known: after a revision hand in the originals of earlier tables again.
 *
 * The log gets what the numbers, letters, `facts` and `trees` say, and where the rule leaves zeroes published,
 * and the tables hide no safe one, that a hidden whole number is 1 at least.  Of a table with limits of hidden cells
 * it keeps two: what the limits say, and, after all tables, what the letters do.
 *
 * Tables in `published` count as known by their cells alone, and are judged by `rule`.  What else they tell the log
 * keeps, and nothing besides it: figures, trees, rules of their own, what letters say, that somebody is in a hidden
 * cell.  Without the log give them one letter, or the intervals that letters leave; of rounded or perturbed tables
 * give those of gdcs_round_table() and gdcs_cell_key_table().
 *
 * NOISE instead of the last: the budget has the charge that `noise` names, and guarantees `epsilon` at
 * most; all cells are exact, whole, and some are changed.
 *
 * @param original  the true table
 * @param table     what is to be published of it, with the axes of `original`
 * @param rule      not NULL
 * @param options   may be NULL
 * @param out       the released table
 * @param result    struct_size set by the caller; may be NULL
 * @param err       may be NULL
 *
 * @errors   GDCS_E_ARGUMENT    a pointer is missing, an id or time is not UTF-8
 *           GDCS_E_STRUCT      struct_size
 *           GDCS_E_OPTION      no such method, letters, sensitivity or kind; a number out of its range;
 *                              the rule, as gdcs_disclosure_each() has it
 *           GDCS_E_DISCLOSURE  cells leak: the message names the first by their labels,
 *                              gdcs_release_audit_table() all; the rule asks for nothing, or for other
 *                              rounding; letters that tell too much; a budget that does not fit
 *           GDCS_E_SHAPE       `table` has other axes than `original`; as gdcs_audit_table()
 *           GDCS_E_NAME        `original` lacks a label; as gdcs_audit_table()
 *           GDCS_E_VALUE       a number is not what the method makes of the original, or left out
 *           GDCS_E_MEMORY, and what else gdcs_audit_table_linked() may return
 * @source   as gdcs_audit_table(); SDMX code lists CL_CONF_STATUS 1.2, CL_OBS_STATUS 2.1
 * @checked  bindings/python/tests/test_release.py
 * @threads  any, one at a time for a log
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_table(const gdcs_table *original,
                                                   const gdcs_table *table,
                                                   const gdcs_disclosure_rule *rule,
                                                   const gdcs_release_options *options,
                                                   gdcs_table **out, gdcs_release_result *result,
                                                   gdcs_error *err);

/**
 * Release tables that are published together: all of them, or none.
 *
 * @param originals  n true tables
 * @param tables     n tables to be published, in the same order
 * @param n          1 to 100
 * @param rule       not NULL
 * @param options    may be NULL
 * @param out        array of n: the released tables
 * @param result     struct_size set by the caller; may be NULL
 * @param err        may be NULL
 *
 * @errors   as gdcs_release_table(); GDCS_E_ARGUMENT also for n
 * @source   as gdcs_release_table()
 * @checked  as gdcs_release_table()
 * @threads  any, one at a time for a log
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_table_linked(
    const gdcs_table *const *originals, const gdcs_table *const *tables, int32_t n,
    const gdcs_disclosure_rule *rule, const gdcs_release_options *options, gdcs_table **out,
    gdcs_release_result *result, gdcs_error *err);

/**
 * Audit what gdcs_release_table_linked() would, and release nothing.
 *
 * The frame is that of gdcs_audit_table_linked(); the tables of the log come after those given, in its
 * `table`.  Numbers are intervals as the method says, and NOISE has none.  With KINDS or DEFAULT what
 * letters tell is counted as known, unless a group is asked for.  Where records of the log leave values blank
 * there is an axis "left blank", at its total in every row.  The log gets no entry.
 *
 * @param originals  as gdcs_release_table_linked()
 * @param tables     as gdcs_release_table_linked()
 * @param n          as gdcs_release_table_linked()
 * @param rule       not NULL
 * @param options    may be NULL
 * @param out        the frame, PROTECTED; may be NULL
 * @param result     struct_size set by the caller; may be NULL
 * @param err        may be NULL
 *
 * @errors   as gdcs_release_table(), but leaks are no failure
 * @source   as gdcs_release_table()
 * @checked  as gdcs_release_table()
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_audit_table(
    const gdcs_table *const *originals, const gdcs_table *const *tables, int32_t n,
    const gdcs_disclosure_rule *rule, const gdcs_release_options *options, gdcs_frame **out,
    gdcs_release_result *result, gdcs_error *err);

/**
 * Release a frame of statistics that was made from original tables, beside what is published of these.
 *
 * Text columns named like axes of the original `frame_table` say of whom a row is: with
 * G all labels of it, what it tells are the counts of G by sex and by the labels of `axes`, summed over all
 * other axes as gdcs_table_margin() does; where `axes` is NULL and values are not all F / (F + M) of those
 * sums, of all other axes.  COUNTS counts all of these as known to whoever reads the row:
 * shares, gaps of women and men, rates of known populations, and their limits tell no more.  SHARE
 * leaves value alone, F / (F + M) rounded to `digits`, and counts the interval of that as known.
 *
 * A row goes out if its base, F + M, is the rule's `minimum_base` or more, and if with it, and
 * with all rows that go, the audit of gdcs_release_table_linked() passes; rows come in their order.
 * In others numbers are missing, texts too, and the note is GDCS_NOTE_WITHHELD.  Where rows tell of each
 * other (shares of a total, location quotients, adjusted p-values) `together` is needed.  What is
 * released is entered into the log as the counts, or shares, that it tells, with the tables if there are
 * `facts` of these.
 *
 * @param frame      not NULL; a share in `value` where SHARE is asked for
 * @param originals  as gdcs_release_table_linked()
 * @param tables     as gdcs_release_table_linked(): published before, or together
 * @param n          as gdcs_release_table_linked()
 * @param rule       not NULL
 * @param options    may be NULL; NOISE is refused
 * @param out        the released frame
 * @param result     struct_size set by the caller; may be NULL
 * @param err        may be NULL; row is the 1-based row
 *
 * @errors   as gdcs_release_table(), and
 *           GDCS_E_ARGUMENT    frame_table is none of the originals
 *           GDCS_E_OPTION      digits outside 1 to 9
 *           GDCS_E_DISCLOSURE  also: the tables leak without it; with `together`, a row cannot go
 *           GDCS_E_NAME        also: the frame has no column of an axis, or a row's label is none of the
 *                              original; SHARE without a column value or an axis of sex
 *           GDCS_E_VALUE       also: SHARE, and a value is not the share of the original
 * @source   as gdcs_release_table()
 * @checked  as gdcs_release_table()
 * @threads  any, one at a time for a log
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_frame(
    const gdcs_frame *frame, const gdcs_table *const *originals, const gdcs_table *const *tables,
    int32_t n, const gdcs_disclosure_rule *rule, const gdcs_release_options *options,
    gdcs_frame **out, gdcs_release_result *result, gdcs_error *err);

/** Whose records go out, beside those in the log. */
enum {
    GDCS_RELEASE_PERSONS_DEFAULT =
        0, /**< SAME, or SOME if these or the earlier records are part of the persons */
    GDCS_RELEASE_PERSONS_SAME = 1, /**< all are in each earlier release */
    GDCS_RELEASE_PERSONS_SOME =
        2, /**< some are: a record that can be of nobody there is of another */
    GDCS_RELEASE_PERSONS_OTHERS = 3 /**< none is in any: records are not compared */
};

/** Options of gdcs_release_frame_microdata().  NULL or zeroes: the defaults. */
typedef struct gdcs_release_microdata_options {
    uint32_t struct_size;      /**< sizeof(gdcs_release_microdata_options) */
    int32_t sensitivity;       /**< GDCS_SENSITIVITY_PUBLIC, the default, or INTERNAL */
    const char *const *others; /**< columns to go out besides the keys and the sensitive one */
    int64_t count;             /**< of these */
    const gdcs_release_options
        *beside; /**< what is published besides: its published, trees, log, id, time, contributions,
                      insiders and milliseconds; other members are not used.  NULL: nothing */
    const gdcs_table *const *originals;     /**< true tables of which some cells are hidden there */
    const gdcs_disclosure_rule *disclosure; /**< that of these cells; NULL: each of the log's */
    int32_t original_count;
    int32_t is_part; /**< 1: tables count other persons, too; they do if keys name a weight, or a
                          population larger than the records */
    int32_t persons; /**< GDCS_RELEASE_PERSONS_* */
    int32_t padding; /**< 0 */
} gdcs_release_microdata_options;

/**
 * Release records of persons.
 *
 * The copy has the keys, the sensitive column and `others`; what is not named stays behind, weights too.  It is
 * given only if
 *
 * - the rule asks for k of 2 at least, and gdcs_microdata_audit() finds that all it asks for holds;
 * - no column that goes out has the concept GDCS_CONCEPT_PERSON_KEY;
 * - for the sensitive column, and for each of `others` that is protected, the rule asks for l or t, and
 *   that holds for it, "*" and what is no code in a column of sex being missing: all persons who match may
 *   otherwise be the same in it.
 *
 * Columns of `others` that are not protected count as unknown to all others: what is not so is a key.  Rows
 * come in the order of their values, so that it tells nothing; dictionaries have the words of the rows alone;
 * a sentence in GDCS_META_NOTE names keys and rule.
 *
 * Everybody can tabulate what goes out.  With `beside` that is counted as known besides the tables of the
 * log and those in `published`: records by the columns that such tables have as axes, by name and label, of
 * numbers as they are written.  A person with a missing value may be any, also one that no record has;
 * "*", and what is no code in a column of sex, are as missing.  What labels of recoded columns stand for in the
 * tables, `trees` say ("A" is part of "North"); without it such an axis tells no more than that its labels add
 * up to the total.  Of part of the persons each count is a lower limit.  Records do not go out if then
 *
 * - a hidden cell of a table, that did not leak before or comes out more closely than before, leaks by the audit
 *   of gdcs_audit_table_linked().  With `originals` that is asked of what is unsafe; without, of all hidden cells,
 *   by their intervals and letters;
 * - more numbers contradict each other than before: records of other persons than the tables count prove nothing.
 *
 * Columns that no table has, but two releases of records, say of whom blanks are, or which persons are part, and are
 * looked at where that takes 10^5 cells of a release at most.  Parts that OTHERS says to be of different persons
 * are not added up.  A row of a frame that was withheld protects no table that is not out.
 *
 * Memory goes with the distinct records and with the cells that blanks could be in, time mostly with linear
 * programmes over the latter: a million records, of which 0.5 % lack a key or two, beside a table of 1767 cells
 * took 2.5 s; `milliseconds` limits it, and what is then undecided leaks.  Earlier records are compared by
 * sorting, not pair by pair: a million records, all different, after another million took 8 s, half of it for
 * that.
 *
 * Two releases of records of the same persons let find together who is in a class of each.  With C the columns
 * that are keys of both, and D the others that both have, by name, records agree in a column where their values
 * are equal, or one is part of the other by `trees` or those of the log, or one is missing (a value of its own
 * only in C, where both releases count it so).  For classes a and b, of an earlier release of records in the
 * log and of this one, that agree in C,
 *
 *     left(a, b) = records that match a and agree in D with one that matches b,
 *
 * and left(b, a) likewise: other records of a are nobody's who is in b.  Records do not go out if left(a, b) is
 * not empty, fewer than all that match a, and fewer than k, or less diverse than l and t ask, of the rule of
 * that release; its weights and risk are not looked at, nor, of an earlier one, columns but the
 * sensitive one of its keys.  Who knows all keys of a person who is in both releases, and nothing else, can
 * be told no more than that if the two are of the same persons without missing values: each record of
 * left(a, b) is then the person's in some way to make pairs of the records of both.  Not looked at: how
 * probable that is of each; what of missing values such pairs exclude; what three releases tell together and
 * no two of them; columns that have other names; that somebody knows the own record, to whom k - 1 are left;
 * that somebody knows a key more closely than one release has it, which tells more where the other has that
 * column besides its keys: what was a key once should stay one.
 * Of three: eight persons are one of each combination of two sexes, areas and ages, each with a status of its
 * own; three releases have one of these keys each, k being 2, and the status.  Any two of the keys leave two
 * persons, all three one.
 * Columns that say much of each person are best keys of every release, or in one release only.
 * Whether anybody has the keys of both, records without identifiers do not say: all that may be are compared.
 * `persons` says who is in both.  With SAME, a record that agrees in C and D with none of an earlier release is
 * refused: its labels mean something else there, or it is of another person.  Records of several years in one
 * log need a column for it, and SOME.
 *
 * The log then has an entry for the records, with `trees`, which is part of the audit of each later release of
 * a table or a frame.
 *
 * @param frame    not NULL
 * @param keys     not NULL
 * @param rule     not NULL
 * @param options  may be NULL
 * @param out      the released frame
 * @param result   as gdcs_microdata_audit(); struct_size set by the caller; may be NULL
 * @param err      may be NULL; row is the 1-based record
 *
 * @errors   as gdcs_microdata_audit(), and
 *           GDCS_E_OPTION      another sensitivity, a count is negative, is_part is not 0 or 1; `beside`, as
 *                              gdcs_release_table() has it; no rule for tables in `published`
 *           GDCS_E_NAME        no such column among `others`; as gdcs_audit_table()
 *           GDCS_E_DUPLICATE   one of `others` twice, or a key
 *           GDCS_E_DISCLOSURE  the rule does not hold, or does not ask for what it must: the message says for
 *                              which column; hidden cells of tables leak: it names the first by their labels;
 *                              too little is left of a class beside an earlier release: it names both, and the
 *                              keys in each
 *           GDCS_E_VALUE       also: the records contradict the tables; one can be of nobody in an earlier release
 *           GDCS_E_SHAPE       records have a label and, by the trees, one that it is part of; as
 *                              gdcs_audit_table()
 *           GDCS_E_LIMIT       also: with a log more than 32 columns, more than 10^7 cells for what is missing;
 *                              beside earlier records 2^31 different ones, 10^8 pairs of values that may be the
 *                              same, 5 10^8 values of classes, 5 10^9 looks at them
 * @source   as gdcs_microdata_measure(); Ganta, Kasiviswanathan & Smith (2008) KDD, 265 (intersection attack);
 *           Shmueli & Tassa (2015) Inf. Sci. 298:344 (two releases as a bipartite graph)
 * @checked  tests/privacy/test_release_microdata.c, test_release_records.c, test_release_persons.c;
 *           bindings/python/tests/test_release_records.py, test_release_persons.py (every record of both tried;
 *           an example after figure 1 of Ganta, Kasiviswanathan & Smith)
 * @threads  any, one at a time for a log
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_release_frame_microdata(
    const gdcs_frame *frame, const gdcs_microdata_keys *keys, const gdcs_microdata_rule *rule,
    const gdcs_release_microdata_options *options, gdcs_frame **out, gdcs_microdata_result *result,
    gdcs_error *err);

GDCS_END
#endif
