# Data of the tree become C in the build folder: <build>/generated/<folder below lib>/<name>.h.
set(GDCS_GENERATED ${PROJECT_BINARY_DIR}/generated)
set(texts ${PROJECT_SOURCE_DIR}/lib/data/codes)
set(made)

# gdcs_generate(FOLDER SCRIPT NAME DATA...): FOLDER/NAME.h by lib/FOLDER/SCRIPT.py of the files DATA.
macro(gdcs_generate folder script name)
  set(output ${GDCS_GENERATED}/${folder}/${name}.h)
  set(program ${PROJECT_SOURCE_DIR}/lib/${folder}/${script}.py)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E env PYTHONPATH=${texts} ${Python3_EXECUTABLE} -B ${program} ${output}
    DEPENDS ${program} ${texts}/text.py ${texts}/fold.py ${ARGN}
    COMMENT "${folder}/${name}.h" VERBATIM)
  list(APPEND made ${output})
endmacro()

file(GLOB lists CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/data/codes/*.csv)
file(GLOB schemas CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/io/schema/presets/*.json)
file(GLOB rules CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/io/disclosure/presets/*.json)
gdcs_generate(data/codes sex sex_words ${lists})
gdcs_generate(data/codes codes code_lists ${lists})
gdcs_generate(data/codes claims claim_words ${lists})
gdcs_generate(io/schema/presets presets preset_texts ${schemas})
gdcs_generate(io/disclosure/presets rules rule_texts ${rules})

add_custom_target(gdcs_generated DEPENDS ${made})
