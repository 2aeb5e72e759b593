// Message digests by name: one interface over MD5, SHA-1 and SHA-2 and their implementations.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "primitives/bytes.hpp"

namespace smime::primitives {

/// The digests that S/MIME has used. \standard{RFC 8551, 2.1}
enum class DigestAlgorithm { md5, sha1, sha224, sha256, sha384, sha512 };

/// The name used in options and reports: `sha256`.
std::string_view to_string(DigestAlgorithm algorithm);

/// @throws Error (unsupported_algorithm) for a name that is none of the six
DigestAlgorithm digest_algorithm(std::string_view name);

/// Octets of the digest: 16, 20, 28, 32, 48 or 64.
std::size_t digest_size(DigestAlgorithm algorithm);

/// Octets of a block of the compression function: 64, or 128 for SHA-384 and SHA-512.
std::size_t digest_block_size(DigestAlgorithm algorithm);

/// A digest computed over octets that come in parts. Copying one forks the computation.
class Digest {
 public:
  explicit Digest(DigestAlgorithm algorithm);
  Digest(const Digest&) = default;
  Digest& operator=(const Digest&) = default;
  ~Digest();

  DigestAlgorithm algorithm() const { return algorithm_; }

  /// Takes in more octets.
  void update(ByteView octets);

  /// The digest of all octets taken in; afterwards the object is as new.
  Bytes finish();
  /// The same, written to where the caller wants it.
  /// @param result  `digest_size` octets
  /// @throws Error (invalid_argument) for another size
  void finish_into(MutableByteView result);

 private:
  DigestAlgorithm algorithm_;
  void start();
  void pad();
  void process(ByteView blocks);

  struct State {
    std::array<std::uint32_t, 8> words32{};  // the hash value of all but SHA-384 and SHA-512
    std::array<std::uint64_t, 8> words64{};  // that of SHA-384 and SHA-512
    std::array<std::uint8_t, 128> block;     // octets that wait for their block to fill
  };

  State state_;
  std::size_t filled_ = 0;    // octets waiting in the block
  std::uint64_t length_ = 0;  // octets taken in so far
};

/// The digest of `octets` in one call.
Bytes digest(DigestAlgorithm algorithm, ByteView octets);

}  // namespace smime::primitives

namespace smime {
using primitives::DigestAlgorithm;
}  // namespace smime
