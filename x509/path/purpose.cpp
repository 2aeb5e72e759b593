// What the end entity's key may be used for, against what it is wanted for (RFC
// 8550, 4.4.2, 4.4.4).
#include "x509/extensions.hpp"
#include "x509/path/validation.hpp"

namespace smime::x509::path {
namespace {

void check_key_usage(Report& report, const Certificate& certificate, Purpose purpose,
                     const std::string& subject) {
  const auto usage = certificate.extensions().find<KeyUsage>();
  if (!usage) {
    report.pass("key-usage", "RFC 8550, 4.4.2", subject, "not restricted");
    return;
  }
  const bool fits =
      purpose == Purpose::sign
          ? usage->has(KeyUsage::digital_signature) || usage->has(KeyUsage::non_repudiation)
          : usage->has(KeyUsage::key_encipherment) || usage->has(KeyUsage::key_agreement);
  if (fits) {
    report.pass("key-usage", "RFC 8550, 4.4.2", subject, usage->to_text());
    return;
  }
  report.fail(
      Reason::wrong_key_usage, "key-usage", "RFC 8550, 4.4.2", subject,
      std::string("to ") + std::string(to_string(purpose)) + " mail the key needs " +
          (purpose == Purpose::sign ? "digitalSignature or nonRepudiation" : "keyEncipherment") +
          "; it is certified for " + usage->to_text() + ". Use the holder's certificate for that");
}

void check_extended_key_usage(Report& report, const Certificate& certificate,
                              const std::string& subject) {
  const auto usage = certificate.extensions().find<ExtendedKeyUsage>();
  if (!usage || usage->has(id_kp_emailProtection) || usage->has(anyExtendedKeyUsage)) {
    report.pass("extended-key-usage", "RFC 8550, 4.4.4", subject,
                usage ? "emailProtection" : "not restricted");
    return;
  }
  report.fail(Reason::wrong_extended_key_usage, "extended-key-usage", "RFC 8550, 4.4.4", subject,
              "a key for mail needs emailProtection; it is certified for other purposes only. Use "
              "the holder's certificate for mail");
}

}  // namespace

void check_purpose(Report& report, const Certificate& certificate, Purpose purpose,
                   const std::string& subject) {
  if (purpose == Purpose::any) return;
  check_key_usage(report, certificate, purpose, subject);
  check_extended_key_usage(report, certificate, subject);
}

}  // namespace smime::x509::path
