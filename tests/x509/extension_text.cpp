// Extensions shown to people: every standard one of Debian's roots and of the cryptography vectors.
#include "x509/extension_text.hpp"

#include <filesystem>

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/support.hpp"
#include "x509/certificate.hpp"

using namespace smime;
using namespace smime::x509;

namespace {

using Lines = std::vector<std::string>;

// The text of one extension of a certificate of the cryptography vectors.
Lines shown(const std::string& file, const ObjectIdentifier& extn_id) {
  const auto folder = tests::cryptography_vectors("x509/custom");
  const auto certificate =
      Certificate::decode(tests::read_objects(*folder / file, "CERTIFICATE").at(0));
  const Extension* found = certificate.extensions().find(extn_id);
  REQUIRE(found != nullptr);
  return extension_text(*found);
}

}  // namespace

TEST_CASE("every standard extension of Debian's roots is shown", "[x509][extensions]") {
  const std::filesystem::path bundle = "/etc/ssl/certs/ca-certificates.crt";
  if (!std::filesystem::exists(bundle)) return tests::skip("ca-certificates is not installed");
  std::size_t seen = 0;
  for (const Bytes& der : tests::read_objects(bundle, "CERTIFICATE")) {
    const Certificate certificate = Certificate::decode(der);
    INFO(certificate.subject().rfc4514());
    for (const Extension& extension : certificate.extensions()) {
      const std::string id = extension.extn_id.dotted();
      if (!id.starts_with("2.5.29.") && !id.starts_with("1.3.6.1.5.5.7.1.")) continue;
      INFO(id);
      CHECK(extension_name(extension.extn_id));
      const Lines lines = extension_text(extension);
      CHECK_FALSE(lines.empty());
      CHECK(lines.back().find("malformed") == std::string::npos);
      ++seen;
    }
  }
  CHECK(seen > 300);
}

TEST_CASE("extensions of the cryptography vectors are shown", "[x509][extensions]") {
  if (!tests::cryptography_vectors("x509/custom")) {
    return tests::skip("python3-cryptography-vectors is not installed");
  }
  // What `openssl x509 -text` says of the same files.
  CHECK(shown("bc_path_length_zero.pem", id_ce_basicConstraints) == Lines{"CA, path length 0"});
  CHECK(shown("cp_cps_uri.pem", id_ce_certificatePolicies) ==
        Lines{"2.16.840.1.12345.1.2.3.4.1, CPS http://other.com/cps"});
  CHECK(shown("nc_permitted_excluded.pem", id_ce_nameConstraints).size() > 1);
  CHECK(shown("inhibit_any_policy_5.pem", id_ce_inhibitAnyPolicy) == Lines{"no anyPolicy after 5"});
  CHECK(shown("policy_constraints_explicit.pem", id_ce_policyConstraints) ==
        Lines{"explicit policy after 1"});
  CHECK(shown("cdp_crl_issuer.pem", id_ce_cRLDistributionPoints).size() == 1);
  CHECK(shown("aia_ocsp.pem", id_pe_authorityInfoAccess) ==
        Lines{"OCSP URI:http://ocsp.domain.com"});
  CHECK(shown("sia.pem", id_pe_subjectInfoAccess).size() > 0);
  CHECK(shown("ian_uri.pem", id_ce_issuerAltName) == Lines{"URI:http://path.to.root/root.crt"});
}

TEST_CASE("what is unknown or malformed is shown as octets", "[x509][extensions]") {
  CHECK(extension_text({ObjectIdentifier("1.2.3"), false, {0x05, 0x00}}) == Lines{"0500"});
  CHECK_FALSE(extension_name(ObjectIdentifier("1.2.3")));
  const Lines broken = extension_text({id_ce_keyUsage, true, {0x05, 0x00}});
  REQUIRE(broken.size() == 2);
  CHECK(broken[0] == "0500");
  CHECK(broken[1].starts_with("malformed: "));
}
