// AES by tables that join SubBytes and MixColumns (FIPS 197), without special instructions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "primitives/aes.hpp"
#include "primitives/bytes.hpp"
#include "primitives/cipher.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::fast {

/// The state as four columns, the first row in the lowest octet.
using AesColumns = std::array<std::uint32_t, 4>;

/// Round keys as columns, in the order in which the rounds use them.
struct AesColumnKeys {
  std::size_t nr;
  std::array<AesColumns, 15> w;
};

/// The keys of the cipher, and those of the equivalent inverse cipher. \standard{FIPS 197, 5.3.5}
AesColumnKeys aes_column_keys(const aes::KeySchedule& schedule);
AesColumnKeys aes_inverse_column_keys(const aes::KeySchedule& schedule);

/// The cipher on one block.
AesColumns aes_encrypt(const AesColumnKeys& keys, AesColumns s);
AesColumns aes_decrypt(const AesColumnKeys& keys, AesColumns s);

inline AesColumns load_columns(const std::uint8_t* octets) {
  return {load_le32(octets), load_le32(octets + 4), load_le32(octets + 8), load_le32(octets + 12)};
}

inline void store_columns(std::uint8_t* octets, const AesColumns& s) {
  for (std::size_t c = 0; c < 4; ++c) store_le32(octets + 4 * c, s[c]);
}

inline AesColumns exclusive_or(AesColumns a, const AesColumns& b) {
  for (std::size_t c = 0; c < 4; ++c) a[c] ^= b[c];
  return a;
}

/// AES for processors without instructions for it. Its time depends on key and data, through the
/// cache that holds its tables: where others run code beside it, that can give the key away. The
/// paths on the AES instructions have no such weakness and are chosen wherever they can run.
class AesPortable : public KeyedCipher {
 public:
  /// @throws Error (invalid_argument) for a key of another size than 16, 24 or 32 octets
  explicit AesPortable(ByteView key);

  std::size_t block_size() const override { return 16; }
  void encrypt_blocks(ByteView in, MutableByteView out) const override;
  void decrypt_blocks(ByteView in, MutableByteView out) const override;
  void cbc_encrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;
  void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;

 private:
  SecretValue<AesColumnKeys> encrypt_, decrypt_;
};

}  // namespace smime::primitives::fast
