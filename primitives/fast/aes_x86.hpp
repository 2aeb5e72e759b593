// AES on the AES instructions of x86-64: the key schedule in registers' shape, and the ciphers.
#pragma once

#include <immintrin.h>

#include <array>
#include <cstddef>
#include <memory>

#include "primitives/bytes.hpp"
#include "primitives/cipher.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::fast {

/// The round keys of FIPS 197 as vectors, and those of the equivalent inverse cipher (5.3.5).
struct AesRoundKeys {
  std::size_t nr;
  alignas(16) std::uint8_t encrypt[15][16];
  alignas(16) std::uint8_t decrypt[15][16];
};

/// Expands a key of 16, 24 or 32 octets. @throws Error (invalid_argument) for another size
AesRoundKeys aes_round_keys(ByteView key);

/// AES with eight blocks in flight wherever the mode allows it.
class AesNi : public KeyedCipher {
 public:
  explicit AesNi(ByteView key) : keys_(aes_round_keys(key)) {}

  std::size_t block_size() const override { return 16; }
  void encrypt_blocks(ByteView in, MutableByteView out) const override;
  void decrypt_blocks(ByteView in, MutableByteView out) const override;
  void cbc_encrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;
  void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;

 protected:
  const AesRoundKeys& keys() const { return keys_.get(); }

 private:
  SecretValue<AesRoundKeys> keys_;
};

/// AES with 32 blocks in flight, four in each 512-bit register.
class AesVaes : public AesNi {
 public:
  using AesNi::AesNi;
  void encrypt_blocks(ByteView in, MutableByteView out) const override;
  void decrypt_blocks(ByteView in, MutableByteView out) const override;
  void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;
};

}  // namespace smime::primitives::fast
