// One SQLite file: opened, read by statements, and changed in transactions alone.
//
// Several processes may use it at once, and any of them may be killed at any instant. It keeps a
// rollback journal, written through to the disk (synchronous = EXTRA), and no write-ahead log: the
// directory then stays one file that can be copied and lie on a network's or a read-only disk,
// and its writes are few and small, so that the log's speed would buy nothing.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "mime/directory/statement.hpp"

namespace smime::mime::directory {

enum class Access {
  read,   ///< nothing is changed
  write,  ///< a missing file is made, with mode 0600, and its folder with mode 0700
};

/// A connection to the file; it cannot be copied.
class Database {
 public:
  /// @throws Error (input_output) where it cannot be opened, (malformed) where it is no database
  Database(const std::filesystem::path& file, Access access);
  /// An empty one that goes with the object.
  static Database in_memory();
  Database(Database&& other) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  Statement prepare(std::string_view sql) { return Statement(connection_, sql); }
  /// Runs one statement that gives no rows, with these parameters.
  template <typename... Values>
  void run(std::string_view sql, const Values&... values) {
    Statement statement = prepare(sql);
    statement.bind(values...);
    while (statement.step()) continue;
  }
  /// `make(statement)` for each row.
  template <typename Make, typename... Values>
  auto all(std::string_view sql, Make&& make, const Values&... values) {
    std::vector<std::decay_t<decltype(make(std::declval<const Statement&>()))>> rows;
    Statement statement = prepare(sql);
    statement.bind(values...);
    while (statement.step()) rows.push_back(make(std::as_const(statement)));
    return rows;
  }
  /// `make(statement)` for the first row; nothing where there is none.
  template <typename Make, typename... Values>
  auto first(std::string_view sql, Make&& make, const Values&... values) {
    std::optional<std::decay_t<decltype(make(std::declval<const Statement&>()))>> row;
    Statement statement = prepare(sql);
    statement.bind(values...);
    if (statement.step()) row.emplace(make(std::as_const(statement)));
    return row;
  }
  /// Runs several statements without parameters.
  void run_script(const char* sql);

  /// The rowid that the last INSERT made.
  std::int64_t last_id() const;
  /// The rows that the last statement changed.
  std::int64_t changes() const;

 private:
  Database() = default;
  void open(const char* name, Access access);
  void configure(Access access);

  sqlite3* connection_ = nullptr;
};

/// A transaction: what is not committed is undone. It takes the file's write lock at once, so that
/// what it reads stays true until it ends, and waits for other processes' locks.
class Transaction {
 public:
  /// @throws Error (input_output) where another process holds the lock for 20 seconds, or the file
  ///         cannot be written
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();

  /// When this returns, the changes are on the disk.
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace smime::mime::directory
