// A child process and what it used.
#include "tests/bench/child.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

}  // namespace

Used run_child(const std::filesystem::path& folder, const std::string& words) {
  std::istringstream in(words);
  std::vector<std::string> parts;
  for (std::string word; in >> word;) parts.push_back(word);
  std::vector<char*> arguments;
  for (std::string& part : parts) arguments.push_back(part.data());
  arguments.push_back(nullptr);
  const pid_t child = vfork();  // whose time is not that of copying this program's pages
  if (child == 0) become(folder.c_str(), arguments.data());
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) != child) return {};
  return {WIFEXITED(status) && WEXITSTATUS(status) == 0,
          seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

}  // namespace smime::bench
