// Content-Transfer-Encoding (RFC 2045, 6): base64 and quoted-printable.
#include "mime/transfer_encoding.hpp"

#include <array>

#include "mime/parameters.hpp"

namespace smime::mime {
namespace {

// RFC 2045, 6.8, table 1: the base64 alphabet.
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kLineLength = 76;
constexpr std::uint8_t kOutside = 0xff;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  values.fill(kOutside);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}

constexpr std::array<std::uint8_t, 256> kValues = make_values();

int hex_digit(std::uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool is_blank(std::uint8_t c) {
  return c == ' ' || c == '\t';
}

// Printable ASCII but "=", and blanks, may stand for themselves. \standard{RFC 2045, 6.7}
bool is_literal(std::uint8_t c) {
  return (c > ' ' && c < 0x7f && c != '=') || is_blank(c);
}

std::string escaped(std::uint8_t octet) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {'=', digits[octet >> 4], digits[octet & 15]};
}

}  // namespace

TransferEncoding transfer_encoding(std::string_view body) {
  const std::string word = ParameterizedValue::parse(body).value;
  if (word == "base64") return TransferEncoding::base64;
  if (word == "quoted-printable") return TransferEncoding::quoted_printable;
  if (word == "8bit") return TransferEncoding::eight_bit;
  return word == "7bit" || word.empty() ? TransferEncoding::seven_bit : TransferEncoding::binary;
}

std::string encode_base64(ByteView octets) {
  constexpr std::size_t per_line = kLineLength / 4 * 3;
  std::string text;
  text.reserve(octets.size() / per_line * (kLineLength + 2) + kLineLength + 6);
  for (std::size_t line = 0; line < octets.size(); line += per_line) {
    const ByteView part = octets.subspan(line, std::min(per_line, octets.size() - line));
    for (std::size_t i = 0; i < part.size(); i += 3) {
      const std::size_t count = std::min<std::size_t>(3, part.size() - i);
      std::uint32_t bits = std::uint32_t{part[i]} << 16;
      if (count > 1) bits |= std::uint32_t{part[i + 1]} << 8;
      if (count > 2) bits |= part[i + 2];
      text += kAlphabet[bits >> 18];
      text += kAlphabet[bits >> 12 & 63];
      text += count > 1 ? kAlphabet[bits >> 6 & 63] : '=';
      text += count > 2 ? kAlphabet[bits & 63] : '=';
    }
    text += "\r\n";
  }
  return text;
}

Bytes decode_base64(ByteView text) {
  Bytes octets;
  octets.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int held = 0;
  for (std::uint8_t c : text) {
    if (c == '=') break;
    const std::uint8_t value = kValues[c];
    if (value == kOutside) continue;
    bits = bits << 6 | value;
    if (++held < 4) continue;
    octets.push_back(static_cast<std::uint8_t>(bits >> 16));
    octets.push_back(static_cast<std::uint8_t>(bits >> 8));
    octets.push_back(static_cast<std::uint8_t>(bits));
    held = 0;
  }
  if (held >= 2) octets.push_back(static_cast<std::uint8_t>(bits >> (held == 2 ? 4 : 10)));
  if (held == 3) octets.push_back(static_cast<std::uint8_t>(bits >> 2));
  return octets;
}

std::string encode_quoted_printable(ByteView octets) {
  std::string text;
  std::size_t column = 0;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const bool line_end = octets[i] == '\r' && i + 1 < octets.size() && octets[i + 1] == '\n';
    if (line_end) {
      text += "\r\n";
      column = 0;
      ++i;
      continue;
    }
    // A blank before a line end, or at the very end, would be lost on the way.
    const bool last = i + 1 == octets.size() || octets[i + 1] == '\r' || octets[i + 1] == '\n';
    const bool literal = is_literal(octets[i]) && !(is_blank(octets[i]) && last);
    const std::string piece = literal ? std::string(1, static_cast<char>(octets[i]))
                                      : escaped(octets[i]);
    if (column + piece.size() > kLineLength - 1) {
      text += "=\r\n";
      column = 0;
    }
    text += piece;
    column += piece.size();
  }
  return text;
}

Bytes decode_quoted_printable(ByteView text) {
  Bytes octets;
  std::size_t blanks = 0;  // at the end of `octets`
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::uint8_t c = text[i];
    if (c == '\r' || c == '\n') {
      octets.resize(octets.size() - blanks);
      blanks = 0;
      octets.push_back(c);
      continue;
    }
    if (c != '=') {
      octets.push_back(c);
      blanks = is_blank(c) ? blanks + 1 : 0;
      continue;
    }
    blanks = 0;
    const int high = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high >= 0 && low >= 0) {
      octets.push_back(static_cast<std::uint8_t>(high << 4 | low));
      i += 2;
      continue;
    }
    // A soft line break: "=", blanks, a line end.
    std::size_t end = i + 1;
    while (end < text.size() && is_blank(text[end])) ++end;
    if (end < text.size() && text[end] == '\r') ++end;
    if (end < text.size() && text[end] == '\n') {
      i = end;
    } else if (end < text.size()) {
      octets.push_back(c);
    }
  }
  octets.resize(octets.size() - blanks);
  return octets;
}

Bytes decode(TransferEncoding encoding, ByteView body) {
  switch (encoding) {
    case TransferEncoding::base64: return decode_base64(body);
    case TransferEncoding::quoted_printable: return decode_quoted_printable(body);
    default: return primitives::to_bytes(body);
  }
}

}  // namespace smime::mime
