/* Concepts, the sex variable and declared totals: by VARIABLE-TYPE, TIMEVAL and ELIMINATION or,
   failing that, by names. */
#include "core/fail.h"
#include "io/px/describe.h"
#include "io/record/guess.h"
#include "io/schema/plan.h"

#include <string.h>

static gdcs_i_facts facts_of(const gdcs_i_px_variable *v)
{
    return (gdcs_i_facts){.name = v->name,
                          .title = v->title,
                          .labels = v->labels,
                          .titles = v->titles,
                          .count = v->count};
}

static const char *type_of(const gdcs_i_px_document *d, const gdcs_i_px_variable *v)
{
    const gdcs_i_px_statement *s = gdcs_i_px_find(d, "VARIABLE-TYPE", v->own, 0);
    return s != NULL ? s->values[0] : "";
}

/* Contents are counts, rates, shares: what must not be added up. */
static int holds_contents(const gdcs_i_px_document *d, const gdcs_i_px_variable *v)
{
    const char *name = gdcs_i_px_text(d, "CONTVARIABLE");
    return name != NULL && (strcmp(v->own, name) == 0 || strcmp(v->name, name) == 0 ||
                            (v->title != NULL && strcmp(v->title, name) == 0));
}

static void find_concept(const gdcs_i_px_document *d, const gdcs_i_px_variable *v, int detect,
                         gdcs_i_px_role *role)
{
    const char *type = type_of(d, v);
    const gdcs_i_facts facts = facts_of(v);
    const int32_t named = gdcs_concept_find(type);
    *role = (gdcs_i_px_role){.concept_id = GDCS_CONCEPT_GROUP, .total = -1};
    if (gdcs_i_concept_is_axis(named)) {
        role->concept_id = named;
        role->declared = 1;
    } else if (holds_contents(d, v)) {
        role->concept_id = GDCS_CONCEPT_UNIT;
        role->because = "CONTVARIABLE";
    } else if (gdcs_i_px_find(d, "TIMEVAL", v->own, 0) != NULL || gdcs_i_px_same(type, "t") ||
               gdcs_i_px_same(type, "time")) {
        role->concept_id = GDCS_CONCEPT_PERIOD;
        role->because = "TIMEVAL or VARIABLE-TYPE";
    } else if (gdcs_i_px_find(d, "MAP", v->own, 0) != NULL || gdcs_i_px_same(type, "g") ||
               gdcs_i_px_same(type, "geographical")) {
        role->concept_id = GDCS_CONCEPT_AREA;
        role->because = "MAP or VARIABLE-TYPE";
    } else if (detect && gdcs_i_guess_concept(&facts) != GDCS_CONCEPT_NONE) {
        role->concept_id = gdcs_i_guess_concept(&facts);
        role->because = "its name";
    }
}

typedef gdcs_status question(const gdcs_i_facts *axis, int *yes, gdcs_error *err);

static gdcs_status choose_sex(const gdcs_i_px_cube *cube, question *ask, const char *because,
                              gdcs_i_px_role *roles, int *found, gdcs_error *err)
{
    int64_t first = -1;
    int yes = 0;
    for (int64_t i = 0; i < cube->width && *found == 0; i++) {
        const gdcs_i_facts facts = facts_of(&cube->variables[i]);
        if (roles[i].concept_id != GDCS_CONCEPT_GROUP || roles[i].declared)
            continue;
        TRY(ask(&facts, &yes, err));
        if (!yes)
            continue;
        if (first >= 0)
            return gdcs_i_fail(err, GDCS_E_SEX, cube->variables[i].name,
                               "variables '%.80s' and '%.80s' may both be the sex: declare one in "
                               "a schema",
                               cube->variables[first].name, cube->variables[i].name);
        first = i;
    }
    if (first < 0)
        return GDCS_OK;
    *found = 1;
    roles[first].concept_id = GDCS_CONCEPT_SEX;
    roles[first].because = because;
    return GDCS_OK;
}

/* A value that stands for all where nobody chooses one; YES says that the values may be added. */
static void find_total(const gdcs_i_px_document *d, const gdcs_i_px_variable *v, int detect,
                       gdcs_i_px_role *role)
{
    const gdcs_i_facts facts = facts_of(v);
    const gdcs_i_px_statement *s = gdcs_i_px_find(d, "ELIMINATION", v->own, 0);
    if (role->concept_id == GDCS_CONCEPT_SEX)
        return;
    if (s != NULL && s->values[0][0] != '\0') {
        role->total = gdcs_i_px_value_find(v, s->values[0]);
        role->total_because = "ELIMINATION";
    }
    if (role->total >= 0 || role->declared || !detect)
        return;
    role->total = gdcs_i_guess_total(&facts);
    role->total_because = "its name";
}

gdcs_status gdcs_i_px_describe_roles(const gdcs_i_px_cube *cube, const gdcs_i_reading *reading,
                                     gdcs_i_px_role *roles, gdcs_error *err)
{
    const int detect = reading->options.detect != GDCS_DETECT_NONE;
    int found = 0;
    for (int64_t i = 0; i < cube->width; i++) {
        find_concept(cube->document, &cube->variables[i], detect, &roles[i]);
        if (roles[i].declared && roles[i].concept_id == GDCS_CONCEPT_SEX && found++ > 0)
            return gdcs_i_fail(err, GDCS_E_SEX, cube->variables[i].name,
                               "VARIABLE-TYPE names two variables as the sex");
    }
    TRY(gdcs_i_plan_declares_sex(reading->schema, &found, err));
    if (detect) {
        TRY(choose_sex(cube, gdcs_i_guess_is_called_sex, "its name", roles, &found, err));
        TRY(choose_sex(cube, gdcs_i_guess_holds_sexes, "its values", roles, &found, err));
    }
    for (int64_t i = 0; i < cube->width; i++)
        find_total(cube->document, &cube->variables[i], detect, &roles[i]);
    return GDCS_OK;
}
