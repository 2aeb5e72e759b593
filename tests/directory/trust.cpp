// Roots, cross-certificates with their scopes, CRLs, and digital IDs with what waits for them.
#include "mime/directory/trust.hpp"

#include "mime/directory/identities.hpp"
#include "mime/directory/login.hpp"
#include "primitives/error.hpp"
#include "tests/directory/support.hpp"
#include "tests/support/catch.hpp"
#include "x509/path/verifier.hpp"
#include "x509/revocation_list.hpp"

using namespace smime;
using namespace smime::mime::directory;
using namespace smime::tests;
using x509::path::Purpose;

namespace {

const Secret kPassword(primitives::to_bytes(std::string_view("breakfast")));

Database empty_directory() {
  Database database = Database::in_memory();
  migrate(database, migrations());
  return database;
}

// Bob with a self-signed certificate.
x509::Authority add_bob(Database& database) {
  SystemRandom random;
  const Cast& cast = Cast::get();
  const auto certificate = x509::issue_self_signed(
      cast.bob_key, x509::Name::of({{x509::id_at_commonName, "Bob"}}),
      x509::Profile::person({"bob@example.com"}), Bytes{7}, cast.validity, random);
  Identities identities(database);
  identities.add("Bob", cast.bob_key.public_key(),
                 cast.bob_key.to_encrypted_pkcs8(kPassword, {}, random), cast.now);
  identities.add_certificate(*identities.find("Bob"), certificate, cast.now);
  return {certificate, cast.bob_key};
}

bool is_trusted(Database& database, const x509::Certificate& certificate) {
  const Cast& cast = Cast::get();
  return x509::path::verify_certificate(certificate, Trust(database).anchors(cast.now),
                                        {cast.intermediate.certificate}, {}, cast.now)
      .valid();
}

CrossCertificate cross(const x509::Authority& own, const x509::Certificate& target, Scope scope) {
  SystemRandom random;
  return {make_cross_certificate(own, target, scope, random), target, scope, Cast::get().now};
}

}  // namespace

TEST_CASE("a root is trusted until it is removed") {
  Database database = empty_directory();
  Trust trust(database);
  const Cast& cast = Cast::get();
  CHECK_FALSE(is_trusted(database, cast.katie));
  CHECK(trust.add_root(cast.root.certificate, cast.now));
  CHECK_FALSE(trust.add_root(cast.root.certificate, cast.now));
  CHECK(is_trusted(database, cast.katie));
  CHECK(trust.remove(cast.root.certificate));
  CHECK_FALSE(trust.remove(cast.root.certificate));
  CHECK_FALSE(is_trusted(database, cast.katie));
}

TEST_CASE("a cross-certificate trusts the signer alone, or everybody of the authority") {
  Database database = empty_directory();
  const x509::Authority bob = add_bob(database);
  Trust trust(database);
  const Cast& cast = Cast::get();
  const auto colleague = certificate_for("Colleague", {"colleague@example.com"});
  trust.add_cross_certificate(cross(bob, cast.katie, Scope::signer));
  CHECK(is_trusted(database, cast.katie));
  CHECK_FALSE(is_trusted(database, colleague));
  trust.add_cross_certificate(cross(bob, cast.intermediate.certificate, Scope::authority));
  CHECK(is_trusted(database, colleague));
  CHECK(trust.cross_certificates().size() == 2);
  CHECK(trust.remove(cast.intermediate.certificate));
  CHECK_FALSE(is_trusted(database, colleague));
  CHECK(is_trusted(database, cast.katie));
}

TEST_CASE("a cross-certificate is a certificate by one's own key for the target's") {
  Database database = empty_directory();
  const x509::Authority bob = add_bob(database);
  const Cast& cast = Cast::get();
  for (const auto& one : {cross(bob, cast.katie, Scope::signer),
                          cross(bob, cast.root.certificate, Scope::authority)}) {
    CHECK(one.certificate.is_signed_with(bob.certificate.public_key()));
    CHECK(one.certificate.issuer() == bob.certificate.subject());
    CHECK(one.certificate.subject() == one.target.subject());
    CHECK(one.certificate.public_key() == one.target.public_key());
    CHECK(Trust(database).defect(one, cast.now).empty());
    CHECK(Trust(database).defect(one, Time::from_civil(2048, 1, 1)) == "it has expired");
  }
  SystemRandom random;
  CHECK_THROWS_AS(make_cross_certificate(bob, cast.katie, Scope::authority, random), Error);
  CHECK_THROWS_AS(make_cross_certificate(bob, cast.root.certificate, Scope::signer, random), Error);
}

TEST_CASE("a cross-certificate that no own ID signed, or that is for another, counts nothing") {
  Database database = empty_directory();
  const x509::Authority bob = add_bob(database);
  Trust trust(database);
  const Cast& cast = Cast::get();
  // Somebody who can write the file but has no key of ours.
  trust.add_cross_certificate(cross(cast.root, cast.katie, Scope::signer));
  CHECK_FALSE(is_trusted(database, cast.katie));
  CrossCertificate swapped = cross(bob, certificate_for("Other", {}), Scope::signer);
  swapped.target = cast.katie;
  trust.add_cross_certificate(swapped);
  CHECK_FALSE(is_trusted(database, cast.katie));
  CHECK(trust.defect(swapped, cast.now) == "it is not for its target's name and key");
  trust.add_cross_certificate(cross(bob, cast.katie, Scope::signer));
  CHECK(is_trusted(database, cast.katie));
  Identities(database).remove(Identities(database).find("Bob")->id);
  CHECK_FALSE(is_trusted(database, cast.katie));
}

