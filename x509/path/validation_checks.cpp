// The checks of path validation on one certificate (RFC 5280, 6.1.3 (a) and 6.1.4 (k) to (o)).
#include <algorithm>

#include "x509/extensions.hpp"
#include "x509/path/strength.hpp"
#include "x509/path/validation.hpp"

namespace smime::x509::path {
namespace {

// The extensions that validation processes when they are critical.
bool is_processed(const ObjectIdentifier& extension) {
  for (const ObjectIdentifier* known :
       {&id_ce_basicConstraints, &id_ce_keyUsage, &id_ce_extKeyUsage, &id_ce_subjectAltName,
        &id_ce_certificatePolicies, &id_ce_subjectKeyIdentifier, &id_ce_authorityKeyIdentifier,
        &id_ce_cRLDistributionPoints, &id_ce_nameConstraints, &id_ce_policyMappings,
        &id_ce_policyConstraints, &id_ce_inhibitAnyPolicy}) {
    if (extension == *known) return true;
  }
  return false;
}

}  // namespace

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
    constrain_names(anchor);
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
                     certificate.tbs_certificate().signature.algorithm.dotted() +
                     ": one of them was altered; get the certificate from its issuer again");
    return;
  }
  const SignatureScheme scheme = signature_scheme(certificate.signature_algorithm());
  const std::string& issuer = state_.working_issuer_text;
  if (certificate.is_signed_with(state_.working_public_key)) {
    report_.pass(rule, citation, subject_, scheme.name() + " by " + issuer);
  } else {
    report_.fail(Reason::certificate_signature_mismatch, rule, citation, subject_,
                 "its signature was not made with the key of " + issuer +
                     ": the certificate was altered, or another key of that name signed it; get it "
                     "from its issuer again, with the certificate of the key that signed it");
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
                 "it is valid from " + period + ", not yet at " + at_.rfc3339() +
                     "; check the clock, or wait");
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
                   state_.working_issuer_text + "; give the certificate of the issuer it names");
}

void Validation::check_names(const Certificate& certificate) {
  // (b), (c) a CA's certificate for itself is not held against the constraints.
  if (state_.name_spaces.empty() || (certificate.is_self_issued() && !is_final(certificate))) {
    return;
  }
  if (const auto objection = state_.name_spaces.objection(certificate)) {
    report_.fail(Reason::name_constraint, "name-constraints", "RFC 5280, 6.1.3 (b), (c)", subject_,
                 *objection + "; an authority may issue only below the names left to it");
    return;
  }
  report_.pass("name-constraints", "RFC 5280, 6.1.3 (b), (c)", subject_);
}

void Validation::constrain_names(const Certificate& certificate) {
  if (const auto constraints = certificate.extensions().find<NameConstraints>()) {
    state_.name_spaces.constrain(*constraints, subject_);
  }
}

void Validation::check_is_authority(const Certificate& certificate) {
  const auto constraints = certificate.extensions().find<BasicConstraints>();
  if (certificate.version() == 3 && constraints && constraints->ca) {
    report_.pass("basic-constraints", "RFC 5280, 6.1.4 (k)", subject_, "cA is TRUE");
    return;
  }
  report_.fail(Reason::not_a_ca, "basic-constraints", "RFC 5280, 6.1.4 (k)", subject_,
               std::string(constraints ? "cA is FALSE" : "it has no basicConstraints") +
                   ": it may not issue certificates; ask for one that an authority issued");
}

void Validation::check_path_length(const Certificate& certificate) {
  const bool is_anchor = certificate == path_.back();
  // (l) a certificate that is not self-issued uses up one.
  if (!is_anchor && !certificate.is_self_issued()) {
    if (state_.max_path_length == 0) {
      report_.fail(Reason::path_too_long, "path-length", "RFC 5280, 6.1.4 (l)", subject_,
                   "a pathLenConstraint above it allows no further authority; ask an authority "
                   "further up for a certificate");
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
               "its keyUsage lacks keyCertSign: " + usage->to_text() +
                   "; the authority needs a certificate that has it");
}

void Validation::check_authority_purpose(const Certificate& certificate) {
  if (options_.purpose == Purpose::any) return;
  const auto usage = certificate.extensions().find<ExtendedKeyUsage>();
  if (!usage || usage->has(id_kp_emailProtection) || usage->has(anyExtendedKeyUsage)) return;
  report_.fail(Reason::wrong_extended_key_usage, "extended-key-usage", "RFC 8550, 4.4.4", subject_,
               "this authority is certified for other purposes than mail; ask for a certificate by "
               "one whose extKeyUsage has emailProtection");
}

void Validation::check_critical_extensions(const Certificate& certificate) {
  for (const Extension& extension : certificate.extensions()) {
    if (!extension.critical || is_processed(extension.extn_id)) continue;
    report_.fail(
        Reason::unknown_critical_extension, "critical-extensions", "RFC 5280, 4.2", subject_,
        "the critical extension " + extension.extn_id.dotted() +
            " is not understood, so the certificate may not be relied on; ask its issuer for "
            "one without it");
    return;
  }
  report_.pass("critical-extensions", "RFC 5280, 6.1.4 (o)", subject_);
}

}  // namespace smime::x509::path
