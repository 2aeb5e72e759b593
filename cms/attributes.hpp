// Attributes of signers (RFC 5652, 5.3 and 11): the list, its encodings, and three of section 11.
#pragma once

#include <optional>
#include <vector>

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "cms/object_identifiers.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// Attribute ::= SEQUENCE {
///   attrType    OBJECT IDENTIFIER,
///   attrValues  SET OF AttributeValue }
/// ```
/// \standard{RFC 5652, 5.3}
struct Attribute {
  ObjectIdentifier attr_type;
  std::vector<Bytes> attr_values;  ///< whole encodings

  static Attribute read(asn1::Reader& reader);
  Bytes encode() const;
};

/// SET SIZE (1..MAX) OF Attribute: SignedAttributes and UnsignedAttributes.
class Attributes {
 public:
  /// Reads the elements of a set.
  static Attributes read_set(asn1::Reader& set);

  void add(Attribute attribute) { all_.push_back(std::move(attribute)); }
  void add(const ObjectIdentifier& type, Bytes value) { add({type, {std::move(value)}}); }
  /// Adds a value to the attribute of this type, or the attribute.
  void add_value(const ObjectIdentifier& type, Bytes value);
  const std::vector<Attribute>& all() const { return all_; }
  bool empty() const { return all_.empty(); }
  /// How many attributes have this type.
  std::size_t count(const ObjectIdentifier& type) const;
  /// The only value of the only attribute of this type; nothing where there is none, several, or
  /// one with another number of values than one.
  std::optional<ByteView> only_value(const ObjectIdentifier& type) const;

  /// The DER with a SET's own tag: what is digested. \standard{RFC 5652, 5.4}
  Bytes encode_as_set() const;
  /// As a field: [number] IMPLICIT.
  void write(asn1::Writer& writer, std::uint32_t number) const;

 private:
  std::vector<Bytes> encodings() const;

  std::vector<Attribute> all_;
};

// The attributes of section 11, each as its value.
/// \standard{RFC 5652, 11.1}
Bytes content_type_value(const ObjectIdentifier& type);
/// \standard{RFC 5652, 11.2}
Bytes message_digest_value(ByteView digest);
/// \standard{RFC 5652, 11.3}
Bytes signing_time_value(const Time& time);

/// @throws Error (malformed)
ObjectIdentifier read_content_type(ByteView value);
Bytes read_message_digest(ByteView value);
Time read_signing_time(ByteView value);

}  // namespace smime::cms
