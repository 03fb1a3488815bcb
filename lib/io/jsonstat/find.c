/* Which data set of a document: it may be the whole (2.0), a member of a bundle (1.x) or an item of a
   collection (2.0). */
#include "io/jsonstat/dataset.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN = 160 };

const char *gdcs_i_json_text_of(const cJSON *object, const char *member)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, member);
    return cJSON_IsString(value) ? value->valuestring : NULL;
}

static int is_dataset(const cJSON *value)
{
    return cJSON_IsObject(value) && cJSON_GetObjectItemCaseSensitive(value, "value") != NULL &&
           cJSON_GetObjectItemCaseSensitive(value, "dimension") != NULL;
}

typedef struct search {
    const char *name; /* NULL: any */
    const cJSON *found;
    int count; /* of those that bear the name */
    int all;
    char names[SHOWN];
} search;

static int bears(const cJSON *value, const char *name)
{
    const char *const label = gdcs_i_json_text_of(value, "label");
    const char *const href = gdcs_i_json_text_of(value, "href");
    return name == NULL || (value->string != NULL && strcmp(value->string, name) == 0) ||
           (label != NULL && strcmp(label, name) == 0) || (href != NULL && strcmp(href, name) == 0);
}

static void look_at(search *s, const cJSON *value)
{
    const size_t used = strlen(s->names);
    if (!is_dataset(value))
        return;
    const char *label = gdcs_i_json_text_of(value, "label");
    const char *name = value->string != NULL ? value->string : label != NULL ? label : "";
    s->all++;
    if (used + strlen(name) + 5 < SHOWN)
        snprintf(s->names + used, SHOWN - used, "%s'%s'", used > 0 ? ", " : "", name);
    if (!bears(value, s->name))
        return;
    s->count++;
    s->found = value;
}

static const cJSON *list_of(const cJSON *root)
{
    const cJSON *link = cJSON_GetObjectItemCaseSensitive(root, "link");
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(link, "item");
    return item != NULL ? item : root;
}

gdcs_status gdcs_i_dataset_find(const gdcs_i_document *document, const char *name,
                                const cJSON **out, gdcs_error *err)
{
    search s = {.name = name};
    const cJSON *root = document->root, *value = NULL;
    if (cJSON_IsArray(root) && cJSON_GetArraySize(root) == 1)
        root = root->child;
    if (is_dataset(root))
        look_at(&s, root);
    else
        cJSON_ArrayForEach(value, list_of(root)) look_at(&s, value);
    if (s.all == 0)
        return gdcs_i_document_fail(document, document->root, err, GDCS_E_SYNTAX, "",
                                    "there is no JSON-stat data set with \"value\" and "
                                    "\"dimension\"");
    if (s.count != 1)
        return gdcs_i_document_fail(document, document->root, err, GDCS_E_NAME, "part",
                                    s.count > 1 ? "several data sets, of which `part` names one: %s"
                                                : "no data set has the name; there are: %s",
                                    s.names);
    *out = s.found;
    return GDCS_OK;
}
