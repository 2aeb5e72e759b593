// HMAC against RFC 2202, RFC 4231 and Wycheproof, its steps, and what its verification refuses.
#include "primitives/hmac.hpp"

#include <string>

#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/digests.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

Bytes hex(const nlohmann::json& value) {
  return from_hex(value.get<std::string>());
}

void check_test(DigestAlgorithm algorithm, const nlohmann::json& test) {
  const Bytes key = hex(test["key"]), message = hex(test["msg"]), tag = hex(test["tag"]);
  const bool valid = test["result"] == "valid";
  const Bytes mac = hmac(algorithm, key, message);
  CHECK(equal(ByteView(mac).first(tag.size()), tag) == valid);
  const bool long_enough = 2 * tag.size() >= mac.size() && tag.size() >= 10;
  CHECK(hmac_verify_ct(algorithm, key, message, tag) == (valid && long_enough));
}

void check_file(DigestAlgorithm algorithm, const std::filesystem::path& path) {
  const auto file = tests::read_json(path);
  for (const auto& group : file["testGroups"]) {
    for (const auto& test : group["tests"]) {
      INFO(path.filename().string() << " tcId " << test["tcId"]);
      tests::count_vector();
      check_test(algorithm, test);
    }
  }
}

}  // namespace

TEST_CASE("HMAC gives the figures of RFC 2202 and RFC 4231") {
  for (const auto algorithm : tests::kDigests) {
    const std::string name = "primitives/hmac_" + std::string(to_string(algorithm)) + ".json";
    tests::on_every_implementation(tests::compression(algorithm),
                                   [&] { check_file(algorithm, tests::vectors(name)); });
  }
}

TEST_CASE("HMAC agrees with Wycheproof") {
  if (!tests::shared_data("wycheproof")) return tests::skip("no Wycheproof files");
  for (const auto algorithm : tests::kDigests) {
    if (algorithm == DigestAlgorithm::md5) continue;  // Wycheproof has no file for it
    const std::string name = "wycheproof/hmac_" + std::string(to_string(algorithm)) + "_test.json";
    tests::on_every_implementation(tests::compression(algorithm),
                                   [&] { check_file(algorithm, *tests::shared_data(name)); });
  }
}

TEST_CASE("HMAC is the composition of RFC 2104, section 2") {
  const Bytes short_key = to_bytes("Jefe"), long_key(200, 0xaa), text = to_bytes("some text");
  for (const auto algorithm : tests::kDigests) {
    for (const Bytes& key : {Bytes{}, short_key, long_key}) {
      const Secret inner_key = hmac_padded_key(algorithm, key, kIpad);
      const Secret outer_key = hmac_padded_key(algorithm, key, kOpad);
      const Bytes inner = digest(algorithm, concatenate({inner_key.view(), text}));
      CHECK(hmac(algorithm, key, text) ==
            digest(algorithm, concatenate({outer_key.view(), inner})));
    }
  }
}

TEST_CASE("HMAC does not depend on how its text is cut, and starts anew when finished") {
  const Bytes key(20, 0x0b), text(200, 0x61);
  for (const auto algorithm : tests::kDigests) {
    const Bytes whole = hmac(algorithm, key, text);
    Hmac parts(algorithm, key);
    std::size_t differing = 0;
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      parts.update(ByteView(text).first(cut));
      parts.update(ByteView(text).subspan(cut));
      differing += parts.finish() != whole;
    }
    CHECK(differing == 0);
    CHECK(hmac_verify_ct(algorithm, key, text, whole));
  }
}

TEST_CASE("HMAC verification refuses what is changed, too short or too long") {
  const Bytes key = to_bytes("key"), text = to_bytes("text");
  for (const auto algorithm : tests::kDigests) {
    const Bytes mac = hmac(algorithm, key, text);
    std::size_t accepted = 0;
    for (std::size_t bit = 0; bit < 8 * mac.size(); ++bit) {
      Bytes changed = mac;
      changed[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
      accepted += hmac_verify_ct(algorithm, key, text, changed);
    }
    CHECK(accepted == 0);
    Bytes longer = mac;
    longer.push_back(0);
    CHECK_FALSE(hmac_verify_ct(algorithm, key, text, longer));
    CHECK_FALSE(hmac_verify_ct(algorithm, key, text, {}));
    CHECK_FALSE(hmac_verify_ct(algorithm, key, text, ByteView(mac).first(9)));
    CHECK_FALSE(hmac_verify_ct(algorithm, key, text, ByteView(mac).first(mac.size() / 2 - 1)));
    Hmac whole(algorithm, key);
    Bytes room(mac.size() + 1);
    CHECK_THROWS_AS(whole.finish_into(room), Error);
  }
}
