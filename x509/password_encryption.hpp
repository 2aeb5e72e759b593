// Encryption under a password: PBES2 (RFC 8018, 6.2), and the broken PBES1 (RFC 8018, 6.1) and
// PKCS #12 schemes (RFC 7292, C), which old files need.
#pragma once

#include <cstdint>
#include <string_view>

#include "primitives/digest.hpp"
#include "primitives/random.hpp"
#include "primitives/secret.hpp"
#include "x509/algorithm_identifier.hpp"

namespace smime::x509 {

/// The schemes, from today's to the broken ones.
enum class PasswordScheme {
  pbes2_aes_128_cbc,
  pbes2_aes_192_cbc,
  pbes2_aes_256_cbc,
  pbes2_des_ede3_cbc,
  pkcs12_sha1_des_ede3_cbc,
  pkcs12_sha1_des_ede2_cbc,
  pkcs12_sha1_rc2_128,
  pkcs12_sha1_rc2_40,
  pbes1_md5_des,
  pbes1_md5_rc2,
  pbes1_sha1_des,
  pbes1_sha1_rc2,
};

/// How a password becomes what the PKCS #12 schemes derive from; the others take its octets.
enum class Pkcs12PasswordForm {
  text,                  ///< UTF-16 with two zero octets behind it \standard{RFC 7292, B.1}
  octets_as_characters,  ///< each octet of the UTF-8 as a character: old programs' mistake
  missing,               ///< nothing at all, in place of an empty password
};

/// The octets that PKCS #12 derives from. \standard{RFC 7292, B.1}
Secret pkcs12_password_octets(const Secret& password, Pkcs12PasswordForm form);

/// How to encrypt.
struct PasswordEncryption {
  PasswordScheme scheme = PasswordScheme::pbes2_aes_256_cbc;
  std::uint32_t iterations = 100'000;
  primitives::DigestAlgorithm prf = primitives::DigestAlgorithm::sha256;  ///< HMAC's, PBES2 alone
};

/// What an encryption makes: the identifier with salt, count and IV, and the ciphertext.
struct PasswordEncrypted {
  AlgorithmIdentifier algorithm;
  Bytes encrypted_data;
};

/// @param password  UTF-8; for the PKCS #12 schemes it is turned into a BMPString here
PasswordEncrypted password_encrypt(const PasswordEncryption& how, const Secret& password,
                                   ByteView plaintext, RandomSource& random);

/// Decrypts any of the schemes; PBES2 also with DES and RC2.
/// @throws Error (decryption_failed) on bad padding, (malformed), (unsupported_algorithm), and
///         (limit_exceeded) for more than 10,000,000 iterations, before any work
Secret password_decrypt(const AlgorithmIdentifier& algorithm, const Secret& password,
                        ByteView encrypted_data,
                        Pkcs12PasswordForm form = Pkcs12PasswordForm::text);

/// How many iterations decryption takes.
/// @throws Error (malformed, unsupported_algorithm, limit_exceeded)
std::uint64_t password_iterations(const AlgorithmIdentifier& algorithm);

/// What people call the scheme of an identifier: "PBES2 with aes-256-cbc".
std::string password_scheme_name(const AlgorithmIdentifier& algorithm);

}  // namespace smime::x509
