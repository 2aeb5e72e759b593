// The digests step by step: constants from their definitions, round values as the examples of FIPS
// 180-2 (appendices A to C) print them, and one composition from the public steps.
#include <cmath>
#include <vector>

#include "primitives/digest.hpp"
#include "primitives/integer.hpp"
#include "primitives/md5.hpp"
#include "primitives/sha1.hpp"
#include "primitives/sha2.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

std::vector<unsigned> first_primes(std::size_t count) {
  std::vector<unsigned> primes;
  for (unsigned n = 2; primes.size() < count; ++n) {
    bool prime = true;
    for (const unsigned p : primes) prime = prime && n % p != 0;
    if (prime) primes.push_back(n);
  }
  return primes;
}

// The first 64 bits of the fraction of the n-th root (2 or 3) of `number`.
std::uint64_t root_fraction(unsigned number, unsigned n) {
  const Integer scaled = Integer(number) << (64 * n);
  Integer root;
  mpz_root(root.backend().data(), scaled.backend().data(), n);
  return static_cast<std::uint64_t>(root & Integer(~std::uint64_t{0}));
}

// "abc" padded to one block.
Bytes padded_abc(std::size_t block_size) {
  Bytes block(block_size);
  block[0] = 'a';
  block[1] = 'b';
  block[2] = 'c';
  block[3] = 0x80;
  block[block_size - 1] = 24;
  return block;
}

}  // namespace

TEST_CASE("MD5's table T is the sine of RFC 1321, 3.4") {
  for (unsigned i = 1; i <= 64; ++i) {
    CHECK(md5::kT[i - 1] == static_cast<std::uint32_t>(4294967296.0 * std::abs(std::sin(i))));
  }
}

TEST_CASE("SHA-2's constants are the roots of the first primes, as FIPS 180-4 defines them") {
  const auto primes = first_primes(80);
  for (unsigned t = 0; t < 80; ++t) CHECK(sha512::kK[t] == root_fraction(primes[t], 3));
  for (unsigned t = 0; t < 64; ++t) CHECK(sha256::kK[t] == root_fraction(primes[t], 3) >> 32);
  for (unsigned i = 0; i < 8; ++i) {
    CHECK(sha512::kInitialHash512[i] == root_fraction(primes[i], 2));
    CHECK(sha256::kInitialHash256[i] == root_fraction(primes[i], 2) >> 32);
    CHECK(sha512::kInitialHash384[i] == root_fraction(primes[i + 8], 2));
    CHECK(sha256::kInitialHash224[i] == (root_fraction(primes[i + 8], 2) & 0xffffffff));
  }
}

TEST_CASE("SHA-1's constants are square roots: 2, 3, 5 and 10 over 4") {
  const unsigned numbers[] = {2, 3, 5, 10};
  for (unsigned i = 0; i < 4; ++i) {
    Integer root;
    const Integer scaled = Integer(numbers[i]) << 60;
    mpz_root(root.backend().data(), scaled.backend().data(), 2);
    CHECK(sha1::kK[i] == static_cast<std::uint32_t>(root));
  }
}

TEST_CASE("SHA-1's rounds of \"abc\" are those of FIPS 180-2, A.1") {
  const auto w = sha1::message_schedule(padded_abc(64));
  sha1::State working = sha1::kInitialHash;
  working = sha1::round(working, 0, w[0]);
  CHECK(working == sha1::State{0x0116fc33, 0x67452301, 0x7bf36ae2, 0x98badcfe, 0x10325476});
  for (unsigned t = 1; t < 80; ++t) working = sha1::round(working, t, w[t]);
  CHECK(working == sha1::State{0x42541b35, 0x5738d5e1, 0x21834873, 0x681e6df6, 0xd8fdf6ad});
}

TEST_CASE("SHA-256's rounds of \"abc\" are those of FIPS 180-2, B.1") {
  const auto w = sha256::message_schedule(padded_abc(64));
  sha256::State working = sha256::round(sha256::kInitialHash256, 0, w[0]);
  CHECK(working == sha256::State{0x5d6aebcd, 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xfa2a4622,
                                 0x510e527f, 0x9b05688c, 0x1f83d9ab});
  for (unsigned t = 1; t < 64; ++t) working = sha256::round(working, t, w[t]);
  CHECK(working == sha256::State{0x506e3058, 0xd39a2165, 0x04d24d6c, 0xb85e2ce9, 0x5ef50f24,
                                 0xfb121210, 0x948d25b6, 0x961f4894});
}

TEST_CASE("SHA-512's rounds of \"abc\" are those of FIPS 180-2, C.1") {
  const auto w = sha512::message_schedule(padded_abc(128));
  sha512::State working = sha512::round(sha512::kInitialHash512, 0, w[0]);
  CHECK(working == sha512::State{0xf6afceb8bcfcddf5, 0x6a09e667f3bcc908, 0xbb67ae8584caa73b,
                                 0x3c6ef372fe94f82b, 0x58cb02347ab51f91, 0x510e527fade682d1,
                                 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b});
  for (unsigned t = 1; t < 80; ++t) working = sha512::round(working, t, w[t]);
  CHECK(working == sha512::State{0x73a54f399fa4b1b2, 0x10d9c4c4295599f6, 0xd67806db8b148677,
                                 0x654ef9abec389ca9, 0xd08446aa79693ed7, 0x9bb4d39778c07f9e,
                                 0x25c96a7768fb2aa3, 0xceb9fc3691ce8326});
}

TEST_CASE("MD5's operations on \"abc\" compose to the digest") {
  Bytes block = padded_abc(64);
  block[63] = 0;
  block[56] = 24;  // least significant octet first
  md5::Buffer buffer = md5::kInitialBuffer;
  for (unsigned step = 0; step < 64; ++step) {
    buffer = md5::operation(buffer, step, load_le32(&block[4 * md5::word_index(step)]));
  }
  Bytes result(16);
  for (unsigned i = 0; i < 4; ++i) store_le32(&result[4 * i], buffer[i] + md5::kInitialBuffer[i]);
  CHECK(result == digest(DigestAlgorithm::md5, bytes_of("abc")));
}
