/* Members of the documents that gdcs/json.h writes. */
#ifndef GDCS_IO_JSON_READ_H
#define GDCS_IO_JSON_READ_H

#include "io/json/document.h"

#include <gdcs/frame.h>
#include <gdcs/table.h>

struct cJSON;

typedef struct gdcs_i_json {
    gdcs_i_document document;
    gdcs_error *err;
} gdcs_i_json;

/* What a document becomes. */
typedef struct gdcs_i_json_request {
    gdcs_status (*take)(const gdcs_i_json *in, void *out);
    void *out;
} gdcs_i_json_request;

/* Of a file, packed or not, or of a text in memory. */
gdcs_status gdcs_i_json_read(const char *path, const gdcs_i_json_request *request, gdcs_error *err);
gdcs_status gdcs_i_json_parse(const char *text, int64_t size, const gdcs_i_json_request *request,
                              gdcs_error *err);

gdcs_status gdcs_i_json_table(const gdcs_i_json *in, gdcs_table **out);
gdcs_status gdcs_i_json_frame(const gdcs_i_json *in, gdcs_frame **out);

/* "name" what, with its place. */
gdcs_status gdcs_i_json_refuse(const gdcs_i_json *in, const struct cJSON *value, gdcs_status status,
                               const char *what);

/* Refuse what is no object, and members other than these; NULL ends the names. */
gdcs_status gdcs_i_json_members(const gdcs_i_json *in, const struct cJSON *object,
                                const char *const *names);

/* A member that must be there, of any kind or an array. */
gdcs_status gdcs_i_json_need(const gdcs_i_json *in, const struct cJSON *object, const char *name,
                             const struct cJSON **out);
gdcs_status gdcs_i_json_list(const gdcs_i_json *in, const struct cJSON *object, const char *name,
                             const struct cJSON **out);

/* A text that may be missing: then *out stays.  The second: the number it names. */
gdcs_status gdcs_i_json_text(const gdcs_i_json *in, const struct cJSON *object, const char *name,
                             const char **out);
gdcs_status gdcs_i_json_name(const gdcs_i_json *in, const struct cJSON *object, const char *name,
                             int32_t (*find)(const char *), int32_t *out);

/* A number; null is NaN. */
gdcs_status gdcs_i_json_double(const gdcs_i_json *in, const struct cJSON *value, double *out);

/* The texts of "meta", each given to set(). */
gdcs_status gdcs_i_json_meta(const gdcs_i_json *in,
                             gdcs_status (*set)(void *, int32_t, const char *, gdcs_error *),
                             void *object);

/* status, with the place of this value in the error if it is one of the document. */
gdcs_status gdcs_i_json_at(const gdcs_i_json *in, const struct cJSON *value, gdcs_status status);
#endif
