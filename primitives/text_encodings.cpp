// Octets as text: hexadecimal and base64 (RFC 4648).
#include "primitives/text_encodings.hpp"

#include <algorithm>

#include "primitives/base64.hpp"
#include "primitives/error.hpp"

namespace smime::primitives {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool separates_octets(char c) {
  return c == ' ' || c == ':' || c == '\t' || c == '\r' || c == '\n';
}

int base64_value(std::string_view text, std::size_t offset) {
  const int value = base64::value(static_cast<std::uint8_t>(text[offset]));
  if (value < 0) {
    throw Error(ErrorKind::malformed, "a character outside the base64 alphabet",
                "base64 is A-Z a-z 0-9 + /", "RFC 4648, 3.3", offset);
  }
  return value;
}

// The last group of four characters, of which `padding` are '='.
void decode_last_group(std::string_view text, std::size_t offset, std::size_t padding, Bytes& out) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 4 - padding; ++i) {
    bits |= static_cast<std::uint32_t>(base64_value(text, offset + i)) << (18 - 6 * i);
  }
  for (std::size_t i = 0; i < 3 - padding; ++i) {
    out.push_back(static_cast<std::uint8_t>(bits >> (16 - 8 * i)));
  }
  if ((bits & ((std::uint32_t{1} << (8 * padding)) - 1)) != 0) {
    throw Error(ErrorKind::malformed, "unused bits that are not zero",
                "the bits after the last octet are zero", "RFC 4648, 3.5", offset + 3 - padding);
  }
}

}  // namespace

std::string to_hex(ByteView bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (std::uint8_t octet : bytes) {
    text += digits[octet >> 4];
    text += digits[octet & 15];
  }
  return text;
}

Bytes from_hex(std::string_view text) {
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size();) {
    if (separates_octets(text[i])) {
      ++i;
      continue;
    }
    const int high = hex_digit(text[i]);
    const int low = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
    if (high < 0 || low < 0) {
      throw Error(ErrorKind::malformed, "no pair of hexadecimal digits",
                  "an octet is two digits 0-9 a-f", "RFC 4648, 8", i);
    }
    bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    i += 2;
  }
  return bytes;
}

std::string to_base64(ByteView bytes) {
  const std::size_t rest = bytes.size() % 3, whole = bytes.size() - rest;
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  const MutableByteView characters_of_groups(reinterpret_cast<std::uint8_t*>(text.data()),
                                             whole / 3 * 4);
  encode_base64_groups(bytes.first(whole), characters_of_groups);
  if (rest > 0) {
    std::uint8_t group[3] = {}, characters[4];
    std::copy_n(bytes.end() - static_cast<std::ptrdiff_t>(rest), rest, group);
    encode_base64_groups(group, characters);
    std::copy_n(characters, rest + 1, text.end() - 4);
  }
  return text;
}

Bytes from_base64(std::string_view text) {
  if (text.size() % 4 != 0) {
    throw Error(ErrorKind::malformed, std::to_string(text.size()) + " characters of base64",
                "base64 comes in groups of four characters", "RFC 4648, 4", text.size());
  }
  Bytes bytes;
  if (text.empty()) return bytes;
  bytes.reserve(text.size() / 4 * 3);
  const std::size_t last = text.size() - 4;
  for (std::size_t i = 0; i < last; i += 4) decode_last_group(text, i, 0, bytes);
  const std::size_t padding = !text.ends_with('=') ? 0 : text.ends_with("==") ? 2 : 1;
  decode_last_group(text, last, padding, bytes);
  return bytes;
}

}  // namespace smime::primitives
