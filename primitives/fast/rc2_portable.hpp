// RC2 with its rounds in registers (RFC 2268), without special instructions.
#pragma once

#include <cstddef>

#include "primitives/bytes.hpp"
#include "primitives/cipher.hpp"
#include "primitives/rc2.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::fast {

/// RC2, several blocks at once where the mode allows it. Its mashing rounds make its time depend on
/// key and data, through the cache.
///
/// A cipher that works on many more blocks at once overrides `decrypt_blocks` and `cbc_decrypt`,
/// and leaves the rest of the blocks to these.
class Rc2Portable : public KeyedCipher {
 public:
  /// @throws Error (invalid_argument) as `rc2::expand_key`
  Rc2Portable(ByteView key, unsigned effective_key_bits);

  std::size_t block_size() const override { return 8; }
  void encrypt_blocks(ByteView in, MutableByteView out) const override;
  void decrypt_blocks(ByteView in, MutableByteView out) const override;
  void cbc_encrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;
  void cbc_decrypt(MutableByteView iv, ByteView in, MutableByteView out) const override;

 protected:
  const rc2::ExpandedKey& expanded_key() const { return key_.get(); }

 private:
  SecretValue<rc2::ExpandedKey> key_;
};

}  // namespace smime::primitives::fast
