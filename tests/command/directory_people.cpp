// smime people, encrypt by address and open with the directory: strangers, learning,
// cross-certifying.
#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/transcript.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

// Katie's and Mallory's own directories, and Bob's, with their digital IDs.
void prepare(const TemporaryFolder& folder) {
  write_mail_people(folder);
  folder.write_text("mail", mail_from_katie());
  folder.write_text("password", "breakfast\n");
  play(folder, R"(
$ for name in katie bob; do cat ca.pem >> $name.pem; \
    smime id import $name.pem --new-password-file password --directory $name.db 2> log; done
$ smime sign --directory katie.db --password-file password < mail > signed
)");
}

}  // namespace

TEST_CASE("a stranger's signed message, trust in the signer, and the encrypted answer") {
  const TemporaryFolder folder;
  prepare(folder);
  play(folder, R"(
$ export SMIME_DIRECTORY=bob.db; smime encrypt --to katie@example.org < mail
smime: [..]no certificate for katie@example.org in the directory; ask that person for a signed message[..]
? 3
$ export SMIME_DIRECTORY=bob.db; smime open < signed
smime: untrusted, signed by CN=katie; root-untrusted[..]
...
smime: note: katie is a stranger: the signature is right, but nobody whom you trust vouches for its certificate, which Test Authority issued (SHA-256 [..]). Trust it only if you know by other means that it is right
smime: note: to believe this signer from now on: smime trust cross-certify MESSAGE --scope signer
smime: note: to believe everybody to whom Test Authority issues: smime trust cross-certify MESSAGE --scope authority
? 1
$ export SMIME_DIRECTORY=bob.db; smime people list
smime: nobody yet; 'smime people add' and 'smime people learn' put people in
$ export SMIME_DIRECTORY=bob.db; smime trust cross-certify signed --scope signer --password-file password
smime: now trusted: CN=katie, SHA-256 [..]
$ export SMIME_DIRECTORY=bob.db; smime open signed > content
smime: valid, signed by CN=katie
...
smime: note: katie is now in the directory
$ export SMIME_DIRECTORY=bob.db; smime people list
NAME   ADDRESSES          ISSUED BY       EXPIRES     TRUST
katie  katie@example.org  Test Authority  2049-12-31  trusted
$ export SMIME_DIRECTORY=bob.db; smime open signed 2>&1 > content | grep -c 'in the directory'
0
? 1
$ printf 'From: bob@example.org\nTo: Katie <katie@EXAMPLE.org>\n\nAt eight.\n' > answer
$ export SMIME_DIRECTORY=bob.db; smime encrypt < answer > sealed
$ smime open --directory katie.db --password-file password < sealed 2> log | tail -1 | tr -d '\r'; cat log
At eight.
smime: not-signed
...
$ smime open --directory bob.db --password-file password < sealed > content
smime: not-signed
...
$ smime open --directory nobody.db --password-file password < sealed
smime: undecryptable; the message is not addressed to any of the given identities
...
? 2
$ test ! -e nobody.db
)");
}

TEST_CASE("trust in an authority is trust in everybody to whom it issues") {
  const TemporaryFolder folder;
  prepare(folder);
  play(folder, R"(
$ smime trust cross-certify signed --scope authority --directory bob.db --password-file password
smime: now trusted: everybody certified by CN=Test Authority, SHA-256 [..]
$ smime trust list --directory bob.db
KIND               TRUSTED            ISSUED BY          UNTIL       SHA-256           REMARKS
cross (authority)  CN=Test Authority  CN=Test Authority  2049-12-31  [..]
$ sed 's/katie@/mallory@/' mail | smime sign --id mallory.pem | smime open --directory bob.db > content
smime: valid, signed by CN=mallory
...
smime: note: mallory is now in the directory
$ smime trust remove 'Test Authority' --directory bob.db
smime: no longer trusted: CN=Test Authority
$ smime open -q --directory bob.db < signed
? 1
$ smime trust add ca.pem --directory bob.db
smime: now trusted: CN=Test Authority, SHA-256 [..]
$ smime open --directory bob.db --no-learn < signed > content
smime: valid, signed by CN=katie
...
$ smime people list --directory bob.db | grep -c katie
0
? 1
)");
}

