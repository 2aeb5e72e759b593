// What the installed libcrypto computes, for tests that compare it with ours on random input.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "primitives/dsa_signing.hpp"
#include "primitives/rsa_private.hpp"

namespace smime::tests::libcrypto {

Bytes digest(DigestAlgorithm algorithm, ByteView message);
Bytes hmac(DigestAlgorithm algorithm, ByteView key, ByteView message);
Bytes pbkdf2(DigestAlgorithm prf, ByteView password, ByteView salt, int iterations,
             std::size_t octets);
/// PKCS #12's derivation of a password that is in UTF-16 already.
Bytes pkcs12_kdf(DigestAlgorithm hash, int id, ByteView password, ByteView salt, int iterations,
                 std::size_t octets);

/// A cipher by OpenSSL's name ("RC2-CBC", "AES-128-WRAP"), keyed.
struct Cipher {
  std::string name;
  Bytes key, iv;
  unsigned effective_key_bits = 0;  ///< RC2 alone
  bool pads = true;
};
Bytes encrypt(const Cipher& cipher, ByteView content);
/// Nothing where padding or integrity check is wrong.
std::optional<Bytes> decrypt(const Cipher& cipher, ByteView ciphertext);

/// AES-GCM: the ciphertext with the tag of 16 octets behind it.
Bytes seal(ByteView key, ByteView iv, ByteView aad, ByteView content);

/// A key of libcrypto's, and how it is used.
class Key {
 public:
  enum class Padding { none, pkcs1, oaep, pss };
  struct Use {
    Padding padding = Padding::none;
    DigestAlgorithm hash = DigestAlgorithm::sha1, mgf_hash = DigestAlgorithm::sha1;
    int salt_length = 0;
    Bytes label;
  };

  static Key rsa(const primitives::RsaPrivateKey& key);
  /// A new key over new parameters.
  static Key dsa(unsigned p_bits, unsigned q_bits);

  Bytes sign(const Use& use, ByteView digest) const;
  bool verify(const Use& use, ByteView digest, ByteView signature) const;
  Bytes encrypt(const Use& use, ByteView message) const;
  std::optional<Bytes> decrypt(const Use& use, ByteView ciphertext) const;

  /// The numbers of a DSA key.
  primitives::DsaPrivateKey dsa_numbers() const;

 private:
  std::shared_ptr<void> key_;
};

/// The DER of a DSA signature by libcrypto, and back.
Bytes dsa_encode(const primitives::DsaSignature& signature);
primitives::DsaSignature dsa_decode(ByteView der);

}  // namespace smime::tests::libcrypto
