// PFX (RFC 7292, 4): the outermost structure of a PKCS #12 file, and its authentication code.
#pragma once

#include <cstdint>
#include <optional>

#include "cms/content_info.hpp"
#include "primitives/digest.hpp"
#include "primitives/random.hpp"
#include "x509/password_encryption.hpp"

namespace smime::cms::pkcs12 {

/// In ASN.1:
///
/// ```asn1
/// MacData ::= SEQUENCE {
///   mac         DigestInfo,
///   macSalt     OCTET STRING,
///   iterations  INTEGER DEFAULT 1 }
/// ```
/// \standard{RFC 7292, 4}
struct MacData {
  x509::AlgorithmIdentifier digest_algorithm;  ///< a digest, or id-PBMAC1 \standard{RFC 9579, 3}
  Bytes mac;
  Bytes mac_salt;
  std::uint64_t iterations = 1;
};

/// In ASN.1:
///
/// ```asn1
/// PFX ::= SEQUENCE {
///   version   INTEGER {v3(3)},
///   authSafe  ContentInfo,
///   macData   MacData OPTIONAL }
/// ```
/// \standard{RFC 7292, 4}
struct Pfx {
  ContentInfo auth_safe;  ///< of type id-data with password integrity
  std::optional<MacData> mac_data;

  /// @throws Error (malformed, unsupported_version, trailing_data, ...)
  static Pfx decode(ByteView encoding);
  Bytes encode() const;
};

/// The authentication code of `authenticated_safe` as `mac_data` says to make it.
/// \standard{RFC 7292, B.4} \standard{RFC 9579, 4}
/// @throws Error (unsupported_algorithm, malformed), (limit_exceeded) before any work
Bytes password_mac(const MacData& mac_data, ByteView authenticated_safe, const Secret& password,
                   x509::Pkcs12PasswordForm form);

/// How many iterations that takes.
std::uint64_t mac_iterations(const MacData& mac_data);

/// A new authentication code by HMAC and PKCS #12's own derivation. \standard{RFC 7292, 5.1, step
/// 4}
MacData make_mac(primitives::DigestAlgorithm digest, std::uint64_t iterations,
                 ByteView authenticated_safe, const Secret& password, RandomSource& random);

/// A new one by PBMAC1: PBKDF2 and HMAC with SHA-256. \standard{RFC 9579, 4}
MacData make_pbmac1(std::uint32_t iterations, ByteView authenticated_safe, const Secret& password,
                    RandomSource& random);

}  // namespace smime::cms::pkcs12
