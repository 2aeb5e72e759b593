// The signing-certificate attributes (RFC 2634, 5.4; RFC 5035, 3 and 4): the signer's certificate
// is signed along, so that no other one with the same key can be put in its place.
#pragma once

#include <optional>
#include <vector>

#include "cms/attributes.hpp"
#include "primitives/digest.hpp"
#include "x509/certificate.hpp"
#include "x509/general_name.hpp"

namespace smime::cms {

/// In ASN.1:
///
/// ```asn1
/// IssuerSerial ::= SEQUENCE {
///   issuer        GeneralNames,
///   serialNumber  CertificateSerialNumber }
/// ```
/// \standard{RFC 5035, 4}
struct IssuerSerial {
  x509::GeneralNames issuer;
  Bytes serial_number;  ///< INTEGER contents octets
};

/// In ASN.1:
///
/// ```asn1
/// ESSCertIDv2 ::= SEQUENCE {
///   hashAlgorithm  AlgorithmIdentifier DEFAULT {algorithm id-sha256},
///   certHash       Hash,
///   issuerSerial   IssuerSerial OPTIONAL }
/// ```
/// ESSCertID is the same without hashAlgorithm, which is SHA-1 then. \standard{RFC 5035, 4
/// and 5.4.1.1}
struct EssCertId {
  DigestAlgorithm hash_algorithm = DigestAlgorithm::sha256;
  Bytes cert_hash;
  std::optional<IssuerSerial> issuer_serial;

  static EssCertId of(const x509::Certificate& certificate, DigestAlgorithm hash);
  /// Whether hash and, where it is there, issuer and serial number are this certificate's.
  bool names(const x509::Certificate& certificate) const;
};

/// In ASN.1:
///
/// ```asn1
/// SigningCertificateV2 ::= SEQUENCE {
///   certs     SEQUENCE OF ESSCertIDv2,
///   policies  SEQUENCE OF PolicyInformation OPTIONAL }
/// ```
/// The first of the certs is the signer's. \standard{RFC 5035, 3}
struct SigningCertificate {
  bool version_2 = true;
  std::vector<EssCertId> certs;
  std::vector<Bytes> policies;  ///< whole encodings

  /// For a signer: version 1 with SHA-1, else version 2.
  static SigningCertificate of(const x509::Certificate& signer,
                               DigestAlgorithm hash = DigestAlgorithm::sha256);
  /// @param version_2  which of the two attributes the value is of
  static SigningCertificate decode(ByteView value, bool version_2);
  Bytes encode() const;
  /// As an attribute of its own type.
  Attribute attribute() const;
};

}  // namespace smime::cms
