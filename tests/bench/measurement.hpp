// Measuring with Google Benchmark: ours and the peers' repetitions shuffled among each other.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/bench/operation.hpp"

namespace smime::bench {

/// One implementation of ours at one operation, and what the peers do there. Figures are in the
/// operation's unit; more is better.
struct Row {
  const Operation* operation = nullptr;
  std::string implementation;
  double ours = 0;
  std::map<std::string, double> peers = {};

  /// Ours against the best peer's; 0 where no peer has the operation.
  double ratio_to_best() const;
};

struct Settings {
  std::string filter = "";          ///< part of an operation's name
  std::string implementation = "";  ///< this one alone
  bool smoke = false;               ///< each once, to see that it runs
};

std::vector<Row> measure(const std::vector<Operation>& operations,
                         const std::vector<std::unique_ptr<Peer>>& peers, const Settings& settings);

}  // namespace smime::bench
