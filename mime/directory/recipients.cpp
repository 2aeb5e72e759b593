// Which certificates to encrypt for, when an address is named.
#include "mime/directory/recipients.hpp"

#include <algorithm>

#include "mime/directory/trust.hpp"
#include "primitives/error.hpp"
#include "x509/path/verifier.hpp"

namespace smime::mime::directory {
namespace {

using x509::Reason;

// Whether all that is wrong is that nobody trusted vouches for it.
bool is_only_unknown(const x509::Report& report) {
  return std::ranges::all_of(report.reasons(), [](Reason reason) {
    return reason == Reason::issuer_unknown || reason == Reason::root_untrusted ||
           reason == Reason::revocation_unknown;
  });
}

x509::Report verify(const x509::Certificate& certificate, const Judge& judge) {
  x509::path::PathOptions options = judge.path;
  options.purpose = x509::path::Purpose::encrypt;
  return x509::path::verify_certificate(certificate, judge.trust, judge.candidates, judge.crls,
                                        judge.at, options)
      .report;
}

// A certificate that nobody trusted vouches for is tried as its own anchor, which leaves validity,
// strength and purpose to be judged.
std::string other_fault(const x509::Certificate& certificate, const Judge& judge) {
  Judge alone = judge;
  alone.trust = x509::path::TrustStore({certificate});
  const x509::Report report = verify(certificate, alone);
  const x509::Check* check = report.first_failure();
  return check ? check->detail : std::string();
}

struct Candidate {
  std::optional<Recipient> recipient;
  std::string why_not;
};

Candidate choose(const Person& person, const Judge& judge) {
  Candidate result;
  std::optional<Recipient> by_hand;
  for (const PersonCertificate& one : person.certificates) {
    const x509::Report report = verify(one.certificate, judge);
    if (report.passed()) return {Recipient{person.name, one, {}}, {}};
    const x509::Check& check = *report.first_failure();
    std::string why = std::string(to_string(*check.reason)) + ": " + check.detail;
    const bool unknown = is_only_unknown(report);
    if (unknown) {
      if (const std::string fault = other_fault(one.certificate, judge); !fault.empty()) {
        why = fault;
      } else if (one.source == CertificateSource::added && !by_hand) {
        by_hand = Recipient{person.name, one, why};
      } else {
        why += "; to trust it: smime trust cross-certify '" + person.name + "' --scope signer";
      }
    }
    if (result.why_not.empty()) result.why_not = why;
  }
  result.recipient = by_hand;
  return result;
}

[[noreturn]] void refuse(const std::string& found, const std::string& rule) {
  throw Error(ErrorKind::not_found, found, rule);
}

}  // namespace

Judge Judge::of(Database& database, Time at, const x509::path::PathOptions& options) {
  Judge judge;
  Trust trust(database);
  judge.trust = trust.anchors(at);
  judge.candidates = People(database).certificates();
  judge.crls = trust.crls();
  judge.at = at;
  judge.path = options;
  return judge;
}

std::vector<Recipient> recipients_for(Database& database, const std::string& name_or_address,
                                      const Judge& judge) {
  const std::vector<Person> people = People(database).find(name_or_address);
  std::vector<Recipient> recipients;
  std::string why_not;
  for (const Person& person : people) {
    Candidate candidate = choose(person, judge);
    if (candidate.recipient) recipients.push_back(std::move(*candidate.recipient));
    if (!candidate.why_not.empty() && why_not.empty()) why_not = candidate.why_not;
  }
  if (!recipients.empty()) return recipients;
  if (why_not.empty()) {
    refuse("no certificate for " + name_or_address + " in the directory",
           "ask that person for a signed message, open it or give it to 'smime people learn', and "
           "encrypt again");
  }
  refuse("no certificate for " + name_or_address + " that can be used", why_not);
}

}  // namespace smime::mime::directory
