# What `cmake --install` gives: headers, the floors as a CMake package, a pkg-config file, and the
# program's manual pages and completions.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/smime)

install(TARGETS smime_settings smime_boost smime_gmp smime_zlib
  smime_primitives smime_asn1 smime_x509 smime_cms smime_mime EXPORT smime_targets)
install(EXPORT smime_targets NAMESPACE smime:: DESTINATION ${package_folder})
install(DIRECTORY primitives asn1 x509 cms mime DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/smime
  FILES_MATCHING PATTERN "*.hpp" PATTERN directory EXCLUDE PATTERN command EXCLUDE
  PATTERN fast EXCLUDE)
file(WRITE ${CMAKE_BINARY_DIR}/smime-config.cmake
  "# The floors of S/MIME from scratch: smime::primitives, asn1, x509, cms and mime.\n"
  "include(CMakeFindDependencyMacro)\nfind_dependency(Threads)\n"
  "include(\${CMAKE_CURRENT_LIST_DIR}/smime_targets.cmake)\n")
write_basic_package_version_file(smime-config-version.cmake COMPATIBILITY SameMinorVersion)
configure_file(tests/support/smime.pc.in smime.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/smime-config.cmake ${CMAKE_BINARY_DIR}/smime-config-version.cmake
  DESTINATION ${package_folder})
install(FILES ${CMAKE_BINARY_DIR}/smime.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The programs write them themselves, from their command lines.
if(SMIME_PROGRAMS AND NOT CMAKE_CROSSCOMPILING)
  set(manual_folder ${CMAKE_BINARY_DIR}/share)
  add_custom_command(OUTPUT ${manual_folder}/written COMMENT "Writing manual pages and completions"
    COMMAND smime manual --all-below ${manual_folder}
    COMMAND walkthrough --documents-below ${manual_folder}
    COMMAND ${CMAKE_COMMAND} -E touch ${manual_folder}/written DEPENDS smime walkthrough)
  add_custom_target(manual ALL DEPENDS ${manual_folder}/written)
  foreach(kind man bash-completion zsh fish)
    install(DIRECTORY ${manual_folder}/${kind} DESTINATION ${CMAKE_INSTALL_DATADIR})
  endforeach()
endif()
