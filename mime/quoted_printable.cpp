// Quoted-printable (RFC 2045, 6.7).
#include "mime/quoted_printable.hpp"

#include "mime/header.hpp"

namespace smime::mime {
namespace {

constexpr std::size_t kLineLength = 76;
constexpr std::size_t kFlushAt = 16 * 1024;

int hex_digit(std::uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool is_blank(std::uint8_t c) {
  return c == ' ' || c == '\t';
}

// Printable ASCII but "=" may stand for itself. \standard{RFC 2045, 6.7, rule 2}
bool is_literal(std::uint8_t c) {
  return c > ' ' && c < 0x7f && c != '=';
}

}  // namespace

void QuotedPrintableEncoder::emit(std::uint8_t octet, bool literally) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const std::size_t size = literally ? 1 : 3;
  // Rule 5: a soft line break, which takes the last of the 76 characters.
  if (column_ + size > kLineLength - 1) {
    text_ += "=\r\n";
    column_ = 0;
  }
  if (literally) {
    text_ += static_cast<char>(octet);
  } else {
    text_ += {'=', digits[octet >> 4], digits[octet & 15]};
  }
  column_ += size;
}

void QuotedPrintableEncoder::emit_held_blank(bool literally) {
  if (held_blank_ != 0) emit(held_blank_, literally);
  held_blank_ = 0;
}

void QuotedPrintableEncoder::end_line() {
  emit_held_blank(false);  // rule 3: a blank does not end a line
  text_ += "\r\n";
  column_ = 0;
}

void QuotedPrintableEncoder::put(std::uint8_t octet) {
  if (held_cr_) {
    held_cr_ = false;
    if (octet == '\n') return end_line();
    emit_held_blank(true);
    emit('\r', false);
  }
  if (octet == '\r') {
    held_cr_ = true;
    return;
  }
  emit_held_blank(true);
  if (is_blank(octet)) {
    held_blank_ = octet;
    return;
  }
  const bool risky = for_transport_ && column_ == 0 && (octet == '.' || octet == 'F');
  emit(octet, is_literal(octet) && !risky);
}

void QuotedPrintableEncoder::write(ByteView octets) {
  for (std::uint8_t octet : octets) {
    put(octet);
    if (text_.size() < kFlushAt) continue;
    out_.write(primitives::bytes_of(text_));
    text_.clear();
  }
}

void QuotedPrintableEncoder::finish() {
  emit_held_blank(held_cr_);
  if (held_cr_) emit('\r', false);
  held_cr_ = false;
  out_.write(primitives::bytes_of(text_));
  text_.clear();
}

// Outside of an escape.
void QuotedPrintableDecoder::put_text(std::uint8_t character) {
  if (is_blank(character) && blanks_.size() < kMostLineOctets) {
    blanks_.push_back(character);
    return;
  }
  // Rule 3: blanks at a line's end were added on the way.
  const bool line_ends = character == '\r' || character == '\n';
  if (!line_ends) primitives::append(decoded_, blanks_);
  blanks_.clear();
  if (character == '=') {
    escape_.push_back(character);
  } else {
    decoded_.push_back(character);
  }
}

// Behind "=". @return whether the character belongs to the escape
bool QuotedPrintableDecoder::put_escaped(std::uint8_t character) {
  const std::uint8_t last = escape_.back();
  if (last == '=' && hex_digit(character) >= 0) {
    escape_.push_back(character);
    return true;
  }
  if (hex_digit(last) >= 0) {  // "=4" so far
    const int low = hex_digit(character);
    if (low < 0) {
      release_escape();
      return false;
    }
    decoded_.push_back(static_cast<std::uint8_t>(hex_digit(last) << 4 | low));
    escape_.clear();
    return true;
  }
  // Rule 5: "=", blanks and a line end are a soft line break.
  if (last == '\r') {
    escape_.clear();
    return character == '\n';
  }
  if (character == '\n') {
    escape_.clear();
    return true;
  }
  if ((is_blank(character) && escape_.size() < kMostLineOctets) || character == '\r') {
    escape_.push_back(character);
    return true;
  }
  release_escape();
  return false;
}

// It was none: the characters stand for themselves.
void QuotedPrintableDecoder::release_escape() {
  Bytes escape;
  escape.swap(escape_);
  decoded_.push_back(escape.front());
  for (std::size_t i = 1; i < escape.size(); ++i) put_text(escape[i]);
}

void QuotedPrintableDecoder::put(std::uint8_t character) {
  if (escape_.empty() || !put_escaped(character)) put_text(character);
}

void QuotedPrintableDecoder::write(ByteView text) {
  for (std::uint8_t character : text) {
    put(character);
    if (decoded_.size() >= kFlushAt) flush();
  }
}

void QuotedPrintableDecoder::finish() {
  if (escape_.size() > 1 && hex_digit(escape_.back()) >= 0) release_escape();
  escape_.clear();  // a soft line break whose line end is missing
  blanks_.clear();
  flush();
}

void QuotedPrintableDecoder::flush() {
  out_.write(decoded_);
  decoded_.clear();
}

std::string encode_quoted_printable(ByteView octets) {
  return primitives::to_string(
      coded(octets, [](Sink& out) { return std::make_unique<QuotedPrintableEncoder>(out); }));
}

Bytes decode_quoted_printable(ByteView text) {
  return coded(text, [](Sink& out) { return std::make_unique<QuotedPrintableDecoder>(out); });
}

}  // namespace smime::mime
