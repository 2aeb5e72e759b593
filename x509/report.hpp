// Reports: verdicts as ordered lists of checks, each with its rule, its citation and its outcome.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace smime::x509 {

/// Why something is refused, in words that programs act on; mime/README.md documents each.
enum class Reason {
  message_digest_mismatch,
  signature_mismatch,
  content_type_mismatch,
  missing_attribute,
  duplicate_attribute,
  no_signer,
  signer_certificate_missing,
  issuer_unknown,
  root_untrusted,
  certificate_signature_mismatch,
  not_yet_valid,
  expired,
  revoked,
  revocation_unknown,
  not_a_ca,
  path_too_long,
  wrong_key_usage,
  wrong_extended_key_usage,
  unknown_critical_extension,
  name_constraint,
  policy_required,
  name_chaining,
  address_mismatch,
  weak_digest,
  weak_key,
  weak_cipher,
  unsupported_algorithm,
  malformed,
  limit_exceeded,
  no_recipient,
  decryption_failed,
  type_mismatch,
  trailing_data,
  not_der,
  unsupported_version,
  no_content,
  wrong_password,
  no_integrity,
  key_certificate_mismatch,
  partly_protected,
};

/// The word in kebab case: `message-digest-mismatch`.
std::string_view to_string(Reason reason);

enum class Outcome { pass, fail, warning, note };

/// "pass", "fail", "warning", "note".
std::string_view to_string(Outcome outcome);

/// One rule, and what came of it.
struct Check {
  std::string rule;      ///< short name in kebab case: "message-digest"
  std::string citation;  ///< document and section: "RFC 5652, 5.6"
  std::string subject;   ///< what it was applied to: a certificate's subject, a field's name
  Outcome outcome = Outcome::pass;
  std::string detail;            ///< expected and found, in words and hexadecimal; how to mend it
  std::optional<Reason> reason;  ///< set on failures
};

/// An ordered list of checks: all that a client needs to explain a verdict.
class Report {
 public:
  void pass(std::string rule, std::string citation, std::string subject, std::string detail = {});
  void fail(Reason reason, std::string rule, std::string citation, std::string subject,
            std::string detail);
  void warning(std::string rule, std::string citation, std::string subject, std::string detail);
  void note(std::string rule, std::string citation, std::string subject, std::string detail);
  /// The checks of another report, after these.
  void append(const Report& other);

  const std::vector<Check>& checks() const { return checks_; }
  /// Whether no check failed.
  bool passed() const;
  /// The first rule broken, if any.
  const Check* first_failure() const;
  /// The reasons of all failures, each once, in order.
  std::vector<Reason> reasons() const;

 private:
  std::vector<Check> checks_;
};

}  // namespace smime::x509
