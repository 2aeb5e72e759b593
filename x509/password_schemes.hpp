// The two families of password encryption behind one door: PBES2, and the older schemes whose
// single identifier names everything.
#pragma once

#include <optional>
#include <string_view>

#include "primitives/cipher.hpp"
#include "x509/password_encryption.hpp"

namespace smime::x509 {

/// A cipher in CBC mode with everything that it needs.
struct KeyedCbc {
  primitives::BlockCipher cipher = primitives::BlockCipher::aes;
  Secret key;
  Bytes iv;
  unsigned effective_key_bits = 0;  ///< RC2 alone
};

inline const ObjectIdentifier id_PBES2{"1.2.840.113549.1.5.13"};

/// Key and IV by PBES2's parameters. \standard{RFC 8018, 6.2.2}
KeyedCbc pbes2_key(const AlgorithmIdentifier& algorithm, const Secret& password);
std::uint64_t pbes2_iterations(const AlgorithmIdentifier& algorithm);
/// The parameters of a new encryption. \standard{RFC 8018, 6.2.1}
AlgorithmIdentifier pbes2_identifier(const PasswordEncryption& how, RandomSource& random);
/// "aes-256-cbc", or the OID's numbers.
std::string pbes2_cipher_name(const AlgorithmIdentifier& algorithm);

/// Whether this identifier is one of PBES1's or PKCS #12's.
bool is_old_password_scheme(const ObjectIdentifier& algorithm);
/// Key and IV by an older scheme. \standard{RFC 8018, 6.1.2} \standard{RFC 7292, B and C}
KeyedCbc old_scheme_key(const AlgorithmIdentifier& algorithm, const Secret& password,
                        Pkcs12PasswordForm form);
std::uint64_t old_scheme_iterations(const AlgorithmIdentifier& algorithm);
AlgorithmIdentifier old_scheme_identifier(const PasswordEncryption& how, RandomSource& random);
/// "pbeWithMD5AndDES-CBC"
std::string_view old_scheme_name(const ObjectIdentifier& algorithm);

}  // namespace smime::x509
