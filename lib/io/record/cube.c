#include "io/record/cube.h"
#include "core/fail.h"

#include <gdcs/sex.h>

#include <stdio.h>
#include <string.h>

gdcs_status gdcs_i_cube_begin(gdcs_i_cube *cube, gdcs_i_arena *arena, int64_t width, int64_t tail,
                              gdcs_error *err)
{
    static const char *const names[GDCS_I_CUBE_TAIL] = {"value", "status", "confidentiality",
                                                        "lower", "upper"};
    void *memory = NULL;
    *cube = (gdcs_i_cube){.schema = {.struct_size = sizeof cube->schema},
                          .fields = 2 * width + tail,
                          .width = width,
                          .value = 2 * width};
    TRY(gdcs_i_arena_alloc(arena, cube->fields, sizeof *cube->names, &memory, err));
    cube->names = memory;
    TRY(gdcs_i_arena_alloc(arena, cube->fields, sizeof *cube->columns, &memory, err));
    cube->columns = memory;
    cube->schema.columns = memory;
    for (int64_t i = 0; i < tail; i++)
        cube->names[cube->value + i] = names[i];
    return GDCS_OK;
}

gdcs_status gdcs_i_cube_name(gdcs_i_cube *cube, gdcs_i_arena *arena, int64_t dimension,
                             const char *name, gdcs_error *err)
{
    void *memory = NULL;
    const size_t room = strlen(name) + sizeof " label";
    TRY(gdcs_i_arena_alloc(arena, (int64_t)room, 1, &memory, err));
    snprintf(memory, room, "%s label", name);
    cube->names[dimension] = name;
    cube->names[cube->width + dimension] = memory;
    return GDCS_OK;
}

gdcs_schema_column *gdcs_i_cube_add(gdcs_i_cube *cube, int64_t field, int32_t concept_id)
{
    gdcs_schema_column *c = &cube->columns[cube->schema.column_count++];
    c->struct_size = sizeof *c;
    c->concept_id = concept_id;
    c->position = (int32_t)field + 1;
    c->name = cube->names[field];
    return c;
}

gdcs_status gdcs_i_cube_map_sex(gdcs_schema_column *column, gdcs_i_arena *arena,
                                const char *const *labels, const int32_t *codes, int64_t count,
                                gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_arena_alloc(arena, count, sizeof(gdcs_schema_word), &memory, err));
    gdcs_schema_word *map = memory;
    for (int64_t i = 0; i < count; i++)
        map[i] = (gdcs_schema_word){.from = labels[i], .to = gdcs_sex_code(codes[i])};
    column->map = map;
    column->map_count = count;
    return GDCS_OK;
}
