// AES-GCM over content that comes in parts, in any of its implementations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "primitives/bytes.hpp"
#include "primitives/gcm.hpp"
#include "primitives/secret.hpp"
#include "primitives/secret_value.hpp"
#include "primitives/stream.hpp"

namespace smime::primitives {

/// AES-GCM with its key: GCTR and GHASH together over many whole blocks at once.
class KeyedGcm {
 public:
  KeyedGcm() = default;
  KeyedGcm(const KeyedGcm&) = delete;
  KeyedGcm& operator=(const KeyedGcm&) = delete;
  virtual ~KeyedGcm() = default;

  /// CIPH_K of one block.
  virtual gcm::Block encrypt_block(const gcm::Block& block) const = 0;

  /// GHASH over whole blocks, going on from `y`. \standard{SP 800-38D, 6.4}
  virtual gcm::Block hash(const gcm::Block& y, ByteView blocks) const = 0;

  /// GCTR from `counter` on, and GHASH of the ciphertext from `y` on; both are left where the next
  /// call goes on. `in` and `out` are the same whole number of blocks, and the same octets or
  /// apart.
  virtual void encrypt(gcm::Block& counter, gcm::Block& y, ByteView in,
                       MutableByteView out) const = 0;
  virtual void decrypt(gcm::Block& counter, gcm::Block& y, ByteView in,
                       MutableByteView out) const = 0;
};

/// AES-GCM in the implementation that is forced or fastest.
/// @throws Error (invalid_argument) for a key of another size than 16, 24 or 32 octets
std::unique_ptr<KeyedGcm> make_gcm(ByteView key);

/// What encryption and decryption have in common.
class GcmStream {
 protected:
  enum class Direction { encrypt, decrypt };

  GcmStream(Direction direction, std::unique_ptr<KeyedGcm> cipher, ByteView iv);

  void update(ByteView in, Sink& out);
  /// Puts through what waits, and gives all 16 octets of the tag.
  gcm::Block finish(ByteView aad, Sink& out);

 private:
  void process(ByteView blocks, Sink& out);
  void process_last(Sink& out);

  Direction direction_;
  std::unique_ptr<KeyedGcm> cipher_;
  SecretValue<gcm::Block> h_;
  gcm::Block j0_, counter_;
  gcm::Block y_{};
  std::uint64_t length_ = 0;
  Bytes waiting_;  // less than a block
  Secret work_;
};

/// Enciphers content that comes in parts.
///
/// The associated data comes last, as in CMS, where the authenticated attributes follow the
/// content: GHASH is linear, so its share of the sum can be added at the end.
class GcmEncryptor : GcmStream {
 public:
  /// @throws Error (invalid_argument) for an empty IV
  GcmEncryptor(std::unique_ptr<KeyedGcm> cipher, ByteView iv);

  /// @throws Error (limit_exceeded) beyond 2^36 - 32 octets \standard{SP 800-38D, 5.2.1.1}
  void update(ByteView content, Sink& out);

  /// Writes the rest and returns the tag.
  /// @param tag_size  12 to 16 octets
  Bytes finish(Sink& out, ByteView aad = {}, std::size_t tag_size = 16);
};

/// Deciphers content that comes in parts. What it writes must be withheld until `finish` says true.
class GcmDecryptor : GcmStream {
 public:
  /// @throws Error (invalid_argument) for an empty IV
  GcmDecryptor(std::unique_ptr<KeyedGcm> cipher, ByteView iv);

  /// @throws Error (limit_exceeded) beyond 2^36 - 32 octets \standard{SP 800-38D, 5.2.1.1}
  void update(ByteView ciphertext, Sink& out);

  /// Writes the rest and says whether the tag is right, compared in constant time.
  /// @param tag  12 to 16 octets
  [[nodiscard]] bool finish(Sink& out, ByteView tag, ByteView aad = {});
};

}  // namespace smime::primitives
