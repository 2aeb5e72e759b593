// GnuTLS's certtool and NSS's certutil on what our authority makes.
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/cast.hpp"
#include "x509/revocation_list.hpp"

using namespace smime;
using namespace smime::x509;
using tests::Cast;
using tests::pem;
using tests::run;
using tests::TemporaryFolder;
using tests::TestRandom;

namespace {

std::string certificate_pem(const Certificate& certificate) {
  return pem("CERTIFICATE", certificate.der());
}

bool succeeds(const TemporaryFolder& folder, const std::string& command) {
  const auto ran = run(folder, command);
  INFO(command);
  INFO(ran.output);
  CHECK(ran.status == 0);
  return ran.status == 0;
}

}  // namespace

TEST_CASE("certtool verifies our chain and reads our requests and CRLs", "[interop][x509]") {
  if (!tests::is_installed("certtool")) return tests::skip("gnutls-bin is not installed");
  const Cast& cast = Cast::get();
  const TemporaryFolder folder;
  TestRandom random(51);
  folder.write_text("chain.pem", certificate_pem(cast.katie) +
                                     certificate_pem(cast.intermediate.certificate) +
                                     certificate_pem(cast.root.certificate));
  folder.write_text("root.pem", certificate_pem(cast.root.certificate));
  CHECK(succeeds(folder,
                 "certtool --verify --load-ca-certificate root.pem --infile chain.pem "
                 "--verify-email katie@example.com "
                 "--verify-purpose 1.3.6.1.5.5.7.3.4"));
  CrlProfile profile;
  profile.this_update = cast.validity.not_before;  // certtool judges by its own clock
  profile.next_update = cast.validity.not_after;
  const auto crl = issue_crl(
      cast.root,
      {revoke(cast.intermediate.certificate, profile.this_update, CrlReason::ca_compromise)},
      profile, random);
  folder.write_text("crl.pem", pem("X509 CRL", crl.der()));
  CHECK(succeeds(folder, "certtool --verify-crl --load-ca-certificate root.pem --infile crl.pem"));
  const auto request = make_request(cast.bob_key, Name::from_rfc4514("CN=Bob"),
                                    Profile::person({"bob@example.com"}).extensions, random);
  folder.write_text("request.pem", pem("CERTIFICATE REQUEST", request.der()));
  CHECK(succeeds(folder, "certtool --crq-info --infile request.pem"));
}

TEST_CASE("certutil takes our chain for signing and reading mail", "[interop][x509]") {
  if (!tests::is_installed("certutil")) return tests::skip("libnss3-tools is not installed");
  const Cast& cast = Cast::get();
  const TemporaryFolder folder;
  folder.write_text("root.pem", certificate_pem(cast.root.certificate));
  folder.write_text("middle.pem", certificate_pem(cast.intermediate.certificate));
  folder.write_text("katie.pem", certificate_pem(cast.katie));
  CHECK(succeeds(folder,
                 "mkdir db && certutil -N -d sql:db --empty-password && "
                 "certutil -A -d sql:db -n root -t ,C, -a -i root.pem && "
                 "certutil -A -d sql:db -n middle -t ,, -a -i middle.pem && "
                 "certutil -A -d sql:db -n katie -t ,, -a -i katie.pem"));
  for (const char* usage : {"S", "R"}) {  // e-mail signer, e-mail recipient
    CHECK(succeeds(folder,
                   std::string("certutil -V -d sql:db -n katie -e -b 261123120000Z -u ") + usage));
  }
}
