// Prepared statements of SQLite, and its errors as ours.
#include "mime/directory/statement.hpp"

#include <sqlite3.h>

#include "primitives/error.hpp"

namespace smime::mime::directory {
namespace {

void require(sqlite3_stmt* statement, int code) {
  if (code != SQLITE_OK) throw_error(sqlite3_db_handle(statement), code);
}

std::string file_of(sqlite3* database) {
  const char* name = database ? sqlite3_db_filename(database, "main") : nullptr;
  return name ? name : "";
}

// What to do about it, for each kind of failure that a user can meet.
struct Advice {
  ErrorKind kind;
  const char* rule;
};

Advice advice(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::input_output, "another program holds the directory; try again"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_SCHEMA:
      return {ErrorKind::malformed,
              "this file is no directory, or it is damaged; name another with --directory, or "
              "bring back a copy"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorKind::input_output, "the directory and its folder must be writable for this"};
    case SQLITE_CANTOPEN:
      return {ErrorKind::input_output, "name a file that can be opened with --directory"};
    case SQLITE_FULL:
      return {ErrorKind::input_output, "make room on the disk; nothing was changed"};
    case SQLITE_TOOBIG:
      return {ErrorKind::limit_exceeded, "a text or certificate is too large for the directory"};
    case SQLITE_CONSTRAINT:
      return {ErrorKind::invalid_argument, "it is there already, or something refers to it"};
    default:
      return {ErrorKind::input_output, "nothing was changed"};
  }
}

}  // namespace

void throw_error(sqlite3* database, int code) {
  const char* words = database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  const Advice what = advice(code);
  throw Error(what.kind, words, what.rule, {}, std::nullopt, file_of(database));
}

Statement::Statement(sqlite3* database, std::string_view sql) {
  const int code =
      sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
  if (code != SQLITE_OK) throw_error(database, code);
}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw_error(sqlite3_db_handle(statement_), code);
}

void Statement::reset() {
  sqlite3_reset(statement_);  // gives the last step's failure again, which was thrown
  sqlite3_clear_bindings(statement_);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string Statement::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (!text) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Bytes Statement::blob(int column) const {
  const auto* octets = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  if (!octets) return {};
  return {octets, octets + sqlite3_column_bytes(statement_, column)};
}

std::optional<std::int64_t> Statement::integer_if(int column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

std::optional<Bytes> Statement::blob_if(int column) const {
  if (is_null(column)) return std::nullopt;
  return blob(column);
}

std::optional<Time> Statement::time_if(int column) const {
  if (is_null(column)) return std::nullopt;
  return time(column);
}

void Statement::bind_at(int index, std::string_view text) {
  // An empty text has an address too, lest it be taken for NULL.
  const char* data = text.empty() ? "" : text.data();
  require(statement_,
          sqlite3_bind_text64(statement_, index, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_at(int index, ByteView octets) {
  const void* data = octets.empty() ? static_cast<const void*>("") : octets.data();
  require(statement_,
          sqlite3_bind_blob64(statement_, index, data, octets.size(), SQLITE_TRANSIENT));
}

void Statement::bind_integer(int index, std::int64_t value) {
  require(statement_, sqlite3_bind_int64(statement_, index, value));
}

void Statement::bind_null(int index) {
  require(statement_, sqlite3_bind_null(statement_, index));
}

}  // namespace smime::mime::directory
