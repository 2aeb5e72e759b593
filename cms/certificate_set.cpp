// CertificateSet and RevocationInfoChoices (RFC 5652, 10.2.1 and 10.2.2).
#include "cms/certificate_set.hpp"

#include <algorithm>
#include <string>

namespace smime::cms {
namespace {

// Reads one element after the other; what cannot be read goes to the others, since one unreadable
// certificate or CRL among others does not make a message unreadable.
template <typename Readable>
void read_elements(asn1::Reader& set, std::size_t most, const char* name,
                   std::vector<Readable>& readable, std::vector<Bytes>& others) {
  for (std::size_t count = 0; !set.empty(); ++count) {
    if (count == most) {
      throw set.error(ErrorKind::limit_exceeded, std::string("more than the limit of a ") + name,
                      "at most " + std::to_string(most) + " are read", "");
    }
    const bool is_sequence = set.next_is(asn1::kSequence);
    const ByteView encoding = set.any(name);
    try {
      if (is_sequence) {
        readable.push_back(Readable::decode(encoding));
        continue;
      }
    } catch (const Error&) {
      // Kept among the others.
    }
    others.push_back(primitives::to_bytes(encoding));
  }
}

template <typename Readable>
std::vector<Bytes> encodings(const std::vector<Readable>& readable, std::vector<Bytes> others) {
  for (const Readable& one : readable) others.push_back(primitives::to_bytes(one.der()));
  return others;
}

bool any_with_tag(const std::vector<Bytes>& encodings, std::uint32_t number) {
  return std::any_of(encodings.begin(), encodings.end(),
                     [&](const Bytes& one) { return one[0] == (0xa0 | number); });
}

}  // namespace

void CertificatesAndCrls::read_certificates(asn1::Reader& set, std::size_t most) {
  read_elements(set, most, "certificate", certificates, other_certificates);
}

void CertificatesAndCrls::read_crls(asn1::Reader& set, std::size_t most) {
  read_elements(set, most, "crl", crls, other_revocation_infos);
}

void CertificatesAndCrls::write(asn1::Writer& writer) const {
  if (has_certificates()) {
    writer.set_of(encodings(certificates, other_certificates), asn1::context(0));
  }
  if (has_crls()) writer.set_of(encodings(crls, other_revocation_infos), asn1::context(1));
}

bool CertificatesAndCrls::has_certificate_choice(std::uint32_t number) const {
  return any_with_tag(other_certificates, number);
}

bool CertificatesAndCrls::has_other_revocation_info() const {
  return any_with_tag(other_revocation_infos, 1);
}

void add_once(std::vector<x509::Certificate>& all, const x509::Certificate& certificate) {
  if (std::find(all.begin(), all.end(), certificate) == all.end()) all.push_back(certificate);
}

}  // namespace smime::cms
