// mutt with smime as its S/MIME commands, by the example in mime/, in a terminal without a person.
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

// What is typed once a text is on the screen. `\r` is the return key.
struct Typed {
  std::string seen, keys;
};

const Typed kPassword = {"passphrase", "breakfast at Dunkin Donuts\\r"};
const std::string kText = "Let's have breakfast at Dunkin Donuts.";
const std::string kSuccess = "Verification successful";
const std::string kSenderIsSigner = "S/MIME signature successfully verified.";

std::string missing(const TemporaryFolder& folder) {
  for (const std::string program : {"mutt", "mkfifo"}) {
    if (!is_installed(program)) return program;
  }
  const bool has_script = run(folder, "script --version | grep -q util-linux").status == 0;
  return has_script ? "" : "script of util-linux";
}

std::string text_of(const TemporaryFolder& folder, const std::string& file) {
  return primitives::to_string(folder.read(file));
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void must(const TemporaryFolder& folder, const std::string& command) {
  const Ran ran = run(folder, command);
  INFO(command << "\n" << ran.output);
  REQUIRE(ran.status == 0);
}

// The example with this person's address, and what lets mutt run by itself.
void write_settings(const TemporaryFolder& folder, const std::string& name) {
  const std::string address = name + "@example.org";
  folder.write_text(
      name + "/muttrc",
      primitives::to_string(read_file(std::string(SMIME_SOURCE_DIR) + "/mime/muttrc.example")) +
          "\nset smime_default_key='" + address + "' from='" + address +
          "'\nset use_envelope_from=no hostname=example.org record='' mbox_type=mbox\n"
          "set editor='cp body %s' abort_unmodified=no quit=yes timeout=1\n"
          "set crypt_verify_sig=yes pager=builtin sendmail=\"$HOME/sendmail\"\n");
  folder.write_text(name + "/sendmail", "#!/bin/sh\ncat > sent\n");
  folder.write_text(name + "/body", kText + "\n");
  must(folder, "chmod +x " + name + "/sendmail");
}

// A home with a directory, in which are an own ID and the authority.
void make_home(const TemporaryFolder& folder, const std::string& name) {
  folder.write_text("password", "breakfast at Dunkin Donuts\n");
  const std::string smime = "SMIME_DIRECTORY=$PWD/" + name + "/directory.db " + smime_program();
  must(folder, "mkdir -p " + name + "/Mail && : > " + name +
                   "/inbox && openssl pkcs12 -export -in " + name +
                   ".pem -passout file:password -out " + name + ".pfx");
  must(folder, smime + " id import " + name + ".pfx --name " + name +
                   " --password-file password --new-password-file password");
  must(folder, smime + " trust add ca.pem");
  write_settings(folder, name);
}

// Runs mutt in a terminal: first the keys that come by themselves, then those that are typed.
// Gives what was on the screen, without what moves the cursor.
std::string mutt(const TemporaryFolder& folder, const std::string& name,
                 const std::string& settings, const std::string& keys,
                 const std::vector<Typed>& typed) {
  folder.write_text(name + "/run",
                    "stty rows 60 cols 100\nexec mutt -n -F muttrc -f inbox -e 'set " + settings +
                        "' -e 'push \"" + keys + "\"'\n");
  std::string typing;
  for (const Typed& one : typed) {
    typing += "until grep -aq '" + one.seen + "' screen; do sleep 0.1; done; printf '" + one.keys +
              "' >&3; ";
  }
  const Ran ran = run(
      folder,
      "cd " + name + " && export HOME=$PWD TERM=xterm LC_ALL=C SMIME_DIRECTORY=$PWD" +
          "/directory.db PATH='" + SMIME_PROGRAMS_DIR + "':\"$PATH\" && rm -f keys && " +
          "mkfifo keys && : > screen && exec 3<>keys && { { " + typing + ":; } & } && " +
          "{ timeout 60 script -qefc 'sh run' screen < keys > log; status=$?; kill $! 2> stray; " +
          "sed 's/\x1b[[][0-9;?]*[a-zA-Z]/ /g' screen; exit $status; }");
  INFO(ran.output);
  CHECK(ran.status == 0);
  return ran.output;
}

void deliver_to_bob(const TemporaryFolder& folder) {
  must(folder,
       "{ echo 'From katie@example.org Thu Jan  1 00:00:00 2026'; cat sent; echo; } > bob/inbox");
}

// What bob's mutt shows of a message that lies in "sent".
std::string read_by_bob(const TemporaryFolder& folder, bool encrypted) {
  deliver_to_bob(folder);
  std::vector<Typed> typed;
  if (encrypted) typed.push_back(kPassword);
  typed.push_back({"End of .*signed data\\|End of S/MIME encrypted", "qx"});
  return mutt(folder, "bob", "read_inc=1000", "<display-message>", typed);
}

void write_by(const TemporaryFolder& folder, const std::string& name, const std::string& to,
              const std::string& settings) {
  run(folder, "rm -f " + name + "/sent");
  std::vector<Typed> typed;
  if (contains(settings, "autosign")) typed.push_back(kPassword);
  mutt(folder, name, settings, "m" + to + "@example.org\\nBreakfast\\nyx", typed);
  must(folder, "cp " + name + "/sent sent");
}

// What any other reader makes of it.
Ran opened_by(const TemporaryFolder& folder, const std::string& name) {
  return run(folder, smime_program() + " open --password-file password --directory " + name +
                         "/directory.db < sent");
}

}  // namespace

