// NIST's Public Key Interoperability Test Suite (PKITS): every path of its section 4.
#include <cstdio>
#include <map>

#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/skip.hpp"
#include "x509/path/verifier.hpp"

using namespace smime;
using namespace smime::x509;
using namespace smime::x509::path;
using nlohmann::json;

namespace {

class Pkits {
 public:
  explicit Pkits(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Certificate certificate(const std::string& name) const {
    return Certificate::decode(tests::read_file(folder_ / "certs" / name));
  }
  std::vector<Certificate> certificates(const json& names) const {
    std::vector<Certificate> list;
    for (const std::string name : names) list.push_back(certificate(name));
    return list;
  }
  std::vector<CertificateList> crls(const json& names) const {
    std::vector<CertificateList> list;
    for (const std::string name : names) {
      list.push_back(CertificateList::decode(tests::read_file(folder_ / "crls" / name)));
    }
    return list;
  }
  std::vector<Certificate> all_certificates() const {
    json names = json::array();
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "certs")) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return certificates(names);
  }

 private:
  std::filesystem::path folder_;
};

std::vector<ObjectIdentifier> policies(const json& dotted) {
  std::vector<ObjectIdentifier> list;
  for (const std::string text : dotted) list.emplace_back(text);
  return list;
}

PathOptions options(const json& group, const json& test) {
  PathOptions options;
  options.policy = Policy::any;
  options.require_revocation = group["requireRevocation"];
  if (test.contains("initialPolicySet")) {
    options.initial_policy_set = policies(test["initialPolicySet"]);
  }
  options.initial_explicit_policy = test.value("initialExplicitPolicy", false);
  options.initial_policy_mapping_inhibit = test.value("initialPolicyMappingInhibit", false);
  options.initial_any_policy_inhibit = test.value("initialInhibitAnyPolicy", false);
  return options;
}

std::string describe(const PathResult& result) {
  std::string text;
  for (const Check& check : result.report.checks()) {
    if (check.outcome != Outcome::fail) continue;
    text += std::string(to_string(*check.reason)) + ", " + check.rule + " of " + check.subject +
            ": " + check.detail + "\n";
  }
  return text;
}

// Whether verdict, first reason and policies are those of the document.
bool is_expected(const json& test, const PathResult& result) {
  if (test["result"] == "invalid") {
    const Check* failure = result.report.first_failure();
    return failure != nullptr && to_string(*failure->reason) == test["reason"].get<std::string>();
  }
  if (!result.valid()) return false;
  if (!test.contains("userConstrainedPolicySet")) return true;
  std::vector<ObjectIdentifier> found;
  for (const PolicyInformation& policy : result.policies) found.push_back(policy.policy_identifier);
  return found == policies(test["userConstrainedPolicySet"]);
}

// Runs every test; `others` are candidates beside those of the test's own list.
void run_all(const std::vector<Certificate>& others, const std::string& what) {
  const auto folder = tests::cryptography_vectors("x509/PKITS_data");
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  const Pkits pkits(*folder);
  const json file = tests::read_json(tests::vectors("x509/pkits.json"));
  std::size_t passed = 0, total = 0;
  for (const json& group : file["testGroups"]) {
    const TrustStore trust({pkits.certificate(group["trustAnchor"])});
    const Time at = Time::from_civil(2020, 6, 1);
    for (const json& test : group["tests"]) {
      std::vector<Certificate> candidates = pkits.certificates(test["certificates"]);
      const Certificate end = candidates.back();
      candidates.insert(candidates.end(), others.begin(), others.end());
      const PathResult result = verify_certificate(end, trust, candidates, pkits.crls(test["crls"]),
                                                   at, options(group, test));
      const bool good = is_expected(test, result);
      INFO("pkits.json tcId " << test["tcId"] << ", test " << test["test"] << " " << test["comment"]
                              << "\n"
                              << describe(result));
      CHECK(good);
      passed += good ? 1 : 0;
      ++total;
    }
  }
  std::printf("PKITS, %s: %zu of %zu\n", what.c_str(), passed, total);
  CHECK(total == 247);
}

}  // namespace

TEST_CASE("PKITS: every path has the expected result and reason", "[x509][path][pkits]") {
  run_all({}, "the certificates of each path as candidates");
}

TEST_CASE("PKITS: the same among all its certificates", "[x509][path][pkits]") {
  const auto folder = tests::cryptography_vectors("x509/PKITS_data");
  if (!folder) return tests::skip("python3-cryptography-vectors is not installed");
  run_all(Pkits(*folder).all_certificates(), "all certificates as candidates");
}

TEST_CASE("PKITS: every test of section 4 is there", "[x509][path][pkits]") {
  // How many tests each subsection has, by the document's table of contents.
  const std::map<std::string, int> expected = {
      {"4.1", 6},   {"4.2", 8},   {"4.3", 11},  {"4.4", 21},  {"4.5", 8},   {"4.6", 17},
      {"4.7", 5},   {"4.8", 20},  {"4.9", 8},   {"4.10", 14}, {"4.11", 11}, {"4.12", 10},
      {"4.13", 38}, {"4.14", 35}, {"4.15", 10}, {"4.16", 2}};
  std::map<std::string, std::map<std::string, int>> found;
  const json file = tests::read_json(tests::vectors("x509/pkits.json"));
  for (const json& group : file["testGroups"]) {
    for (const json& test : group["tests"]) ++found[group["section"]][test["test"]];
  }
  REQUIRE(found.size() == expected.size());
  for (const auto& [section, count] : expected) CHECK(found[section].size() == std::size_t(count));
}
