// Keys from passwords: PBKDF1 and PBKDF2 (RFC 8018).
#include "primitives/password_kdf.hpp"

#include <algorithm>

#include "primitives/error.hpp"
#include "primitives/hmac.hpp"

namespace smime::primitives {

void check_iterations(std::uint64_t iterations, std::uint64_t most, const char* standard) {
  if (iterations == 0) {
    throw Error(ErrorKind::invalid_argument, "an iteration count of 0", "it is positive", standard);
  }
  if (iterations > most) {
    throw Error(ErrorKind::limit_exceeded, std::to_string(iterations) + " iterations",
                "at most " + std::to_string(most) + " are done", standard);
  }
}

Secret pbkdf2_block(DigestAlgorithm prf, ByteView password, ByteView salt, std::uint64_t iterations,
                    std::uint32_t index) {
  Hmac mac(prf, password);
  std::uint8_t int_index[4];
  store_be32(int_index, index);
  mac.update(salt);
  mac.update(int_index);
  Secret u(mac.finish());  // U_1
  Secret sum = u;
  const MutableByteView octets = u.writable(), sums = sum.writable();
  for (std::uint64_t i = 1; i < iterations; ++i) {
    mac.update(octets);
    mac.finish_into(octets);  // U_(i+1)
    for (std::size_t j = 0; j < octets.size(); ++j) sums[j] ^= octets[j];
  }
  return sum;
}

Secret pbkdf2(DigestAlgorithm prf, ByteView password, ByteView salt, std::uint64_t iterations,
              std::size_t octets, std::uint64_t most_iterations) {
  check_iterations(iterations, most_iterations, "RFC 8018, 5.2");
  // Step 1: block indexes have 32 bits.
  if (octets > std::uint64_t{0xffffffff} * digest_size(prf)) {
    throw Error(ErrorKind::invalid_argument, std::to_string(octets) + " octets",
                "derived key too long", "RFC 8018, 5.2, step 1");
  }
  // Steps 2 to 4: T_1 || T_2 || ..., the last one cut.
  Secret key(octets);
  std::uint32_t index = 0;
  for (MutableByteView rest = key.writable(); !rest.empty();) {
    const Secret block = pbkdf2_block(prf, password, salt, iterations, ++index);
    const std::size_t count = std::min(rest.size(), block.size());
    std::copy_n(block.view().begin(), count, rest.begin());
    rest = rest.subspan(count);
  }
  return key;
}

Secret pbkdf1(DigestAlgorithm hash, ByteView password, ByteView salt, std::uint64_t iterations,
              std::size_t octets, std::uint64_t most_iterations) {
  check_iterations(iterations, most_iterations, "RFC 8018, 5.1");
  // Step 1: the derived key is no longer than the digest.
  if (octets > digest_size(hash)) {
    throw Error(ErrorKind::invalid_argument, std::to_string(octets) + " octets",
                "derived key too long", "RFC 8018, 5.1, step 1");
  }
  // Step 2: T_1 = Hash(P || S), T_i = Hash(T_i-1).
  Digest digest(hash);
  digest.update(password);
  digest.update(salt);
  Secret t(digest.finish());
  for (std::uint64_t i = 1; i < iterations; ++i) {
    digest.update(t.view());
    digest.finish_into(t.writable());
  }
  // Step 3: its first octets.
  return Secret(t.view().first(octets));
}

}  // namespace smime::primitives
