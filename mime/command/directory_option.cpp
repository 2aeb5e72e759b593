// Which file the directory is, and opening it when a command needs it.
#include "mime/command/directory_option.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "mime/command/commands.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

namespace fs = std::filesystem;
using directory::Access;
using directory::Database;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// The XDG Base Directory Specification: a relative path in XDG_DATA_HOME is ignored.
fs::path data_folder() {
  const fs::path data = environment("XDG_DATA_HOME");
  if (data.is_absolute()) return data;
  const fs::path home = environment("HOME");
  return home.is_absolute() ? home / ".local" / "share" : fs::path();
}

Database empty_directory() {
  Database database = Database::in_memory();
  directory::migrate(database, directory::migrations());
  return database;
}

}  // namespace

void DirectoryOption::add_to(CLI::App& command) {
  command.add_option("--directory", file,
                     "the file with people, digital IDs and trust (default: SMIME_DIRECTORY, else "
                     "smime/directory.sqlite in the user's data folder)");
}

fs::path DirectoryOption::path() const {
  if (!file.empty()) return file;
  if (const std::string named = environment("SMIME_DIRECTORY"); !named.empty()) return named;
  const fs::path folder = data_folder();
  if (folder.empty()) {
    throw Error(ErrorKind::not_found, "no HOME to find the directory in",
                "name the file with --directory or SMIME_DIRECTORY");
  }
  return folder / "smime" / "directory.sqlite";
}

Database DirectoryOption::read() const {
  const bool named = !file.empty() || !environment("SMIME_DIRECTORY").empty();
  if (none || (!named && data_folder().empty())) return empty_directory();
  return directory::open_directory(path(), Access::read);
}

Database DirectoryOption::write() const {
  if (none) throw UsageError("this changes the directory: leave out --no-directory");
  return directory::open_directory(path(), Access::write);
}

}  // namespace smime::mime::command
