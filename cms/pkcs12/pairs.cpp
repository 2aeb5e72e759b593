// Which certificate belongs to which private key of a PKCS #12 file (RFC 7292, 4.2).
#include "cms/pkcs12/pairs.hpp"

#include <algorithm>

#include "primitives/error.hpp"
#include "x509/extensions.hpp"
#include "x509/key_pair.hpp"

namespace smime::cms::pkcs12 {
namespace {

using x509::Reason;
using x509::restricted_as;
using x509::same_key;

bool has_end_entity(const KeyStore& store) {
  return std::ranges::any_of(store.certificates, [](const CertificateEntry& entry) {
    return is_end_entity(entry.certificate);
  });
}

// A key and a certificate with the same localKeyId belong together, says the file.
// Whether all do.
bool check_local_key_ids(const KeyStore& store, x509::Report& report) {
  bool all = true;
  for (const KeyEntry& key : store.keys) {
    if (key.name.local_key_id.empty()) continue;
    for (const CertificateEntry& entry : store.certificates) {
      if (entry.name.local_key_id != key.name.local_key_id) continue;
      const std::string subject = entry.certificate.subject().rfc4514();
      if (same_key(entry.certificate.public_key(), key.key.public_key())) {
        report.pass("localKeyId", "RFC 7292, 4.2", subject, "it fits its private key");
      } else {
        all = false;
        report.fail(Reason::key_certificate_mismatch, "localKeyId", "RFC 7292, 4.2", subject,
                    "the private key with its localKeyId is another one's");
      }
    }
  }
  return all;
}

}  // namespace

bool is_end_entity(const x509::Certificate& certificate) {
  try {
    const auto constraints = certificate.extensions().find<x509::BasicConstraints>();
    return !constraints || !constraints->ca;
  } catch (const Error&) {
    return true;  // what cannot be read makes no authority
  }
}

void check_pairs(const KeyStore& store, x509::Report& report) {
  const bool fit = check_local_key_ids(store, report);
  if (store.keys.empty()) {
    if (!store.unsupported_key) {
      report.note("key", "RFC 7292, 4.2", "pfx", "there is no private key inside");
    }
    return;
  }
  const bool is_paired = std::ranges::any_of(
      store.keys, [&](const KeyEntry& key) { return store.certificate_of(key) != nullptr; });
  // A key of another algorithm may be the one that the certificates are for.
  if (!fit || is_paired || store.unsupported_key || !has_end_entity(store)) return;
  report.fail(Reason::key_certificate_mismatch, "pair", "RFC 7292, 4.2", "pfx",
              "the certificates inside are for other keys than the private key inside");
}

const CertificateEntry* KeyStore::certificate_of(const KeyEntry& key) const {
  const x509::PublicKey public_key = key.key.public_key();
  const CertificateEntry* found = nullptr;
  for (const CertificateEntry& entry : certificates) {
    if (!same_key(entry.certificate.public_key(), public_key)) continue;
    const bool is_named =
        !key.name.local_key_id.empty() && entry.name.local_key_id == key.name.local_key_id;
    if (is_named) return &entry;
    if (found == nullptr) found = &entry;
  }
  return found;
}

Identity KeyStore::identity() const {
  constexpr const char* rule = "an identity is a private key with its certificate";
  for (const KeyEntry& entry : keys) {
    const CertificateEntry* own = certificate_of(entry);
    if (own == nullptr) continue;
    return {own->certificate, restricted_as(own->certificate.public_key(), entry.key)};
  }
  if (keys.empty() && unsupported_key) throw *unsupported_key;
  if (keys.empty()) {
    throw Error(ErrorKind::not_found, "no private key inside", rule, "RFC 7292, 4.2");
  }
  throw Error(ErrorKind::not_found,
              has_end_entity(*this) ? "certificates of other keys than the private key inside"
                                    : "no certificate for the private key inside",
              rule, "RFC 7292, 4.2");
}

std::vector<x509::Certificate> KeyStore::others(const x509::Certificate& own) const {
  std::vector<x509::Certificate> all;
  for (const CertificateEntry& entry : certificates) {
    if (!(entry.certificate == own)) all.push_back(entry.certificate);
  }
  return all;
}

}  // namespace smime::cms::pkcs12
