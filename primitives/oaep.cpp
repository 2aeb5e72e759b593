// RSAES-OAEP (RFC 8017, 7.1).
#include "primitives/oaep.hpp"

#include <algorithm>
#include <string>

#include "primitives/constant_time.hpp"
#include "primitives/error.hpp"
#include "primitives/mgf.hpp"

namespace smime::primitives {
namespace {

void check_length(const RsaPrivateKey& key, const OaepParameters& parameters, ByteView ciphertext) {
  // Step 1 (b) and (c).
  if (ciphertext.size() != key.size() || key.size() < 2 * digest_size(parameters.hash) + 2) {
    throw Error(ErrorKind::invalid_argument,
                "a ciphertext of " + std::to_string(ciphertext.size()) + " octets",
                "it is as long as the modulus, and that holds two digests and two octets",
                "RFC 8017, 7.1.2, step 1");
  }
}

DecodedOaep decrypted(const RsaPrivateKey& key, const OaepParameters& parameters,
                      ByteView ciphertext, RandomSource& random) {
  check_length(key, parameters, ciphertext);
  // Step 2: EM. A representative out of range is answered like bad padding.
  if (os2ip(ciphertext) >= key.n) return {Secret(key.size()), 0, 0};
  return eme_oaep_decode_ct(parameters, rsadp_octets(key, ciphertext, random).view());
}

}  // namespace

Secret eme_oaep_encode(const OaepParameters& parameters, ByteView message, std::size_t k,
                       RandomSource& random) {
  const std::size_t h_len = digest_size(parameters.hash);
  if (k < 2 * h_len + 2 || message.size() > k - 2 * h_len - 2) {
    throw Error(
        ErrorKind::invalid_argument, "a message of " + std::to_string(message.size()) + " octets",
        "message too long for a modulus of " + std::to_string(k) + " octets and this digest",
        "RFC 8017, 7.1.1, step 1");
  }
  Secret em(k);
  const MutableByteView seed = em.writable().subspan(1, h_len);
  const MutableByteView db = em.writable().subspan(1 + h_len);
  // Steps (a) to (c): DB = lHash || PS || 01 || M.
  const Bytes l_hash = digest(parameters.hash, parameters.label);
  std::copy(l_hash.begin(), l_hash.end(), db.begin());
  db[db.size() - message.size() - 1] = 0x01;
  std::copy(message.begin(), message.end(), db.end() - static_cast<std::ptrdiff_t>(message.size()));
  // Step (d): the seed.
  random.fill(seed);
  // Steps (e) and (f): maskedDB = DB XOR MGF (seed).
  apply_mgf1(parameters.mgf_hash, seed, db);
  // Steps (g) and (h): maskedSeed = seed XOR MGF (maskedDB).
  apply_mgf1(parameters.mgf_hash, db, seed);
  // Step (i): EM = 00 || maskedSeed || maskedDB.
  return em;
}

Bytes rsaes_oaep_encrypt(const RsaPublicKey& key, const OaepParameters& parameters,
                         ByteView message, RandomSource& random) {
  const Secret em = eme_oaep_encode(parameters, message, key.size(), random);
  const SecretInteger m(os2ip(em.view()));
  return i2osp(rsaep(key, m.value()), key.size());
}

DecodedOaep eme_oaep_decode_ct(const OaepParameters& parameters, ByteView em) {
  const std::size_t h_len = digest_size(parameters.hash);
  if (em.size() < 2 * h_len + 2) {
    throw Error(ErrorKind::invalid_argument,
                "an encoded message of " + std::to_string(em.size()) + " octets",
                "it holds two digests and two octets", "RFC 8017, 7.1.1, step 2");
  }
  // Step (b): EM = Y || maskedSeed || maskedDB.
  Secret seed(em.subspan(1, h_len)), db(em.subspan(1 + h_len));
  // Steps (c) to (f): undo the masks.
  apply_mgf1(parameters.mgf_hash, db.view(), seed.writable());
  apply_mgf1(parameters.mgf_hash, seed.view(), db.writable());
  // Step (g): DB = lHash' || PS || 01 || M, and Y is zero.
  const Bytes l_hash = digest(parameters.hash, parameters.label);
  std::uint32_t difference = em[0];
  for (std::size_t i = 0; i < h_len; ++i) {
    difference |= static_cast<std::uint32_t>(l_hash[i] ^ db.view()[i]);
  }
  std::uint32_t valid = is_zero_mask(difference), looking = ~std::uint32_t{0}, one = 0;
  for (std::size_t i = h_len; i < db.size(); ++i) {
    const std::uint32_t is_one = is_equal_mask(db.view()[i], 1) & looking;
    const std::uint32_t is_zero = is_equal_mask(db.view()[i], 0);
    one |= static_cast<std::uint32_t>(i) & is_one;
    valid &= ~looking | is_one | is_zero;
    looking &= ~is_one;
  }
  valid &= ~looking;
  return {std::move(db), valid, std::size_t{one} + 1};
}

Secret rsaes_oaep_decrypt(const RsaPrivateKey& key, const OaepParameters& parameters,
                          ByteView ciphertext, RandomSource& random) {
  const DecodedOaep decoded = decrypted(key, parameters, ciphertext, random);
  if (decoded.valid == 0) {
    throw Error(ErrorKind::decryption_failed, "a ciphertext that does not decrypt", "",
                "RFC 8017, 7.1.2, step 3 (g)");
  }
  return Secret(decoded.db.view().subspan(decoded.message));
}

Secret rsaes_oaep_decrypt_or_random(const RsaPrivateKey& key, const OaepParameters& parameters,
                                    ByteView ciphertext, std::size_t expected,
                                    RandomSource& random) {
  const Secret fallback = random.secret(expected);
  const DecodedOaep decoded = decrypted(key, parameters, ciphertext, random);
  if (expected > decoded.db.size()) return fallback;
  const std::size_t start = decoded.db.size() - expected;
  const std::uint32_t valid =
      decoded.valid &
      is_equal_mask(static_cast<std::uint32_t>(decoded.message), static_cast<std::uint32_t>(start));
  Secret result(expected);
  for (std::size_t i = 0; i < expected; ++i) {
    result.writable()[i] =
        static_cast<std::uint8_t>(select(valid, decoded.db.view()[start + i], fallback.view()[i]));
  }
  return result;
}

}  // namespace smime::primitives
