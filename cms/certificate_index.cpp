// Certificates by what names them (RFC 5652, 5.3).
#include "cms/certificate_index.hpp"

#include <algorithm>

namespace smime::cms {
namespace {

using x509::Certificate;

constexpr std::size_t kMostNamed = 8;
constexpr std::size_t kMostLookedAt = 1000;

}  // namespace

CertificateIndex::CertificateIndex(const std::vector<Certificate>& first,
                                   const std::vector<Certificate>& second) {
  for (const auto* list : {&first, &second}) {
    for (const Certificate& one : *list) all_.push_back(&one);
  }
}

const CertificateIndex::Entries& CertificateIndex::by_serial_number() const {
  if (by_serial_number_.empty()) {
    for (const Certificate* one : all_) {
      by_serial_number_.push_back({primitives::to_bytes(one->serial_number()), one});
    }
    std::ranges::stable_sort(by_serial_number_, {}, &Entry::key);
  }
  return by_serial_number_;
}

const CertificateIndex::Entries& CertificateIndex::by_key_identifier() const {
  if (by_key_identifier_.empty()) {
    for (const Certificate* one : all_) {
      if (auto id = one->subject_key_identifier()) by_key_identifier_.push_back({*id, one});
    }
    std::ranges::stable_sort(by_key_identifier_, {}, &Entry::key);
  }
  return by_key_identifier_;
}

std::vector<const Certificate*> CertificateIndex::named_by(const CertificateIdentifier& id) const {
  const bool by_key = id.is_key_identifier();
  const Bytes& key =
      by_key ? id.key_identifier().value : id.issuer_and_serial_number().serial_number;
  const Entries& entries = by_key ? by_key_identifier() : by_serial_number();
  std::vector<const Certificate*> named;
  std::size_t looked_at = 0;
  for (auto entry = std::ranges::lower_bound(entries, key, {}, &Entry::key);
       entry != entries.end() && entry->key == key; ++entry) {
    if (named.size() == kMostNamed || ++looked_at > kMostLookedAt) break;
    const Certificate& one = *entry->certificate;
    const bool twice =
        std::ranges::any_of(named, [&](const Certificate* other) { return *other == one; });
    if (!twice && id.names(one)) named.push_back(&one);
  }
  return named;
}

}  // namespace smime::cms
