// Reading DER and BER (X.690): the contents of the simple types.
#include <algorithm>
#include <limits>

#include "asn1/reader.hpp"
#include "asn1/strings.hpp"

namespace smime::asn1 {
namespace {

std::int64_t to_int64(ByteView contents) {
  std::int64_t value = (contents[0] & 0x80) != 0 ? -1 : 0;
  for (std::uint8_t octet : contents) {
    value = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << 8 | octet);
  }
  return value;
}

}  // namespace

bool BitString::bit(std::size_t index) const {
  const std::size_t octet = index / 8;
  return octet < octets.size() && (octets[octet] >> (7 - index % 8) & 1) != 0;
}

Element Reader::primitive(Tag tag, std::string_view name, const char* type) {
  const Element found = element(tag, name);
  if (found.tag.constructed) {
    refuse(ErrorKind::malformed, std::string("a constructed ") + type,
           std::string("the encoding of ") + type + " is primitive", "X.690, 8.2 to 8.8, 8.19",
           found.offset, name);
  }
  return found;
}

bool Reader::boolean(std::string_view name, Tag tag) {
  const Element found = primitive(tag, name, "BOOLEAN");
  if (found.contents.size() != 1) {
    refuse(ErrorKind::malformed, std::to_string(found.contents.size()) + " octets",
           "a BOOLEAN is one octet", "X.690, 8.2.1", found.offset, name);
  }
  const std::uint8_t octet = found.contents[0];
  if (rules_.distinguished && octet != 0 && octet != 0xff) {
    refuse(ErrorKind::not_der, "a BOOLEAN that is neither 00 nor ff", "TRUE is ff", "X.690, 11.1",
           found.offset, name);
  }
  return octet != 0;
}

ByteView Reader::integer_contents(std::string_view name, Tag tag) {
  const Element found = primitive(tag, name, "INTEGER");
  const ByteView contents = found.contents;
  if (contents.empty()) {
    refuse(ErrorKind::malformed, "an INTEGER of no octets", "it has at least one octet",
           "X.690, 8.3.1", found.offset, name);
  }
  // Nine bits alike at the start: an octet too many. BER forbids it as well.
  const bool zeros = contents.size() > 1 && contents[0] == 0 && contents[1] < 0x80;
  const bool ones = contents.size() > 1 && contents[0] == 0xff && contents[1] >= 0x80;
  if (zeros || ones) {
    refuse(rules_.distinguished ? ErrorKind::not_der : ErrorKind::malformed,
           "an INTEGER with a needless first octet", "the first nine bits are not all alike",
           "X.690, 8.3.2", found.offset, name);
  }
  return contents;
}

Bytes Reader::integer_octets(std::string_view name, Tag tag) {
  return primitives::to_bytes(integer_contents(name, tag));
}

Integer Reader::integer(std::string_view name, Tag tag) {
  const ByteView contents = integer_contents(name, tag);
  Integer value = primitives::os2ip(contents);
  if (contents[0] >= 0x80) value -= Integer(1) << static_cast<unsigned>(8 * contents.size());
  return value;
}

std::int64_t Reader::small_integer(std::string_view name, std::int64_t low, std::int64_t high,
                                   Tag tag) {
  const std::size_t at = offset_;
  const ByteView contents = integer_contents(name, tag);
  const bool fits = contents.size() <= 8;
  const std::int64_t value = fits ? to_int64(contents) : 0;
  if (!fits || value < low || value > high) {
    refuse(ErrorKind::malformed,
           fits ? std::to_string(value)
                : "an INTEGER of " + std::to_string(contents.size()) + " octets",
           "it lies between " + std::to_string(low) + " and " + std::to_string(high), "", at, name);
  }
  return value;
}

std::int64_t Reader::enumerated(std::string_view name, std::int64_t high, Tag tag) {
  return small_integer(name, 0, high, tag);
}

