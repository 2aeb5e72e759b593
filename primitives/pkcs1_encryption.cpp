// RSAES-PKCS1-v1_5 (RFC 8017, 7.2): encryption, and decryption that is no oracle.
#include "primitives/pkcs1_encryption.hpp"

#include <algorithm>
#include <string>

#include "primitives/constant_time.hpp"
#include "primitives/error.hpp"

namespace smime::primitives {
namespace {

// PS and the octets around it: 00 02, at least eight, 00.
constexpr std::size_t kOverhead = 11;

// Step 1 of both decryptions: what is public about a ciphertext.
void check_length(const RsaPrivateKey& key, ByteView ciphertext) {
  if (ciphertext.size() != key.size() || key.size() < kOverhead) {
    throw Error(ErrorKind::invalid_argument,
                "a ciphertext of " + std::to_string(ciphertext.size()) + " octets",
                "it is as long as the modulus, " + std::to_string(key.size()),
                "RFC 8017, 7.2.2, step 1");
  }
}

// An encoded message holds so many octets and what stands around them.
void require_size(ByteView em, std::size_t message_size) {
  if (em.size() < kOverhead || message_size > em.size() - kOverhead) {
    throw Error(ErrorKind::invalid_argument,
                "an encoded message of " + std::to_string(em.size()) + " octets",
                "it holds a message of " + std::to_string(message_size) + " and 11 more",
                "RFC 8017, 7.2.1, step 2");
  }
}

}  // namespace

Secret eme_pkcs1_v1_5_encode(ByteView message, std::size_t k, RandomSource& random) {
  // Step 1: length checking.
  if (k < kOverhead || message.size() > k - kOverhead) {
    throw Error(
        ErrorKind::invalid_argument, "a message of " + std::to_string(message.size()) + " octets",
        "message too long for a modulus of " + std::to_string(k), "RFC 8017, 7.2.1, step 1");
  }
  // Step 2 (a): PS, nonzero octets.
  Secret em(k);
  const MutableByteView octets = em.writable();
  octets[1] = 0x02;
  const std::size_t ps_size = k - message.size() - 3;
  for (std::uint8_t& octet : octets.subspan(2, ps_size)) {
    while (octet == 0) random.fill({&octet, 1});
  }
  // Step 2 (b): EM = 00 || 02 || PS || 00 || M.
  std::copy(message.begin(), message.end(),
            octets.end() - static_cast<std::ptrdiff_t>(message.size()));
  return em;
}

Bytes rsaes_pkcs1_v1_5_encrypt(const RsaPublicKey& key, ByteView message, RandomSource& random) {
  // Steps 1 and 2: EM.
  const Secret em = eme_pkcs1_v1_5_encode(message, key.size(), random);
  // Step 3: m = OS2IP (EM), c = RSAEP ((n, e), m), C = I2OSP (c, k).
  const SecretInteger m(os2ip(em.view()));
  return i2osp(rsaep(key, m.value()), key.size());
}

DecodedPadding eme_pkcs1_v1_5_decode_ct(ByteView em) {
  require_size(em, 0);
  std::uint32_t valid = is_zero_mask(em[0]) & is_equal_mask(em[1], 0x02);
  // The first zero octet behind the first two.
  std::uint32_t looking = ~std::uint32_t{0};
  std::uint32_t separator = 0;
  for (std::size_t i = 2; i < em.size(); ++i) {
    const std::uint32_t found = is_zero_mask(em[i]) & looking;
    separator |= static_cast<std::uint32_t>(i) & found;
    looking &= ~found;
  }
  valid &= ~looking;
  // PS has at least eight octets: the separator stands at index 10 or behind.
  valid &= ~less_mask(separator, 10);
  return {valid, separator};
}

Secret rsaes_pkcs1_v1_5_decrypt(const RsaPrivateKey& key, ByteView ciphertext,
                                RandomSource& random) {
  check_length(key, ciphertext);
  // Step 2: EM.
  const Secret em = rsadp_octets(key, ciphertext, random);
  // Step 3: EME-PKCS1-v1_5 decoding.
  const DecodedPadding padding = eme_pkcs1_v1_5_decode_ct(em.view());
  if (padding.valid == 0) {
    throw Error(ErrorKind::decryption_failed, "padding that is not 00 02 PS 00",
                "the ciphertext is for another key, or was changed", "RFC 8017, 7.2.2, step 3");
  }
  return Secret(em.view().subspan(padding.separator + 1));
}

Secret message_or_fallback_ct(ByteView em, const Secret& fallback) {
  require_size(em, fallback.size());
  const DecodedPadding padding = eme_pkcs1_v1_5_decode_ct(em);
  const std::size_t start = em.size() - fallback.size();
  // A message of the expected size begins at a place that is public.
  const std::uint32_t valid =
      padding.valid & is_equal_mask(static_cast<std::uint32_t>(padding.separator) + 1,
                                    static_cast<std::uint32_t>(start));
  Secret result(fallback.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    result.writable()[i] =
        static_cast<std::uint8_t>(select(valid, em[start + i], fallback.view()[i]));
  }
  return result;
}

Secret rsaes_pkcs1_v1_5_decrypt_or_random(const RsaPrivateKey& key, ByteView ciphertext,
                                          std::size_t expected, RandomSource& random) {
  check_length(key, ciphertext);
  if (expected > key.size() - kOverhead) {
    throw Error(ErrorKind::invalid_argument, "a key of " + std::to_string(expected) + " octets",
                "it does not fit the modulus", "RFC 8017, 7.2.1, step 1");
  }
  const Secret fallback = random.secret(expected);
  // A representative out of range is public too, but it is answered like bad padding.
  const bool in_range = os2ip(ciphertext) < key.n;
  const Secret em = in_range ? rsadp_octets(key, ciphertext, random) : Secret(key.size());
  return message_or_fallback_ct(em.view(), fallback);
}

}  // namespace smime::primitives
