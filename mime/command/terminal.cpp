// Passwords typed at the terminal: a question, and a line that is not shown.
#include "mime/command/terminal.hpp"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>

#include "mime/command/file_access.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

constexpr std::size_t kLongestLine = 4000;  // octets; a terminal cuts lines off at 4095
constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

// Where the handler says which signal came.
std::atomic<int> handlers_end = -1;

extern "C" void note_signal(int signal) {
  const int before = errno;
  const auto number = static_cast<std::uint8_t>(signal);
  if (write(handlers_end, &number, 1) < 0) errno = before;
}

// Signals that would leave the terminal silent are only noted, in whichever thread they arrive.
class NotedSignals {
 public:
  NotedSignals() {
    if (pipe2(pipe_.data(), O_CLOEXEC | O_NONBLOCK) != 0) refuse_file("cannot wait at", "/dev/tty");
    handlers_end = pipe_[1];
    struct sigaction noted {};
    noted.sa_handler = note_signal;
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
      sigaction(kSignals[i], nullptr, &before_[i]);
      if (before_[i].sa_handler != SIG_IGN) sigaction(kSignals[i], &noted, nullptr);
    }
  }
  NotedSignals(const NotedSignals&) = delete;
  NotedSignals& operator=(const NotedSignals&) = delete;
  ~NotedSignals() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) sigaction(kSignals[i], &before_[i], nullptr);
    close(pipe_[0]);
    close(pipe_[1]);
  }

  // Waits until the file can be read or a signal comes, which has precedence; 0 for the former.
  int wait_for(int file) const {
    std::array<pollfd, 2> both = {{{file, POLLIN, 0}, {pipe_[0], POLLIN, 0}}};
    poll(both.data(), both.size(), -1);
    std::uint8_t number = 0;
    if (read(pipe_[0], &number, 1) == 1) return number;
    return both[0].revents != 0 ? 0 : wait_for(file);
  }

 private:
  std::array<int, 2> pipe_{};
  std::array<struct sigaction, kSignals.size()> before_{};
};

// Nothing that is typed is shown. Echo goes before the question: what is typed from then on is not
// thrown away.
class Silence {
 public:
  explicit Silence(int terminal) : terminal_(terminal) {
    tcgetattr(terminal_, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(terminal_, TCSAFLUSH, &silent);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence() { tcsetattr(terminal_, TCSADRAIN, &before_); }

 private:
  int terminal_;
  termios before_{};
};

}  // namespace

std::optional<Secret> read_line(const std::function<std::size_t(MutableByteView)>& read) {
  Secret line(kLongestLine + 1);
  std::size_t size = 0;
  for (; size < line.size(); ++size) {
    const MutableByteView octet = line.writable().subspan(size, 1);
    const bool is_end = read(octet) == 0;
    if (is_end && size == 0) return std::nullopt;
    if (is_end || octet[0] == '\n') break;
  }
  if (size > kLongestLine) {
    throw Error(ErrorKind::limit_exceeded, "a line of more than 4000 octets",
                "a password has at most 4000 octets");
  }
  const ByteView text = line.view().first(size);
  const auto end = std::ranges::find(text, std::uint8_t{'\r'});
  return Secret(text.first(static_cast<std::size_t>(end - text.begin())));
}

Terminal::Terminal(const std::string& of_what, const std::string& advice)
    : file_(open("/dev/tty", O_RDWR | O_CLOEXEC)) {
  if (file_ >= 0) return;
  throw Error(ErrorKind::not_found, "no terminal to ask for the password of " + of_what, advice);
}

Terminal::~Terminal() {
  close(file_);
}

// A signal in place of the line, or 0.
int Terminal::take_line(const std::string& question, std::optional<Secret>& line) {
  const NotedSignals signals;
  const Silence silence(file_);
  write_all(file_, primitives::bytes_of(question + ": "), "/dev/tty");
  int signal = 0;
  try {
    line = read_line([&](MutableByteView octet) -> std::size_t {
      signal = signals.wait_for(file_);
      return signal != 0 ? 0 : read_some(file_, octet, "/dev/tty");
    });
  } catch (const Error&) {
    tcflush(file_, TCIFLUSH);  // the rest of a line that is refused is no command for the shell
    throw;
  }
  write_all(file_, primitives::bytes_of("\n"), "/dev/tty");
  return signal;
}

Secret Terminal::ask(const std::string& question) {
  static std::mutex one_question;
  const std::lock_guard lock(one_question);
  for (;;) {
    std::optional<Secret> line;
    const int signal = take_line(question, line);
    if (signal != 0) {
      raise(signal);  // comes back from a stop
    } else if (line) {
      return std::move(*line);
    } else {
      throw Error(ErrorKind::not_found, "no password", "type it, and Enter");
    }
  }
}

}  // namespace smime::mime::command
