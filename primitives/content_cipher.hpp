// Content-encryption algorithms by the names that options and reports use: sizes, modes, ciphers.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "primitives/bytes.hpp"
#include "primitives/cipher.hpp"

namespace smime::primitives {

/// What S/MIME has encrypted content with. \standard{RFC 8551, 2.7} \standard{RFC 5751, 2.7}
enum class ContentCipher {
  rc2_40,
  rc2_64,
  rc2_128,
  des_cbc,
  des_ede3_cbc,
  aes_128_cbc,
  aes_192_cbc,
  aes_256_cbc,
  aes_128_gcm,
  aes_192_gcm,
  aes_256_gcm,
};

/// What one of them is made of.
struct ContentCipherInfo {
  ContentCipher cipher;
  std::string_view name;  ///< `des-ede3-cbc`
  BlockCipher block_cipher;
  std::size_t key_size;         ///< octets
  unsigned effective_key_bits;  ///< RC2 alone; else 0, as `make_cipher` wants it
  std::size_t iv_size;          ///< octets of the IV, or of the nonce that we make
  bool authenticated;           ///< GCM, which also makes a tag
  bool weak;                    ///< broken or withdrawn: RC2 and DES
};

/// All of them, in the order of the enumeration.
std::span<const ContentCipherInfo> content_ciphers();

const ContentCipherInfo& info(ContentCipher cipher);

/// The name used in options and reports.
std::string_view to_string(ContentCipher cipher);

/// @throws Error (unsupported_algorithm) for a name that is none of these
ContentCipher content_cipher(std::string_view name);

/// The block cipher of `cipher` with its key.
/// @throws Error (invalid_argument) for a key of another size than `info(cipher).key_size`, save
///         RC2, whose key may have 1 to 128 octets \standard{RFC 3370, 5.2}
std::unique_ptr<KeyedCipher> make_cipher(ContentCipher cipher, ByteView key);

}  // namespace smime::primitives

namespace smime {
using primitives::ContentCipher;
}  // namespace smime
