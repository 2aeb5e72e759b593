// Certification requests: PKCS #10 (RFC 2986), with the extensionRequest attribute (RFC
// 2985, 5.4.2).
#pragma once

#include <string>
#include <vector>

#include "primitives/random.hpp"
#include "x509/extension.hpp"
#include "x509/name.hpp"
#include "x509/public_key.hpp"

namespace smime::x509 {

/// Attribute ::= SEQUENCE { type OBJECT IDENTIFIER, values SET SIZE (1..MAX) OF ANY }
struct RequestAttribute {
  ObjectIdentifier type;
  std::vector<Bytes> values;  ///< whole encodings
};

/// In ASN.1:
///
/// ```asn1
/// CertificationRequestInfo ::= SEQUENCE {
///   version        INTEGER (0),
///   subject        Name,
///   subjectPKInfo  SubjectPublicKeyInfo,
///   attributes     [0] IMPLICIT SET OF Attribute }
/// ```
/// \standard{RFC 2986, 4.1}
struct CertificationRequestInfo {
  Name subject;
  PublicKey subject_pk_info;
  std::vector<RequestAttribute> attributes;

  static CertificationRequestInfo read(asn1::Reader& reader);
  Bytes encode() const;

  /// The extensions asked for; empty where the attribute is missing. \standard{RFC 2985, 5.4.2}
  Extensions extension_request() const;
  void request_extensions(const Extensions& extensions);
};

/// \standard{RFC 2986, 4.2}
class CertificationRequest {
 public:
  static CertificationRequest decode(ByteView der);
  static CertificationRequest assemble(ByteView info, const AlgorithmIdentifier& algorithm,
                                       ByteView signature);

  ByteView der() const { return der_; }
  /// The octets that are signed.
  ByteView info_der() const { return info_der_; }
  const CertificationRequestInfo& info() const { return info_; }
  const AlgorithmIdentifier& signature_algorithm() const { return signature_algorithm_; }
  ByteView signature() const { return signature_; }

  /// Proof of possession: the signature is that of the key inside.
  bool verify() const;

 private:
  Bytes der_, info_der_;
  CertificationRequestInfo info_;
  AlgorithmIdentifier signature_algorithm_;
  Bytes signature_;
  unsigned signature_unused_bits_ = 0;
};

}  // namespace smime::x509
