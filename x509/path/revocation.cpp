// Revocation by CRL (RFC 5280, 6.3): whether a certificate of a path was revoked at a time.
#include "x509/path/revocation.hpp"

#include <algorithm>

#include "x509/extensions.hpp"

namespace smime::x509::path {
namespace {

bool is_current(const CertificateList& crl, Time at) {
  const TbsCertList& list = crl.tbs_cert_list();
  return list.this_update <= at && (!list.next_update || at <= *list.next_update);
}

bool has_critical_extension(const CertificateList& crl) {
  return std::ranges::any_of(crl.extensions(), &Extension::critical);
}

// RFC 5280, 6.3.3 (f), (g): the issuer may sign CRLs, and did sign this one.
bool is_signed_by(const CertificateList& crl, const Certificate& issuer) {
  const auto usage = issuer.extensions().find<KeyUsage>();
  if (usage && !usage->has(KeyUsage::crl_sign)) return false;
  return crl.is_signed_with(issuer.public_key());
}

// Whether the CRL speaks for all certificates of `issuer` at this time.
bool is_applicable(const CertificateList& crl, const Certificate& issuer, Time at) {
  try {
    return crl.issuer() == issuer.subject() && is_current(crl, at) &&
           !has_critical_extension(crl) && is_signed_by(crl, issuer);
  } catch (const Error&) {
    return false;  // a CRL that cannot be read says nothing
  }
}

void report_unknown(Report& report, const std::string& subject, bool required) {
  const std::string detail = "no current CRL of its issuer is at hand";
  if (required) {
    report.fail(Reason::revocation_unknown, "revocation", "RFC 5280, 6.3.3", subject,
                detail + "; give one with --crl");
  } else {
    report.note("revocation", "RFC 5280, 6.3.3", subject, detail);
  }
}

void check(Report& report, const Certificate& certificate, const Certificate& issuer,
           const std::vector<CertificateList>& crls, Time at, const PathOptions& options) {
  const std::string subject = certificate.subject().rfc4514();
  bool known = false;
  for (const CertificateList& crl : crls) {
    if (!is_applicable(crl, issuer, at)) continue;
    known = true;
    const RevokedCertificate* entry = crl.find(certificate.issuer(), certificate.serial_number());
    if (entry == nullptr) continue;
    report.fail(Reason::revoked, "revocation", "RFC 5280, 6.1.3 (a)(3)", subject,
                "revoked at " + entry->revocation_date.rfc3339() + ", " +
                    std::string(to_string(entry->reason())));
    return;
  }
  if (known) {
    report.pass("revocation", "RFC 5280, 6.1.3 (a)(3)", subject, "not on the current CRL");
  } else {
    report_unknown(report, subject, options.require_revocation);
  }
}

}  // namespace

void check_revocation(Report& report, const Path& path, const std::vector<CertificateList>& crls,
                      Time at, const PathOptions& options) {
  for (std::size_t i = path.size() - 1; i-- > 0;) {
    check(report, path[i], path[i + 1], crls, at, options);
  }
}

}  // namespace smime::x509::path
