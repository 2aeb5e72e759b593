// Everything that our authority makes, read by openssl, certtool and NSS with the meaning intended.
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/random.hpp"
#include "tests/support/skip.hpp"
#include "tests/x509/cast.hpp"
#include "x509/distribution_points.hpp"
#include "x509/revocation_list.hpp"

using namespace smime;
using namespace smime::x509;
using tests::Cast;
using tests::pem;
using tests::run;
using tests::TemporaryFolder;
using tests::TestRandom;

namespace {

// One of each kind, with words that every reader should show.
struct Made {
  std::string name, label;
  Bytes der;
  std::vector<std::string> openssl = {}, certtool = {}, nss = {};
};

Certificate person(const Profile& profile, std::uint8_t serial) {
  const Cast& cast = Cast::get();
  TestRandom random(80U + serial);
  return issue(cast.intermediate, cast.bob_key.public_key(), Name::from_rfc4514("CN=Bob,O=Example"),
               profile, Bytes{serial}, cast.validity, random);
}

// The root certifies another authority for one policy and one domain.
Certificate cross_certificate() {
  const Cast& cast = Cast::get();
  TestRandom random(80);
  const Certificate other =
      issue_self_signed(cast.bob_key, Name::from_rfc4514("CN=Other Root"), Profile::authority(),
                        Bytes{1}, cast.validity, random);
  CrossCertification restrictions;
  restrictions.path_len_constraint = 3;
  restrictions.policies = {ObjectIdentifier("1.3.6.1.4.1.55555.1")};
  restrictions.policy_mappings.mappings = {
      {ObjectIdentifier("1.3.6.1.4.1.55555.1"), ObjectIdentifier("1.3.6.1.4.1.55555.2")}};
  restrictions.policy_constraints.require_explicit_policy = 0;
  restrictions.name_constraints.permitted_subtrees = {GeneralName::rfc822("example.org")};
  return cross_certify(cast.root, other, restrictions, Bytes{81}, cast.validity, random);
}

std::vector<Made> certificates() {
  const Cast& cast = Cast::get();
  Profile pss = Profile::person({"bob@example.com"});
  pss.scheme = SignatureScheme::rsassa_pss(primitives::DigestAlgorithm::sha256);
  const auto made = [](const char* name, const Certificate& certificate,
                       std::vector<std::string> openssl, std::vector<std::string> certtool,
                       std::vector<std::string> nss) {
    return Made{name,
                "CERTIFICATE",
                primitives::to_bytes(certificate.der()),
                std::move(openssl),
                std::move(certtool),
                std::move(nss)};
  };
  return {
      made("root", cast.root.certificate, {"CA:TRUE", "Certificate Sign, CRL Sign"},
           {"Certificate Authority (CA): TRUE", "Certificate signing."},
           {"Is a CA with no maximum"}),
      made("intermediate", cast.intermediate.certificate, {"CA:TRUE, pathlen:0"},
           {"Path Length Constraint: 0"}, {"Is a CA with a maximum path length of 0"}),
      made("signer", person(Profile::person({"bob@example.com"}, EndEntityUse::sign), 81),
           {"Digital Signature", "E-mail Protection", "email:bob@example.com"},
           {"Digital signature.", "Email protection.", "RFC822Name: bob@example.com"},
           {"Usages: Digital Signature", "E-Mail Protection", "RFC822 Name: \"bob@example.com\""}),
      made("reader", person(Profile::person({"bob@example.com"}, EndEntityUse::encrypt), 82),
           {"Key Encipherment"}, {"Key encipherment."}, {"Usages: Key Encipherment"}),
      made("pss", person(pss, 83), {"Signature Algorithm: rsassaPss"}, {"RSA-PSS-SHA256"},
           {"PKCS #1 RSA-PSS Signature"}),
      made("cross", cross_certificate(),
           {"CA:TRUE, pathlen:3", "1.3.6.1.4.1.55555.1:1.3.6.1.4.1.55555.2",
            "Require Explicit Policy:0", "email:example.org"},
           {"Path Length Constraint: 3", "1.3.6.1.4.1.55555.1", "RFC822Name: example.org"},
           {"Certificate Policies", "Name Constraints", "Policy Mappings"}),
  };
}

CertificateList crl(const std::optional<Integer>& base) {
  const Cast& cast = Cast::get();
  TestRandom random(84);
  CrlProfile profile;
  profile.number = 7;
  profile.this_update = cast.now;
  profile.next_update = Time{cast.now.seconds + 86400};
  profile.base_crl_number = base;
  return issue_crl(cast.root,
                   {revoke(cast.intermediate.certificate, cast.now, CrlReason::key_compromise,
                           Time{cast.now.seconds - 60})},
                   profile, random);
}

// The command reads the object, and what it prints has each of the words.
void check_shown(const TemporaryFolder& folder, const std::string& command,
                 const std::vector<std::string>& words) {
  const auto ran = run(folder, command);
  INFO(command << "\n" << ran.output);
  CHECK(ran.status == 0);
  for (const std::string& word : words) {
    INFO(word);
    CHECK(ran.output.find(word) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("openssl reads every certificate that we issue as it is meant", "[interop][x509]") {
  if (!tests::is_installed("openssl")) return tests::skip("openssl is not installed");
  const TemporaryFolder folder;
  for (const Made& made : certificates()) {
    folder.write_text("c.pem", pem(made.label, made.der));
    check_shown(folder, "openssl x509 -in c.pem -noout -text", made.openssl);
  }
}

TEST_CASE("certtool reads every certificate that we issue as it is meant", "[interop][x509]") {
  if (!tests::is_installed("certtool")) return tests::skip("gnutls-bin is not installed");
  const TemporaryFolder folder;
  for (const Made& made : certificates()) {
    folder.write_text("c.pem", pem(made.label, made.der));
    check_shown(folder, "certtool --certificate-info --infile c.pem", made.certtool);
  }
}

TEST_CASE("certutil reads every certificate that we issue as it is meant", "[interop][x509]") {
  if (!tests::is_installed("certutil")) return tests::skip("libnss3-tools is not installed");
  const TemporaryFolder folder;
  check_shown(folder, "mkdir db && certutil -N -d sql:db --empty-password", {});
  for (const Made& made : certificates()) {
    folder.write_text("c.pem", pem(made.label, made.der));
    check_shown(folder,
                "certutil -A -d sql:db -n " + made.name + " -t ,, -a -i c.pem && " +
                    "certutil -L -d sql:db -n " + made.name,
                made.nss);
  }
}

TEST_CASE("openssl, certtool and crlutil read full and delta CRLs", "[interop][x509]") {
  const Cast& cast = Cast::get();
  const TemporaryFolder folder;
  folder.write_text("root.pem", pem("CERTIFICATE", cast.root.certificate.der()));
  for (const bool delta : {false, true}) {
    const CertificateList list = crl(delta ? std::optional<Integer>(5) : std::nullopt);
    folder.write_text("crl.pem", pem("X509 CRL", list.der()));
    folder.write("crl.der", list.der());
    if (tests::is_installed("openssl")) {
      check_shown(folder, "openssl crl -in crl.pem -CAfile root.pem -noout -text",
                  {"verify OK", "Key Compromise", "Invalidity Date",
                   delta ? "Delta CRL" : "X509v3 CRL Number"});
    }
    if (tests::is_installed("certtool")) {
      check_shown(folder, "certtool --crl-info --infile crl.pem",
                  {"Revoked certificates (1)", "CRL Number"});
    }
    if (!delta && tests::is_installed("crlutil")) {
      check_shown(folder,
                  "mkdir db && certutil -N -d sql:db --empty-password && "
                  "certutil -A -d sql:db -n root -t ,C, -a -i root.pem && "
                  "crlutil -I -d sql:db -i crl.der && crlutil -L -d sql:db -n root",
                  {"Serial Number: 2 (0x2)", "CRL reason code", "Data: 1 (0x1)"});
    }
  }
}

TEST_CASE("certutil certifies our request, and we read what it issued", "[interop][x509]") {
  if (!tests::is_installed("certutil")) return tests::skip("libnss3-tools is not installed");
  const Cast& cast = Cast::get();
  const TemporaryFolder folder;
  TestRandom random(85);
  const auto request = make_request(cast.bob_key, Name::from_rfc4514("CN=Bob,O=Example"),
                                    Profile::person({"bob@example.com"}).extensions, random);
  folder.write("request.der", request.der());
  folder.write_text("noise", std::string(64, 'n'));
  check_shown(folder,
              "mkdir db && certutil -N -d sql:db --empty-password && "
              "certutil -S -d sql:db -n ca -s CN=NSS -x -t ,C, -m 1 -z noise -k rsa -g 2048 && "
              "certutil -C -d sql:db -c ca -i request.der -o bob.der -m 2 -7 bob@example.com && "
              "certutil -L -d sql:db -n ca -r > ca.der && certutil -R -d sql:db -s CN=Katie "
              "-z noise -k rsa -g 2048 -7 katie@example.com -o katie.der",
              {});
  const auto bob = Certificate::decode(folder.read("bob.der"));
  const auto authority = Certificate::decode(folder.read("ca.der"));
  CHECK(bob.public_key() == cast.bob_key.public_key());
  CHECK(bob.emails() == std::vector<std::string>{"bob@example.com"});
  CHECK(bob.is_signed_with(authority.public_key()));
  CHECK(authority.is_signed_with(authority.public_key()));
  const auto theirs = CertificationRequest::decode(folder.read("katie.der"));
  CHECK(theirs.verify());
  CHECK(theirs.info().subject.rfc4514() == "CN=Katie");
}

TEST_CASE("we read what certtool makes", "[interop][x509]") {
  if (!tests::is_installed("certtool")) return tests::skip("gnutls-bin is not installed");
  const TemporaryFolder folder;
  folder.write_text("ca.cfg", "cn = \"GnuTLS Root\"\nca\ncert_signing_key\ncrl_signing_key\n");
  folder.write_text("end.cfg",
                    "cn = \"Katie\"\nemail = katie@example.com\nsigning_key\n"
                    "email_protection_key\nserial = 5\n");
  folder.write_text("crl.cfg", "crl_next_update = 30\ncrl_number = 4\n");
  check_shown(folder,
              "certtool --generate-privkey --rsa --bits 2048 --outfile ca.key && "
              "certtool --generate-self-signed --load-privkey ca.key --template ca.cfg "
              "--outder --outfile ca.der && "
              "certtool --inder --certificate-info --infile ca.der --outfile ca.pem && "
              "certtool --generate-privkey --rsa --bits 2048 --outfile end.key && "
              "certtool --generate-request --load-privkey end.key --template end.cfg --outder "
              "--outfile request.der && "
              "certtool --generate-certificate --load-privkey end.key --load-ca-certificate ca.pem "
              "--load-ca-privkey ca.key --template end.cfg --outfile end.pem && "
              "certtool --certificate-info --infile end.pem --outder --outfile end.der && "
              "certtool --generate-crl --load-ca-privkey ca.key --load-ca-certificate ca.pem "
              "--load-certificate end.pem --template crl.cfg --outder --outfile crl.der",
              {});
  const auto authority = Certificate::decode(folder.read("ca.der"));
  const auto end = Certificate::decode(folder.read("end.der"));
  CHECK(end.is_signed_with(authority.public_key()));
  CHECK(end.emails() == std::vector<std::string>{"katie@example.com"});
  CHECK(CertificationRequest::decode(folder.read("request.der")).verify());
  const auto list = CertificateList::decode(folder.read("crl.der"));
  CHECK(list.is_signed_with(authority.public_key()));
  CHECK(list.crl_number() == Integer(4));
  CHECK(list.find(authority.subject(), end.serial_number()) != nullptr);
}
