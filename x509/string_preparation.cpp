// String preparation for the comparison of names (RFC 4518, 2).
#include "x509/string_preparation.hpp"

#include <array>
#include <optional>

namespace smime::x509 {
namespace {

// A letter and a combining accent, and the letter that they make (Unicode, NFC; small letters only,
// for case is folded before).
struct Composition {
  char32_t letter, accent, composed;
};
constexpr std::array kCompositions = std::to_array<Composition>({
    {U'a', 0x300, U'à'}, {U'a', 0x301, U'á'}, {U'a', 0x302, U'â'}, {U'a', 0x303, U'ã'},
    {U'a', 0x308, U'ä'}, {U'a', 0x30a, U'å'}, {U'c', 0x301, U'ć'}, {U'c', 0x327, U'ç'},
    {U'c', 0x30c, U'č'}, {U'd', 0x30c, U'ď'}, {U'e', 0x300, U'è'}, {U'e', 0x301, U'é'},
    {U'e', 0x302, U'ê'}, {U'e', 0x308, U'ë'}, {U'e', 0x30c, U'ě'}, {U'g', 0x306, U'ğ'},
    {U'i', 0x300, U'ì'}, {U'i', 0x301, U'í'}, {U'i', 0x302, U'î'}, {U'i', 0x308, U'ï'},
    {U'l', 0x301, U'ĺ'}, {U'l', 0x30c, U'ľ'}, {U'n', 0x301, U'ń'}, {U'n', 0x303, U'ñ'},
    {U'n', 0x30c, U'ň'}, {U'o', 0x300, U'ò'}, {U'o', 0x301, U'ó'}, {U'o', 0x302, U'ô'},
    {U'o', 0x303, U'õ'}, {U'o', 0x308, U'ö'}, {U'o', 0x30b, U'ő'}, {U'r', 0x30c, U'ř'},
    {U's', 0x301, U'ś'}, {U's', 0x327, U'ş'}, {U's', 0x30c, U'š'}, {U't', 0x30c, U'ť'},
    {U'u', 0x300, U'ù'}, {U'u', 0x301, U'ú'}, {U'u', 0x302, U'û'}, {U'u', 0x308, U'ü'},
    {U'u', 0x30a, U'ů'}, {U'u', 0x30b, U'ű'}, {U'y', 0x301, U'ý'}, {U'y', 0x308, U'ÿ'},
    {U'z', 0x301, U'ź'}, {U'z', 0x307, U'ż'}, {U'z', 0x30c, U'ž'},
});

// RFC 4518, 2.2: the first two paragraphs.
bool maps_to_nothing(char32_t c) {
  return c == 0xad || c == 0x1806 || c == 0x34f || (c >= 0x180b && c <= 0x180d) ||
         (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfffc || c <= 0x08 || (c >= 0x0e && c <= 0x1f) ||
         (c >= 0x7f && c <= 0x84) || (c >= 0x86 && c <= 0x9f) || c == 0x6dd || c == 0x70f ||
         c == 0x180e || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x2063) || (c >= 0x206a && c <= 0x206f) || c == 0xfeff ||
         (c >= 0xfff9 && c <= 0xfffb) || (c >= 0x1d173 && c <= 0x1d17a) || c == 0xe0001 ||
         (c >= 0xe0020 && c <= 0xe007f);
}

// RFC 4518, 2.2: the third paragraph, and every separator.
bool maps_to_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
         c == 0x3000;
}

// RFC 3454, table B.2, in its regular ranges: Latin, Greek, Cyrillic, Armenian, full-width.
char32_t fold_case(char32_t c) {
  const auto in = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
  if (in(U'A', U'Z') || (in(0xc0, 0xde) && c != 0xd7)) return c + 0x20;
  if (c == 0x178) return 0xff;
  if (in(0x100, 0x12f) || in(0x132, 0x137) || in(0x14a, 0x177) || in(0x1e00, 0x1e95) ||
      in(0x1ea0, 0x1eff) || in(0x460, 0x481) || in(0x48a, 0x4bf) || in(0x4d0, 0x50f)) {
    return c | 1;
  }
  if ((in(0x139, 0x148) || in(0x179, 0x17e)) && c % 2 == 1) return c + 1;
  if (in(0x391, 0x3ab) && c != 0x3a2) return c + 0x20;
  if (c == 0x3c2) return 0x3c3;  // final sigma
  if (in(0x410, 0x42f)) return c + 0x20;
  if (in(0x400, 0x40f)) return c + 0x50;
  if (in(0x531, 0x556)) return c + 0x30;
  if (in(0xff21, 0xff3a)) return c + 0x20;
  return c;
}

// Step 2.1: to Unicode. Nothing where the octets are no UTF-8.
std::optional<std::u32string> transcode(std::string_view utf8) {
  std::u32string text;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if ((lead >= 0x80 && lead < 0xc0) || lead > 0xf4 || utf8.size() - i < size) return std::nullopt;
    char32_t c = size == 1 ? lead : lead & (0x7fU >> size);
    for (std::size_t k = 1; k < size; ++k) {
      const auto next = static_cast<unsigned char>(utf8[i + k]);
      if ((next & 0xc0) != 0x80) return std::nullopt;
      c = c << 6 | (next & 0x3f);
    }
    text += c;
    i += size;
  }
  return text;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  const auto put = [&](char32_t octet) { out += static_cast<char>(octet); };
  for (const char32_t c : text) {
    if (c < 0x80) {
      put(c);
      continue;
    }
    if (c < 0x800) {
      put(0xc0 | c >> 6);
    } else if (c < 0x10000) {
      put(0xe0 | c >> 12);
      put(0x80 | (c >> 6 & 0x3f));
    } else {
      put(0xf0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3f));
      put(0x80 | (c >> 6 & 0x3f));
    }
    put(0x80 | (c & 0x3f));
  }
  return out;
}

