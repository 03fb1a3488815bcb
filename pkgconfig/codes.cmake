# lib/data/codes/*.csv become C in the build folder: <build>/generated/data/codes/<name>.h.
set(GDCS_GENERATED ${PROJECT_BINARY_DIR}/generated)
set(codes ${PROJECT_SOURCE_DIR}/lib/data/codes)
file(GLOB lists CONFIGURE_DEPENDS ${codes}/*.csv)
set(made)

# gdcs_generate(SCRIPT NAME): data/codes/NAME.h by lib/data/codes/SCRIPT.py.
macro(gdcs_generate script name)
  set(output ${GDCS_GENERATED}/data/codes/${name}.h)
  add_custom_command(OUTPUT ${output}
    COMMAND ${Python3_EXECUTABLE} -B ${codes}/${script}.py ${output}
    DEPENDS ${codes}/${script}.py ${codes}/text.py ${codes}/fold.py ${lists}
    COMMENT "Code lists: ${name}.h" VERBATIM)
  list(APPEND made ${output})
endmacro()
gdcs_generate(sex sex_words)
gdcs_generate(codes code_lists)

add_custom_target(gdcs_codes DEPENDS ${made})
