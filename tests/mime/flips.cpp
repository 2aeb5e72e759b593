// Every octet of a small message's body changed: never a crash, never other content as valid.
#include <array>
#include <cstdio>

#include "cms/content_info.hpp"
#include "cms/signed_data.hpp"
#include "mime/base64.hpp"
#include "tests/mime/world.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime::secure;
using smime::tests::World;

namespace {

/// Why an accepted change is harmless.
enum Harmless : std::size_t { kBase64Form, kCertificates, kUnsigned, kEnvelope, kKinds };
constexpr std::array<const char*, kKinds> kWhy = {
    "the form of base64 (line ends, characters that it ignores, unused bits): the octets are the "
    "same",
    "a certificate inside: the signer's is among the trusted ones as well",
    "a field around the signature that it does not cover and that decides nothing",
    "the envelope: the inner signature still covers all that is shown"};

// "12 to 15, 20": the places in order, runs of them joined.
std::string ranges(const std::vector<std::size_t>& places) {
  std::string text;
  for (std::size_t i = 0; i < places.size();) {
    std::size_t end = i;
    while (end + 1 < places.size() && places[end + 1] <= places[end] + 1) ++end;
    text += (i == 0 ? "" : ", ") + std::to_string(places[i]);
    if (places[end] > places[i]) text += " to " + std::to_string(places[end]);
    i = end + 1;
  }
  return text;
}

// Lists what was accepted, and why each is harmless.
void list(const std::array<std::vector<std::size_t>, kKinds>& accepted) {
  std::puts("Changes that are accepted, all with the original content, by octets of the message:");
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    if (accepted[kind].empty()) continue;
    std::printf("- %s: %s\n", kWhy[kind], ranges(accepted[kind]).c_str());
  }
}

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
  std::array<std::vector<std::size_t>, kKinds> accepted;  // the place of each
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
      accepted[kind_of_change(cms_of(changes[change], behind), original)].push_back(i);
    }
  }
  list(accepted);
  CHECK(accepted[kBase64Form].size() > 0);
  CHECK(accepted[kUnsigned].size() < 100);
  CHECK(accepted[kEnvelope].size() < 100);
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

namespace {

// Cut behind every octet, and with every octet changed or gone: what is accepted is the original.
// The signature is outermost or innermost; of what is around it, nothing may show other content.
void cut_and_change_all(World& world, const std::string& message, const Bytes& content) {
  const OpenOptions options = world.options();
  const std::size_t body = message.find("\r\n\r\n") + 4;
  std::size_t accepted = 0;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const std::string cut = message.substr(0, i);
    const OpenResult result = open(primitives::bytes_of(cut), options, world.random);
    INFO("cut at octet " << i);
    // White space, hyphens of the last boundary and padding may be missing: nothing else.
    if (result.verdict == Verdict::valid) {
      CHECK(result.content == content);
      CHECK(message.size() - i < 64);
    }
    if (i < body) continue;
    std::string changed = message;
    changed[i] = static_cast<char>(changed[i] ^ 4);
    for (const std::string& one : {changed, message.substr(0, i) + message.substr(i + 1)}) {
      const OpenResult other = open(primitives::bytes_of(one), options, world.random);
      if (other.verdict != Verdict::valid) continue;
      ++accepted;
      INFO("changed at octet " << i);
      CHECK(other.content == content);
    }
  }
  CHECK(accepted < message.size());
}

const std::string kDraft = "From: katie@example.org\r\nContent-Type: text/plain\r\n\r\nNo.\r\n";
const std::string kContent = "Content-Type: text/plain\r\n\r\nNo.\r\n";

}  // namespace

TEST_CASE("a clear-signed message, cut and changed everywhere", "[slow]") {
  World world;
  cut_and_change_all(world, world.sign(kDraft, SignedForm::multipart_signed),
                     primitives::to_bytes(kContent));
}

TEST_CASE("a compressed and opaque signed message, cut and changed everywhere", "[slow]") {
  World world;
  cut_and_change_all(world, world.sign(world.compress(kDraft), SignedForm::opaque),
                     primitives::to_bytes(kContent));
}

TEST_CASE("a signed, enveloped and signed message, cut and changed everywhere", "[.long]") {
  World world;
  cms::EncryptOptions how;
  how.cipher = primitives::ContentCipher::aes_256_gcm;
  const std::string inner = world.sign(kDraft, SignedForm::multipart_signed);
  cut_and_change_all(world, world.sign(world.encrypt(inner, how), SignedForm::multipart_signed),
                     primitives::to_bytes(kContent));
}
