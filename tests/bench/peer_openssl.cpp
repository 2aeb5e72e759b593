// OpenSSL 3 as a peer, through EVP and with the legacy provider for RC2 and DES.
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include "tests/bench/peer.hpp"

namespace smime::bench {
namespace {

using primitives::BlockCipher;

void require(int result, const char* what) {
  if (result <= 0) fail("openssl", what);
}

int length_of(ByteView octets) {
  return static_cast<int>(octets.size());
}

template <typename T>
std::shared_ptr<T> owned(T* pointer, void (*release)(T*), const char* what) {
  if (pointer == nullptr) fail("openssl", what);
  return std::shared_ptr<T>(pointer, release);
}

std::string cipher_name(BlockCipher cipher, std::size_t key_size) {
  switch (cipher) {
    case BlockCipher::rc2:
      return "RC2-CBC";
    case BlockCipher::des:
      return "DES-CBC";
    case BlockCipher::tdes:
      return "DES-EDE3-CBC";
    case BlockCipher::aes:
      break;
  }
  return "AES-" + std::to_string(8 * key_size) + "-CBC";
}

std::shared_ptr<EVP_PKEY> make_key(const RsaNumbers& key) {
  auto builder = owned(OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free, "OSSL_PARAM_BLD_new");
  std::vector<std::shared_ptr<BIGNUM>> numbers;
  const auto push = [&](const char* name, const Bytes& octets) {
    numbers.push_back(
        owned(BN_bin2bn(octets.data(), length_of(octets), nullptr), BN_clear_free, "BN"));
    BN_set_flags(numbers.back().get(), BN_FLG_CONSTTIME);
    require(OSSL_PARAM_BLD_push_BN(builder.get(), name, numbers.back().get()), name);
  };
  push(OSSL_PKEY_PARAM_RSA_N, key.n);
  push(OSSL_PKEY_PARAM_RSA_E, key.e);
  push(OSSL_PKEY_PARAM_RSA_D, key.d);
  push(OSSL_PKEY_PARAM_RSA_FACTOR1, key.p);
  push(OSSL_PKEY_PARAM_RSA_FACTOR2, key.q);
  push(OSSL_PKEY_PARAM_RSA_EXPONENT1, key.dP);
  push(OSSL_PKEY_PARAM_RSA_EXPONENT2, key.dQ);
  push(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, key.qInv);
  auto params = owned(OSSL_PARAM_BLD_to_param(builder.get()), OSSL_PARAM_free, "to_param");
  auto context =
      owned(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr), EVP_PKEY_CTX_free, "RSA");
  EVP_PKEY* made = nullptr;
  require(EVP_PKEY_fromdata_init(context.get()), "fromdata_init");
  require(EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEYPAIR, params.get()), "fromdata");
  return owned(made, EVP_PKEY_free, "fromdata");
}

std::shared_ptr<EVP_PKEY_CTX> padded(const std::shared_ptr<EVP_PKEY>& key,
                                     int (*init)(EVP_PKEY_CTX*)) {
  auto context = owned(EVP_PKEY_CTX_new(key.get(), nullptr), EVP_PKEY_CTX_free, "EVP_PKEY_CTX");
  require(init(context.get()), "init");
  require(EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING), "padding");
  require(EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()), "md");
  return context;
}

std::shared_ptr<X509> decode(const Bytes& der) {
  const unsigned char* at = der.data();
  return owned(d2i_X509(nullptr, &at, static_cast<long>(der.size())), X509_free, "d2i_X509");
}

// Whether `chain` is valid now, its last certificate standing in `trusted`.
void verify(const std::vector<std::shared_ptr<X509>>& chain, X509_STORE* trusted) {
  auto context = owned(X509_STORE_CTX_new(), X509_STORE_CTX_free, "X509_STORE_CTX");
  STACK_OF(X509)* between = sk_X509_new_null();
  for (std::size_t i = 1; i + 1 < chain.size(); ++i) sk_X509_push(between, chain[i].get());
  X509_STORE_CTX_init(context.get(), trusted, chain.front().get(), between);
  require(X509_verify_cert(context.get()), "X509_verify_cert");
  sk_X509_free(between);
}

std::shared_ptr<X509_STORE> store_of(const std::shared_ptr<X509>& root) {
  auto store = owned(X509_STORE_new(), X509_STORE_free, "X509_STORE");
  X509_STORE_add_cert(store.get(), root.get());
  return store;
}

class OpenSsl : public Peer {
 public:
  OpenSsl() {
    OSSL_PROVIDER_load(nullptr, "legacy");
    OSSL_PROVIDER_load(nullptr, "default");
  }
  std::string name() const override { return "openssl"; }
  std::string version() const override { return OpenSSL_version(OPENSSL_VERSION_STRING); }

  Body digest(DigestAlgorithm algorithm, ByteView message) override {
    auto type = owned(EVP_MD_fetch(nullptr, std::string(to_string(algorithm)).c_str(), nullptr),
                      EVP_MD_free, "digest");
    auto context = owned(EVP_MD_CTX_new(), EVP_MD_CTX_free, "EVP_MD_CTX");
    return [=] {
      unsigned char out[EVP_MAX_MD_SIZE];
      EVP_DigestInit_ex2(context.get(), type.get(), nullptr);
      EVP_DigestUpdate(context.get(), message.data(), message.size());
      require(EVP_DigestFinal_ex(context.get(), out, nullptr), "digest");
    };
  }

