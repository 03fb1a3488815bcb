/* What the readers of all formats share.  A format is a producer of records: one that names its
   columns, then those with data; the schema, the rows and what becomes of them are here. */
#ifndef GDCS_IO_RECORD_READING_H
#define GDCS_IO_RECORD_READING_H

#include "core/fail.h"
#include "io/csv/source.h"
#include "io/record/binding.h"
#include "io/record/rows.h"
#include "io/record/to_frame.h"
#include "io/record/to_table.h"
#include "io/schema/arena.h"

typedef struct gdcs_i_reading {
    const gdcs_schema *schema; /* the caller's, NULL: none */
    gdcs_read_options options; /* with their defaults */
    gdcs_read_result result;   /* `blank` is the producer's to fill */
    gdcs_i_plan plan;          /* from here on set by gdcs_i_reading_begin() */
    gdcs_i_binding binding;    /* `wanted` and `width` by gdcs_i_reading_header() */
    gdcs_i_rows rows;
    gdcs_i_to_table *to_table; /* one of the two */
    gdcs_i_to_frame *to_frame;
    char *detected; /* what becomes GDCS_META_DETECTED; NULL: nothing */
    int64_t detected_room;
    const char *called; /* by a producer whose records are no lines: "row", "cell" */
    void *input;        /* of a producer of what is no bytes */
    gdcs_frame *ready;  /* made by the producer itself: no schema says what it is */
    gdcs_i_arena arena; /* for the schema that a producer makes */
    void *kept; /* what the texts of the schema lie in; freed by drop() after the result is made */
    void (*drop)(void *kept);
    const char *path; /* that is being read; NULL: none */
    const char *file; /* of several the one that is being read; NULL: there is one */
    int64_t files;    /* of them that are behind us */
    gdcs_i_plan next; /* what the schema and this file make, where one was read before */
    int makes_table;
    int bound; /* is the header behind us? */
} gdcs_i_reading;

/* Say a decision that nobody asked for: a sentence with its full stop. */
gdcs_status gdcs_i_reading_detected(gdcs_i_reading *reading, gdcs_error *err, const char *format,
                                    ...) GDCS_PRINTF(3, 4);

/* Fix the schema that is read by: the caller's, or what the producer made of it and of the file.  Of the
   second of several files and later ones only where and how things are written may differ. */
gdcs_status gdcs_i_reading_begin(gdcs_i_reading *reading, const gdcs_schema *schema,
                                 gdcs_error *err);

/* The same by what the file says of itself, `base`, under what the caller's schema says otherwise. */
gdcs_status gdcs_i_reading_begin_with(gdcs_i_reading *reading, const gdcs_schema *base,
                                      gdcs_error *err);

/* The record that names the columns; where the plan says there is none, the first of data, which is
   to be taken as well. */
gdcs_status gdcs_i_reading_header(gdcs_i_reading *reading, const gdcs_i_record *header,
                                  gdcs_error *err);

/* A record of data. */
gdcs_status gdcs_i_reading_take(gdcs_i_reading *reading, const gdcs_i_record *record,
                                gdcs_error *err);

/* Where to read from and what to make of it. */
typedef struct gdcs_i_request {
    const char *path;         /* NULL: text */
    const char *const *paths; /* instead of it: several, and patterns */
    int64_t path_count;
    const char *text;
    int64_t size;
    void *input; /* instead of both: the producer's own */
    const gdcs_schema *schema;
    const gdcs_read_options *options;
    gdcs_table **table; /* one of the two */
    gdcs_frame **frame;
    gdcs_read_result *result; /* may be NULL */
} gdcs_i_request;

/* Begins the reading and hands it the records of the source. */
typedef gdcs_status gdcs_i_producer(gdcs_i_reading *reading, gdcs_i_source *source,
                                    gdcs_error *err);

/* A whole call of a public reader, but for the check of its pointers. */
gdcs_status gdcs_i_read(const gdcs_i_request *request, gdcs_i_producer *produce, gdcs_error *err);

/* Where what is read goes: one of the two. */
typedef struct gdcs_i_made {
    gdcs_table **table;
    gdcs_frame **frame;
} gdcs_i_made;

/* A whole call with the check of all pointers but that of the schema, which may be NULL. */
gdcs_status gdcs_i_read_path(const char *path, const gdcs_schema *schema,
                             const gdcs_read_options *options, gdcs_i_made out,
                             gdcs_read_result *result, gdcs_i_producer *produce, gdcs_error *err);
gdcs_status gdcs_i_read_paths(const char *const *paths, int64_t count, const gdcs_schema *schema,
                              const gdcs_read_options *options, gdcs_i_made out,
                              gdcs_read_result *result, gdcs_i_producer *produce, gdcs_error *err);
gdcs_status gdcs_i_read_text(const char *text, int64_t size, const gdcs_schema *schema,
                             const gdcs_read_options *options, gdcs_i_made out,
                             gdcs_read_result *result, gdcs_i_producer *produce, gdcs_error *err);
#endif
