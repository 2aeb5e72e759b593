// Chains whose keys may not do what they are used for, or are too weak.
#include "tests/interop/chains.hpp"

#include "primitives/rsa_keygen.hpp"
#include "tests/support/random.hpp"

namespace smime::tests {
namespace {

using namespace smime::x509;
using path::PathOptions;
using path::Purpose;

PathOptions purpose(Purpose purpose) {
  PathOptions options;
  options.purpose = purpose;
  return options;
}

Change signed_over(primitives::DigestAlgorithm digest) {
  return [=](TbsCertificate& certificate) {
    certificate.signature = algorithm_identifier(SignatureScheme::pkcs1_v1_5(digest));
  };
}

Change without(ObjectIdentifier extension) {
  return [=](TbsCertificate& certificate) { certificate.extensions.remove(extension); };
}

void give_short_key(TbsCertificate& certificate) {
  TestRandom random(65);
  certificate.subject_public_key_info =
      PrivateKey::rsa(primitives::generate_rsa_key(1024, 65537, random)).public_key();
}

Change usage(std::uint32_t bits) {
  return with(KeyUsage{bits});
}
Change extended_usage(const ObjectIdentifier& purpose) {
  return with(ExtendedKeyUsage{{purpose}}, false);
}

std::vector<Chain> chains_of_authorities() {
  const auto unchanged = [](TbsCertificate&) {};
  return {
      {.name = "authority without basicConstraints",
       .reason = Reason::not_a_ca,
       .openssl = 79,
       .middle = without(id_ce_basicConstraints)},
      {.name = "authority with cA FALSE",
       .reason = Reason::not_a_ca,
       .openssl = 79,
       .middle = with(BasicConstraints{false, {}})},
      {.name = "authority without keyCertSign",
       .reason = Reason::wrong_key_usage,
       .openssl = 79,
       .middle = usage(KeyUsage::crl_sign)},
      {.name = "authority without keyUsage", .middle = without(id_ce_keyUsage)},
      {.name = "a path length that suffices",
       .root = with(BasicConstraints{true, 2}),
       .deeper = unchanged},
      {.name = "a path length just enough",
       .root = with(BasicConstraints{true, 2}),
       .middle = with(BasicConstraints{true, 1}),
       .deeper = with(BasicConstraints{true, 0})},
      {.name = "the middle's path length exceeded",
       .reason = Reason::path_too_long,
       .openssl = 25,
       .middle = with(BasicConstraints{true, 0}),
       .deeper = unchanged},
      {.name = "the root's path length exceeded",
       .reason = Reason::path_too_long,
       .openssl = 25,
       .root = with(BasicConstraints{true, 0})},
  };
}

std::vector<Chain> chains_of_purposes() {
  const PathOptions sign = purpose(Purpose::sign), encrypt = purpose(Purpose::encrypt);
  constexpr auto kSign = "-purpose smimesign", kEncrypt = "-purpose smimeencrypt";
  return {
      {.name = "for signing", .options = sign, .flags = kSign},
      {.name = "for encrypting", .options = encrypt, .flags = kEncrypt},
      {.name = "a signing key for signing",
       .end = usage(KeyUsage::digital_signature),
       .options = sign,
       .flags = kSign},
      {.name = "a signing key for encrypting",
       .reason = Reason::wrong_key_usage,
       .openssl = 26,
       .end = usage(KeyUsage::digital_signature),
       .options = encrypt,
       .flags = kEncrypt},
      {.name = "an encrypting key for signing",
       .reason = Reason::wrong_key_usage,
       .openssl = 26,
       .end = usage(KeyUsage::key_encipherment),
       .options = sign,
       .flags = kSign},
      {.name = "a server's certificate",
       .reason = Reason::wrong_extended_key_usage,
       .openssl = 26,
       .end = extended_usage(id_kp_serverAuth),
       .options = sign,
       .flags = kSign},
      {.name = "any purpose", .end = without(id_ce_extKeyUsage), .options = sign, .flags = kSign},
      {.name = "an authority of servers",
       .reason = Reason::wrong_extended_key_usage,
       .openssl = 26,
       .middle = extended_usage(id_kp_serverAuth),
       .options = sign,
       .flags = kSign},
      {.name = "an authority of mail",
       .middle = extended_usage(id_kp_emailProtection),
       .options = sign,
       .flags = kSign},
      {.name = "anyExtendedKeyUsage",
       .openssl = 26,
       .why_else = "RFC 8550, 4.4.4: anyExtendedKeyUsage is as good as emailProtection",
       .end = extended_usage(anyExtendedKeyUsage),
       .options = sign,
       .flags = kSign},
  };
}

std::vector<Chain> chains_of_strengths() {
  using enum primitives::DigestAlgorithm;
  return {
      {.name = "SHA-1 in the end",
       .reason = Reason::weak_digest,
       .openssl = 68,
       .end = signed_over(sha1)},
      {.name = "SHA-1 in the middle",
       .reason = Reason::weak_digest,
       .openssl = 68,
       .middle = signed_over(sha1)},
      {.name = "MD5 in the end",
       .reason = Reason::weak_digest,
       .openssl = 68,
       .end = signed_over(md5)},
      {.name = "SHA-1 in the root, which nobody relies on", .root = signed_over(sha1)},
      {.name = "RSA of 1024 bits in the end",
       .reason = Reason::weak_key,
       .openssl = 66,
       .end = give_short_key},
  };
}

}  // namespace

std::vector<Chain> chains_of_uses() {
  std::vector<Chain> all = chains_of_authorities();
  for (const auto& more : {chains_of_purposes(), chains_of_strengths()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace smime::tests
