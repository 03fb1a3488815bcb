/** @file gdcs/tree.h
 *  Which labels of an axis are parts of which: areas in regions, offences in the classes above them.
 *
 *  A node with children is the sum of its children.  A label that is no child is a root; a declared
 *  total of the axis is the sum of the roots. */
#ifndef GDCS_TREE_H
#define GDCS_TREE_H

#include <gdcs/error.h>
#include <gdcs/table.h>

GDCS_BEGIN

/** The hierarchy of an axis as pairs of labels: filled by the caller, or made below. */
typedef struct gdcs_tree {
    uint32_t struct_size;        /**< sizeof(gdcs_tree) */
    uint32_t padding;            /**< 0 */
    const char *axis;            /**< name */
    const char *const *children; /**< labels, each at most once */
    const char *const *parents;  /**< the label that each is part of */
    int64_t count;               /**< of pairs */
} gdcs_tree;

/**
 * Make the tree that the labels of an axis say by their beginnings.
 *
 * The parent of a label is the longest other label that it begins with: FR10 is in FR1, which is in
 * FR; offence 02011 is in 0201.  A declared total and the label "" take no part.
 *
 * @param table  not NULL
 * @param axis   name
 * @param out    the tree, which does not need the table any more; ended by gdcs_tree_free()
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_NAME      no such axis
 *           GDCS_E_MEMORY
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_tree_new_prefixes(const gdcs_table *table, const char *axis,
                                                       gdcs_tree **out, gdcs_error *err);

/**
 * Make the tree of an axis of offences as ICCS has it.
 *
 * The parent of a label is the nearest class above it that is a label too; labels that are no codes of
 * ICCS are roots.
 *
 * @param table  not NULL
 * @param axis   name
 * @param out    the tree, which does not need the table any more; ended by gdcs_tree_free()
 * @param err    may be NULL
 *
 * @errors   GDCS_E_ARGUMENT  a pointer is missing
 *           GDCS_E_NAME      no such axis
 *           GDCS_E_MEMORY
 * @source   UNODC (2015), International Classification of Crime for Statistical Purposes 1.0
 * @threads  any
 * @since    0.1
 */
GDCS_API GDCS_CHECK gdcs_status gdcs_tree_new_iccs(const gdcs_table *table, const char *axis,
                                                   gdcs_tree **out, gdcs_error *err);

/**
 * Free a tree that was made here.
 *
 * @param tree  may be NULL
 * @threads  any
 * @since    0.1
 */
GDCS_API void gdcs_tree_free(gdcs_tree *tree);

GDCS_END
#endif
