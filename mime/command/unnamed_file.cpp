// A file that has no name until it is whole.
#include "mime/command/unnamed_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "mime/command/file_access.hpp"

namespace smime::mime::command {
namespace {

// Through which a file without a name is reached.
constexpr const char* kDescriptors = "/proc/self/fd";

// What files are created with, as the user wants it.
mode_t usual_mode() {
  static const mode_t mode = [] {
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
  }();
  return mode;
}

// That of the file which is replaced; a new one's is the usual one.
mode_t mode_for(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : usual_mode();
}

}  // namespace

UnnamedFile::UnnamedFile(const std::string& folder, const std::string& name) {
  if (access(kDescriptors, X_OK) == 0) {
    fd_ = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  }
  if (fd_ >= 0) return;
  std::string named = folder + "/smime.XXXXXX";
  fd_ = mkostemp(named.data(), O_CLOEXEC);
  if (fd_ < 0) refuse_file("cannot write", name);
  name_ = named;
}

UnnamedFile::~UnnamedFile() {
  close(fd_);
  if (!name_.empty()) unlink(name_.c_str());
}

void UnnamedFile::become(const std::string& path, bool is_private) {
  // Where a file system has no modes, as on a memory stick, it stays as it is.
  if (!is_private) static_cast<void>(fchmod(fd_, mode_for(path)));
  // A name beside the file, for only a renaming replaces another file in one step.
  const std::string beside = path + "." + std::to_string(getpid()) + ".part";
  if (!get_name(beside)) refuse_file("cannot write", path);
  const int again = dup(fd_);  // a network's file system tells of some failures on closing alone
  if (again < 0 || close(again) != 0 || std::rename(beside.c_str(), path.c_str()) != 0) {
    refuse_file("cannot write", path);
  }
  name_.clear();
}

bool UnnamedFile::get_name(const std::string& name) {
  const std::string opened = kDescriptors + ("/" + std::to_string(fd_));
  const bool named = name_.empty() ? linkat(AT_FDCWD, opened.c_str(), AT_FDCWD, name.c_str(),
                                            AT_SYMLINK_FOLLOW) == 0
                                   : std::rename(name_.c_str(), name.c_str()) == 0;
  if (named) name_ = name;
  return named;
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace smime::mime::command
