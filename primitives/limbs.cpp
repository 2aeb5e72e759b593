// Secret numbers of fixed width, over GMP's mpn_sec functions.
#include "primitives/limbs.hpp"

#include <algorithm>

namespace smime::primitives {
namespace {

mp_size_t size_of(const Limbs& x) {
  return static_cast<mp_size_t>(x.width());
}

}  // namespace

Limbs::Limbs(const Integer& x, std::size_t width)
    : limbs_(std::max({width, mpz_size(x.backend().data()), std::size_t{1}})) {
  std::copy_n(mpz_limbs_read(x.backend().data()), mpz_size(x.backend().data()), limbs_.begin());
}

Limbs::~Limbs() {
  wipe({reinterpret_cast<std::uint8_t*>(limbs_.data()), limbs_.size() * sizeof(mp_limb_t)});
}

Limbs Limbs::widened(std::size_t width) const {
  Limbs wide(std::max(width, limbs_.size()));
  std::copy(limbs_.begin(), limbs_.end(), wide.limbs_.begin());
  return wide;
}

Integer Limbs::value() const {
  Integer x;
  const auto size = static_cast<mp_size_t>(limbs_.size());
  std::copy(limbs_.begin(), limbs_.end(), mpz_limbs_write(x.backend().data(), size));
  mpz_limbs_finish(x.backend().data(), size);
  return x;
}

Limbs multiply_ct(const Limbs& a, const Limbs& b) {
  if (a.width() < b.width()) return multiply_ct(b, a);
  Limbs product(a.width() + b.width());
  Limbs scratch(static_cast<std::size_t>(mpn_sec_mul_itch(size_of(a), size_of(b))));
  mpn_sec_mul(product.data(), a.data(), size_of(a), b.data(), size_of(b), scratch.data());
  return product;
}

Limbs add_ct(const Limbs& a, const Limbs& b) {
  const std::size_t width = std::max(a.width(), b.width()) + 1;
  Limbs sum = a.widened(width);
  mpn_add_n(sum.data(), sum.data(), b.widened(width).data(), size_of(sum));
  return sum;
}

Limbs subtract_mod_ct(const Limbs& a, const Limbs& b, const Limbs& m) {
  Limbs difference = a.widened(m.width());
  const mp_limb_t borrow =
      mpn_sub_n(difference.data(), difference.data(), b.widened(m.width()).data(), size_of(m));
  mpn_cnd_add_n(borrow, difference.data(), difference.data(), m.data(), size_of(m));
  return difference;
}

Limbs remainder_ct(const Limbs& x, const Limbs& m) {
  Limbs dividend = x.widened(m.width());
  Limbs scratch(static_cast<std::size_t>(mpn_sec_div_r_itch(size_of(dividend), size_of(m))));
  mpn_sec_div_r(dividend.data(), size_of(dividend), m.data(), size_of(m), scratch.data());
  Limbs remainder(m.width());
  std::copy_n(dividend.data(), m.width(), remainder.data());
  return remainder;
}

Secret i2osp_ct(const Limbs& x, std::size_t x_len) {
  Secret octets(x_len);
  const MutableByteView out = octets.writable();
  for (std::size_t i = 0; i < std::min(x_len, x.width() * sizeof(mp_limb_t)); ++i) {
    const mp_limb_t limb = x.data()[i / sizeof(mp_limb_t)];
    out[x_len - 1 - i] = static_cast<std::uint8_t>(limb >> (8 * (i % sizeof(mp_limb_t))));
  }
  return octets;
}

}  // namespace smime::primitives
