// The authority: pure functions from request, profile, serial number and time to certificate and
// CRL.
#include "x509/authority.hpp"

#include <algorithm>

#include "x509/extensions.hpp"
#include "x509/signing.hpp"

namespace smime::x509 {
namespace {

SignatureScheme scheme_of(const Profile& profile, const PrivateKey& key) {
  return profile.scheme ? *profile.scheme : default_scheme(key, profile.digest);
}

// RFC 5280, 4.1.2.2: an INTEGER, positive, of at most 20 octets.
void check_serial_number(ByteView serial_number) {
  if (!serial_number.empty() && serial_number.size() <= 20 && serial_number[0] < 0x80 &&
      std::ranges::any_of(serial_number, [](std::uint8_t octet) { return octet != 0; })) {
    return;
  }
  throw Error(ErrorKind::invalid_argument,
              "a serial number of " + std::to_string(serial_number.size()) + " octets",
              "it is positive and has 1 to 20 octets", "RFC 5280, 4.1.2.2");
}

TbsCertificate prepare(const Name& issuer, const PublicKey& subject_key, const Name& subject,
                       const Profile& profile, ByteView serial_number, const Validity& validity) {
  check_serial_number(serial_number);
  TbsCertificate tbs;
  tbs.serial_number = primitives::to_bytes(serial_number);
  tbs.issuer = issuer;
  tbs.validity = validity;
  tbs.subject = subject;
  tbs.subject_public_key_info = subject_key;
  tbs.extensions = profile.extensions;
  if (!tbs.extensions.contains(id_ce_subjectKeyIdentifier)) {
    tbs.extensions.set(SubjectKeyIdentifier{subject_key.key_identifier()}, false);
  }
  // RFC 5280, 4.2.1.6: without a subject, subjectAltName is critical.
  const Extension* names = tbs.extensions.find(id_ce_subjectAltName);
  if (subject.empty() && names != nullptr) {
    tbs.extensions.set({names->extn_id, true, names->extn_value});
  }
  return tbs;
}

}  // namespace

AuthorityKeyIdentifier authority_key_identifier(const Certificate& issuer) {
  AuthorityKeyIdentifier identifier;
  identifier.key_identifier =
      issuer.subject_key_identifier().value_or(issuer.public_key().key_identifier());
  return identifier;
}

Bytes random_serial_number(RandomSource& random, std::size_t octets) {
  Bytes serial = random.bytes(octets);
  if (serial.empty()) return {1};
  serial[0] &= 0x7f;                     // positive
  if (serial[0] == 0) serial[0] = 0x40;  // minimal, and not zero
  return serial;
}

CertificationRequest make_request(const PrivateKey& key, const Name& subject,
                                  const Extensions& extensions, RandomSource& random,
                                  primitives::DigestAlgorithm digest) {
  CertificationRequestInfo info;
  info.subject = subject;
  info.subject_pk_info = key.public_key();
  info.request_extensions(extensions);
  const Bytes der = info.encode();
  const SignatureScheme scheme = default_scheme(key, digest);
  return CertificationRequest::assemble(der, algorithm_identifier(scheme),
                                        sign(key, scheme, der, random));
}

Certificate sign_certificate(const TbsCertificate& tbs_certificate, const PrivateKey& issuer_key,
                             RandomSource& random) {
  const Bytes tbs = tbs_certificate.encode();
  const SignatureScheme scheme = signature_scheme(tbs_certificate.signature);
  return Certificate::assemble(tbs, tbs_certificate.signature,
                               sign(issuer_key, scheme, tbs, random));
}

Certificate issue_self_signed(const PrivateKey& key, const Name& subject, const Profile& profile,
                              ByteView serial_number, const Validity& validity,
                              RandomSource& random) {
  TbsCertificate tbs =
      prepare(subject, key.public_key(), subject, profile, serial_number, validity);
  tbs.signature = algorithm_identifier(scheme_of(profile, key));
  return sign_certificate(tbs, key, random);
}

TbsCertificate prepare(const Authority& issuer, const PublicKey& subject_key, const Name& subject,
                       const Profile& profile, ByteView serial_number, const Validity& validity) {
  TbsCertificate tbs =
      prepare(issuer.certificate.subject(), subject_key, subject, profile, serial_number, validity);
  tbs.extensions.set(authority_key_identifier(issuer.certificate), false);
  tbs.signature = algorithm_identifier(scheme_of(profile, issuer.key));
  return tbs;
}

Certificate issue(const Authority& issuer, const PublicKey& subject_key, const Name& subject,
                  const Profile& profile, ByteView serial_number, const Validity& validity,
                  RandomSource& random) {
  return sign_certificate(prepare(issuer, subject_key, subject, profile, serial_number, validity),
                          issuer.key, random);
}

Certificate issue(const Authority& issuer, const CertificationRequest& request,
                  const Profile& profile, ByteView serial_number, const Validity& validity,
                  RandomSource& random) {
  if (!request.verify()) {
    throw Error(ErrorKind::invalid_argument,
                "a request that was not signed with the key that it is for",
                "a request proves possession of its key", "RFC 2986, 3");
  }
  return issue(issuer, request.info().subject_pk_info, request.info().subject, profile,
               serial_number, validity, random);
}

Certificate renew(const Authority& issuer, const Certificate& old, ByteView serial_number,
                  const Validity& validity, RandomSource& random) {
  if (!(old.issuer() == issuer.certificate.subject())) {
    throw Error(ErrorKind::invalid_argument,
                "a certificate that " + old.issuer().rfc4514() + " issued",
                issuer.certificate.subject().rfc4514() + " renews its own", "RFC 5280, 3.3");
  }
  Profile profile;
  profile.extensions = old.extensions();
  return issue(issuer, old.public_key(), old.subject(), profile, serial_number, validity, random);
}

Profile cross_certificate_profile(const CrossCertification& restrictions) {
  Profile profile = Profile::authority(restrictions.path_len_constraint);
  CertificatePolicies policies;
  for (const ObjectIdentifier& policy : restrictions.policies) {
    policies.policies.push_back({policy, {}});
  }
  const NameConstraints& names = restrictions.name_constraints;
  const PolicyConstraints& constraints = restrictions.policy_constraints;
  // RFC 5280, 4.2.1.4 to 4.2.1.14 says of each whether it is critical.
  if (!policies.policies.empty()) profile.extensions.set(policies, false);
  if (!restrictions.policy_mappings.mappings.empty()) {
    profile.extensions.set(restrictions.policy_mappings, true);
  }
  if (!names.permitted_subtrees.empty() || !names.excluded_subtrees.empty()) {
    profile.extensions.set(names, true);
  }
  if (constraints.require_explicit_policy || constraints.inhibit_policy_mapping) {
    profile.extensions.set(constraints, true);
  }
  if (restrictions.inhibit_any_policy) {
    profile.extensions.set(*restrictions.inhibit_any_policy, true);
  }
  return profile;
}

Certificate cross_certify(const Authority& issuer, const Certificate& other,
                          const CrossCertification& restrictions, ByteView serial_number,
                          const Validity& validity, RandomSource& random) {
  const auto constraints = other.extensions().find<BasicConstraints>();
  if (!constraints || !constraints->ca) {
    throw Error(ErrorKind::invalid_argument, other.subject().rfc4514() + " without cA TRUE",
                "a cross-certificate is for an authority", "RFC 5280, 3.2");
  }
  return issue(issuer, other.public_key(), other.subject(), cross_certificate_profile(restrictions),
               serial_number, validity, random);
}

}  // namespace smime::x509
