// RSA and DSA on random input, in both directions with the installed libcrypto.
#if SMIME_LIBCRYPTO
#include "primitives/oaep.hpp"
#include "primitives/pkcs1_encryption.hpp"
#include "primitives/pkcs1_signature.hpp"
#include "primitives/pss.hpp"
#include "primitives/rsa_keygen.hpp"
#include "tests/interop/libcrypto.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/digests.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::primitives;
using tests::TestRandom;
using Theirs = tests::libcrypto::Key;
namespace libcrypto = tests::libcrypto;

namespace {

// Runs `body` on every implementation with keys of an odd and an even width and both exponents.
template <typename Body>
void with_keys(Body body) {
  TestRandom making(21);
  std::vector<RsaPrivateKey> keys;
  for (const auto& [bits, e] :
       {std::pair(1024U, 3U), std::pair(1536U, 65537U), std::pair(2050U, 17U)}) {
    keys.push_back(generate_rsa_key(bits, e, making));
  }
  tests::on_every_implementation("modexp", [&] {
    TestRandom random(22);
    for (const RsaPrivateKey& key : keys) {
      INFO(bit_length(key.n) << " bits");
      body(key, Theirs::rsa(key), random);
    }
  });
}

}  // namespace

TEST_CASE("PKCS #1 v1.5 signatures are libcrypto's") {
  with_keys([](const RsaPrivateKey& key, const Theirs& theirs, TestRandom& random) {
    for (const DigestAlgorithm hash : tests::kDigests) {
      const Bytes digest = random.bytes(digest_size(hash));
      const Theirs::Use use{Theirs::Padding::pkcs1, hash, hash, 0, {}};
      const Bytes signature = rsassa_pkcs1_v1_5_sign(key, hash, digest, random);
      CHECK(signature == theirs.sign(use, digest));
      CHECK(rsassa_pkcs1_v1_5_verify(key.public_key(), hash, digest, signature));
      Bytes changed = signature;
      changed[random.below(changed.size())] ^= 1;
      CHECK_FALSE(rsassa_pkcs1_v1_5_verify(key.public_key(), hash, digest, changed));
      CHECK_FALSE(theirs.verify(use, digest, changed));
    }
  });
}

TEST_CASE("PSS signatures are verified in both directions with libcrypto") {
  with_keys([](const RsaPrivateKey& key, const Theirs& theirs, TestRandom& random) {
    for (const DigestAlgorithm hash : tests::kDigests) {
      for (const DigestAlgorithm mgf_hash : tests::kDigests) {
        const std::size_t room = (bit_length(key.n) - 1 + 7) / 8 - digest_size(hash) - 2;
        const std::size_t salt = random.below(std::min<std::size_t>(room, 70) + 1);
        INFO(to_string(hash) << " " << to_string(mgf_hash) << " salt of " << salt);
        const Bytes digest = random.bytes(digest_size(hash));
        const Theirs::Use use{Theirs::Padding::pss, hash, mgf_hash, static_cast<int>(salt), {}};
        const PssOptions options{hash, mgf_hash, salt};
        CHECK(theirs.verify(use, digest, rsassa_pss_sign(key, options, digest, random)));
        Bytes signature = theirs.sign(use, digest);
        CHECK(rsassa_pss_verify(key.public_key(), options, digest, signature));
        signature[random.below(signature.size())] ^= 0x10;
        CHECK_FALSE(rsassa_pss_verify(key.public_key(), options, digest, signature));
      }
    }
  });
}

TEST_CASE("PKCS #1 v1.5 encryption goes both ways with libcrypto") {
  with_keys([](const RsaPrivateKey& key, const Theirs& theirs, TestRandom& random) {
    const Theirs::Use use{Theirs::Padding::pkcs1, {}, {}, 0, {}};
    for (std::size_t size : {std::size_t{0}, std::size_t{16}, std::size_t{24}, key.size() - 11}) {
      INFO(size << " octets");
      const Bytes message = random.bytes(size);
      const auto opened =
          theirs.decrypt(use, rsaes_pkcs1_v1_5_encrypt(key.public_key(), message, random));
      CHECK((opened && *opened == message));
      const Bytes from_theirs = theirs.encrypt(use, message);
      CHECK(equal(rsaes_pkcs1_v1_5_decrypt(key, from_theirs, random).view(), message));
    }
  });
}

TEST_CASE("OAEP goes both ways with libcrypto") {
  with_keys([](const RsaPrivateKey& key, const Theirs& theirs, TestRandom& random) {
    for (const DigestAlgorithm hash : tests::kDigests) {
      if (key.size() < 2 * digest_size(hash) + 2) continue;
      for (const DigestAlgorithm mgf_hash : tests::kDigests) {
        INFO(to_string(hash) << " " << to_string(mgf_hash));
        const Bytes message = random.bytes(random.below(key.size() - 2 * digest_size(hash) - 1));
        const Bytes label = random.bytes(random.below(30));
        const Theirs::Use use{Theirs::Padding::oaep, hash, mgf_hash, 0, label};
        const OaepParameters parameters{hash, mgf_hash, label};
        const Bytes from_ours = rsaes_oaep_encrypt(key.public_key(), parameters, message, random);
        const auto opened = theirs.decrypt(use, from_ours);
        CHECK((opened && *opened == message));
        const Bytes from_theirs = theirs.encrypt(use, message);
        CHECK(equal(rsaes_oaep_decrypt(key, parameters, from_theirs, random).view(), message));
      }
    }
  });
}

TEST_CASE("DSA signatures are verified in both directions with libcrypto") {
  const Theirs theirs = Theirs::dsa(1024, 160);
  const DsaPrivateKey key = theirs.dsa_numbers();
  tests::on_every_implementation("modexp", [&] {
    TestRandom random(23);
    for (const DigestAlgorithm hash : tests::kDigests) {
      const Bytes digest = random.bytes(digest_size(hash));
      const Bytes ours = libcrypto::dsa_encode(dsa_sign(key, digest, random));
      CHECK(theirs.verify({}, digest, ours));
      const DsaSignature signature = libcrypto::dsa_decode(theirs.sign({}, digest));
      CHECK(dsa_verify(key.public_key(), digest, signature));
      const DsaSignature other{signature.r, signature.s ^ 2};
      CHECK_FALSE(dsa_verify(key.public_key(), digest, other));
    }
  });
}
#endif
