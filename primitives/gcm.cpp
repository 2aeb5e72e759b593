// Galois/Counter Mode as SP 800-38D specifies it.
#include "primitives/gcm.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "primitives/error.hpp"

namespace smime::primitives::gcm {
namespace {

// A block as two words of 64 bits, so that "the bit x_0" is the top bit of the first.
struct Element {
  std::uint64_t high, low;
};

Element load(const Block& block) {
  return {load_be64(block.data()), load_be64(block.data() + 8)};
}

// R = 11100001 || 0^120. SP 800-38D, 6.3
constexpr std::uint64_t kR = 0xe100000000000000;

Block tag_of(const KeyedCipher& cipher, const Block& h, const Block& j0, ByteView a, ByteView c) {
  // Step 4 (7.1) or 5 (7.2): u and v zero bits fill the last blocks of C and A.
  // Step 5 (7.1) or 6 (7.2): S = GHASH_H(A || 0^v || C || 0^u || [len(A)]_64 || [len(C)]_64).
  Block s = ghash(h, pad_to_block(a));
  s = ghash(h, pad_to_block(c), s);
  s = ghash(h, length_block(a.size(), c.size()), s);
  // Step 6 (7.1) or 7 (7.2): T = MSB_t(GCTR_K(J_0, S)).
  const Bytes t = gctr(cipher, j0, s);
  Block tag{};
  std::copy(t.begin(), t.end(), tag.begin());
  return tag;
}

}  // namespace

Block inc32(Block x) {
  store_be32(&x[12], load_be32(&x[12]) + 1);
  return x;
}

Block multiply(const Block& x, const Block& y) {
  const Element bits = load(x);
  // Step 2: Z_0 = 0^128 and V_0 = Y.
  Element z{0, 0};
  Element v = load(y);
  // Step 3: for i = 0 to 127, Z takes in V where x_i is set, and V is divided by the variable.
  for (int i = 0; i < 128; ++i) {
    const std::uint64_t word = i < 64 ? bits.high : bits.low;
    const std::uint64_t x_i = 0 - (word >> (63 - i % 64) & 1);
    z = {z.high ^ (v.high & x_i), z.low ^ (v.low & x_i)};
    const std::uint64_t lsb = 0 - (v.low & 1);
    v = {(v.high >> 1) ^ (kR & lsb), v.low >> 1 | v.high << 63};
  }
  // Step 4: Z_128.
  Block product;
  store_be64(&product[0], z.high);
  store_be64(&product[8], z.low);
  return product;
}

Block power(const Block& x, std::uint64_t n) {
  Block result{0x80};  // one
  for (Block square = x; n != 0; n >>= 1, square = multiply(square, square)) {
    if ((n & 1) != 0) result = multiply(result, square);
  }
  return result;
}

Block ghash(const Block& h, ByteView x, Block y) {
  if (x.size() % kBlockSize != 0) {
    throw Error(ErrorKind::invalid_argument, "GHASH over " + std::to_string(x.size()) + " octets",
                "it works on whole blocks of 16 octets", "SP 800-38D, 6.4");
  }
  // Step 3: Y_i = (Y_{i-1} xor X_i) times H.
  for (std::size_t at = 0; at < x.size(); at += kBlockSize) {
    for (std::size_t i = 0; i < kBlockSize; ++i) y[i] ^= x[at + i];
    y = multiply(y, h);
  }
  return y;
}

Bytes gctr(const KeyedCipher& cipher, Block icb, ByteView x) {
  Bytes y = to_bytes(x);
  // Step 5: CB_i = inc32(CB_{i-1}).
  for (std::size_t at = 0; at < y.size(); at += kBlockSize, icb = inc32(icb)) {
    // Steps 6 and 7: Y_i = X_i xor CIPH_K(CB_i), cut to the size of the last X_i.
    Block output;
    cipher.encrypt_blocks(icb, output);
    const std::size_t size = std::min(kBlockSize, y.size() - at);
    for (std::size_t i = 0; i < size; ++i) y[at + i] ^= output[i];
  }
  return y;
}

Block hash_subkey(const KeyedCipher& cipher) {
  Block h{};
  cipher.encrypt_blocks(h, h);
  return h;
}

Block pre_counter_block(const Block& h, ByteView iv) {
  if (iv.empty()) {
    throw Error(ErrorKind::invalid_argument, "an empty IV", "GCM's IV has at least one bit",
                "SP 800-38D, 5.2.1.1");
  }
  if (iv.size() == 12) {
    Block j0{};
    std::copy(iv.begin(), iv.end(), j0.begin());
    j0[15] = 1;
    return j0;
  }
  return ghash(h, length_block(0, iv.size()), ghash(h, pad_to_block(iv)));
}

Block length_block(std::uint64_t a_size, std::uint64_t c_size) {
  Block lengths;
  store_be64(&lengths[0], 8 * a_size);
  store_be64(&lengths[8], 8 * c_size);
  return lengths;
}

Bytes pad_to_block(ByteView x) {
  Bytes padded = to_bytes(x);
  padded.resize((x.size() + kBlockSize - 1) / kBlockSize * kBlockSize);
  return padded;
}

void require_tag_size(std::size_t tag_size) {
  if (tag_size >= 12 && tag_size <= 16) return;
  throw Error(ErrorKind::invalid_argument, "a tag of " + std::to_string(tag_size) + " octets",
              "GCM's tag in CMS has 12 to 16 octets", "RFC 5084, 3.2");
}

Sealed gcm_ae(const KeyedCipher& cipher, ByteView iv, ByteView p, ByteView a,
              std::size_t tag_size) {
  require_tag_size(tag_size);
  // Step 1: H = CIPH_K(0^128).
  const Block h = hash_subkey(cipher);
  // Step 2: J_0 from the IV.
  const Block j0 = pre_counter_block(h, iv);
  // Step 3: C = GCTR_K(inc32(J_0), P).
  Bytes c = gctr(cipher, inc32(j0), p);
  // Steps 4 to 7.
  const Block t = tag_of(cipher, h, j0, a, c);
  return {std::move(c), to_bytes(ByteView(t).first(tag_size))};
}

Bytes gcm_ad(const KeyedCipher& cipher, ByteView iv, ByteView c, ByteView a, ByteView t) {
  // Step 1: the lengths are supported.
  require_tag_size(t.size());
  // Step 2: H = CIPH_K(0^128).
  const Block h = hash_subkey(cipher);
  // Step 3: J_0 from the IV.
  const Block j0 = pre_counter_block(h, iv);
  // Steps 5 to 8 come before step 4, so that nothing is deciphered under a wrong tag.
  const Block expected = tag_of(cipher, h, j0, a, c);
  if (!equal_ct(ByteView(expected).first(t.size()), t)) {
    throw Error(ErrorKind::decryption_failed, "a tag that does not fit",
                "the tag belongs to the key, the IV, the data and the ciphertext",
                "SP 800-38D, 7.2, step 8");
  }
  // Step 4: P = GCTR_K(inc32(J_0), C).
  return gctr(cipher, inc32(j0), c);
}

}  // namespace smime::primitives::gcm
