// UTF-7 (RFC 2152): an old way of writing Unicode in ASCII, which some readers still decode.
#include "mime/utf7.hpp"

#include <cstdint>

#include "primitives/utf8.hpp"

namespace smime::mime {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The code units of a run of modified base64: 16 bits each, the rest is padding.
std::u16string units_of(std::string_view run) {
  std::u16string units;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : run) {
    bits = bits << 6 | static_cast<std::uint32_t>(kBase64.find(c));
    count += 6;
    if (count < 16) continue;
    count -= 16;
    units += static_cast<char16_t>(bits >> count);
    bits &= (1U << count) - 1;
  }
  return units;
}

}  // namespace

std::string from_utf7(std::string_view octets) {
  std::string utf8;
  while (!octets.empty()) {
    const char c = octets.front();
    octets.remove_prefix(1);
    if (c != '+') {
      const char32_t octet = static_cast<std::uint8_t>(c);
      primitives::append_utf8(utf8, octet < 0x80 ? octet : 0xfffd);
      continue;
    }
    const std::size_t end = std::min(octets.find_first_not_of(kBase64), octets.size());
    const bool dash = end < octets.size() && octets[end] == '-';
    if (end == 0 && dash) utf8 += '+';  // "+-" is a plus
    append_utf16(utf8, units_of(octets.substr(0, end)));
    octets.remove_prefix(end + (dash ? 1 : 0));
  }
  return utf8;
}

void append_utf16(std::string& utf8, std::u16string_view units) {
  for (std::size_t i = 0; i < units.size(); ++i) {
    char32_t c = units[i];
    const bool high = c >= 0xd800 && c < 0xdc00;
    if (high && i + 1 < units.size() && units[i + 1] >= 0xdc00 && units[i + 1] < 0xe000) {
      c = 0x10000 + ((c - 0xd800) << 10) + (units[++i] - 0xdc00U);
    } else if (c >= 0xd800 && c < 0xe000) {
      c = 0xfffd;
    }
    primitives::append_utf8(utf8, c);
  }
}

}  // namespace smime::mime
