// Every octet of a small message's body changed: never a crash, never other content as valid.
#include "mime/smime/opener.hpp"
#include "mime/smime/sender.hpp"
#include "primitives/rsa_keygen.hpp"
#include "tests/support/catch.hpp"
#include "x509/authority.hpp"
#include "x509/object_identifiers.hpp"
#include "x509/profile.hpp"

using namespace smime;
using namespace smime::mime::secure;

namespace {

struct World {
  SystemRandom random;
  x509::Validity validity{Time::from_civil(2020, 1, 1), Time::from_civil(2049, 12, 31)};
  x509::PrivateKey key = x509::PrivateKey::rsa(primitives::generate_rsa_key(1024, 65537, random));
  x509::Certificate certificate =
      x509::issue_self_signed(key, x509::Name::of({{x509::id_at_commonName, "Katie"}}),
                              x509::Profile::person({"katie@example.org"}),
                              x509::random_serial_number(random), validity, random);
  Prepared prepared = prepare(primitives::bytes_of(
      "From: katie@example.org\r\nContent-Type: text/plain\r\n\r\nBreakfast?\r\n"));

  OpenOptions options() const {
    OpenOptions result;
    result.identities = {{certificate, key}};
    result.trust = x509::path::TrustStore({certificate});
    result.at = Time::from_civil(2026, 1, 1);
    result.path.policy = x509::path::Policy::article;
    return result;
  }
};

// Changes every character behind the header in two ways, deletes it, and doubles it. Of what is
// accepted as valid the content must be the original; gives how many that were.
std::size_t change_all(World& world, const std::string& message, const std::string& behind) {
  const OpenOptions options = world.options();
  std::size_t accepted = 0;
  for (std::size_t i = message.find(behind) + behind.size(); i < message.size(); ++i) {
    std::vector<std::string> changes(4, message);
    changes[0][i] = static_cast<char>(changes[0][i] ^ 1);
    changes[1][i] = static_cast<char>(changes[1][i] ^ 0x20);
    changes[2].erase(i, 1);
    changes[3].insert(i, 1, message[i]);
    for (std::size_t change = 0; change < changes.size(); ++change) {
      const OpenResult result = open(primitives::bytes_of(changes[change]), options, world.random);
      if (result.verdict != Verdict::valid) continue;
      ++accepted;
      INFO("change " << change << " at octet " << i << ", '" << message.substr(i, 12) << "'");
      CHECK(result.content == world.prepared.content);
    }
  }
  return accepted;
}

}  // namespace

// What is accepted changes nothing that is signed: line ends of the base64 and characters that it
// ignores, the unused bits of its last group, and fields of the package outside the signature (the
// trusted certificate's own signature is not among them: the certificate is then another one).
TEST_CASE("changes to an opaque signed message: what is accepted is the original", "[slow]") {
  World world;
  const std::string message = sign_message(world.prepared, {{world.certificate, world.key}},
                                           SignedForm::opaque, {}, world.random);
  CHECK(change_all(world, message, "smime.p7m\"\r\n\r\n") < 400);
}

TEST_CASE("changes to a clear-signed message: what is accepted is the original", "[slow]") {
  World world;
  const std::string message = sign_message(world.prepared, {{world.certificate, world.key}},
                                           SignedForm::multipart_signed, {}, world.random);
  CHECK(change_all(world, message, "smime.p7s\"\r\n\r\n") < 400);
}

TEST_CASE("changes to a signed and enveloped message: what is accepted is the original", "[slow]") {
  World world;
  const std::string inner = sign_message(world.prepared, {{world.certificate, world.key}},
                                         SignedForm::opaque, {}, world.random);
  const std::string message =
      encrypt_message(prepare(primitives::bytes_of(inner)), {world.certificate}, {}, world.random);
  CHECK(change_all(world, message, "smime.p7m\"\r\n\r\n") < 400);
}
