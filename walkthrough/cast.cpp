// The cast: the people of the article, their keys and their certificates, made anew in each run.
#include "walkthrough/cast.hpp"

#include "asn1/pem.hpp"
#include "primitives/rsa_keygen.hpp"
#include "x509/object_identifiers.hpp"
#include "x509/profile.hpp"

namespace smime::walkthrough {
namespace {

constexpr const char* kAuthority = "Breakfast Certification Authority";

primitives::RsaPrivateKey draw_key(RandomSource& random) {
  return primitives::generate_rsa_key(kModulusBits, 65537, random);
}

Person make_authority(RandomSource& random) {
  const primitives::RsaPrivateKey key = draw_key(random);
  const auto certificate = x509::issue_self_signed(
      x509::PrivateKey::rsa(key), lesson_name(kAuthority, "Breakfast Trust"),
      x509::Profile::authority(), x509::random_serial_number(random), Cast::authority_validity(),
      random);
  return {kAuthority, "", key, certificate};
}

Person certify(const x509::Authority& issuer, const std::string& name, const std::string& email,
               const std::string& organisation, RandomSource& random) {
  const primitives::RsaPrivateKey key = draw_key(random);
  const auto certificate = x509::issue(
      issuer, x509::PrivateKey::rsa(key).public_key(), lesson_name(name, organisation),
      x509::Profile::person({email}), x509::random_serial_number(random), Cast::validity(), random);
  return {name, email, key, certificate};
}

}  // namespace

x509::Name lesson_name(const std::string& common_name, const std::string& organisation) {
  return x509::Name::of({{x509::id_at_countryName, "US"},
                         {x509::id_at_organizationName, organisation},
                         {x509::id_at_commonName, common_name}});
}

Time Cast::now() {
  return Time::from_civil(2026, 3, 2, 7, 30);
}

x509::Validity Cast::validity() {
  return {Time::from_civil(2026, 1, 1), Time::from_civil(2035, 12, 31, 23, 59, 59)};
}

x509::Validity Cast::authority_validity() {
  return {validity().not_before, Time::from_civil(2045, 12, 31, 23, 59, 59)};
}

Cast::Cast(RandomSource& random)
    : authority_(make_authority(random)),
      sender_(certify(issuer(), "Sam", "sam@example.com", "Example Mail", random)),
      katie_(certify(issuer(), "Katie", "katie@example.org", "Example Press", random)),
      mallory_(certify(issuer(), "Mallory", "mallory@example.net", "Example Relay", random)) {}

void leave_files(const Cast& cast, Story& story) {
  const auto certificate_pem = [](const Person& person) {
    return asn1::write_pem("CERTIFICATE", person.certificate.der());
  };
  const auto leave_person = [&](const Person& person, const std::string& file) {
    story.file(file + "-certificate.pem", certificate_pem(person));
    const std::string key = asn1::write_pem("PRIVATE KEY", person.private_key().to_pkcs8().view());
    story.file(file + ".pem", key + certificate_pem(person), true);
  };
  story.file("authority.pem", certificate_pem(cast.authority()));
  leave_person(cast.sender(), "sender");
  leave_person(cast.katie(), "katie");
}

x509::path::TrustStore Cast::trust() const {
  return x509::path::TrustStore({authority_.certificate});
}

}  // namespace smime::walkthrough
