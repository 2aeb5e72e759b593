// Keys under other keys: key-encryption keys that both sides have (RFC 5652, 6.2.3), and passwords
// (RFC 5652, 6.2.4; RFC 3211).
#pragma once

#include <optional>

#include "cms/content_encryption.hpp"
#include "cms/key_recipients.hpp"
#include "primitives/random.hpp"
#include "primitives/secret.hpp"
#include "x509/pbkdf2_parameters.hpp"

namespace smime::cms {

/// A symmetric key that sender and recipient have, with its name.
struct SharedKey {
  Bytes key_identifier;  ///< empty: fits any KEKRecipientInfo
  Secret key;
};

/// The key-wrap algorithms. \standard{RFC 3370, 4.3} \standard{RFC 3565, 2.3.2}
enum class KeyWrap { triple_des, rc2, aes_128, aes_192, aes_256 };

/// AES wrap with a key of 16, 24 or 32 octets.
/// @throws Error (invalid_argument) for another size
KeyWrap key_wrap_of_size(std::size_t key_size);

x509::AlgorithmIdentifier key_wrap_identifier(KeyWrap wrap);

/// @throws Error (invalid_argument) where the shared key, or the key, has a size that the wrap does
///         not take: Triple DES keys under Triple DES, RC2 keys under RC2
KekRecipientInfo wrap_key(const Secret& key, const SharedKey& shared, KeyWrap wrap,
                          RandomSource& random);

/// The key, or nothing where it does not come out whole.
/// @throws Error (unsupported_algorithm, malformed)
std::optional<Secret> unwrap_key(const KekRecipientInfo& info, const SharedKey& shared);

/// A recipient who knows a password.
struct PasswordRecipient {
  Secret password;
  std::uint32_t iterations = 100'000;
  DigestAlgorithm prf = DigestAlgorithm::sha256;          ///< HMAC's, inside PBKDF2
  ContentCipher key_cipher = ContentCipher::aes_256_cbc;  ///< which the key is wrapped with
};

PasswordRecipientInfo wrap_key(const Secret& key, const PasswordRecipient& recipient,
                               RandomSource& random);

/// The key, or nothing where it does not come out whole.
/// @throws Error (unsupported_algorithm, malformed, limit_exceeded)
std::optional<Secret> unwrap_key(const PasswordRecipientInfo& info, const Secret& password);

/// How many iterations unwrapping derives its key with.
/// @throws Error (unsupported_algorithm, malformed, limit_exceeded)
std::uint64_t derivation_iterations(const PasswordRecipientInfo& info);
/// None: the key is there already.
inline std::uint64_t derivation_iterations(const KekRecipientInfo&) {
  return 0;
}

}  // namespace smime::cms
