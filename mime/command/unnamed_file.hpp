// A file that has no name until it is whole: nothing is left of it if the program ends before.
#pragma once

#include <string>

namespace smime::mime::command {

/// An open file of mode 0600 in a folder. Where the system has no files without names, it has one
/// that goes with this object.
class UnnamedFile {
 public:
  /// @param name  what errors call it
  /// @throws Error (input_output)
  UnnamedFile(const std::string& folder, const std::string& name);
  UnnamedFile(const UnnamedFile&) = delete;
  UnnamedFile& operator=(const UnnamedFile&) = delete;
  ~UnnamedFile();

  int descriptor() const { return fd_; }
  /// Gives it this name, in one step and in place of the file that has it.
  /// @param is_private  whether it keeps mode 0600; others get that of the file which they replace,
  ///                    or that of new files
  /// @throws Error (input_output)
  void become(const std::string& path, bool is_private);

 private:
  bool get_name(const std::string& name);

  int fd_ = -1;
  std::string name_;  // empty while it has none
};

/// The folder of a file: "." where the path names none.
std::string folder_of(const std::string& path);

}  // namespace smime::mime::command
