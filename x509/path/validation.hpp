// Basic path validation (RFC 5280, 6.1): the lettered steps over one candidate path.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "asn1/time.hpp"
#include "x509/certificate.hpp"
#include "x509/path/builder.hpp"
#include "x509/path/name_constraints.hpp"
#include "x509/path/options.hpp"
#include "x509/path/policy_tree.hpp"
#include "x509/report.hpp"

namespace smime::x509::path {

/// The state variables that validation carries from certificate to certificate.
/// \standard{RFC 5280, 6.1.2}
struct ValidationState {
  PolicyTree valid_policy_tree;        ///< (a)
  NameSpaces name_spaces;              ///< (b) permitted_subtrees, (c) excluded_subtrees
  std::size_t explicit_policy = 0;     ///< (d)
  std::size_t inhibit_any_policy = 0;  ///< (e)
  std::size_t policy_mapping = 0;      ///< (f)
  PublicKey working_public_key;        ///< (g) to (i), with its algorithm and parameters
  Name working_issuer_name;            ///< (j)
  std::string working_issuer_text;     ///< the same, for people
  std::size_t max_path_length = 0;     ///< (k)
};

/// What one validation works on. Certificates count from 1, at the anchor's side, to n.
class Validation {
 public:
  Validation(const Path& path, Time at, const PathOptions& options);

  /// All steps in their order; the report is the result.
  const Report& run();

  /// \standard{RFC 5280, 6.1.2}
  void initialize();
  /// \standard{RFC 5280, 6.1.3}
  void process(const Certificate& certificate);
  /// \standard{RFC 5280, 6.1.4}
  void prepare_for_next(const Certificate& certificate);
  /// \standard{RFC 5280, 6.1.5}
  void wrap_up(const Certificate& certificate);

  const Report& report() const { return report_; }
  Report take_report() { return std::move(report_); }
  const ValidationState& state() const { return state_; }

 private:
  bool is_final(const Certificate& certificate) const { return certificate == path_.front(); }
  void process_policies(const Certificate& certificate);
  void require_policy();
  void check_names(const Certificate& certificate);
  void process_mappings(const Certificate& certificate);
  void constrain_names(const Certificate& certificate);
  void count_down(const Certificate& certificate);
  void constrain_policies(const Certificate& certificate);
  void inhibit_any_policy(const Certificate& certificate);
  void intersect_policies(const Certificate& certificate);
  void check_signature(const Certificate& certificate);
  void check_validity(const Certificate& certificate);
  void check_name_chaining(const Certificate& certificate);
  void check_is_authority(const Certificate& certificate);
  void check_path_length(const Certificate& certificate);
  void check_may_sign_certificates(const Certificate& certificate);
  void check_authority_purpose(const Certificate& certificate);
  void check_critical_extensions(const Certificate& certificate);
  void check_anchor();

  const Path& path_;
  Time at_;
  const PathOptions& options_;
  ValidationState state_;
  std::string subject_;  // of the certificate at hand, for the report
  bool policy_refused_ = false;
  Report report_;
};

/// Runs a `Validation` over a path that ends in its anchor.
Report validate_path(const Path& path, Time at, const PathOptions& options);

/// What the end entity's key may be used for, against the purpose. \standard{RFC
/// 8550, 4.4.2, 4.4.4}
void check_purpose(Report& report, const Certificate& certificate, Purpose purpose,
                   const std::string& subject);

}  // namespace smime::x509::path
