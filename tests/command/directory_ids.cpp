// smime id with the directory: making, requesting, listing, exporting, importing, logging in.
#include <algorithm>

#include "mime/directory/identities.hpp"
#include "mime/directory/schema.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/mail_desk.hpp"
#include "tests/support/transcript.hpp"

using namespace smime;
using namespace smime::tests;

TEST_CASE("a digital ID is made, listed, and signs by default") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  play(folder, R"(
$ smime id list
smime: no digital IDs yet; 'smime id new' makes one
$ test ! -e directory.sqlite
$ smime sign < mail
smime: [..]no digital ID in the directory[..]
? 3
$ smime id new Katie --email katie@example.org --bits 2048 --new-password-file password
smime: made the digital ID Katie, the default for signing
smime: note: it vouches for itself: others trust it once they cross-certify it, or once an authority certifies it (smime id request)
$ stat -c %a directory.sqlite
600
$ smime id list
ID               CERTIFICATE       ISSUED TO                  ISSUED BY  EXPIRES     SHA-256
Katie (default)  own, self-signed  Katie <katie@example.org>  Katie      20[..]
$ smime sign --password-file password < mail > signed
$ smime sign --password-file other < mail
smime: [..]a password that does not open the digital ID Katie[..]
? 3
$ smime id new Katie --email other@example.org --bits 2048 --new-password-file password
smime: [..]a digital ID named Katie[..]
? 3
$ smime id new Nobody --new-password-file password
smime: --email says which addresses the ID is for
? 3
)");
}

TEST_CASE("the password of an ID is changed, and the old one opens nothing any more") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  play(folder, R"(
$ smime id import katie.pem --new-password-file password 2> log
$ echo another-password > next
$ smime id password katie --password-file other --new-password-file next
smime: [..]a password that does not open the digital ID katie[..]
? 3
$ smime id password katie --password-file password --new-password-file next
smime: the digital ID katie has a new password; copies that were exported keep their own
$ smime sign --password-file password < mail
smime: [..]a password that does not open the digital ID katie[..]
? 3
$ smime sign --password-file next < mail | smime open --trust ca.pem --no-learn -o content
smime: valid, signed by [..]
$ smime id password nobody --password-file password --new-password-file next
smime: [..]no digital ID nobody[..]
? 3
)");
}

TEST_CASE("an ID is removed only when that is meant") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  play(folder, R"(
$ smime id import katie.pem --new-password-file password 2> log
$ smime id remove katie
smime: mail that is encrypted for katie can never be read again without its private key: [..]
? 3
$ smime id remove katie --yes
smime: removed the digital ID katie; what it has cross-certified is no longer trusted
$ smime id import bob.pem --new-password-file password 2> log
$ smime id list | grep -c default
1
)");
}

TEST_CASE("without a default ID the others are pointed at") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  play(folder, R"(
$ smime id show
smime: found no digital ID in the directory; make one with [..]
? 3
$ smime id import katie.pem --new-password-file password 2> log
$ smime id import bob.pem --new-password-file password 2> log
$ smime id remove katie --yes 2> log
$ smime id show
smime: found no default digital ID; name one, or choose it: smime id default NAME; [..]
? 3
$ smime id default bob 2> log
$ smime id show | head -1
name: bob
)");
}

TEST_CASE("the private key stands in the file under its password alone") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  play(folder, R"(
$ smime id import katie.pem --new-password-file password
smime: imported the digital ID katie
smime: added to the digital ID katie: the certificate issued by CN=Test Authority
)");
  using namespace smime::mime::directory;
  Database database = open_directory(folder.path() / "directory.sqlite", Access::read);
  const auto katie = *Identities(database).find("katie");
  const Secret plain = katie.unlock(Secret(primitives::bytes_of("breakfast"))).to_pkcs8();
  const Bytes file = folder.read("directory.sqlite");
  const ByteView tail = plain.view().last(64);  // of the key's numbers
  CHECK(std::search(file.begin(), file.end(), tail.begin(), tail.end()) == file.end());
  const Bytes& locked = katie.encrypted_key;
  CHECK(std::search(file.begin(), file.end(), locked.begin(), locked.begin() + 64) != file.end());
}

