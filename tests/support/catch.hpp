// Catch2 under one name, whichever version is installed.
#pragma once

#if SMIME_CATCH >= 3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
