// Message digests by name: padding and blocks, above any implementation of the compression.
#include "primitives/digest.hpp"

#include <algorithm>

#include "primitives/error.hpp"
#include "primitives/implementation.hpp"
#include "primitives/md5.hpp"
#include "primitives/secret.hpp"
#include "primitives/sha1.hpp"
#include "primitives/sha2.hpp"

namespace smime::primitives {
namespace {

using Process32 = void (*)(std::uint32_t* state, ByteView blocks);
using Process64 = void (*)(std::uint64_t* state, ByteView blocks);

// One table for each compression function: the reference first, the fastest last.
const Chooser<Process32, 1> kMd5("md5", {{{"reference", kNone, md5::process_blocks}}});
const Chooser<Process32, 1> kSha1("sha1", {{{"reference", kNone, sha1::process_blocks}}});
const Chooser<Process32, 1> kSha256("sha256", {{{"reference", kNone, sha256::process_blocks}}});
const Chooser<Process64, 1> kSha512("sha512", {{{"reference", kNone, sha512::process_blocks}}});

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
  wipe({reinterpret_cast<std::uint8_t*>(words32_.data()), sizeof words32_});
  wipe({reinterpret_cast<std::uint8_t*>(words64_.data()), sizeof words64_});
  wipe(block_);
}

void Digest::start() {
  filled_ = 0;
  length_ = 0;
  const auto set = [](auto& words, const auto& initial) {
    std::copy(initial.begin(), initial.end(), words.begin());
  };
  switch (algorithm_) {
    case DigestAlgorithm::md5:
      return set(words32_, md5::kInitialBuffer);
    case DigestAlgorithm::sha1:
      return set(words32_, sha1::kInitialHash);
    case DigestAlgorithm::sha224:
      return set(words32_, sha256::kInitialHash224);
    case DigestAlgorithm::sha256:
      return set(words32_, sha256::kInitialHash256);
    case DigestAlgorithm::sha384:
      return set(words64_, sha512::kInitialHash384);
    case DigestAlgorithm::sha512:
      return set(words64_, sha512::kInitialHash512);
  }
}

void Digest::process(ByteView blocks) {
  switch (algorithm_) {
    case DigestAlgorithm::md5:
      return kMd5.chosen()(words32_.data(), blocks);
    case DigestAlgorithm::sha1:
      return kSha1.chosen()(words32_.data(), blocks);
    case DigestAlgorithm::sha224:
    case DigestAlgorithm::sha256:
      return kSha256.chosen()(words32_.data(), blocks);
    case DigestAlgorithm::sha384:
    case DigestAlgorithm::sha512:
      return kSha512.chosen()(words64_.data(), blocks);
  }
}

void Digest::update(ByteView octets) {
  const std::size_t size = digest_block_size(algorithm_);
  length_ += octets.size();
  if (filled_ > 0) {
    const std::size_t count = std::min(size - filled_, octets.size());
    std::copy_n(octets.begin(), count, block_.begin() + static_cast<std::ptrdiff_t>(filled_));
    filled_ += count;
    octets = octets.subspan(count);
    if (filled_ < size) return;
    process(ByteView(block_).first(size));
  }
  const std::size_t whole = octets.size() / size * size;
  if (whole > 0) process(octets.first(whole));
  filled_ = octets.size() - whole;
  std::copy_n(octets.begin() + static_cast<std::ptrdiff_t>(whole), filled_, block_.begin());
}

// The padding: one bit, zeros, and the length in bits; MD5 writes it least significant first.
// \standard{RFC 1321, 3.1 and 3.2} \standard{FIPS 180-4, 5.1}
Bytes Digest::finish() {
  const std::size_t size = digest_block_size(algorithm_);
  const std::size_t length_field = size / 8;
  const std::uint64_t bits = length_ * 8;
  Bytes padding(1 + (2 * size - 1 - length_field - filled_) % size + length_field);
  padding[0] = 0x80;
  std::uint8_t* end = padding.data() + padding.size();
  if (algorithm_ == DigestAlgorithm::md5) {
    store_le32(end - 8, static_cast<std::uint32_t>(bits));
    store_le32(end - 4, static_cast<std::uint32_t>(bits >> 32));
  } else {
    store_be64(end - 8, bits);
  }
  update(padding);
  Bytes result(size == 128 ? 64 : 32);
  for (std::size_t i = 0; i < 8; ++i) {
    if (size == 128) {
      store_be64(result.data() + 8 * i, words64_[i]);
    } else if (algorithm_ == DigestAlgorithm::md5) {
      store_le32(result.data() + 4 * i, words32_[i]);
    } else {
      store_be32(result.data() + 4 * i, words32_[i]);
    }
  }
  result.resize(digest_size(algorithm_));
  start();
  return result;
}

Bytes digest(DigestAlgorithm algorithm, ByteView octets) {
  Digest whole(algorithm);
  whole.update(octets);
  return whole.finish();
}

}  // namespace smime::primitives
