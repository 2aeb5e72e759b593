// Block ciphers by name: one interface over RC2, DES, Triple DES and AES and their implementations.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "primitives/bytes.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// The block ciphers. \standard{RFC 8551, 2.7}
enum class BlockCipher { rc2, des, tdes, aes };

/// A keyed block cipher that works on many blocks at once. It keeps its key schedule as a secret.
///
/// Implementations: reference rooms and fast paths, chosen by `make_cipher`.
class KeyedCipher {
 public:
  KeyedCipher() = default;
  KeyedCipher(const KeyedCipher&) = delete;
  KeyedCipher& operator=(const KeyedCipher&) = delete;
  virtual ~KeyedCipher() = default;

  /// 8 octets, or 16 for AES.
  virtual std::size_t block_size() const = 0;

  /// Whole blocks, each by itself (the ECB of SP 800-38A). `in` and `out` have the same size, a
  /// multiple of the block size, and are the same octets or do not overlap.
  virtual void encrypt_blocks(ByteView in, MutableByteView out) const = 0;
  virtual void decrypt_blocks(ByteView in, MutableByteView out) const = 0;

  /// CBC over whole blocks; `iv` is read, and left holding the last ciphertext block.
  /// \standard{SP 800-38A, 6.2}
  virtual void cbc_encrypt(MutableByteView iv, ByteView in, MutableByteView out) const = 0;
  virtual void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const = 0;
};

/// A cipher with its key, in the implementation that is forced or fastest.
///
/// @param key                 RC2: 1 to 128 octets; DES: 8; Triple DES: 16 (two keys) or 24; AES: 16,
///                            24 or 32
/// @param effective_key_bits  RC2 alone: 1 to 1024; 0 stands for eight times the key's octets
/// @throws Error (invalid_argument) for a key of another length
std::unique_ptr<KeyedCipher> make_cipher(BlockCipher cipher, ByteView key,
                                         unsigned effective_key_bits = 0);

}  // namespace smime::primitives
