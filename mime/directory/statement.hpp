// Prepared statements of SQLite with typed parameters and columns.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "asn1/time.hpp"
#include "primitives/bytes.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace smime::mime::directory {

/// One statement. Values reach it as parameters alone, so that no text of a user or of a message
/// is ever read as SQL.
class Statement {
 public:
  /// @throws Error (input_output, malformed, limit_exceeded) as every function here
  Statement(sqlite3* database, std::string_view sql);
  Statement(Statement&& other) noexcept : statement_(other.statement_) {
    other.statement_ = nullptr;
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  /// The parameters `?1`, `?2`, ... in order. A time is its seconds since 1970, nothing is NULL.
  template <typename... Values>
  Statement& bind(const Values&... values) {
    int index = 0;
    (bind_at(++index, values), ...);
    return *this;
  }

  /// Goes to the next row; false at the end.
  bool step();
  /// To be bound and run again.
  void reset();

  // The columns of the current row, counted from 0.
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string text(int column) const;
  Bytes blob(int column) const;
  Time time(int column) const { return Time{integer(column)}; }
  std::optional<std::int64_t> integer_if(int column) const;
  std::optional<Bytes> blob_if(int column) const;
  std::optional<Time> time_if(int column) const;

 private:
  template <std::integral Integer>
  void bind_at(int index, Integer value) {
    bind_integer(index, static_cast<std::int64_t>(value));
  }
  void bind_at(int index, std::string_view text);
  void bind_at(int index, const std::string& text) { bind_at(index, std::string_view(text)); }
  void bind_at(int index, const char* text) { bind_at(index, std::string_view(text)); }
  void bind_at(int index, ByteView octets);
  void bind_at(int index, const Bytes& octets) { bind_at(index, ByteView(octets)); }
  void bind_at(int index, Time time) { bind_integer(index, time.seconds); }
  void bind_at(int index, std::nullopt_t) { bind_null(index); }
  template <typename Value>
  void bind_at(int index, const std::optional<Value>& value) {
    value ? bind_at(index, *value) : bind_null(index);
  }
  void bind_integer(int index, std::int64_t value);
  void bind_null(int index);

  sqlite3_stmt* statement_ = nullptr;
};

/// Throws what an operation on the database failed with, by the code that SQLite gave for it.
[[noreturn]] void throw_error(sqlite3* database, int code);

}  // namespace smime::mime::directory
