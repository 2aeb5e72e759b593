// What the installed libcrypto computes: RSA and DSA.
#if SMIME_LIBCRYPTO
#include <openssl/core_names.h>
#include <openssl/dsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <stdexcept>
#include <vector>

#include "tests/interop/libcrypto.hpp"

namespace smime::tests::libcrypto {
namespace {

using Context = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
using Number = std::unique_ptr<BIGNUM, decltype(&BN_clear_free)>;

void require(int result, const char* what) {
  if (result <= 0) throw std::runtime_error(std::string("libcrypto failed: ") + what);
}

Number number(const Integer& x) {
  const Bytes octets = primitives::i2osp(x, primitives::octet_length(x));
  return Number(BN_bin2bn(octets.data(), static_cast<int>(octets.size()), nullptr), BN_clear_free);
}

Integer integer(const BIGNUM* x) {
  Bytes octets(static_cast<std::size_t>(BN_num_bytes(x)));
  BN_bn2bin(x, octets.data());
  return primitives::os2ip(octets);
}

const EVP_MD* md(DigestAlgorithm algorithm) {
  return EVP_get_digestbyname(std::string(primitives::to_string(algorithm)).c_str());
}

EVP_PKEY* as_key(const std::shared_ptr<void>& key) {
  return static_cast<EVP_PKEY*>(key.get());
}

std::shared_ptr<void> owned(EVP_PKEY* key) {
  require(key != nullptr, "EVP_PKEY");
  return {key, [](void* k) { EVP_PKEY_free(static_cast<EVP_PKEY*>(k)); }};
}

Context named(const char* name) {
  return Context(EVP_PKEY_CTX_new_from_name(nullptr, name, nullptr), EVP_PKEY_CTX_free);
}

Context prepared(const std::shared_ptr<void>& key, int (*init)(EVP_PKEY_CTX*),
                 const Key::Use& use) {
  Context context(EVP_PKEY_CTX_new(as_key(key), nullptr), EVP_PKEY_CTX_free);
  require(init(context.get()), "init");
  EVP_PKEY_CTX* c = context.get();
  switch (use.padding) {
    case Key::Padding::none:
      break;
    case Key::Padding::pkcs1:
      require(EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_PADDING), "padding");
      if (init == EVP_PKEY_sign_init || init == EVP_PKEY_verify_init) {
        require(EVP_PKEY_CTX_set_signature_md(c, md(use.hash)), "digest");
      }
      break;
    case Key::Padding::pss:
      require(EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_PSS_PADDING), "padding");
      require(EVP_PKEY_CTX_set_signature_md(c, md(use.hash)), "digest");
      require(EVP_PKEY_CTX_set_rsa_mgf1_md(c, md(use.mgf_hash)), "mask generation");
      require(EVP_PKEY_CTX_set_rsa_pss_saltlen(c, use.salt_length), "salt");
      break;
    case Key::Padding::oaep:
      require(EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_OAEP_PADDING), "padding");
      require(EVP_PKEY_CTX_set_rsa_oaep_md(c, md(use.hash)), "digest");
      require(EVP_PKEY_CTX_set_rsa_mgf1_md(c, md(use.mgf_hash)), "mask generation");
      if (use.label.empty()) break;
      void* label = OPENSSL_memdup(use.label.data(), use.label.size());
      require(EVP_PKEY_CTX_set0_rsa_oaep_label(c, label, static_cast<int>(use.label.size())),
              "label");
      break;
  }
  return context;
}

// Signing, encrypting and decrypting all have this shape.
using Operation = int (*)(EVP_PKEY_CTX*, unsigned char*, std::size_t*, const unsigned char*,
                          std::size_t);

std::optional<Bytes> apply(const Context& context, Operation operation, ByteView in) {
  Bytes out(2048);
  std::size_t size = out.size();
  if (operation(context.get(), out.data(), &size, in.data(), in.size()) <= 0) return std::nullopt;
  out.resize(size);
  return out;
}

}  // namespace

