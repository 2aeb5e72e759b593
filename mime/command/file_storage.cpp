// Content in files: small content waits in memory, large content in private files without a name.
#include "mime/command/file_storage.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "cms/content_streams.hpp"
#include "mime/command/file_access.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/progress.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

// Reads a file that others read as well, each from its own place.
class SharedFileSource : public Source {
 public:
  SharedFileSource(int fd, const std::string& path, std::uint64_t start = 0)
      : fd_(fd), path_(path), at_(static_cast<off_t>(start)) {}
  std::size_t read(MutableByteView out) override {
    for (;;) {
      const ssize_t count = pread(fd_, out.data(), out.size(), at_);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) refuse_file("cannot read", path_);
      at_ += count;
      return static_cast<std::size_t>(count);
    }
  }

 private:
  int fd_;
  std::string path_;
  off_t at_;
};

class FileWithProgress : public Source {
 public:
  FileWithProgress(int fd, const std::string& path, std::uint64_t start, std::uint64_t size)
      : file_(fd, path, start), progress_(file_, size) {}
  std::size_t read(MutableByteView out) override { return progress_.read(out); }

 private:
  SharedFileSource file_;
  ProgressSource progress_;
};

// What files are created with, as the user wants it.
mode_t usual_mode() {
  static const mode_t mode = [] {
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
  }();
  return mode;
}

bool is_regular_or_new(const std::string& path) {
  return path != "-" && !is_special(path);
}

}  // namespace

FileContent::FileContent(const std::string& path)
    : path_(path), fd_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  struct stat status {};
  if (fd_ < 0 || fstat(fd_, &status) != 0) refuse_file("cannot read", path);
  const off_t at = fd_ == STDIN_FILENO ? lseek(fd_, 0, SEEK_CUR) : 0;
  start_ = static_cast<std::uint64_t>(std::max<off_t>(at, 0));
  size_ = static_cast<std::uint64_t>(status.st_size) - start_;
}

FileContent::~FileContent() {
  if (fd_ > STDERR_FILENO) close(fd_);
}

std::unique_ptr<Source> FileContent::source() const {
  return std::make_unique<FileWithProgress>(fd_, path_, start_, size_);
}

bool FileContent::is_one(const std::string& path) {
  return FileSource(path).size().has_value();
}

FileStored::FileStored(std::string folder, std::size_t limit)
    : folder_(std::move(folder)), limit_(limit) {}

FileStored::~FileStored() {
  writer_.give_up();
  if (fd_ >= 0) close(fd_);
  if (!name_.empty()) unlink(name_.c_str());
}

void FileStored::open_file() {
  fd_ = open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd_ < 0) {
    std::string name = folder_ + "/smime.XXXXXX";
    fd_ = mkostemp(name.data(), O_CLOEXEC);
    if (fd_ < 0) refuse_file("cannot write into", folder_);
    name_ = name;
  }
  writer_.open(fd_, "into " + folder_);
  writer_.write(held_);
  held_.clear();
}

void FileStored::write(ByteView octets) {
  size_ += octets.size();
  if (fd_ < 0 && size_ > limit_) open_file();
  if (fd_ >= 0) return writer_.write(octets);
  primitives::append(held_, octets);
}

void FileStored::finish() {
  if (fd_ >= 0) writer_.finish();
}

std::unique_ptr<Source> FileStored::source() const {
  if (fd_ < 0) return std::make_unique<primitives::BytesSource>(held_);
  return std::make_unique<SharedFileSource>(fd_, folder_);
}

// Gives a name to the file that has none. @return whether the system can do so
bool FileStored::put_in_place(const std::string& path) {
  if (fd_ < 0 || !is_regular_or_new(path)) return false;
  const std::string beside = path + "." + std::to_string(getpid()) + ".part";
  const std::string opened = "/proc/self/fd/" + std::to_string(fd_);
  const bool named = name_.empty() ? linkat(AT_FDCWD, opened.c_str(), AT_FDCWD, beside.c_str(),
                                            AT_SYMLINK_FOLLOW) == 0
                                   : std::rename(name_.c_str(), beside.c_str()) == 0;
  if (!named) return false;
  name_ = beside;
  if (fchmod(fd_, usual_mode()) != 0 || std::rename(beside.c_str(), path.c_str()) != 0) {
    refuse_file("cannot write", path);
  }
  name_.clear();
  return true;
}

void FileStored::release(const std::string& path) {
  if (fd_ < 0) return write_file(path, held_, false);
  if (put_in_place(path)) return;
  FileSink out(path, FileSink::Held::no);
  out.write_file(fd_);
  out.finish();
}

FileStorage::FileStorage(const std::string& output, std::size_t limit)
    : beside_(temporary_folder()), limit_(limit) {
  if (!is_regular_or_new(output)) return;
  const std::string folder = std::filesystem::path(output).parent_path().string();
  beside_ = folder.empty() ? "." : folder;
}

std::shared_ptr<secure::Stored> FileStorage::layer() {
  return std::make_shared<FileStored>(temporary_folder(), limit_);
}

std::shared_ptr<secure::Stored> FileStorage::content() {
  return std::make_shared<FileStored>(beside_, limit_);
}

void release_content(const secure::OpenResult& result, const std::string& output) {
  if (!result.stored) return write_file(output, {}, false);
  static_cast<FileStored&>(*result.stored).release(output);
}

std::shared_ptr<const secure::Content> stored_input(const std::string& path) {
  if (FileContent::is_one(path)) return std::make_shared<FileContent>(path);
  FileSource file(path);
  auto stored = std::make_shared<FileStored>(temporary_folder());
  cms::pump(file, *stored);
  stored->finish();
  return stored;
}

}  // namespace smime::mime::command
