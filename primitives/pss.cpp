// RSASSA-PSS (RFC 8017, 8.1 and 9.1).
#include "primitives/pss.hpp"

#include <algorithm>
#include <string>

#include "primitives/error.hpp"
#include "primitives/mgf.hpp"
#include "primitives/rsa_private.hpp"

namespace smime::primitives {
namespace {

// H = Hash(00 00 00 00 00 00 00 00 || mHash || salt).
Bytes hash_of_m_prime(DigestAlgorithm hash, ByteView m_hash, ByteView salt) {
  const Bytes zeros(8);
  return digest(hash, concatenate({zeros, m_hash, salt}));
}

// The leftmost 8 emLen - emBits bits, which are zero.
std::uint8_t unused_bits(std::size_t em_len, std::size_t em_bits) {
  return static_cast<std::uint8_t>(0xff00U >> (8 * em_len - em_bits));
}

}  // namespace

Bytes emsa_pss_encode(const PssOptions& options, ByteView digest, ByteView salt,
                      std::size_t em_bits) {
  const std::size_t em_len = (em_bits + 7) / 8, h_len = digest_size(options.hash);
  // Step 2: mHash, computed by the caller.
  if (digest.size() != h_len) {
    throw Error(ErrorKind::invalid_argument,
                "a digest of " + std::to_string(digest.size()) + " octets",
                std::string(to_string(options.hash)) + " has " + std::to_string(h_len),
                "RFC 8017, 9.1.1, step 2");
  }
  // Step 3: room for digest, salt and two octets.
  if (em_len < h_len + salt.size() + 2) {
    throw Error(ErrorKind::invalid_argument,
                "a modulus of " + std::to_string(em_bits + 1) + " bits",
                "encoding error: too short for this digest and a salt of " +
                    std::to_string(salt.size()) + " octets",
                "RFC 8017, 9.1.1, step 3");
  }
  // Steps 4 to 6: H.
  const Bytes H = hash_of_m_prime(options.hash, digest, salt);
  // Steps 7 and 8: DB = PS || 01 || salt.
  Bytes em(em_len);
  const MutableByteView DB = MutableByteView(em).first(em_len - h_len - 1);
  DB[DB.size() - salt.size() - 1] = 0x01;
  std::copy(salt.begin(), salt.end(), DB.end() - static_cast<std::ptrdiff_t>(salt.size()));
  // Steps 9 to 11: maskedDB, its unused bits zero.
  apply_mgf1(options.mgf_hash, H, DB);
  DB[0] &= static_cast<std::uint8_t>(~unused_bits(em_len, em_bits));
  // Step 12: EM = maskedDB || H || bc.
  std::copy(H.begin(), H.end(), em.begin() + static_cast<std::ptrdiff_t>(DB.size()));
  em.back() = 0xbc;
  return em;
}

bool emsa_pss_verify(const PssOptions& options, ByteView digest, ByteView em, std::size_t em_bits) {
  const std::size_t em_len = (em_bits + 7) / 8, h_len = digest_size(options.hash);
  // Steps 2 to 4: lengths, and the last octet.
  if (digest.size() != h_len || em.size() != em_len || options.salt_length > em_len ||
      em_len < h_len + options.salt_length + 2 || em.back() != 0xbc) {
    return false;
  }
  // Steps 5 and 6: maskedDB and H; the unused bits are zero.
  Bytes DB(em.begin(), em.end() - static_cast<std::ptrdiff_t>(h_len) - 1);
  const ByteView H = em.subspan(DB.size(), h_len);
  const std::uint8_t unused = unused_bits(em_len, em_bits);
  if ((DB[0] & unused) != 0) return false;
  // Steps 7 to 9: DB.
  apply_mgf1(options.mgf_hash, H, DB);
  DB[0] &= static_cast<std::uint8_t>(~unused);
  // Step 10: zeros, then 01, then the salt.
  const std::size_t ps_len = DB.size() - options.salt_length - 1;
  const bool zeros = std::all_of(DB.begin(), DB.begin() + static_cast<std::ptrdiff_t>(ps_len),
                                 [](std::uint8_t octet) { return octet == 0; });
  if (!zeros || DB[ps_len] != 0x01) return false;
  // Steps 11 to 14: H' from the salt; compare.
  const ByteView salt = ByteView(DB).subspan(ps_len + 1);
  return equal(H, hash_of_m_prime(options.hash, digest, salt));
}

Bytes rsassa_pss_sign(const RsaPrivateKey& key, const PssOptions& options, ByteView digest,
                      RandomSource& random) {
  const std::size_t mod_bits = bit_length(key.n);
  // Step 1: EM, of modBits - 1 bits.
  const Bytes salt = random.bytes(std::min(options.salt_length, key.size()));
  const Bytes EM = emsa_pss_encode(options, digest, salt, mod_bits - 1);
  // Step 2: the RSA signature.
  return i2osp(rsasp1(key, os2ip(EM), random), key.size());
}

bool rsassa_pss_verify(const RsaPublicKey& key, const PssOptions& options, ByteView digest,
                       ByteView signature) {
  // Step 1: the signature is as long as the modulus.
  if (signature.size() != key.size()) return false;
  // Step 2: EM of emLen octets, which may be one less than the modulus has.
  const Integer s = os2ip(signature);
  if (s >= key.n) return false;
  const std::size_t em_bits = bit_length(key.n) - 1;
  const Integer m = rsavp1(key, s);
  if (octet_length(m) > (em_bits + 7) / 8) return false;
  // Step 3: EMSA-PSS verification.
  return emsa_pss_verify(options, digest, i2osp(m, (em_bits + 7) / 8), em_bits);
}

}  // namespace smime::primitives
