// Message digests by name: padding and blocks, above any implementation of the compression.
#include "primitives/digest.hpp"

#include <algorithm>

#include "primitives/error.hpp"
#include "primitives/implementation.hpp"
#if SMIME_FAST && defined(__x86_64__)
#include "primitives/fast/md5_portable.hpp"
#include "primitives/fast/sha512_x86.hpp"
#include "primitives/fast/sha_portable.hpp"
#include "primitives/fast/sha_x86.hpp"
#endif
#include "primitives/md5.hpp"
#include "primitives/secret.hpp"
#include "primitives/sha1.hpp"
#include "primitives/sha2.hpp"

namespace smime::primitives {
namespace {

using Process32 = void (*)(std::uint32_t* state, ByteView blocks);
using Process64 = void (*)(std::uint64_t* state, ByteView blocks);

// One table for each compression function: the reference first, the fastest last.
#if SMIME_FAST && defined(__x86_64__)
constexpr unsigned kShaNi = kSha | kSsse3 | kSse41;
const Chooser<Process32, 2> kMd5("md5", {{{"reference", kNone, md5::process_blocks},
                                          {"portable", kNone, fast::md5_portable}}});
const Chooser<Process32, 3> kSha1("sha1", {{{"reference", kNone, sha1::process_blocks},
                                            {"portable", kNone, fast::sha1_portable},
                                            {"sha-ni", kShaNi, fast::sha1_sha_ni}}});
const Chooser<Process32, 3> kSha256("sha256", {{{"reference", kNone, sha256::process_blocks},
                                                {"portable", kNone, fast::sha256_portable},
                                                {"sha-ni", kShaNi, fast::sha256_sha_ni}}});
const Chooser<Process64, 4> kSha512("sha512", {{{"reference", kNone, sha512::process_blocks},
                                                {"portable", kNone, fast::sha512_portable},
                                                {"avx2", kAvx2 | kBmi2, fast::sha512_avx2},
                                                {"avx512", kAvx512 | kBmi2, fast::sha512_avx512}}});
#else
const Chooser<Process32, 1> kMd5("md5", {{{"reference", kNone, md5::process_blocks}}});
const Chooser<Process32, 1> kSha1("sha1", {{{"reference", kNone, sha1::process_blocks}}});
const Chooser<Process32, 1> kSha256("sha256", {{{"reference", kNone, sha256::process_blocks}}});
const Chooser<Process64, 1> kSha512("sha512", {{{"reference", kNone, sha512::process_blocks}}});
#endif

struct Info {
  std::string_view name;
  std::size_t size;
  std::size_t block_size;
};

// In the order of the enumeration.
constexpr Info kInfo[] = {{"md5", 16, 64},    {"sha1", 20, 64},    {"sha224", 28, 64},
                          {"sha256", 32, 64}, {"sha384", 48, 128}, {"sha512", 64, 128}};

const Info& info(DigestAlgorithm algorithm) {
  return kInfo[static_cast<std::size_t>(algorithm)];
}

}  // namespace

std::string_view to_string(DigestAlgorithm algorithm) {
  return info(algorithm).name;
}

DigestAlgorithm digest_algorithm(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kInfo); ++i) {
    if (kInfo[i].name == name) return static_cast<DigestAlgorithm>(i);
  }
  throw Error(ErrorKind::unsupported_algorithm, "the digest '" + std::string(name) + "'",
              "it is one of md5 sha1 sha224 sha256 sha384 sha512");
}

std::size_t digest_size(DigestAlgorithm algorithm) {
  return info(algorithm).size;
}

std::size_t digest_block_size(DigestAlgorithm algorithm) {
  return info(algorithm).block_size;
}

Digest::Digest(DigestAlgorithm algorithm) : algorithm_(algorithm) {
  start();
}

// What was digested may have been secret: a password, the inside of an HMAC.
Digest::~Digest() {
  wipe({reinterpret_cast<std::uint8_t*>(&state_), sizeof state_});
}