TEST_CASE(
    "a known person's other certificate is announced, and a stranger's learnt one warned of") {
  const TemporaryFolder folder;
  prepare(folder);
  play(folder, R"(
$ smime trust add ca.pem --directory bob.db 2> log
$ smime open --directory bob.db < signed > content
smime: valid, signed by CN=katie
...
smime: note: katie is now in the directory
$ smime id new katie --email katie@example.org --bits 2048 --new-password-file password --directory fake.db 2> log
$ smime sign --directory fake.db --password-file password < mail > fake
$ smime open --directory bob.db fake
smime: untrusted, signed by CN=katie; [..]
...
smime: note: katie is known with another certificate, [..]: this message may be somebody else's
smime: note: katie is a stranger: the signature is right, but nobody whom you trust vouches for its certificate, which its owner issued (SHA-256 [..]). Trust it only if you know by other means that it is right
smime: note: to believe this signer from now on: smime trust cross-certify fake --scope signer
? 1
$ smime trust cross-certify fake --scope signer --directory bob.db --password-file password 2> log
$ smime open --directory bob.db fake > content
smime: valid, signed by CN=katie
...
smime: note: katie has signed with a new certificate, [..], and no longer with [..]
$ smime people show katie --directory bob.db --json | grep -c '"sha256"'
2
)");
}

TEST_CASE("people are added, examined and removed; what was added by hand is encrypted for") {
  const TemporaryFolder folder;
  prepare(folder);
  play(folder, R"(
$ smime people add 'Katie Example' --cert katie.crt
smime: Katie Example has 1 address and 1 certificate
$ smime people add 'Katie Example' --email katie@home.example --notes 'likes doughnuts' --key bob.crt
smime: Katie Example has 2 addresses and 1 certificate
$ smime people examine katie@example.org
NO.  ISSUED TO  ISSUED BY       EXPIRES     TRUST           SHA-256
1    katie      Test Authority  2049-12-31  issuer-unknown  [..]
...
type: certificate
...
subject: CN=katie
...
$ smime people show 'Katie Example'
name: Katie Example
addresses:
  - katie@example.org
  - katie@home.example
added: [..]
public key: RSA, 2048 bits
notes: likes doughnuts
certificates:
...
$ smime encrypt --to katie@example.org < mail > sealed
smime: note: nobody whom you trust vouches for the certificate of Katie Example, which you added; issuer-unknown: [..]
$ smime open -q --id katie.pem < sealed > content
$ smime people remove 'Katie Example' --certificate 1
smime: removed a certificate of Katie Example
$ smime encrypt --to 'Katie Example' < mail
smime: [..]ask that person for a signed message[..]
? 3
$ smime people remove katie@home.example
smime: removed Katie Example
$ smime people remove katie@home.example
smime: [..]nobody called katie@home.example in the directory[..]
? 3
$ smime people add Nobody
smime: say what to add: --email, --cert, --key or --notes
? 3
)");
}

TEST_CASE("learning from a message does not trust, and learns nothing from a broken signature") {
  const TemporaryFolder folder;
  prepare(folder);
  play(folder, R"(
$ smime people learn signed
smime: learnt katie, a new certificate
smime: note: the certificate is not trusted by that; 'smime trust cross-certify' does it
$ smime trust list
smime: nobody is trusted yet; 'smime trust add' takes a root
$ smime encrypt --to katie@example.org < mail
smime: [..]no certificate for katie@example.org that can be used; [..]to trust it: smime trust cross-certify 'katie' --scope signer
? 3
$ sed 's/breakfast/dinner/' signed > altered
$ smime people learn altered --directory other.db
smime: invalid, signed by CN=katie; message-digest-mismatch[..]
...
smime: nothing to learn from altered: it has no right signature of the sender
? 1
$ sed 's/katie@/mallory@/' mail | smime sign -q --id katie.pem | smime people learn - --directory other.db
smime: untrusted[..]
...
smime: nothing to learn from -: it has no right signature of the sender
? 1
$ test ! -e other.db
$ smime trust cross-certify altered --scope signer --directory bob.db --password-file password
smime: [..]no right signature of its sender in altered[..]
? 3
)");
}

