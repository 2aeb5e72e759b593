// Files as streams.
#include "mime/command/file_streams.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "mime/command/file_access.hpp"

namespace smime::mime::command {
namespace {

// Octets of a pipe: a program wakes the one before it and the one after it less often than with the
// usual 64 KiB, and what waits stays in the processor's cache.
constexpr int kPipe = 256 << 10;

std::string name_of_input(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

std::string name_of_output(const std::string& path) {
  return path == "-" ? "standard output" : path;
}

// What is no pipe, or may not have so many, stays as it is.
void widen_pipe(int fd) {
  const int size = fcntl(fd, F_GETPIPE_SZ);
  if (size > 0 && size < kPipe) static_cast<void>(fcntl(fd, F_SETPIPE_SZ, kPipe));
}

}  // namespace

std::string temporary_folder() {
  const char* folder = std::getenv("TMPDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

WriteBehind::Fate fate_of(const std::string& destination) {
  return access(destination.c_str(), F_OK) == 0 ? WriteBehind::Fate::replaces_another
                                                : WriteBehind::Fate::usual;
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
  if (waiting == 0) return read_some(fd_, out, name_of_input(path_));
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
    const std::size_t got =
        read_some(fd_, MutableByteView(peeked_).subspan(filled), name_of_input(path_));
    if (got == 0) break;
    filled += got;
  }
  peeked_.resize(filled);
  return peeked_;
}

FileSink::FileSink(const std::string& path, Held held, bool is_private)
    : path_(destination_of(path)), is_private_(is_private), replaces_(is_replaced(path_)) {
  if (replaces_) {
    file_.emplace(folder_of(path_), path_);
    writer_.open(file_->descriptor(), path_, fate_of(path_));
  } else if (held == Held::yes) {
    file_.emplace(temporary_folder(), "into " + temporary_folder());
    writer_.open(file_->descriptor(), "into " + temporary_folder(), WriteBehind::Fate::usual);
  } else {
    special_ = open_special();
    writer_.open(special_, name_of_output(path_), WriteBehind::Fate::usual);
  }
}

FileSink::~FileSink() {
  writer_.give_up();
  if (special_ > STDERR_FILENO) close(special_);
}

// A descriptor that is open, a pipe or a device.
int FileSink::open_special() const {
  const auto descriptor = descriptor_of(path_);
  const int file = descriptor ? fcntl(*descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                              : open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) refuse_file("cannot write", name_of_output(path_));
  widen_pipe(file);
  return file;
}

void FileSink::write(ByteView octets) {
  writer_.write(octets);
}

void FileSink::write_file(int file) {
  writer_.finish();
  copy_whole(file, file_ ? file_->descriptor() : special_, name_of_output(path_));
}

void FileSink::finish() {
  writer_.finish();
  if (replaces_) return file_->become(path_, is_private_);
  if (!file_) return;
  special_ = open_special();
  copy_whole(file_->descriptor(), special_, name_of_output(path_));
}

}  // namespace smime::mime::command
