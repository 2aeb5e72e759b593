// smime open --mbox with the directory: keys under passwords, and whom it learns.
#include "tests/support/catch.hpp"
#include "tests/support/mail_desk.hpp"
#include "tests/support/transcript.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

// Bob's directory, and a box: signed by Katie, encrypted for Bob, plain, encrypted for Bob again.
void prepare(const TemporaryFolder& folder) {
  write_mail_desk(folder);
  REQUIRE(run(folder, "S='" + smime_program() + "'; " + R"(
    $S id import bob.pem --new-password-file password && $S trust add ca.pem || exit 1
    $S sign --no-directory --id katie.pem mail -o signed || exit 1
    $S encrypt --no-directory --to bob.crt < mail > sealed || exit 1
    for one in signed sealed mail sealed; do
      echo 'From katie@example.org Thu Nov 24 18:22:48 2016'; tr -d '\r' < $one; echo
    done > box)")
              .status == 0);
}

}  // namespace

TEST_CASE("messages of a mailbox whose key is locked are told of, and the others opened") {
  const TemporaryFolder folder;
  prepare(folder);
  play(folder, R"(
$ setsid -w smime open --mbox --threads 2 --no-learn box --report lines
smime: 4 messages, 1 valid, 1 not-signed, 2 undecryptable
smime: note: 2 of them were not opened, for want of a key: [..]no terminal to ask for the password of the digital ID bob[..]
? 2
$ grep -c '"reasons":."wrong-password"' lines
2
$ grep -c '"subject":"Breakfast"' lines
4
$ smime open --mbox --no-learn --password-file other box --report lines
smime: 4 messages, 1 valid, 1 not-signed, 2 undecryptable
smime: note: 2 of them were not opened, for want of a key: [..]a password that does not open the digital ID bob[..]
? 2
$ smime open --mbox --no-learn --password-file password box --report lines
smime: 4 messages, 1 valid, 3 not-signed
$ smime people list
smime: nobody yet; 'smime people add' and 'smime people learn' put people in
)");
}

TEST_CASE("opening a mailbox learns its trusted signers, each once") {
  const TemporaryFolder folder;
  prepare(folder);
  play(folder, R"(
$ cat box box > more
$ smime open --mbox --password-file password more --report lines
smime: 8 messages, 2 valid, 6 not-signed
smime: note: katie is now in the directory
$ smime people list | grep -c katie@example.org
1
$ smime open --mbox --password-file password more --report lines
smime: 8 messages, 2 valid, 6 not-signed
)");
}
