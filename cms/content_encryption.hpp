// Content-encryption algorithm identifiers: IVs, RC2's parameter versions (RFC 3370, 5), and GCM's
// parameters (RFC 5084, 3.2).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "primitives/content_cipher.hpp"
#include "x509/algorithm_identifier.hpp"

namespace smime::cms {

/// A content-encryption algorithm with its IV.
struct ContentEncryption {
  ContentCipher cipher = ContentCipher::aes_256_cbc;
  Bytes iv = {};              ///< GCM: the nonce
  std::size_t tag_size = 16;  ///< GCM alone: octets of the tag
  /// RC2 with another number of effective key bits than the three that have a name.
  std::optional<unsigned> other_rc2_bits = std::nullopt;

  /// @throws Error (unsupported_algorithm, malformed)
  static ContentEncryption of(const x509::AlgorithmIdentifier& identifier);
  x509::AlgorithmIdentifier identifier() const;

  /// "aes-256-cbc", "rc2-56"
  std::string name() const;
  bool is_authenticated() const { return primitives::info(cipher).authenticated; }
  /// Octets of a key that fits.
  std::size_t key_size() const;
  /// The block cipher with its key.
  std::unique_ptr<primitives::KeyedCipher> keyed(ByteView key) const;
  /// Octets of the ciphertext of a content of this size, padding included. \standard{RFC 5652, 6.3}
  std::uint64_t encrypted_size(std::uint64_t content_size) const;
};

/// RC2ParameterVersion: 160, 120 and 58 stand for 40, 64 and 128 effective key bits; from 256 on
/// the version is the number of bits. \standard{RFC 2268, 6} \standard{RFC 3370, 5.2}
int rc2_parameter_version(unsigned effective_key_bits);

/// The effective key bits that a version stands for.
/// @throws Error (malformed) for a version outside 0 to 1024
unsigned rc2_effective_key_bits(std::int64_t parameter_version);

}  // namespace smime::cms
