// Judging the signers of one layer: signature, strength, path and sender's address together.
#include "mime/smime/signer_judgement.hpp"

#include <algorithm>

#include "cms/countersignature.hpp"
#include "x509/path/strength.hpp"

namespace smime::mime::secure {
namespace {

using x509::Reason;

// Failures of the signature itself, as against those of trust in it.
bool is_invalid(Reason reason) {
  return reason != Reason::signer_certificate_missing && reason != Reason::issuer_unknown &&
         reason != Reason::unsupported_algorithm;
}

template <typename Element>
std::vector<Element> both(std::vector<Element> first, const std::vector<Element>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// DSA parameters that the key took over must be those of the issuer in the path that was found.
// \standard{RFC 5280, 6.1.4 (e)}
void check_inherited_parameters(SignerReport& report) {
  if (!report.cms.parameters_from) return;
  const auto& chain = report.path.chain;
  const bool found =
      std::find(chain.begin(), chain.end(), *report.cms.parameters_from) != chain.end();
  if (found) return;
  report.strength.fail(Reason::certificate_signature_mismatch, "inherited-parameters",
                       "RFC 5280, 6.1.4 (e)", report.cms.certificate->subject().rfc4514(),
                       "the key's parameters were taken from an issuer outside the path");
}

// Whether the certificate is believed, strong enough, and the sender's.
void judge(SignerReport& report, const cms::SignedData& data, const ClaimedSender& sender,
           const OpenOptions& options) {
  const x509::Certificate& certificate = *report.cms.certificate;
  x509::path::PathOptions path = options.path;
  path.purpose = x509::path::Purpose::sign;
  report.path = x509::path::verify_certificate(certificate, options.trust,
                                               both(data.certificates, options.certificates),
                                               both(data.crls, options.crls), options.at, path);
  check_inherited_parameters(report);
  if (report.cms.digest) {
    x509::path::check_digest(report.strength, path.policy, *report.cms.digest,
                             certificate.subject().rfc4514());
  }
  report.address = check_sender(sender, certificate);
}

Verdict verdict_of(const SignerReport& report) {
  const auto reasons = report.cms.report.reasons();
  if (std::any_of(reasons.begin(), reasons.end(), is_invalid)) return Verdict::invalid;
  return report.report().passed() ? Verdict::valid : Verdict::untrusted;
}

std::string text_of_left_out(std::size_t count) {
  return std::to_string(count) + " countersignatures were not looked at: of a signature " +
         std::to_string(cms::kMostCountersignatures) + " are, on " +
         std::to_string(cms::kMostCountersignatureLevels) + " levels";
}

// Judges those that stand upon a signature; what is left out is noted.
void judge_countersigners(SignerReport& signer, const cms::SignedData& data,
                          const cms::SignerInfo& info, const cms::CertificateIndex& certificates,
                          const OpenOptions& options, std::size_t levels) {
  if (info.unsigned_attrs.count(cms::id_countersignature) == 0) return;
  constexpr const char* rule = "countersignature";
  constexpr const char* citation = "RFC 5652, 11.4";
  std::vector<cms::SignerInfo> all;
  try {
    all = cms::countersignatures(info);
  } catch (const Error& error) {
    signer.countersigners.emplace_back().cms.report.fail(Reason::malformed, rule, citation,
                                                         info.sid.text(), error.what());
    return;
  }
  const std::size_t most = levels == 0 ? 0 : cms::kMostCountersignatures;
  if (all.size() > most) {
    signer.cms.report.note(rule, citation, info.sid.text(), text_of_left_out(all.size() - most));
    all.resize(most);
  }
  for (const cms::SignerInfo& one : all) {
    SignerReport& report = signer.countersigners.emplace_back();
    report.cms = cms::verify_countersignature(data, one, info.signature, certificates);
    if (report.cms.certificate) judge(report, data, ClaimedSender(), options);
    report.address = {};
    report.verdict = verdict_of(report);
    judge_countersigners(report, data, one, certificates, options, levels - 1);
  }
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::string_view words[] = {"valid",      "untrusted",     "invalid",
                                        "not-signed", "undecryptable", "malformed"};
  return words[static_cast<std::size_t>(verdict)];
}

Reason reason_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_der:
      return Reason::not_der;
    case ErrorKind::trailing_data:
      return Reason::trailing_data;
    case ErrorKind::limit_exceeded:
      return Reason::limit_exceeded;
    case ErrorKind::unsupported_algorithm:
      return Reason::unsupported_algorithm;
    case ErrorKind::unsupported_version:
      return Reason::unsupported_version;
    default:
      return Reason::malformed;
  }
}

x509::Report SignerReport::report() const {
  x509::Report all = cms.report;
  all.append(strength);
  all.append(path.report);
  all.append(address);
  return all;
}

std::vector<SignerReport> judge_signers(const cms::SignedData& data,
                                        std::vector<cms::SignerResult> results,
                                        const ClaimedSender& sender, const OpenOptions& options) {
  const auto candidates = candidates_of(options);
  const cms::CertificateIndex certificates(data.certificates, candidates);
  std::vector<SignerReport> reports;
  for (std::size_t i = 0; i < results.size(); ++i) {
    SignerReport& report = reports.emplace_back();
    report.cms = std::move(results[i]);
    const bool known = i < data.signer_infos.size();
    if (known) report.signer_info = data.signer_infos[i];
    if (report.cms.certificate) judge(report, data, sender, options);
    report.verdict = verdict_of(report);
    if (known) {
      judge_countersigners(report, data, report.signer_info, certificates, options,
                           cms::kMostCountersignatureLevels);
    }
  }
  return reports;
}

std::vector<x509::Certificate> candidates_of(const OpenOptions& options) {
  return both(options.certificates, options.trust.all());
}

void hold_against(SignerReport& signer, const ClaimedSender& sender) {
  if (!signer.cms.certificate) return;
  signer.address = check_sender(sender, *signer.cms.certificate);
  signer.verdict = verdict_of(signer);
}

void settle_addresses(const std::vector<SignerReport*>& signers) {
  const bool sender_is_known = std::any_of(signers.begin(), signers.end(), [](const auto* signer) {
    const auto& checks = signer->address.checks();
    return signer->verdict == Verdict::valid && !checks.empty() &&
           checks.front().outcome == x509::Outcome::pass;
  });
  if (!sender_is_known) return;
  for (SignerReport* signer : signers) {
    if (signer->address.passed()) continue;
    const x509::Check failed = *signer->address.first_failure();
    signer->address = x509::Report();
    signer->address.note(failed.rule, failed.citation, failed.subject,
                         failed.detail + "; another signer's address is the sender's");
    signer->verdict = verdict_of(*signer);
  }
}

}  // namespace smime::mime::secure
