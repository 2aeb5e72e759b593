// DES and Triple DES (FIPS 46-3) decryption of many blocks at once: register n holds bit n of every
// block, permutations are a matter of naming, and the S-boxes are circuits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "primitives/bytes.hpp"
#include "primitives/fast/des_portable.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::fast {

/// The 48 bits of each round's key in the order of their use, each as 64 equal bits.
template <std::size_t Operations>
using DesSlicedKey = std::array<std::array<std::uint64_t, 48>, 16 * Operations>;

/// For decryption: DES backward, or backward with Key3, forward with Key2, backward with Key1.
/// @throws Error (invalid_argument) for a key of another size than 8 octets, or 16 or 24 for three
template <std::size_t Operations>
DesSlicedKey<Operations> des_sliced_key(ByteView key);

/// DES (one operation) or Triple DES (three) with bit-sliced decryption, whose time depends on no
/// secret. The few blocks that are left over are the portable path's, and so is encryption.
template <std::size_t Operations>
class DesBitsliced : public DesPortable<Operations> {
 public:
  explicit DesBitsliced(ByteView key)
      : DesPortable<Operations>(key), key_(des_sliced_key<Operations>(key)) {}

 protected:
  const DesSlicedKey<Operations>& sliced_key() const { return key_.get(); }

 private:
  SecretValue<DesSlicedKey<Operations>> key_;
};

/// 256 blocks in 64 registers' worth of memory.
template <std::size_t Operations>
class DesAvx2 : public DesBitsliced<Operations> {
 public:
  using DesBitsliced<Operations>::DesBitsliced;
  void decrypt_blocks(ByteView in, MutableByteView out) const override;
  void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;
};

/// 512 blocks.
template <std::size_t Operations>
class DesAvx512 : public DesBitsliced<Operations> {
 public:
  using DesBitsliced<Operations>::DesBitsliced;
  void decrypt_blocks(ByteView in, MutableByteView out) const override;
  void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;
};

}  // namespace smime::primitives::fast
