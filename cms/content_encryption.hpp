// Content-encryption algorithm identifiers: names, IVs, and RC2's parameter versions (RFC 3370, 5).
#pragma once

#include "primitives/content_cipher.hpp"
#include "x509/algorithm_identifier.hpp"

namespace smime::cms {

/// A content-encryption algorithm with its IV.
struct ContentEncryption {
  ContentCipher cipher = ContentCipher::aes_256_cbc;
  Bytes iv;

  /// @throws Error (unsupported_algorithm, malformed)
  static ContentEncryption of(const x509::AlgorithmIdentifier& identifier);
  x509::AlgorithmIdentifier identifier() const;
};

/// RC2ParameterVersion: 160, 120 and 58 stand for 40, 64 and 128 effective key bits; from 256 on the
/// version is the number of bits. \standard{RFC 2268, 6} \standard{RFC 3370, 5.2}
int rc2_parameter_version(unsigned effective_key_bits);

}  // namespace smime::cms
