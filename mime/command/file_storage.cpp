// Content in files: small content waits in memory, large content in private files without a name.
#include "mime/command/file_storage.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

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

FileStored::FileStored(std::string folder, std::size_t limit, WriteBehind::Fate fate)
    : folder_(std::move(folder)), limit_(limit), fate_(fate) {}

void FileStored::open_file() {
  file_.emplace(folder_, "into " + folder_);
  writer_.open(file_->descriptor(), "into " + folder_, fate_);
  writer_.write(held_);
  held_.clear();
}

void FileStored::write(ByteView octets) {
  size_ += octets.size();
  if (!file_ && size_ > limit_) open_file();
  if (file_) return writer_.write(octets);
  primitives::append(held_, octets);
}

void FileStored::finish() {
  if (file_) writer_.finish();
}

std::unique_ptr<Source> FileStored::source() const {
  if (!file_) return std::make_unique<primitives::BytesSource>(held_);
  return std::make_unique<SharedFileSource>(file_->descriptor(), folder_);
}

void FileStored::release(const std::string& path) {
  if (!file_) return write_file(path, held_, false);
  const std::string destination = destination_of(path);
  if (is_replaced(destination)) return file_->become(destination, false);
  FileSink out(path, FileSink::Held::no);
  out.write_file(file_->descriptor());
  out.finish();
}

FileStorage::FileStorage(const std::string& output, std::size_t limit)
    : beside_(temporary_folder()), limit_(limit) {
  const std::string destination = destination_of(output);
  if (!is_replaced(destination)) return;
  beside_ = folder_of(destination);
  fate_ = fate_of(destination);
}

std::shared_ptr<secure::Stored> FileStorage::layer() {
  return std::make_shared<FileStored>(temporary_folder(), limit_);
}

std::shared_ptr<secure::Stored> FileStorage::content() {
  return std::make_shared<FileStored>(beside_, limit_, fate_);
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