// The same steps for printable ASCII, which nearly every name is.
std::optional<std::string> prepare_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c < 0x20 || c > 0x7e) return std::nullopt;
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out.empty() ? " " : out;
}

}  // namespace

std::u32string map_characters(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : text) {
    if (maps_to_space(c)) {
      out += U' ';
    } else if (c == 0xdf || c == 0x1e9e) {  // sharp s, small and capital
      out += U"ss";
    } else if (!maps_to_nothing(c)) {
      out += fold_case(c);
    }
  }
  return out;
}

std::u32string normalize(std::u32string_view text) {
  std::u32string out;
  for (char32_t c : text) {
    if (c >= 0xff01 && c <= 0xff5e) c -= 0xfee0;  // full-width ASCII
    if (!out.empty() && c >= 0x300 && c <= 0x36f) {
      bool composed = false;
      for (const Composition& row : kCompositions) {
        if (row.letter != out.back() || row.accent != c) continue;
        out.back() = row.composed;
        composed = true;
        break;
      }
      if (composed) continue;
    }
    out += c;
  }
  return out;
}

std::u32string handle_spaces(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : text) {
    if (c == U' ' && (out.empty() || out.back() == U' ')) continue;
    out += c;
  }
  if (!out.empty() && out.back() == U' ') out.pop_back();
  return out.empty() ? U" " : out;
}

std::string prepare_string(std::string_view utf8) {
  if (auto ascii = prepare_ascii(utf8)) return *std::move(ascii);
  // Step 2.1: transcode.
  const std::optional<std::u32string> text = transcode(utf8);
  if (!text) return std::string(utf8);
  // Step 2.2: map.
  const std::u32string mapped = map_characters(*text);
  // Step 2.3: normalize.
  const std::u32string normalized = normalize(mapped);
  // Steps 2.4 and 2.5: nothing is prohibited here, for a name that cannot be prepared would still
  // have to be compared; bidirectional characters are ignored, as the standard has it.
  // Step 2.6: insignificant characters.
  return to_utf8(handle_spaces(normalized));
}

}  // namespace smime::x509
