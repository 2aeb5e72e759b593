// Digests against the figures of their documents, and every implementation against the reference.
#include "primitives/digest.hpp"

#include <algorithm>
#include <string>

#include "primitives/error.hpp"
#include "primitives/implementation.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/digests.hpp"
#include "tests/support/files.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::primitives;
using tests::compression;
using tests::kDigests;

namespace {

Bytes digest_in_parts(DigestAlgorithm algorithm, ByteView message, std::size_t first,
                      std::size_t second) {
  Digest parts(algorithm);
  parts.update(message.first(first));
  parts.update(message.subspan(first, second));
  parts.update(message.subspan(first + second));
  return parts.finish();
}

// Many copies at a time, for some messages are ten million.
void update_repeated(Digest& digest, const Bytes& message, std::size_t repeat) {
  constexpr std::size_t kAtOnce = 1'000;
  Bytes copies;
  for (std::size_t i = 0; i < std::min(repeat, kAtOnce); ++i) primitives::append(copies, message);
  for (; repeat > kAtOnce; repeat -= kAtOnce) digest.update(copies);
  digest.update(ByteView(copies).first(repeat * message.size()));
}

void check_file(const std::string& name) {
  const auto file = tests::read_json(tests::vectors("primitives/" + name));
  for (const auto& group : file["testGroups"]) {
    const auto algorithm = digest_algorithm(group["digest"].get<std::string>());
    for (const auto& test : group["tests"]) {
      INFO(name << " tcId " << test["tcId"]);
      tests::count_vector();
      const Bytes message = from_hex(test["msg"].get<std::string>());
      Digest whole(algorithm);
      update_repeated(whole, message, test["repeat"].get<std::size_t>());
      CHECK(to_hex(whole.finish()) == test["digest"].get<std::string>());
    }
  }
}

// The chaining of the compression shows in the digest of many blocks.
void compare_with_reference(DigestAlgorithm algorithm, tests::TestRandom& random) {
  const Bytes message = random.bytes(random.below(random.below(8) == 0 ? 20'000 : 700));
  const Bytes actual = digest(algorithm, message);
  const std::string forced = forced_implementation();
  force_implementation("reference");
  const Bytes expected = digest(algorithm, message);
  force_implementation(forced);
  INFO(to_string(algorithm) << " of " << message.size() << " octets");
  CHECK(actual == expected);
}

}  // namespace

TEST_CASE("digests give the figures of RFC 1321, RFC 3174 and RFC 6234") {
  for (const auto algorithm : kDigests) {
    tests::on_every_implementation(
        compression(algorithm), [&] { check_file(std::string(to_string(algorithm)) + ".json"); });
  }
}

TEST_CASE("every implementation equals the reference on random messages") {
  for (const auto algorithm : kDigests) {
    tests::on_every_implementation(compression(algorithm), [&] {
      tests::TestRandom random(180);
      for (int round = 0; round < 150; ++round) compare_with_reference(algorithm, random);
    });
  }
}

TEST_CASE("a digest does not depend on how its input is cut") {
  tests::TestRandom random(4);
  const Bytes message = random.bytes(300);
  for (const auto algorithm : kDigests) {
    tests::on_every_implementation(compression(algorithm), [&] {
      const Bytes whole = digest(algorithm, message);
      std::size_t differing = 0;
      for (std::size_t cut = 0; cut <= message.size(); ++cut) {
        const std::size_t rest = message.size() - cut;
        differing += digest_in_parts(algorithm, message, cut, rest) != whole;
        differing += digest_in_parts(algorithm, message, cut, rest / 2) != whole;
      }
      CHECK(differing == 0);
    });
  }
}

TEST_CASE("every length around a block has room for its padding") {
  for (const auto algorithm : kDigests) {
    const std::size_t block = digest_block_size(algorithm);
    tests::on_every_implementation(compression(algorithm), [&] {
      for (std::size_t size = 0; size <= 3 * block; ++size) {
        const Bytes message(size, 0x80);
        Digest one_by_one(algorithm);
        for (std::size_t i = 0; i < size; ++i) one_by_one.update(ByteView(message).subspan(i, 1));
        const Bytes actual = one_by_one.finish();
        if (actual != digest(algorithm, message)) FAIL_CHECK(size << " octets");
      }
      CHECK(digest(algorithm, {}).size() == digest_size(algorithm));
    });
  }
}

TEST_CASE("a finished digest is as new, and a copied one goes its own way") {
  for (const auto algorithm : kDigests) {
    Digest first(algorithm);
    first.update(bytes_of("ab"));
    Digest second = first;
    first.update(bytes_of("c"));
    second.update(bytes_of("d"));
    CHECK(first.finish() == digest(algorithm, bytes_of("abc")));
    CHECK(second.finish() == digest(algorithm, bytes_of("abd")));
    CHECK(first.finish() == digest(algorithm, {}));
  }
}

TEST_CASE("a digest is written whole or not at all") {
  for (const auto algorithm : kDigests) {
    Bytes room(digest_size(algorithm));
    Digest whole(algorithm);
    whole.update(bytes_of("abc"));
    CHECK_THROWS_AS(whole.finish_into(MutableByteView(room).first(room.size() - 1)), Error);
    whole.finish_into(room);
    CHECK(room == digest(algorithm, bytes_of("abc")));
  }
}

TEST_CASE("digests have the names of options and reports, and no others") {
  for (const auto algorithm : kDigests) {
    CHECK(digest_algorithm(to_string(algorithm)) == algorithm);
  }
  for (const char* name : {"", "sha3", "SHA256", "sha-256", "md4"}) {
    try {
      digest_algorithm(name);
      FAIL_CHECK(name);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::unsupported_algorithm);
    }
  }
}
