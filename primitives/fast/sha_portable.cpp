// The compressions of SHA-1, SHA-256 and SHA-512 with their rounds written out by the compiler.
//
// 4.6, 1.25 and 1.2 times as fast as the reference rooms: 4.3, 9.6 and 6.2 cycles an octet on a
// Zen 4. The working variables do not move: each round finds them one place further in a ring,
// whose places the compiler keeps in registers. The message schedule is a ring of sixteen words,
// each made when its round comes.
#include "primitives/fast/sha_portable.hpp"

#include <bit>
#include <utility>

#include "primitives/fast/sha2_round.hpp"
#include "primitives/sha1.hpp"

namespace smime::primitives::fast {
namespace {

// Word t of SHA-1's schedule, in place of word t - 16.
template <unsigned t>
SMIME_INLINE std::uint32_t sha1_word(std::uint32_t (&w)[16], const std::uint8_t* block) {
  if constexpr (t < 16) {
    w[t] = load_be32(block + 4 * t);
  } else {
    w[t % 16] = std::rotl(w[(t - 3) % 16] ^ w[(t - 8) % 16] ^ w[(t - 14) % 16] ^ w[t % 16], 1);
  }
  return w[t % 16];
}

// e plus f_t; two halves of maj have no bit in common, so that the one without b, which is known
// earlier, is added first.
template <unsigned t>
SMIME_INLINE std::uint32_t add_f(std::uint32_t e, std::uint32_t b, std::uint32_t c,
                                 std::uint32_t d) {
  if constexpr (t < 20) return e + (d ^ (b & (c ^ d)));
  if constexpr (t >= 40 && t < 60) return (e + (c & d)) + (b & (c ^ d));
  return e + (b ^ c ^ d);
}

template <unsigned t>
SMIME_INLINE void sha1_round(std::uint32_t (&v)[5], std::uint32_t (&w)[16],
                             const std::uint8_t* block) {
  constexpr unsigned turn = 80 - t;  // where a is
  const std::uint32_t a = v[turn % 5], c = v[(turn + 2) % 5], d = v[(turn + 3) % 5];
  std::uint32_t& b = v[(turn + 1) % 5];
  std::uint32_t& e = v[(turn + 4) % 5];
  e += sha1_word<t>(w, block) + sha1::kK[t / 20];
  e = add_f<t>(e, b, c, d) + std::rotl(a, 5);
  b = std::rotl(b, 30);
}

template <unsigned... rounds>
SMIME_INLINE void sha1(std::uint32_t* hash, ByteView blocks,
                       std::integer_sequence<unsigned, rounds...>) {
  for (std::size_t at = 0; at + 64 <= blocks.size(); at += 64) {
    std::uint32_t v[5] = {hash[0], hash[1], hash[2], hash[3], hash[4]}, w[16];
    (sha1_round<rounds>(v, w, blocks.data() + at), ...);
    for (unsigned i = 0; i < 5; ++i) hash[i] += v[i];
  }
}

// Word t of the schedule, in place of word t - 16.
template <typename Sha, unsigned t>
SMIME_INLINE typename Sha::Word sha2_word(typename Sha::Word (&w)[16], const std::uint8_t* block) {
  if constexpr (t < 16) {
    w[t] = Sha::load(block, t);
  } else {
    w[t % 16] += Sha::lower_sigma_1(w[(t - 2) % 16]) + w[(t - 7) % 16] +
                 Sha::lower_sigma_0(w[(t - 15) % 16]);
  }
  return w[t % 16];
}

template <typename Sha, unsigned... rounds>
SMIME_INLINE void sha2(typename Sha::Word* hash, ByteView blocks,
                       std::integer_sequence<unsigned, rounds...>) {
  constexpr std::size_t kBlock = 16 * sizeof(typename Sha::Word);
  for (std::size_t at = 0; at + kBlock <= blocks.size(); at += kBlock) {
    typename Sha::Word w[16];
    Sha2Working<Sha> working(hash);
    (working.template round<rounds>(Sha::k(rounds) + sha2_word<Sha, rounds>(w, blocks.data() + at)),
     ...);
    working.add_to(hash);
  }
}

}  // namespace

void sha1_portable(std::uint32_t* hash, ByteView blocks) {
  sha1(hash, blocks, std::make_integer_sequence<unsigned, 80>());
}

void sha256_portable(std::uint32_t* hash, ByteView blocks) {
  sha2<Sha256>(hash, blocks, std::make_integer_sequence<unsigned, 64>());
}

void sha512_portable(std::uint64_t* hash, ByteView blocks) {
  sha2<Sha512>(hash, blocks, std::make_integer_sequence<unsigned, 80>());
}

}  // namespace smime::primitives::fast
