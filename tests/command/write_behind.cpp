// Large files, which a thread of its own writes: nothing is lost, changed or put in another order,
// and a failure arrives at the one who computes. What is read at once is bounded.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mime/command/file_access.hpp"
#include "mime/command/file_streams.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/write_behind.hpp"
#include "primitives/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;
using namespace smime::mime::command;

namespace {

constexpr std::size_t kMebibyte = std::size_t{1} << 20;

// Octets among which each place can be told from its neighbours.
Bytes pattern(std::size_t size) {
  Bytes octets(size);
  std::uint32_t state = 1;
  for (std::uint8_t& octet : octets) {
    state = state * 1664525U + 1013904223U;
    octet = static_cast<std::uint8_t>(state >> 24);
  }
  return octets;
}

// Parts of every size up to 80 KiB, small ones and large ones in turn.
std::size_t part_size(std::size_t turn) {
  return turn % 3 == 0 ? 1 + turn % 7 : (turn * 7919) % (std::size_t{80} << 10) + 1;
}

void write_in_parts(Sink& to, ByteView octets) {
  for (std::size_t turn = 0; !octets.empty(); ++turn) {
    const std::size_t size = std::min(part_size(turn), octets.size());
    to.write(octets.first(size));
    octets = octets.subspan(size);
  }
}

std::string failure_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.found();
  }
  return "";
}

}  // namespace

TEST_CASE("What is written behind is what was given, for sizes around every limit") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "out").string();
  const Bytes octets = pattern(11 * kMebibyte + 77);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, WriteBehind::kPart, WriteBehind::kWithoutThread,
        WriteBehind::kWithoutThread + 1, 8 * kMebibyte, octets.size()}) {
    CAPTURE(size);
    FileSink sink(path, FileSink::Held::no);
    write_in_parts(sink, ByteView(octets).first(size));
    sink.finish();
    const Bytes written = folder.read("out");
    CHECK(written.size() == size);
    CHECK(std::equal(written.begin(), written.end(), octets.begin()));
  }
}

TEST_CASE("A full disk is told, whoever meets it") {
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  REQUIRE(full >= 0);
  for (const std::size_t size : {std::size_t{10}, kMebibyte}) {
    WriteBehind writer;
    writer.open(full, "the disk", WriteBehind::Fate::usual);
    const std::string told = failure_of([&] {
      write_in_parts(writer, pattern(size));
      writer.finish();
    });
    CHECK(told == "cannot write the disk: No space left on device");
  }
  close(full);
}

TEST_CASE("A thread's failure to write is told, at the latest at the end") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "out").string();
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  REQUIRE(full >= 0);
  for (const std::size_t more : {std::size_t{10}, WriteBehind::kPart + 1, 5 * kMebibyte}) {
    CAPTURE(more);
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    REQUIRE(file >= 0);
    WriteBehind writer;
    writer.open(file, "the disk", WriteBehind::Fate::replaces_another);
    write_in_parts(writer, pattern(5 * kMebibyte));
    REQUIRE(dup2(full, file) == file);
    const std::string told = failure_of([&] {
      write_in_parts(writer, pattern(more));
      writer.finish();
    });
    CHECK(told == "cannot write the disk: No space left on device");
    writer.give_up();
    close(file);
  }
  close(full);
}

