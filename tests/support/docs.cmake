# The target docs: Doxygen over the floors, a warning is an error.
find_program(SMIME_DOXYGEN doxygen)
mark_as_advanced(SMIME_DOXYGEN)
if(SMIME_DOXYGEN)
  configure_file(tests/support/Doxyfile.in Doxyfile @ONLY)
  add_custom_target(docs COMMAND ${SMIME_DOXYGEN} ${CMAKE_BINARY_DIR}/Doxyfile
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} USES_TERMINAL)
else()
  add_custom_target(docs COMMAND ${CMAKE_COMMAND} -E echo
    "doxygen is missing: apt-get install doxygen" COMMAND ${CMAKE_COMMAND} -E false)
endif()
