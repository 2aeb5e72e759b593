// What an authority publishes about certificates that it takes back: entries, full and delta CRLs
// (RFC 5280, 5).
#include "x509/revocation_list.hpp"

#include <algorithm>

#include "x509/crl_extensions.hpp"
#include "x509/extensions.hpp"
#include "x509/signing.hpp"

namespace smime::x509 {
namespace {

// By size, then by octets: the order of positive numbers.
bool serial_before(const RevokedCertificate& left, const RevokedCertificate& right) {
  const Bytes& a = left.user_certificate;
  const Bytes& b = right.user_certificate;
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

}  // namespace

RevokedCertificate revoke(const Certificate& certificate, Time revocation_date, CrlReason reason,
                          const std::optional<Time>& invalidity_date) {
  RevokedCertificate entry;
  entry.user_certificate = primitives::to_bytes(certificate.serial_number());
  entry.revocation_date = revocation_date;
  if (reason != CrlReason::unspecified) entry.crl_entry_extensions.set(ReasonCode{reason}, false);
  if (invalidity_date) entry.crl_entry_extensions.set(InvalidityDate{*invalidity_date}, false);
  return entry;
}

CertificateList sign_crl(const TbsCertList& tbs_cert_list, const PrivateKey& issuer_key,
                         RandomSource& random) {
  const Bytes tbs = tbs_cert_list.encode();
  const SignatureScheme scheme = signature_scheme(tbs_cert_list.signature);
  return CertificateList::assemble(tbs, tbs_cert_list.signature,
                                   sign(issuer_key, scheme, tbs, random));
}

CertificateList issue_crl(const Authority& issuer, std::vector<RevokedCertificate> entries,
                          const CrlProfile& profile, RandomSource& random) {
  std::ranges::stable_sort(entries, serial_before);
  TbsCertList tbs;
  tbs.signature = algorithm_identifier(profile.scheme ? *profile.scheme
                                                      : default_scheme(issuer.key, profile.digest));
  tbs.issuer = issuer.certificate.subject();
  tbs.this_update = profile.this_update;
  tbs.next_update = profile.next_update;
  tbs.revoked_certificates = std::move(entries);
  tbs.crl_extensions = profile.extensions;
  tbs.crl_extensions.set(authority_key_identifier(issuer.certificate), false);
  tbs.crl_extensions.set(CrlNumber{profile.number}, false);
  if (profile.base_crl_number) {
    tbs.crl_extensions.set(DeltaCrlIndicator{*profile.base_crl_number}, true);
  }
  return sign_crl(tbs, issuer.key, random);
}

}  // namespace smime::x509