  Body hmac(DigestAlgorithm algorithm, ByteView key, ByteView message) override {
    auto mac = owned(EVP_MAC_fetch(nullptr, "HMAC", nullptr), EVP_MAC_free, "HMAC");
    auto context = owned(EVP_MAC_CTX_new(mac.get()), EVP_MAC_CTX_free, "HMAC");
    std::string name(to_string(algorithm));
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0),
        OSSL_PARAM_construct_end()};
    require(EVP_MAC_init(context.get(), key.data(), key.size(), params), "HMAC");
    return [=] {
      unsigned char out[EVP_MAX_MD_SIZE];
      std::size_t size = 0;
      EVP_MAC_init(context.get(), key.data(), key.size(), nullptr);
      EVP_MAC_update(context.get(), message.data(), message.size());
      require(EVP_MAC_final(context.get(), out, &size, sizeof out), "HMAC");
    };
  }

  Body cbc(BlockCipher cipher, Direction direction, ByteView key, ByteView in) override {
    const std::string name = cipher_name(cipher, key.size());
    EVP_CIPHER* fetched = EVP_CIPHER_fetch(nullptr, name.c_str(), nullptr);
    if (fetched == nullptr) return {};  // a system without the legacy provider
    auto type = owned(fetched, EVP_CIPHER_free, "cipher");
    auto context = owned(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free, "EVP_CIPHER_CTX");
    const unsigned char iv[16] = {};
    require(EVP_CipherInit_ex2(context.get(), type.get(), key.data(), iv,
                               direction == Direction::encrypt ? 1 : 0, nullptr),
            "cipher");
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
    auto out = std::make_shared<Bytes>(in.size() + 16);
    return [=] {
      int size = 0;
      require(EVP_CipherUpdate(context.get(), out->data(), &size, in.data(), length_of(in)), "CBC");
    };
  }

  Body gcm(Direction direction, ByteView key, ByteView in) override {
    const std::string name = "AES-" + std::to_string(8 * key.size()) + "-GCM";
    auto type = owned(EVP_CIPHER_fetch(nullptr, name.c_str(), nullptr), EVP_CIPHER_free, "GCM");
    auto context = owned(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free, "EVP_CIPHER_CTX");
    auto out = std::make_shared<Bytes>(in.size() + 16);
    const int encrypts = direction == Direction::encrypt ? 1 : 0;
    return [=] {
      unsigned char iv[12] = {}, tag[16] = {};
      int size = 0;
      EVP_CipherInit_ex2(context.get(), type.get(), key.data(), iv, encrypts, nullptr);
      require(EVP_CipherUpdate(context.get(), out->data(), &size, in.data(), length_of(in)), "GCM");
      if (!encrypts) EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, sizeof tag, tag);
      EVP_CipherFinal_ex(context.get(), out->data(), &size);  // the tag is of no interest
    };
  }

  Body rsa_sign(const RsaNumbers& numbers, ByteView digest) override {
    auto key = make_key(numbers);
    auto context = padded(key, EVP_PKEY_sign_init);
    return [=] {
      unsigned char out[1024];
      std::size_t size = sizeof out;
      require(EVP_PKEY_sign(context.get(), out, &size, digest.data(), digest.size()), "sign");
    };
  }

  Body rsa_verify(const RsaNumbers& numbers, ByteView digest, ByteView signature) override {
    auto context = padded(make_key(numbers), EVP_PKEY_verify_init);
    return [=] {
      require(EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(),
                              digest.size()),
              "verify");
    };
  }

  Body rsa_generate(unsigned bits) override {
    return [=] {
      EVP_PKEY* key = EVP_RSA_gen(bits);
      if (key == nullptr) fail("openssl", "RSA key generation");
      EVP_PKEY_free(key);
    };
  }

  Body read_certificates(const std::string& pem) override {
    return [=] {
      auto text =
          owned(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_vfree, "BIO");
      std::vector<X509*> list;
      while (X509* one = PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr))
        list.push_back(one);
      if (list.empty()) fail("openssl", "PEM_read_bio_X509");
      for (X509* one : list) X509_free(one);
    };
  }

  Body verify_chain(const std::vector<Bytes>& chain) override {
    return [=] {
      std::vector<std::shared_ptr<X509>> decoded;
      for (const Bytes& der : chain) decoded.push_back(decode(der));
      verify(decoded, store_of(decoded.back()).get());
    };
  }

  Body verify_decoded_chain(const std::vector<Bytes>& chain) override {
    std::vector<std::shared_ptr<X509>> decoded;
    for (const Bytes& der : chain) decoded.push_back(decode(der));
    auto store = store_of(decoded.back());
    return [=] { verify(decoded, store.get()); };
  }
};

}  // namespace

std::unique_ptr<Peer> openssl() {
  return std::make_unique<OpenSsl>();
}

}  // namespace smime::bench
