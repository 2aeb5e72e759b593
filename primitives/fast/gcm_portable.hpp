// AES-GCM by tables (SP 800-38D), without special instructions.
#pragma once

#include <array>
#include <cstdint>

#include "primitives/fast/aes_portable.hpp"
#include "primitives/gcm_stream.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::fast {

/// 128 bits in two words, the first octet highest.
struct GhashElement {
  std::uint64_t high, low;
};

/// Each octet, as a polynomial, times H, H^2, H^3 and H^4.
using GhashTables = std::array<std::array<GhashElement, 256>, 4>;

/// AES-GCM for processors without instructions for it. Its time depends on key and data, through
/// the cache that holds its tables.
class GcmPortable : public KeyedGcm {
 public:
  /// @throws Error (invalid_argument) for a key of another size than 16, 24 or 32 octets
  explicit GcmPortable(ByteView key);

  gcm::Block encrypt_block(const gcm::Block& block) const override;
  gcm::Block hash(const gcm::Block& y, ByteView blocks) const override;
  void encrypt(gcm::Block& counter, gcm::Block& y, ByteView in, MutableByteView out) const override;
  void decrypt(gcm::Block& counter, gcm::Block& y, ByteView in, MutableByteView out) const override;

 private:
  void gctr(gcm::Block& counter, ByteView in, MutableByteView out) const;

  SecretValue<AesColumnKeys> keys_;
  SecretValue<GhashTables> tables_;
};

}  // namespace smime::primitives::fast
