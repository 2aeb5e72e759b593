// The collection of python3-cryptography-vectors, PKITS included: every certificate, CRL and
// request is written again to its own octets, or refused for the reason that its name tells.
#include <filesystem>
#include <map>

#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/support.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/request.hpp"

using namespace smime;
using namespace smime::x509;
namespace fs = std::filesystem;

namespace {

// The files that no decoder should take, and why.
const std::map<std::string, ErrorKind> kRefused = {
    {"custom/invalid_version.pem", ErrorKind::unsupported_version},
    {"custom/two_basic_constraints.pem", ErrorKind::malformed},
    {"custom/crl_invalid_time.der", ErrorKind::malformed},
    {"custom/crl_bad_version.pem", ErrorKind::unsupported_version},
    {"custom/crl_dup_entry_ext.pem", ErrorKind::malformed},
    {"badasn1time.pem", ErrorKind::malformed},
    {"requests/bad-version.pem", ErrorKind::unsupported_version},
    {"ed25519/ed25519-rfc8410.pem", ErrorKind::not_der},          // critical FALSE written out
    {"cryptography-scts-tbs-precert.der", ErrorKind::malformed},  // a TBSCertificate alone
};

bool contains(const std::string& name, const std::string& part) {
  return name.find(part) != std::string::npos;
}

bool same_again(const Bytes& der, const std::string& label) {
  if (label == "X509 CRL") {
    const auto crl = CertificateList::decode(der);
    return primitives::equal(crl.tbs_cert_list().encode(), crl.tbs_der());
  }
  if (label == "CERTIFICATE REQUEST") {
    const auto request = CertificationRequest::decode(der);
    return primitives::equal(request.info().encode(), request.info_der());
  }
  const auto certificate = Certificate::decode(der);
  return primitives::equal(certificate.tbs_certificate().encode(), certificate.tbs_der());
}

std::string label_of(const std::string& name) {
  if (contains(name, "crl")) return "X509 CRL";
  return contains(name, "requests/") ? "CERTIFICATE REQUEST" : "CERTIFICATE";
}

}  // namespace

TEST_CASE("every object of the cryptography vectors is written again as it was", "[x509]") {
  const auto folder = tests::cryptography_vectors("x509");
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  std::size_t same = 0;
  for (const auto& entry : fs::recursive_directory_iterator(*folder)) {
    const std::string name = fs::relative(entry.path(), *folder).string();
    const std::string kind = entry.path().extension().string();
    if ((kind != ".pem" && kind != ".der" && kind != ".crt" && kind != ".crl") ||
        contains(name, "ocsp/")) {
      continue;
    }
    INFO(name);
    const auto refused = kRefused.find(name);
    for (const Bytes& der : tests::read_objects(entry.path(), label_of(name))) {
      if (refused != kRefused.end()) {
        CHECK(tests::kind_of([&] { same_again(der, label_of(name)); }) == refused->second);
      } else {
        CHECK(same_again(der, label_of(name)));
        ++same;
      }
    }
  }
  CHECK(same > 700);
}
