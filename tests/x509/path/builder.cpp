// Building paths: loops end, many candidates stay within the budget, and every way is tried.
#include "x509/path/builder.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"
#include "tests/x509/cast.hpp"
#include "x509/path/verifier.hpp"

using namespace smime;
using namespace smime::x509;
using namespace smime::x509::path;
using tests::Cast;
using tests::TestRandom;

namespace {

Name authority_name(std::size_t number) {
  return Name::of({{id_at_commonName, "Authority " + std::to_string(number)}});
}

// A certificate of authority `subject` by authority `issuer`. Its key says nothing true but is
// unlike every other: building looks at names alone.
Certificate certificate(std::size_t subject, std::size_t issuer, std::uint8_t key) {
  const Cast& cast = Cast::get();
  TbsCertificate tbs = prepare(cast.root, cast.bob_key.public_key(), authority_name(subject),
                               Profile::authority(), Bytes{1, key}, cast.validity);
  tbs.issuer = authority_name(issuer);
  Bytes info = primitives::to_bytes(cast.bob_key.public_key().der());
  info.at(60) = key;
  info.at(61) = static_cast<std::uint8_t>(subject);
  tbs.subject_public_key_info = PublicKey::decode(info);
  return Certificate::assemble(tbs.encode(), tbs.signature, Bytes(256));
}

struct Tried {
  Search search;
  std::vector<Path> paths;
};

// All paths, none of them good.
Tried search(const Certificate& end, const TrustStore& trust,
             const std::vector<Certificate>& candidates, const PathOptions& options = {}) {
  Tried tried;
  tried.search = search_paths(end, trust, candidates, options, [&](const Path& path) {
    tried.paths.push_back(path);
    return false;
  });
  return tried;
}

}  // namespace

TEST_CASE("every way to an anchor is tried", "[x509][path]") {
  // 1 <- 2 <- 9 and 1 <- 3 <- 9, where 1's issuer 2 has two certificates
  const auto end = certificate(1, 2, 1);
  const auto direct = certificate(2, 9, 2), by_three = certificate(2, 3, 3);
  const auto three = certificate(3, 9, 4), anchor = certificate(9, 9, 5);
  const Tried tried = search(end, TrustStore({anchor}), {direct, by_three, three});
  REQUIRE(tried.paths.size() == 2);
  CHECK(tried.paths[0] == Path{end, direct, anchor});
  CHECK(tried.paths[1] == Path{end, by_three, three, anchor});
  CHECK_FALSE(tried.search.budget_spent);
}

TEST_CASE("a loop of cross-certificates ends", "[x509][path]") {
  const auto end = certificate(1, 2, 1);
  const auto two_by_three = certificate(2, 3, 2), three_by_two = certificate(3, 2, 3);
  const Tried tried = search(end, {}, {two_by_three, three_by_two});
  CHECK(tried.search.complete == 0);
  CHECK(tried.search.longest_partial.size() == 3);
  CHECK_FALSE(tried.search.budget_spent);
}

TEST_CASE("exponentially many paths stay within the budget", "[x509][path]") {
  // Ten layers of ten authorities, each certified by all of the layer above under one name.
  std::vector<Certificate> candidates;
  for (std::size_t layer = 2; layer < 12; ++layer) {
    for (std::uint8_t key = 0; key < 10; ++key) {
      candidates.push_back(certificate(layer, layer + 1, key));
    }
  }
  const auto end = certificate(1, 2, 77);
  const Tried without = search(end, {}, candidates);
  CHECK(without.search.complete == 0);
  CHECK(without.search.budget_spent);

  const Tried with = search(end, TrustStore({certificate(12, 12, 99)}), candidates);
  CHECK(with.search.complete == PathOptions{}.max_candidate_paths);
  CHECK(with.search.budget_spent);
}

TEST_CASE("a path has at most so many certificates", "[x509][path]") {
  std::vector<Certificate> candidates;
  for (std::size_t i = 2; i < 40; ++i) candidates.push_back(certificate(i, i + 1, 1));
  const auto end = certificate(1, 2, 1);
  const auto tried = [&](std::size_t anchor) {
    return search(end, TrustStore({certificate(anchor, anchor, 50)}), candidates);
  };
  CHECK(tried(16).search.complete == 1);
  CHECK(tried(17).search.complete == 0);
  CHECK(tried(17).search.budget_spent);
}

TEST_CASE("where the search ended early, the verdict says so", "[x509][path]") {
  std::vector<Certificate> candidates;
  for (std::size_t i = 2; i < 40; ++i) candidates.push_back(certificate(i, i + 1, 1));
  const auto result = verify_certificate(certificate(1, 2, 1), {}, candidates, {}, Cast::get().now);
  CHECK(result.report.reasons() ==
        std::vector<Reason>{Reason::issuer_unknown, Reason::limit_exceeded});
  CHECK(result.chain.size() == 16);
}
