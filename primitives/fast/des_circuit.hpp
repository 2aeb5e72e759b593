// S-boxes of DES (FIPS 46-3, appendix 1) as circuits: lists of gates for many blocks at once.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#ifndef SMIME_TARGET
#define SMIME_TARGET  // the including file says what its functions are compiled for
#endif

namespace smime::primitives::fast {

/// Wires 0 to 5 of a circuit are the six bits that go into an S-box, the first of them wire 0; each
/// gate adds the next wire. What `function` means is its path's.
struct Gate {
  std::uint8_t function, a, b, c = 0;
};

/// One S-box: its gates, and the wires of the four bits that come out, the first of them first.
template <std::size_t Gates>
struct Circuit {
  static constexpr std::size_t kWires = 6 + Gates;
  std::array<Gate, Gates> gates;
  std::array<std::uint8_t, 4> out;
};

/// Functions of two wires.
enum TwoWires : std::uint8_t {
  kAnd,     ///< a & b
  kOr,      ///< a | b
  kXor,     ///< a ^ b
  kAndNot,  ///< ~a & b
  kNot      ///< ~a
};

/// Runs the gates of `S::kCircuit` in order over wires of which six are there. `Path` has `Lanes`,
/// the value of a wire for as many blocks as it has bits, and `gate<function>(a, b, c)`.
template <typename Path, typename S, std::size_t... i>
SMIME_TARGET __attribute__((always_inline)) inline void run_gates(typename Path::Lanes* wires,
                                                                  std::index_sequence<i...>) {
  ((wires[6 + i] = Path::template gate<S::kCircuit.gates[i].function>(
        wires[S::kCircuit.gates[i].a], wires[S::kCircuit.gates[i].b],
        wires[S::kCircuit.gates[i].c])),
   ...);
}

}  // namespace smime::primitives::fast
