// Characters that make one address look like another (Unicode TR 36, 2; Unicode TS 39, 4).
#include "mime/smime/look_alikes.hpp"

#include <algorithm>

#include "primitives/utf8.hpp"

namespace smime::mime::secure {
namespace {

struct Range {
  char32_t first, last;
};

// General category Cf and other characters without a glyph, and controls (Unicode, chapter 23).
constexpr Range kHidden[] = {
    {0x00, 0x1f},     {0x7f, 0x9f},      {0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},
    {0x115f, 0x1160}, {0x17b4, 0x17b5},  {0x180b, 0x180f}, {0x200b, 0x200f}, {0x2028, 0x202e},
    {0x2060, 0x206f}, {0x3164, 0x3164},  {0xfe00, 0xfe0f}, {0xfeff, 0xfeff}, {0xffa0, 0xffa0},
    {0xfff9, 0xfffb}, {0xe0000, 0xe0fff}};

struct Pair {
  char32_t character;
  char looks_like;
};

// Letters of other alphabets that are drawn like Latin ones (the commonest of Unicode TS 39's
// confusables).
constexpr Pair kLookAlikes[] = {
    {0x430, 'a'},  {0x435, 'e'},  {0x43e, 'o'},  {0x440, 'p'},  {0x441, 'c'},  {0x443, 'y'},
    {0x445, 'x'},  {0x455, 's'},  {0x456, 'i'},  {0x458, 'j'},  {0x475, 'v'},  {0x4bb, 'h'},
    {0x4cf, 'l'},  {0x501, 'd'},  {0x51b, 'q'},  {0x51d, 'w'},  {0x43a, 'k'},  {0x442, 't'},
    {0x43c, 'm'},  {0x43d, 'h'},  {0x432, 'b'},  {0x433, 'r'},  {0x410, 'a'},  {0x412, 'b'},
    {0x415, 'e'},  {0x405, 's'},  {0x406, 'i'},  {0x408, 'j'},  {0x41a, 'k'},  {0x41c, 'm'},
    {0x41d, 'h'},  {0x41e, 'o'},  {0x420, 'p'},  {0x421, 'c'},  {0x422, 't'},  {0x423, 'y'},
    {0x425, 'x'},  {0x3b1, 'a'},  {0x3b5, 'e'},  {0x3b9, 'i'},  {0x3ba, 'k'},  {0x3bd, 'v'},
    {0x3bf, 'o'},  {0x3c1, 'p'},  {0x3c4, 't'},  {0x3c5, 'u'},  {0x3c7, 'x'},  {0x3b3, 'y'},
    {0x3b7, 'n'},  {0x3c9, 'w'},  {0x391, 'a'},  {0x392, 'b'},  {0x395, 'e'},  {0x396, 'z'},
    {0x397, 'h'},  {0x399, 'i'},  {0x39a, 'k'},  {0x39c, 'm'},  {0x39d, 'n'},  {0x39f, 'o'},
    {0x3a1, 'p'},  {0x3a4, 't'},  {0x3a5, 'y'},  {0x3a7, 'x'},  {0x131, 'i'},  {0x251, 'a'},
    {0x261, 'g'},  {0x269, 'i'},  {0x26f, 'w'},  {0x28b, 'u'},  {0x28f, 'y'},  {0x2113, 'l'},
    {0x212e, 'e'}, {0x2170, 'i'}, {0x217c, 'l'}, {0x217d, 'c'}, {0x217e, 'd'}, {0x217f, 'm'},
    {0x561, 'w'},  {0x570, 'h'},  {0x578, 'n'},  {0x57d, 'u'},  {0x585, 'o'},  {0x566, 'q'},
    {0x2010, '-'}, {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2212, '-'}, {0x2024, '.'},
    {0x3002, '.'}, {0xff61, '.'}, {0xfe52, '.'}, {0xfe6b, '@'}, {0xfe63, '-'}};

bool is_hidden(char32_t c) {
  return std::any_of(std::begin(kHidden), std::end(kHidden),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// What a character beyond ASCII looks like; 0 where it looks like itself.
char looks_like(char32_t c) {
  if (c >= 0xff01 && c <= 0xff5e) return small(static_cast<char>(c - 0xff01 + '!'));
  // The mathematical alphabets: 26 capitals and 26 small letters each.
  if (c >= 0x1d400 && c < 0x1d6a4) return static_cast<char>('a' + (c - 0x1d400) % 26);
  const auto found = std::find_if(std::begin(kLookAlikes), std::end(kLookAlikes),
                                  [c](const Pair& pair) { return pair.character == c; });
  return found == std::end(kLookAlikes) ? '\0' : found->looks_like;
}

}  // namespace

std::optional<char32_t> hidden_character(std::string_view utf8) {
  while (!utf8.empty()) {
    const char32_t c = primitives::next_code_point_or_replacement(utf8);
    if (is_hidden(c)) return c;
  }
  return std::nullopt;
}

std::string without_hidden_characters(std::string_view utf8) {
  std::string seen;
  for (const char32_t c : primitives::code_points(utf8)) {
    if (!is_hidden(c)) primitives::append_utf8(seen, c);
  }
  return seen;
}

std::optional<LookAlike> look_alike(std::string_view utf8) {
  for (const char32_t c : primitives::code_points(utf8)) {
    if (const char ascii = c < 0x80 ? '\0' : looks_like(c)) return LookAlike{c, ascii};
  }
  return std::nullopt;
}

std::string skeleton(std::string_view utf8) {
  std::string result;
  for (const char32_t c : primitives::code_points(utf8)) {
    if (is_hidden(c)) continue;
    const char ascii = c < 0x80 ? small(static_cast<char>(c)) : looks_like(c);
    if (ascii == '\0') {
      primitives::append_utf8(result, c);
    } else {
      result += c == 'I' || ascii == '1' ? 'l' : ascii == '0' ? 'o' : ascii;
    }
  }
  return result;
}

std::string narrowed(std::string_view utf8) {
  std::string result;
  for (const char32_t c : primitives::code_points(utf8)) {
    const bool full_width = c >= 0xff01 && c <= 0xff5e;
    const char sign = c < 0x80 ? '\0' : looks_like(c);
    const bool punctuation = sign == '@' || sign == '.';
    if (full_width || punctuation) {
      result += full_width ? static_cast<char>(c - 0xff01 + '!') : sign;
    } else {
      primitives::append_utf8(result, c);
    }
  }
  return result;
}

}  // namespace smime::mime::secure
