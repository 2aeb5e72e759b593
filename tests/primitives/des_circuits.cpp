// The S-boxes of DES as circuits: all inputs, beside the tables that FIPS 46-3 prints.
#include "primitives/des.hpp"
#include "tests/support/catch.hpp"

#if SMIME_FAST && defined(__x86_64__)
#include "primitives/fast/des_circuits_three.hpp"
#include "primitives/fast/des_circuits_two.hpp"

using namespace smime::primitives;
using namespace smime::primitives::fast;

namespace {

// A wire for 64 inputs at once: bit x is its value for input x.
struct TwoWords {
  using Lanes = std::uint64_t;
  template <std::uint8_t function>
  static Lanes gate(Lanes a, Lanes b, Lanes) {
    switch (function) {
      case kAnd: return a & b;
      case kOr: return a | b;
      case kXor: return a ^ b;
      case kAndNot: return ~a & b;
      default: return ~a;
    }
  }
};

struct ThreeWords {
  using Lanes = std::uint64_t;
  template <std::uint8_t function>
  static Lanes gate(Lanes a, Lanes b, Lanes c) {
    Lanes value = 0;
    for (unsigned i = 0; i < 8; ++i) {
      if ((function >> i & 1) == 0) continue;
      value |= ((i & 4) != 0 ? a : ~a) & ((i & 2) != 0 ? b : ~b) & ((i & 1) != 0 ? c : ~c);
    }
    return value;
  }
};

template <typename Path, typename SBox>
void check_circuit(std::size_t n) {
  std::uint64_t wires[SBox::kCircuit.kWires] = {};
  for (unsigned x = 0; x < 64; ++x) {
    for (unsigned i = 0; i < 6; ++i) wires[i] |= std::uint64_t{x >> (5 - i) & 1} << x;
  }
  run_gates<Path, SBox>(wires, std::make_index_sequence<SBox::kCircuit.gates.size()>());
  for (unsigned x = 0; x < 64; ++x) {
    unsigned out = 0;
    for (const std::uint8_t wire : SBox::kCircuit.out) {
      out = out << 1 | static_cast<unsigned>(wires[wire] >> x & 1);
    }
    INFO("S" << n << " of " << x);
    CHECK(out == des::s_box(n, x));
  }
}

template <std::size_t... i>
void check_all(std::index_sequence<i...>) {
  (check_circuit<TwoWords, SBoxOfTwo<i + 1>>(i + 1), ...);
  (check_circuit<ThreeWords, SBoxOfThree<i + 1>>(i + 1), ...);
}

}  // namespace

TEST_CASE("every circuit gives its S-box for all 64 inputs (FIPS 46-3, appendix 1)") {
  check_all(std::make_index_sequence<8>());
}
#endif
