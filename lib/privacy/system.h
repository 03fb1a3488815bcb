/* What is published of one or several tables, as one linear system.

   A variable is a quantity: cells of several tables that have the same labels on the axes they share,
   the others being at their totals or not there, are one variable.  A row is an equation: a cell is the
   sum of its parts over one axis or node of a tree, or a fact that was published besides.  Hierarchies,
   linked tables and sex are nothing special to whatever works on the system. */
#ifndef GDCS_PRIVACY_SYSTEM_H
#define GDCS_PRIVACY_SYSTEM_H

#include "data/table.h"

#include <gdcs/tree.h>

/* An axis of all tables together.  Node 0 is the total, node c + 1 the label with code c. */
typedef struct gdcs_i_system_axis {
    const char *name;  /* lent by the first table that has it, as `total` is */
    const char *total; /* what the total is called */
    gdcs_i_pool *labels;
    int32_t *parent; /* by node; -1: part of nothing */
    int32_t *first;  /* by node: its first part; -1: none */
    int32_t *next;   /* by node: the next part of the same parent */
    int32_t nodes;   /* with the total */
    int32_t named;   /* of these: the others stand for who is in a total, and in no table */
    int32_t concept_id;
    int32_t has_total; /* somebody publishes it, or a table without the axis */
} gdcs_i_system_axis;

/* How a table's axes and labels are those of the system. */
typedef struct gdcs_i_system_view {
    const gdcs_table *table;
    int32_t axis[GDCS_I_AXES];  /* of the system, by axis of the table */
    int32_t *node[GDCS_I_AXES]; /* by code of the table */
    char *has[GDCS_I_AXES];     /* by node: 1: a label of the table, or its total; or as below */
    /* By variable, bits of axes; NULL: none.  Over these its own parts are all there are, in spite of
       GDCS_I_COUNTED; or labels are, in spite of nodes for others. */
    uint32_t *own;
    uint32_t *named;
    int64_t judged; /* variables that these have */
} gdcs_i_system_view;

/* Of nodes that the table lacks. */
enum {
    GDCS_I_FOLLOWS = 2, /* it has all parts */
    /* Its totals count it, or some of them: what is in its cells nobody publishes. */
    GDCS_I_COUNTED = 3
};

enum {
    GDCS_I_PUBLISHED = 1,  /* somebody set the cell */
    GDCS_I_CONFLICTING = 2 /* tables contradict each other about it; the last one stands */
};

/* What a row says. */
typedef struct gdcs_i_system_origin {
    int32_t axis;     /* over which `variable` is the sum of the others; -1: a fact */
    int32_t variable; /* the sum; or the number of the fact */
    int32_t table;    /* of a sum: the first that says it */
} gdcs_i_system_origin;

typedef struct gdcs_i_system {
    int32_t width;
    gdcs_i_system_axis axes[GDCS_I_AXES];
    gdcs_i_system_view *views;
    int32_t tables;
    int32_t whole; /* all that is published exactly is whole: all variables are */

    gdcs_i_cells *cells; /* nodes to variables, by slot */
    int64_t count;       /* variables */
    double *lower;       /* what is published of each: equal where exact */
    double *upper;
    int32_t *table; /* the first that has it, set or left out; -1: none, it follows from others */
    char *flags;    /* GDCS_I_PUBLISHED, ... */
    char *letter;   /* CONF_STATUS, 'F' where nobody set it */
    int32_t *nodes; /* count x width */
    int64_t room;

    int64_t rows;   /* lower <= sum of value x column <= upper */
    int64_t *start; /* rows + 1 */
    double *row_lower;
    double *row_upper;
    gdcs_i_system_origin *origin;
    int64_t row_room;
    int32_t *column; /* of a sum: first the sum with 1, then its parts with -1 */
    double *value;
    int64_t entries;
    int64_t entry_room;
} gdcs_i_system;

/* tables: 1 to 1000, which must outlive the system; trees: of axes by name, for all tables.

   What nobody set is 0 in a counted table.  In a published one it is a variable of its own where
   another part of the same sum is set, but for _O, _U and _Z; 0 if a counted one has its labels.
   GDCS_E_ARGUMENT, GDCS_E_STRUCT, GDCS_E_NAME a tree of no axis or with no label of it, GDCS_E_DUPLICATE a
   child twice, GDCS_E_SHAPE a tree with a circle or with the total in it, or axes of one name and two concepts,
   GDCS_E_LIMIT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_system_new(const gdcs_table *const *tables, int32_t n,
                              const gdcs_tree *const *trees, int32_t tree_count,
                              gdcs_i_system **out, gdcs_error *err);

/* As gdcs_i_system_new(); besides, labels that a table lacks and others have are GDCS_I_COUNTED where its totals
   show it: by the true numbers as far as there are, or as published.  truth: of the same tables, or NULL; exact:
   of so many tables, the first, numbers are neither rounded nor perturbed: what no label of theirs accounts for gets a
   node of its own, but of sex. */
gdcs_status gdcs_i_system_new_by(const gdcs_i_system *truth, int32_t exact,
                                 const gdcs_table *const *tables, int32_t n,
                                 const gdcs_tree *const *trees, int32_t tree_count,
                                 gdcs_i_system **out, gdcs_error *err);
void gdcs_i_system_free(gdcs_i_system *system);

/* The variable of a table's cell, by its codes; -1: it is 0. */
int64_t gdcs_i_system_find(const gdcs_i_system *system, int32_t table, const int32_t *codes);

/* The variable with these nodes, one per axis, or with the labels of these nodes of another system; -1: none. */
int64_t gdcs_i_system_at(const gdcs_i_system *system, const int32_t *nodes);
int64_t gdcs_i_system_at_labels(const gdcs_i_system *system, const gdcs_i_system *other,
                                const int32_t *nodes);
const int32_t *gdcs_i_system_nodes(const gdcs_i_system *system, int64_t variable);
const char *gdcs_i_system_label(const gdcs_i_system *system, int32_t axis, int32_t node);

/* What the originals say of a variable; NaN if they do not, or are not known: `truth` NULL or the system. */
double gdcs_i_system_true_number(const gdcs_i_system *system, const gdcs_i_system *truth,
                                 int64_t variable);

/* Are all who are counted in `part` counted in `whole`, by their labels? */
int gdcs_i_system_contains(const gdcs_i_system *system, int64_t whole, int64_t part);

/* The number in the cell of another table, of contributions or costs, that has the labels of these
   nodes, at the total of other axes; *out stays where the nodes have labels on axes that it does not have, or
   it has no such total.  GDCS_E_NAME. */
gdcs_status gdcs_i_system_look_up(const gdcs_i_system *system, const gdcs_table *table,
                                  const int32_t *nodes, double *out, gdcs_error *err);

/* The axis of sex, or -1; is this node of an axis one of it that sources publish only where there is anybody? */
int32_t gdcs_i_system_sex(const gdcs_i_system *system);
int gdcs_i_system_is_rare(const gdcs_i_system_axis *axis, int32_t node);

/* Add a fact: lower <= sum of value x column <= upper. */
gdcs_status gdcs_i_system_add_fact(gdcs_i_system *system, int32_t count, const int32_t *column,
                                   const double *value, double lower, double upper, int32_t number,
                                   gdcs_error *err);
#endif
