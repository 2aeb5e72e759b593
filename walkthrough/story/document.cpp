// The document that a run of the lesson leaves behind: its zoom levels by name.
#include "walkthrough/story/document.hpp"

#include <array>

#include "primitives/error.hpp"

namespace smime::walkthrough {
namespace {

// In the order of the enumeration.
constexpr std::array<std::string_view, 7> kLevels = {"message", "part",           "field", "byte",
                                                     "block",   "exponentiation", "round"};

}  // namespace

Zoom zoom_of(std::string_view word) {
  for (std::size_t i = 0; i < kLevels.size(); ++i) {
    if (kLevels[i] == word) return static_cast<Zoom>(i);
  }
  throw Error(ErrorKind::invalid_argument, "the zoom level '" + std::string(word) + "'",
              "it is message, part, field, byte, block, exponentiation or round");
}

std::string_view to_string(Zoom zoom) {
  return kLevels[static_cast<std::size_t>(zoom)];
}

}  // namespace smime::walkthrough
