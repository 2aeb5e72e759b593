// Key wrapping: Triple DES and RC2 (RFC 3217), AES (RFC 3394), and by password (RFC 3211).
//
// An unwrapping that finds anything wrong gives nothing, and says no more on purpose: all checks on
// the deciphered octets are made in constant time and speak together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "primitives/bytes.hpp"
#include "primitives/cipher.hpp"
#include "primitives/random.hpp"
#include "primitives/secret.hpp"

namespace smime::primitives::key_wrap {

/// The first eight octets of SHA-1 of the key. \standard{RFC 3217, 2}
std::array<std::uint8_t, 8> key_checksum(ByteView key);

/// The IV of the outer encryption, 4adda22c79e82105. \standard{RFC 3217, 3.1, step 8}
extern const std::array<std::uint8_t, 8> kOuterIv;

/// Encrypts under a random IV, turns IV and ciphertext round, and encrypts again: steps 4 to 8.
/// \standard{RFC 3217, 3.1} \standard{RFC 3217, 4.1}
Bytes wrap_twice(const KeyedCipher& kek, ByteView cekicv, ByteView iv);
/// Undoes `wrap_twice`: steps 2 to 5. \standard{RFC 3217, 3.2}
Secret unwrap_twice(const KeyedCipher& kek, ByteView wrapped);

/// Triple DES key wrap: 40 octets. \standard{RFC 3217, 3.1}
/// @param kek  16 or 24 octets
/// @param cek  16 or 24 octets; the wrapped key has three keys and odd parity
/// @throws Error (invalid_argument) for other sizes, and for a kek of two keys over three
Bytes triple_des_wrap(ByteView kek, const Secret& cek, RandomSource& random);
/// Triple DES key unwrap: 24 octets, or nothing. \standard{RFC 3217, 3.2}
std::optional<Secret> triple_des_unwrap(ByteView kek, ByteView wrapped);

/// The same for the key of another cipher, of 16 or 32 octets, which has no parity.
/// \standard{RFC 3370, 4.3.1}
std::optional<Secret> triple_des_unwrap_other(ByteView kek, ByteView wrapped);

/// LENGTH || CEK || PAD. \standard{RFC 3217, 4.1, steps 1 to 3}
Secret rc2_lcekpad(const Secret& cek, RandomSource& random);
/// RC2 key wrap. \standard{RFC 3217, 4.1}
/// @param kek                 16 octets
/// @param effective_key_bits  of the kek, as RC2wrapParameter says \standard{RFC 3217, 4.3}
/// @param cek                 1 to 128 octets
/// @throws Error (invalid_argument) for other sizes
Bytes rc2_wrap(ByteView kek, unsigned effective_key_bits, const Secret& cek, RandomSource& random);
/// RC2 key unwrap, or nothing. \standard{RFC 3217, 4.2}
std::optional<Secret> rc2_unwrap(ByteView kek, unsigned effective_key_bits, ByteView wrapped);

/// The default initial value, a6a6a6a6a6a6a6a6. \standard{RFC 3394, 2.2.3.1}
inline constexpr std::uint64_t kInitialValue = 0xa6a6a6a6a6a6a6a6;

/// The registers that one step works on: the integrity check A, and R[i].
struct WrapRegisters {
  std::uint64_t a, r;
};
/// One step of wrapping; t = n j + i. \standard{RFC 3394, 2.2.1, step 2}
WrapRegisters aes_wrap_step(const KeyedCipher& k, WrapRegisters registers, std::uint64_t t);
/// One step of unwrapping. \standard{RFC 3394, 2.2.2, step 2}
WrapRegisters aes_unwrap_step(const KeyedCipher& k, WrapRegisters registers, std::uint64_t t);

/// AES key wrap, by index. \standard{RFC 3394, 2.2.1}
/// @param kek       16, 24 or 32 octets
/// @param key_data  n times 8 octets, n at least 2
/// @throws Error (invalid_argument) for other sizes
Bytes aes_wrap(ByteView kek, const Secret& key_data);
/// AES key unwrap, or nothing. \standard{RFC 3394, 2.2.2}
std::optional<Secret> aes_unwrap(ByteView kek, ByteView wrapped);
/// The formatted key: its length, three check octets, itself, random padding to a whole number of
/// blocks, two at least. \standard{RFC 3211, 2.3.1}
/// @param cek  3 to 255 octets
Secret pwri_format(const Secret& cek, std::size_t block_size, RandomSource& random);
/// PWRI-KEK wrap: two passes of CBC, the second going on from the first. \standard{RFC 3211, 2.3.1}
/// @param iv  one block of the cipher of `kek`
Bytes pwri_wrap(const KeyedCipher& kek, ByteView iv, const Secret& cek, RandomSource& random);
/// PWRI-KEK unwrap, or nothing. \standard{RFC 3211, 2.3.2}
std::optional<Secret> pwri_unwrap(const KeyedCipher& kek, ByteView iv, ByteView wrapped);

}  // namespace smime::primitives::key_wrap
