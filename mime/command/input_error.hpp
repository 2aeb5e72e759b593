// What is wrong in a command's input, apart from its usage and from the files that go with it.
#pragma once

#include "primitives/error.hpp"

namespace smime::mime::command {

/// An input that is malformed, or what else cannot be read of it: the program ends with
/// `kUnreadable`, where a malformed key or certificate of an option makes it end with `kUsage`.
class InputError : public Error {
 public:
  explicit InputError(const Error& error) : Error(error) {}
};

/// What `read` reads of an input.
/// @throws InputError for its errors, but those of files
template <typename Read>
auto reading_input(Read&& read) {
  try {
    return read();
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::input_output) throw;
    throw InputError(error);
  }
}

}  // namespace smime::mime::command
