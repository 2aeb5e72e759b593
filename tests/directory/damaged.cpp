// A directory that is damaged or must not be written: errors that say so, and no crash.
#include <sys/stat.h>
#include <unistd.h>

#include "mime/directory/identities.hpp"
#include "mime/directory/people.hpp"
#include "mime/directory/trust.hpp"
#include "primitives/error.hpp"
#include "tests/directory/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::mime::directory;
using namespace smime::tests;

namespace {

// Some of everything.
void fill(Database& database) {
  const Cast& cast = Cast::get();
  SystemRandom random;
  Transaction transaction(database);
  People people(database);
  for (int i = 0; i < 40; ++i) {
    const std::int64_t id = people.add("person " + std::to_string(i), Time{i});
    people.add_address(id, "person" + std::to_string(i) + "@example.org");
    people.add_certificate(id, {cast.katie, CertificateSource::added, Time{i}});
    people.set_notes(id, std::string(3000, 'n'));
  }
  Identities identities(database);
  identities.add("Katie", cast.katie_key.public_key(), Bytes(1200, 7), cast.now);
  identities.add_certificate(*identities.find("Katie"), cast.katie, cast.now);
  Trust trust(database);
  trust.add_root(cast.root.certificate, cast.now);
  trust.add_cross_certificate(
      {make_cross_certificate({cast.katie, cast.katie_key}, cast.katie, Scope::signer, random),
       cast.katie, Scope::signer, cast.now});
  transaction.commit();
}

// Whether everything could be read; an Error is an answer too, anything else is none.
bool can_be_read(const std::filesystem::path& file) {
  try {
    Database database = open_directory(file, Access::read);
    People(database).all();
    Identities(database).all();
    Trust(database).anchors(Cast::get().now);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

TEST_CASE("a damaged directory is read or refused, and never crashes") {
  const TemporaryFolder folder;
  const auto whole = folder.path() / "whole";
  {
    Database database = open_directory(whole, Access::write);
    fill(database);
  }
  const Bytes good = folder.read("whole");
  CHECK(can_be_read(whole));
  TestRandom random(1125);
  std::size_t refused = 0;
  for (int i = 0; i < 300; ++i) {
    Bytes bad = good;
    const std::size_t flips = 1 + random.below(20);
    for (std::size_t flip = 0; flip < flips; ++flip) {
      bad[random.below(bad.size())] ^= static_cast<std::uint8_t>(1 + random.below(255));
    }
    if (i % 3 == 0) bad.resize(random.below(bad.size()));
    refused += can_be_read(folder.write("bad", bad)) ? 0 : 1;
  }
  CHECK(refused > 100);
}

TEST_CASE("a directory that may not be written can be read, and says what is wrong") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "directory.sqlite";
  {
    Database database = open_directory(file, Access::write);
    fill(database);
  }
  REQUIRE(chmod(folder.path().c_str(), 0555) == 0);
  REQUIRE(chmod(file.c_str(), 0444) == 0);
  // Root may write everything, so somebody else tries.
  const pid_t child = start_child([&] {
    if (geteuid() == 0 && setuid(65534) != 0) _exit(2);
    Database reading = open_directory(file, Access::read);
    if (People(reading).all().size() != 40) _exit(3);
    try {
      Database writing = open_directory(file, Access::write);
      Transaction transaction(writing);
      People(writing).add("new", Time{});
      transaction.commit();
    } catch (const Error& error) {
      const std::string text = error.what();
      _exit(error.kind() == ErrorKind::input_output &&
                    text.find("must be writable") != std::string::npos
                ? 0
                : 4);
    }
    _exit(5);
  });
  CHECK(wait_for(child) == 0);
  CHECK(chmod(folder.path().c_str(), 0755) == 0);
}
