// Private keys at rest: PKCS #8 (RFC 5958) and PKCS #1 (RFC 8017, A.1.2), plain and encrypted.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "primitives/random.hpp"
#include "primitives/secret.hpp"
#include "x509/password_encryption.hpp"
#include "x509/public_key.hpp"

namespace smime::primitives {
struct RsaPrivateKey;
struct DsaPrivateKey;
}  // namespace smime::primitives

namespace smime::x509 {

/// A private key. Copies share one wiped storage.
///
/// ```asn1
/// PrivateKeyInfo ::= SEQUENCE {
///   version              INTEGER (0),
///   privateKeyAlgorithm  AlgorithmIdentifier,
///   privateKey           OCTET STRING,
///   attributes           [0] IMPLICIT SET OF Attribute OPTIONAL }
/// ```
/// \standard{RFC 5958, 2}
class PrivateKey {
 public:
  static PrivateKey rsa(primitives::RsaPrivateKey key);
  static PrivateKey rsassa_pss(primitives::RsaPrivateKey key,
                               const std::optional<PssParameters>& parameters);
  static PrivateKey dsa(primitives::DsaPrivateKey key);

  /// PrivateKeyInfo, and OneAsymmetricKey of version 1 whose public key is ignored.
  /// @throws Error (malformed, unsupported_algorithm, unsupported_version, invalid_key)
  static PrivateKey from_pkcs8(ByteView der);
  /// RSAPrivateKey with two primes. \standard{RFC 8017, A.1.2}
  static PrivateKey from_pkcs1(ByteView der);
  /// OpenSSL's older form of a DSA key: SEQUENCE { 0, p, q, g, y, x }.
  static PrivateKey from_dsa_sequence(ByteView der);
  /// EncryptedPrivateKeyInfo. \standard{RFC 5958, 3}
  /// @throws Error (wrong_password) where decryption fails or yields no PrivateKeyInfo;
  ///         what `password_decrypt` and `from_pkcs8` throw for the parameters and for the key
  static PrivateKey from_encrypted_pkcs8(ByteView der, const Secret& password);

  KeyType type() const { return type_; }
  /// @throws Error (unsupported_algorithm) where the key is of another type
  const primitives::RsaPrivateKey& rsa_key() const;
  const primitives::DsaPrivateKey& dsa_key() const;
  std::optional<PssParameters> pss_parameters() const { return pss_parameters_; }
  PublicKey public_key() const;

  Secret to_pkcs8() const;
  /// @throws Error (unsupported_algorithm) for a DSA key
  Secret to_pkcs1() const;
  Bytes to_encrypted_pkcs8(const Secret& password, const PasswordEncryption& how,
                           RandomSource& random) const;

 private:
  PrivateKey() = default;

  KeyType type_ = KeyType::unknown;
  std::shared_ptr<const primitives::RsaPrivateKey> rsa_;
  std::shared_ptr<const primitives::DsaPrivateKey> dsa_;
  std::optional<PssParameters> pss_parameters_;
};

}  // namespace smime::x509
