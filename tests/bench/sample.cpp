// Octets that look random and are the same in every run.
#include "tests/bench/operation.hpp"

namespace smime::bench {

Bytes sample(std::size_t size, unsigned seed) {
  std::uint32_t state = 2463534242U + seed;
  Bytes octets(size);
  for (std::uint8_t& octet : octets) {  // Marsaglia's xorshift
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    octet = static_cast<std::uint8_t>(state >> 24);
  }
  return octets;
}

}  // namespace smime::bench
