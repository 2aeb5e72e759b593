// Every octet of a small message's body changed: never a crash, never other content as valid.
#include <array>
#include <cstdio>

#include "cms/content_info.hpp"
#include "cms/signed_data.hpp"
#include "mime/base64.hpp"
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

/// Why an accepted change is harmless.
enum Harmless : std::size_t {
  kBase64Form,    // line ends, characters that base64 ignores, unused bits: the octets are the same
  kCertificates,  // the certificates inside: the signer's is among the trusted ones as well
  kUnsigned,      // fields around the signature that it does not cover and that decide nothing
  kEnvelope,      // of the envelope: the inner signature still covers all that is shown
  kKinds
};

Bytes cms_of(const std::string& message, const std::string& behind) {
  const std::size_t from = message.find(behind) + behind.size();
  const std::size_t end = message.find("---", from);
  return mime::decode_base64(primitives::bytes_of(message.substr(from, end - from)));
}

// What was signed, and the signature, must be the same; the kind says what differs.
Harmless kind_of_change(const Bytes& changed, const Bytes& original) {
  if (changed == original) return kBase64Form;
  const auto found = cms::ContentInfo::decode(changed), due = cms::ContentInfo::decode(original);
  if (due.content_type != cms::id_signedData) return kEnvelope;
  const auto data = cms::SignedData::decode(found.content);
  const auto first = cms::SignedData::decode(due.content);
  CHECK(data.encap_content_info.e_content == first.encap_content_info.e_content);
  REQUIRE(data.signer_infos.size() == 1);
  CHECK(data.signer_infos[0].signature == first.signer_infos[0].signature);
  CHECK(data.signer_infos[0].signed_attrs->encode_as_set() ==
        first.signer_infos[0].signed_attrs->encode_as_set());
  return data.certificates == first.certificates ? kUnsigned : kCertificates;
}

// Changes every character behind the header in two ways, deletes it, and doubles it. Of what is
// accepted as valid the content must be the original, and the change of a harmless kind.
void change_all(World& world, const std::string& message, const std::string& behind) {
  const OpenOptions options = world.options();
  const Bytes original = cms_of(message, behind);
  std::array<std::size_t, kKinds> accepted{};
  for (std::size_t i = message.find(behind) + behind.size(); i < message.size(); ++i) {
    std::vector<std::string> changes(4, message);
    changes[0][i] = static_cast<char>(changes[0][i] ^ 1);
    changes[1][i] = static_cast<char>(changes[1][i] ^ 0x20);
    changes[2].erase(i, 1);
    changes[3].insert(i, 1, message[i]);
    for (std::size_t change = 0; change < changes.size(); ++change) {
      const OpenResult result = open(primitives::bytes_of(changes[change]), options, world.random);
      if (result.verdict != Verdict::valid) continue;
      INFO("change " << change << " at octet " << i << ", '" << message.substr(i, 12) << "'");
      CHECK(result.content == world.prepared.content);
      ++accepted[kind_of_change(cms_of(changes[change], behind), original)];
    }
  }
  std::printf(
      "accepted, all with the original content: %zu in the form of base64, %zu among the "
      "certificates, %zu outside the signature, %zu of the envelope\n",
      accepted[kBase64Form], accepted[kCertificates], accepted[kUnsigned], accepted[kEnvelope]);
  CHECK(accepted[kBase64Form] > 0);
  CHECK(accepted[kUnsigned] < 100);
  CHECK(accepted[kEnvelope] < 100);
}

}  // namespace

TEST_CASE("changes to an opaque signed message: what is accepted is the original", "[slow]") {
  World world;
  const std::string message = sign_message(world.prepared, {{world.certificate, world.key}},
                                           SignedForm::opaque, {}, world.random);
  change_all(world, message, "smime.p7m\"\r\n\r\n");
}

TEST_CASE("changes to a clear-signed message: what is accepted is the original", "[slow]") {
  World world;
  const std::string message = sign_message(world.prepared, {{world.certificate, world.key}},
                                           SignedForm::multipart_signed, {}, world.random);
  change_all(world, message, "smime.p7s\"\r\n\r\n");
}

TEST_CASE("changes to a signed and enveloped message: what is accepted is the original", "[slow]") {
  World world;
  const std::string inner = sign_message(world.prepared, {{world.certificate, world.key}},
                                         SignedForm::opaque, {}, world.random);
  const std::string message =
      encrypt_message(prepare(primitives::bytes_of(inner)), {world.certificate}, {}, world.random);
  change_all(world, message, "smime.p7m\"\r\n\r\n");
}
