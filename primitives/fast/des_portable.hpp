// DES and Triple DES by tables that join S-boxes, P and E (FIPS 46-3), without special
// instructions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "primitives/bytes.hpp"
#include "primitives/cipher.hpp"
#include "primitives/des.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::fast {

/// Half a block after E: eight octets of six bits, the first group in the highest octet. Since the
/// rounds only add to a half, both halves stay in this form from IP to IP^-1.
using ExpandedHalf = std::uint64_t;

/// The halves of a block, expanded.
struct DesHalves {
  ExpandedHalf l, r;
};

/// IP and E of a block, and back.
DesHalves des_halves(std::uint64_t block);
std::uint64_t des_block(DesHalves preoutput);

/// The round keys of as many DES operations as follow each other, one or three. Each half is held
/// with the key of the next round that it goes into already added, so what is kept is the first
/// two keys, and by what to change the half that went into round n after that round.
template <std::size_t Operations>
struct DesRoundKeys {
  DesHalves first;
  std::array<ExpandedHalf, 16 * Operations> change;
};

/// The sixteen keys of FIPS 46-3 for each operation in turn, in the order of their use.
template <std::size_t Operations>
DesRoundKeys<Operations> des_round_keys(const std::array<des::KeySchedule, Operations>& schedules);

/// DES (one operation) or Triple DES (three). Encryption in CBC, which must go block by block, and
/// several blocks at once elsewhere. Its tables make its time depend on key and data, through the
/// cache.
///
/// A cipher that works on many more blocks at once overrides `decrypt_blocks` and `cbc_decrypt`,
/// and leaves the rest of the blocks to these.
template <std::size_t Operations>
class DesPortable : public KeyedCipher {
 public:
  /// @throws Error (invalid_argument) for a key of another size than 8 octets, or 16 or 24 for
  /// three
  explicit DesPortable(ByteView key);

  std::size_t block_size() const override { return 8; }
  void encrypt_blocks(ByteView in, MutableByteView out) const override;
  void decrypt_blocks(ByteView in, MutableByteView out) const override;
  void cbc_encrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;
  void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;

 private:
  using Keys = DesRoundKeys<Operations>;
  SecretValue<Keys> encrypt_, decrypt_;
};

}  // namespace smime::primitives::fast
