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

TEST_CASE("a terminal shows again what is typed after Ctrl-C at a question") {
  const TemporaryFolder folder;
  const std::string make = smime_program() + " id new Katie --email katie@example.org --bits 2048";
  folder.write_text("then_look.sh", "trap : INT\n" + make + "\necho ended: $?\nstty -a\n");
  const Ran ran = at_terminal(folder, "sh then_look.sh",
                              {{"New password of the digital ID Katie", "break\x03"}});
  INFO(ran.output);
  CHECK(ran.status == 0);
  CHECK(ran.output.find("ended: 130") != std::string::npos);  // by SIGINT
  CHECK(ran.output.find(" echo ") != std::string::npos);
  CHECK(ran.output.find(" -echo ") == std::string::npos);
}

TEST_CASE("what ends without a line at the terminal is no password") {
  const TemporaryFolder folder;
  const std::string make = smime_program() + " id new Katie --email katie@example.org --bits 2048";
  const std::string question = "New password of the digital ID Katie";
  const Ran nothing = at_terminal(folder, make, {{question, "\x04"}});
  INFO(nothing.output);
  CHECK(nothing.status == 3);
  CHECK(nothing.output.find("no password") != std::string::npos);
  const Ran too_long = at_terminal(folder, make, {{question, std::string(4090, 'x')}});
  INFO(too_long.output);
  CHECK(too_long.status == 3);
  CHECK(too_long.output.find("at most 4000 octets") != std::string::npos);
}

TEST_CASE("a password that ends by the end of input is its characters alone") {
  const TemporaryFolder folder;
  const std::string make = smime_program() + " id new Katie --email katie@example.org --bits 2048";
  const Ran made = at_terminal(folder, make,
                               {{"New password of the digital ID Katie", "breakfast\x04\x04"},
                                {"The same again", "breakfast"}});
  INFO(made.output);
  REQUIRE(made.status == 0);
  const Ran opened = run(folder, "printf breakfast | " + smime_program() +
                                     " id login --directory directory.sqlite --password-file -");
  INFO(opened.output);
  CHECK(opened.status == 0);
}

TEST_CASE("each option of standard input takes a line of it") {
  const TemporaryFolder folder;
  const std::string smime = "SMIME_DIRECTORY=directory.sqlite " + smime_program();
  const auto with_input = [&](const std::string& input, const std::string& command) {
    return run(folder, "printf '" + input + "' | " + smime + command);
  };
  const std::string make = " id new Katie --email katie@example.org --bits 2048";
  const Ran none = with_input("", make + " --new-password-file -");
  INFO(none.output);
  CHECK(none.status == 3);
  CHECK(none.output.find("no line for the password") != std::string::npos);
  REQUIRE(with_input("breakfast\\n", make + " --new-password-file -").status == 0);
  const std::string change = " id password --password-file - --new-password-file -";
  const Ran one = with_input("breakfast\\n", change);
  INFO(one.output);
  CHECK(one.status == 3);
  CHECK(one.output.find("no line for the password") != std::string::npos);
  CHECK(with_input("breakfast\\n", " id login --password-file -").status == 0);
  CHECK(with_input("breakfast\\r\\nlunchtime\\n", change).status == 0);
  CHECK(with_input("lunchtime", " id login --password-file -").status == 0);
}

TEST_CASE("an empty file is an empty password, as an empty line is") {
  const TemporaryFolder folder;
  const std::string smime = "SMIME_DIRECTORY=directory.sqlite " + smime_program();
  folder.write_text("nothing", "");
  folder.write_text("line", "\n");
  REQUIRE(run(folder, smime + " id new Katie --email katie@example.org --bits 2048 "
                              "--new-password-file line")
              .status == 0);
  CHECK(run(folder, smime + " id login --password-file nothing").status == 0);
}

TEST_CASE("without a terminal nothing is asked for") {
  const TemporaryFolder folder;
  const Ran ran =
      run(folder, "setsid -w " + smime_program() +
                      " id new Katie --email katie@example.org --bits 2048 < /dev/null");
  CHECK(ran.status == 3);
  CHECK(ran.output.find("no terminal to ask for the password") != std::string::npos);
}
