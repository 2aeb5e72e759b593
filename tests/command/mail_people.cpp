// An authority and people with digital IDs in files, made once for all tests.
#include "tests/support/mail_people.hpp"

#include <map>

#include "asn1/pem.hpp"
#include "primitives/rsa_keygen.hpp"
#include "x509/authority.hpp"
#include "x509/object_identifiers.hpp"
#include "x509/profile.hpp"

namespace smime::tests {
namespace {

using namespace smime::x509;

std::map<std::string, std::string> make_files() {
  SystemRandom random;
  const Validity validity{Time::from_civil(2020, 1, 1), Time::from_civil(2049, 12, 31)};
  const PrivateKey ca_key = PrivateKey::rsa(primitives::generate_rsa_key(2048, 65537, random));
  const Certificate ca =
      issue_self_signed(ca_key, Name::of({{id_at_commonName, "Test Authority"}}),
                        Profile::authority(), random_serial_number(random), validity, random);
  std::map<std::string, std::string> files{
      {"ca.pem", asn1::write_pem("CERTIFICATE", ca.der())},
      {"ca.key", asn1::write_pem("PRIVATE KEY", ca_key.to_pkcs8().view())}};
  for (const std::string name : {"katie", "bob", "mallory"}) {
    const PrivateKey key = PrivateKey::rsa(primitives::generate_rsa_key(2048, 65537, random));
    const Certificate own = issue(
        {ca, ca_key}, key.public_key(), Name::of({{id_at_commonName, name}}),
        Profile::person({name + "@example.org"}), random_serial_number(random), validity, random);
    files[name + ".crt"] = asn1::write_pem("CERTIFICATE", own.der());
    files[name + ".pem"] =
        asn1::write_pem("PRIVATE KEY", key.to_pkcs8().view()) + files[name + ".crt"];
  }
  return files;
}

}  // namespace

void write_mail_people(const TemporaryFolder& folder) {
  static const std::map<std::string, std::string> files = make_files();
  for (const auto& [name, text] : files) folder.write_text(name, text);
}

std::string mail_from_katie() {
  return "From: Katie <katie@example.org>\nTo: bob@example.org\nSubject: Breakfast\n"
         "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
         "Content-Transfer-Encoding: 8bit\n\n"
         "Let's have breakfast at the caf\xc3\xa9.\n\n-- \nKatie  \n";
}

std::string content_of_mail() {
  return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
         "Let's have breakfast at the caf\xc3\xa9.\r\n\r\n-- \r\nKatie  \r\n";
}

std::string content_of_clear_signed_mail() {
  return "Content-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
         "Let's have breakfast at the caf=C3=A9.\r\n\r\n--=20\r\nKatie =20\r\n";
}

std::string smime_program() {
  return std::string(SMIME_PROGRAMS_DIR) + "/smime";
}

}  // namespace smime::tests
