// Which file the directory is, and opening it when a command needs it.
#pragma once

#include <filesystem>
#include <string>

#include "mime/command/cli.hpp"
#include "mime/directory/schema.hpp"

namespace smime::mime::command {

/// --directory, SMIME_DIRECTORY, else smime/directory.sqlite in the user's data folder.
struct DirectoryOption {
  std::string file;   ///< of --directory
  bool none = false;  ///< --no-directory: nothing but the named files counts

  /// --directory
  void add_to(CLI::App& command);
  /// `$XDG_DATA_HOME/smime/directory.sqlite`, or below `~/.local/share`.
  /// @throws Error (not_found) where nothing says where that is
  std::filesystem::path path() const;
  /// A missing file is an empty directory; with --no-directory, or where the user has no data
  /// folder, it is an empty one too.
  directory::Database read() const;
  /// @throws UsageError with --no-directory
  directory::Database write() const;
};

}  // namespace smime::mime::command
