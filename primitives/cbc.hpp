// Cipher block chaining (SP 800-38A, 6.2) over content that comes in parts, with the padding of
// CMS.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "primitives/bytes.hpp"
#include "primitives/cipher.hpp"
#include "primitives/secret.hpp"
#include "primitives/stream.hpp"

namespace smime::primitives {

/// The padding of a content of `length` octets: k - (length mod k) octets of that value.
/// \standard{RFC 5652, 6.3}
/// @param block_size  k, 1 to 255 octets
Bytes padding(std::size_t length, std::size_t block_size);

/// The content with its padding. \standard{RFC 5652, 6.3}
Bytes pad(ByteView content, std::size_t block_size);

/// What stands before the padding, if it is one.
struct Unpadded {
  std::uint32_t valid;  ///< all ones where the padding is right, else zero
  std::size_t length;   ///< octets before the padding; 0 where it is wrong
};

/// Looks at the padding without revealing by time what it finds. \standard{RFC 5652, 6.3}
/// @param padded  a whole number of blocks; of none or of a part, `valid` is 0
Unpadded unpad_ct(ByteView padded, std::size_t block_size);

/// Enciphers content that comes in parts.
class CbcEncryptor {
 public:
  /// @param iv  one block
  /// @throws Error (invalid_argument) for an IV of another size
  CbcEncryptor(std::unique_ptr<KeyedCipher> cipher, ByteView iv);

  /// Takes in more content and writes the ciphertext blocks that are complete.
  void update(ByteView content, Sink& out);

  /// Pads and writes the rest. The object has then done its work.
  void finish(Sink& out);

 private:
  void encrypt(ByteView blocks, Sink& out);

  std::unique_ptr<KeyedCipher> cipher_;
  Bytes iv_;
  Bytes waiting_;  // less than a block
  Secret work_;
};

/// Deciphers content that comes in parts.
///
/// CBC knows no authenticity: what it writes is unchecked, and its padding only seems a check.
class CbcDecryptor {
 public:
  /// @param iv  one block
  /// @throws Error (invalid_argument) for an IV of another size
  CbcDecryptor(std::unique_ptr<KeyedCipher> cipher, ByteView iv);

  /// Takes in more ciphertext and writes content; the last block is held back.
  void update(ByteView ciphertext, Sink& out);

  /// Writes what stands before the padding. Returns false, and writes nothing, where the ciphertext
  /// was not a whole number of blocks, one at least, or the padding is wrong: the two look alike.
  [[nodiscard]] bool finish(Sink& out);

 private:
  void decrypt(ByteView blocks, Sink& out);

  std::unique_ptr<KeyedCipher> cipher_;
  Bytes iv_;
  Bytes waiting_;  // at most a block
  Secret work_;
};

/// Content enciphered in one call, padded.
Bytes cbc_encrypt(BlockCipher cipher, ByteView key, ByteView iv, ByteView content,
                  unsigned effective_key_bits = 0);

/// Content deciphered in one call, without its padding.
/// @throws Error (decryption_failed) where `CbcDecryptor::finish` gives false
Bytes cbc_decrypt(BlockCipher cipher, ByteView key, ByteView iv, ByteView ciphertext,
                  unsigned effective_key_bits = 0);

}  // namespace smime::primitives
