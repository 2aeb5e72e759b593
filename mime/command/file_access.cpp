// What is done with files by their descriptors, and how its failures are told.
#include "mime/command/file_access.hpp"

#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

constexpr std::size_t kPart = std::size_t{128} << 10;  // octets that are copied at once

}  // namespace

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

std::size_t read_some(int file, MutableByteView out, const std::string& name) {
  for (;;) {
    const ssize_t count = read(file, out.data(), out.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) refuse_file("cannot read", name);
  }
}

void copy_whole(int from, int to, const std::string& name) {
  if (lseek(from, 0, SEEK_SET) != 0) refuse_file("cannot read what waits for", name);
  constexpr std::size_t most = std::size_t{1} << 30;
  ssize_t sent = 0;
  do {
    sent = sendfile(to, from, nullptr, most);
  } while (sent > 0 || (sent < 0 && errno == EINTR));
  if (sent == 0) return;
  if (errno != EINVAL && errno != ENOSYS) refuse_file("cannot write", name);
  Bytes part(kPart);
  while (const std::size_t count = read_some(from, part, name)) {
    write_all(to, ByteView(part).first(count), name);
  }
}

std::optional<int> descriptor_of(const std::string& path) {
  if (path == "-" || path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const std::string number = path.substr(folder.size());
    int descriptor = 0;
    const auto [end, failed] =
        std::from_chars(number.data(), number.data() + number.size(), descriptor);
    if (failed == std::errc() && end == number.data() + number.size()) return descriptor;
  }
  return std::nullopt;
}

std::string destination_of(const std::string& path) {
  if (const auto descriptor = descriptor_of(path)) {
    return *descriptor == STDOUT_FILENO ? "-" : path;
  }
  std::error_code failed;
  if (!std::filesystem::is_symlink(path, failed)) return path;
  const auto behind = std::filesystem::canonical(path, failed);
  return failed ? path : behind.string();  // one that leads nowhere is replaced
}

bool is_replaced(const std::string& destination) {
  if (descriptor_of(destination)) return false;
  struct stat status {};
  return stat(destination.c_str(), &status) != 0 || S_ISREG(status.st_mode);
}

}  // namespace smime::mime::command
