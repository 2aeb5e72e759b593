// Certificates by what names them (RFC 5652, 5.3), so that each of many signers is found among many
// certificates in a moment.
#pragma once

#include <vector>

#include "cms/identifiers.hpp"

namespace smime::cms {

/// Finds certificates of two lists, which must outlive it.
class CertificateIndex {
 public:
  CertificateIndex(const std::vector<x509::Certificate>& first,
                   const std::vector<x509::Certificate>& second);

  /// Those that an identifier names, each once: at most eight, those of the first list before those
  /// of the second. Of certificates that share a serial number, a thousand are looked at.
  std::vector<const x509::Certificate*> named_by(const CertificateIdentifier& id) const;
  const std::vector<const x509::Certificate*>& all() const { return all_; }

 private:
  struct Entry {
    Bytes key;
    const x509::Certificate* certificate;
  };
  using Entries = std::vector<Entry>;

  const Entries& by_serial_number() const;
  const Entries& by_key_identifier() const;

  std::vector<const x509::Certificate*> all_;
  // Made when they are first asked for.
  mutable Entries by_serial_number_, by_key_identifier_;
};

}  // namespace smime::cms
