// Integers: octet strings to integers and back, as RFC 8017 section 4 has them, over GMP.
#include "primitives/integer.hpp"

#include <string>

#include "primitives/error.hpp"

namespace smime::primitives {

Bytes i2osp(const Integer& x, std::size_t x_len) {
  if (x < 0) {
    throw Error(ErrorKind::invalid_argument, "a negative integer",
                "only nonnegative integers become octet strings", "RFC 8017, 4.1");
  }
  if (octet_length(x) > x_len) {
    throw Error(ErrorKind::invalid_argument,
                "an integer of " + std::to_string(octet_length(x)) + " octets",
                "it must fit in " + std::to_string(x_len) + " octets", "RFC 8017, 4.1, step 1");
  }
  Bytes octets(x_len);
  mpz_export(octets.data() + (x_len - octet_length(x)), nullptr, 1, 1, 1, 0, x.backend().data());
  return octets;
}

Integer os2ip(ByteView octets) {
  Integer x;
  mpz_import(x.backend().data(), octets.size(), 1, 1, 1, 0, octets.data());
  return x;
}

std::size_t bit_length(const Integer& x) {
  return x == 0 ? 0 : mpz_sizeinbase(x.backend().data(), 2);
}

std::size_t octet_length(const Integer& x) {
  return (bit_length(x) + 7) / 8;
}

void wipe(Integer& x) {
  mpz_ptr limbs = x.backend().data();
  wipe(MutableByteView{reinterpret_cast<std::uint8_t*>(limbs->_mp_d),
                       static_cast<std::size_t>(limbs->_mp_alloc) * sizeof(mp_limb_t)});
  limbs->_mp_size = 0;
}

SecretInteger& SecretInteger::operator=(const SecretInteger& other) {
  if (this != &other) {
    wipe(value_);
    value_ = other.value_;
  }
  return *this;
}

SecretInteger& SecretInteger::operator=(SecretInteger&& other) noexcept {
  value_.swap(other.value_);
  return *this;
}

}  // namespace smime::primitives
