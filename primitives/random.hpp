// Randomness as an argument: the operating system's, or any other source that a caller injects.
#pragma once

#include <cstddef>

#include "primitives/bytes.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// Where random octets come from. Every function that needs them takes one as an argument.
class RandomSource {
 public:
  RandomSource() = default;
  RandomSource(const RandomSource&) = delete;
  RandomSource& operator=(const RandomSource&) = delete;
  virtual ~RandomSource() = default;

  /// Fills `out`. Throws `Error` (input_output) where no randomness can be had.
  virtual void fill(MutableByteView out) = 0;

  /// `size` random octets.
  Secret secret(std::size_t size);
  Bytes bytes(std::size_t size);
};

/// The operating system's generator: getentropy(3), which blocks until it is seeded.
class SystemRandom : public RandomSource {
 public:
  void fill(MutableByteView out) override;
};

}  // namespace smime::primitives

namespace smime {
using primitives::RandomSource;
using primitives::SystemRandom;
}  // namespace smime
