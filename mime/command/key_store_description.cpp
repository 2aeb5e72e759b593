// PKCS #12 files described.
#include "mime/command/description.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::command {
namespace {

using primitives::to_hex;

void add_name(Description& entry, const cms::pkcs12::EntryName& name) {
  if (!name.friendly_name.empty()) entry["friendly_name"] = name.friendly_name;
  if (!name.local_key_id.empty()) entry["local_key_id"] = to_hex(name.local_key_id);
}

// A key is known by its public half: the SHA-256 of its SubjectPublicKeyInfo.
Description key_entry(const cms::pkcs12::KeyEntry& entry) {
  const x509::PublicKey key = entry.key.public_key();
  Description described{{"sha256", to_hex(primitives::digest(DigestAlgorithm::sha256, key.der()))},
                        {"key", key.description()}};
  add_name(described, entry.name);
  return described;
}

Description certificate_entry(const cms::pkcs12::CertificateEntry& entry) {
  Description described{{"sha256", entry.certificate.sha256_hex()},
                        {"subject", entry.certificate.subject().rfc4514()},
                        {"issuer", entry.certificate.issuer().rfc4514()}};
  add_name(described, entry.name);
  return described;
}

}  // namespace

Description describe(const cms::pkcs12::KeyStoreReading& reading) {
  Description described{{"type", "pkcs12"}};
  const x509::Check* failure = reading.report.first_failure();
  described["verdict"] = failure == nullptr ? "valid" : to_string(*failure->reason);
  described["integrity"] = reading.integrity.empty() ? "none" : reading.integrity;
  described["privacy"] = reading.privacy;
  described["keys"] = Description::array();
  for (const auto& entry : reading.store.keys) described["keys"].push_back(key_entry(entry));
  described["certificates"] = Description::array();
  for (const auto& entry : reading.store.certificates) {
    described["certificates"].push_back(certificate_entry(entry));
  }
  if (!reading.store.crls.empty()) described["crls"] = reading.store.crls.size();
  for (const auto& entry : reading.store.secrets) {
    Description secret{{"type", entry.type.dotted()}, {"octets", entry.value.size()}};
    add_name(secret, entry.name);
    described["secrets"].push_back(secret);
  }
  for (const x509::Check& check : reading.report.checks()) {
    if (check.outcome == x509::Outcome::pass) continue;
    described["remarks"].push_back(check.detail +
                                   (check.citation.empty() ? "" : " (" + check.citation + ")"));
  }
  return described;
}

}  // namespace smime::mime::command
