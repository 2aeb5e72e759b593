// Fuzz target: certificates and CRLs behind one another, the first verified with the others.
#include "asn1/reader.hpp"
#include "tests/fuzz/target.hpp"
#include "x509/path/verifier.hpp"

namespace smime::fuzz {

void fuzz(ByteView input) {
  std::vector<x509::Certificate> certificates;
  std::vector<x509::CertificateList> crls;
  asn1::Reader reader(input, asn1::Rules::der(), "input");
  while (!reader.empty()) {
    const ByteView der = reader.element("object").whole;
    if (!refuses([&] { certificates.push_back(x509::Certificate::decode(der)); })) continue;
    refuses([&] { crls.push_back(x509::CertificateList::decode(der)); });
  }
  if (certificates.empty()) return;
  x509::path::PathOptions options;
  options.policy = x509::path::Policy::any;
  const x509::path::TrustStore trust({certificates.back()});
  const auto result = x509::path::verify_certificate(certificates.front(), trust, certificates,
                                                     crls, Time::from_civil(2005, 1, 1), options);
  require(result.valid() || result.report.first_failure() != nullptr, "a refusal gives its reason");
  require(!result.chain.empty() && result.chain.size() <= options.max_path_length,
          "a path has the certificate, and not too many");
}

std::vector<Bytes> seeds() {
  std::vector<Bytes> found;
  for (const char* file : {"x509/rfc5280_appendix_c.json", "x509/rfc4134_certificates.json",
                           "x509/rfc9216_certificates.json"}) {
    const std::vector<Bytes> all = hex_fields({{file, "certificate"}, {file, "crl"}});
    for (const Bytes& one : all) {
      for (const Bytes& other : all) found.push_back(primitives::concatenate({one, other}));
    }
  }
  return found;
}

}  // namespace smime::fuzz
