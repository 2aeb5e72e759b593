# The libraries that the project builds on; a missing one is named by the package that holds it.

# missing(WHAT DEBIAN FEDORA ARCH HOMEBREW): stops with the package to install.
function(missing what debian fedora arch homebrew)
  message(FATAL_ERROR "${what} is missing. Install it with one of\n"
    "  apt-get install ${debian}\n  dnf install ${fedora}\n  pacman -S ${arch}\n"
    "  brew install ${homebrew}")
endfunction()

# header_library(TARGET WHAT HEADER LIBRARY DEBIAN FEDORA ARCH HOMEBREW): a target for a header and
# a library, "" for none. It links by name, so that -static takes the archive.
function(header_library target what header library debian fedora arch homebrew)
  string(MAKE_C_IDENTIFIER "${target}_include" include_variable)
  find_path(${include_variable} ${header})
  mark_as_advanced(${include_variable})
  if(NOT ${include_variable})
    missing(${what} ${debian} ${fedora} ${arch} ${homebrew})
  endif()
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE
    $<BUILD_INTERFACE:${${include_variable}}>)
  if(library)
    string(MAKE_C_IDENTIFIER "${target}_library" library_variable)
    find_library(${library_variable} ${library})
    find_library(${target}_archive lib${library}.a)
    mark_as_advanced(${library_variable} ${target}_archive)
    if(NOT ${library_variable})
      missing(${what} ${debian} ${fedora} ${arch} ${homebrew})
    endif()
    get_filename_component(folder ${${library_variable}} DIRECTORY)
    target_link_directories(${target} INTERFACE $<BUILD_INTERFACE:${folder}>)
    target_link_libraries(${target} INTERFACE ${library})
    set(archives ${archives} ${${target}_archive} PARENT_SCOPE)
  endif()
endfunction()

# The library floors.
header_library(smime_boost "Boost.Multiprecision" boost/multiprecision/gmp.hpp ""
  libboost-dev boost-devel boost boost)
header_library(smime_gmp "GMP" gmp.h gmp libgmp-dev gmp-devel gmp gmp)
target_link_libraries(smime_gmp INTERFACE smime_boost)
header_library(smime_zlib "zlib" zlib.h z zlib1g-dev zlib-devel zlib zlib)
find_package(Threads REQUIRED)

# The directory and the programs.
if(SMIME_PROGRAMS)
  header_library(smime_sqlite "SQLite" sqlite3.h sqlite3 libsqlite3-dev sqlite-devel sqlite sqlite)
  header_library(smime_cli11 "CLI11" CLI/CLI.hpp "" libcli11-dev cli11-devel cli11 cli11)
  header_library(smime_json "nlohmann-json" nlohmann/json.hpp "" nlohmann-json3-dev json-devel
    nlohmann-json nlohmann-json)
  header_library(smime_fmt "{fmt}" fmt/format.h "" libfmt-dev fmt-devel fmt fmt)
  add_library(smime_programs INTERFACE)
  target_link_libraries(smime_programs INTERFACE smime_cli11 smime_json smime_fmt)
endif()

# How programs are linked statically. The frames of exceptions are found by their sorted table; without
# the last two, a static program registers them all by themselves and sorts them when the first is
# thrown, which takes longer than to open a small message. What is never called stays out, for each
# page of a program costs when it starts.
set(static_link -static
  "LINKER:--gc-sections,--eh-frame-hdr,--wrap=__register_frame_info,--wrap=__deregister_frame_info")

# can_link_statically(RESULT): whether archives of all these libraries and of the system are there.
function(can_link_statically result)
  include(CheckCXXSourceCompiles)
  set(CMAKE_REQUIRED_LINK_OPTIONS ${static_link})
  check_cxx_source_compiles("#include <thread>\nint main() { std::thread([] {}).join(); }"
    SMIME_STATIC_SYSTEM)
  set(${result} OFF PARENT_SCOPE)
  if(SMIME_STATIC_SYSTEM AND NOT "${archives}" MATCHES "NOTFOUND")
    set(${result} ON PARENT_SCOPE)
  endif()
endfunction()
