// Passwords: from a file's first line, from an environment variable, or asked for at the terminal.
#pragma once

#include <functional>
#include <string>

#include "mime/command/cli.hpp"
#include "primitives/secret.hpp"

namespace smime::mime::command {

/// Asks for the password of something, which it names: a file, or "the digital ID Katie".
using PasswordSource = std::function<Secret(const std::string& of_what)>;

/// The password from a file's first line, from an environment variable, or asked for at the
/// terminal. "-" is standard input, of which a source takes one line, once.
PasswordSource password_source(const std::string& password_file, const std::string& password_env);

/// The same for a new password, which is asked for twice at the terminal, where an empty one is
/// refused as a slip; from a file or a variable it is meant. A short one gets a piece of advice.
PasswordSource new_password_source(const std::string& password_file,
                                   const std::string& password_env);

/// Asks at the terminal, without showing what is typed.
/// @throws Error (not_found) where there is no terminal
Secret ask_at_terminal(const std::string& of_what);
/// The same for a command that has no option for it.
Secret ask_at_terminal_alone(const std::string& of_what);

/// The options for two passwords that are kept apart: of what is read, and of what is made.
struct PasswordOptions {
  std::string file, env, new_file, new_env;

  /// --password-file and --password-env
  void add_to(CLI::App& command, const std::string& of_what);
  /// --new-password-file and --new-password-env
  void add_new_to(CLI::App& command, const std::string& of_what);
  /// The same source each time: a password that was read from standard input is kept.
  PasswordSource source() const;
  PasswordSource new_source() const;

 private:
  mutable PasswordSource source_, new_source_;
};

}  // namespace smime::mime::command
