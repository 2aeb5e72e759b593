// A child process and what it used.
#include "tests/bench/child.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <iterator>
#include <sstream>
#include <vector>

namespace smime::bench {
namespace {

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

[[noreturn]] void become(const char* folder, char* const* arguments) {
  const int nowhere = open("/dev/null", O_RDWR);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, fd);
  if (chdir(folder) == 0) execvp(arguments[0], arguments);
  _exit(127);
}

std::vector<std::string> words_of(const std::string& command) {
  const bool has_pipes = command.find('|') != std::string::npos;
  if (has_pipes) return {"bash", "-o", "pipefail", "-c", command};  // each of them has to succeed
  std::istringstream in(command);
  return {std::istream_iterator<std::string>(in), std::istream_iterator<std::string>()};
}

}  // namespace

Used run_child(const std::filesystem::path& folder, const std::string& words) {
  std::vector<std::string> parts = words_of(words);
  std::vector<char*> arguments;
  for (std::string& part : parts) arguments.push_back(part.data());
  arguments.push_back(nullptr);
  const auto started = std::chrono::steady_clock::now();
  const pid_t child = vfork();  // whose time is not that of copying this program's pages
  if (child == 0) become(folder.c_str(), arguments.data());
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return {};
  const std::chrono::duration<double> lasted = std::chrono::steady_clock::now() - started;
  return {WIFEXITED(status) && WEXITSTATUS(status) == 0, lasted.count(),
          seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

}  // namespace smime::bench
