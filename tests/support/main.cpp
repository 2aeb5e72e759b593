// The main of every test executable: counts passed, failed and skipped test cases.
#define CATCH_CONFIG_RUNNER
#include "tests/support/catch.hpp"

#include <cstdlib>
#include <iostream>
#include <set>

#include "primitives/implementation.hpp"
#include "tests/support/implementations.hpp"
#include "tests/support/skip.hpp"

namespace {

std::set<std::string>& skipped() {
  static std::set<std::string> names;
  return names;
}

std::string& running() {
  static std::string name;
  return name;
}

std::size_t& failed() {
  static std::size_t count = 0;
  return count;
}

std::size_t& finished() {
  static std::size_t count = 0;
  return count;
}

#if SMIME_CATCH >= 3
using Listener = Catch::EventListenerBase;
#else
using Listener = Catch::TestEventListenerBase;
#endif

struct Counter : Listener {
  using Listener::Listener;
  void testCaseStarting(const Catch::TestCaseInfo& info) override { running() = info.name; }
  void testCaseEnded(const Catch::TestCaseStats& stats) override {
    ++finished();
    if (stats.totals.testCases.failed > 0) {
      ++failed();
      skipped().erase(running());
    }
  }
};

}  // namespace

CATCH_REGISTER_LISTENER(Counter)

namespace smime::tests {

void skip(const std::string& why) {
  skipped().insert(running());
  std::cout << "SKIPPED: " << running() << ": " << why << "\n";
}

}  // namespace smime::tests

int main(int argc, char** argv) {
  if (const char* name = std::getenv("SMIME_IMPLEMENTATION")) {
    smime::primitives::force_implementation(name);
  }
  const int result = Catch::Session().run(argc, argv);
  smime::tests::print_vector_counts();
  const std::size_t passed = finished() - failed() - skipped().size();
  std::cout << passed << " passed, " << failed() << " failed, " << skipped().size()
            << " skipped\n";
  return result;
}
