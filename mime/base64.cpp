// Base64 as a content transfer encoding (RFC 2045, 6.8).
//
// Both directions work on whole groups by tables: two characters are looked up from 12 bits, and
// four characters or'ed together from one table each, where an unknown character sets a bit of its
// own.
#include "mime/base64.hpp"

#include <cstring>

namespace smime::mime {
namespace {

// RFC 2045, 6.8, table 1: the base64 alphabet.
constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t kOutside = 0x01000000;

constexpr auto make_pairs() {
  std::array<std::array<char, 2>, 4096> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {kAlphabet[i >> 6], kAlphabet[i & 63]};
  return pairs;
}

// values[n][c]: the bits of character c at place n of its group.
constexpr auto make_values() {
  std::array<std::array<std::uint32_t, 256>, 4> values{};
  for (std::size_t place = 0; place < 4; ++place) {
    values[place].fill(kOutside);
    for (std::uint32_t i = 0; i < 64; ++i) {
      values[place][static_cast<unsigned char>(kAlphabet[i])] = i << (18 - 6 * place);
    }
  }
  return values;
}

constexpr auto kPairs = make_pairs();
constexpr auto kValues = make_values();

char* encode_group(const std::uint8_t* octets, char* text) {
  const std::uint32_t bits =
      std::uint32_t{octets[0]} << 16 | std::uint32_t{octets[1]} << 8 | octets[2];
  std::memcpy(text, kPairs[bits >> 12].data(), 2);
  std::memcpy(text + 2, kPairs[bits & 0xfff].data(), 2);
  return text + 4;
}

// The last group, of one or two octets, with its padding. \standard{RFC 2045, 6.8}
char* encode_rest(ByteView octets, char* text) {
  std::uint8_t group[3] = {};
  std::copy(octets.begin(), octets.end(), group);
  encode_group(group, text);
  for (std::size_t i = octets.size() + 1; i < 4; ++i) text[i] = '=';
  return text + 4;
}

// One line of at most 57 octets.
char* encode_line(ByteView octets, char* text) {
  std::size_t i = 0;
  for (; i + 3 <= octets.size(); i += 3) text = encode_group(octets.data() + i, text);
  if (i < octets.size()) text = encode_rest(octets.subspan(i), text);
  *text++ = '\r';
  *text++ = '\n';
  return text;
}

}  // namespace

void Base64Encoder::write_lines(ByteView octets) {
  constexpr std::size_t lines_at_once = 256;
  char text[lines_at_once * (kLineLength + 2)];
  while (!octets.empty()) {
    char* end = text;
    for (std::size_t line = 0; line < lines_at_once && !octets.empty(); ++line) {
      const std::size_t count = std::min(kLineOctets, octets.size());
      end = encode_line(octets.first(count), end);
      octets = octets.subspan(count);
    }
    out_.write({reinterpret_cast<const std::uint8_t*>(text), static_cast<std::size_t>(end - text)});
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

// Whole groups as far as they go without a character outside the alphabet. @return characters taken
std::size_t Base64Decoder::decode_groups(ByteView text) {
  std::size_t i = 0;
  std::uint8_t* out = decoded_.data() + decoded_size_;
  const std::uint8_t* const end = decoded_.data() + decoded_.size() - 4;
  for (; i + 4 <= text.size() && out < end; i += 4) {
    const std::uint32_t bits = kValues[0][text[i]] | kValues[1][text[i + 1]] |
                               kValues[2][text[i + 2]] | kValues[3][text[i + 3]];
    if (bits & kOutside) break;
    primitives::store_be32(out, bits << 8);
    out += 3;
  }
  decoded_size_ = static_cast<std::size_t>(out - decoded_.data());
  return i;
}

void Base64Decoder::take(std::uint8_t character) {
  if (character == '=') {
    padding_ = true;
    return;
  }
  const std::uint32_t value = kValues[3][character];
  if (value == kOutside) {
    const bool blank =
        character == '\r' || character == '\n' || character == ' ' || character == '\t';
    strangers_ = strangers_ || !blank;
    return;
  }
  bits_ = bits_ << 6 | value;
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
    // What stopped the groups: a line end, the padding, a full buffer, or the end of the text.
    if (i < text.size() && decoded_.size() - decoded_size_ >= 8) take(text[i++]);
  }
  for (; i < text.size(); ++i) {
    if (kValues[3][text[i]] != kOutside) strangers_ = true;
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
