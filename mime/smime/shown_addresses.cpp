// Addresses that a text shows to its reader, although it is none (RFC 8550, 3).
#include "mime/smime/shown_addresses.hpp"

#include <algorithm>

#include "mime/encoded_words.hpp"
#include "mime/smime/look_alikes.hpp"
#include "primitives/utf8.hpp"

namespace smime::mime::secure {
namespace {

constexpr std::string_view kEnds = " \t<>()[]\"',;:@";

bool is_end(char c) {
  return kEnds.find(c) != std::string_view::npos;
}

// The word that ends before the sign, which may stand between blanks.
std::string_view word_before(std::string_view text, std::size_t sign) {
  while (sign > 0 && text[sign - 1] == ' ') --sign;
  std::size_t start = sign;
  while (start > 0 && !is_end(text[start - 1])) --start;
  return text.substr(start, sign - start);
}

std::string_view word_behind(std::string_view text, std::size_t sign) {
  std::size_t start = sign + 1;
  while (start < text.size() && text[start] == ' ') ++start;
  std::size_t end = start;
  while (end < text.size() && !is_end(text[end])) ++end;
  while (end > start && (text[end - 1] == '.' || text[end - 1] == '!')) --end;
  return text.substr(start, end - start);
}

void add_addresses(std::string_view text, std::vector<std::string>& found) {
  for (std::size_t sign = text.find('@'); sign != std::string_view::npos;
       sign = text.find('@', sign + 1)) {
    const std::string_view local = word_before(text, sign), domain = word_behind(text, sign);
    if (local.empty() || domain.find('.') == std::string_view::npos || domain.starts_with('.')) {
      continue;
    }
    found.push_back(std::string(local) + "@" + std::string(domain));
  }
}

// Right-to-left override, embedding and isolate. \standard{Unicode UAX 9, 2}
bool turns_round(std::string_view text) {
  for (const std::string_view sign : {"\u202e", "\u202b", "\u2067"}) {
    if (text.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

std::string reversed(std::string_view utf8) {
  std::u32string characters = primitives::code_points(utf8);
  std::reverse(characters.begin(), characters.end());
  std::string result;
  for (const char32_t c : characters) primitives::append_utf8(result, c);
  return result;
}

}  // namespace

std::vector<std::string> shown_addresses(std::string_view text) {
  std::vector<std::string> found;
  const std::string decoded = decode_comment(text);
  const std::string seen = narrowed(without_hidden_characters(decoded));
  add_addresses(seen, found);
  if (turns_round(decoded)) add_addresses(reversed(seen), found);
  return found;
}

}  // namespace smime::mime::secure
