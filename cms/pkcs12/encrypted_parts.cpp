// The parts of a PKCS #12 file that are encrypted under its password: reading their forms.
#include "cms/pkcs12/encrypted_parts.hpp"

#include "asn1/reader.hpp"
#include "cms/encrypted_data.hpp"
#include "primitives/error.hpp"

namespace smime::cms::pkcs12 {

Encrypted read_shrouded_key(ByteView bag_value) {
  asn1::Reader reader(bag_value, asn1::Rules::ber(), "pkcs8ShroudedKeyBag");
  asn1::Reader fields = reader.sequence({});
  Encrypted encrypted;
  encrypted.algorithm = x509::AlgorithmIdentifier::read(fields, "encryptionAlgorithm");
  encrypted.encrypted_data = fields.octet_string("encryptedData");
  fields.finish();
  reader.finish();
  return encrypted;
}

// PrivateKeyInfo begins with its version, an INTEGER; EncryptedPrivateKeyInfo with a SEQUENCE.
bool is_plain_key(ByteView bag_value) {
  asn1::Reader reader(bag_value, asn1::Rules::ber(), "pkcs8ShroudedKeyBag");
  return reader.sequence({}).next_is(asn1::kInteger);
}

Encrypted read_encrypted_data(ByteView content) {
  const EncryptedData data = EncryptedData::decode(content);
  const auto& info = data.encrypted_content_info;
  if (info.content_type != id_data || !info.encrypted_content) {
    throw Error(ErrorKind::malformed, "encrypted content of another type, or none",
                "SafeContents are encrypted as data", "RFC 7292, 4.1");
  }
  return {info.content_encryption_algorithm, *info.encrypted_content};
}

}  // namespace smime::cms::pkcs12
