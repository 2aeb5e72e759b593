// Randomness as a script: counted octets first, then SHA-256 over the seed and a counter.
#include "walkthrough/story/scripted_random.hpp"

#include "primitives/digest.hpp"

namespace smime::walkthrough {

void ScriptedRandom::count_from(std::uint8_t first, std::size_t octets) {
  next_ = first;
  counted_ = octets;
}

void ScriptedRandom::refill() {
  Bytes input = primitives::to_bytes(std::string_view(seed_));
  input.resize(input.size() + 8);
  primitives::store_be64(input.data() + input.size() - 8, block_++);
  stream_ = primitives::digest(DigestAlgorithm::sha256, input);
}

void ScriptedRandom::fill(MutableByteView out) {
  for (std::uint8_t& octet : out) {
    if (counted_ > 0) {
      octet = next_++;
      --counted_;
      continue;
    }
    if (stream_.empty()) refill();
    octet = stream_.back();
    stream_.pop_back();
  }
}

}  // namespace smime::walkthrough
