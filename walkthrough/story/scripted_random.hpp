// Randomness as a script: the same lesson every time, with octets that a reader recognises.
#pragma once

#include <cstdint>
#include <string>

#include "primitives/bytes.hpp"
#include "primitives/random.hpp"

namespace smime::walkthrough {

/// Gives octets in a recognisable order where the lesson says so, and elsewhere a stream that
/// depends on the seed alone. It is for telling, never for real messages.
class ScriptedRandom : public RandomSource {
 public:
  explicit ScriptedRandom(std::string seed) : seed_(std::move(seed)) {}

  /// The next draws count upwards from `first`: 20 21 22 ... until `octets` have been given.
  void count_from(std::uint8_t first, std::size_t octets);

  void fill(MutableByteView out) override;

 private:
  void refill();

  std::string seed_;
  std::uint64_t block_ = 0;
  Bytes stream_;  // octets of the seeded stream that are still to give
  std::uint8_t next_ = 0;
  std::size_t counted_ = 0;
};

}  // namespace smime::walkthrough