TEST_CASE("the directory is not needed to open a message, and never fails it") {
  const TemporaryFolder folder;
  prepare(folder);
  folder.write_text("broken", std::string(8192, 'x'));
  play(folder, R"(
$ SMIME_DIRECTORY=broken smime open --trust ca.pem < signed > content
smime: note: without the directory: [..]
smime: valid, signed by CN=katie
...
smime: note: nothing was learnt about the sender: [..]
$ smime open --trust ca.pem --directory broken < signed
smime: [..]broken: [..]
? 3
$ unset SMIME_DIRECTORY; HOME=/proc XDG_DATA_HOME= smime open --trust ca.pem < signed > content
smime: valid, signed by CN=katie
...
smime: note: nothing was learnt about the sender: [..]
$ unset SMIME_DIRECTORY HOME; XDG_DATA_HOME=relative smime open --trust ca.pem < signed > content
smime: valid, signed by CN=katie
...
smime: note: nothing was learnt about the sender: [..]
$ unset SMIME_DIRECTORY; XDG_DATA_HOME=$PWD/data smime open -q --trust ca.pem < signed > content
$ stat -c '%a %n' data/smime data/smime/directory.sqlite
700 data/smime
600 data/smime/directory.sqlite
$ smime open -q --no-directory --trust ca.pem < signed > content
$ smime people add Katie --cert katie.crt --directory broken
smime: [..]broken: [..]
? 3
)");
}

TEST_CASE("two people behind one address both decrypt, which is said") {
  const TemporaryFolder folder;
  prepare(folder);
  play(folder, R"(
$ smime people add Ann --email office@example.org --cert katie.crt 2> log
$ smime people add Ben --email office@example.org --cert bob.crt 2> log
$ smime trust add ca.pem 2> log
$ smime encrypt --to office@example.org < mail > sealed
smime: note: office@example.org is read by several people, who can all decrypt this: Ann, Ben
$ smime open -q --no-directory --id bob.pem < sealed > content
$ smime open -q --no-directory --id katie.pem < sealed > content
$ smime people examine office@example.org
smime: [..]several people with the address office@example.org: Ann, Ben; name one of them
? 3
)");
}

TEST_CASE("a CRL in the directory takes back trust") {
  const TemporaryFolder folder;
  prepare(folder);
  if (!is_installed("openssl")) return;
  play(folder, R"(
$ touch index; echo 01 > number
$ printf '[ca]\ndefault_ca=x\n[x]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=9000\n' > ca.cnf
$ openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -revoke katie.crt 2> log
$ openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl -out crl.pem 2> log
$ smime trust add ca.pem crl.pem
smime: now trusted: CN=Test Authority, SHA-256 [..]
smime: took the CRL of CN=Test Authority of [..]
$ smime trust add crl.pem
smime: has a newer one than the CRL of CN=Test Authority of [..]
$ smime open -q < signed
? 1
$ smime people add Katie --cert katie.crt 2> log; smime encrypt --to Katie < mail
smime: [..]revoked[..]
? 3
)");
}

TEST_CASE("the sender's own ID signs, and a signature under another address is warned of") {
  const TemporaryFolder folder;
  prepare(folder);
  play(folder, R"(
$ smime id import katie.pem --new-password-file password 2> log; smime id import bob.pem --new-password-file password 2> log
$ sed 's/katie@/bob@/' mail | smime sign --password-file password > bobs
$ smime open -q --no-directory --trust ca.pem < bobs > content
$ sed 's/katie@/carol@/' mail | smime sign --password-file password > carols
smime: note: the message is from carol@example.org, but is signed by katie@example.org: readers will be warned
$ smime sign --id bob@example.org --password-file password < mail > mixed
smime: note: the message is from katie@example.org, but is signed by bob@example.org: readers will be warned
)");
}

TEST_CASE("the cipher is one that the recipient's program has told of") {
  const TemporaryFolder folder;
  prepare(folder);
  play(folder, R"(
$ smime people add Katie --cert katie.crt 2> log; smime trust add ca.pem 2> log
$ smime encrypt --to katie@example.org < mail | grep -c 'smime-type=enveloped-data'
1
$ smime open < signed > content
smime: valid, signed by CN=katie
...
smime: note: Katie's mail program tells of new capabilities
$ smime people show Katie --json | grep -c -e '"aes-256-gcm"' -e '"aes-256-cbc"'
2
$ smime encrypt --to katie@example.org < mail | grep -ci 'smime-type=authenveloped-data'
1
$ smime encrypt --to katie@example.org --cipher aes-128-cbc < mail | grep -c 'smime-type=enveloped-data'
1
)");
}
