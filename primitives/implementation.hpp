// Which implementation runs: the reference room, a portable fast one, or one for this processor.
#pragma once

#include <array>
#include <atomic>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "primitives/bytes.hpp"

namespace smime::primitives {

/// Instruction-set extensions that a fast path may need, as a set of bits.
enum CpuFeature : unsigned {
  kNone = 0,
  kSsse3 = 1U << 0,
  kSse41 = 1U << 1,
  kSha = 1U << 2,
  kAes = 1U << 3,
  kPclmul = 1U << 4,
  kAvx2 = 1U << 5,
  kBmi2 = 1U << 6,
  kAdx = 1U << 7,
  kAvx512 = 1U << 8,      ///< F, BW, DQ and VL together
  kAvx512Ifma = 1U << 9,  ///< 52-bit multiply-add
  kVaes = 1U << 10,
  kVpclmul = 1U << 11,
  kAvx512Vbmi = 1U << 12,
  kGfni = 1U << 13,
  kAvx512Vbmi2 = 1U << 14,
};

/// What this processor and its operating system allow.
unsigned cpu_features();

/// The feature names of a set, for messages: "avx2 aes".
std::string feature_names(unsigned features);

/// One implementation of a primitive: its name, what it needs, and the function itself.
template <typename Function>
struct Candidate {
  std::string_view name;  ///< `reference`, `portable`, or the extension that it is written for
  unsigned needs;         ///< `CpuFeature` bits
  Function run;
};

/// Forces every chooser to one name, or back to the fastest with an empty name.
///
/// `reference` takes the reference rooms; `portable` the fastest that needs no special
/// instructions; any other name the implementation of that name wherever there is one, and the
/// fastest elsewhere.
/// @throws Error (invalid_argument) where no primitive has an implementation of that name, or this
///         processor cannot run it
void force_implementation(std::string_view name);

/// The name that is forced at the moment; empty where none is.
std::string forced_implementation();

/// Every implementation that this build has, of every primitive that has more than one.
struct ImplementationInfo {
  std::string primitive;  ///< "sha256"
  std::string name;       ///< "sha-ni"
  unsigned needs;
  bool available;         ///< this processor can run it
};
std::vector<ImplementationInfo> implementations();

namespace detail {
struct Row {
  std::string_view name;
  unsigned needs;
};
/// Records a chooser's table for `implementations()`; called once for each table.
bool register_table(std::string_view primitive, std::vector<Row> rows);
std::size_t choose(std::span<const Row> rows);
/// Grows with every call of `force_implementation`, so that choosers can keep their choice.
std::atomic<unsigned>& forced_generation();
}  // namespace detail

/// A primitive's table of implementations, the reference first and the fastest last.
template <typename Function, std::size_t Size>
class Chooser {
 public:
  Chooser(std::string_view primitive, std::array<Candidate<Function>, Size> candidates)
      : candidates_(candidates) {
    for (std::size_t i = 0; i < Size; ++i) rows_[i] = {candidates[i].name, candidates[i].needs};
    detail::register_table(primitive, {rows_.begin(), rows_.end()});
  }

  /// The forced implementation, or the last one that this processor can run.
  Function chosen() const {
    const unsigned generation = detail::forced_generation().load(std::memory_order_acquire);
    if (generation != seen_.load(std::memory_order_acquire)) {
      choice_.store(detail::choose(rows_), std::memory_order_release);
      seen_.store(generation, std::memory_order_release);
    }
    return candidates_[choice_.load(std::memory_order_acquire)].run;
  }

 private:
  std::array<Candidate<Function>, Size> candidates_;
  std::array<detail::Row, Size> rows_{};
  mutable std::atomic<std::size_t> choice_{0};
  mutable std::atomic<unsigned> seen_{0};
};

}  // namespace smime::primitives
