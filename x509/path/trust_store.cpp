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
  const auto& same_name = find_canonical(certificate.subject().canonical());
  return std::ranges::find(same_name, certificate) != same_name.end();
}

std::vector<Certificate> TrustStore::all() const {
  std::vector<Certificate> anchors;
  for (const auto& [name, of_name] : by_subject_) {
    anchors.insert(anchors.end(), of_name.begin(), of_name.end());
  }
  return anchors;
}

std::vector<Certificate> TrustStore::find(const Name& subject) const {
  return find_canonical(subject.canonical());
}

const std::vector<Certificate>& TrustStore::find_canonical(const Bytes& subject) const {
  static const std::vector<Certificate> none;
  const auto found = by_subject_.find(subject);
  return found == by_subject_.end() ? none : found->second;
}

}  // namespace smime::x509::path
