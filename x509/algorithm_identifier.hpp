// AlgorithmIdentifier (RFC 5280, 4.1.1.2), and the digests that one names (RFC 3370, 2; RFC 5754,
// 2).
#pragma once

#include <string_view>

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "primitives/digest.hpp"
#include "x509/object_identifiers.hpp"

namespace smime::x509 {

/// In ASN.1:
///
/// ```asn1
/// AlgorithmIdentifier ::= SEQUENCE {
///   algorithm   OBJECT IDENTIFIER,
///   parameters  ANY DEFINED BY algorithm OPTIONAL }
/// ```
/// \standard{RFC 5280, 4.1.1.2}
struct AlgorithmIdentifier {
  ObjectIdentifier algorithm;
  Bytes parameters;  ///< a whole encoding, tag included; empty where they are absent

  friend bool operator==(const AlgorithmIdentifier&, const AlgorithmIdentifier&) = default;

  /// Reads one at the reader's place. `tag` serves IMPLICIT tagging.
  static AlgorithmIdentifier read(asn1::Reader& reader, std::string_view name,
                                  asn1::Tag tag = asn1::kSequence);
  void write(asn1::Writer& writer, asn1::Tag tag = asn1::kSequence) const;

  /// The algorithm with NULL for parameters.
  static AlgorithmIdentifier with_null(ObjectIdentifier algorithm);
  /// Whether the parameters are absent or NULL.
  bool parameters_absent_or_null() const;
};

/// The identifier of a digest, as SignedData and DigestInfo-free structures carry it: SHA-2 and
/// SHA-1 without parameters, MD5 with NULL. \standard{RFC 3370, 2.1 and 2.2} \standard{RFC 5754, 2}
AlgorithmIdentifier algorithm_identifier(primitives::DigestAlgorithm digest);

/// The digest that an identifier names; absent and NULL parameters are both read.
/// @throws Error (unsupported_algorithm) for an OID that is none of the six, or other parameters
primitives::DigestAlgorithm digest_algorithm(const AlgorithmIdentifier& identifier);

/// The OID of a digest.
const ObjectIdentifier& digest_oid(primitives::DigestAlgorithm digest);

}  // namespace smime::x509
