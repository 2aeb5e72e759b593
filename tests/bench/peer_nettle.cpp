// Nettle as a peer, with its public-key half hogweed.
#include <gmp.h>
#include <nettle/aes.h>
#include <nettle/arctwo.h>
#include <nettle/cbc.h>
#include <nettle/des.h>
#include <nettle/gcm.h>
#include <nettle/hmac.h>
#include <nettle/nettle-meta.h>
#include <nettle/rsa.h>
#include <nettle/version.h>
#include <sys/random.h>

#include <array>
#include <string_view>

#include "primitives/pkcs1_signature.hpp"
#include "tests/bench/peer.hpp"

namespace smime::bench {
namespace {

using primitives::BlockCipher;

void system_random(void*, std::size_t length, std::uint8_t* out) {
  if (getrandom(out, length, 0) != static_cast<ssize_t>(length)) fail("nettle", "getrandom");
}

const nettle_hash* hash_of(DigestAlgorithm algorithm) {
  for (const nettle_hash* const* hash = nettle_get_hashes(); *hash != nullptr; ++hash) {
    if (to_string(algorithm) == (*hash)->name) return *hash;
  }
  return nullptr;
}

// The three functions of a block cipher, as CBC's generic code takes them.
struct Functions {
  std::size_t context_size, block;
  nettle_cipher_func *encrypt, *decrypt;
};

template <typename Context, auto set_encrypt, auto set_decrypt>
Functions keyed(Bytes& context, Direction direction, ByteView key, nettle_cipher_func* encrypt,
                nettle_cipher_func* decrypt, std::size_t block) {
  context.resize(sizeof(Context));
  auto* typed = reinterpret_cast<Context*>(context.data());
  if (direction == Direction::encrypt)
    set_encrypt(typed, key.data());
  else
    set_decrypt(typed, key.data());
  return {sizeof(Context), block, encrypt, decrypt};
}

void set_arctwo(arctwo_ctx* context, const std::uint8_t* key) {
  arctwo_set_key_ekb(context, 16, key, 128);
}

// A cipher's own function as CBC's generic code takes it: the context without its type.
template <typename Function>
nettle_cipher_func* generic(Function* function) {
  return reinterpret_cast<nettle_cipher_func*>(function);
}

Functions functions_of(BlockCipher cipher, Bytes& context, Direction direction, ByteView key) {
  switch (cipher) {
    case BlockCipher::rc2:
      return keyed<arctwo_ctx, set_arctwo, set_arctwo>(
          context, direction, key, generic(arctwo_encrypt), generic(arctwo_decrypt), 8);
    case BlockCipher::des:
      return keyed<des_ctx, des_set_key, des_set_key>(context, direction, key, generic(des_encrypt),
                                                      generic(des_decrypt), 8);
    case BlockCipher::tdes:
      return keyed<des3_ctx, des3_set_key, des3_set_key>(
          context, direction, key, generic(des3_encrypt), generic(des3_decrypt), 8);
    case BlockCipher::aes:
      break;
  }
  if (key.size() == 16) {
    return keyed<aes128_ctx, aes128_set_encrypt_key, aes128_set_decrypt_key>(
        context, direction, key, generic(aes128_encrypt), generic(aes128_decrypt), 16);
  }
  return keyed<aes256_ctx, aes256_set_encrypt_key, aes256_set_decrypt_key>(
      context, direction, key, generic(aes256_encrypt), generic(aes256_decrypt), 16);
}

struct Key {
  rsa_public_key open;
  rsa_private_key secret;
  explicit Key(const RsaNumbers& n) {
    rsa_public_key_init(&open);
    rsa_private_key_init(&secret);
    set(open.n, n.n), set(open.e, n.e), set(secret.d, n.d), set(secret.p, n.p);
    set(secret.q, n.q), set(secret.a, n.dP), set(secret.b, n.dQ), set(secret.c, n.qInv);
    if (rsa_public_key_prepare(&open) == 0 || rsa_private_key_prepare(&secret) == 0) {
      fail("nettle", "key");
    }
  }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() {
    rsa_public_key_clear(&open);
    rsa_private_key_clear(&secret);
  }
  static void set(mpz_t number, const Bytes& octets) {
    mpz_import(number, octets.size(), 1, 1, 1, 0, octets.data());
  }
};

Bytes digest_info(ByteView digest) {
  const ByteView prefix = primitives::digest_info_prefix(DigestAlgorithm::sha256);
  Bytes info(prefix.begin(), prefix.end());
  info.insert(info.end(), digest.begin(), digest.end());
  return info;
}

class Nettle : public Peer {
 public:
  std::string name() const override { return "nettle"; }
  std::string version() const override {
    return std::to_string(nettle_version_major()) + "." + std::to_string(nettle_version_minor());
  }

