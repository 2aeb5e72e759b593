// Integers: octet strings to integers and back, as RFC 8017 section 4 has them, over GMP.
#pragma once

#include <boost/multiprecision/gmp.hpp>
#include <cstddef>

#include "primitives/bytes.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// An integer of any size: GMP's, through Boost.Multiprecision.
using Integer = boost::multiprecision::mpz_int;

/// I2OSP: `x` as exactly `x_len` octets, most significant first. \standard{RFC 8017, 4.1}
/// @throws Error (invalid_argument) "integer too large", or where x is negative
Bytes i2osp(const Integer& x, std::size_t x_len);

/// OS2IP: the octets read as one unsigned number, most significant first. \standard{RFC 8017, 4.2}
Integer os2ip(ByteView octets);

/// The number of bits without leading zeros; 0 for zero.
std::size_t bit_length(const Integer& x);

/// The number of octets without leading zeros; 0 for zero.
std::size_t octet_length(const Integer& x);

/// Overwrites the limbs of a secret integer and sets it to zero.
void wipe(Integer& x);

/// A secret integer that is wiped when it goes.
class SecretInteger {
 public:
  SecretInteger() = default;
  explicit SecretInteger(Integer value) : value_(std::move(value)) {}
  SecretInteger(const SecretInteger&) = default;
  SecretInteger(SecretInteger&& other) noexcept { value_.swap(other.value_); }
  SecretInteger& operator=(const SecretInteger& other);
  SecretInteger& operator=(SecretInteger&& other) noexcept;
  ~SecretInteger() { wipe(value_); }

  const Integer& value() const { return value_; }

 private:
  Integer value_;
};

}  // namespace smime::primitives

namespace smime {
using primitives::Integer;
using primitives::SecretInteger;
}  // namespace smime
