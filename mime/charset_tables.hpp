// Character sets of one octet a character, as tables of their upper halves.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace smime::mime {

/// Below `first` each octet is the code point of its number; from there on the text tells, U+FFFD
/// where the set has no character.
struct SingleOctetCharset {
  std::string_view name;
  std::uint8_t first;
  std::u16string_view upper;
};

std::span<const SingleOctetCharset> iso_8859_tables();
std::span<const SingleOctetCharset> other_tables();

}  // namespace smime::mime
