# Run PROGRAM; what it prints must be the file EXPECTED.
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE said RESULT_VARIABLE status)
file(READ ${EXPECTED} wanted)
if(NOT status EQUAL 0 OR NOT said STREQUAL wanted)
  message(FATAL_ERROR "status ${status}, expected:\n${wanted}\nsaid:\n${said}")
endif()
