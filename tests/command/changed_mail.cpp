// Encrypted mail that was changed on its way: CBC lets it through, and what can be seen of it is
// said; GCM lets nothing through.
#include <algorithm>

#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

constexpr std::size_t kBlock = 16;

struct Mail {
  TemporaryFolder folder;
  std::string smime = smime_program();
  std::string header;
  Bytes object;
  std::size_t first = 0;  // of the encrypted content

  explicit Mail(const std::string& cipher) {
    write_mail_people(folder);
    folder.write_text("mail", mail_from_katie());
    REQUIRE(run(folder, smime + " encrypt --to bob.crt --cipher " + cipher +
                            " < mail > sealed && tr -d '\\r' < sealed > unix && "
                            "sed '1,/^$/d' unix | base64 -d > object && sed '/^$/q' unix > header")
                .status == 0);
    header = primitives::to_string(folder.read("header"));
    object = folder.read("object");
    // The content is the last value: [0] of a length in two octets, or in one behind 81.
    const std::size_t size = (content_of_mail().size() / kBlock + 1) * kBlock;
    first = object.size() - size;
  }

  Ran open(const Bytes& changed, const std::string& options) const {
    folder.write_text("changed", header + primitives::to_base64(changed) + "\n");
    return run(folder,
               "rm -f out; " + smime + " open --id bob.pem " + options + " -o out < changed");
  }
};

bool is_told(const Ran& ran) {
  return ran.output.find("no MIME entity") != std::string::npos;
}

}  // namespace

TEST_CASE("noise where a header was is told, and refused by the pedantic") {
  const Mail mail("aes-256-cbc");
  REQUIRE(mail.open(mail.object, "").status == 0);
  CHECK_FALSE(is_told(mail.open(mail.object, "")));
  std::size_t told = 0;
  for (std::size_t bit = 0; bit < 16; ++bit) {
    Bytes changed = mail.object;
    changed[mail.first + bit] ^=
        1;  // makes noise of the first block, and flips a bit of the second
    const Ran ran = mail.open(changed, "");
    if (!is_told(ran)) continue;
    ++told;
    CHECK(mail.open(changed, "--pedantic").status == 2);
    CHECK(run(mail.folder, "test -e out").status == 1);
  }
  CHECK(told >= 8);  // noise without any control character and with a colon is rare
}

TEST_CASE("blocks put in before the content are told where they make noise of the header") {
  const auto all_are_told = [](const Mail& mail) {
    std::size_t told = 0;
    for (std::size_t from = 0; from < 3; ++from) {
      // The attacker's way: a known block and its neighbour, repeated in front.
      Bytes changed = mail.object;
      const auto at = changed.begin() + static_cast<std::ptrdiff_t>(mail.first);
      std::rotate(at, at + static_cast<std::ptrdiff_t>((from + 1) * kBlock), changed.end());
      const Ran ran = mail.open(changed, "");
      told += ran.status != 0 || is_told(ran) ? 1 : 0;
    }
    return told == 3;
  };
  // Noise may by chance be padded well and have no sign of it: not in two messages.
  CHECK((all_are_told(Mail("aes-256-cbc")) || all_are_told(Mail("aes-256-cbc"))));
}

TEST_CASE("changed GCM content is refused, and none of it is written") {
  const Mail mail("aes-256-gcm");
  Bytes changed = mail.object;
  changed[changed.size() - 40] ^= 1;
  const Ran ran = mail.open(changed, "");
  CHECK(ran.status == 2);
  CHECK(ran.output.find("decryption failed") != std::string::npos);
  CHECK(run(mail.folder, "test -e out").status == 1);
}
