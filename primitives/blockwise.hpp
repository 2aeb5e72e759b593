// ECB and CBC (SP 800-38A) over any room that ciphers one block at a time.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "primitives/cipher.hpp"
#include "primitives/error.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives {

/// Refuses views that break the rules of `KeyedCipher`'s operations on blocks.
/// @throws Error (invalid_argument)
void require_blocks(std::size_t block_size, ByteView in, ByteView out);
/// The same, and an IV of another size than a block's. \standard{SP 800-38A, 5.3}
void require_cbc(std::size_t block_size, ByteView iv, ByteView in, ByteView out);

/// A keyed cipher that takes its blocks one after the other.
///
/// `Room` has the constant `kBlockSize`, the type `Schedule`, and the static functions
/// `encrypt(const Schedule&, Block)` and `decrypt(const Schedule&, Block)` over the type `Block`,
/// with `load(const std::uint8_t*)`, `store(std::uint8_t*, Block)` and `exclusive_or(Block,
/// Block)`.
template <typename Room>
class Blockwise : public KeyedCipher {
 public:
  explicit Blockwise(const typename Room::Schedule& schedule) : schedule_(schedule) {}

  std::size_t block_size() const override { return Room::kBlockSize; }

  void encrypt_blocks(ByteView in, MutableByteView out) const override {
    require_blocks(Room::kBlockSize, in, out);
    for (std::size_t at = 0; at < in.size(); at += Room::kBlockSize) {
      Room::store(&out[at], Room::encrypt(schedule_.get(), Room::load(&in[at])));
    }
  }

  void decrypt_blocks(ByteView in, MutableByteView out) const override {
    require_blocks(Room::kBlockSize, in, out);
    for (std::size_t at = 0; at < in.size(); at += Room::kBlockSize) {
      Room::store(&out[at], Room::decrypt(schedule_.get(), Room::load(&in[at])));
    }
  }

  // C_j = CIPH_K(P_j xor C_{j-1}), C_0 = IV
  void cbc_encrypt(MutableByteView iv, ByteView in, MutableByteView out) const override {
    require_cbc(Room::kBlockSize, iv, in, out);
    typename Room::Block previous = Room::load(iv.data());
    for (std::size_t at = 0; at < in.size(); at += Room::kBlockSize) {
      const auto input = Room::exclusive_or(Room::load(&in[at]), previous);
      previous = Room::encrypt(schedule_.get(), input);
      Room::store(&out[at], previous);
    }
    Room::store(iv.data(), previous);
  }

  // P_j = CIPH_K^-1(C_j) xor C_{j-1}, C_0 = IV
  void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const override {
    require_cbc(Room::kBlockSize, iv, in, out);
    typename Room::Block previous = Room::load(iv.data());
    for (std::size_t at = 0; at < in.size(); at += Room::kBlockSize) {
      const auto block = Room::load(&in[at]);
      Room::store(&out[at], Room::exclusive_or(Room::decrypt(schedule_.get(), block), previous));
      previous = block;
    }
    Room::store(iv.data(), previous);
  }

 protected:
  const typename Room::Schedule& schedule() const { return schedule_.get(); }

 private:
  SecretValue<typename Room::Schedule> schedule_;
};

}  // namespace smime::primitives
