// Sessions in a terminal: the transcripts beside this file, through the real program.
#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/transcript.hpp"

using namespace smime::tests;

TEST_CASE("the article's goals: secrecy, and knowing who wrote what") {
  const TemporaryFolder folder;
  write_mail_people(folder);
  play_file(folder, "goals.txt");
}

TEST_CASE("an authority issues, renews, takes back and publishes") {
  play_file("authority.txt");
}

TEST_CASE("the two commercial authorities of the article: yearly, and free without the name") {
  play_file("commercial_profiles.txt");
}

TEST_CASE("an authority cross-certifies another within limits") {
  play_file("cross_certification.txt");
}
