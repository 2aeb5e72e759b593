// Key wrapping under a key made from a password: PWRI-KEK (RFC 3211).
#include <algorithm>
#include <string>

#include "primitives/constant_time.hpp"
#include "primitives/error.hpp"
#include "primitives/key_wrap.hpp"

namespace smime::primitives::key_wrap {
namespace {

constexpr std::size_t kHeader = 4;          // the length and three check octets
constexpr std::size_t kMaxFormatted = 272;  // 4 + 255 octets, filled up to blocks of 16

// How far the three check octets are from the complement of the first three octets of the key.
std::uint32_t check_difference(ByteView formatted) {
  std::uint32_t difference = 0;
  for (std::size_t i = 1; i <= 3; ++i) {
    difference |= static_cast<std::uint32_t>(formatted[i] ^ formatted[i + 3] ^ 0xff);
  }
  return difference;
}

}  // namespace

Secret pwri_format(const Secret& cek, std::size_t block_size, RandomSource& random) {
  if (cek.size() < 3 || cek.size() > 255) {
    throw Error(ErrorKind::invalid_argument, "a key of " + std::to_string(cek.size()) + " octets",
                "a key wrapped by password has 3 to 255 octets", "RFC 3211, 2.3.1");
  }
  const std::size_t blocks = (kHeader + cek.size() + block_size - 1) / block_size;
  const std::size_t size = std::max<std::size_t>(2, blocks) * block_size;
  Secret formatted(size);
  const MutableByteView out = formatted.writable();
  out[0] = static_cast<std::uint8_t>(cek.size());
  for (std::size_t i = 0; i < 3; ++i) out[i + 1] = static_cast<std::uint8_t>(~cek.view()[i]);
  std::copy(cek.view().begin(), cek.view().end(), &out[kHeader]);
  random.fill(out.subspan(kHeader + cek.size()));
  return formatted;
}

Bytes pwri_wrap(const KeyedCipher& kek, ByteView iv, const Secret& cek, RandomSource& random) {
  const Secret formatted = pwri_format(cek, kek.block_size(), random);
  Bytes wrapped(formatted.size()), chain = to_bytes(iv);
  // The first pass.
  kek.cbc_encrypt(chain, formatted.view(), wrapped);
  // The second pass, with the last block of the first as its IV.
  kek.cbc_encrypt(chain, wrapped, wrapped);
  return wrapped;
}

std::optional<Secret> pwri_unwrap(const KeyedCipher& kek, ByteView iv, ByteView wrapped) {
  const std::size_t block = kek.block_size();
  const std::size_t size = wrapped.size();
  if (size % block != 0 || size < 2 * block || size > kMaxFormatted) return std::nullopt;
  Secret formatted(size);
  const MutableByteView out = formatted.writable();
  // Step 1: the last block, with the one before it as IV.
  Bytes chain = to_bytes(wrapped.last(2 * block).first(block));
  kek.cbc_decrypt(chain, wrapped.last(block), out.last(block));
  // Step 2: the blocks before, with the deciphered last block as IV: the outer layer is off.
  chain = to_bytes(out.last(block));
  kek.cbc_decrypt(chain, wrapped.first(size - block), out.first(size - block));
  // Step 3: the inner layer.
  chain = to_bytes(iv);
  kek.cbc_decrypt(chain, out, out);
  // The length leaves no more than there is, and the check octets are the complement of the key's.
  const std::uint32_t length = out[0];
  const auto room = static_cast<std::uint32_t>(size - kHeader);
  const std::uint32_t valid =
      ~less_mask(length, 3) & ~less_mask(room, length) & is_zero_mask(check_difference(out));
  if (valid == 0) return std::nullopt;
  return Secret(formatted.view().subspan(kHeader, length));
}

}  // namespace smime::primitives::key_wrap