TEST_CASE("a request goes to an authority, and its answer is picked up where the key is") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  if (!is_installed("openssl")) return;
  play(folder, R"(
$ smime id request Bob --email bob@example.org --bits 2048 --new-password-file password -o bob.req
smime: made a key for the digital ID Bob
smime: note: send bob.req to an authority; its key stays here, so import the certificate here too: smime id import FILE (for Bob)
$ openssl req -in bob.req -noout -verify -subject
...
subject=CN = Bob
$ smime id list
ID             CERTIFICATE  ISSUED TO        ISSUED BY  EXPIRES  SHA-256
Bob (default)  none yet     bob@example.org
$ smime sign --password-file password < mail
smime: [..]no certificate yet for the digital ID Bob[..]
? 3
$ openssl x509 -req -in bob.req -CA ca.pem -CAkey ca.key -copy_extensions copy -days 30 -out bob-issued.crt 2> log
$ SMIME_DIRECTORY=elsewhere.sqlite smime id import bob-issued.crt
smime: [..]no private key here for the certificate; a certificate is picked up where its request was made[..]
? 3
$ smime id import bob-issued.crt
smime: added to the digital ID Bob: the certificate issued by CN=Test Authority
$ smime id import bob-issued.crt
smime: already in the digital ID Bob: the certificate issued by CN=Test Authority
$ sed 's/Katie <katie/Bob <bob/' mail | smime sign --password-file password | smime open -q --trust ca.pem > content
)");
}

TEST_CASE("an ID is carried to another machine, its two passwords kept apart") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  play(folder, R"(
$ cat ca.pem >> katie.pem; smime id import katie.pem --name Katie --new-password-file password
smime: imported the digital ID Katie
...
$ smime id list
ID               CERTIFICATE  ISSUED TO                  ISSUED BY       EXPIRES     SHA-256
Katie (default)  own          katie <katie@example.org>  Test Authority  2049-12-31  [..]
Katie (default)  authority    Test Authority             Test Authority  2049-12-31  [..]
$ smime id export Katie --password-file password --new-password-file other -o mycert
smime: warning: the private key is being used: it goes into the file under the file's own password
file: mycert.pfx
export keys: yes
include all certificates: yes
file format: PKCS #12, class modern
certificate: CN=katie, issued by CN=Test Authority
certificate: CN=Test Authority, issued by CN=Test Authority
$ smime id export Katie --password-file other --new-password-file other -o wrong
smime: [..]does not open the digital ID Katie[..]
? 3
$ ls wrong.pfx
ls: [..]
? 2
$ export SMIME_DIRECTORY=second.sqlite; smime id import mycert.pfx --password-file password --new-password-file password
...
? 2
$ export SMIME_DIRECTORY=second.sqlite; smime id import mycert.pfx --password-file other --new-password-file password
...
certificates:
...
smime: imported the digital ID katie
smime: added to the digital ID katie: the certificate issued by CN=Test Authority
$ export SMIME_DIRECTORY=second.sqlite; smime sign --password-file password < mail | smime open -q --trust ca.pem > content
$ export SMIME_DIRECTORY=second.sqlite; smime sign --password-file other < mail
smime: [..]does not open the digital ID katie[..]
? 3
)");
}

TEST_CASE("the certificate alone is exported without a password") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  play(folder, R"(
$ cat ca.pem >> katie.pem; smime id import katie.pem --new-password-file password
...
$ smime id export katie --certificate-only -o public
file: public.cer
export keys: no
certificates: 2
$ smime id export --certificate-only --no-chain -o alone.pem
file: alone.pem
export keys: no
certificates: 1
$ cmp alone.pem katie.crt
$ grep -c PRIVATE public.cer
0
? 1
)");
}

TEST_CASE("the default ID is chosen by name or address, and all of them read") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  play(folder, R"(
$ smime id import katie.pem --new-password-file password; smime id import bob.pem --new-password-file other
...
$ smime id default bob@example.org
smime: bob is the default digital ID for signing
$ smime id show --json | grep -e '"name"' -e '"default"'
  "name": "bob",
  "default": true,
$ smime id default nobody
smime: [..]no digital ID nobody[..]
? 3
$ smime encrypt --to katie.crt --not-to-self < mail > sealed
$ smime open --trust ca.pem --password-file other < sealed
smime: [..]does not open the digital ID katie[..]
? 3
$ smime open -q --trust ca.pem --password-file password < sealed > content
$ smime open --no-directory --trust ca.pem < sealed
smime: undecryptable; the message is not addressed to any of the given identities
...
? 2
)");
}
