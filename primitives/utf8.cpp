// UTF-8 (RFC 3629): characters to octets and back.
#include "primitives/utf8.hpp"

#include <cstdint>
#include <optional>

#include "primitives/error.hpp"

namespace smime::primitives {
namespace {

constexpr char32_t kReplacement = 0xfffd;

// Why the text does not begin with a character, and at which octet that shows.
struct Fault {
  const char* found = nullptr;
  std::size_t octet = 0;
};

bool is_continuation(std::uint8_t octet) {
  return (octet & 0xc0) == 0x80;
}

// UTF8-1 to UTF8-4. \standard{RFC 3629, 4}
std::optional<char32_t> take(std::string_view& utf8, Fault& fault) {
  const auto first = static_cast<std::uint8_t>(utf8[0]);
  const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || size > utf8.size()) {
    fault = {"an octet that begins no character", 0};
    return std::nullopt;
  }
  char32_t c = size == 1 ? first : first & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    const auto octet = static_cast<std::uint8_t>(utf8[i]);
    if (!is_continuation(octet)) {
      fault = {"a character cut short", i};
      return std::nullopt;
    }
    c = c << 6 | (octet & 0x3fU);
  }
  if (c < smallest[size] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
    fault = {"a character that UTF-8 does not allow", 0};
    return std::nullopt;
  }
  utf8.remove_prefix(size);
  return c;
}

}  // namespace

char32_t next_code_point(std::string_view& utf8) {
  Fault fault{"the end of the text", 0};
  const auto c = utf8.empty() ? std::nullopt : take(utf8, fault);
  if (c) return *c;
  throw Error(ErrorKind::malformed, fault.found,
              utf8.empty() ? "a character is due" : "the text is UTF-8", "RFC 3629, 4",
              fault.octet);
}

char32_t next_code_point_or_replacement(std::string_view& text) {
  if (text.empty()) return kReplacement;
  Fault fault;
  if (const auto c = take(text, fault)) return *c;
  text.remove_prefix(1);
  return kReplacement;
}

void append_utf8(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
    return;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr unsigned lead[] = {0, 0xc0, 0xe0, 0xf0};
  text += static_cast<char>(lead[more] | c >> (6 * more));
  for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80U | (c >> (6 * i) & 0x3fU));
}

bool is_utf8(std::string_view text) {
  Fault fault;
  while (!text.empty()) {
    if (!take(text, fault)) return false;
  }
  return true;
}

std::u32string code_points(std::string_view text) {
  std::u32string all;
  while (!text.empty()) all += next_code_point_or_replacement(text);
  return all;
}

std::string code_point_name(char32_t c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string name = "U+";
  for (int shift = c > 0xfffff ? 20 : c > 0xffff ? 16 : 12; shift >= 0; shift -= 4) {
    name += digits[c >> shift & 15];
  }
  return name;
}

}  // namespace smime::primitives
