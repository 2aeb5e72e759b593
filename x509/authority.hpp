// The authority: pure functions from request, profile, serial number and time to certificate and
// CRL.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "primitives/random.hpp"
#include "x509/certificate.hpp"
#include "x509/extensions.hpp"
#include "x509/name_constraints_extension.hpp"
#include "x509/policy_extensions.hpp"
#include "x509/private_key.hpp"
#include "x509/profile.hpp"
#include "x509/request.hpp"

namespace smime::x509 {

/// An issuer: its certificate, and the key that belongs to it.
struct Authority {
  Certificate certificate;
  PrivateKey key;
};

/// A serial number of `octets` random octets, positive and not zero: INTEGER contents.
/// \standard{RFC 5280, 4.1.2.2}
Bytes random_serial_number(RandomSource& random, std::size_t octets = 16);

/// A request signed with the key that it is for. \standard{RFC 2986, 3}
CertificationRequest make_request(
    const PrivateKey& key, const Name& subject, const Extensions& extensions, RandomSource& random,
    primitives::DigestAlgorithm digest = primitives::DigestAlgorithm::sha256);

/// A root: issuer and subject are the same, the key signs itself.
Certificate issue_self_signed(const PrivateKey& key, const Name& subject, const Profile& profile,
                              ByteView serial_number, const Validity& validity,
                              RandomSource& random);

/// A certificate for a key that is known to belong to the subject.
Certificate issue(const Authority& issuer, const PublicKey& subject_key, const Name& subject,
                  const Profile& profile, ByteView serial_number, const Validity& validity,
                  RandomSource& random);

/// A certificate for a request: the profile decides the extensions, the request only subject and
/// key.
/// @throws Error (invalid_argument) where the proof of possession fails
Certificate issue(const Authority& issuer, const CertificationRequest& request,
                  const Profile& profile, ByteView serial_number, const Validity& validity,
                  RandomSource& random);

/// A new certificate for an old one: the same subject, key and extensions, a new serial number and
/// time. \standard{RFC 4949, "certificate renewal"}
/// @param issuer  the one that issued the old certificate, or its successor of the same name
/// @throws Error (invalid_argument) where the issuer has another name
Certificate renew(const Authority& issuer, const Certificate& old, ByteView serial_number,
                  const Validity& validity, RandomSource& random);

/// What a cross-certificate may restrict another authority to.
struct CrossCertification {
  std::optional<std::uint32_t> path_len_constraint;
  std::vector<ObjectIdentifier> policies;  ///< certificatePolicies
  PolicyMappings policy_mappings;
  PolicyConstraints policy_constraints;
  std::optional<InhibitAnyPolicy> inhibit_any_policy;
  NameConstraints name_constraints;
};

/// A certificate for another authority's name and key. \standard{RFC 5280, 3.2}
/// @param other  a certificate of the other authority, as a rule its root
/// @throws Error (invalid_argument) where `other` is no authority
Certificate cross_certify(const Authority& issuer, const Certificate& other,
                          const CrossCertification& restrictions, ByteView serial_number,
                          const Validity& validity, RandomSource& random);

/// The profile that `cross_certify` issues by.
Profile cross_certificate_profile(const CrossCertification& restrictions);

/// The key identifier by which certificates and CRLs name this issuer's key.
/// \standard{RFC 5280, 4.2.1.1}
AuthorityKeyIdentifier authority_key_identifier(const Certificate& issuer);

/// The TBSCertificate that `issue` signs.
TbsCertificate prepare(const Authority& issuer, const PublicKey& subject_key, const Name& subject,
                       const Profile& profile, ByteView serial_number, const Validity& validity);

/// Signs a finished TBSCertificate, whatever it holds: for tests and lessons too.
Certificate sign_certificate(const TbsCertificate& tbs_certificate, const PrivateKey& issuer_key,
                             RandomSource& random);

}  // namespace smime::x509
