// Measuring with Google Benchmark: ours and the peers' repetitions shuffled among each other.
#include "tests/bench/measurement.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <iostream>

#include "primitives/implementation.hpp"

namespace smime::bench {
namespace {

constexpr int kRepetitions = 9, kRepetitionsForMean = 20;
constexpr double kSeconds = 0.02;  // of each repetition

// Seconds of each repetition's one call, by the benchmark's name.
class Collector : public benchmark::BenchmarkReporter {
 public:
  std::map<std::string, std::vector<double>> seconds;

  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      seconds[run.run_name.function_name].push_back(run.cpu_accumulated_time /
                                                    static_cast<double>(run.iterations));
    }
  }
};

std::vector<std::string> implementations_of(const Operation& operation, const Settings& settings) {
  if (operation.chooser.empty()) return {"reference"};
  if (operation.chooser == kFastest) return {kFastest};
  std::vector<std::string> names;
  for (const auto& info : primitives::implementations()) {
    if (info.primitive != operation.chooser) continue;
    if (!info.available) {
      std::cerr << "NOT RUN: " << info.primitive << " as " << info.name << " needs "
                << primitives::feature_names(info.needs) << "\n";
    } else if (settings.implementation.empty() || settings.implementation == info.name) {
      names.push_back(info.name);
    }
  }
  return names;
}

void add(const std::string& name, const Operation& operation, const Settings& settings,
         const std::string& implementation, const std::function<Body()>& make) {
  auto* added = benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    primitives::force_implementation(implementation == kFastest ? "" : implementation);
    const Body body = make();
    body();
    for (auto _ : state) body();
    primitives::force_implementation("");
  });
  added->MeasureProcessCPUTime();
  if (settings.smoke) {
    added->Iterations(1);
  } else if (operation.calls_for_mean != 0) {
    added->Iterations(operation.calls_for_mean / kRepetitionsForMean);
    added->Repetitions(kRepetitionsForMean);
  } else {
    added->MinTime(kSeconds);
    added->Repetitions(kRepetitions);
  }
}

double figure(const Operation& operation, const std::vector<double>& seconds) {
  if (seconds.empty()) return 0;
  if (operation.calls_for_mean == 0) {
    return operation.amount / *std::min_element(seconds.begin(), seconds.end());
  }
  double sum = 0;
  for (const double one : seconds) sum += one;
  return operation.amount * static_cast<double>(seconds.size()) / sum;
}

void run_benchmarks(Collector& collector) {
  std::string program = "bench", shuffled = "--benchmark_enable_random_interleaving=true";
  char* arguments[] = {program.data(), shuffled.data(), nullptr};
  int count = 2;
  benchmark::Initialize(&count, arguments);
  benchmark::RunSpecifiedBenchmarks(&collector);
}

}  // namespace

double Row::ratio_to_best() const {
  double best = 0;
  for (const auto& [name, theirs] : peers) best = std::max(best, theirs);
  return best == 0 ? 0 : ours / best;
}

std::vector<Row> measure(const std::vector<Operation>& operations,
                         const std::vector<std::unique_ptr<Peer>>& peers,
                         const Settings& settings) {
  std::vector<Row> rows;
  const auto name_of = [](const Operation& operation, const std::string& who) {
    return operation.name + " " + std::to_string(operation.size) + " " + who;
  };
  for (const Operation& operation : operations) {
    if (operation.name.find(settings.filter) == std::string::npos) continue;
    for (const std::string& implementation : implementations_of(operation, settings)) {
      rows.push_back({&operation, implementation});
      add(name_of(operation, "ours " + implementation), operation, settings, implementation,
          operation.ours);
    }
    for (const auto& peer : peers) {
      if (!operation.theirs(*peer)) continue;
      add(name_of(operation, peer->name()), operation, settings, "",
          [&operation, &peer] { return operation.theirs(*peer); });
    }
  }
  Collector collector;
  run_benchmarks(collector);
  for (Row& row : rows) {
    const Operation& operation = *row.operation;
    row.ours =
        figure(operation, collector.seconds[name_of(operation, "ours " + row.implementation)]);
    for (const auto& peer : peers) {
      const double theirs = figure(operation, collector.seconds[name_of(operation, peer->name())]);
      if (theirs != 0) row.peers[peer->name()] = theirs;
    }
  }
  return rows;
}

}  // namespace smime::bench
