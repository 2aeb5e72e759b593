// Conditions as masks: all ones or zero, computed without branches, for the functions that end in
// _ct.
#pragma once

#include <cstdint>

namespace smime::primitives {

/// A value that the compiler knows nothing about, so that it cannot turn a mask back into a branch.
inline std::uint32_t opaque(std::uint32_t value) {
#if defined(__GNUC__)
  __asm__("" : "+r"(value));
#endif
  return value;
}

/// All ones where the highest bit of `value` is set, else zero.
inline std::uint32_t top_bit_mask(std::uint32_t value) {
  return 0U - (opaque(value) >> 31);
}

/// All ones where `value` is zero, else zero.
inline std::uint32_t is_zero_mask(std::uint32_t value) {
  return top_bit_mask(~value & (value - 1U));
}

/// All ones where both are the same, else zero.
inline std::uint32_t is_equal_mask(std::uint32_t left, std::uint32_t right) {
  return is_zero_mask(left ^ right);
}

/// All ones where `left` < `right`, else zero; both below 2^31.
inline std::uint32_t less_mask(std::uint32_t left, std::uint32_t right) {
  return top_bit_mask(left - right);
}

/// `chosen` where the mask is all ones, `other` where it is zero.
inline std::uint32_t select(std::uint32_t mask, std::uint32_t chosen, std::uint32_t other) {
  return (mask & chosen) | (~mask & other);
}

}  // namespace smime::primitives
