// Passwords: from a file's first line, from an environment variable, or asked for at the terminal.
#include "mime/command/password.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>

#include "mime/command/file_streams.hpp"
#include "mime/command/terminal.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

constexpr std::size_t kShortestGood = 8;
constexpr const char* kOptions = "give it with --password-file or --password-env";

Secret ask_twice(const std::string& of_what) {
  Terminal terminal(of_what, kOptions);
  const Secret password = terminal.ask("New password of " + of_what);
  if (password == terminal.ask("The same again")) return password;
  throw Error(ErrorKind::wrong_password, "two different passwords", "type the same one twice");
}

Secret first_line(const std::string& path) {
  FileSource file(path);
  auto line = read_line([&](MutableByteView octet) { return file.read(octet); });
  if (line) return std::move(*line);
  if (path != "-") return Secret();  // of an empty file, as of an empty line
  throw Error(ErrorKind::input_output, "no line for the password on standard input",
              "each option of '-' takes a line");
}

// Of standard input each option takes one line, however often its password is needed.
PasswordSource line_of_input() {
  struct Taken {
    std::mutex mutex;
    std::optional<Secret> line;
  };
  return [taken = std::make_shared<Taken>()](const std::string&) {
    const std::lock_guard lock(taken->mutex);
    if (!taken->line) taken->line = first_line("-");
    return *taken->line;
  };
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
  return Terminal(of_what, kOptions).ask("Password of " + of_what);
}

Secret ask_at_terminal_alone(const std::string& of_what) {
  return Terminal(of_what, "this command takes one from a terminal alone")
      .ask("Password of " + of_what);
}

PasswordSource password_source(const std::string& password_file, const std::string& password_env) {
  if (password_file == "-") return line_of_input();
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

PasswordSource PasswordOptions::source() const {
  if (!source_) source_ = password_source(file, env);
  return source_;
}

PasswordSource PasswordOptions::new_source() const {
  if (!new_source_) new_source_ = new_password_source(new_file, new_env);
  return new_source_;
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
