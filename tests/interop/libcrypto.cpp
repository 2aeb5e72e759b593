// What the installed libcrypto computes: digests, derivations and ciphers.
#if SMIME_LIBCRYPTO
#include "tests/interop/libcrypto.hpp"

#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#include <stdexcept>

namespace smime::tests::libcrypto {
namespace {

void require(int result, const char* what) {
  if (result <= 0) throw std::runtime_error(std::string("libcrypto failed: ") + what);
}

int length_of(ByteView octets) {
  return static_cast<int>(octets.size());
}

std::string name_of(DigestAlgorithm algorithm) {
  return std::string(primitives::to_string(algorithm));
}

// A provider is loaded once and, at the end, given back before libcrypto clears itself away.
class LoadedProvider {
 public:
  explicit LoadedProvider(const char* name) : provider_(OSSL_PROVIDER_load(nullptr, name)) {
    require(provider_ != nullptr, name);
  }
  ~LoadedProvider() { OSSL_PROVIDER_unload(provider_); }
  LoadedProvider(const LoadedProvider&) = delete;
  LoadedProvider& operator=(const LoadedProvider&) = delete;

 private:
  OSSL_PROVIDER* provider_;
};

// RC2 and DES are in the legacy provider.
void load_providers() {
  static const LoadedProvider legacy("legacy"), standard("default");
}

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using Type = std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)>;

Type fetch(const std::string& name) {
  load_providers();
  Type type(EVP_CIPHER_fetch(nullptr, name.c_str(), nullptr), EVP_CIPHER_free);
  require(type != nullptr, name.c_str());
  return type;
}

Context keyed(const Cipher& cipher, bool encrypts) {
  const Type type = fetch(cipher.name);
  Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  const int direction = encrypts ? 1 : 0;
  require(EVP_CipherInit_ex2(context.get(), type.get(), nullptr, nullptr, direction, nullptr),
          "EVP_CipherInit_ex2");
  require(EVP_CIPHER_CTX_set_key_length(context.get(), length_of(cipher.key)), "key length");
  if (cipher.effective_key_bits != 0) {
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_SET_RC2_KEY_BITS,
                                static_cast<int>(cipher.effective_key_bits), nullptr),
            "effective key bits");
  }
  require(EVP_CipherInit_ex2(context.get(), nullptr, cipher.key.data(),
                             cipher.iv.empty() ? nullptr : cipher.iv.data(), direction, nullptr),
          "EVP_CipherInit_ex2");
  EVP_CIPHER_CTX_set_padding(context.get(), cipher.pads ? 1 : 0);
  return context;
}

std::optional<Bytes> run(const Cipher& cipher, bool encrypts, ByteView in) {
  const Context context = keyed(cipher, encrypts);
  Bytes out(in.size() + 64);
  int size = 0, rest = 0;
  if (EVP_CipherUpdate(context.get(), out.data(), &size, in.data(), length_of(in)) <= 0) return {};
  if (EVP_CipherFinal_ex(context.get(), out.data() + size, &rest) <= 0) return {};
  out.resize(static_cast<std::size_t>(size + rest));
  return out;
}

}  // namespace

Bytes digest(DigestAlgorithm algorithm, ByteView message) {
  Bytes out(EVP_MAX_MD_SIZE);
  std::size_t size = 0;
  require(EVP_Q_digest(nullptr, name_of(algorithm).c_str(), nullptr, message.data(), message.size(),
                       out.data(), &size),
          "EVP_Q_digest");
  out.resize(size);
  return out;
}

Bytes hmac(DigestAlgorithm algorithm, ByteView key, ByteView message) {
  Bytes out(EVP_MAX_MD_SIZE);
  std::size_t size = 0;
  require(EVP_Q_mac(nullptr, "HMAC", nullptr, name_of(algorithm).c_str(), nullptr, key.data(),
                    key.size(), message.data(), message.size(), out.data(), out.size(),
                    &size) != nullptr,
          "EVP_Q_mac");
  out.resize(size);
  return out;
}

Bytes pbkdf2(DigestAlgorithm prf, ByteView password, ByteView salt, int iterations,
             std::size_t octets) {
  Bytes out(octets);
  require(PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(password.data()), length_of(password),
                            salt.data(), length_of(salt), iterations,
                            EVP_get_digestbyname(name_of(prf).c_str()), length_of(out), out.data()),
          "PKCS5_PBKDF2_HMAC");
  return out;
}

Bytes pkcs12_kdf(DigestAlgorithm hash, int id, ByteView password, ByteView salt, int iterations,
                 std::size_t octets) {
  Bytes out(octets), secret(password.begin(), password.end()), salted(salt.begin(), salt.end());
  require(PKCS12_key_gen_uni(secret.data(), length_of(secret), salted.data(), length_of(salted), id,
                             iterations, length_of(out), out.data(),
                             EVP_get_digestbyname(name_of(hash).c_str())),
          "PKCS12_key_gen_uni");
  return out;
}

Bytes encrypt(const Cipher& cipher, ByteView content) {
  const auto out = run(cipher, true, content);
  require(out.has_value(), "encryption");
  return *out;
}

std::optional<Bytes> decrypt(const Cipher& cipher, ByteView ciphertext) {
  return run(cipher, false, ciphertext);
}

Bytes seal(ByteView key, ByteView iv, ByteView aad, ByteView content) {
  const Type type = fetch("AES-" + std::to_string(8 * key.size()) + "-GCM");
  const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  const auto init = [&](const EVP_CIPHER* which, const std::uint8_t* k, const std::uint8_t* v) {
    require(EVP_EncryptInit_ex2(context.get(), which, k, v, nullptr), "EVP_EncryptInit_ex2");
  };
  init(type.get(), nullptr, nullptr);
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, length_of(iv), nullptr), "IV");
  init(nullptr, key.data(), iv.data());
  Bytes out(content.size() + 16);
  int size = 0;
  require(EVP_EncryptUpdate(context.get(), nullptr, &size, aad.data(), length_of(aad)), "AAD");
  require(EVP_EncryptUpdate(context.get(), out.data(), &size, content.data(), length_of(content)),
          "EVP_EncryptUpdate");
  require(EVP_EncryptFinal_ex(context.get(), out.data() + content.size(), &size), "final");
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, 16, &out[content.size()]),
          "tag");
  return out;
}

}  // namespace smime::tests::libcrypto
#endif
