// Encoded words (RFC 2047): writing them.
#include <algorithm>

#include "mime/charset.hpp"
#include "mime/encoded_words.hpp"
#include "mime/tokens.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"
#include "primitives/utf8.hpp"

namespace smime::mime {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// What "Q" may write as itself: in a phrase the safe set, elsewhere what is printable.
// \standard{RFC 2047, 4.2 (3) and 5 (3)}
bool is_literal(char c, EncodedPlace place) {
  if (is_letter_or_digit(c)) return true;
  if (place == EncodedPlace::phrase)
    return std::string_view("!*+-/").find(c) != std::string_view::npos;
  return c > ' ' && c < 0x7f && c != '=' && c != '?' && c != '_';
}

std::string encode_q(std::string_view octets, EncodedPlace place) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : octets) {
    const auto octet = static_cast<unsigned char>(c);
    if (is_literal(c, place)) {
      text += c;
    } else if (c == ' ') {
      text += '_';
    } else {
      text += {'=', digits[octet >> 4], digits[octet & 15]};
    }
  }
  return text;
}

std::string encode_one(char encoding, std::string_view octets, EncodedPlace place) {
  return encoding == 'B' ? primitives::to_base64(primitives::bytes_of(octets))
                         : encode_q(octets, place);
}

std::string octets_of(char32_t c, std::string_view charset) {
  std::string utf8;
  primitives::append_utf8(utf8, c);
  const auto octets = from_utf8(charset, utf8);
  if (octets) return *octets;
  throw Error(ErrorKind::invalid_argument, "the character " + primitives::code_point_name(c),
              "the set " + std::string(charset) + " is known and has it", "RFC 2047, 3");
}

bool needs_encoding(std::string_view word) {
  return !std::all_of(word.begin(), word.end(), [](char c) { return c > ' ' && c < 0x7f; }) ||
         word.starts_with("=?");
}

bool is_atom(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    return is_letter_or_digit(c) ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
  });
}

// Words between single blanks.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t blank = text.find(' ');
    words.push_back(text.substr(0, blank));
    if (blank == std::string_view::npos) return words;
    text.remove_prefix(blank + 1);
  }
}

}  // namespace

std::string encode_words(std::string_view utf8, std::string_view charset, EncodedPlace place) {
  std::vector<std::string> characters;
  std::string all;
  for (const char32_t c : primitives::code_points(utf8)) {
    all += characters.emplace_back(octets_of(c, charset));
  }
  const char encoding =
      encode_one('Q', all, place).size() <= encode_one('B', all, place).size() ? 'Q' : 'B';
  const std::string begin = "=?" + std::string(charset) + "?" + encoding + "?";
  std::string result, octets;
  const auto end_word = [&] {
    result += (result.empty() ? "" : " ") + begin + encode_one(encoding, octets, place) + "?=";
    octets.clear();
  };
  for (const std::string& character : characters) {
    const std::string more = encode_one(encoding, octets + character, place);
    if (!octets.empty() && begin.size() + more.size() + 2 > kMostEncodedWord) end_word();
    octets += character;
  }
  if (!octets.empty()) end_word();
  return result;
}

std::string encode_text(std::string_view utf8, std::string_view charset) {
  const auto words = words_of(utf8);
  const auto needs = [](std::string_view word) { return !word.empty() && needs_encoding(word); };
  const auto first = std::find_if(words.begin(), words.end(), needs);
  if (first == words.end()) return std::string(utf8);
  const auto last = std::find_if(words.rbegin(), words.rend(), needs);
  const auto begin = static_cast<std::size_t>(first->data() - utf8.data());
  const auto end = static_cast<std::size_t>(last->data() - utf8.data()) + last->size();
  return std::string(utf8.substr(0, begin)) +
         encode_words(utf8.substr(begin, end - begin), charset) + std::string(utf8.substr(end));
}

std::string encode_phrase(std::string_view utf8, std::string_view charset) {
  const auto words = words_of(utf8);
  const bool plain = std::all_of(words.begin(), words.end(), [](std::string_view word) {
    return !word.empty() && is_atom(word) && !word.starts_with("=?");
  });
  if (plain) return std::string(utf8);
  const bool printable =
      std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= ' ' && c < 0x7f; });
  if (printable && utf8.find("=?") == std::string_view::npos) return quoted_string(utf8);
  return encode_words(utf8, charset, EncodedPlace::phrase);
}

}  // namespace smime::mime
