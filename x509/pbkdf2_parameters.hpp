// PBKDF2-params (RFC 8018, A.2): salt, count and pseudorandom function of a key from a password.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "primitives/digest.hpp"
#include "primitives/secret.hpp"
#include "x509/algorithm_identifier.hpp"

namespace smime::x509 {

inline const ObjectIdentifier id_PBKDF2{"1.2.840.113549.1.5.12"};

/// In ASN.1:
///
/// ```asn1
/// PBKDF2-params ::= SEQUENCE {
///   salt            CHOICE { specified OCTET STRING, otherSource AlgorithmIdentifier },
///   iterationCount  INTEGER (1..MAX),
///   keyLength       INTEGER (1..MAX) OPTIONAL,
///   prf             AlgorithmIdentifier DEFAULT algid-hmacWithSHA1 }
/// ```
/// \standard{RFC 8018, A.2}
struct Pbkdf2Parameters {
  Bytes salt;
  std::uint32_t iteration_count = 100'000;
  std::optional<std::size_t> key_length;                                  ///< octets
  primitives::DigestAlgorithm prf = primitives::DigestAlgorithm::sha256;  ///< HMAC's

  /// From `keyDerivationAlgorithm`: id-PBKDF2 with these parameters.
  /// @throws Error (malformed, unsupported_algorithm, limit_exceeded)
  static Pbkdf2Parameters from(const AlgorithmIdentifier& identifier);
  AlgorithmIdentifier identifier() const;

  /// A key of `octets` octets. @throws Error (malformed) where keyLength is there and differs
  Secret derive(const Secret& password, std::size_t octets) const;
};

}  // namespace smime::x509
