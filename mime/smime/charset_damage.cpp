// Text between UTF-8 and windows-1252.
#include "mime/smime/charset_damage.hpp"

#include <algorithm>
#include <array>

namespace smime::mime::secure {
namespace {

// The characters of 0x80 to 0x9f; five octets are not assigned and stand for themselves.
constexpr std::array<char16_t, 32> kUpper = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178};

std::optional<std::uint8_t> octet_of(unsigned character) {
  if (character < 0x80 || (character >= 0xa0 && character <= 0xff)) {
    return static_cast<std::uint8_t>(character);
  }
  const auto found = std::find(kUpper.begin(), kUpper.end(), character);
  if (found == kUpper.end()) return std::nullopt;
  return static_cast<std::uint8_t>(0x80 + (found - kUpper.begin()));
}

// Octets of the character that begins with this one; 0 where none does. Four are not needed:
// no character of windows-1252 has them.
std::size_t length_of(std::uint8_t first) {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  return first >= 0xe0 && first < 0xf0 ? 3 : 0;
}

}  // namespace

Bytes utf8_of_windows_1252(ByteView text) {
  Bytes utf8;
  for (const std::uint8_t octet : text) {
    const unsigned character = octet >= 0x80 && octet < 0xa0 ? kUpper[octet - 0x80U] : octet;
    if (character < 0x80) {
      utf8.push_back(octet);
    } else if (character < 0x800) {
      utf8.push_back(static_cast<std::uint8_t>(0xc0 | character >> 6));
      utf8.push_back(static_cast<std::uint8_t>(0x80 | (character & 0x3f)));
    } else {
      utf8.push_back(static_cast<std::uint8_t>(0xe0 | character >> 12));
      utf8.push_back(static_cast<std::uint8_t>(0x80 | (character >> 6 & 0x3f)));
      utf8.push_back(static_cast<std::uint8_t>(0x80 | (character & 0x3f)));
    }
  }
  return utf8;
}

std::optional<Bytes> windows_1252_of_utf8(ByteView text) {
  Bytes octets;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = length_of(text[i]);
    if (length == 0 || i + length > text.size()) return std::nullopt;
    unsigned character = length == 1 ? text[i] : text[i] & (0x7fU >> length);
    for (std::size_t j = 1; j < length; ++j) {
      if ((text[i + j] & 0xc0) != 0x80) return std::nullopt;
      character = character << 6 | (text[i + j] & 0x3fU);
    }
    const auto octet = octet_of(character);
    if (!octet) return std::nullopt;
    octets.push_back(*octet);
    i += length;
  }
  return octets;
}

}  // namespace smime::mime::secure
