// A secret exponent in windows of five bits, read from the top: the same steps for every exponent.
#pragma once

#include <cstdint>

#include "primitives/integer.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives::fast {

class ExponentWindows {
 public:
  static constexpr unsigned kBits = 5;
  /// How many powers of the base a table holds: one for each value of a window.
  static constexpr std::size_t kTable = std::size_t{1} << kBits;

  ExponentWindows() = default;
  /// @param bits  how many bits the windows cover, at least as many as the exponent has
  ExponentWindows(const Integer& exponent, std::size_t bits)
      : count_((bits + kBits - 1) / kBits), octets_(count_ * kBits / 8 + 3) {
    mpz_export(octets_.writable().data(), nullptr, -1, 1, 0, 0, exponent.backend().data());
  }

  std::size_t count() const { return count_; }

  /// The value of window `i`, the lowest bits being window 0.
  std::uint64_t operator[](std::size_t i) const {
    const std::size_t from = i * kBits;
    const ByteView octets = octets_.view();
    const unsigned both = octets[from / 8] | unsigned{octets[from / 8 + 1]} << 8;
    return both >> (from % 8) & (kTable - 1);
  }

 private:
  std::size_t count_ = 0;
  Secret octets_;
};

}  // namespace smime::primitives::fast
