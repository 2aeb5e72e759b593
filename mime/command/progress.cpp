// Progress on standard error, for work that takes over a second, when it is a terminal.
#include "mime/command/progress.hpp"

#include <unistd.h>

#include <cstdio>

#include "mime/command/format.hpp"

namespace smime::mime::command {
namespace {

constexpr auto kFirst = std::chrono::seconds(1);
constexpr auto kBetween = std::chrono::milliseconds(200);
constexpr double kMebibyte = 1 << 20;

}  // namespace

ProgressLine::ProgressLine() : shown_(isatty(STDERR_FILENO) != 0), next_(Clock::now() + kFirst) {}

ProgressLine::~ProgressLine() {
  if (written_) std::fputs("\r\033[K", stderr);
}

bool ProgressLine::is_due() {
  if (!shown_ || Clock::now() < next_) return false;
  next_ = Clock::now() + kBetween;
  return true;
}

void ProgressLine::write(const std::string& text) {
  text::print(stderr, "\r\033[Ksmime: {}", text);
  std::fflush(stderr);
  written_ = true;
}

std::size_t ProgressSource::read(MutableByteView out) {
  const std::size_t count = source_.read(out);
  done_ += count;
  if (line_.is_due()) {
    const double mebibytes = static_cast<double>(done_) / kMebibyte;
    line_.write(total_ && *total_ > 0
                    ? text::format("{:.0f} MiB, {:.0f} %", mebibytes,
                                   100 * static_cast<double>(done_) / static_cast<double>(*total_))
                    : text::format("{:.0f} MiB", mebibytes));
  }
  return count;
}

}  // namespace smime::mime::command
