# The libraries that the project builds on; a missing one is named by the package that holds it.

# missing(WHAT DEBIAN FEDORA ARCH HOMEBREW): stops with the package to install.
function(missing what debian fedora arch homebrew)
  message(FATAL_ERROR "${what} is missing. Install it with one of\n"
    "  apt-get install ${debian}\n  dnf install ${fedora}\n  pacman -S ${arch}\n"
    "  brew install ${homebrew}")
endfunction()

function(header_library target what header library debian fedora arch homebrew)
  string(MAKE_C_IDENTIFIER "${target}_include" include_variable)
  find_path(${include_variable} ${header})
  if(NOT ${include_variable})
    missing(${what} ${debian} ${fedora} ${arch} ${homebrew})
  endif()
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE ${${include_variable}})
  if(library)
    string(MAKE_C_IDENTIFIER "${target}_library" library_variable)
    find_library(${library_variable} ${library})
    if(NOT ${library_variable})
      missing(${what} ${debian} ${fedora} ${arch} ${homebrew})
    endif()
    target_link_libraries(${target} INTERFACE ${${library_variable}})
  endif()
endfunction()

header_library(smime_boost "Boost.Multiprecision" boost/multiprecision/gmp.hpp ""
  libboost-dev boost-devel boost boost)
header_library(smime_gmp "GMP" gmp.h gmp libgmp-dev gmp-devel gmp gmp)
target_link_libraries(smime_gmp INTERFACE smime_boost)
header_library(smime_zlib "zlib" zlib.h z zlib1g-dev zlib-devel zlib zlib)
header_library(smime_sqlite "SQLite" sqlite3.h sqlite3 libsqlite3-dev sqlite-devel sqlite sqlite)
header_library(smime_cli11 "CLI11" CLI/CLI.hpp "" libcli11-dev cli11-devel cli11 cli11)
header_library(smime_json "nlohmann-json" nlohmann/json.hpp "" nlohmann-json3-dev json-devel
  nlohmann-json nlohmann-json)
header_library(smime_fmt "{fmt}" fmt/format.h fmt libfmt-dev fmt-devel fmt fmt)
add_library(smime_programs INTERFACE)
target_link_libraries(smime_programs INTERFACE smime_cli11 smime_json smime_fmt)
