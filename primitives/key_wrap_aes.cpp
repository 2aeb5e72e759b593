// Key wrapping: AES (RFC 3394), in the description by index.
#include <array>
#include <string>

#include "primitives/error.hpp"
#include "primitives/key_wrap.hpp"
#include "primitives/secret_value.hpp"

namespace smime::primitives::key_wrap {
namespace {

constexpr std::size_t kHalf = 8;  // 64 bits, half a block

}  // namespace

WrapRegisters aes_wrap_step(const KeyedCipher& k, WrapRegisters registers, std::uint64_t t) {
  SecretValue<std::array<std::uint8_t, 2 * kHalf>> block;
  auto& b = block.get();
  // B = AES(K, A | R[i])
  store_be64(&b[0], registers.a);
  store_be64(&b[kHalf], registers.r);
  k.encrypt_blocks(b, b);
  // A = MSB(64, B) ^ t, R[i] = LSB(64, B)
  return {load_be64(&b[0]) ^ t, load_be64(&b[kHalf])};
}

WrapRegisters aes_unwrap_step(const KeyedCipher& k, WrapRegisters registers, std::uint64_t t) {
  SecretValue<std::array<std::uint8_t, 2 * kHalf>> block;
  auto& b = block.get();
  // B = AES-1(K, (A ^ t) | R[i])
  store_be64(&b[0], registers.a ^ t);
  store_be64(&b[kHalf], registers.r);
  k.decrypt_blocks(b, b);
  // A = MSB(64, B), R[i] = LSB(64, B)
  return {load_be64(&b[0]), load_be64(&b[kHalf])};
}

Bytes aes_wrap(ByteView kek, const Secret& key_data) {
  if (key_data.size() % kHalf != 0 || key_data.size() < 2 * kHalf) {
    throw Error(ErrorKind::invalid_argument,
                "key data of " + std::to_string(key_data.size()) + " octets",
                "it has a multiple of 8 octets, 16 at least", "RFC 3394, 2");
  }
  const auto k = make_cipher(BlockCipher::aes, kek);
  const std::size_t n = key_data.size() / kHalf;
  // Step 1: A = IV, R[i] = P[i]. The ciphertext's octets hold the R[i] in their places.
  std::uint64_t a = kInitialValue;
  Bytes c(kHalf);
  append(c, key_data.view());
  // Step 2: for j = 0 to 5, for i = 1 to n.
  for (std::size_t j = 0; j <= 5; ++j) {
    for (std::size_t i = 1; i <= n; ++i) {
      std::uint8_t* r_i = &c[kHalf * i];
      const auto next = aes_wrap_step(*k, {a, load_be64(r_i)}, n * j + i);
      a = next.a;
      store_be64(r_i, next.r);
    }
  }
  // Step 3: C[0] = A, C[i] = R[i].
  store_be64(c.data(), a);
  return c;
}

std::optional<Secret> aes_unwrap(ByteView kek, ByteView wrapped) {
  const auto k = make_cipher(BlockCipher::aes, kek);
  if (wrapped.size() % kHalf != 0 || wrapped.size() < 3 * kHalf) return std::nullopt;
  const std::size_t n = wrapped.size() / kHalf - 1;
  // Step 1: A = C[0], R[i] = C[i].
  std::uint64_t a = load_be64(wrapped.data());
  Secret r(wrapped.subspan(kHalf));
  // Step 2: for j = 5 to 0, for i = n to 1.
  for (std::size_t j = 6; j-- > 0;) {
    for (std::size_t i = n; i >= 1; --i) {
      std::uint8_t* r_i = &r.writable()[kHalf * (i - 1)];
      const auto next = aes_unwrap_step(*k, {a, load_be64(r_i)}, n * j + i);
      a = next.a;
      store_be64(r_i, next.r);
    }
  }
  // Step 3: A is the initial value, or an error.
  if (a != kInitialValue) return std::nullopt;
  return r;
}

}  // namespace smime::primitives::key_wrap
