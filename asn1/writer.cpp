// Writing DER (X.690): the contents of the simple types.
#include "asn1/writer.hpp"

#include <algorithm>
#include <bit>

#include "asn1/header.hpp"
#include "asn1/strings.hpp"
#include "primitives/error.hpp"

namespace smime::asn1 {
namespace {

// X.690, 8.3: two's complement in the fewest octets.
Bytes integer_contents(const Integer& value) {
  if (value >= 0) {
    return primitives::i2osp(value, primitives::bit_length(value) / 8 + 1);
  }
  const Integer complement = -value - 1;
  Bytes contents = primitives::i2osp(complement, primitives::bit_length(complement) / 8 + 1);
  for (std::uint8_t& octet : contents) octet = static_cast<std::uint8_t>(~octet);
  return contents;
}

}  // namespace

void Writer::raw(ByteView encoding) {
  primitives::append(out_, encoding);
}

void Writer::primitive(Tag tag, ByteView contents) {
  append_header(out_, tag, contents.size());
  raw(contents);
}

void Writer::set_of(std::vector<Bytes> encodings, Tag tag) {
  std::sort(encodings.begin(), encodings.end());
  constructed(tag, [&](Writer& inside) {
    for (const Bytes& encoding : encodings) inside.raw(encoding);
  });
}

void Writer::boolean(bool value, Tag tag) {
  const std::uint8_t octet = value ? 0xff : 0x00;
  primitive(tag, {&octet, 1});
}

void Writer::integer(const Integer& value, Tag tag) {
  primitive(tag, integer_contents(value));
}

void Writer::integer_octets(ByteView contents, Tag tag) {
  primitive(tag, contents);
}

void Writer::enumerated(std::int64_t value, Tag tag) {
  integer(value, tag);
}

void Writer::bit_string(ByteView octets, unsigned unused_bits, Tag tag) {
  Bytes contents{static_cast<std::uint8_t>(unused_bits)};
  primitives::append(contents, octets);
  primitive(tag, contents);
}

void Writer::named_bits(std::uint32_t bits_from_zero, Tag tag) {
  const auto count = static_cast<int>(std::bit_width(bits_from_zero));
  Bytes octets(static_cast<std::size_t>(count + 7) / 8);
  for (int i = 0; i < count; ++i) {
    if ((bits_from_zero >> i & 1) != 0) {
      octets[static_cast<std::size_t>(i) / 8] |= static_cast<std::uint8_t>(0x80U >> (i % 8));
    }
  }
  bit_string(octets, static_cast<unsigned>(8 * octets.size()) - static_cast<unsigned>(count), tag);
}

void Writer::octet_string(ByteView octets, Tag tag) {
  primitive(tag, octets);
}

void Writer::null() {
  primitive(kNull, {});
}

void Writer::object_identifier(const ObjectIdentifier& oid, Tag tag) {
  primitive(tag, oid.contents());
}

void Writer::time(const Time& time) {
  const int year = time.year();
  const bool utc = year >= 1950 && year <= 2049;
  primitive(utc ? kUtcTime : kGeneralizedTime,
            primitives::bytes_of(utc ? write_utc_time(time) : write_generalized_time(time)));
}

void Writer::utf8_string(std::string_view text, Tag tag) {
  primitive(tag, utf8_to_string(kUtf8String, text));
}

void Writer::printable_string(std::string_view text, Tag tag) {
  primitive(tag, utf8_to_string(kPrintableString, text));
}

void Writer::ia5_string(std::string_view text, Tag tag) {
  primitive(tag, utf8_to_string(kIa5String, text));
}

}  // namespace smime::asn1
