// One SQLite file: opened, read by statements, and changed in transactions alone.
#include "mime/directory/database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "primitives/error.hpp"

namespace smime::mime::directory {
namespace {

namespace fs = std::filesystem;

constexpr int kBusyMilliseconds = 20'000;
constexpr int kMostOctetsOfAValue = 64 * 1024 * 1024;

[[noreturn]] void refuse(const fs::path& path, int why) {
  throw Error(ErrorKind::input_output, std::strerror(why),
              "name a file that can be opened with --directory", {}, std::nullopt, path.string());
}

// The folders that are missing, each for its owner alone.
void make_folder(const fs::path& folder) {
  if (folder.empty() || fs::exists(folder)) return;
  make_folder(folder.parent_path());
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) refuse(folder, errno);
}

// The empty file is made here, for SQLite would make it readable to others. It gives its journal
// the same mode.
void make_file(const fs::path& file) {
  if (fs::exists(file)) return;
  make_folder(file.parent_path());
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 && errno != EEXIST) refuse(file, errno);
  if (fd >= 0) ::close(fd);
}

}  // namespace

Database::Database(const fs::path& file, Access access) {
  if (access == Access::write) make_file(file);
  open(fs::absolute(file).c_str(), access);
}

Database Database::in_memory() {
  Database database;
  database.open(":memory:", Access::write);
  return database;
}

// Read access opens for writing too, to undo what a killed process left unfinished.
void Database::open(const char* name, Access access) {
  const int code = sqlite3_open_v2(name, &connection_, SQLITE_OPEN_READWRITE, nullptr);
  try {
    if (code != SQLITE_OK) throw_error(connection_, code);
    configure(access);
  } catch (...) {
    sqlite3_close_v2(std::exchange(connection_, nullptr));
    throw;
  }
}

Database::Database(Database&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Database::~Database() {
  sqlite3_close_v2(connection_);
}

void Database::configure(Access access) {
  sqlite3_extended_result_codes(connection_, 1);
  sqlite3_busy_timeout(connection_, kBusyMilliseconds);
  sqlite3_limit(connection_, SQLITE_LIMIT_LENGTH, kMostOctetsOfAValue);
  // A file may come from anywhere: its schema runs no functions, and its pages are checked.
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  run_script(
      "PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA;"
      "PRAGMA temp_store = MEMORY;");
  if (access == Access::read) run_script("PRAGMA query_only = ON");
  // What is removed, private keys too, is overwritten.
  if (access == Access::write) run_script("PRAGMA secure_delete = ON");
}

void Database::run_script(const char* sql) {
  const int code = sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw_error(connection_, code);
}

std::int64_t Database::last_id() const {
  return sqlite3_last_insert_rowid(connection_);
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(connection_);
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.run_script("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.run_script("ROLLBACK");
  } catch (const Error&) {
    // SQLite has rolled back by itself; if not, closing does.
  }
}

void Transaction::commit() {
  database_.run_script("COMMIT");
  open_ = false;
}

}  // namespace smime::mime::directory