  Body digest(DigestAlgorithm algorithm, ByteView message) override {
    const nettle_hash* hash = hash_of(algorithm);
    if (hash == nullptr) return {};
    auto context = std::make_shared<Bytes>(hash->context_size);
    return [=] {
      std::uint8_t out[64];
      hash->init(context->data());
      hash->update(context->data(), message.size(), message.data());
      hash->digest(context->data(), hash->digest_size, out);
    };
  }

  Body hmac(DigestAlgorithm algorithm, ByteView key, ByteView message) override {
    const nettle_hash* hash = hash_of(algorithm);
    if (hash == nullptr) return {};
    std::array<std::shared_ptr<Bytes>, 3> parts;
    for (auto& part : parts) part = std::make_shared<Bytes>(hash->context_size);
    hmac_set_key(parts[0]->data(), parts[1]->data(), parts[2]->data(), hash, key.size(),
                 key.data());
    return [=] {
      std::uint8_t out[64];
      hmac_update(parts[2]->data(), hash, message.size(), message.data());
      hmac_digest(parts[0]->data(), parts[1]->data(), parts[2]->data(), hash, hash->digest_size,
                  out);
    };
  }

  Body cbc(BlockCipher cipher, Direction direction, ByteView key, ByteView in) override {
    auto context = std::make_shared<Bytes>();
    const Functions f = functions_of(cipher, *context, direction, key);
    auto out = std::make_shared<Bytes>(in.size());
    auto iv = std::make_shared<Bytes>(f.block);
    if (direction == Direction::decrypt) {
      return [=] {
        cbc_decrypt(context->data(), f.decrypt, f.block, iv->data(), in.size(), out->data(),
                    in.data());
      };
    }
    if (cipher == BlockCipher::aes) return aes_cbc(context, iv, out, key.size(), in);
    return [=] {
      cbc_encrypt(context->data(), f.encrypt, f.block, iv->data(), in.size(), out->data(),
                  in.data());
    };
  }

  Body gcm(Direction direction, ByteView key, ByteView in) override {
    if (key.size() != 16) return {};
    auto out = std::make_shared<Bytes>(in.size());
    auto context = std::make_shared<gcm_aes128_ctx>();
    const auto run = direction == Direction::encrypt ? gcm_aes128_encrypt : gcm_aes128_decrypt;
    return [=] {
      const std::uint8_t iv[12] = {};
      std::uint8_t tag[16];
      gcm_aes128_set_key(context.get(), key.data());
      gcm_aes128_set_iv(context.get(), sizeof iv, iv);
      run(context.get(), in.size(), out->data(), in.data());
      gcm_aes128_digest(context.get(), sizeof tag, tag);
    };
  }

  Body rsa_sign(const RsaNumbers& numbers, ByteView digest) override {
    auto key = std::make_shared<Key>(numbers);
    const Bytes info = digest_info(digest);
    return [=] {
      mpz_t signature;
      mpz_init(signature);
      const int made = rsa_pkcs1_sign_tr(&key->open, &key->secret, nullptr, system_random,
                                         info.size(), info.data(), signature);
      mpz_clear(signature);
      if (made == 0) fail("nettle", "sign");
    };
  }

  Body rsa_verify(const RsaNumbers& numbers, ByteView digest, ByteView signature) override {
    auto key = std::make_shared<Key>(numbers);
    const Bytes info = digest_info(digest);
    const Bytes octets(signature.begin(), signature.end());
    return [=] {
      mpz_t value;
      mpz_init(value);
      Key::set(value, octets);
      const int valid = rsa_pkcs1_verify(&key->open, info.size(), info.data(), value);
      mpz_clear(value);
      if (valid == 0) fail("nettle", "verify");
    };
  }

  Body rsa_generate(unsigned bits) override {
    return [=] {
      rsa_public_key open;
      rsa_private_key secret;
      rsa_public_key_init(&open);
      rsa_private_key_init(&secret);
      mpz_set_ui(open.e, 65537);
      const int made =
          rsa_generate_keypair(&open, &secret, nullptr, system_random, nullptr, nullptr, bits, 0);
      rsa_public_key_clear(&open);
      rsa_private_key_clear(&secret);
      if (made == 0) fail("nettle", "RSA key generation");
    };
  }

 private:
  // Nettle has functions of their own for AES in CBC.
  static Body aes_cbc(const std::shared_ptr<Bytes>& context, const std::shared_ptr<Bytes>& iv,
                      const std::shared_ptr<Bytes>& out, std::size_t key_size, ByteView in) {
    if (key_size == 16) {
      return [=] {
        cbc_aes128_encrypt(reinterpret_cast<const aes128_ctx*>(context->data()), iv->data(),
                           in.size(), out->data(), in.data());
      };
    }
    return [=] {
      cbc_aes256_encrypt(reinterpret_cast<const aes256_ctx*>(context->data()), iv->data(),
                         in.size(), out->data(), in.data());
    };
  }
};

}  // namespace

std::unique_ptr<Peer> nettle() {
  return std::make_unique<Nettle>();
}

}  // namespace smime::bench
