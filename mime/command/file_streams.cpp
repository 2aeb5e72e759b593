// Files as streams.
#include "mime/command/file_streams.hpp"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "mime/command/file_access.hpp"

namespace smime::mime::command {
namespace {

// Octets of a pipe: a program wakes the one before it and the one after it less often than with the
// usual 64 KiB, and what waits stays in the processor's cache.
constexpr int kPipe = 256 << 10;

// Octets that are copied at once.
constexpr std::size_t kPart = std::size_t{128} << 10;

std::string name_of_output(const std::string& path) {
  return path == "-" ? "standard output" : path;
}

// What is no pipe, or may not have so many, stays as it is.
void widen_pipe(int fd) {
  const int size = fcntl(fd, F_GETPIPE_SZ);
  if (size > 0 && size < kPipe) static_cast<void>(fcntl(fd, F_SETPIPE_SZ, kPipe));
}

// Octets read, 0 at the end.
std::size_t read_some(int fd, MutableByteView out, const std::string& path) {
  for (;;) {
    const ssize_t count = ::read(fd, out.data(), out.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) refuse_file("cannot read", path == "-" ? "standard input" : path);
  }
}

// From where a file stands to its end: by the system itself where it can, which for a pipe moves
// pages and copies nothing.
void copy_rest(int from, int to, const std::string& path) {
  constexpr std::size_t most = std::size_t{1} << 30;
  ssize_t sent = 0;
  do {
    sent = sendfile(to, from, nullptr, most);
  } while (sent > 0 || (sent < 0 && errno == EINTR));
  if (sent == 0) return;
  if (errno != EINVAL && errno != ENOSYS) {
    refuse_file("cannot write", name_of_output(path));
  }
  Bytes part(kPart);
  while (const std::size_t count = read_some(from, part, path)) {
    write_all(to, ByteView(part).first(count), name_of_output(path));
  }
}

}  // namespace

std::string temporary_folder() {
  const char* folder = std::getenv("TMPDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

FileSource::FileSource(const std::string& path)
    : path_(path), fd_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (fd_ < 0) refuse_file("cannot read", path);
  widen_pipe(fd_);
}

FileSource::~FileSource() {
  if (fd_ > STDERR_FILENO) close(fd_);
}

std::size_t FileSource::read(MutableByteView out) {
  const std::size_t waiting = peeked_.size() - peeked_used_;
  if (waiting == 0) return read_some(fd_, out, path_);
  const std::size_t count = std::min(waiting, out.size());
  std::copy_n(peeked_.begin() + static_cast<std::ptrdiff_t>(peeked_used_), count, out.begin());
  peeked_used_ += count;
  return count;
}

std::optional<std::uint64_t> FileSource::size() const {
  struct stat status {};
  if (fstat(fd_, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  const off_t at = lseek(fd_, 0, SEEK_CUR);
  if (at < 0 || at > status.st_size) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size - at) + peeked_.size() - peeked_used_;
}

ByteView FileSource::peek(std::size_t count) {
  peeked_.resize(count);
  std::size_t filled = 0;
  while (filled < count) {
    const std::size_t got = read_some(fd_, MutableByteView(peeked_).subspan(filled), path_);
    if (got == 0) break;
    filled += got;
  }
  peeked_.resize(filled);
  return peeked_;
}

FileSink::FileSink(const std::string& path, Held held, bool is_private) : path_(path) {
  const bool standard_output = path == "-";
  if (!standard_output && !is_special(path)) {
    open_beside(is_private);
  } else if (held == Held::yes) {
    open_unlinked();
  } else {
    fd_ = standard_output ? STDOUT_FILENO : open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (fd_ < 0) refuse_file("cannot write", path);
    widen_pipe(fd_);
  }
  writer_.open(fd_, copies_ ? "into " + temporary_folder() : name_of_output(path));
}

FileSink::~FileSink() {
  writer_.give_up();
  if (fd_ > STDERR_FILENO) close(fd_);
  if (!beside_.empty()) unlink(beside_.c_str());
}

void FileSink::open_beside(bool is_private) {
  beside_ = path_ + "." + std::to_string(getpid()) + ".part";
  const mode_t mode = is_private ? 0600 : 0666;
  fd_ = open(beside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd_ >= 0) return;
  beside_.clear();
  refuse_file("cannot write", path_);
}

void FileSink::open_unlinked() {
  std::string name = temporary_folder() + "/smime.XXXXXX";
  fd_ = mkstemp(name.data());
  if (fd_ < 0) refuse_file("cannot write", name);
  unlink(name.c_str());
  copies_ = true;
}

void FileSink::write(ByteView octets) {
  writer_.write(octets);
}

void FileSink::write_file(int file) {
  writer_.finish();
  if (lseek(file, 0, SEEK_SET) != 0) refuse_file("cannot read", path_);
  copy_rest(file, fd_, path_);
}

void FileSink::copy_out() {
  const int out = path_ == "-" ? STDOUT_FILENO : open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  widen_pipe(out);
  if (out < 0 || lseek(fd_, 0, SEEK_SET) != 0) refuse_file("cannot write", path_);
  copy_rest(fd_, out, path_);
  if (out != STDOUT_FILENO) close(out);
}

void FileSink::finish() {
  writer_.finish();
  if (copies_) return copy_out();
  if (beside_.empty()) return;
  const int fd = fd_;
  fd_ = -1;
  if (close(fd) != 0 || std::rename(beside_.c_str(), path_.c_str()) != 0) {
    refuse_file("cannot write", path_);
  }
  beside_.clear();
}

}  // namespace smime::mime::command
