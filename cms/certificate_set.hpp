// CertificateSet and RevocationInfoChoices (RFC 5652, 10.2.1 and 10.2.2): what goes along with a
// message so that certificates can be judged.
#pragma once

#include <cstddef>
#include <vector>

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"

namespace smime::cms {

/// How many certificates, and how many CRLs, are read of one message.
inline constexpr std::size_t kMostCertificates = 20'000;

/// The certificates and CRLs of a SignedData or an OriginatorInfo.
struct CertificatesAndCrls {
  std::vector<x509::Certificate> certificates;
  std::vector<Bytes> other_certificates;  ///< other choices, and what is no readable certificate
  std::vector<x509::CertificateList> crls;
  std::vector<Bytes> other_revocation_infos;  ///< other choices, and what is no readable CRL

  bool has_certificates() const { return !certificates.empty() || !other_certificates.empty(); }
  bool has_crls() const { return !crls.empty() || !other_revocation_infos.empty(); }

  /// Reads the elements of a CertificateSet, a SET OF CertificateChoices.
  /// @throws Error (limit_exceeded) above `most`
  void read_certificates(asn1::Reader& set, std::size_t most = kMostCertificates);
  /// Reads the elements of RevocationInfoChoices.
  void read_crls(asn1::Reader& set, std::size_t most = kMostCertificates);

  /// Both fields, [0] and [1] IMPLICIT, where they hold anything.
  void write(asn1::Writer& writer) const;

  /// Whether there is a CertificateChoices alternative with this tag: [0] extendedCertificate, [1]
  /// v1AttrCert, [2] v2AttrCert, [3] other.
  bool has_certificate_choice(std::uint32_t number) const;
  /// Whether there is an OtherRevocationInfoFormat, [1].
  bool has_other_revocation_info() const;
};

/// Appends a certificate that is not there yet.
void add_once(std::vector<x509::Certificate>& all, const x509::Certificate& certificate);

}  // namespace smime::cms
