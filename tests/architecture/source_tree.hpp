// A tree of source files as the architecture tests see it: lines, includes, and code without
// comments.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace smime::tests {

/// One file; its path is relative to the root and has forward slashes.
struct SourceFile {
  std::vector<std::string> lines;
  std::vector<std::string> code;      ///< the lines without comments and without what strings hold
  std::vector<std::string> includes;  ///< what `#include "..."` names
  std::vector<std::string> system_includes;  ///< what `#include <...>` names
};

/// The .hpp and .cpp files below the floors, by path.
class SourceTree {
 public:
  explicit SourceTree(const std::filesystem::path& root);

  const std::map<std::string, SourceFile>& files() const { return files_; }
  const std::filesystem::path& root() const { return root_; }

  /// Everything that the files include, directly or through others, the files among them.
  std::set<std::string> reachable_from(const std::vector<std::string>& paths) const;

 private:
  std::filesystem::path root_;
  std::map<std::string, SourceFile> files_;
};

/// "x509/path" of "x509/path/builder.hpp".
std::string folder_of(const std::string& path);

}  // namespace smime::tests