TEST_CASE("What is given up is not waited for, and leaves no file") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "out").string();
  {
    FileSink sink(path, FileSink::Held::no);
    write_in_parts(sink, pattern(6 * kMebibyte));
  }
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("A file has no name before its end, so that a killed program leaves nothing") {
  const TemporaryFolder folder;
  const int unnamed = open(folder.path().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (unnamed < 0) return skip("no files without names in " + folder.path().string());
  close(unnamed);
  const std::string path = (folder.path() / "out").string();
  folder.write("out", pattern(7));
  FileSink sink(path, FileSink::Held::no);
  write_in_parts(sink, pattern(6 * kMebibyte));
  CHECK(folder.read("out") == pattern(7));
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
  sink.finish();
  CHECK(folder.read("out") == pattern(6 * kMebibyte));
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("A file gets the mode that is usual for the user, a private one that of the user alone") {
  const TemporaryFolder folder;
  const auto mode_of = [&](bool is_private) {
    FileSink sink((folder.path() / "out").string(), FileSink::Held::no, is_private);
    write_in_parts(sink, pattern(10));
    sink.finish();
    return std::filesystem::status(folder.path() / "out").permissions();
  };
  const mode_t mask = umask(0);
  umask(mask);
  CHECK(mode_of(false) == std::filesystem::perms(0666 & ~mask));
  CHECK(mode_of(true) == std::filesystem::perms(0600));
}

TEST_CASE("A file that is read at once is bounded, and refused before it is read") {
  const TemporaryFolder folder;
  const std::string path = folder.write("in", pattern(10000)).string();
  CHECK(mime::command::read_file(path) == pattern(10000));
  std::filesystem::resize_file(path, std::uint64_t{3} << 30);  // holes, which take no room
  CHECK(failure_of([&] { mime::command::read_file(path); }) == "over 2 GiB");
}

TEST_CASE("What is written to a symbolic link goes to the file behind it") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "elsewhere");
  folder.write("elsewhere/mail", pattern(7));
  std::filesystem::create_symlink("elsewhere/mail", folder.path() / "link");
  mime::command::write_file((folder.path() / "link").string(), pattern(9), false);
  CHECK(std::filesystem::is_symlink(folder.path() / "link"));
  CHECK(folder.read("elsewhere/mail") == pattern(9));
}

TEST_CASE("A file keeps its mode when it is replaced, and a private key's is its owner's") {
  const TemporaryFolder folder;
  const auto file = folder.write("out", pattern(3));
  const auto mode_after = [&](unsigned before, bool is_private) {
    std::filesystem::permissions(file, std::filesystem::perms(before));
    mime::command::write_file(file.string(), pattern(4), is_private);
    return std::filesystem::status(file).permissions();
  };
  CHECK(mode_after(0600, false) == std::filesystem::perms(0600));
  CHECK(mode_after(0664, false) == std::filesystem::perms(0664));
  CHECK(mode_after(0664, true) == std::filesystem::perms(0600));
}

TEST_CASE("Other names of standard output are it, and are not replaced") {
  for (const char* name : {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
    CHECK(destination_of(name) == "-");
  }
  CHECK(destination_of("mail") == "mail");
  CHECK_FALSE(is_replaced("-"));
  CHECK_FALSE(is_replaced("/dev/null"));
  CHECK_FALSE(is_replaced("/"));
}

TEST_CASE("What is written to a descriptor by its name goes on where that stands") {
  const TemporaryFolder folder;
  const std::string path = folder.write("log", pattern(100)).string();
  const int file = open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  REQUIRE(file > 2);
  const std::string name = "/dev/fd/" + std::to_string(file);
  CHECK(descriptor_of(name) == file);
  CHECK_FALSE(is_replaced(name));
  mime::command::write_file(name, Bytes(7, 'x'), true);
  mime::command::write_file("/proc/self/fd/" + std::to_string(file), Bytes(2, 'y'), false);
  close(file);
  Bytes expected = pattern(100);
  expected.insert(expected.end(), 7, 'x');
  expected.insert(expected.end(), 2, 'y');
  CHECK(folder.read("log") == expected);
  CHECK(failure_of([&] {
          mime::command::write_file(name, pattern(1), false);
        }).starts_with("cannot write /dev/fd/"));
}

TEST_CASE("Paths that name descriptors are told from others") {
  CHECK(descriptor_of("/dev/stderr") == 2);
  CHECK(descriptor_of("-") == 1);
  for (const char* other : {"/dev/fd/", "/dev/fd/1x", "/dev/fd/99999999999", "/dev/null", "2"}) {
    CHECK_FALSE(descriptor_of(other));
  }
}
