// Passwords that are typed at a terminal: asked for, not shown, new ones twice.
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

struct Answer {
  std::string question;  // when this is the last thing on the terminal,
  std::string typed;     // this is typed
};

// Runs a command at a terminal of its own; everything that is seen there, and how it ends.
Ran at_terminal(const TemporaryFolder& folder, const std::string& command,
                const std::vector<Answer>& answers) {
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  REQUIRE(child >= 0);
  if (child == 0) {
    const std::string line =
        "cd '" + folder.path().string() + "' && SMIME_DIRECTORY=directory.sqlite exec " + command;
    execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
    _exit(127);
  }
  Ran ran;
  std::array<char, 1024> buffer;
  std::size_t next = 0;
  for (ssize_t size; (size = read(terminal, buffer.data(), buffer.size())) > 0;) {
    ran.output.append(buffer.data(), static_cast<std::size_t>(size));
    if (next == answers.size() || !ran.output.ends_with(answers[next].question + ": ")) continue;
    const std::string typed = answers[next++].typed + "\n";
    if (write(terminal, typed.data(), typed.size()) < 0) break;
  }
  int status = 0;
  waitpid(child, &status, 0);
  close(terminal);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
}

}  // namespace

TEST_CASE("a new password is asked for twice at the terminal, and never shown") {
  const TemporaryFolder folder;
  const std::string make = smime_program() + " id new Katie --email katie@example.org --bits 2048";
  const Ran different = at_terminal(
      folder, make,
      {{"New password of the digital ID Katie", "breakfast"}, {"The same again", "dinner"}});
  INFO(different.output);
  CHECK(different.status == 3);
  CHECK(different.output.find("two different passwords") != std::string::npos);
  const Ran empty = at_terminal(
      folder, make, {{"New password of the digital ID Katie", ""}, {"The same again", ""}});
  CHECK(empty.status == 3);
  CHECK(empty.output.find("an empty password") != std::string::npos);
  const Ran made = at_terminal(
      folder, make,
      {{"New password of the digital ID Katie", "breakfast"}, {"The same again", "breakfast"}});
  INFO(made.output);
  CHECK(made.status == 0);
  CHECK(made.output.find("breakfast") == std::string::npos);
  const Ran opened = at_terminal(folder, smime_program() + " id login",
                                 {{"Password of the digital ID Katie", "breakfast"}});
  INFO(opened.output);
  CHECK(opened.status == 0);
}

TEST_CASE("without a terminal nothing is asked for") {
  const TemporaryFolder folder;
  const Ran ran =
      run(folder, "setsid -w " + smime_program() +
                      " id new Katie --email katie@example.org --bits 2048 < /dev/null");
  CHECK(ran.status == 3);
  CHECK(ran.output.find("no terminal to ask for the password") != std::string::npos);
}
