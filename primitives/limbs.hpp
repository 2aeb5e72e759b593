// Secret numbers of fixed width, over GMP's mpn_sec functions: time depends on widths alone.
//
// An Integer drops its leading zeros, so its size, and the time of everything done with it, tells
// how large it is. Of a decrypted message that is enough for an attack (Manger's,
// Bleichenbacher's).
#pragma once

#include <cstddef>
#include <vector>

#include "primitives/integer.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives {

/// A nonnegative number in so many limbs, however small it is; wiped when it goes.
class Limbs {
 public:
  /// Zero, `width` limbs wide.
  explicit Limbs(std::size_t width) : limbs_(width) {}
  /// `x` in its own limbs, or in `width` if that is more. Its own number of limbs is not hidden.
  explicit Limbs(const Integer& x, std::size_t width = 0);
  Limbs(const Limbs&) = default;
  Limbs(Limbs&&) = default;
  Limbs& operator=(const Limbs&) = delete;
  ~Limbs();

  std::size_t width() const { return limbs_.size(); }
  const mp_limb_t* data() const { return limbs_.data(); }
  mp_limb_t* data() { return limbs_.data(); }

  /// The same number in at least `width` limbs.
  Limbs widened(std::size_t width) const;
  /// The number as an Integer, which shows how many limbs are zero at the top.
  Integer value() const;

 private:
  std::vector<mp_limb_t> limbs_;
};

/// a b, as wide as both together.
Limbs multiply_ct(const Limbs& a, const Limbs& b);

/// a + b, one limb wider than the wider one.
Limbs add_ct(const Limbs& a, const Limbs& b);

/// a - b mod m, for a and b below m.
Limbs subtract_mod_ct(const Limbs& a, const Limbs& b, const Limbs& m);

/// x mod m, as wide as m; the highest limb of m is not zero. GMP reads a table at its top nine
/// bits.
Limbs remainder_ct(const Limbs& x, const Limbs& m);

/// I2OSP in time that depends on the sizes alone. \standard{RFC 8017, 4.1}
/// @param x  below 256^x_len; octets above are left out
Secret i2osp_ct(const Limbs& x, std::size_t x_len);

}  // namespace smime::primitives
