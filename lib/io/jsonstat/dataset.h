/* A JSON-stat data set, checked: what reading needs of it. */
#ifndef GDCS_IO_JSONSTAT_DATASET_H
#define GDCS_IO_JSONSTAT_DATASET_H

#include "io/json/document.h"
#include "io/schema/arena.h"

struct cJSON;

typedef struct gdcs_i_dimension {
    const char *id;
    const char *title;            /* for readers, NULL: none */
    const char **ids;             /* of its categories, in order */
    const char **labels;          /* likewise; an element NULL: none */
    int64_t count;                /* of categories */
    const char *role;             /* "time", "geo", "metric", or NULL */
    const struct cJSON *object;   /* NULL: it stands only in `id` */
    const struct cJSON *category; /* likewise */
} gdcs_i_dimension;

typedef struct gdcs_i_dataset {
    const gdcs_i_document *document;
    const struct cJSON *object;
    const struct cJSON *own; /* what this library wrote beside the standard, or NULL */
    gdcs_i_dimension *dimensions;
    int64_t width;
    int64_t cells; /* product of the counts */
} gdcs_i_dataset;

/* Find the data set of this name in a document, or the only one (name NULL).  GDCS_E_NAME naming
   those that are there, GDCS_E_SYNTAX. */
gdcs_status gdcs_i_dataset_find(const gdcs_i_document *document, const char *name,
                                const struct cJSON **out, gdcs_error *err);

/* Check its dimensions.  Texts stay the document's.  GDCS_E_SYNTAX wrong types, GDCS_E_SHAPE sizes that
   contradict, GDCS_E_LIMIT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_dataset_take(const gdcs_i_document *document, const struct cJSON *object,
                                gdcs_i_arena *arena, gdcs_i_dataset *out, gdcs_error *err);

/* The text of a member, or NULL. */
const char *gdcs_i_json_text_of(const struct cJSON *object, const char *member);
#endif
