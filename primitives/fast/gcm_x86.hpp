// AES-GCM on the AES and carry-less multiplication instructions of x86-64.
#pragma once

#include <array>
#include <cstdint>

#include "primitives/fast/aes_x86.hpp"
#include "primitives/gcm_stream.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::fast {

/// H^1 to H^32 times x, octets reversed; the highest power first, so that blocks in their order
/// of arrival meet their powers. Times x, because the product of two reversed numbers comes out a
/// bit too low. Beside each power the sum of its halves, for Karatsuba's multiplication.
struct HashPowers {
  static constexpr std::size_t kCount = 32;
  alignas(64) std::uint8_t power[kCount][16];
  alignas(64) std::uint8_t sum[kCount][16];
};

/// Eight blocks at once, one reduction for all eight.
class GcmClmul : public KeyedGcm {
 public:
  static constexpr std::size_t kLanes = 8;

  /// @throws Error (invalid_argument) for a key of another size than 16, 24 or 32 octets
  explicit GcmClmul(ByteView key);

  gcm::Block encrypt_block(const gcm::Block& block) const override;
  gcm::Block hash(const gcm::Block& y, ByteView blocks) const override;
  void encrypt(gcm::Block& counter, gcm::Block& y, ByteView in, MutableByteView out) const override;
  void decrypt(gcm::Block& counter, gcm::Block& y, ByteView in, MutableByteView out) const override;

 protected:
  const AesRoundKeys& keys() const { return keys_.get(); }
  const HashPowers& powers() const { return powers_.get(); }

 private:
  SecretValue<AesRoundKeys> keys_;
  SecretValue<HashPowers> powers_;
};

/// 32 blocks at once in eight 512-bit registers, one reduction for all 32.
class GcmVaes : public GcmClmul {
 public:
  using GcmClmul::GcmClmul;
  void encrypt(gcm::Block& counter, gcm::Block& y, ByteView in, MutableByteView out) const override;
  void decrypt(gcm::Block& counter, gcm::Block& y, ByteView in, MutableByteView out) const override;
};

}  // namespace smime::primitives::fast