void Digest::start() {
  filled_ = 0;
  length_ = 0;
  const auto set = [](auto& words, const auto& initial) {
    std::copy(initial.begin(), initial.end(), words.begin());
  };
  switch (algorithm_) {
    case DigestAlgorithm::md5:
      return set(state_.words32, md5::kInitialBuffer);
    case DigestAlgorithm::sha1:
      return set(state_.words32, sha1::kInitialHash);
    case DigestAlgorithm::sha224:
      return set(state_.words32, sha256::kInitialHash224);
    case DigestAlgorithm::sha256:
      return set(state_.words32, sha256::kInitialHash256);
    case DigestAlgorithm::sha384:
      return set(state_.words64, sha512::kInitialHash384);
    case DigestAlgorithm::sha512:
      return set(state_.words64, sha512::kInitialHash512);
  }
}

void Digest::process(ByteView blocks) {
  switch (algorithm_) {
    case DigestAlgorithm::md5:
      return kMd5.chosen()(state_.words32.data(), blocks);
    case DigestAlgorithm::sha1:
      return kSha1.chosen()(state_.words32.data(), blocks);
    case DigestAlgorithm::sha224:
    case DigestAlgorithm::sha256:
      return kSha256.chosen()(state_.words32.data(), blocks);
    case DigestAlgorithm::sha384:
    case DigestAlgorithm::sha512:
      return kSha512.chosen()(state_.words64.data(), blocks);
  }
}

void Digest::update(ByteView octets) {
  const std::size_t size = digest_block_size(algorithm_);
  length_ += octets.size();
  if (filled_ > 0) {
    const std::size_t count = std::min(size - filled_, octets.size());
    std::copy_n(octets.begin(), count, state_.block.begin() + static_cast<std::ptrdiff_t>(filled_));
    filled_ += count;
    octets = octets.subspan(count);
    if (filled_ < size) return;
    process(ByteView(state_.block).first(size));
  }
  const std::size_t whole = octets.size() & ~(size - 1);  // sizes of blocks are powers of two
  if (whole > 0) process(octets.first(whole));
  filled_ = octets.size() - whole;
  std::copy_n(octets.begin() + static_cast<std::ptrdiff_t>(whole), filled_, state_.block.begin());
}

// The padding: one bit, zeros, and the length in bits; MD5 writes it least significant first.
// \standard{RFC 1321, 3.1 and 3.2} \standard{FIPS 180-4, 5.1}
void Digest::pad() {
  const std::size_t size = digest_block_size(algorithm_);
  const MutableByteView block = MutableByteView(state_.block).first(size);
  block[filled_++] = 0x80;
  if (filled_ > size - size / 8) {  // no room for the length
    std::fill(block.data() + filled_, block.data() + size, std::uint8_t{0});
    process(block);
    filled_ = 0;
  }
  std::fill(block.data() + filled_, block.data() + size, std::uint8_t{0});
  if (algorithm_ == DigestAlgorithm::md5) {
    store_le32(&block[size - 8], static_cast<std::uint32_t>(length_ << 3));
    store_le32(&block[size - 4], static_cast<std::uint32_t>(length_ >> 29));
  } else {
    store_be64(&block[size - 8], length_ << 3);
  }
  process(block);
}

// The words of the hash value one after the other, as many as the digest has.
void Digest::finish_into(MutableByteView result) {
  if (result.size() != digest_size(algorithm_)) {
    throw Error(ErrorKind::invalid_argument,
                "room for " + std::to_string(result.size()) + " octets",
                "a digest is written whole");
  }
  pad();
  const auto write = [&](std::size_t size, auto store, const auto& words) {
    for (std::size_t at = 0; at < result.size(); at += size) store(&result[at], words[at / size]);
  };
  if (algorithm_ == DigestAlgorithm::md5) {
    write(4, store_le32, state_.words32);
  } else if (digest_block_size(algorithm_) == 64) {
    write(4, store_be32, state_.words32);
  } else {
    write(8, store_be64, state_.words64);
  }
  start();
}

Bytes Digest::finish() {
  Bytes result(digest_size(algorithm_));
  finish_into(result);
  return result;
}

Bytes digest(DigestAlgorithm algorithm, ByteView octets) {
  Digest whole(algorithm);
  whole.update(octets);
  return whole.finish();
}

}  // namespace smime::primitives
