// Quoted-printable (RFC 2045, 6.7): text that stays readable, in lines of at most 76 characters.
#pragma once

#include <string>

#include "mime/codec.hpp"

namespace smime::mime {

/// CR LF of the content stays a line end; every other octet that is no printable ASCII is escaped.
/// \standard{RFC 2045, 6.7}
class QuotedPrintableEncoder : public Codec {
 public:
  /// @param for_transport  escapes also what mail programs change at the start of a line: "." and
  ///                       the "F" of "From ". \standard{RFC 2049, 3}
  explicit QuotedPrintableEncoder(Sink& out, bool for_transport = false)
      : out_(out), for_transport_(for_transport) {}
  void write(ByteView octets) override;
  void finish() override;

 private:
  void put(std::uint8_t octet);
  void emit(std::uint8_t octet, bool literally);
  void emit_held_blank(bool literally);
  void end_line();

  Sink& out_;
  bool for_transport_;
  std::string text_;
  std::size_t column_ = 0;
  std::uint8_t held_blank_ = 0;  // a blank whose line may end behind it; 0 where there is none
  bool held_cr_ = false;
};

/// "=" before what is no hexadecimal is taken literally; blanks at a line's end are dropped.
/// \standard{RFC 2045, 6.7}
class QuotedPrintableDecoder : public Codec {
 public:
  explicit QuotedPrintableDecoder(Sink& out) : out_(out) {}
  void write(ByteView text) override;
  void finish() override;

 private:
  void put(std::uint8_t character);
  void put_text(std::uint8_t character);
  bool put_escaped(std::uint8_t character);
  void release_escape();
  void flush();

  Sink& out_;
  Bytes decoded_;
  Bytes blanks_;  // of a line that may end behind them
  Bytes escape_;  // "=" and what followed it, undecided
};

/// The same in memory.
std::string encode_quoted_printable(ByteView octets);
Bytes decode_quoted_printable(ByteView text);

}  // namespace smime::mime
