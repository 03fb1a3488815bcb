/* Which data set of a message is read, and what the service says beside it. */
#include "io/sdmx/message.h"

#include <cjson/cJSON.h>
#include <string.h>

static gdcs_status refuse(const gdcs_i_message *m, const cJSON *at, gdcs_status status,
                          gdcs_error *err, const char *what)
{
    return gdcs_i_document_fail(m->document, at, err, status, at->string != NULL ? at->string : "",
                                "%s", what);
}

/* The "AGENCY:ID(1.0)" at the end of a urn of the structure. */
const char *gdcs_i_message_name(const cJSON *structure)
{
    const cJSON *link = NULL;
    cJSON_ArrayForEach(link, gdcs_i_sdmx_member(structure, "links"))
    {
        const cJSON *urn = gdcs_i_sdmx_member(link, "urn");
        const char *name = cJSON_IsString(urn) ? strrchr(urn->valuestring, '=') : NULL;
        if (name != NULL)
            return name + 1;
    }
    return NULL;
}

static const cJSON *data_of(const cJSON *root)
{
    const cJSON *data = gdcs_i_sdmx_member(root, "data");
    return cJSON_IsObject(data) ? data : root;
}

static const cJSON *structure_of(const cJSON *data, const cJSON *dataset)
{
    const cJSON *list = gdcs_i_sdmx_member(data, "structures"),
                *number = gdcs_i_sdmx_member(dataset, "structure");
    if (!cJSON_IsArray(list))
        return gdcs_i_sdmx_member(data, "structure");
    const double at = cJSON_IsNumber(number) ? number->valuedouble : 0;
    return at >= 0 && at < (double)cJSON_GetArraySize(list) ? cJSON_GetArrayItem(list, (int)at)
                                                            : NULL;
}

const cJSON *gdcs_i_message_structure(const cJSON *root, const cJSON *dataset)
{
    return structure_of(data_of(root), dataset);
}

/* What the service said instead of data, or beside it. */
const char *gdcs_i_message_complaint(const gdcs_i_message *m, const cJSON *root)
{
    const cJSON *errors = gdcs_i_sdmx_member(root, "errors");
    const cJSON *first = cJSON_IsArray(errors) ? errors->child : NULL;
    const char *text = gdcs_i_message_text(m, first, "title", "titles");
    if (text == NULL)
        text = gdcs_i_message_text(m, first, "detail", "details");
    if (text == NULL)
        text = gdcs_i_message_text(m, first, "message", "messages");
    return first == NULL ? NULL : text != NULL ? text : "an error without a text";
}

static gdcs_status check_action(const gdcs_i_message *m, const cJSON *dataset, gdcs_error *err)
{
    const cJSON *action = gdcs_i_sdmx_member(dataset, "action");
    if (!cJSON_IsString(action) || strcmp(action->valuestring, "Delete") != 0)
        return GDCS_OK;
    return refuse(m, action, GDCS_E_VALUE, err, "the data set deletes: it holds no data");
}

/* The data set that is read: the only one, or that of the part. */
gdcs_status gdcs_i_message_choose(const gdcs_i_message *m, const char *part, const cJSON *root,
                                  const cJSON **out, gdcs_error *err)
{
    const cJSON *data = data_of(root), *list = gdcs_i_sdmx_member(data, "dataSets"), *item = NULL;
    const char *wrong = gdcs_i_message_complaint(m, root);
    *out = NULL;
    if (list != NULL && !cJSON_IsArray(list))
        return refuse(m, list, GDCS_E_SYNTAX, err, "\"dataSets\" is no array");
    if ((list == NULL || list->child == NULL) && wrong != NULL)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "errors",
                           "the message holds no data but an error: %.150s", wrong);
    if (list == NULL)
        return refuse(m, root, GDCS_E_SYNTAX, err, "the message has no \"dataSets\"");
    cJSON_ArrayForEach(item, list)
    {
        const char *name = gdcs_i_message_name(structure_of(data, item));
        if (part != NULL && (name == NULL || strcmp(name, part) != 0))
            continue;
        if (*out != NULL)
            return refuse(m, item, GDCS_E_NAME, err,
                          "the message holds several data sets; say which by the option part");
        *out = item;
    }
    if (*out == NULL && part != NULL)
        return gdcs_i_fail(err, GDCS_E_NAME, "part", "the message holds no data of '%.100s'", part);
    return *out != NULL ? check_action(m, *out, err)
                        : gdcs_i_fail(err, GDCS_E_EMPTY, "dataSets", "the message holds no data");
}
