// Progress on standard error, for work that takes over a second, when it is a terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "primitives/stream.hpp"

namespace smime::mime::command {

/// One line that is written anew a few times in a second, and that goes when the work is done.
class ProgressLine {
 public:
  ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();
  /// Whether it is time to write it.
  bool is_due();
  void write(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;

  bool shown_;  // whether standard error is a terminal
  Clock::time_point next_;
  bool written_ = false;
};

/// Tells how much of a source has been read.
class ProgressSource : public Source {
 public:
  /// @param total  octets, where that is known
  ProgressSource(Source& source, std::optional<std::uint64_t> total)
      : source_(source), total_(total) {}
  std::size_t read(MutableByteView out) override;

 private:
  Source& source_;
  std::optional<std::uint64_t> total_;
  std::uint64_t done_ = 0;
  ProgressLine line_;
};

}  // namespace smime::mime::command
