// Passwords: from a file's first line, from an environment variable, or asked for at the terminal.
#include "mime/command/password.hpp"

#include <CLI/CLI.hpp>

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "mime/command/output_file.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

constexpr std::size_t kShortestGood = 8;

// Echo goes first: what is typed from the question on is not shown, and not thrown away.
Secret ask(std::FILE* terminal, const std::string& question) {
  termios before{};
  tcgetattr(fileno(terminal), &before);
  termios silent = before;
  silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  tcsetattr(fileno(terminal), TCSAFLUSH, &silent);
  std::fprintf(terminal, "%s: ", question.c_str());
  std::fflush(terminal);
  Secret line(1024);
  char* text = reinterpret_cast<char*>(line.writable().data());
  const bool read = std::fgets(text, static_cast<int>(line.size()), terminal) != nullptr;
  tcsetattr(fileno(terminal), TCSADRAIN, &before);
  std::fputs("\n", terminal);
  std::fflush(terminal);
  const std::size_t size = read ? std::string_view(text).find_first_of("\r\n") : 0;
  return Secret(line.view().first(std::min(size, line.size())));
}

// Closed when it goes.
class Terminal {
 public:
  explicit Terminal(const std::string& of_what) : file_(std::fopen("/dev/tty", "r+")) {
    if (file_) return;
    throw Error(ErrorKind::not_found, "no terminal to ask for the password of " + of_what,
                "give it with --password-file or --password-env");
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() { std::fclose(file_); }
  std::FILE* get() { return file_; }

 private:
  std::FILE* file_;
};

Secret ask_twice(const std::string& of_what) {
  Terminal terminal(of_what);
  const Secret password = ask(terminal.get(), "New password of " + of_what);
  if (password == ask(terminal.get(), "The same again")) return password;
  throw Error(ErrorKind::wrong_password, "two different passwords", "type the same one twice");
}

Secret first_line(const std::string& file) {
  const Secret octets{read_file(file)};
  const ByteView view = octets.view();
  const auto end =
      std::find_if(view.begin(), view.end(), [](std::uint8_t c) { return c == '\n' || c == '\r'; });
  return Secret(view.first(static_cast<std::size_t>(end - view.begin())));
}

Secret from_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value) return Secret(primitives::bytes_of(value));
  throw Error(ErrorKind::not_found, "no environment variable " + name,
              "--password-env names one that holds the password");
}

Secret checked(Secret password, const std::string& of_what, bool at_terminal) {
  if (password.empty() && at_terminal) {
    throw Error(ErrorKind::wrong_password, "an empty password for " + of_what,
                "a private key is kept under a password");
  }
  if (password.size() < kShortestGood) {
    std::cerr << "smime: warning: a good password has at least " << kShortestGood
              << " characters: whoever guesses it has the private key\n";
  }
  return password;
}

}  // namespace

Secret ask_at_terminal(const std::string& of_what) {
  Terminal terminal(of_what);
  return ask(terminal.get(), "Password of " + of_what);
}

PasswordSource password_source(const std::string& password_file, const std::string& password_env) {
  if (!password_file.empty()) {
    return [password_file](const std::string&) { return first_line(password_file); };
  }
  if (!password_env.empty()) {
    return [password_env](const std::string&) { return from_environment(password_env); };
  }
  return ask_at_terminal;
}

PasswordSource new_password_source(const std::string& password_file,
                                   const std::string& password_env) {
  const bool at_terminal = password_file.empty() && password_env.empty();
  const PasswordSource source =
      at_terminal ? PasswordSource(ask_twice) : password_source(password_file, password_env);
  return [source, at_terminal](const std::string& of_what) {
    return checked(source(of_what), of_what, at_terminal);
  };
}

void PasswordOptions::add_to(CLI::App& command, const std::string& of_what) {
  command.add_option("--password-file", file,
                     "a file whose first line is the password of " + of_what);
  command.add_option("--password-env", env, "an environment variable that holds it");
}

void PasswordOptions::add_new_to(CLI::App& command, const std::string& of_what) {
  command.add_option("--new-password-file", new_file,
                     "a file whose first line is the password of " + of_what);
  command.add_option("--new-password-env", new_env, "an environment variable that holds it");
}

}  // namespace smime::mime::command
