// Issuing many certificates from one authority: how many a second, how busy the cores, how much
// memory.
#include "tests/bench/issue_bench.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <thread>

#include "tests/bench/peer.hpp"
#include "tests/x509/cast.hpp"
#include "x509/bulk_issue.hpp"

namespace smime::bench {
namespace {

using tests::Cast;

x509::Order order(std::size_t index) {
  const Cast& cast = Cast::get();
  const std::string name = "person" + std::to_string(index);
  return {cast.bob_key.public_key(), x509::Name::of({{x509::id_at_commonName, name}}),
          x509::Profile::person({name + "@example.com"}),
          primitives::i2osp(primitives::Integer(index + 0x1000000), 4), cast.validity};
}

// Processor seconds of all threads so far, and the most memory that was ever in use.
struct Usage {
  double seconds = 0;
  long kibibytes = 0;

  static Usage now() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto sum = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {sum(usage.ru_utime) + sum(usage.ru_stime), usage.ru_maxrss};
  }
};

void issue(std::size_t count, unsigned threads) {
  std::size_t given = 0;
  long tenth = 0;  // memory after a tenth of them
  const auto sink = [&](std::size_t, const x509::Certificate&) {
    if (++given == count / 10) tenth = Usage::now().kibibytes;
  };
  const auto random = [] { return std::make_unique<primitives::SystemRandom>(); };
  const Usage before = Usage::now();
  const auto start = std::chrono::steady_clock::now();
  x509::issue_all(Cast::get().intermediate, count, order, sink, random, threads);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  const Usage after = Usage::now();
  if (given != count) fail("ours", "issuing");
  fmt::print(
      "{:>7} certificates, {:>3} threads: {:>7.0f} a second, {:>5.2f} cores busy, {} KiB "
      "after a tenth, {} KiB at the end\n",
      count, threads, static_cast<double>(count) / wall.count(),
      (after.seconds - before.seconds) / wall.count(), tenth, after.kibibytes);
}

}  // namespace

void measure_issuing(std::size_t count) {
  Cast::get();
  issue(count, 1);
  const unsigned cores = std::thread::hardware_concurrency();
  if (cores > 1) issue(count, cores);
}

}  // namespace smime::bench
