// SafeContents (RFC 7292, 4.2): the bags of a PKCS #12 file, and what each holds.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "asn1/rules.hpp"
#include "cms/attributes.hpp"
#include "cms/pkcs12/object_identifiers.hpp"

namespace smime::cms::pkcs12 {

inline constexpr std::size_t kMostBags = 1000;     ///< of one file
inline constexpr std::size_t kMostBagNesting = 8;  ///< SafeContents inside of SafeContents

/// In ASN.1:
///
/// ```asn1
/// SafeBag ::= SEQUENCE {
///   bagId          BAG-TYPE.&id,
///   bagValue       [0] EXPLICIT BAG-TYPE.&Type,
///   bagAttributes  SET OF PKCS12Attribute OPTIONAL }
/// ```
/// \standard{RFC 7292, 4.2}
struct SafeBag {
  ObjectIdentifier bag_id;
  Bytes bag_value;  ///< a whole encoding
  Attributes bag_attributes;

  /// The name for people, in UTF-8; empty where there is none. Of a BMPString surrogate pairs are
  /// taken for the characters that they stand for, as Java and NSS write them. \standard{RFC 2985,
  /// 5.5.1}
  /// @throws Error (malformed) for anything but a character string
  std::string friendly_name() const;
  /// What joins a key to its certificate; empty where there is none. \standard{RFC 2985, 5.5.2}
  /// @throws Error (malformed) for anything but an OCTET STRING
  Bytes local_key_id() const;
  /// @throws Error (malformed) for what is no UTF-8
  void set_friendly_name(std::string_view utf8);
  void set_local_key_id(ByteView id);
};

/// SafeContents ::= SEQUENCE OF SafeBag; bags of nested SafeContents stand in place of theirs.
/// @param most_bags  is lessened by the bags that were read
/// @throws Error (malformed, ...), (limit_exceeded) beyond the bags or their nesting
std::vector<SafeBag> decode_safe_contents(ByteView encoding, std::size_t& most_bags);
Bytes encode_safe_contents(const std::vector<SafeBag>& bags);

/// CertBag, CRLBag and SecretBag: an identifier and, as [0] EXPLICIT, a value of the type that it
/// says. \standard{RFC 7292, 4.2.3 to 4.2.5}
struct TypedValue {
  ObjectIdentifier type;
  Bytes value;  ///< a whole encoding

  /// X.509 certificates and CRLs stand in an OCTET STRING.
  static TypedValue of_octets(const ObjectIdentifier& type, ByteView octets);
  /// Those of the OCTET STRING. @throws Error (malformed) where it is none
  Bytes octets() const;

  static TypedValue decode(ByteView bag_value);
  Bytes encode() const;
};

}  // namespace smime::cms::pkcs12
