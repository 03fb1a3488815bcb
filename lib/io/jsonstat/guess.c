/* Concepts, the sex dimension and declared totals, by what the data set says or, failing that, by
   names; nothing by values. */
#include "core/memory.h"
#include "core/pool.h"
#include "io/jsonstat/describe.h"
#include "io/record/guess.h"
#include "io/schema/plan.h"

#include <cjson/cJSON.h>
#include <string.h>

static gdcs_i_facts facts_of(const gdcs_i_dimension *d)
{
    return (gdcs_i_facts){
        .name = d->id, .title = d->title, .labels = d->ids, .titles = d->labels, .count = d->count};
}

static void guess_concept(const gdcs_i_dataset *dataset, const gdcs_i_dimension *d, int detect,
                          gdcs_i_guess *g)
{
    const gdcs_i_facts facts = facts_of(d);
    const char *own =
        gdcs_i_json_text_of(cJSON_GetObjectItemCaseSensitive(dataset->own, "concepts"), d->id);
    *g = (gdcs_i_guess){.concept_id = GDCS_CONCEPT_GROUP, .total = -1};
    if (own != NULL && gdcs_i_concept_is_axis(gdcs_concept_find(own))) {
        g->concept_id = gdcs_concept_find(own);
    } else if (d->role != NULL && (strcmp(d->role, "time") == 0 || strcmp(d->role, "geo") == 0)) {
        g->concept_id = d->role[0] == 't' ? GDCS_CONCEPT_PERIOD : GDCS_CONCEPT_AREA;
        g->because = "its role";
    } else if (d->role != NULL && strcmp(d->role, "metric") == 0) {
        g->concept_id = GDCS_CONCEPT_UNIT;
        g->because = "its role";
    } else if (detect && d->role == NULL && gdcs_i_guess_concept(&facts) != GDCS_CONCEPT_NONE) {
        g->concept_id = gdcs_i_guess_concept(&facts);
        g->because = "its name";
    }
}

typedef gdcs_status question(const gdcs_i_facts *axis, int *is, gdcs_error *err);

static gdcs_status choose_sex(const gdcs_i_dataset *dataset, question *ask, const char *because,
                              gdcs_i_guess *guesses, int *found, gdcs_error *err)
{
    const gdcs_i_dimension *first = NULL;
    for (int64_t i = 0; i < dataset->width && *found == 0; i++) {
        const gdcs_i_dimension *d = &dataset->dimensions[i];
        const gdcs_i_facts facts = facts_of(d);
        int is = 0;
        if (guesses[i].concept_id == GDCS_CONCEPT_GROUP && d->role == NULL)
            TRY(ask(&facts, &is, err));
        if (!is)
            continue;
        if (first != NULL)
            return gdcs_i_document_fail(dataset->document, d->object, err, GDCS_E_SEX, d->id,
                                        "dimensions '%.40s' and '%.40s' may both be the sex: "
                                        "declare one in a schema",
                                        first->id, d->id);
        first = d;
    }
    if (first == NULL)
        return GDCS_OK;
    *found = 1;
    guesses[first - dataset->dimensions].concept_id = GDCS_CONCEPT_SEX;
    guesses[first - dataset->dimensions].because = because;
    return GDCS_OK;
}

static int find_category(const gdcs_i_dimension *d, const char *id, int32_t *at)
{
    for (int64_t i = 0; id != NULL && i < d->count; i++)
        if (strcmp(d->ids[i], id) == 0) {
            *at = (int32_t)i;
            return 1;
        }
    return 0;
}

/* The one category that is nobody's child, if all others are: the root of a hierarchy. */
static gdcs_status find_root(const gdcs_i_dimension *d, int32_t *root, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pool *children = NULL;
    const cJSON *list = NULL, *child = NULL;
    const cJSON *parents = cJSON_GetObjectItemCaseSensitive(d->category, "child");
    int32_t code = 0, roots = 0, at = -1;
    if (!cJSON_IsObject(parents))
        return GDCS_OK;
    TRY(gdcs_i_pool_new(&children, err));
    cJSON_ArrayForEach(list, parents) cJSON_ArrayForEach(child, list)
    {
        if (cJSON_IsString(child))
            GO(gdcs_i_pool_add(children, child->valuestring, strlen(child->valuestring), &code,
                               err));
    }
    for (int64_t i = 0; i < d->count; i++)
        if (gdcs_i_pool_find(children, d->ids[i], strlen(d->ids[i])) < 0) {
            at = (int32_t)i;
            roots++;
        }
    if (roots == 1 && d->count > 1)
        *root = at;
done:
    gdcs_i_pool_free(children);
    return status;
}

static gdcs_status guess_total(const gdcs_i_dataset *dataset, const gdcs_i_dimension *d, int detect,
                               gdcs_i_guess *g, gdcs_error *err)
{
    const gdcs_i_facts facts = facts_of(d);
    const cJSON *totals = cJSON_GetObjectItemCaseSensitive(dataset->own, "totals");
    if (g->concept_id == GDCS_CONCEPT_SEX ||
        find_category(d, gdcs_i_json_text_of(totals, d->id), &g->total) || dataset->own != NULL)
        return GDCS_OK;
    g->total_because = "the hierarchy of its categories";
    TRY(find_root(d, &g->total, err));
    if (g->total >= 0 || !detect)
        return GDCS_OK;
    g->total_because = "its name";
    g->total = gdcs_i_guess_total(&facts);
    return GDCS_OK;
}

gdcs_status gdcs_i_dataset_guess(const gdcs_i_dataset *dataset, const gdcs_i_reading *reading,
                                 gdcs_i_guess *guesses, gdcs_error *err)
{
    const int detect = reading->options.detect != GDCS_DETECT_NONE && dataset->own == NULL;
    int found = 0;
    for (int64_t i = 0; i < dataset->width; i++)
        guess_concept(dataset, &dataset->dimensions[i], detect, &guesses[i]);
    TRY(gdcs_i_plan_declares_sex(reading->schema, &found, err));
    if (detect) {
        TRY(choose_sex(dataset, gdcs_i_guess_is_called_sex, "its name", guesses, &found, err));
        TRY(choose_sex(dataset, gdcs_i_guess_holds_sexes, "its categories", guesses, &found, err));
    }
    for (int64_t i = 0; i < dataset->width; i++)
        TRY(guess_total(dataset, &dataset->dimensions[i], detect, &guesses[i], err));
    return GDCS_OK;
}
