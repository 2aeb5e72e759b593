// Botan as a peer.
#include <botan/auto_rng.h>
#include <botan/bigint.h>
#include <botan/cipher_mode.h>
#include <botan/hash.h>
#include <botan/mac.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>
#include <botan/system_rng.h>
#include <botan/version.h>
#if BOTAN_VERSION_MAJOR == 2
#include <botan/cpuid.h>
#endif

#include <cstdlib>

#include "tests/bench/peer.hpp"

namespace smime::bench {
namespace {

using primitives::BlockCipher;

// "SHA-256" of "sha256".
std::string digest_name(DigestAlgorithm algorithm) {
  const std::string name(to_string(algorithm));
  return name == "md5" ? "MD5" : name == "sha1" ? "SHA-1" : "SHA-" + name.substr(3);
}

std::string cipher_name(BlockCipher cipher, std::size_t key_size) {
  if (cipher == BlockCipher::des) return "DES";
  if (cipher == BlockCipher::tdes) return "3DES";
  return "AES-" + std::to_string(8 * key_size);
}

Botan::BigInt number(const Bytes& octets) {
  return Botan::BigInt(octets.data(), octets.size());
}

// Botan 2 is told here to do without special instructions, Botan 3 by its environment.
void forget_instructions() {
#if BOTAN_VERSION_MAJOR == 2 && defined(BOTAN_TARGET_CPU_IS_X86_FAMILY)
  using Botan::CPUID;
  for (const auto bit :
       {CPUID::CPUID_SSE2_BIT, CPUID::CPUID_SSSE3_BIT, CPUID::CPUID_SSE41_BIT,
        CPUID::CPUID_SSE42_BIT, CPUID::CPUID_AVX2_BIT, CPUID::CPUID_AVX512F_BIT,
        CPUID::CPUID_AVX512_ICL_BIT, CPUID::CPUID_AESNI_BIT, CPUID::CPUID_CLMUL_BIT,
        CPUID::CPUID_SHA_BIT, CPUID::CPUID_AVX512_AES_BIT, CPUID::CPUID_AVX512_CLMUL_BIT,
        CPUID::CPUID_ADX_BIT, CPUID::CPUID_BMI1_BIT, CPUID::CPUID_BMI2_BIT}) {
    CPUID::clear_cpuid_bit(bit);
  }
#endif
}

class BotanPeer : public Peer {
 public:
  BotanPeer() {
    if (std::getenv("SMIME_BENCH_PORTABLE") != nullptr) forget_instructions();
  }
  std::string name() const override { return "botan"; }
  std::string version() const override { return Botan::short_version_string(); }

  Body digest(DigestAlgorithm algorithm, ByteView message) override {
    const std::shared_ptr<Botan::HashFunction> hash =
        Botan::HashFunction::create_or_throw(digest_name(algorithm));
    return [=] {
      std::uint8_t out[64];
      hash->update(message.data(), message.size());
      hash->final(out);
    };
  }

  Body hmac(DigestAlgorithm algorithm, ByteView key, ByteView message) override {
    const std::shared_ptr<Botan::MessageAuthenticationCode> mac =
        Botan::MessageAuthenticationCode::create_or_throw("HMAC(" + digest_name(algorithm) + ")");
    mac->set_key(key.data(), key.size());
    return [=] {
      std::uint8_t out[64];
      mac->update(message.data(), message.size());
      mac->final(out);
    };
  }

  Body cbc(BlockCipher cipher, Direction direction, ByteView key, ByteView in) override {
    if (cipher == BlockCipher::rc2) return {};
    const auto mode = open(cipher_name(cipher, key.size()) + "/CBC/NoPadding", direction);
    mode->set_key(key.data(), key.size());
    auto work = std::make_shared<Bytes>(in.begin(), in.end());
    mode->start(Botan::secure_vector<std::uint8_t>(cipher == BlockCipher::aes ? 16 : 8));
    return [=] { mode->process(work->data(), work->size()); };
  }

  Body gcm(Direction direction, ByteView key, ByteView in) override {
    const auto mode = open("AES-" + std::to_string(8 * key.size()) + "/GCM", direction);
    auto work = std::make_shared<Bytes>(in.begin(), in.end());
    const std::size_t whole = work->size() - work->size() % mode->update_granularity();
    return [=] {
      const std::uint8_t iv[12] = {};
      mode->set_key(key.data(), key.size());
      mode->start(iv, sizeof iv);
      mode->process(work->data(), whole);
      mode->reset();
    };
  }

  Body rsa_sign(const RsaNumbers& n, ByteView digest) override {
    auto key = std::make_shared<Botan::RSA_PrivateKey>(number(n.p), number(n.q), number(n.e),
                                                       number(n.d), number(n.n));
    auto rng = std::make_shared<Botan::AutoSeeded_RNG>();
    auto signer = std::make_shared<Botan::PK_Signer>(*key, *rng, "EMSA_PKCS1(Raw,SHA-256)");
    return [=] {
      (void)key;
      signer->sign_message(digest.data(), digest.size(), *rng);
    };
  }

  Body rsa_verify(const RsaNumbers& n, ByteView digest, ByteView signature) override {
    auto key = std::make_shared<Botan::RSA_PublicKey>(number(n.n), number(n.e));
    auto verifier = std::make_shared<Botan::PK_Verifier>(*key, "EMSA_PKCS1(Raw,SHA-256)");
    return [=] {
      (void)key;
      if (!verifier->verify_message(digest.data(), digest.size(), signature.data(),
                                    signature.size())) {
        fail("botan", "verify");
      }
    };
  }

  Body rsa_generate(unsigned bits) override {
    auto rng = std::make_shared<Botan::AutoSeeded_RNG>();
    return [=] { Botan::RSA_PrivateKey(*rng, bits); };
  }

 private:
  static std::shared_ptr<Botan::Cipher_Mode> open(const std::string& name, Direction direction) {
    return Botan::Cipher_Mode::create_or_throw(
        name, direction == Direction::encrypt ? Botan::ENCRYPTION : Botan::DECRYPTION);
  }
};

}  // namespace

std::unique_ptr<Peer> botan() {
  return std::make_unique<BotanPeer>();
}

}  // namespace smime::bench
