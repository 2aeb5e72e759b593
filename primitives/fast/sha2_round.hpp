// A round of SHA-2 (FIPS 180-4, 6.2.2 and 6.4.2, step 3) as the fast paths run it.
#pragma once

#include <cstdint>

#include "primitives/sha2.hpp"

namespace smime::primitives::fast {

#define SMIME_INLINE [[gnu::always_inline]] inline

/// What differs between the two word sizes of SHA-2.
struct Sha256 {
  using Word = std::uint32_t;
  static constexpr unsigned kRounds = 64;
  static Word load(const std::uint8_t* block, unsigned t) { return load_be32(block + 4 * t); }
  static Word k(unsigned t) { return sha256::kK[t]; }
  static Word upper_sigma_0(Word x) { return sha256::upper_sigma_0(x); }
  static Word upper_sigma_1(Word x) { return sha256::upper_sigma_1(x); }
  static Word lower_sigma_0(Word x) { return sha256::lower_sigma_0(x); }
  static Word lower_sigma_1(Word x) { return sha256::lower_sigma_1(x); }
};

struct Sha512 {
  using Word = std::uint64_t;
  static constexpr unsigned kRounds = 80;
  static Word load(const std::uint8_t* block, unsigned t) { return load_be64(block + 8 * t); }
  static Word k(unsigned t) { return sha512::kK[t]; }
  static Word upper_sigma_0(Word x) { return sha512::upper_sigma_0(x); }
  static Word upper_sigma_1(Word x) { return sha512::upper_sigma_1(x); }
  static Word lower_sigma_0(Word x) { return sha512::lower_sigma_0(x); }
  static Word lower_sigma_1(Word x) { return sha512::lower_sigma_1(x); }
};

/// The working variables of `Sha`. They do not move: round t finds a at place -t modulo 8, so that
/// the compiler can keep each place in a register.
template <typename Sha>
struct Sha2Working {
  using Word = typename Sha::Word;
  Word places[8];
  Word b_xor_c;  ///< what maj needs of b and c, known since the round before

  SMIME_INLINE explicit Sha2Working(const Word* hash) {
    for (unsigned i = 0; i < 8; ++i) places[i] = hash[i];
    b_xor_c = hash[1] ^ hash[2];
  }

  SMIME_INLINE void add_to(Word* hash) const {
    for (unsigned i = 0; i < 8; ++i) hash[i] += places[i];
  }

  /// Round t, where `sum` is K_t + W_t.
  template <unsigned t>
  SMIME_INLINE void round(Word sum) {
    constexpr unsigned turn = 8 - t % 8;  // where a is
    const Word a = places[turn % 8], b = places[(turn + 1) % 8];
    const Word e = places[(turn + 4) % 8], f = places[(turn + 5) % 8], g = places[(turn + 6) % 8];
    Word& d = places[(turn + 3) % 8];
    Word& h = places[(turn + 7) % 8];
    h += sum;
    h += (e & f) + (~e & g);
    h += Sha::upper_sigma_1(e);  // T1
    d += h;
    const Word a_xor_b = a ^ b;
    h += b ^ (a_xor_b & b_xor_c);  // maj: b where a and b agree, else c
    h += Sha::upper_sigma_0(a);    // T1 + T2
    b_xor_c = a_xor_b;
  }
};

}  // namespace smime::primitives::fast
