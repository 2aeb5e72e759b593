// Distinguished names (RFC 5280, 4.1.2.4): decoded, compared (7.1), and as text (RFC 4514).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "x509/object_identifiers.hpp"

namespace smime::x509 {

/// In ASN.1:
///
/// ```asn1
/// AttributeTypeAndValue ::= SEQUENCE {
///   type   OBJECT IDENTIFIER,
///   value  ANY -- DEFINED BY type -- }
/// ```
struct AttributeTypeAndValue {
  ObjectIdentifier type;
  Bytes value;  ///< a whole encoding, tag included

  friend bool operator==(const AttributeTypeAndValue&, const AttributeTypeAndValue&) = default;

  /// A value of the type that RFC 5280 wants for this attribute: PrintableString for country and
  /// serial number, IA5String for e-mail address and domain component, else UTF8String.
  static AttributeTypeAndValue of(const ObjectIdentifier& type, std::string_view utf8);
  /// The value in UTF-8; nothing where it is no character string, or breaks the rules of its type.
  std::optional<std::string> string() const;
  /// The value in UTF-8; "#" and the encoding in hexadecimal where it is no character string.
  std::string text() const;
};

/// SET SIZE (1..MAX) OF AttributeTypeAndValue, nearly always of one.
using RelativeDistinguishedName = std::vector<AttributeTypeAndValue>;

/// Relative distinguished names, the most significant first. It keeps its encoding, and decodes
/// its parts when they are asked for. \standard{RFC 5280, 4.1.2.4}
class Name {
 public:
  /// The empty sequence.
  Name();
  explicit Name(const std::vector<RelativeDistinguishedName>& rdn_sequence);
  /// One attribute per RDN, in order: `Name::of({{id_at_countryName, "US"}, ...})`.
  static Name of(const std::vector<std::pair<ObjectIdentifier, std::string>>& attributes);
  static Name decode(ByteView der);
  static Name read(asn1::Reader& reader, std::string_view name, asn1::Tag tag = asn1::kSequence);
  /// Reads "CN=Katie,O=Example,C=US". \standard{RFC 4514, 3}
  /// @throws Error (malformed) with the offset of the first offence
  static Name from_rfc4514(std::string_view text);

  /// "CN=Katie,O=Example,C=US": the last RDN first. \standard{RFC 4514, 2}
  std::string rfc4514() const;
  std::vector<RelativeDistinguishedName> rdn_sequence() const;
  bool empty() const { return der_.size() == 2; }
  ByteView der() const { return der_; }

  /// The texts of all attributes of one type, in order.
  std::vector<std::string> values(const ObjectIdentifier& type) const;
  /// The last common name, or else the whole name as text: a heading for people.
  std::string common_name() const;

  /// Octets that two names share exactly when they match: the key of maps. \standard{RFC 5280, 7.1}
  Bytes canonical() const;
  /// Whether the names match: case, runs of spaces and string types aside. \standard{RFC 5280, 7.1}
  friend bool operator==(const Name& left, const Name& right) { return left.matches(right); }
  /// Whether `ancestor`'s RDNs are the first of this name's. \standard{RFC 5280, 4.2.1.10 and 7.1}
  bool is_within(const Name& ancestor) const;

 private:
  bool matches(const Name& other) const;

  Bytes der_;
};

}  // namespace smime::x509
