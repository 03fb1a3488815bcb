/* What the formats of the SDMX family share: components to a schema, observations to records. */
#ifndef GDCS_IO_SDMX_STREAM_H
#define GDCS_IO_SDMX_STREAM_H

#include "io/csv/parser.h"
#include "io/record/reading.h"
#include "io/sdmx/own.h"

/* What a field of the records is. */
typedef enum gdcs_i_component_kind {
    GDCS_I_SDMX_DIMENSION,
    GDCS_I_SDMX_VALUE,
    GDCS_I_SDMX_ATTRIBUTE,
    GDCS_I_SDMX_LIMIT,  /* LOWER or UPPER */
    GDCS_I_SDMX_ACTION, /* of a record */
    GDCS_I_SDMX_OTHER   /* no component: names of codes, keys, what the data set is called */
} gdcs_i_component_kind;

typedef struct gdcs_i_component {
    const char *id;    /* lives as long as the reading, as do the other texts */
    const char *title; /* NULL: none */
    const char *names; /* id of the field with the names of the codes; NULL: none */
    gdcs_i_component_kind kind;
} gdcs_i_component;

typedef struct gdcs_i_sdmx {
    gdcs_i_reading *reading;
    gdcs_i_component *components; /* a field each */
    int64_t width;
    int64_t value; /* fields; -1: none */
    int64_t status;
    int64_t confidentiality;
    int64_t multiplier;
    int eurostat;      /* is the agency ESTAT? */
    int flags;         /* are statuses flags of Eurostat? */
    int commas;        /* may OBS_VALUE have a decimal comma? */
    int has_roles;     /* does the file say which components are attributes? */
    int absent_zero;   /* are cells that nobody set zeroes? */
    const char *title; /* of the data set; these NULL: none */
    const char *source;
    const char *updated;
    const char *note;
    const gdcs_schema *own; /* what this library wrote of the table, NULL: nothing */
    const char *texts[GDCS_I_SDMX_OWN_KEYS + 1]; /* likewise, by key */

    gdcs_i_field *fields; /* of the record that the producer fills and hands on */
    int translates_status;
    int translates_confidentiality;
    int multiplies;
    int lists;       /* of flags, GDCS_I_FLAGS_* */
    int64_t several; /* numbers with several flags */
    int64_t scaled;  /* numbers that were multiplied */
    int64_t comma;   /* numbers with a comma, and with a point */
    int64_t point;
    int64_t partial; /* records without an observation */
    char number[3][64];
} gdcs_i_sdmx;

/* Copy a text, NUL or not behind it, to the memory of the reading. */
gdcs_status gdcs_i_sdmx_copy(gdcs_i_reading *reading, const char *text, size_t size,
                             const char **out, gdcs_error *err);

/* The components by their ids, `components` and `width` being set; a field CONF_STATUS is added where flags
   need it, for which there must be room. */
void gdcs_i_sdmx_sort(gdcs_i_sdmx *s);

/* Is it the id of a column that is no dimension wherever it stands? */
int gdcs_i_sdmx_is_known(const char *id);
int gdcs_i_sdmx_is_fixed(const char *id); /* one that is no component at all */

/* Make the schema and begin; the caller's schema stands over it. */
gdcs_status gdcs_i_sdmx_begin(gdcs_i_sdmx *s, gdcs_error *err);

/* Is anything made of a field? */
int gdcs_i_sdmx_wants(const gdcs_i_sdmx *s, int64_t field);

/* A record whose texts are in `fields`. */
gdcs_status gdcs_i_sdmx_take(gdcs_i_sdmx *s, int64_t line, int64_t last, int64_t bad,
                             gdcs_error *err);

/* All records of a delimited text to the taker.  *parser, NULL before, is there for the taker from the first
   one on, and is the caller's to free, whatever is returned. */
gdcs_status gdcs_i_sdmx_feed(gdcs_i_sdmx *s, gdcs_i_source *source, char separator,
                             gdcs_i_record_taker taker, gdcs_i_parser **parser, gdcs_error *err);

/* After the last one: totals, and what is to be said. */
gdcs_status gdcs_i_sdmx_end(gdcs_i_sdmx *s, gdcs_error *err);

void gdcs_i_sdmx_free(gdcs_i_sdmx *s);

/* Producers: SDMX-CSV, TSV, SDMX-JSON. */
gdcs_status gdcs_i_sdmx_delimited(gdcs_i_sdmx *s, gdcs_i_source *source, char separator,
                                  gdcs_error *err);
gdcs_status gdcs_i_sdmx_tsv(gdcs_i_sdmx *s, gdcs_i_source *source, gdcs_error *err);
gdcs_status gdcs_i_sdmx_json(gdcs_i_sdmx *s, gdcs_i_source *source, gdcs_error *err);
#endif
