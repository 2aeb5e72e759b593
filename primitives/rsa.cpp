// RSA (RFC 8017, 3 and 5): public keys, RSAEP and RSAVP1.
#include "primitives/rsa.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/modexp.hpp"

namespace smime::primitives {
namespace {

[[noreturn]] void refuse_key(std::string found, std::string rule, const char* standard) {
  throw Error(ErrorKind::invalid_key, std::move(found), std::move(rule), standard);
}

}  // namespace

void check_representative(const Integer& x, const Integer& n, const char* what,
                          const char* standard) {
  if (x < 0 || x >= n) {
    throw Error(ErrorKind::invalid_argument, std::string(what) + " representative out of range",
                "it lies between 0 and n - 1", standard);
  }
}

void check_public_key(const RsaPublicKey& key) {
  const std::size_t bits = key.n > 0 ? bit_length(key.n) : 0;
  if (bits < kRsaFewestBits || bits > kRsaMostBits) {
    refuse_key("a modulus of " + std::to_string(bits) + " bits",
               "a modulus has " + std::to_string(kRsaFewestBits) + " to " +
                   std::to_string(kRsaMostBits) + " bits",
               "RFC 8017, 3.1");
  }
  if (!bit_test(key.n, 0)) {
    refuse_key("an even modulus", "a modulus is a product of odd primes", "RFC 8017, 3.1");
  }
  if (key.e < 3 || !bit_test(key.e, 0) || bit_length(key.e) > kRsaMostExponentBits) {
    refuse_key("the public exponent " + key.e.str(),
               "it is odd, at least 3 and below 2^" + std::to_string(kRsaMostExponentBits),
               "RFC 8017, 3.1");
  }
}

Integer rsaep(const RsaPublicKey& key, const Integer& m) {
  check_public_key(key);
  // Step 1: m lies between 0 and n - 1.
  check_representative(m, key.n, "message", "RFC 8017, 5.1.1, step 1");
  // Step 2: c = m^e mod n.
  return mod_exp_public(m, key.e, key.n);
}

Integer rsavp1(const RsaPublicKey& key, const Integer& s) {
  check_public_key(key);
  // Step 1: s lies between 0 and n - 1.
  check_representative(s, key.n, "signature", "RFC 8017, 5.2.2, step 1");
  // Step 2: m = s^e mod n.
  return mod_exp_public(s, key.e, key.n);
}

}  // namespace smime::primitives
