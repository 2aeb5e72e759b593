// SMIMECapabilities (RFC 8551, 2.5.2).
#include "cms/smime_capabilities.hpp"

#include "cms/content_encryption.hpp"
#include "x509/object_identifiers.hpp"

namespace smime::cms {
namespace {

// SMIMECapabilitiesParametersForRC2CBC ::= INTEGER, the effective key bits: not the parameter
// version. \standard{RFC 3851, 2.5.2}
Bytes rc2_parameters(unsigned effective_key_bits) {
  return asn1::encode([&](asn1::Writer& writer) { writer.integer(effective_key_bits); });
}

// The identifier alone tells a cipher, RC2's sizes aside.
ObjectIdentifier oid_of(ContentCipher cipher) {
  const ContentEncryption encryption{cipher, Bytes(primitives::info(cipher).iv_size)};
  return encryption.identifier().algorithm;
}

}  // namespace

SmimeCapability SmimeCapability::of(ContentCipher cipher) {
  const auto& info = primitives::info(cipher);
  const bool rc2 = info.block_cipher == primitives::BlockCipher::rc2;
  return {oid_of(cipher), rc2 ? rc2_parameters(info.effective_key_bits) : Bytes{}};
}

SmimeCapability SmimeCapability::of(DigestAlgorithm digest) {
  return {x509::digest_oid(digest), {}};
}

std::optional<ContentCipher> SmimeCapability::cipher() const {
  for (const auto& info : primitives::content_ciphers()) {
    const SmimeCapability candidate = of(info.cipher);
    if (candidate.capability_id != capability_id) continue;
    const bool rc2 = info.block_cipher == primitives::BlockCipher::rc2;
    if (!rc2 || candidate.parameters == parameters) return info.cipher;
  }
  return std::nullopt;
}

std::string SmimeCapability::text() const {
  if (const auto known = cipher()) return std::string(primitives::to_string(*known));
  if (capability_id == x509::rsaEncryption) return "rsaes-pkcs1-v1_5";
  if (capability_id == id_RSAES_OAEP) return "rsaes-oaep";
  for (const auto digest :
       {DigestAlgorithm::md5, DigestAlgorithm::sha1, DigestAlgorithm::sha224,
        DigestAlgorithm::sha256, DigestAlgorithm::sha384, DigestAlgorithm::sha512}) {
    if (capability_id == x509::digest_oid(digest)) return std::string(to_string(digest));
  }
  return capability_id.dotted();
}

SmimeCapabilities SmimeCapabilities::of(const std::vector<ContentCipher>& ciphers) {
  SmimeCapabilities result;
  for (const ContentCipher cipher : ciphers) result.all.push_back(SmimeCapability::of(cipher));
  return result;
}

SmimeCapabilities SmimeCapabilities::decode(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber(), "smimeCapabilities");
  asn1::Reader list = reader.sequence({});
  SmimeCapabilities result;
  while (!list.empty()) {
    asn1::Reader fields = list.sequence("capability");
    SmimeCapability capability;
    capability.capability_id = fields.object_identifier("capabilityID");
    if (!fields.empty()) capability.parameters = primitives::to_bytes(fields.any("parameters"));
    fields.finish();
    result.all.push_back(std::move(capability));
  }
  reader.finish();
  return result;
}

Bytes SmimeCapabilities::encode() const {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& list) {
      for (const SmimeCapability& capability : all) {
        list.sequence([&](asn1::Writer& fields) {
          fields.object_identifier(capability.capability_id);
          fields.raw(capability.parameters);
        });
      }
    });
  });
}

std::vector<ContentCipher> SmimeCapabilities::ciphers() const {
  std::vector<ContentCipher> result;
  for (const SmimeCapability& capability : all) {
    if (const auto cipher = capability.cipher()) result.push_back(*cipher);
  }
  return result;
}

}  // namespace smime::cms
