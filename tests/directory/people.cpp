// The people of the directory, and learning about them.
#include "mime/directory/people.hpp"

#include "mime/directory/learning.hpp"
#include "mime/directory/recipients.hpp"
#include "mime/directory/trust.hpp"
#include "primitives/error.hpp"
#include "tests/directory/support.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime::directory;
using namespace smime::tests;

namespace {

Database empty_directory() {
  Database database = Database::in_memory();
  migrate(database, migrations());
  return database;
}

PersonCertificate added(const x509::Certificate& certificate) {
  return {certificate, CertificateSource::added, Time{1}};
}

Judge judge_of(Database& database) {
  return Judge::of(database, Cast::get().now, {});
}

std::string refusal(Database& database, const std::string& address) {
  try {
    recipients_for(database, address, judge_of(database));
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::not_found);
    return error.what();
  }
  return "taken";
}

}  // namespace

TEST_CASE("a person has addresses, certificates and notes") {
  Database database = empty_directory();
  People people(database);
  const std::int64_t id = people.add("Katie", Time{5});
  CHECK(people.add("Katie", Time{6}) == id);
  people.add_address(id, "katie@Example.COM");
  people.add_address(id, "katie@example.com");
  const auto one = certificate_for("Katie", {"katie@example.com"});
  CHECK(people.add_certificate(id, {one, CertificateSource::learnt, Time{7}}));
  CHECK_FALSE(people.add_certificate(id, added(one)));
  CHECK(people.add_certificate(id, added(self_signed_for("Katie", {"katie@example.com"}))));
  people.set_public_key(id, one.public_key());
  people.set_notes(id, "breakfast");
  const auto katie = people.named("Katie");
  REQUIRE(katie);
  CHECK(katie->addresses == std::vector<std::string>{"katie@Example.COM"});
  CHECK(katie->certificates.size() == 2);
  CHECK(katie->certificates[0].source == CertificateSource::added);
  CHECK(katie->public_key == one.public_key());
  CHECK(katie->notes == "breakfast");
  CHECK(katie->added == Time{5});
  CHECK(people.with_address("katie@EXAMPLE.com").size() == 1);
  CHECK(people.with_address("Katie@example.com").empty());  // local parts differ by case
  people.remove_certificate(id, one);
  CHECK(people.named("Katie")->certificates.size() == 1);
  people.remove(id);
  CHECK(people.all().empty());
  CHECK(people.certificates().empty());
}

