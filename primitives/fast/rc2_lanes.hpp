// RC2 (RFC 2268) on many blocks at once, one block in each 16-bit lane of vector registers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "primitives/bytes.hpp"
#include "primitives/fast/rc2_portable.hpp"
#include "primitives/rc2.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::fast {

/// The expanded key in the forms that lanes need it in.
struct Rc2LaneKey {
  /// For mixing: each word K[j] twice, so that 32-bit lanes can be filled from memory.
  std::array<std::uint32_t, 64> twice;
  /// For mashing: the words, their low octets and their high octets.
  rc2::ExpandedKey words;
  std::array<std::uint8_t, 64> low, high;
};
Rc2LaneKey rc2_lane_key(const rc2::ExpandedKey& k);

/// RC2 with decryption in lanes. The few blocks that are left over are the portable path's, and
/// so is encryption.
class Rc2Lanes : public Rc2Portable {
 public:
  /// @throws Error (invalid_argument) as `rc2::expand_key`
  Rc2Lanes(ByteView key, unsigned effective_key_bits)
      : Rc2Portable(key, effective_key_bits), key_(rc2_lane_key(expanded_key())) {}

 protected:
  const Rc2LaneKey& lane_key() const { return key_.get(); }

 private:
  SecretValue<Rc2LaneKey> key_;
};

/// 32 blocks in two times sixteen lanes. Mashing takes no address from data in lanes.
class Rc2Avx2 : public Rc2Lanes {
 public:
  using Rc2Lanes::Rc2Lanes;
  void decrypt_blocks(ByteView in, MutableByteView out) const override;
  void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;
};

/// 128 blocks in four times 32 lanes.
class Rc2Avx512 : public Rc2Lanes {
 public:
  using Rc2Lanes::Rc2Lanes;
  void decrypt_blocks(ByteView in, MutableByteView out) const override;
  void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;
};

}  // namespace smime::primitives::fast
