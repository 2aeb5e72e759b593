// Base64 as a content transfer encoding (RFC 2045, 6.8).
#include "mime/base64.hpp"

#include "primitives/base64.hpp"

namespace smime::mime {
namespace {

constexpr int kOutside = -1;

std::uint8_t* encode_groups(ByteView octets, std::uint8_t* text) {
  const std::size_t size = octets.size() / 3 * 4;
  primitives::encode_base64_groups(octets, {text, size});
  return text + size;
}

// The last group, of one or two octets, with its padding. \standard{RFC 2045, 6.8}
std::uint8_t* encode_rest(ByteView octets, std::uint8_t* text) {
  std::uint8_t group[3] = {};
  std::copy(octets.begin(), octets.end(), group);
  encode_groups(group, text);
  for (std::size_t i = octets.size() + 1; i < 4; ++i) text[i] = '=';
  return text + 4;
}

// One line of at most 57 octets.
std::uint8_t* encode_line(ByteView octets, std::uint8_t* text) {
  const std::size_t whole = octets.size() / 3 * 3;
  text = encode_groups(octets.first(whole), text);
  if (whole < octets.size()) text = encode_rest(octets.subspan(whole), text);
  *text++ = '\r';
  *text++ = '\n';
  return text;
}

}  // namespace

void Base64Encoder::write_lines(ByteView octets) {
  constexpr std::size_t lines_at_once = 256;
  std::uint8_t text[lines_at_once * (kLineLength + 2)];
  while (!octets.empty()) {
    std::uint8_t* end = text;
    for (std::size_t line = 0; line < lines_at_once && !octets.empty(); ++line) {
      const std::size_t count = std::min(kLineOctets, octets.size());
      end = encode_line(octets.first(count), end);
      octets = octets.subspan(count);
    }
    out_.write({text, static_cast<std::size_t>(end - text)});
  }
}

void Base64Encoder::write(ByteView octets) {
  if (held_size_ > 0) {
    const std::size_t count = std::min(kLineOctets - held_size_, octets.size());
    std::copy_n(octets.begin(), count, held_.begin() + static_cast<std::ptrdiff_t>(held_size_));
    held_size_ += count;
    octets = octets.subspan(count);
    if (held_size_ < kLineOctets) return;
    write_lines(held_);
  }
  const std::size_t whole = octets.size() / kLineOctets * kLineOctets;
  write_lines(octets.first(whole));
  octets = octets.subspan(whole);
  std::copy(octets.begin(), octets.end(), held_.begin());
  held_size_ = octets.size();
}

void Base64Encoder::finish() {
  write_lines(ByteView(held_).first(held_size_));
  held_size_ = 0;
}

// Whole groups and line ends as far as they go. @return characters taken
std::size_t Base64Decoder::decode_groups(ByteView text) {
  const auto read =
      primitives::decode_base64_groups(text, MutableByteView(decoded_).subspan(decoded_size_));
  decoded_size_ += read.octets;
  return read.characters;
}

void Base64Decoder::take(std::uint8_t character) {
  if (character == '=') {
    padding_ = true;
    return;
  }
  const int value = primitives::base64::value(character);
  if (value == kOutside) {
    const bool blank =
        character == '\r' || character == '\n' || character == ' ' || character == '\t';
    strangers_ = strangers_ || !blank;
    return;
  }
  bits_ = bits_ << 6 | static_cast<std::uint32_t>(value);
  if (++characters_ < 4) return;
  primitives::store_be32(decoded_.data() + decoded_size_, bits_ << 8);
  decoded_size_ += 3;
  bits_ = 0;
  characters_ = 0;
}

void Base64Decoder::write(ByteView text) {
  std::size_t i = 0;
  while (i < text.size() && !padding_) {
    if (decoded_.size() - decoded_size_ < 8) flush();
    if (characters_ == 0) i += decode_groups(text.subspan(i));
    // What stopped the groups: a blank, the padding, a full buffer, or the end of the text.
    if (i < text.size() && decoded_.size() - decoded_size_ >= 8) take(text[i++]);
  }
  for (; i < text.size(); ++i) {
    if (primitives::base64::value(text[i]) != kOutside) strangers_ = true;
  }
}

void Base64Decoder::finish() {
  // Two characters hold one octet, three hold two.
  if (characters_ >= 2) {
    const std::uint32_t bits = bits_ << (6 * (4 - characters_));
    for (int octet = 0; octet < characters_ - 1; ++octet) {
      decoded_[decoded_size_++] = static_cast<std::uint8_t>(bits >> (16 - 8 * octet));
    }
  }
  characters_ = 0;
  flush();
}

void Base64Decoder::flush() {
  out_.write(ByteView(decoded_).first(decoded_size_));
  decoded_size_ = 0;
}

std::uint64_t base64_size(std::uint64_t octets) {
  const std::uint64_t lines =
      (octets + Base64Encoder::kLineOctets - 1) / Base64Encoder::kLineOctets;
  return (octets + 2) / 3 * 4 + 2 * lines;
}

std::string encode_base64(ByteView octets) {
  return primitives::to_string(
      coded(octets, [](Sink& out) { return std::make_unique<Base64Encoder>(out); }));
}

Bytes decode_base64(ByteView text) {
  return coded(text, [](Sink& out) { return std::make_unique<Base64Decoder>(out); });
}

}  // namespace smime::mime
