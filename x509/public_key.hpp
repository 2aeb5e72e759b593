// SubjectPublicKeyInfo (RFC 5280, 4.1.2.7): RSA, RSASSA-PSS and DSA keys, others kept as they
// stand.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "x509/algorithm_identifier.hpp"
#include "x509/signature_scheme.hpp"

namespace smime::primitives {
struct RsaPublicKey;
struct DsaPublicKey;
}  // namespace smime::primitives

namespace smime::x509 {

/// What a key is for by its own algorithm identifier.
enum class KeyType { rsa, rsassa_pss, dsa, unknown };

/// "rsa", "rsassa-pss", "dsa", "unknown"
std::string_view to_string(KeyType type);

/// A public key. The key itself is decoded when it is asked for.
///
/// ```asn1
/// SubjectPublicKeyInfo ::= SEQUENCE {
///   algorithm         AlgorithmIdentifier,
///   subjectPublicKey  BIT STRING }
/// ```
/// \standard{RFC 5280, 4.1.2.7}
class PublicKey {
 public:
  PublicKey() = default;
  static PublicKey decode(ByteView der);
  static PublicKey read(asn1::Reader& reader, std::string_view name);
  /// rsaEncryption with NULL. \standard{RFC 3279, 2.3.1}
  static PublicKey rsa(const primitives::RsaPublicKey& key);
  /// id-RSASSA-PSS: a key for RSASSA-PSS only, where given only with these. \standard{RFC
  /// 4055, 1.2}
  static PublicKey rsassa_pss(const primitives::RsaPublicKey& key,
                              const std::optional<PssParameters>& parameters);
  /// id-dsa with Dss-Parms. \standard{RFC 3279, 2.3.2}
  static PublicKey dsa(const primitives::DsaPublicKey& key);

  KeyType type() const { return type_; }
  /// The whole encoding.
  ByteView der() const { return der_; }
  const AlgorithmIdentifier& algorithm() const { return algorithm_; }
  /// The octets of the BIT STRING.
  ByteView subject_public_key() const { return subject_public_key_; }

  /// @throws Error (unsupported_algorithm) where the key is of another type, (malformed), and
  ///         (invalid_key) where its numbers are out of bounds
  primitives::RsaPublicKey rsa_key() const;
  /// @throws Error (unsupported_algorithm) likewise; (not_found) where its parameters are absent,
  ///         to be inherited from the issuer's key
  primitives::DsaPublicKey dsa_key() const;
  /// What an id-RSASSA-PSS key is restricted to; nothing for any other key.
  std::optional<PssParameters> pss_parameters() const;
  /// Whether this is a DSA key without parameters. \standard{RFC 3279, 2.3.2}
  bool inherits_parameters() const;
  /// This key with the DSA parameters of `issuer`, where it has none of its own.
  PublicKey with_inherited_parameters(const PublicKey& issuer) const;

  /// Bits of the RSA modulus or of DSA's p; 0 for an unknown or parameterless key.
  std::size_t bits() const;
  /// "RSA 2048 bits"
  std::string description() const;
  /// SHA-1 of the BIT STRING's octets: the usual subjectKeyIdentifier. \standard{RFC 5280, 4.2.1.2}
  Bytes key_identifier() const;

  friend bool operator==(const PublicKey& left, const PublicKey& right) {
    return left.der_ == right.der_;
  }

 private:
  KeyType type_ = KeyType::unknown;
  Bytes der_;
  AlgorithmIdentifier algorithm_;
  Bytes subject_public_key_;
};

}  // namespace smime::x509
