// Several processes at one directory, and processes that are killed while they write.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "mime/directory/people.hpp"
#include "tests/directory/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::mime::directory;
using namespace smime::tests;

namespace {

std::string name_of(std::int64_t number) {
  return "person " + std::to_string(number);
}

// One entry: rows in three tables, one of them of several pages.
void write_person(Database& database, std::int64_t number) {
  const std::string name = name_of(number);
  Transaction transaction(database);
  People people(database);
  const std::int64_t id = people.add(name, Time{number});
  people.add_address(id, name + "@example.org");
  people.set_notes(id, std::string(20'000, 'n'));
  transaction.commit();
}

std::string integrity(Database& database) {
  return *database.first("PRAGMA integrity_check",
                         [](const Statement& row) { return row.text(0); });
}

// Writes persons from `next` on until it is killed, and reports each on the pipe once it is
// committed.
void write_until_killed(const std::filesystem::path& file, std::int64_t next, int report) {
  Database database = open_directory(file, Access::write);
  for (;; ++next) {
    write_person(database, next);
    if (write(report, &next, sizeof next) != sizeof next) return;
  }
}

// When a writer is killed: so many microseconds after it has reported so many persons.
struct Instant {
  std::size_t reports = 0;
  std::chrono::microseconds after{0};
};

// Starts a writer, kills it at the instant, and gives the last number that it reported; `next` - 1
// where it came to none.
std::int64_t kill_a_writer(const std::filesystem::path& file, std::int64_t next, Instant instant) {
  int ends[2];
  REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
  const pid_t child = start_child([&] { write_until_killed(file, next, ends[1]); });
  close(ends[1]);
  std::int64_t last = next - 1, number = 0;
  const auto read_one = [&] {
    const bool is_there = read(ends[0], &number, sizeof number) == sizeof number;
    if (is_there) last = number;
    return is_there;
  };
  for (std::size_t i = 0; i < instant.reports && read_one(); ++i) continue;
  std::this_thread::sleep_for(instant.after);
  kill(child, SIGKILL);
  CHECK(wait_for(child) == 128 + SIGKILL);
  while (read_one()) continue;
  close(ends[0]);
  return last;
}

struct Kills {
  std::size_t unfinished = 0;  // that left a transaction to be undone
  std::int64_t committed = 0;
};

// After every kill: the file is whole, every reported person is there with all rows, and at most
// one that was not yet reported.
void check_after_kill(const std::filesystem::path& file, std::int64_t last, std::int64_t& written) {
  Database database = open_directory(file, Access::read);
  REQUIRE(integrity(database) == "ok");
  const auto all = People(database).all();
  written = static_cast<std::int64_t>(all.size());
  REQUIRE((written == last || written == last + 1));
  for (std::int64_t number = 1; number <= written; ++number) {
    const auto person = People(database).named(name_of(number));
    REQUIRE(person);
    REQUIRE(person->addresses.size() == 1);
    REQUIRE(person->notes.size() == 20'000);
  }
}

Kills kill_writers(std::size_t times) {
  const TemporaryFolder folder;
  TestRandom random(20'261'125);
  Kills kills;
  std::filesystem::path file;
  std::int64_t written = 0;
  for (std::size_t i = 0; i < times; ++i) {
    if (i % 10 == 0) {  // a new file, whose making is interrupted as well
      file = folder.path() / std::to_string(i) / "directory.sqlite";
      written = 0;
    }
    const Instant instant{i % 10 == 0 ? 0 : random.below(4),
                          std::chrono::microseconds(random.below(10'000))};
    const std::int64_t last = kill_a_writer(file, written + 1, instant);
    const std::filesystem::path journal = file.string() + "-journal";
    std::error_code missing;
    kills.unfinished += std::filesystem::file_size(journal, missing) > 0 && !missing;
    kills.committed += last - written;
    check_after_kill(file, last, written);
  }
  return kills;
}

}  // namespace

TEST_CASE("a kill while the directory is written loses nothing that was committed") {
  kill_writers(10);
}

TEST_CASE("kills at 200 random instants lose nothing and leave no broken file", "[.long]") {
  const Kills kills = kill_writers(200);
  WARN(kills.unfinished << " of 200 kills left a journal, " << kills.committed
                        << " entries were committed");
  CHECK(kills.committed > 100);
}

TEST_CASE("several processes make and write one directory at once") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "new" / "directory.sqlite";
  constexpr std::int64_t processes = 4, each = 10;
  std::vector<pid_t> children;
  for (std::int64_t process = 0; process < processes; ++process) {
    children.push_back(start_child([&] {
      for (std::int64_t i = 0; i < each; ++i) {
        Database database = open_directory(file, Access::write);
        write_person(database, process * each + i);
      }
    }));
  }
  for (const pid_t child : children) CHECK(wait_for(child) == 0);
  Database database = open_directory(file, Access::read);
  CHECK(integrity(database) == "ok");
  CHECK(People(database).all().size() == processes * each);
}

TEST_CASE("a reader sees what was committed and nothing of what was not") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "directory.sqlite";
  Database writer = open_directory(file, Access::write);
  write_person(writer, 1);
  Transaction transaction(writer);
  People(writer).add("not yet", Time{});
  Database reader = open_directory(file, Access::read);
  CHECK(People(reader).all().size() == 1);
  transaction.commit();
  CHECK(People(reader).all().size() == 2);
}
