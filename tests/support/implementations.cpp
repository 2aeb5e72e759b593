// Running a test on every implementation of a primitive that this machine can run.
#include "tests/support/implementations.hpp"

#include <iostream>
#include <map>
#include <vector>

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

// Of one primitive: its implementations in their order, and how many vectors each was tried on.
using Counts = std::vector<std::pair<std::string, std::size_t>>;

std::map<std::string, Counts>& counts() {
  static std::map<std::string, Counts> all;
  return all;
}

std::size_t*& counting() {
  static std::size_t* current = nullptr;
  return current;
}

std::size_t& count_of(const std::string& primitive, const std::string& implementation) {
  Counts& rows = counts()[primitive];
  for (auto& [name, count] : rows) {
    if (name == implementation) return count;
  }
  return rows.emplace_back(implementation, 0).second;
}

}  // namespace

void count_vector() {
  if (counting() != nullptr) ++*counting();
}

void print_vector_counts() {
  for (const auto& [primitive, rows] : counts()) {
    std::string line;
    for (const auto& [name, count] : rows) {
      if (count != 0) line += (line.empty() ? " " : ", ") + name + " " + std::to_string(count);
    }
    if (!line.empty()) std::cout << "VECTORS: " << primitive << ":" << line << "\n";
  }
}

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
    std::size_t tried = 0;
    counting() = &tried;
    body();
    counting() = nullptr;
    count_of(primitive, row.name) += tried;
  }
  REQUIRE(any);
}

}  // namespace smime::tests
