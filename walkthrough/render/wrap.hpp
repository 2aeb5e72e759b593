// Prose set into lines of a given width, with marks around its values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "walkthrough/story/text.hpp"

namespace smime::walkthrough::render {

/// Turns highlighting on and off: both empty for plain text.
struct Ink {
  std::string_view on;
  std::string_view off;
};

/// Columns that a UTF-8 text takes, one for each code point.
std::size_t columns(std::string_view text);

/// The text in lines of at most `width` columns, broken at spaces; words longer than a line stand
/// alone. Values are put between `ink.on` and `ink.off`, which take no columns.
std::vector<std::string> wrap(const Text& text, std::size_t width, Ink ink);

/// The same for a plain text.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

}  // namespace smime::walkthrough::render
