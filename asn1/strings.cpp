// Character string types (X.680, 41): to and from UTF-8, each with its alphabet.
#include "asn1/strings.hpp"

#include <algorithm>

#include "primitives/error.hpp"

namespace smime::asn1 {
namespace {

[[noreturn]] void refuse(const std::string& found, const std::string& rule, const char* standard,
                         std::size_t offset) {
  throw Error(ErrorKind::malformed, found, rule, standard, offset);
}

bool is_printable_character(char32_t c) {
  constexpr std::string_view others = " '()+,-./:=?";
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         (c < 0x80 && others.find(static_cast<char>(c)) != std::string_view::npos);
}

// Whether a type can hold a character.
bool is_in_alphabet(Tag type, char32_t c) {
  switch (type.number) {
    case kPrintableString.number:
      return is_printable_character(c);
    case kNumericString.number:
      return c == ' ' || (c >= '0' && c <= '9');
    case kIa5String.number:
      return c < 0x80;
    case kVisibleString.number:
      return c >= 0x20 && c < 0x7f;
    case kTeletexString.number:
      return c < 0x100;
    case kBmpString.number:
      return c < 0x10000 && (c < 0xd800 || c > 0xdfff);
    default:
      return c < 0x110000 && (c < 0xd800 || c > 0xdfff);
  }
}

// Octets of each character; 0 for UTF-8, whose characters differ.
std::size_t character_octets(Tag type) {
  if (type == kUtf8String) return 0;
  if (type == kBmpString) return 2;
  return type == kUniversalString ? 4 : 1;
}

}  // namespace

bool is_string_type(Tag tag) {
  if (tag.tag_class != TagClass::universal) return false;
  switch (tag.number) {
    case kUtf8String.number:
    case kNumericString.number:
    case kPrintableString.number:
    case kTeletexString.number:
    case kIa5String.number:
    case kVisibleString.number:
    case kUniversalString.number:
    case kBmpString.number:
      return true;
    default:
      return false;
  }
}

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_printable_character(static_cast<unsigned char>(c)); });
}

std::string string_to_utf8(Tag type, ByteView contents) {
  const std::size_t octets = character_octets(type);
  if (octets == 0) {
    std::string_view rest(reinterpret_cast<const char*>(contents.data()), contents.size());
    const std::size_t size = rest.size();
    while (!rest.empty()) {
      const std::size_t at = size - rest.size();
      try {
        next_code_point(rest);
      } catch (const Error& error) {
        throw error.within("", at);
      }
    }
    return primitives::to_string(contents);
  }
  if (contents.size() % octets != 0) {
    refuse(std::to_string(contents.size()) + " octets",
           "each character of a " + type.name() + " has " + std::to_string(octets), "X.690, 8.23",
           contents.size());
  }
  std::string text;
  text.reserve(contents.size());
  for (std::size_t i = 0; i < contents.size(); i += octets) {
    char32_t c = 0;
    for (std::size_t j = 0; j < octets; ++j) c = c << 8 | contents[i + j];
    if (!is_in_alphabet(type, c)) {
      refuse("character " + std::to_string(static_cast<unsigned>(c)),
             "it is not in the alphabet of " + type.name(), "X.680, 41", i);
    }
    append_utf8(text, c);
  }
  return text;
}

Bytes utf8_to_string(Tag type, std::string_view utf8) {
  const std::size_t octets = character_octets(type);
  Bytes contents;
  for (std::string_view rest = utf8; !rest.empty();) {
    const std::string_view before = rest;
    const char32_t c = next_code_point(rest);
    if (!is_in_alphabet(type, c)) {
      throw Error(ErrorKind::invalid_argument,
                  "'" + std::string(before.substr(0, before.size() - rest.size())) + "'",
                  "it is not in the alphabet of " + type.name(), "X.680, 41");
    }
    if (octets == 0) {
      primitives::append(contents,
                         primitives::bytes_of(before.substr(0, before.size() - rest.size())));
    }
    for (std::size_t j = octets; j-- > 0;)
      contents.push_back(static_cast<std::uint8_t>(c >> (8 * j)));
  }
  return contents;
}

}  // namespace smime::asn1
