// Running a test on every implementation of a primitive that this machine can run.
#include "tests/support/implementations.hpp"

#include <iostream>

#include "primitives/implementation.hpp"
#include "tests/support/catch.hpp"

namespace smime::tests {
namespace {

struct Forced {
  Forced(const std::string& name) : before(primitives::forced_implementation()) {
    primitives::force_implementation(name);
  }
  ~Forced() { primitives::force_implementation(before); }
  std::string before;
};

}  // namespace

void on_every_implementation(const std::string& primitive, const std::function<void()>& body) {
  bool any = false;
  for (const auto& row : primitives::implementations()) {
    if (row.primitive != primitive) continue;
    any = true;
    if (!row.available) {
      std::cout << "NOT RUN: " << primitive << " as " << row.name << " needs "
                << primitives::feature_names(row.needs) << "\n";
      continue;
    }
    const Forced forced(row.name);
    INFO("implementation " << row.name);
    body();
  }
  REQUIRE(any);
}

}  // namespace smime::tests
