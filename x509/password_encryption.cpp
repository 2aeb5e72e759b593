// Encryption under a password: PBES2 (RFC 8018, 6.2), and the broken PBES1 (RFC 8018, 6.1) and
// PKCS #12 schemes (RFC 7292, C), which old files need.
#include "x509/password_encryption.hpp"

#include "primitives/cbc.hpp"
#include "primitives/pkcs12_kdf.hpp"
#include "x509/password_schemes.hpp"

namespace smime::x509 {
namespace {

// Whichever the scheme, the key and IV that it leads to.
KeyedCbc derive(const AlgorithmIdentifier& algorithm, const Secret& password,
                Pkcs12PasswordForm form) {
  if (algorithm.algorithm == id_PBES2) return pbes2_key(algorithm, password);
  return old_scheme_key(algorithm, password, form);
}

}  // namespace

Secret pkcs12_password_octets(const Secret& password, Pkcs12PasswordForm form) {
  if (form == Pkcs12PasswordForm::missing) return Secret();
  const ByteView octets = password.view();
  if (form == Pkcs12PasswordForm::text) {
    return primitives::pkcs12_password(
        {reinterpret_cast<const char*>(octets.data()), octets.size()});
  }
  Secret characters(2 * octets.size() + 2);
  for (std::size_t i = 0; i < octets.size(); ++i) characters.writable()[2 * i + 1] = octets[i];
  return characters;
}

PasswordEncrypted password_encrypt(const PasswordEncryption& how, const Secret& password,
                                   ByteView plaintext, RandomSource& random) {
  const bool is_pbes2 = how.scheme <= PasswordScheme::pbes2_des_ede3_cbc;
  PasswordEncrypted result;
  result.algorithm = is_pbes2 ? pbes2_identifier(how, random) : old_scheme_identifier(how, random);
  const KeyedCbc derived = derive(result.algorithm, password, Pkcs12PasswordForm::text);
  result.encrypted_data = primitives::cbc_encrypt(derived.cipher, derived.key.view(), derived.iv,
                                                  plaintext, derived.effective_key_bits);
  return result;
}

Secret password_decrypt(const AlgorithmIdentifier& algorithm, const Secret& password,
                        ByteView encrypted_data, Pkcs12PasswordForm form) {
  const KeyedCbc derived = derive(algorithm, password, form);
  return Secret(primitives::cbc_decrypt(derived.cipher, derived.key.view(), derived.iv,
                                        encrypted_data, derived.effective_key_bits));
}

std::uint64_t password_iterations(const AlgorithmIdentifier& algorithm) {
  return algorithm.algorithm == id_PBES2 ? pbes2_iterations(algorithm)
                                         : old_scheme_iterations(algorithm);
}

std::string password_scheme_name(const AlgorithmIdentifier& algorithm) {
  if (algorithm.algorithm == id_PBES2) return "PBES2 with " + pbes2_cipher_name(algorithm);
  if (is_old_password_scheme(algorithm.algorithm)) {
    return std::string(old_scheme_name(algorithm.algorithm));
  }
  return algorithm.algorithm.dotted();
}

}  // namespace smime::x509
