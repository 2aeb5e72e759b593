// Trust anchors in memory (RFC 5280, 6.1.1 (d)): several certificates per name are the normal case.
#pragma once

#include <map>
#include <vector>

#include "x509/certificate.hpp"

namespace smime::x509::path {

/// The certificates that are trusted because somebody said so.
class TrustStore {
 public:
  TrustStore() = default;
  explicit TrustStore(const std::vector<Certificate>& anchors);

  /// Adds an anchor; one that is there already is not added twice.
  void add(const Certificate& anchor);
  bool contains(const Certificate& certificate) const;
  /// All anchors.
  std::vector<Certificate> all() const;
  /// Every anchor with this subject.
  std::vector<Certificate> find(const Name& subject) const;
  /// The same by the name's canonical octets.
  const std::vector<Certificate>& find_canonical(const Bytes& subject) const;
  /// The first anchor that the predicate accepts, or null.
  template <typename Predicate>
  const Certificate* find_if(Predicate&& predicate) const {
    for (const auto& [name, anchors] : by_subject_) {
      for (const Certificate& anchor : anchors) {
        if (predicate(anchor)) return &anchor;
      }
    }
    return nullptr;
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  std::map<Bytes, std::vector<Certificate>> by_subject_;  // by canonical name
  std::size_t size_ = 0;
};

}  // namespace smime::x509::path
