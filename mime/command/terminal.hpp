// Passwords typed at the terminal: a question, and a line that is not shown.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "primitives/secret.hpp"

namespace smime::mime::command {

/// A line without its end, read octet by octet: what stands behind it may be the next password.
/// @param read  octets read, 0 at the end
/// @return nothing where the input ends before a line begins
/// @throws Error (limit_exceeded) for more than 4000 octets
std::optional<Secret> read_line(const std::function<std::size_t(MutableByteView)>& read);

/// The terminal that the program was started from, whatever its standard streams are.
class Terminal {
 public:
  /// @param of_what  what a password is asked for, for the error
  /// @param advice   what to do without one
  /// @throws Error (not_found) where there is no terminal
  Terminal(const std::string& of_what, const std::string& advice);
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal();

  /// Asks, and reads a line that is not shown. A signal that ends or stops the program (Ctrl-C)
  /// finds a terminal that shows again; after a stop it is asked anew.
  /// @throws Error (not_found) where nothing is typed; (limit_exceeded) for over 4000 octets
  Secret ask(const std::string& question);

 private:
  int take_line(const std::string& question, std::optional<Secret>& line);

  int file_;
};

}  // namespace smime::mime::command
