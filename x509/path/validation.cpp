// Basic path validation (RFC 5280, 6.1): the lettered steps over one candidate path.
#include "x509/path/validation.hpp"

#include "x509/path/strength.hpp"

namespace smime::x509::path {
namespace {

std::string name_of(const Certificate& certificate) {
  return certificate.subject().rfc4514();
}

Reason reason_of(ErrorKind kind) {
  if (kind == ErrorKind::unsupported_algorithm) return Reason::unsupported_algorithm;
  return kind == ErrorKind::limit_exceeded ? Reason::limit_exceeded : Reason::malformed;
}

}  // namespace

Validation::Validation(const Path& path, Time at, const PathOptions& options)
    : path_(path), at_(at), options_(options) {}

const Report& Validation::run() {
  initialize();
  if (path_.size() == 1) {  // the certificate is trusted by itself
    subject_ = name_of(path_.front());
    check_validity(path_.front());
    check_key(report_, options_.policy, path_.front().public_key(), subject_);
    wrap_up(path_.front());
    return report_;
  }
  check_anchor();
  for (std::size_t i = path_.size() - 1; i-- > 0;) {
    subject_ = name_of(path_[i]);
    try {
      process(path_[i]);
      if (i > 0) {
        prepare_for_next(path_[i]);
      } else {
        wrap_up(path_[i]);
      }
    } catch (const Error& error) {
      report_.fail(reason_of(error.kind()), "readable", error.standard(), subject_, error.what());
    }
  }
  return report_;
}

void Validation::initialize() {
  const Certificate& anchor = path_.back();
  const std::size_t n = path_.size() - 1;
  // (a) the valid_policy_tree is one node: anyPolicy.
  state_.valid_policy_tree = PolicyTree();
  // (b), (c) no name is ruled out; an anchor's own constraints hold (RFC 5937, 3.2).
  state_.name_spaces = NameSpaces();
  // (d) explicit_policy
  state_.explicit_policy = options_.initial_explicit_policy ? 0 : n + 1;
  // (e) inhibit_anyPolicy
  state_.inhibit_any_policy = options_.initial_any_policy_inhibit ? 0 : n + 1;
  // (f) policy_mapping
  state_.policy_mapping = options_.initial_policy_mapping_inhibit ? 0 : n + 1;
  // (g), (h), (i) the working key, its algorithm and its parameters are the anchor's.
  state_.working_public_key = anchor.public_key();
  // (j) the working issuer name is the anchor's.
  state_.working_issuer_name = anchor.subject();
  state_.working_issuer_text = name_of(anchor);
  // (k) the path may be as long as it is.
  state_.max_path_length = n;
}

void Validation::process(const Certificate& certificate) {
  // (a)(1) the signature is that of the working public key.
  check_signature(certificate);
  // (a)(2) the validity period includes the time.
  check_validity(certificate);
  // (a)(3), that it is not revoked, is revocation's to say.
  // (a)(4) the issuer is the working issuer name.
  check_name_chaining(certificate);
  check_key(report_, options_.policy,
            certificate.public_key().with_inherited_parameters(state_.working_public_key),
            subject_);
  // (b), (c) its names are permitted and not excluded.
  check_names(certificate);
  // (d), (e) its policies extend the tree.
  process_policies(certificate);
  // (f) a policy is left, where one is required.
  require_policy();
}

void Validation::prepare_for_next(const Certificate& certificate) {
  // (a), (b) its policy mappings.
  process_mappings(certificate);
  // (c) the next working issuer name.
  state_.working_issuer_name = certificate.subject();
  state_.working_issuer_text = subject_;
  // (d), (e), (f) the next working public key; missing parameters are inherited.
  state_.working_public_key =
      certificate.public_key().with_inherited_parameters(state_.working_public_key);
  // (g) its name constraints.
  constrain_names(certificate);
  // (h) what was allowed for so many certificates.
  count_down(certificate);
  // (i) its policy constraints.
  constrain_policies(certificate);
  // (j) its inhibitAnyPolicy.
  inhibit_any_policy(certificate);
  // (k) it is a CA.
  check_is_authority(certificate);
  // (l), (m) the path length that is left.
  check_path_length(certificate);
  // (n) it may sign certificates.
  check_may_sign_certificates(certificate);
  check_authority_purpose(certificate);
  // (o) every critical extension is processed.
  check_critical_extensions(certificate);
}

void Validation::wrap_up(const Certificate& certificate) {
  // (a), (b), (g) what is left of the policies is what the user accepts.
  intersect_policies(certificate);
  // (c), (d), (e) the working public key is the certificate's.
  state_.working_public_key =
      certificate.public_key().with_inherited_parameters(state_.working_public_key);
  // (f) every critical extension is processed.
  check_critical_extensions(certificate);
  check_purpose(report_, certificate, options_.purpose, subject_);
}

Report validate_path(const Path& path, Time at, const PathOptions& options) {
  return Validation(path, at, options).run();
}

}  // namespace smime::x509::path
