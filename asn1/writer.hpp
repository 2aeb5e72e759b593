// Writing DER (X.690): a lambda writes the inside of each constructed value, so that the lengths
// write themselves.
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "asn1/object_identifier.hpp"
#include "asn1/reader.hpp"
#include "asn1/tag.hpp"
#include "asn1/time.hpp"
#include "primitives/bytes.hpp"
#include "primitives/integer.hpp"

namespace smime::asn1 {

/// A writer of consecutive DER values.
///
/// ```cpp
/// Writer writer;
/// writer.sequence([&](Writer& inside) { inside.integer(version); inside.octet_string(data); });
/// ```
class Writer {
 public:
  const Bytes& bytes() const { return out_; }
  Bytes take() { return std::move(out_); }

  /// A constructed value whose contents `inside(Writer&)` writes.
  template <std::invocable<Writer&> Inside>
  void constructed(Tag tag, Inside&& inside) {
    Writer contents;
    inside(contents);
    primitive(tag, contents.out_);
  }
  template <std::invocable<Writer&> Inside>
  void sequence(Inside&& inside) {
    constructed(kSequence, inside);
  }
  template <std::invocable<Writer&> Inside>
  void set(Inside&& inside) {
    constructed(kSet, inside);
  }
  /// `[number]`, EXPLICIT or of an IMPLICIT constructed type.
  template <std::invocable<Writer&> Inside>
  void context(std::uint32_t number, Inside&& inside) {
    constructed(asn1::context(number), inside);
  }
  /// SET OF: the encodings in ascending order, whatever order they come in. \standard{X.690, 11.6}
  void set_of(std::vector<Bytes> encodings, Tag tag = kSet);

  /// Tag, length and these contents octets.
  void primitive(Tag tag, ByteView contents);
  /// A finished encoding, as it stands.
  void raw(ByteView encoding);

  void boolean(bool value, Tag tag = kBoolean);
  void integer(const Integer& value, Tag tag = kInteger);
  /// Contents octets that are an INTEGER already (a serial number).
  void integer_octets(ByteView contents, Tag tag = kInteger);
  void enumerated(std::int64_t value, Tag tag = kEnumerated);
  void bit_string(ByteView octets, unsigned unused_bits = 0, Tag tag = kBitString);
  /// A named-bit list: trailing zero bits are left off. \standard{X.690, 11.2.2}
  void named_bits(std::uint32_t bits_from_zero, Tag tag = kBitString);
  void octet_string(ByteView octets, Tag tag = kOctetString);
  void null();
  void object_identifier(const ObjectIdentifier& oid, Tag tag = kObjectIdentifier);
  /// UTCTime through 2049, GeneralizedTime from 2050. \standard{RFC 5280, 4.1.2.5}
  void time(const Time& time);
  void utf8_string(std::string_view text, Tag tag = kUtf8String);
  void printable_string(std::string_view text, Tag tag = kPrintableString);
  void ia5_string(std::string_view text, Tag tag = kIa5String);

 private:
  Bytes out_;
};

/// One DER value, written by `write(Writer&)`.
template <std::invocable<Writer&> Write>
Bytes encode(Write&& write) {
  Writer writer;
  write(writer);
  return writer.take();
}

}  // namespace smime::asn1