TEST_CASE("mutt signs, encrypts, decrypts and verifies by the example muttrc", "[.long]") {
  const TemporaryFolder folder;
  const std::string program = missing(folder);
  if (!program.empty()) return skip(program + " is not installed");
  write_mail_people(folder);
  make_home(folder, "katie");
  make_home(folder, "bob");
  must(folder, smime_program() + " people add bob --cert bob.crt --directory katie/directory.db");
  for (const std::string settings : {"crypt_autosign=yes", "crypt_autoencrypt=yes",
                                     "crypt_autosign=yes crypt_autoencrypt=yes"}) {
    INFO(settings);
    const bool is_signed = contains(settings, "autosign");
    const bool encrypted = contains(settings, "autoencrypt");
    write_by(folder, "katie", "bob", settings);
    CHECK(contains(text_of(folder, "sent"), "breakfast") == !encrypted);
    const std::string screen = read_by_bob(folder, encrypted);
    INFO(screen);
    CHECK(contains(screen, kText));
    CHECK(contains(screen, kSuccess) == is_signed);
    CHECK(contains(screen, kSenderIsSigner) == is_signed);
    for (const std::string reader : {"bob", "katie"}) {
      const Ran opened = opened_by(folder, reader);
      INFO(opened.output);
      CHECK(opened.status == 0);
      CHECK(contains(opened.output, is_signed ? "smime: valid" : "smime: not-signed"));
      CHECK(contains(opened.output, kText));
    }
  }
  // By reading Bob has learnt Katie's certificate, and answers in secret.
  write_by(folder, "bob", "katie", "crypt_autoencrypt=yes");
  const Ran opened = opened_by(folder, "katie");
  INFO(opened.output);
  CHECK(opened.status == 0);
  CHECK(contains(opened.output, kText));
}

TEST_CASE("mutt verifies what smime signs opaquely", "[.long]") {
  const TemporaryFolder folder;
  const std::string program = missing(folder);
  if (!program.empty()) return skip(program + " is not installed");
  write_mail_people(folder);
  make_home(folder, "bob");
  folder.write_text("mail", "From: katie@example.org\nTo: bob@example.org\n\n" + kText + "\n");
  must(folder, smime_program() + " sign --opaque --id katie.pem < mail | tr -d '\\r' > sent");
  const std::string screen = read_by_bob(folder, false);
  INFO(screen);
  CHECK(contains(screen, kText));
  CHECK(contains(screen, kSuccess));
  CHECK(contains(screen, kSenderIsSigner));
}

TEST_CASE("mutt shows no success for a message that was changed on the way", "[.long]") {
  const TemporaryFolder folder;
  const std::string program = missing(folder);
  if (!program.empty()) return skip(program + " is not installed");
  write_mail_people(folder);
  make_home(folder, "katie");
  make_home(folder, "bob");
  write_by(folder, "katie", "bob", "crypt_autosign=yes");
  must(folder, "sed -i 's/Dunkin/Duncan/' sent && grep -q Duncan sent");
  const std::string changed = read_by_bob(folder, false);
  INFO(changed);
  CHECK(contains(changed, "Duncan"));
  CHECK(!contains(changed, kSuccess));
  CHECK(!contains(changed, kSenderIsSigner));
  CHECK(contains(changed, "smime: invalid"));
  CHECK(contains(changed, "message-digest-mismatch"));
  // Another's certificate without any signature in the place of the signature.
  must(folder, "{ sed '/base64/q' sent; echo; " + smime_program() +
                   " cms sign --certs-only --certs katie.crt | base64; echo; "
                   "tail -n 1 sent; } > forged && mv forged sent");
  const std::string forged = read_by_bob(folder, false);
  INFO(forged);
  CHECK(contains(forged, "Duncan"));
  CHECK(!contains(forged, kSuccess));
  CHECK(!contains(forged, kSenderIsSigner));
  CHECK(contains(forged, "a signature is required and there is none"));
}

TEST_CASE("mutt tells a signer who is not the sender", "[.long]") {
  const TemporaryFolder folder;
  const std::string program = missing(folder);
  if (!program.empty()) return skip(program + " is not installed");
  write_mail_people(folder);
  make_home(folder, "katie");
  make_home(folder, "bob");
  write_by(folder, "katie", "bob", "crypt_autosign=yes");
  must(folder, "sed -i 's/^From: .*/From: bob@example.org/' sent");
  const std::string screen = read_by_bob(folder, false);
  INFO(screen);
  CHECK(!contains(screen, kSenderIsSigner));
  CHECK(contains(screen, "certificate owner does not match sender"));
}

TEST_CASE("mutt's Ctrl-K learns the sender of a signed message", "[.long]") {
  const TemporaryFolder folder;
  const std::string program = missing(folder);
  if (!program.empty()) return skip(program + " is not installed");
  write_mail_people(folder);
  make_home(folder, "katie");
  make_home(folder, "bob");
  write_by(folder, "katie", "bob", "crypt_autosign=yes");
  deliver_to_bob(folder);
  const std::string screen =
      mutt(folder, "bob", "read_inc=1000", "<extract-keys>x", {{"Press any key", "\\r"}});
  INFO(screen);
  CHECK(contains(screen, "smime: learnt"));
  CHECK(contains(text_of(folder, "bob/.mutt/smime/people/.index"), "katie@example.org"));
  const Ran known = run(folder, smime_program() + " people list --directory bob/directory.db");
  CHECK(contains(known.output, "katie@example.org"));
}
