// Trust anchors in memory (RFC 5280, 6.1.1 (d)): several certificates per name are the normal case.
#include "x509/path/trust_store.hpp"

#include <algorithm>

namespace smime::x509::path {

TrustStore::TrustStore(const std::vector<Certificate>& anchors) {
  for (const Certificate& anchor : anchors) add(anchor);
}

void TrustStore::add(const Certificate& anchor) {
  std::vector<Certificate>& same_name = by_subject_[anchor.subject().canonical()];
  if (std::ranges::find(same_name, anchor) != same_name.end()) return;
  same_name.push_back(anchor);
  ++size_;
}

bool TrustStore::contains(const Certificate& certificate) const {
  const std::vector<Certificate> same_name = find(certificate.subject());
  return std::ranges::find(same_name, certificate) != same_name.end();
}

std::vector<Certificate> TrustStore::find(const Name& subject) const {
  const auto found = by_subject_.find(subject.canonical());
  return found == by_subject_.end() ? std::vector<Certificate>{} : found->second;
}

}  // namespace smime::x509::path
