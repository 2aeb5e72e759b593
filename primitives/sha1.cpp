// SHA-1 (FIPS 180-4, 6.1): eighty rounds on five words for each block of sixteen words.
#include "primitives/sha1.hpp"

#include <bit>

namespace smime::primitives::sha1 {

std::uint32_t f(unsigned t, std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  if (t < 20) return ch(x, y, z);
  if (t < 40) return parity(x, y, z);
  if (t < 60) return maj(x, y, z);
  return parity(x, y, z);
}

std::array<std::uint32_t, 80> message_schedule(ByteView block) {
  std::array<std::uint32_t, 80> w{};
  for (unsigned t = 0; t < 16; ++t) w[t] = load_be32(block.data() + 4 * t);
  for (unsigned t = 16; t < 80; ++t) {
    w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
  }
  return w;
}

State round(const State& working, unsigned t, std::uint32_t w_t) {
  const auto [a, b, c, d, e] = working;
  const std::uint32_t T = std::rotl(a, 5) + f(t, b, c, d) + e + kK[t / 20] + w_t;
  return {T, a, std::rotl(b, 30), c, d};
}

void process_blocks(std::uint32_t* hash, ByteView blocks) {
  for (std::size_t block = 0; block + 64 <= blocks.size(); block += 64) {
    // Step 1: prepare the message schedule.
    const auto w = message_schedule(blocks.subspan(block, 64));
    // Step 2: initialise the working variables.
    State working{hash[0], hash[1], hash[2], hash[3], hash[4]};
    // Step 3: the rounds.
    for (unsigned t = 0; t < 80; ++t) working = round(working, t, w[t]);
    // Step 4: the next hash value.
    for (unsigned i = 0; i < 5; ++i) hash[i] += working[i];
  }
}

}  // namespace smime::primitives::sha1
