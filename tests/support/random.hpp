// Randomness for tests: a script of octets, and a reproducible stream.
#pragma once

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "primitives/random.hpp"

namespace smime::tests {

/// Gives the octets of a script, one after the other, and fails at its end.
class ScriptedRandom : public RandomSource {
 public:
  explicit ScriptedRandom(Bytes script) : script_(std::move(script)) {}
  void fill(MutableByteView out) override {
    if (out.size() > script_.size() - used_) throw std::logic_error("the script of octets is over");
    std::copy_n(script_.begin() + static_cast<std::ptrdiff_t>(used_), out.size(), out.begin());
    used_ += out.size();
  }
  bool used_up() const { return used_ == script_.size(); }

 private:
  Bytes script_;
  std::size_t used_ = 0;
};

/// Octets of a linear congruential generator: the same in every run, and good for nothing else.
class TestRandom : public RandomSource {
 public:
  explicit TestRandom(std::uint64_t seed) : state_(seed) {}
  void fill(MutableByteView out) override {
    for (auto& octet : out) octet = static_cast<std::uint8_t>(next() >> 56);
  }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() >> 33) % bound; }

 private:
  std::uint64_t next() { return state_ = state_ * 6364136223846793005U + 1442695040888963407U; }
  std::uint64_t state_;
};

}  // namespace smime::tests
