// What is done with files by their descriptors, and how its failures are told.
#include "mime/command/file_access.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "primitives/error.hpp"

namespace smime::mime::command {

void refuse_file(const std::string& what, const std::string& name) {
  throw Error(ErrorKind::input_output, what + " " + name + ": " + std::strerror(errno), "");
}

void write_all(int file, ByteView octets, const std::string& name) {
  while (!octets.empty()) {
    const ssize_t written = write(file, octets.data(), octets.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refuse_file("cannot write", name);
    octets = octets.subspan(static_cast<std::size_t>(written));
  }
}

bool is_special(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace smime::mime::command
