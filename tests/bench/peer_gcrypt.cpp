// libgcrypt as a peer.
#include <gcrypt.h>

#include <cstdlib>

#include "tests/bench/peer.hpp"

namespace smime::bench {
namespace {

using primitives::BlockCipher;

void require(gcry_error_t error, const char* what) {
  if (error != 0) fail("libgcrypt", std::string(what) + ": " + gcry_strerror(error));
}

int digest_id(DigestAlgorithm algorithm) {
  return gcry_md_map_name(std::string(to_string(algorithm)).c_str());
}

int cipher_id(BlockCipher cipher, std::size_t key_size) {
  switch (cipher) {
    case BlockCipher::rc2:
      return key_size == 16 ? GCRY_CIPHER_RFC2268_128 : GCRY_CIPHER_RFC2268_40;
    case BlockCipher::des:
      return GCRY_CIPHER_DES;
    case BlockCipher::tdes:
      return GCRY_CIPHER_3DES;
    case BlockCipher::aes:
      break;
  }
  return key_size == 16   ? GCRY_CIPHER_AES128
         : key_size == 24 ? GCRY_CIPHER_AES192
                          : GCRY_CIPHER_AES256;
}

using Cipher = std::shared_ptr<gcry_cipher_handle>;
using Expression = std::shared_ptr<gcry_sexp>;

Cipher open_cipher(int id, int mode, ByteView key) {
  gcry_cipher_hd_t handle = nullptr;
  require(gcry_cipher_open(&handle, id, mode, 0), "cipher");
  Cipher cipher(handle, gcry_cipher_close);
  require(gcry_cipher_setkey(handle, key.data(), key.size()), "key");
  return cipher;
}

int length_of(ByteView octets) {
  return static_cast<int>(octets.size());
}

Expression owned(gcry_sexp_t expression) {
  return Expression(expression, gcry_sexp_release);
}

Expression private_key(const RsaNumbers& k) {
  gcry_sexp_t key = nullptr;
  // libgcrypt's u is p^-1 mod q, so that its p is the standard's q.
  require(gcry_sexp_build(&key, nullptr, "(private-key (rsa (n %b)(e %b)(d %b)(p %b)(q %b)(u %b)))",
                          length_of(k.n), k.n.data(), length_of(k.e), k.e.data(), length_of(k.d),
                          k.d.data(), length_of(k.q), k.q.data(), length_of(k.p), k.p.data(),
                          length_of(k.qInv), k.qInv.data()),
          "key");
  return owned(key);
}

Expression data_of(ByteView digest) {
  gcry_sexp_t data = nullptr;
  require(gcry_sexp_build(&data, nullptr, "(data (flags pkcs1)(hash sha256 %b))", length_of(digest),
                          digest.data()),
          "data");
  return owned(data);
}

class Gcrypt : public Peer {
 public:
  Gcrypt() {
    if (std::getenv("SMIME_BENCH_PORTABLE") != nullptr) {
      gcry_control(GCRYCTL_DISABLE_HWF, "all", nullptr);
    }
    gcry_check_version(nullptr);
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
  }
  std::string name() const override { return "libgcrypt"; }
  std::string version() const override { return gcry_check_version(nullptr); }

  Body digest(DigestAlgorithm algorithm, ByteView message) override {
    const int id = digest_id(algorithm);
    return [=] {
      unsigned char out[64];
      gcry_md_hash_buffer(id, out, message.data(), message.size());
    };
  }

  Body hmac(DigestAlgorithm algorithm, ByteView key, ByteView message) override {
    const int id = digest_id(algorithm);
    gcry_md_hd_t handle = nullptr;
    require(gcry_md_open(&handle, id, GCRY_MD_FLAG_HMAC), "HMAC");
    const std::shared_ptr<gcry_md_handle> mac(handle, gcry_md_close);
    require(gcry_md_setkey(handle, key.data(), key.size()), "HMAC key");
    return [=] {
      gcry_md_reset(mac.get());
      gcry_md_write(mac.get(), message.data(), message.size());
      if (gcry_md_read(mac.get(), id) == nullptr) fail("libgcrypt", "HMAC");
    };
  }

  Body cbc(BlockCipher cipher, Direction direction, ByteView key, ByteView in) override {
    const Cipher context = open_cipher(cipher_id(cipher, key.size()), GCRY_CIPHER_MODE_CBC, key);
    const std::size_t block = cipher == BlockCipher::aes ? 16 : 8;
    require(gcry_cipher_setiv(context.get(), Bytes(block).data(), block), "IV");
    auto out = std::make_shared<Bytes>(in.size());
    const auto run = direction == Direction::encrypt ? gcry_cipher_encrypt : gcry_cipher_decrypt;
    return
        [=] { require(run(context.get(), out->data(), out->size(), in.data(), in.size()), "CBC"); };
  }

  Body gcm(Direction direction, ByteView key, ByteView in) override {
    const Cipher context =
        open_cipher(cipher_id(BlockCipher::aes, key.size()), GCRY_CIPHER_MODE_GCM, key);
    auto out = std::make_shared<Bytes>(in.size());
    const auto run = direction == Direction::encrypt ? gcry_cipher_encrypt : gcry_cipher_decrypt;
    return [=] {
      unsigned char iv[12] = {}, tag[16];
      gcry_cipher_setkey(context.get(), key.data(), key.size());
      gcry_cipher_setiv(context.get(), iv, sizeof iv);
      require(run(context.get(), out->data(), out->size(), in.data(), in.size()), "GCM");
      require(gcry_cipher_gettag(context.get(), tag, sizeof tag), "GCM");
    };
  }

  Body rsa_sign(const RsaNumbers& numbers, ByteView digest) override {
    const Expression key = private_key(numbers), data = data_of(digest);
    return [=] {
      gcry_sexp_t signature = nullptr;
      require(gcry_pk_sign(&signature, data.get(), key.get()), "sign");
      gcry_sexp_release(signature);
    };
  }

  Body rsa_verify(const RsaNumbers& k, ByteView digest, ByteView signature) override {
    gcry_sexp_t key = nullptr, value = nullptr;
    require(gcry_sexp_build(&key, nullptr, "(public-key (rsa (n %b)(e %b)))", length_of(k.n),
                            k.n.data(), length_of(k.e), k.e.data()),
            "key");
    require(gcry_sexp_build(&value, nullptr, "(sig-val (rsa (s %b)))", length_of(signature),
                            signature.data()),
            "signature");
    const Expression owned_key = owned(key), owned_value = owned(value), data = data_of(digest);
    return
        [=] { require(gcry_pk_verify(owned_value.get(), data.get(), owned_key.get()), "verify"); };
  }

  Body rsa_generate(unsigned bits) override {
    gcry_sexp_t request = nullptr;
    require(gcry_sexp_build(&request, nullptr,
                            "(genkey (rsa (nbits %u)(e 5:65537)(flags transient-key)))", bits),
            "request");
    const Expression parameters = owned(request);
    return [=] {
      gcry_sexp_t key = nullptr;
      require(gcry_pk_genkey(&key, parameters.get()), "genkey");
      gcry_sexp_release(key);
    };
  }
};

}  // namespace

std::unique_ptr<Peer> libgcrypt() {
  return std::make_unique<Gcrypt>();
}

}  // namespace smime::bench