// Under BER the segments are BIT STRINGs themselves; only the last may leave bits unused.
void Reader::append_bits(BitString& value, const Element& element, std::string_view name) const {
  if (element.tag.constructed) {
    Reader parts = inside(element, name);
    while (!parts.empty()) parts.append_bits(value, parts.element(kBitString, {}), {});
    return;
  }
  const ByteView contents = element.contents;
  if (contents.empty()) {
    refuse(ErrorKind::malformed, "a BIT STRING of no octets",
           "its first octet counts the unused bits", "X.690, 8.6.2.3", element.offset, name);
  }
  const unsigned unused = contents[0];
  if (unused > 7 || (unused > 0 && contents.size() == 1)) {
    refuse(ErrorKind::malformed, std::to_string(unused) + " unused bits",
           "0 to 7 bits of the last octet are unused", "X.690, 8.6.2.2", element.offset, name);
  }
  if (value.unused_bits != 0) {
    refuse(ErrorKind::malformed, "a segment after one with unused bits",
           "every segment but the last holds whole octets", "X.690, 8.6.4", element.offset, name);
  }
  if (rules_.distinguished && (contents.back() & ((1U << unused) - 1)) != 0) {
    refuse(ErrorKind::not_der, "unused bits that are not zero", "each unused bit is zero",
           "X.690, 11.2.1", element.offset, name);
  }
  primitives::append(value.octets, contents.subspan(1));
  value.unused_bits = unused;
}

BitString Reader::bit_string(std::string_view name, Tag tag) {
  BitString value;
  append_bits(value, element(tag, name), name);
  return value;
}

void Reader::append_segments(Bytes& whole, const Element& element, std::string_view name) const {
  if (!element.tag.constructed) return primitives::append(whole, element.contents);
  Reader parts = inside(element, name);
  while (!parts.empty()) parts.append_segments(whole, parts.element(kOctetString, {}), {});
}

Bytes Reader::segments(const Element& element, std::string_view name) const {
  Bytes whole;
  append_segments(whole, element, name);
  return whole;
}

Bytes Reader::octet_string(std::string_view name, Tag tag) {
  return segments(element(tag, name), name);
}

void Reader::null(std::string_view name) {
  const Element found = primitive(kNull, name, "NULL");
  if (!found.contents.empty()) {
    refuse(ErrorKind::malformed, "a NULL with contents", "a NULL has none", "X.690, 8.8.2",
           found.offset, name);
  }
}

ObjectIdentifier Reader::object_identifier(std::string_view name, Tag tag) {
  const Element found = primitive(tag, name, "OBJECT IDENTIFIER");
  try {
    return ObjectIdentifier::from_contents(found.contents);
  } catch (const Error& error) {
    throw error.within(path_to(name).text(), found.contents_offset());
  }
}

Time Reader::time(std::string_view name) {
  const bool generalized = next_is(kGeneralizedTime);
  const Element found = element(generalized ? kGeneralizedTime : kUtcTime, name);
  try {
    const Bytes contents = segments(found, name);
    return generalized ? read_generalized_time(contents, rules_.distinguished)
                       : read_utc_time(contents, rules_.distinguished);
  } catch (const Error& error) {
    throw error.within(path_to(name).text(), found.contents_offset());
  }
}

std::string Reader::string(std::string_view name) {
  const std::optional<Tag> found = peek();
  if (found && !is_string_type(*found)) {
    refuse(ErrorKind::malformed, found->name(), "a character string is due here", "X.680, 41",
           offset_, name);
  }
  const Tag type = found ? universal(found->number) : kUtf8String;
  return string(name, type, type);
}

std::string Reader::string(std::string_view name, Tag tag, Tag type) {
  const Element found = element(tag, name);
  try {
    return string_to_utf8(type, segments(found, name));
  } catch (const Error& error) {
    throw error.within(path_to(name).text(), found.contents_offset());
  }
}

}  // namespace smime::asn1
