// Keys under other keys (RFC 5652, 6.2.3 and 6.2.4).
#include "cms/key_encryption.hpp"

#include "cms/object_identifiers.hpp"
#include "primitives/des.hpp"
#include "primitives/error.hpp"
#include "primitives/key_wrap.hpp"

namespace smime::cms {
namespace {

namespace kw = primitives::key_wrap;
using x509::AlgorithmIdentifier;

constexpr unsigned kRc2KekBits = 128;

std::optional<KeyWrap> key_wrap_of(const ObjectIdentifier& oid) {
  if (oid == id_alg_CMS3DESwrap) return KeyWrap::triple_des;
  if (oid == id_alg_CMSRC2wrap) return KeyWrap::rc2;
  if (oid == id_aes128_wrap) return KeyWrap::aes_128;
  if (oid == id_aes192_wrap) return KeyWrap::aes_192;
  if (oid == id_aes256_wrap) return KeyWrap::aes_256;
  return std::nullopt;
}

std::size_t kek_size(KeyWrap wrap) {
  switch (wrap) {
    case KeyWrap::triple_des:
      return 24;
    case KeyWrap::rc2:
      return 16;
    case KeyWrap::aes_128:
      return 16;
    case KeyWrap::aes_192:
      return 24;
    case KeyWrap::aes_256:
      break;
  }
  return 32;
}

// RC2wrapParameter ::= RC2ParameterVersion, an INTEGER. \standard{RFC 3370, 4.3.2}
unsigned rc2_kek_bits(const AlgorithmIdentifier& algorithm) {
  asn1::Reader reader(algorithm.parameters, asn1::Rules::ber(), "RC2wrapParameter");
  const auto version = reader.small_integer({}, 0, 1024);
  reader.finish();
  return rc2_effective_key_bits(version);
}

[[noreturn]] void refuse_algorithm(const ObjectIdentifier& oid, const char* rule,
                                   const char* standard) {
  throw Error(ErrorKind::unsupported_algorithm, oid.dotted(), rule, standard);
}

// The wrap sets the parity of what it wraps, which would change another cipher's key.
void require_triple_des_key(const Secret& key) {
  if (key.size() == 24 && primitives::des::has_odd_parity(key.view())) return;
  throw Error(ErrorKind::invalid_argument,
              "a key of " + std::to_string(key.size()) + " octets for another cipher",
              "Triple DES wraps keys of Triple DES; use a wrap with AES", "RFC 3217, 3");
}

}  // namespace

KeyWrap key_wrap_of_size(std::size_t key_size) {
  if (key_size == 16) return KeyWrap::aes_128;
  if (key_size == 24) return KeyWrap::aes_192;
  if (key_size == 32) return KeyWrap::aes_256;
  throw Error(ErrorKind::invalid_argument,
              "a key-encryption key of " + std::to_string(key_size) + " octets",
              "AES has keys of 16, 24 or 32", "RFC 3565, 2.3.2");
}

AlgorithmIdentifier key_wrap_identifier(KeyWrap wrap) {
  switch (wrap) {
    case KeyWrap::triple_des:
      return AlgorithmIdentifier::with_null(id_alg_CMS3DESwrap);
    case KeyWrap::rc2:
      return {id_alg_CMSRC2wrap, asn1::encode([](asn1::Writer& writer) {
                writer.integer(rc2_parameter_version(kRc2KekBits));
              })};
    case KeyWrap::aes_128:
      return {id_aes128_wrap, {}};
    case KeyWrap::aes_192:
      return {id_aes192_wrap, {}};
    case KeyWrap::aes_256:
      break;
  }
  return {id_aes256_wrap, {}};
}

KekRecipientInfo wrap_key(const Secret& key, const SharedKey& shared, KeyWrap wrap,
                          RandomSource& random) {
  KekRecipientInfo info;
  info.kekid.key_identifier = shared.key_identifier;
  info.key_encryption_algorithm = key_wrap_identifier(wrap);
  if (shared.key.size() != kek_size(wrap)) {
    throw Error(ErrorKind::invalid_argument,
                "a key-encryption key of " + std::to_string(shared.key.size()) + " octets",
                "this wrap has one of " + std::to_string(kek_size(wrap)), "RFC 3370, 4.3");
  }
  const ByteView kek = shared.key.view();
  switch (wrap) {
    case KeyWrap::triple_des:
      require_triple_des_key(key);
      info.encrypted_key = kw::triple_des_wrap(kek, key, random);
      break;
    case KeyWrap::rc2:
      info.encrypted_key = kw::rc2_wrap(kek, kRc2KekBits, key, random);
      break;
    default:
      info.encrypted_key = kw::aes_wrap(kek, key);
  }
  return info;
}

std::optional<Secret> unwrap_key(const KekRecipientInfo& info, const SharedKey& shared) {
  const auto& algorithm = info.key_encryption_algorithm;
  const auto wrap = key_wrap_of(algorithm.algorithm);
  if (!wrap) {
    refuse_algorithm(algorithm.algorithm, "keys are wrapped with Triple DES, RC2 or AES",
                     "RFC 3370, 4.3");
  }
  if (shared.key.size() != kek_size(*wrap)) return std::nullopt;
  const ByteView kek = shared.key.view();
  if (*wrap == KeyWrap::triple_des) {
    auto key = kw::triple_des_unwrap(kek, info.encrypted_key);
    return key ? std::move(key) : kw::triple_des_unwrap_other(kek, info.encrypted_key);
  }
  if (*wrap == KeyWrap::rc2)
    return kw::rc2_unwrap(kek, rc2_kek_bits(algorithm), info.encrypted_key);
  return kw::aes_unwrap(kek, info.encrypted_key);
}

PasswordRecipientInfo wrap_key(const Secret& key, const PasswordRecipient& recipient,
                               RandomSource& random) {
  const auto& cipher = primitives::info(recipient.key_cipher);
  x509::Pbkdf2Parameters derivation;
  derivation.salt = random.bytes(16);
  derivation.iteration_count = recipient.iterations;
  derivation.prf = recipient.prf;
  const ContentEncryption kek{recipient.key_cipher, random.bytes(cipher.iv_size)};
  const Secret derived = derivation.derive(recipient.password, kek.key_size());
  PasswordRecipientInfo info;
  info.key_derivation_algorithm = derivation.identifier();
  info.key_encryption_algorithm = {
      id_alg_PWRI_KEK, asn1::encode([&](asn1::Writer& writer) { kek.identifier().write(writer); })};
  info.encrypted_key = kw::pwri_wrap(*kek.keyed(derived.view()), kek.iv, key, random);
  return info;
}

std::optional<Secret> unwrap_key(const PasswordRecipientInfo& info, const Secret& password) {
  const auto& algorithm = info.key_encryption_algorithm;
  if (algorithm.algorithm != id_alg_PWRI_KEK) {
    refuse_algorithm(algorithm.algorithm, "a password's key wraps with PWRI-KEK", "RFC 3211, 2.3");
  }
  asn1::Reader reader(algorithm.parameters, asn1::Rules::ber(), "PWRI-KEK");
  const auto kek = ContentEncryption::of(AlgorithmIdentifier::read(reader, {}));
  reader.finish();
  if (kek.is_authenticated()) {
    refuse_algorithm(algorithm.algorithm, "PWRI-KEK wraps with a cipher in CBC mode",
                     "RFC 3211, 2.3");
  }
  // Without a derivation the password is the key itself. \standard{RFC 5652, 6.2.4}
  if (!info.key_derivation_algorithm) {
    if (password.size() != kek.key_size()) return std::nullopt;
    return kw::pwri_unwrap(*kek.keyed(password.view()), kek.iv, info.encrypted_key);
  }
  const auto derivation = x509::Pbkdf2Parameters::from(*info.key_derivation_algorithm);
  const Secret derived = derivation.derive(password, kek.key_size());
  return kw::pwri_unwrap(*kek.keyed(derived.view()), kek.iv, info.encrypted_key);
}

std::uint64_t derivation_iterations(const PasswordRecipientInfo& info) {
  if (!info.key_derivation_algorithm) return 0;
  return x509::Pbkdf2Parameters::from(*info.key_derivation_algorithm).iteration_count;
}

}  // namespace smime::cms
