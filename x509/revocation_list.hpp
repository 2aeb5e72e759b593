// What an authority publishes about certificates that it takes back: entries, full and delta CRLs
// (RFC 5280, 5).
#pragma once

#include <optional>
#include <vector>

#include "x509/authority.hpp"
#include "x509/crl.hpp"

namespace smime::x509 {

/// An entry with its reason, which is left out where it says nothing. \standard{RFC 5280, 5.3.1}
/// @param invalidity_date  when the key was lost, where that is known
RevokedCertificate revoke(const Certificate& certificate, Time revocation_date, CrlReason reason,
                          const std::optional<Time>& invalidity_date = std::nullopt);

/// All of a CRL that is not its entries.
struct CrlProfile {
  Integer number = 1;  ///< cRLNumber, which only grows
  Time this_update;
  std::optional<Time> next_update;         ///< RFC 5280 wants it always
  std::optional<Integer> base_crl_number;  ///< makes it a delta CRL
  Extensions extensions;                   ///< beside cRLNumber and the key identifier
  primitives::DigestAlgorithm digest = primitives::DigestAlgorithm::sha256;
  std::optional<SignatureScheme> scheme;  ///< in place of the key's default with `digest`
};

/// A CRL of version 2 over the entries, in the order of their serial numbers. \standard{RFC
/// 5280, 5.1}
CertificateList issue_crl(const Authority& issuer, std::vector<RevokedCertificate> entries,
                          const CrlProfile& profile, RandomSource& random);

/// Signs a finished TBSCertList, whatever it holds: for tests and lessons too.
CertificateList sign_crl(const TbsCertList& tbs_cert_list, const PrivateKey& issuer_key,
                         RandomSource& random);

}  // namespace smime::x509
