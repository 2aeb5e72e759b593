// Running other programs in tests: a temporary folder, a command in it, its status and output.
#pragma once

#include <filesystem>
#include <string>

#include "primitives/bytes.hpp"

namespace smime::tests {

/// A folder that goes with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file into the folder and gives its path.
  std::filesystem::path write(const std::string& name, ByteView contents) const;
  std::filesystem::path write_text(const std::string& name, const std::string& text) const;
  Bytes read(const std::string& name) const;

 private:
  std::filesystem::path path_;
};

/// How a command ended.
struct Ran {
  int status = 0;      ///< its exit code; 128 and the signal's number where a signal ended it
  std::string output;  ///< standard output and standard error
};

/// Runs a shell command with the folder as its current one, and its directory.sqlite as the
/// directory.
Ran run(const TemporaryFolder& folder, const std::string& command);

/// Whether a program of this name is installed.
bool is_installed(const std::string& program);

/// One PEM object with lines of 64 characters. \standard{RFC 7468, 2}
std::string pem(const std::string& label, ByteView der);

}  // namespace smime::tests
