// Content-encryption algorithm identifiers (RFC 3370, 5; RFC 3565, 4.1; RFC 5084, 3.2).
#include "cms/content_encryption.hpp"

#include <array>

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

// All but RC2, of which there is one identifier for every number of effective key bits.
const std::array<Row, 8>& rows() {
  static const std::array<Row, 8> all = {{{ContentCipher::des_cbc, &desCBC},
                                          {ContentCipher::des_ede3_cbc, &des_ede3_cbc},
                                          {ContentCipher::aes_128_cbc, &id_aes128_CBC},
                                          {ContentCipher::aes_192_cbc, &id_aes192_CBC},
                                          {ContentCipher::aes_256_cbc, &id_aes256_CBC},
                                          {ContentCipher::aes_128_gcm, &id_aes128_GCM},
                                          {ContentCipher::aes_192_gcm, &id_aes192_GCM},
                                          {ContentCipher::aes_256_gcm, &id_aes256_GCM}}};
  return all;
}

void set_rc2_bits(ContentEncryption& encryption, unsigned bits) {
  for (const auto& info : primitives::content_ciphers()) {
    if (info.block_cipher != primitives::BlockCipher::rc2) continue;
    encryption.cipher = info.cipher;
    if (info.effective_key_bits == bits) return;
  }
  encryption.other_rc2_bits = bits;
}

// ```asn1
// RC2CBCParameter ::= CHOICE {
//   iv      OCTET STRING, -- with 32 effective key bits
//   params  SEQUENCE { rc2ParameterVersion INTEGER, iv OCTET STRING } }
// ```
ContentEncryption read_rc2(ByteView parameters) {
  asn1::Reader reader(parameters, asn1::Rules::ber(), "RC2CBCParameter");
  ContentEncryption result;
  if (reader.next_is(asn1::kOctetString)) {
    set_rc2_bits(result, 32);
    result.iv = reader.octet_string("iv");
  } else {
    asn1::Reader fields = reader.sequence({});
    set_rc2_bits(result,
                 rc2_effective_key_bits(fields.small_integer("rc2ParameterVersion", 0, 1024)));
    result.iv = fields.octet_string("iv");
    fields.finish();
  }
  reader.finish();
  return result;
}

// ```asn1
// GCMParameters ::= SEQUENCE {
//   aes-nonce   OCTET STRING,
//   aes-ICVlen  AES-GCM-ICVlen DEFAULT 12 }
// ```
void read_gcm(ByteView parameters, ContentEncryption& encryption) {
  asn1::Reader reader(parameters, asn1::Rules::ber(), "GCMParameters");
  asn1::Reader fields = reader.sequence({});
  encryption.iv = fields.octet_string("aes-nonce");
  encryption.tag_size = 12;
  if (!fields.empty()) {
    encryption.tag_size = static_cast<std::size_t>(fields.small_integer("aes-ICVlen", 12, 16));
  }
  fields.finish();
  reader.finish();
}

Bytes read_iv(ByteView parameters) {
  asn1::Reader reader(parameters, asn1::Rules::ber(), "parameters");
  Bytes iv = reader.octet_string("iv");
  reader.finish();
  return iv;
}

void check_iv(const ContentEncryption& encryption) {
  const auto& info = primitives::info(encryption.cipher);
  const bool fits =
      info.authenticated ? !encryption.iv.empty() : encryption.iv.size() == info.iv_size;
  if (fits) return;
  throw Error(ErrorKind::malformed, "an IV of " + std::to_string(encryption.iv.size()) + " octets",
              std::string(info.name) + " has one of " + std::to_string(info.iv_size),
              info.authenticated ? "RFC 5084, 3.2" : "RFC 3370, 5");
}

}  // namespace

ContentEncryption ContentEncryption::of(const x509::AlgorithmIdentifier& identifier) {
  ContentEncryption result;
  if (identifier.algorithm == rc2_cbc) {
    result = read_rc2(identifier.parameters);
    check_iv(result);
    return result;
  }
  for (const Row& row : rows()) {
    if (identifier.algorithm != *row.oid) continue;
    result.cipher = row.cipher;
    if (result.is_authenticated()) {
      read_gcm(identifier.parameters, result);
    } else {
      result.iv = read_iv(identifier.parameters);
    }
    check_iv(result);
    return result;
  }
  throw Error(ErrorKind::unsupported_algorithm, identifier.algorithm.dotted(),
              "content is encrypted with RC2, DES, Triple DES or AES in CBC mode, or AES in GCM",
              "RFC 3370, 5");
}

x509::AlgorithmIdentifier ContentEncryption::identifier() const {
  const auto& info = primitives::info(cipher);
  const unsigned bits = other_rc2_bits.value_or(info.effective_key_bits);
  const Bytes iv_alone = asn1::encode([&](asn1::Writer& writer) { writer.octet_string(iv); });
  if (info.block_cipher == primitives::BlockCipher::rc2) {
    if (bits == 32) return {rc2_cbc, iv_alone};
    return {rc2_cbc, asn1::encode([&](asn1::Writer& writer) {
              writer.sequence([&](asn1::Writer& inside) {
                inside.integer(rc2_parameter_version(bits));
                inside.octet_string(iv);
              });
            })};
  }
  const Bytes gcm = asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& inside) {
      inside.octet_string(iv);
      if (tag_size != 12) inside.integer(tag_size);
    });
  });
  for (const Row& row : rows()) {
    if (row.cipher == cipher) return {*row.oid, info.authenticated ? gcm : iv_alone};
  }
  throw Error(ErrorKind::unsupported_algorithm, std::string(info.name),
              "the cipher has no identifier", "RFC 3370, 5");
}

std::string ContentEncryption::name() const {
  if (other_rc2_bits) return "rc2-" + std::to_string(*other_rc2_bits);
  return std::string(primitives::to_string(cipher));
}

std::size_t ContentEncryption::key_size() const {
  return other_rc2_bits ? (*other_rc2_bits + 7) / 8 : primitives::info(cipher).key_size;
}

std::unique_ptr<primitives::KeyedCipher> ContentEncryption::keyed(ByteView key) const {
  if (other_rc2_bits) {
    return primitives::make_cipher(primitives::BlockCipher::rc2, key, *other_rc2_bits);
  }
  return primitives::make_cipher(cipher, key);
}

std::uint64_t ContentEncryption::encrypted_size(std::uint64_t content_size) const {
  if (is_authenticated()) return content_size;
  const std::size_t block = primitives::info(cipher).iv_size;
  return content_size - content_size % block + block;
}

}  // namespace smime::cms
