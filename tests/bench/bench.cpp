// The program bench: every primitive, and reading and verifying certificates, beside other
// libraries.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "primitives/error.hpp"
#include "tests/bench/issue_bench.hpp"
#include "tests/bench/measurement.hpp"
#include "tests/bench/message_bench.hpp"

namespace {

using namespace smime::bench;

constexpr std::uint64_t kSmallMessage = std::uint64_t{1} << 20;

std::string cell(double figure) {
  if (figure == 0) return "-";
  return fmt::format("{:.{}f}", figure, figure < 100 ? 1 : 0);
}

void print_table(const std::vector<Row>& rows) {
  fmt::print("{:<22} {:>6} {:<12} {:>9} {:<6}", "operation", "size", "ours is", "ours", "unit");
  for (const char* peer : kPeerNames) fmt::print(" {:>9}", peer);
  fmt::print(" {:>7}\n", "ratio");
  for (const Row& row : rows) {
    fmt::print("{:<22} {:>6} {:<12} {:>9} {:<6}", row.operation->name, row.operation->size,
               row.implementation, cell(row.ours), row.operation->unit);
    for (const char* peer : kPeerNames) {
      const auto found = row.peers.find(peer);
      fmt::print(" {:>9}", found == row.peers.end() ? "-" : cell(found->second));
    }
    fmt::print(" {:>7}\n", row.peers.empty() ? "-" : fmt::format("{:.2f}", row.ratio_to_best()));
  }
}

void write_json(const std::vector<Row>& rows, const std::string& path) {
  auto list = nlohmann::json::array();
  for (const Row& row : rows) {
    nlohmann::json ratio = nullptr;
    if (!row.peers.empty()) ratio = row.ratio_to_best();
    list.push_back({{"operation", row.operation->name},
                    {"size", row.operation->size},
                    {"implementation", row.implementation},
                    {"ours", row.ours},
                    {"unit", row.operation->unit},
                    {"peers", row.peers},
                    {"ratio_to_best", ratio}});
  }
  std::ofstream(path) << list.dump(1) << "\n";
}

std::vector<Operation> all_operations() {
  std::vector<Operation> all;
  for (const auto& family : {digest_operations(), cipher_operations(), rsa_operations(),
                             keygen_operations(), x509_operations()}) {
    all.insert(all.end(), family.begin(), family.end());
  }
  return all;
}

// What a run of everything once counts: a row without a figure is a failure, and so is a message.
int count(const std::vector<Row>& rows, std::size_t missing) {
  std::size_t failed = 0;
  for (const Row& row : rows) failed += row.ours > 0 ? 0 : 1;
  const std::size_t passed = rows.size() - failed;
  failed += measure_messages(kSmallMessage, "", true);
  fmt::print("{} passed, {} failed, {} skipped\n", passed, failed, missing);
  return failed == 0 ? 0 : 1;
}

int run(const Settings& settings, const std::string& json) {
  const auto peers = installed_peers();
  for (const auto& peer : peers) std::cerr << peer->name() << " " << peer->version() << "\n";
  const auto missing = missing_peers();
  for (const std::string& line : missing) fmt::print("SKIPPED: {}\n", line);
  std::fflush(stdout);
  const auto operations = all_operations();
  const auto rows = measure(operations, peers, settings);
  print_table(rows);
  if (!json.empty()) write_json(rows, json);
  return settings.smoke ? count(rows, missing.size()) : 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "Measures primitives and certificates beside OpenSSL, libgcrypt, Nettle, Botan and GnuTLS. "
      "More is better.");
  Settings settings;
  std::string json;
  std::size_t issue = 0;
  std::uint64_t message = 0;
  app.add_option("FILTER", settings.filter, "only operations whose name has this in it");
  app.add_option("--implementation", settings.implementation, "only ours of this name");
  app.add_option("--json", json, "write the rows to FILE as JSON");
  app.add_flag("--smoke", settings.smoke, "each once, to see that all of them run");
  app.add_option("--issue", issue, "only: issue so many certificates, on one core and on all");
  app.add_option("--messages", message, "only: whole programs on content of so many octets");
  CLI11_PARSE(app, argc, argv);
  try {
    if (message != 0) return measure_messages(message, json) == 0 ? 0 : 1;
    if (issue == 0) return run(settings, json);
    measure_issuing(issue);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "bench: " << error.what() << "\n";
    return 1;
  }
}