TEST_CASE("names and addresses may be long, foreign, or read like SQL") {
  Database database = empty_directory();
  People people(database);
  const std::string names[] = {"Robert'); DROP TABLE people;--",
                               "Zo\xc3\xab \xe4\xb8\xad\xe6\x96\x87", std::string(100'000, 'x'),
                               "\"quoted\" % _ \\ ?1", "a\nb\tc"};
  for (const std::string& name : names) {
    const std::int64_t id = people.add(name, Time{});
    people.add_address(id, name + "@m\xc3\xbcller.example");
    REQUIRE(people.named(name));
    CHECK(people.named(name)->name == name);
    CHECK(people.with_address(name + "@m\xc3\xbcller.example").size() == 1);
  }
  CHECK(people.all().size() == 5);
  CHECK(people.find("%").empty());
  CHECK_THROWS_AS(people.add("", Time{}), Error);
  for (const char* address : {"", "katie", "@example.org", "katie@"}) {
    CHECK_THROWS_AS(people.add_address(1, address), Error);
  }
}

TEST_CASE("the newest signature's capabilities are kept") {
  Database database = empty_directory();
  People people(database);
  const std::int64_t id = people.add("Katie", Time{});
  const auto certificate = certificate_for("Katie", {"katie@example.com"});
  people.add_certificate(id, added(certificate));
  const auto aes = cms::SmimeCapabilities::of({ContentCipher::aes_256_cbc});
  const auto tdes = cms::SmimeCapabilities::of({ContentCipher::des_ede3_cbc});
  CHECK(people.set_capabilities(id, certificate, tdes, Time{100}));
  CHECK(people.set_capabilities(id, certificate, aes, Time{200}));
  CHECK_FALSE(people.set_capabilities(id, certificate, tdes, Time{150}));  // an older message
  CHECK_FALSE(people.set_capabilities(id, certificate, aes, Time{300}));   // the same again
  const auto katie = people.named("Katie");
  REQUIRE(katie->certificates[0].capabilities);
  CHECK(katie->certificates[0].capabilities->encode() == aes.encode());
  CHECK(katie->certificates[0].capabilities_time == Time{300});
}

TEST_CASE("learning knows a person by address and tells of a new certificate") {
  Database database = empty_directory();
  const auto first = certificate_for("Katie", {"katie@example.com"});
  Introduction introduction{first};
  CHECK(recognise(database, introduction).new_person);
  CHECK(People(database).all().empty());
  const Acquaintance met = learn(database, introduction, Time{10});
  CHECK(met.person == "Katie");
  CHECK(met.new_certificate);
  CHECK_FALSE(learn(database, introduction, Time{11}).changes_something());
  introduction.signer = self_signed_for("Katie", {"katie@EXAMPLE.com"});
  introduction.capabilities = cms::SmimeCapabilities::of({ContentCipher::aes_128_cbc});
  introduction.signing_time = Time{50};
  const Acquaintance again = learn(database, introduction, Time{60});
  CHECK_FALSE(again.new_person);
  CHECK(again.before == std::vector<x509::Certificate>{first});
  CHECK(People(database).named("Katie")->certificates.size() == 2);
  introduction.signing_time = Time{40};
  CHECK_FALSE(recognise(database, introduction).changes_something());
}

TEST_CASE("what is learnt is not trusted") {
  Database database = empty_directory();
  learn(database, {self_signed_for("Mallory", {"katie@example.com"})}, Time{1});
  CHECK(Trust(database).anchors(Cast::get().now).empty());
  CHECK(refusal(database, "katie@example.com").find("trust cross-certify") != std::string::npos);
}

TEST_CASE("two people may share an address") {
  Database database = empty_directory();
  People people(database);
  for (const char* name : {"Ann", "Ben"}) {
    const std::int64_t id = people.add(name, Time{});
    people.add_address(id, "office@example.com");
    people.add_certificate(id, added(certificate_for(name, {"office@example.com"})));
  }
  CHECK(people.with_address("office@example.com").size() == 2);
  CHECK(recipients_for(database, "office@example.com", judge_of(database)).size() == 2);
  CHECK(recipients_for(database, "Ben", judge_of(database)).size() == 1);
  CHECK(learn(database, {certificate_for("Ben", {"office@example.com"})}, Time{1}).person == "Ben");
  CHECK(learn(database, {certificate_for("Cem", {"office@example.com"})}, Time{1}).new_person);
  // Somebody else of the same name is another person.
  CHECK(learn(database, {certificate_for("Ben", {"ben@elsewhere.example"})}, Time{1}).person ==
        "Ben <ben@elsewhere.example>");
}

TEST_CASE("the recipient's certificate is the newest that verifies, else one added by hand") {
  Database database = empty_directory();
  CHECK(refusal(database, "katie@example.com").find("ask that person for a signed message") !=
        std::string::npos);
  People people(database);
  const std::int64_t id = people.add("Katie", Time{});
  people.add_address(id, "katie@example.com");
  CHECK(refusal(database, "katie@example.com").find("signed message") != std::string::npos);
  const auto by_hand = self_signed_for("Katie", {"katie@example.com"});
  people.add_certificate(id, added(by_hand));
  const auto doubtful = recipients_for(database, "katie@example.com", judge_of(database));
  REQUIRE(doubtful.size() == 1);
  CHECK(doubtful[0].certificate.certificate == by_hand);
  CHECK(doubtful[0].doubt.starts_with("root-untrusted"));
  people.add_certificate(
      id, {Cast::get().katie, CertificateSource::learnt, Time{}, std::nullopt, std::nullopt});
  CHECK(recipients_for(database, "Katie", judge_of(database))[0].certificate.certificate ==
        by_hand);
  Trust(database).add_root(Cast::get().root.certificate, Time{});
  Judge judge = judge_of(database);
  judge.candidates.push_back(Cast::get().intermediate.certificate);
  const auto verified = recipients_for(database, "katie@example.com", judge);
  CHECK(verified[0].certificate.certificate == Cast::get().katie);
  CHECK(verified[0].doubt.empty());
}

TEST_CASE("an expired certificate is not encrypted for, by whomever it was added") {
  Database database = empty_directory();
  People people(database);
  const std::int64_t id = people.add("Katie", Time{});
  people.add_address(id, "katie@example.com");
  people.add_certificate(id, added(self_signed_for("Katie", {"katie@example.com"})));
  const Judge judge = Judge::of(database, Time::from_civil(2048, 1, 1), {});
  CHECK_THROWS_WITH(recipients_for(database, "Katie", judge), Catch::Contains("2046"));
}
