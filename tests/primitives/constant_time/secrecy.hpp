// Marking memory as secret: valgrind's memcheck then reports every branch and address that depends
// on it.
#pragma once

#include <cstddef>

#include "primitives/integer.hpp"
#include "primitives/secret.hpp"
#if SMIME_MEMCHECK
#include <valgrind/memcheck.h>
#endif

namespace smime::tests {

#if SMIME_MEMCHECK
inline bool is_watched() {
  return RUNNING_ON_VALGRIND != 0;
}
inline void make_secret(const void* data, std::size_t size) {
  VALGRIND_MAKE_MEM_UNDEFINED(data, size);
}
inline void make_public(const void* data, std::size_t size) {
  VALGRIND_MAKE_MEM_DEFINED(data, size);
}
#else
inline bool is_watched() {
  return false;
}
inline void make_secret(const void*, std::size_t) {}
inline void make_public(const void*, std::size_t) {}
#endif

inline void make_secret(ByteView octets) {
  make_secret(octets.data(), octets.size());
}

/// The limbs of a number; how many there are stays public.
inline void make_secret(const SecretInteger& x) {
  const auto limbs = x.value().backend().data();
  make_secret(mpz_limbs_read(limbs), mpz_size(limbs) * sizeof(mp_limb_t));
}

/// All limbs but the lowest and the highest.
///
/// GMP looks up the reciprocal of a modulus in tables, by its 9 highest and its 7 lowest bits, and
/// branches on the lowest bit, which is 1 in every odd number; checks of width read the highest
/// limb. These ends of a prime or an exponent are the same in every operation, and they are too few
/// to help anybody who factors: they are let through here, and nothing else is.
inline void make_secret_between_ends(const SecretInteger& x) {
  make_secret(x);
  const auto limbs = x.value().backend().data();
  const mp_limb_t* data = mpz_limbs_read(limbs);
  make_public(data, sizeof(mp_limb_t));
  make_public(data + mpz_size(limbs) - 1, sizeof(mp_limb_t));
}

}  // namespace smime::tests