TEST_CASE("the newest CRL of an issuer is kept") {
  Database database = empty_directory();
  Trust trust(database);
  const Cast& cast = Cast::get();
  SystemRandom random;
  const auto make = [&](int day) {
    x509::CrlProfile profile;
    profile.number = day;
    profile.this_update = Time::from_civil(2026, 11, day);
    profile.next_update = Time::from_civil(2026, 12, 31);
    return x509::issue_crl(cast.root, {}, profile, random);
  };
  const auto second = make(2);
  CHECK(trust.add_crl(make(1), cast.now));
  CHECK(trust.add_crl(second, cast.now));
  CHECK_FALSE(trust.add_crl(make(1), cast.now));
  CHECK_FALSE(trust.add_crl(second, cast.now));
  const auto kept = trust.crls();
  REQUIRE(kept.size() == 1);
  CHECK(primitives::equal(kept[0].der(), second.der()));
}

TEST_CASE("a digital ID keeps its key under its password") {
  Database database = empty_directory();
  add_bob(database);
  Identities identities(database);
  const auto bob = identities.find("bob@EXAMPLE.com");
  REQUIRE(bob);
  CHECK(bob->is_default);
  CHECK(bob->unlock(kPassword).public_key() == bob->public_key);
  CHECK_THROWS_AS(bob->unlock(Secret(primitives::to_bytes(std::string_view("dinner")))), Error);
  CHECK(identities.with_key(bob->public_key)->name == "Bob");
  CHECK_THROWS_AS(identities.add("Bob", Cast::get().katie_key.public_key(), Bytes{1}, Time{}),
                  Error);
  CHECK_THROWS_AS(identities.add("Again", bob->public_key, Bytes{1}, Time{}), Error);
  CHECK_FALSE(identities.find("nobody"));
}

TEST_CASE("an authority's certificate comes before one's own signature, a valid one first") {
  Database database = empty_directory();
  const x509::Authority bob = add_bob(database);
  const Cast& cast = Cast::get();
  SystemRandom random;
  const auto issue = [&](x509::EndEntityUse use, const x509::Validity& validity) {
    const auto certificate =
        x509::issue(cast.root, bob.certificate.public_key(), bob.certificate.subject(),
                    x509::Profile::person({"bob@example.com"}, use),
                    x509::random_serial_number(random), validity, random);
    Identities identities(database);
    CHECK(identities.add_certificate(*identities.find("Bob"), certificate, cast.now));
    return certificate;
  };
  const auto current = [&](Purpose purpose) {
    return *Identities(database).find("Bob")->certificate_for(purpose, cast.now);
  };
  CHECK(current(Purpose::sign) == bob.certificate);
  issue(x509::EndEntityUse::sign_and_encrypt,
        {Time::from_civil(2020, 1, 1), Time::from_civil(2021, 1, 1)});
  CHECK(current(Purpose::sign) == bob.certificate);
  const auto signs = issue(x509::EndEntityUse::sign, cast.validity);
  CHECK(current(Purpose::sign) == signs);
  CHECK(current(Purpose::encrypt) == bob.certificate);
}

TEST_CASE("what an authority issued joins the ID at the next login, once") {
  const Cast& cast = Cast::get();
  Database own = empty_directory(), office = empty_directory();
  const x509::Authority bob = add_bob(own);
  SystemRandom random;
  const auto issued =
      x509::issue(cast.root, bob.certificate.public_key(), bob.certificate.subject(),
                  x509::Profile::person({"bob@example.com"}), Bytes{9}, cast.validity, random);
  office.run(
      "INSERT INTO authorities (id, name, certificate, private_key, created) VALUES (1, 'Root', "
      "?1, "
      "x'00', 0)",
      cast.root.certificate.der());
  constexpr const char* queue =
      "INSERT INTO pending_certificates (public_key, sha256, der, authority, queued) "
      "VALUES (?1, ?2, ?3, 1, 0)";
  office.run(queue, issued.public_key().der(), issued.fingerprint(), issued.der());
  office.run(queue, cast.katie.public_key().der(), cast.katie.fingerprint(), cast.katie.der());
  const auto identity = *Identities(own).find("Bob");
  CHECK(merge_pending(own, office, identity, cast.now) == std::vector<x509::Certificate>{issued});
  CHECK(merge_pending(own, office, identity, cast.now).empty());
  CHECK(pending_for(office, cast.katie.public_key()).size() == 1);
  const auto merged = *Identities(own).find("Bob");
  CHECK(merged.own.size() == 2);
  CHECK(merged.chain == std::vector<x509::Certificate>{cast.root.certificate});
}
