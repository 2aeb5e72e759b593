// The file that the directory is: made, versioned, refused where it is not ours, changed whole or
// not at all.
#include <sys/stat.h>

#include "mime/directory/schema.hpp"
#include "primitives/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

using namespace smime;
using namespace std::string_literals;
using namespace smime::mime::directory;
using namespace smime::tests;

namespace {

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status {};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

ErrorKind kind_of_refusal(const std::filesystem::path& file, Access access) {
  try {
    open_directory(file, access);
  } catch (const Error& error) {
    INFO(error.what());
    CHECK(error.path().find(file.filename().string()) != std::string::npos);
    return error.kind();
  }
  FAIL("it was opened");
  return ErrorKind::malformed;
}

std::int64_t count(Database& database, const std::string& table) {
  return *database.first("SELECT count(*) FROM " + table,
                         [](const Statement& row) { return row.integer(0); });
}

}  // namespace

TEST_CASE("a file is made for its owner alone, and its folders too") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "share" / "smime" / "directory.sqlite";
  { Database database = open_directory(file, Access::write); }
  CHECK(mode_of(file) == 0600);
  CHECK(mode_of(file.parent_path()) == 0700);
  CHECK(mode_of(file.parent_path().parent_path()) == 0700);
}

TEST_CASE("to read, a missing or an empty file is an empty directory and is not made") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "nowhere" / "directory.sqlite";
  Database missing = open_directory(file, Access::read);
  CHECK(count(missing, "people") == 0);
  CHECK_FALSE(std::filesystem::exists(file.parent_path()));
  const auto empty = folder.write_text("empty", "");
  Database read = open_directory(empty, Access::read);
  CHECK(count(read, "people") == 0);
  CHECK(std::filesystem::file_size(empty) == 0);
  Database written = open_directory(empty, Access::write);
  CHECK(count(written, "people") == 0);
  CHECK(std::filesystem::file_size(empty) > 0);
}

TEST_CASE("what is no directory is refused and left as it is") {
  const TemporaryFolder folder;
  const auto text = folder.write_text("text", std::string(10000, 'x'));
  CHECK(kind_of_refusal(text, Access::read) == ErrorKind::malformed);
  CHECK(kind_of_refusal(text, Access::write) == ErrorKind::malformed);
  CHECK(primitives::to_string(folder.read("text")) == std::string(10000, 'x'));
  const auto foreign = folder.path() / "foreign";
  {
    Database database(foreign, Access::write);
    database.run_script("CREATE TABLE people (id INTEGER)");
  }
  const Bytes before = folder.read("foreign");
  CHECK(kind_of_refusal(foreign, Access::read) == ErrorKind::malformed);
  CHECK(kind_of_refusal(foreign, Access::write) == ErrorKind::malformed);
  CHECK(folder.read("foreign") == before);
  CHECK(kind_of_refusal(folder.path(), Access::write) == ErrorKind::input_output);
}

TEST_CASE("an older file becomes a new one, a newer one is refused") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "file";
  const char* const steps[] = {"CREATE TABLE one (x INTEGER)",
                               "ALTER TABLE one ADD COLUMN y INTEGER NOT NULL DEFAULT 7"};
  {
    Database database(file, Access::write);
    migrate(database, std::span(steps).first(1));
    database.run("INSERT INTO one (x) VALUES (?1)", 5);
    CHECK(schema_version(database) == 1);
    migrate(database, steps);
    CHECK(schema_version(database) == 2);
    CHECK(database.first("SELECT y FROM one WHERE x = 5",
                         [](const Statement& row) { return row.integer(0); }) == 7);
    CHECK_THROWS_AS(migrate(database, std::span(steps).first(1)), Error);
    database.run_script("PRAGMA user_version = 1000");
  }
  CHECK(kind_of_refusal(file, Access::read) == ErrorKind::unsupported_version);
  CHECK(kind_of_refusal(file, Access::write) == ErrorKind::unsupported_version);
}

TEST_CASE("a migration that fails changes nothing") {
  const TemporaryFolder folder;
  Database database(folder.path() / "file", Access::write);
  const char* const steps[] = {"CREATE TABLE one (x INTEGER)", "CREATE TABLE two (x INTEGER); NO"};
  CHECK_THROWS_AS(migrate(database, steps), Error);
  CHECK(schema_version(database) == 0);
  CHECK(count(database, "sqlite_schema") == 0);
}

TEST_CASE("what is not committed is undone") {
  const TemporaryFolder folder;
  Database database = open_directory(folder.path() / "file", Access::write);
  const char* insert = "INSERT INTO settings VALUES (?1, ?2)";
  {
    Transaction transaction(database);
    database.run(insert, "kept", "1");
    transaction.commit();
  }
  {
    Transaction transaction(database);
    database.run(insert, "undone", "1");
  }
  CHECK(count(database, "settings") == 1);
  Database reader = open_directory(folder.path() / "file", Access::read);
  CHECK(count(reader, "settings") == 1);
  CHECK_THROWS_AS(reader.run(insert, "not by a reader", "1"), Error);
}

TEST_CASE("values come back as they went in") {
  Database database = Database::in_memory();
  database.run_script("CREATE TABLE t (i INTEGER, s TEXT, b BLOB, n BLOB, at INTEGER)");
  const std::string text = "Zo\xc3\xab '); DROP TABLE t; --\0 and more"s;
  const Bytes octets{0, 1, 2, 0xff};
  database.run("INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5)", INT64_MIN, text, octets,
               std::optional<Bytes>(), Time::from_civil(1969, 7, 20));
  database.run("INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5)", true, "", Bytes{}, std::nullopt,
               std::optional(Time{1}));
  Statement statement = database.prepare("SELECT * FROM t");
  REQUIRE(statement.step());
  CHECK(statement.integer(0) == INT64_MIN);
  CHECK(statement.text(1) == text);
  CHECK(statement.blob(2) == octets);
  CHECK_FALSE(statement.blob_if(3));
  CHECK(statement.time(4) == Time::from_civil(1969, 7, 20));
  REQUIRE(statement.step());
  CHECK_FALSE(statement.is_null(1));
  CHECK(statement.blob_if(2) == Bytes{});
  CHECK(statement.time_if(4) == Time{1});
  CHECK_FALSE(statement.step());
}
