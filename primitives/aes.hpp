// AES as FIPS 197 specifies it: the state, the four transformations, the key expansion, both
// ciphers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "primitives/bytes.hpp"

namespace smime::primitives::aes {

inline constexpr std::size_t kBlockSize = 16;  ///< octets
inline constexpr std::size_t Nb = 4;           ///< columns of the state

/// The state array s[r, c]: four rows of Nb octets. \standard{FIPS 197, 3.4}
using State = std::array<std::array<std::uint8_t, Nb>, 4>;
/// A word: four octets [a0, a1, a2, a3]. \standard{FIPS 197, 3.5}
using Word = std::array<std::uint8_t, 4>;

/// w[0], ..., w[Nb (Nr + 1) - 1]. \standard{FIPS 197, 5.2}
struct KeySchedule {
  std::size_t nr;          ///< rounds: 10, 12 or 14
  std::array<Word, 60> w;  ///< 4 (nr + 1) of them are in use
};

/// The S-box, as printed. \standard{FIPS 197, 5.1.1, figure 7}
extern const std::array<std::uint8_t, 256> kSBox;
/// The inverse S-box, as printed. \standard{FIPS 197, 5.3.2, figure 14}
extern const std::array<std::uint8_t, 256> kInvSBox;

/// Multiplication by x in GF(2^8). \standard{FIPS 197, 4.2.1}
std::uint8_t xtime(std::uint8_t b);
/// Multiplication in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1. \standard{FIPS 197, 4.2}
std::uint8_t multiply(std::uint8_t a, std::uint8_t b);

/// The input octets as a state, and back. \standard{FIPS 197, 3.4}
State load_state(const std::uint8_t* in);
void store_state(std::uint8_t* out, const State& s);

/// \standard{FIPS 197, 5.1.1}
State sub_bytes(State s);
/// \standard{FIPS 197, 5.1.2}
State shift_rows(const State& s);
/// \standard{FIPS 197, 5.1.3}
State mix_columns(const State& s);
/// XORs the columns with w[round Nb], ..., w[round Nb + Nb - 1]. \standard{FIPS 197, 5.1.4}
State add_round_key(State s, const KeySchedule& key, std::size_t round);

/// \standard{FIPS 197, 5.2}
Word sub_word(Word a);
/// \standard{FIPS 197, 5.2}
Word rot_word(const Word& a);
/// Rcon[i] = [x^(i-1), 0, 0, 0]; i starts at 1. \standard{FIPS 197, 5.2}
Word rcon(std::size_t i);

/// Key expansion. \standard{FIPS 197, 5.2, figure 11}
/// @param key  16, 24 or 32 octets
/// @throws Error (invalid_argument) for another length
KeySchedule key_expansion(ByteView key);

/// \standard{FIPS 197, 5.3.1}
State inv_shift_rows(const State& s);
/// \standard{FIPS 197, 5.3.2}
State inv_sub_bytes(State s);
/// \standard{FIPS 197, 5.3.3}
State inv_mix_columns(const State& s);

/// The cipher on one block. \standard{FIPS 197, 5.1, figure 5}
State cipher(const KeySchedule& key, State s);
/// The inverse cipher on one block. \standard{FIPS 197, 5.3, figure 12}
State inv_cipher(const KeySchedule& key, State s);

}  // namespace smime::primitives::aes
