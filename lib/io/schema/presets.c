#include <gdcs/schema.h>

#include "core/fail.h"
#include "io/schema/presets/preset_texts.h"

#include <string.h>

enum { PRESETS = sizeof preset_offsets / sizeof preset_offsets[0] };

const char *gdcs_schema_name(int64_t index)
{
    return index >= 0 && index < PRESETS ? preset_texts + preset_offsets[index].name : "";
}

gdcs_status gdcs_schema_new(const char *name, gdcs_schema **out, gdcs_error *err)
{
    TRY(gdcs_i_need(name, "name", err));
    TRY(gdcs_i_need(out, "out", err));
    for (int64_t i = 0; i < PRESETS; i++)
        if (strcmp(gdcs_schema_name(i), name) == 0)
            return gdcs_schema_parse(preset_texts + preset_offsets[i].json, -1, out, err);
    return gdcs_i_fail(err, GDCS_E_NAME, "name", "there is no schema named \"%.60s\"", name);
}
