// Encoded words (RFC 2047): reading them.
#include "mime/encoded_words.hpp"

#include <algorithm>

#include "mime/base64.hpp"
#include "mime/charset.hpp"
#include "mime/header.hpp"

namespace smime::mime {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// "_" is a space, "=XX" an octet. \standard{RFC 2047, 4.2}
std::string decode_q(std::string_view text) {
  std::string octets;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool fits = text[i] == '=' && i + 2 < text.size();
    const int high = fits ? hex_digit(text[i + 1]) : -1, low = fits ? hex_digit(text[i + 2]) : -1;
    if (high >= 0 && low >= 0) {
      octets += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      octets += text[i] == '_' ? ' ' : text[i];
    }
  }
  return octets;
}

bool is_word_character(char c) {
  return static_cast<unsigned char>(c) > ' ' && c != 0x7f;
}

// Where a part of an encoded word ends: at its "?".
std::size_t part_end(std::string_view text, std::size_t start) {
  while (start < text.size() && is_word_character(text[start]) && text[start] != '?') ++start;
  return start < text.size() && text[start] == '?' ? start : std::string_view::npos;
}

// Reads words one after the other and writes their text.
class Decoder {
 public:
  void word(std::string_view blanks, std::string_view text) {
    if (const auto encoded = read_encoded_word(text)) {
      if (is_known_charset(encoded->charset)) return add(blanks, *encoded);
    }
    end_run();
    out_ += blanks;
    out_ += text;
  }

  std::string finish(std::string_view blanks) {
    end_run();
    out_ += blanks;
    return std::move(out_);
  }

 private:
  // Words of one character set next to each other are decoded together: programs cut characters in
  // two, although they must not.
  void add(std::string_view blanks, const EncodedWord& encoded) {
    if (!in_run_) out_ += blanks;
    if (in_run_ && !same_token(charset_, encoded.charset)) end_run();
    charset_ = encoded.charset;
    octets_ += encoded.octets;
    in_run_ = true;
  }

  void end_run() {
    if (!in_run_) return;
    std::string text = to_utf8(charset_, octets_).value_or(octets_);
    for (char& c : text) {
      if (c == '\r' || c == '\n' || c == '\0') c = ' ';
    }
    out_ += text;
    octets_.clear();
    in_run_ = false;
  }

  std::string out_, charset_, octets_;
  bool in_run_ = false;
};

std::string decode(std::string_view text, std::string_view edges) {
  Decoder decoder;
  while (true) {
    const std::size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const std::string_view blanks = text.substr(0, first);
    text.remove_prefix(first);
    if (text.empty()) return decoder.finish(blanks);
    std::size_t end = 0;
    while (end < text.size() &&
           std::string_view(" \t\r\n").find(text[end]) == std::string_view::npos &&
           edges.find(text[end]) == std::string_view::npos) {
      ++end;
    }
    end = std::max<std::size_t>(end, 1);  // an edge stands for itself
    decoder.word(blanks, text.substr(0, end));
    text.remove_prefix(end);
  }
}

}  // namespace

std::size_t encoded_word_size(std::string_view text) {
  if (!text.starts_with("=?")) return 0;
  const std::size_t charset = part_end(text, 2);
  if (charset == std::string_view::npos || charset == 2) return 0;
  const std::size_t encoding = part_end(text, charset + 1);
  if (encoding != charset + 2) return 0;
  if (std::string_view("bBqQ").find(text[charset + 1]) == std::string_view::npos) return 0;
  const std::size_t end = part_end(text, encoding + 1);
  return end != std::string_view::npos && text.substr(end).starts_with("?=") ? end + 2 : 0;
}

std::optional<EncodedWord> read_encoded_word(std::string_view word) {
  if (word.empty() || encoded_word_size(word) != word.size()) return std::nullopt;
  const std::size_t charset_end = word.find('?', 2);
  const std::string_view charset = word.substr(2, charset_end - 2);
  const std::string_view text = word.substr(charset_end + 3, word.size() - charset_end - 5);
  EncodedWord result;
  const std::size_t star = std::min(charset.find('*'), charset.size());
  result.charset = charset.substr(0, star);
  result.language = charset.substr(std::min(star + 1, charset.size()));
  result.encoding = word[charset_end + 1] == 'b' || word[charset_end + 1] == 'B' ? 'B' : 'Q';
  result.octets = result.encoding == 'B'
                      ? primitives::to_string(decode_base64(primitives::bytes_of(text)))
                      : decode_q(text);
  return result;
}

std::string decode_text(std::string_view body) {
  return decode(body, {});
}

std::string decode_comment(std::string_view comment) {
  return decode(comment, "()");
}

}  // namespace smime::mime
