// Files as programs write and read them.
#include "mime/command/output_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& path) {
  throw Error(ErrorKind::input_output, what + " " + path + ": " + std::strerror(errno), "");
}

// A descriptor that is closed when it goes.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > 2) close(fd_);
  }
  int get() const { return fd_; }
  // Closes early, to learn of an error.
  bool finish() {
    const int fd = fd_;
    fd_ = -1;
    return fd <= 2 || close(fd) == 0;
  }

 private:
  int fd_;
};

bool write_all(int fd, ByteView octets) {
  while (!octets.empty()) {
    const ssize_t written = write(fd, octets.data(), octets.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    octets = octets.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool is_special(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

void write_file(const std::string& path, ByteView octets, bool is_private) {
  if (path == "-") {
    if (!write_all(STDOUT_FILENO, octets)) refuse("cannot write", "standard output");
    return;
  }
  const mode_t mode = is_private ? 0600 : 0666;
  if (is_special(path)) {  // a device or a pipe cannot be renamed over
    Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (file.get() < 0 || !write_all(file.get(), octets)) refuse("cannot write", path);
    return;
  }
  const std::string beside = path + "." + std::to_string(getpid()) + ".part";
  Descriptor file(open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (file.get() < 0) refuse("cannot write", path);
  const bool written = write_all(file.get(), octets);
  if (!written || !file.finish() || std::rename(beside.c_str(), path.c_str()) != 0) {
    const int why = errno;
    unlink(beside.c_str());
    errno = why;
    refuse("cannot write", path);
  }
}

Bytes read_file(const std::string& path) {
  const bool standard_input = path == "-";
  Descriptor file(standard_input ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) refuse("cannot read", path);
  Bytes octets;
  std::array<std::uint8_t, 65536> buffer;
  for (;;) {
    const ssize_t count = read(file.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) refuse("cannot read", path);
    if (count == 0) return octets;
    primitives::append(octets, ByteView(buffer).first(static_cast<std::size_t>(count)));
  }
}

}  // namespace smime::mime::command
