// Basic path validation (RFC 5280, 6.1): the lettered steps over one candidate path.
#include "x509/path/validation.hpp"

#include <algorithm>

#include "x509/extensions.hpp"
#include "x509/path/strength.hpp"

namespace smime::x509::path {
namespace {

std::string name_of(const Certificate& certificate) {
  return certificate.subject().rfc4514();
}

// The extensions that validation processes when they are critical.
bool is_processed(const ObjectIdentifier& extension) {
  for (const ObjectIdentifier* known :
       {&id_ce_basicConstraints, &id_ce_keyUsage, &id_ce_extKeyUsage, &id_ce_subjectAltName,
        &id_ce_certificatePolicies, &id_ce_subjectKeyIdentifier, &id_ce_authorityKeyIdentifier,
        &id_ce_cRLDistributionPoints}) {
    if (extension == *known) return true;
  }
  return false;
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
      report_.fail(error.kind() == ErrorKind::unsupported_algorithm ? Reason::unsupported_algorithm
                                                                    : Reason::malformed,
                   "readable", error.standard(), subject_, error.what());
    }
  }
  return report_;
}

void Validation::initialize() {
  const Certificate& anchor = path_.back();
  // (h), (i), (j) the working key, its parameters and its algorithm are the anchor's.
  state_.working_public_key = anchor.public_key();
  // (k) the working issuer name is the anchor's.
  state_.working_issuer_name = anchor.subject();
  state_.working_issuer_text = name_of(anchor);
  // (l) the path may be as long as it is.
  state_.max_path_length = path_.size() - 1;
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
}

void Validation::prepare_for_next(const Certificate& certificate) {
  // (c) the next working issuer name.
  state_.working_issuer_name = certificate.subject();
  state_.working_issuer_text = subject_;
  // (d), (e), (f) the next working public key; missing parameters are inherited.
  state_.working_public_key =
      certificate.public_key().with_inherited_parameters(state_.working_public_key);
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
  // (f) every critical extension is processed.
  check_critical_extensions(certificate);
  check_purpose(report_, certificate, options_.purpose, subject_);
}

void Validation::check_anchor() {
  const Certificate& anchor = path_.back();
  subject_ = state_.working_issuer_text;
  report_.pass("trust-anchor", "RFC 5280, 6.1.1 (d)", subject_);
  check_validity(anchor);
  check_key(report_, options_.policy, anchor.public_key(), subject_);
  try {
    // RFC 5280 leaves the anchor's own restrictions to the one who trusts it; RFC 5937 applies
    // them.
    if (anchor.version() == 3) check_is_authority(anchor);
    check_path_length(anchor);
    check_may_sign_certificates(anchor);
  } catch (const Error& error) {
    report_.fail(Reason::malformed, "readable", error.standard(), subject_, error.what());
  }
}

void Validation::check_signature(const Certificate& certificate) {
  constexpr auto rule = "certificate-signature";
  constexpr auto citation = "RFC 5280, 6.1.3 (a)(1)";
  if (certificate.signature_algorithm() != certificate.tbs_certificate().signature) {
    report_.fail(Reason::malformed, "signature-algorithm", "RFC 5280, 4.1.1.2", subject_,
                 "signatureAlgorithm is " + certificate.signature_algorithm().algorithm.dotted() +
                     ", the signed field says " +
                     certificate.tbs_certificate().signature.algorithm.dotted());
    return;
  }
  const SignatureScheme scheme = signature_scheme(certificate.signature_algorithm());
  const std::string& issuer = state_.working_issuer_text;
  if (certificate.is_signed_with(state_.working_public_key)) {
    report_.pass(rule, citation, subject_, scheme.name() + " by " + issuer);
  } else {
    report_.fail(Reason::certificate_signature_mismatch, rule, citation, subject_,
                 "its signature was not made with the key of " + issuer +
                     ": the certificate was altered, or another key of that name signed it");
  }
  check_digest(report_, options_.policy, scheme.digest, subject_);
}

