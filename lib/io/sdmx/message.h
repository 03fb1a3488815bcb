/* An SDMX-JSON message, checked: its components at their levels. */
#ifndef GDCS_IO_SDMX_MESSAGE_H
#define GDCS_IO_SDMX_MESSAGE_H

#include "io/json/document.h"
#include "io/sdmx/stream.h"

struct cJSON;

/* Where values of components stand. */
enum {
    GDCS_I_AT_DATASET,
    GDCS_I_AT_GROUP, /* attributes only */
    GDCS_I_AT_SERIES,
    GDCS_I_AT_OBSERVATION,
    GDCS_I_LEVELS
};

/* A component: what its indexes stand for. */
typedef struct gdcs_i_part {
    const struct cJSON *object;
    gdcs_i_field *values; /* by index: ids */
    gdcs_i_field *names;  /* likewise; of none nothing */
    int64_t count;
    int listed;             /* are there indexes, or the values themselves? */
    int64_t position;       /* of a dimension in the key */
    int64_t field;          /* of the records */
    int64_t names_field;    /* -1: none */
    gdcs_i_field otherwise; /* the default of an attribute */
} gdcs_i_part;

typedef struct gdcs_i_level {
    gdcs_i_part *parts;
    int64_t count;
} gdcs_i_level;

typedef struct gdcs_i_message {
    const gdcs_i_document *document;
    const char *language; /* NULL: the first */
    const struct cJSON *structure;
    gdcs_i_level dimensions[GDCS_I_LEVELS];
    gdcs_i_level measures; /* of an observation */
    gdcs_i_level attributes[GDCS_I_LEVELS];
    int64_t width; /* dimensions of all levels */
} gdcs_i_message;

/* The member of an object, NULL: there is none. */
const struct cJSON *gdcs_i_sdmx_member(const struct cJSON *object, const char *name);

/* Text of a member in the language, NULL: none. */
const char *gdcs_i_message_text(const gdcs_i_message *m, const struct cJSON *object,
                                const char *member, const char *members);

/* Components of the structure, which is set.  GDCS_E_SYNTAX, GDCS_E_SHAPE. */
gdcs_status gdcs_i_message_take(gdcs_i_message *m, gdcs_i_sdmx *s, gdcs_error *err);

/* Text of a value, or of what its index stands for.  GDCS_E_SYNTAX, GDCS_E_SHAPE. */
gdcs_status gdcs_i_message_value(const gdcs_i_message *m, gdcs_i_reading *reading,
                                 const gdcs_i_part *part, const struct cJSON *value,
                                 gdcs_i_field *out, gdcs_error *err);

/* The number of an index of a part.  GDCS_E_SHAPE where the part has no such value. */
gdcs_status gdcs_i_message_index(const gdcs_i_message *m, const gdcs_i_part *part,
                                 const struct cJSON *at, int64_t index, gdcs_error *err);

/* The "AGENCY:ID(1.0)" of a structure, NULL: none; and the structure of a data set. */
const char *gdcs_i_message_name(const struct cJSON *structure);
const struct cJSON *gdcs_i_message_structure(const struct cJSON *root, const struct cJSON *dataset);

/* The first error that the service reported, NULL: none. */
const char *gdcs_i_message_complaint(const gdcs_i_message *m, const struct cJSON *root);

/* The data set that is read: the only one, or that of the part.  GDCS_E_NAME, GDCS_E_EMPTY,
   GDCS_E_SYNTAX, GDCS_E_VALUE if it deletes. */
gdcs_status gdcs_i_message_choose(const gdcs_i_message *m, const char *part,
                                  const struct cJSON *root, const struct cJSON **out,
                                  gdcs_error *err);
#endif