Key Key::rsa(const primitives::RsaPrivateKey& key) {
  const std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> builder(
      OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free);
  std::vector<Number> numbers;
  const auto push = [&](const char* name, const Integer& x) {
    numbers.push_back(number(x));
    require(OSSL_PARAM_BLD_push_BN(builder.get(), name, numbers.back().get()), name);
  };
  push(OSSL_PKEY_PARAM_RSA_N, key.n);
  push(OSSL_PKEY_PARAM_RSA_E, key.e);
  push(OSSL_PKEY_PARAM_RSA_D, key.d.value());
  push(OSSL_PKEY_PARAM_RSA_FACTOR1, key.p.value());
  push(OSSL_PKEY_PARAM_RSA_FACTOR2, key.q.value());
  push(OSSL_PKEY_PARAM_RSA_EXPONENT1, key.dP.value());
  push(OSSL_PKEY_PARAM_RSA_EXPONENT2, key.dQ.value());
  push(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, key.qInv.value());
  const std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)> parameters(
      OSSL_PARAM_BLD_to_param(builder.get()), OSSL_PARAM_free);
  const Context context = named("RSA");
  EVP_PKEY* made = nullptr;
  require(EVP_PKEY_fromdata_init(context.get()), "fromdata_init");
  require(EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_KEYPAIR, parameters.get()), "fromdata");
  Key result;
  result.key_ = owned(made);
  return result;
}

Key Key::dsa(unsigned p_bits, unsigned q_bits) {
  const Context context = named("DSA");
  EVP_PKEY *parameters = nullptr, *made = nullptr;
  require(EVP_PKEY_paramgen_init(context.get()), "paramgen_init");
  require(EVP_PKEY_CTX_set_dsa_paramgen_bits(context.get(), static_cast<int>(p_bits)), "bits");
  require(EVP_PKEY_CTX_set_dsa_paramgen_q_bits(context.get(), static_cast<int>(q_bits)), "bits");
  require(EVP_PKEY_paramgen(context.get(), &parameters), "paramgen");
  const auto kept = owned(parameters);
  const Context over(EVP_PKEY_CTX_new(parameters, nullptr), EVP_PKEY_CTX_free);
  require(EVP_PKEY_keygen_init(over.get()), "keygen_init");
  require(EVP_PKEY_keygen(over.get(), &made), "keygen");
  Key result;
  result.key_ = owned(made);
  return result;
}

Bytes Key::sign(const Use& use, ByteView digest) const {
  const auto signature = apply(prepared(key_, EVP_PKEY_sign_init, use), EVP_PKEY_sign, digest);
  require(signature.has_value(), "EVP_PKEY_sign");
  return *signature;
}

bool Key::verify(const Use& use, ByteView digest, ByteView signature) const {
  const Context context = prepared(key_, EVP_PKEY_verify_init, use);
  return EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(),
                         digest.size()) == 1;
}

Bytes Key::encrypt(const Use& use, ByteView message) const {
  const auto out = apply(prepared(key_, EVP_PKEY_encrypt_init, use), EVP_PKEY_encrypt, message);
  require(out.has_value(), "EVP_PKEY_encrypt");
  return *out;
}

std::optional<Bytes> Key::decrypt(const Use& use, ByteView ciphertext) const {
  return apply(prepared(key_, EVP_PKEY_decrypt_init, use), EVP_PKEY_decrypt, ciphertext);
}

primitives::DsaPrivateKey Key::dsa_numbers() const {
  const auto get = [&](const char* name) {
    BIGNUM* x = nullptr;
    require(EVP_PKEY_get_bn_param(as_key(key_), name, &x), name);
    return integer(Number(x, BN_clear_free).get());
  };
  return {{get(OSSL_PKEY_PARAM_FFC_P), get(OSSL_PKEY_PARAM_FFC_Q), get(OSSL_PKEY_PARAM_FFC_G)},
          SecretInteger(get(OSSL_PKEY_PARAM_PRIV_KEY)),
          get(OSSL_PKEY_PARAM_PUB_KEY)};
}

Bytes dsa_encode(const primitives::DsaSignature& signature) {
  const std::unique_ptr<DSA_SIG, decltype(&DSA_SIG_free)> both(DSA_SIG_new(), DSA_SIG_free);
  require(DSA_SIG_set0(both.get(), number(signature.r).release(), number(signature.s).release()),
          "DSA_SIG_set0");
  Bytes der(static_cast<std::size_t>(i2d_DSA_SIG(both.get(), nullptr)));
  unsigned char* out = der.data();
  i2d_DSA_SIG(both.get(), &out);
  return der;
}

primitives::DsaSignature dsa_decode(ByteView der) {
  const unsigned char* at = der.data();
  const std::unique_ptr<DSA_SIG, decltype(&DSA_SIG_free)> both(
      d2i_DSA_SIG(nullptr, &at, static_cast<long>(der.size())), DSA_SIG_free);
  require(both != nullptr, "d2i_DSA_SIG");
  const BIGNUM *r = nullptr, *s = nullptr;
  DSA_SIG_get0(both.get(), &r, &s);
  return {integer(r), integer(s)};
}

}  // namespace smime::tests::libcrypto
#endif
