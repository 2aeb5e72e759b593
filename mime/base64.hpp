// Base64 as a content transfer encoding (RFC 2045, 6.8): lines of 76 characters; tolerant in
// reading.
#pragma once

#include <array>
#include <string>

#include "mime/codec.hpp"

namespace smime::mime {

/// Writes lines of 76 characters, each ended by CRLF. \standard{RFC 2045, 6.8}
class Base64Encoder : public Codec {
 public:
  explicit Base64Encoder(Sink& out) : out_(out) {}
  void write(ByteView octets) override;
  void finish() override;

  static constexpr std::size_t kLineLength = 76;  ///< characters, without the line end
  static constexpr std::size_t kLineOctets = kLineLength / 4 * 3;

 private:
  void write_lines(ByteView octets);

  Sink& out_;
  std::array<std::uint8_t, kLineOctets> held_{};  // of a line that is not full yet
  std::size_t held_size_ = 0;
};

/// Skips characters outside the alphabet and ends at the padding; a last group of less than two
/// characters holds no octet. \standard{RFC 2045, 6.8}
class Base64Decoder : public Codec {
 public:
  explicit Base64Decoder(Sink& out) : out_(out) {}
  void write(ByteView text) override;
  void finish() override;

  /// Whether anything but line ends and blanks stood between the characters, or behind the padding.
  bool found_strangers() const { return strangers_; }

 private:
  void take(std::uint8_t character);
  std::size_t decode_groups(ByteView text);
  void flush();

  Sink& out_;
  std::array<std::uint8_t, 12 * 1024> decoded_{};
  std::size_t decoded_size_ = 0;
  std::uint32_t bits_ = 0;  // of a group that is not complete yet
  int characters_ = 0;      // of it
  bool padding_ = false, strangers_ = false;
};

/// Octets of base64 text, line ends included, for so many octets. \standard{RFC 2045, 6.8}
std::uint64_t base64_size(std::uint64_t octets);

/// The same in memory.
std::string encode_base64(ByteView octets);
Bytes decode_base64(ByteView text);

}  // namespace smime::mime
