// Content-encryption algorithm identifiers (RFC 3370, 5; RFC 3565, 4.1).
#include "cms/content_encryption.hpp"

#include <array>
#include <string>

#include "asn1/reader.hpp"
#include "asn1/writer.hpp"
#include "cms/object_identifiers.hpp"
#include "primitives/error.hpp"

namespace smime::cms {
namespace {

using primitives::ContentCipher;

struct Row {
  ContentCipher cipher;
  const ObjectIdentifier* oid;
};

// The algorithms whose parameters are the IV alone.
const std::array<Row, 5>& plain_cbc() {
  static const std::array<Row, 5> rows = {{{ContentCipher::des_cbc, &desCBC},
                                           {ContentCipher::des_ede3_cbc, &des_ede3_cbc},
                                           {ContentCipher::aes_128_cbc, &id_aes128_CBC},
                                           {ContentCipher::aes_192_cbc, &id_aes192_CBC},
                                           {ContentCipher::aes_256_cbc, &id_aes256_CBC}}};
  return rows;
}

ContentCipher rc2_of_version(std::int64_t version) {
  for (ContentCipher cipher : {ContentCipher::rc2_40, ContentCipher::rc2_64, ContentCipher::rc2_128}) {
    if (rc2_parameter_version(primitives::info(cipher).effective_key_bits) == version) return cipher;
  }
  throw Error(ErrorKind::unsupported_algorithm, "RC2 parameter version " + std::to_string(version),
              "160, 120 and 58 stand for 40, 64 and 128 effective key bits", "RFC 3370, 5.2");
}

// ```asn1
// RC2CBCParameter ::= SEQUENCE { rc2ParameterVersion INTEGER, iv OCTET STRING }
// ```
ContentEncryption read_rc2(ByteView parameters) {
  asn1::Reader reader(parameters, asn1::Rules::ber(), "RC2CBCParameter");
  asn1::Reader fields = reader.sequence({});
  ContentEncryption result;
  result.cipher = rc2_of_version(fields.small_integer("rc2ParameterVersion", 0, 1024));
  result.iv = fields.octet_string("iv");
  fields.finish();
  reader.finish();
  return result;
}

Bytes read_iv(ByteView parameters) {
  asn1::Reader reader(parameters, asn1::Rules::ber(), "parameters");
  Bytes iv = reader.octet_string("iv");
  reader.finish();
  return iv;
}

void check_iv(const ContentEncryption& encryption) {
  const auto& info = primitives::info(encryption.cipher);
  if (encryption.iv.size() != info.iv_size) {
    throw Error(ErrorKind::malformed,
                "an IV of " + std::to_string(encryption.iv.size()) + " octets",
                std::string(info.name) + " has one of " + std::to_string(info.iv_size),
                "RFC 3370, 5");
  }
}

}  // namespace

int rc2_parameter_version(unsigned effective_key_bits) {
  switch (effective_key_bits) {
    case 40: return 160;
    case 64: return 120;
    case 128: return 58;
    default: return static_cast<int>(effective_key_bits);
  }
}

ContentEncryption ContentEncryption::of(const x509::AlgorithmIdentifier& identifier) {
  ContentEncryption result;
  if (identifier.algorithm == rc2_cbc) {
    result = read_rc2(identifier.parameters);
    check_iv(result);
    return result;
  }
  for (const Row& row : plain_cbc()) {
    if (identifier.algorithm != *row.oid) continue;
    result = {row.cipher, read_iv(identifier.parameters)};
    check_iv(result);
    return result;
  }
  throw Error(ErrorKind::unsupported_algorithm, identifier.algorithm.dotted(),
              "content is encrypted with RC2, DES, Triple DES or AES in CBC mode", "RFC 3370, 5");
}

x509::AlgorithmIdentifier ContentEncryption::identifier() const {
  const auto& info = primitives::info(cipher);
  if (info.block_cipher == primitives::BlockCipher::rc2) {
    return {rc2_cbc, asn1::encode([&](asn1::Writer& writer) {
              writer.sequence([&](asn1::Writer& inside) {
                inside.integer(rc2_parameter_version(info.effective_key_bits));
                inside.octet_string(iv);
              });
            })};
  }
  for (const Row& row : plain_cbc()) {
    if (row.cipher != cipher) continue;
    return {*row.oid, asn1::encode([&](asn1::Writer& writer) { writer.octet_string(iv); })};
  }
  throw Error(ErrorKind::unsupported_algorithm, std::string(info.name),
              "EnvelopedData holds CBC ciphers; GCM belongs into AuthEnvelopedData",
              "RFC 5084, 1.1");
}

}  // namespace smime::cms
