// RSASSA-PKCS1-v1_5 (RFC 8017, 8.2 and 9.2).
#include "primitives/pkcs1_signature.hpp"

#include <array>
#include <string>

#include "primitives/error.hpp"
#include "primitives/rsa_private.hpp"

namespace smime::primitives {
namespace {

constexpr std::array<std::uint8_t, 18> kMd5 = {0x30, 0x20, 0x30, 0x0c, 0x06, 0x08,
                                               0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d,
                                               0x02, 0x05, 0x05, 0x00, 0x04, 0x10};
constexpr std::array<std::uint8_t, 15> kSha1 = {0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e,
                                                0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14};
constexpr std::array<std::uint8_t, 19> kSha224 = {0x30, 0x2d, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                  0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                  0x04, 0x05, 0x00, 0x04, 0x1c};
constexpr std::array<std::uint8_t, 19> kSha256 = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                  0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                  0x01, 0x05, 0x00, 0x04, 0x20};
constexpr std::array<std::uint8_t, 19> kSha384 = {0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                  0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                  0x02, 0x05, 0x00, 0x04, 0x30};
constexpr std::array<std::uint8_t, 19> kSha512 = {0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60,
                                                  0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                                  0x03, 0x05, 0x00, 0x04, 0x40};

}  // namespace

ByteView digest_info_prefix(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::md5:
      return kMd5;
    case DigestAlgorithm::sha1:
      return kSha1;
    case DigestAlgorithm::sha224:
      return kSha224;
    case DigestAlgorithm::sha256:
      return kSha256;
    case DigestAlgorithm::sha384:
      return kSha384;
    case DigestAlgorithm::sha512:
      return kSha512;
  }
  return {};
}

Bytes emsa_pkcs1_v1_5_encode(DigestAlgorithm algorithm, ByteView digest, std::size_t em_len) {
  // Step 1: H, computed by the caller.
  if (digest.size() != digest_size(algorithm)) {
    throw Error(
        ErrorKind::invalid_argument, "a digest of " + std::to_string(digest.size()) + " octets",
        std::string(to_string(algorithm)) + " has " + std::to_string(digest_size(algorithm)),
        "RFC 8017, 9.2, step 1");
  }
  // Step 2: T, the DER of DigestInfo.
  const Bytes T = concatenate({digest_info_prefix(algorithm), digest});
  // Step 3: at least eight octets of padding.
  if (em_len < T.size() + 11) {
    throw Error(ErrorKind::invalid_argument, "a modulus of " + std::to_string(em_len) + " octets",
                "intended encoded message length too short: this digest needs " +
                    std::to_string(T.size() + 11),
                "RFC 8017, 9.2, step 3");
  }
  // Step 4: PS.
  const Bytes PS(em_len - T.size() - 3, 0xff);
  // Step 5: EM = 00 || 01 || PS || 00 || T.
  const Bytes head{0x00, 0x01}, separator{0x00};
  return concatenate({head, PS, separator, T});
}

Bytes rsassa_pkcs1_v1_5_sign(const RsaPrivateKey& key, DigestAlgorithm algorithm, ByteView digest,
                             RandomSource& random) {
  const std::size_t k = key.size();
  // Step 1: EM.
  const Bytes EM = emsa_pkcs1_v1_5_encode(algorithm, digest, k);
  // Step 2: m = OS2IP (EM), s = RSASP1 (K, m), S = I2OSP (s, k).
  return i2osp(rsasp1(key, os2ip(EM), random), k);
}

bool rsassa_pkcs1_v1_5_verify(const RsaPublicKey& key, DigestAlgorithm algorithm, ByteView digest,
                              ByteView signature) {
  const std::size_t k = key.size();
  // Step 1: the signature is as long as the modulus.
  if (signature.size() != k) return false;
  // Step 2: m = RSAVP1 ((n, e), s), EM = I2OSP (m, k).
  const Integer s = os2ip(signature);
  if (s >= key.n) return false;
  const Bytes EM = i2osp(rsavp1(key, s), k);
  // Step 3: EM', from this side; where the digest does not fit, nothing is verified.
  if (digest.size() != digest_size(algorithm)) return false;
  if (k < digest_info_prefix(algorithm).size() + digest.size() + 11) return false;
  // Step 4: compare.
  return EM == emsa_pkcs1_v1_5_encode(algorithm, digest, k);
}

}  // namespace smime::primitives