void Validation::check_validity(const Certificate& certificate) {
  constexpr auto rule = "validity";
  constexpr auto citation = "RFC 5280, 6.1.3 (a)(2)";
  const Validity& validity = certificate.validity();
  const std::string period = validity.not_before.rfc3339() + " to " + validity.not_after.rfc3339();
  if (at_ < validity.not_before) {
    report_.fail(Reason::not_yet_valid, rule, citation, subject_,
                 "it is valid from " + period + ", not yet at " + at_.rfc3339());
  } else if (at_ > validity.not_after) {
    report_.fail(Reason::expired, rule, citation, subject_,
                 "it is valid from " + period + ", no longer at " + at_.rfc3339() +
                     "; ask its holder for a renewed one");
  } else {
    report_.pass(rule, citation, subject_, period);
  }
}

void Validation::check_name_chaining(const Certificate& certificate) {
  if (certificate.issuer() == state_.working_issuer_name) {
    report_.pass("name-chaining", "RFC 5280, 6.1.3 (a)(4)", subject_, state_.working_issuer_text);
    return;
  }
  report_.fail(Reason::name_chaining, "name-chaining", "RFC 5280, 6.1.3 (a)(4)", subject_,
               "it names the issuer " + certificate.issuer().rfc4514() + ", the path has " +
                   state_.working_issuer_text);
}

void Validation::check_is_authority(const Certificate& certificate) {
  const auto constraints = certificate.extensions().find<BasicConstraints>();
  if (certificate.version() == 3 && constraints && constraints->ca) {
    report_.pass("basic-constraints", "RFC 5280, 6.1.4 (k)", subject_, "cA is TRUE");
    return;
  }
  report_.fail(Reason::not_a_ca, "basic-constraints", "RFC 5280, 6.1.4 (k)", subject_,
               constraints ? "cA is FALSE: it may not issue certificates"
                           : "it has no basicConstraints: it may not issue certificates");
}

void Validation::check_path_length(const Certificate& certificate) {
  const bool is_anchor = certificate == path_.back();
  // (l) a certificate that is not self-issued uses up one.
  if (!is_anchor && !certificate.is_self_issued()) {
    if (state_.max_path_length == 0) {
      report_.fail(Reason::path_too_long, "path-length", "RFC 5280, 6.1.4 (l)", subject_,
                   "a pathLenConstraint above it allows no further authority");
      return;
    }
    --state_.max_path_length;
  }
  // (m) its own constraint may be tighter.
  const auto constraints = certificate.extensions().find<BasicConstraints>();
  if (constraints && constraints->path_len_constraint) {
    state_.max_path_length =
        std::min<std::size_t>(state_.max_path_length, *constraints->path_len_constraint);
  }
  report_.pass("path-length", "RFC 5280, 6.1.4 (l), (m)", subject_,
               std::to_string(state_.max_path_length) + " more allowed");
}

void Validation::check_may_sign_certificates(const Certificate& certificate) {
  const auto usage = certificate.extensions().find<KeyUsage>();
  if (!usage || usage->has(KeyUsage::key_cert_sign)) {
    report_.pass("key-cert-sign", "RFC 5280, 6.1.4 (n)", subject_,
                 usage ? usage->to_text() : "not restricted");
    return;
  }
  report_.fail(Reason::wrong_key_usage, "key-cert-sign", "RFC 5280, 6.1.4 (n)", subject_,
               "its keyUsage lacks keyCertSign: " + usage->to_text());
}

void Validation::check_authority_purpose(const Certificate& certificate) {
  if (options_.purpose == Purpose::any) return;
  const auto usage = certificate.extensions().find<ExtendedKeyUsage>();
  if (!usage || usage->has(id_kp_emailProtection) || usage->has(anyExtendedKeyUsage)) return;
  report_.fail(Reason::wrong_extended_key_usage, "extended-key-usage", "RFC 8550, 4.4.4", subject_,
               "this authority is certified for other purposes than mail");
}

void Validation::check_critical_extensions(const Certificate& certificate) {
  for (const Extension& extension : certificate.extensions()) {
    if (!extension.critical || is_processed(extension.extn_id)) continue;
    report_.fail(Reason::unknown_critical_extension, "critical-extensions", "RFC 5280, 4.2",
                 subject_,
                 "the critical extension " + extension.extn_id.dotted() +
                     " is not understood, so the certificate may not be relied on");
    return;
  }
  report_.pass("critical-extensions", "RFC 5280, 6.1.4 (o)", subject_);
}

Report validate_path(const Path& path, Time at, const PathOptions& options) {
  return Validation(path, at, options).run();
}

}  // namespace smime::x509::path
