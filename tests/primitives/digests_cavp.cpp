// Digests against NIST's CAVP files for octet messages: short, long, and the chain of 100,000.
#include <string>

#include "primitives/digest.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/cavp.hpp"
#include "tests/support/digests.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::primitives;

namespace {

// "hashes/SHA2/SHA256" for sha256.
std::string prefix(DigestAlgorithm algorithm) {
  const std::string bits(to_string(algorithm).substr(3));
  return "hashes/SHA" + std::string(bits == "1" ? "1" : "2") + "/SHA" + bits;
}

void check_messages(DigestAlgorithm algorithm, const std::filesystem::path& path) {
  std::size_t count = 0;
  for (const auto& record : tests::read_cavp(path)) {
    const std::size_t bits = std::stoul(record.values.at("Len"));
    INFO(path.filename().string() << " Len " << bits);
    tests::count_vector();
    REQUIRE(bits % 8 == 0);
    const Bytes message = record.hex("Msg");
    CHECK(to_hex(digest(algorithm, ByteView(message).first(bits / 8))) == record.values.at("MD"));
    ++count;
  }
  CHECK(count >= 64);
}

// The pseudorandomly generated messages of the Secure Hash Algorithm Validation System (SHAVS),
// 6.4: each digest is that of the three before it.
Bytes next_seed(DigestAlgorithm algorithm, const Bytes& seed) {
  Bytes a = seed, b = seed, c = seed;
  for (int i = 0; i < 1000; ++i) {
    Bytes next = digest(algorithm, concatenate({a, b, c}));
    a = std::move(b);
    b = std::move(c);
    c = std::move(next);
  }
  return c;
}

void check_chain(DigestAlgorithm algorithm, const std::filesystem::path& path) {
  Bytes seed;
  std::size_t count = 0;
  for (const auto& record : tests::read_cavp(path)) {
    if (record.has("Seed")) seed = record.hex("Seed");
    if (!record.has("COUNT")) continue;
    INFO(path.filename().string() << " COUNT " << record.values.at("COUNT"));
    tests::count_vector();
    seed = next_seed(algorithm, seed);
    CHECK(to_hex(seed) == record.values.at("MD"));
    ++count;
  }
  CHECK(count == 100);
}

template <typename Check>
void on_file(const std::string& kind, Check check) {
  if (!tests::cryptography_vectors("hashes")) return tests::skip("no python3-cryptography-vectors");
  for (const auto algorithm : tests::kDigests) {
    if (algorithm == DigestAlgorithm::md5) continue;  // not NIST's
    const auto path = *tests::cryptography_vectors(prefix(algorithm) + kind);
    tests::on_every_implementation(tests::compression(algorithm), [&] { check(algorithm, path); });
  }
}

}  // namespace

TEST_CASE("SHA gives the digests of CAVP's short messages") {
  on_file("ShortMsg.rsp", check_messages);
}

TEST_CASE("SHA gives the digests of CAVP's long messages") {
  on_file("LongMsg.rsp", check_messages);
}

TEST_CASE("SHA gives the digests of CAVP's Monte Carlo chains") {
  on_file("Monte.rsp", check_chain);
}
