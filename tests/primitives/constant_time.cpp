// Branches and addresses that depend on secrets, found by valgrind
// (tests/primitives/constant_time/).
#include <sstream>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/skip.hpp"

using namespace smime;

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SMIME_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SMIME_SANITIZED 1
#endif

namespace {

const std::string kProgram = SMIME_PROGRAMS_DIR "/constant_time";
constexpr int kLeak = 99, kNotWatched = 77;

std::string why_not() {
#if SMIME_SANITIZED
  return "valgrind does not run programs with sanitizers";
#endif
  if (!tests::is_installed("valgrind")) return "valgrind is not installed";
  return {};
}

tests::Ran under_valgrind(const std::string& probe) {
  const tests::TemporaryFolder folder;
  return tests::run(folder, "valgrind --quiet --error-exitcode=" + std::to_string(kLeak) +
                                " --suppressions=" SMIME_SOURCE_DIR
                                "/tests/primitives/constant_time/gmp.supp " +
                                kProgram + " " + probe);
}

std::vector<std::string> probes(bool leaking) {
  const tests::TemporaryFolder folder;
  std::istringstream names(tests::run(folder, kProgram + " --list").output);
  std::vector<std::string> found;
  for (std::string name; names >> name;) {
    if (name.starts_with("leak-") == leaking) found.push_back(name);
  }
  return found;
}

}  // namespace

TEST_CASE("what handles secrets neither branches on them nor looks up by them") {
  if (!why_not().empty()) return tests::skip(why_not());
  const auto names = probes(false);
  CHECK(names.size() >= 11);
  for (const std::string& name : names) {
    const tests::Ran ran = under_valgrind(name);
    if (ran.status == kNotWatched) return tests::skip("valgrind/memcheck.h was not there to build");
    INFO(name << "\n" << ran.output);
    CHECK(ran.status == 0);
  }
}

TEST_CASE("the test of constant time fails where a secret does show") {
  if (!why_not().empty()) return tests::skip(why_not());
  const auto names = probes(true);
  CHECK(names.size() >= 4);
  for (const std::string& name : names) {
    const tests::Ran ran = under_valgrind(name);
    if (ran.status == kNotWatched) return tests::skip("valgrind/memcheck.h was not there to build");
    INFO(name << "\n" << ran.output);
    CHECK(ran.status == kLeak);
    CHECK(ran.output.find("uninitialised value") != std::string::npos);
  }
}
