// Messages of any size through files and pipes: in little memory, with nothing released before its
// verdict, and nothing left behind.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kMemoryIsOurs = false;
#elif defined(__has_feature)
constexpr bool kMemoryIsOurs = !__has_feature(address_sanitizer);
#else
constexpr bool kMemoryIsOurs = true;
#endif

constexpr long kMostMemory = 32 * 1024;  // KiB

// A folder with people, whose temporary files would be seen in "waiting".
struct Place {
  TemporaryFolder folder;
  std::string smime = smime_program();
  Place() {
    write_mail_people(folder);
    folder.write_text("mail", mail_from_katie());
    REQUIRE(sh("mkdir waiting") == 0);
  }
  int sh(const std::string& command) const {
    const Ran ran = run(folder, "export TMPDIR=$PWD/waiting; " + command);
    UNSCOPED_INFO(command << "\n" << ran.output);
    return ran.status;
  }
  bool holds(const std::string& file) const {
    return std::filesystem::exists(folder.path() / file);
  }
  std::string text(const std::string& file) const {
    return primitives::to_string(folder.read(file));
  }
  // Nothing waits, and nothing half-written stands beside its place.
  void check_nothing_left() const {
    CHECK(std::filesystem::is_empty(folder.path() / "waiting"));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
      CHECK(entry.path().string().find(".part") == std::string::npos);
    }
  }
};

// How a command ended, and the most memory that any of its processes had, in KiB.
struct Measured {
  int status = 0;
  long peak = 0;
};

Measured measure(const Place& place, const std::string& command) {
  const std::string line =
      "cd '" + place.folder.path().string() + "' && export TMPDIR=$PWD/waiting && " + command;
  const pid_t child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
    _exit(127);
  }
  int status = 0;
  struct rusage usage {};
  wait4(child, &status, 0, &usage);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, usage.ru_maxrss};
}

nlohmann::json json_of(const Place& place, const std::string& file) {
  const Bytes text = place.folder.read(file);
  return nlohmann::json::parse(text.begin(), text.end());
}

std::vector<nlohmann::json> lines_of(const std::string& text) {
  std::vector<nlohmann::json> lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start);
    lines.push_back(nlohmann::json::parse(text.substr(start, end - start)));
    start = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("large messages pass through files and pipes in little memory", "[.long]") {
  if (!kMemoryIsOurs) return skip("a sanitizer takes memory of its own");
  const Place p;
  // 126 MiB of text in lines that end with LF.
  REQUIRE(p.sh("{ printf 'From: katie@example.org\\nTo: bob@example.org\\nContent-Type: "
               "text/plain\\n\\n'; yes 'breakfast at the usual place, and mind the marmalade, it "
               "runs out' | head -n 2000000; } > draft") == 0);
  REQUIRE(p.sh("tail -n +5 draft > body") == 0);
  const std::string s = p.smime;
  const std::string open = s + " open -q --id bob.pem --trust ca.pem --report report ";
  const std::vector<std::string> ways = {
      s + " sign --id katie.pem draft -o m && " + open + "m -o out",
      "cat draft | " + s + " sign --id katie.pem | cat > m && cat m | " + open + "> out",
      s + " sign --opaque --id katie.pem draft -o m && " + open + "m -o out",
      "cat draft | " + s + " sign --opaque --id katie.pem | " + open + "> out",
      s + " encrypt --to bob.crt < draft > m && " + open + "m -o out",
      "cat draft | " + s + " encrypt --cipher aes-256-gcm --to bob.crt | " + open + "> out",
      s + " sign --id katie.pem draft | " + s + " encrypt --compress --to bob.crt | " + s +
          " sign --id katie.pem | " + open + "> out",
  };
  for (const std::string& way : ways) {
    INFO(way);
    const Measured measured = measure(p, way);
    CHECK(measured.status == 0);
    CHECK(measured.peak < kMostMemory);
    // Without header, empty line and CR it is the draft's body.
    CHECK(p.sh("tail -n +3 out | tr -d '\\r' | cmp - body") == 0);
    CHECK(json_of(p, "report")["content_sha256"] ==
          run(p.folder, "sha256sum < out").output.substr(0, 64));
    p.check_nothing_left();
  }
}

TEST_CASE("a message that is cut or changed leaves no output, no part of one and no waiting file") {
  const Place p;
  REQUIRE(p.sh("{ head -n 7 mail; yes 'toast and butter, toast and jam' | head -c 3000000; } > "
               "draft") == 0);
  const std::string s = p.smime;
  REQUIRE(p.sh(s + " sign --id katie.pem draft -o signed && " + s +
               " sign --opaque --id katie.pem draft -o opaque && " + s +
               " encrypt --to bob.crt --cipher aes-128-gcm < draft > sealed") == 0);
  for (const std::string file : {"signed", "opaque", "sealed"}) {
    for (const std::string damage :
         {"head -c 2500000 ",
          "sed 20000y/abcdefghijklmnopqrstuvwxyz/bcdefghijklmnopqrstuvwxyza/ "}) {
      REQUIRE(p.sh(damage + file + " > bad") == 0);
      INFO(file << ", " << damage);
      const std::string open = s + " open --id bob.pem --trust ca.pem ";
      const int status = p.sh(open + "bad -o out");
      CHECK((status == 1 || status == 2));
      CHECK(!p.holds("out"));
      CHECK(p.sh("cat bad | " + open + "> piped") == status);
      CHECK(p.text("piped").empty());
      p.check_nothing_left();
    }
  }
}

TEST_CASE("a file that is not writable is said so, and the verdict does not hide it") {
  const Place p;
  REQUIRE(p.sh(p.smime + " sign --id katie.pem mail -o signed") == 0);
  CHECK(p.sh(p.smime + " open --trust ca.pem signed -o no/such/folder/out") == 3);
  CHECK(p.sh(p.smime + " sign --id katie.pem mail -o no/such/folder/out") == 3);
  p.check_nothing_left();
}

TEST_CASE(
    "an output replaces what was there in one step and keeps its mode; a new one has that of "
    "files") {
  const Place p;
  REQUIRE(p.sh("{ head -n 7 mail; yes 'more tea' | head -c 2000000; } > draft; umask 027; " +
               p.smime + " sign --opaque --id katie.pem draft -o signed && " +
               "test $(stat -c %a signed) = 640") == 0);
  REQUIRE(p.sh("echo old > out; chmod 640 out; umask 022; " + p.smime +
               " open --trust ca.pem signed -o out && test $(stat -c %a out) = 640") == 0);
  CHECK(p.text("out").size() > 2000000);
  p.check_nothing_left();
}

TEST_CASE("content of a bad signature comes out only with --show-untrusted or --unsafe-stream") {
  const Place p;
  REQUIRE(p.sh(p.smime + " sign --id katie.pem mail | sed s/breakfast/dinner/ > bad") == 0);
  const std::string open = p.smime + " open -q --trust ca.pem bad ";
  CHECK(p.sh(open + "> out") == 1);
  CHECK(p.text("out").empty());
  CHECK(p.sh(open + "--show-untrusted > out") == 1);
  CHECK(p.text("out").find("dinner") != std::string::npos);
  CHECK(p.sh(open + "--unsafe-stream --report report > out") == 1);
  CHECK(p.text("out").find("dinner") != std::string::npos);
  CHECK(json_of(p, "report")["content_sha256"] ==
        run(p.folder, "sha256sum < out").output.substr(0, 64));
  CHECK(p.sh(open + "--unsafe-stream --report -") == 3);
}

TEST_CASE("--unsafe-stream opens whole messages like any other way") {
  const Place p;
  REQUIRE(p.sh(p.smime + " sign --id katie.pem mail | " + p.smime +
               " encrypt --to bob.crt > sealed") == 0);
  const std::string open = p.smime + " open -q --id bob.pem --trust ca.pem --unsafe-stream ";
  CHECK(p.sh(open + "sealed > out") == 0);
  CHECK(p.text("out") == content_of_clear_signed_mail());
  CHECK(p.sh(open + "sealed -o file") == 0);
  CHECK(p.text("file") == content_of_clear_signed_mail());
  CHECK(p.sh("head -c 2000 sealed > cut; " + open + "cut -o none") == 2);
  CHECK(!p.holds("none"));
}

TEST_CASE("the report can go to standard output, and then the content does not") {
  const Place p;
  REQUIRE(p.sh(p.smime + " sign --id katie.pem mail -o signed") == 0);
  REQUIRE(p.sh(p.smime + " open -q --trust ca.pem --report - signed > report") == 0);
  CHECK(json_of(p, "report")["verdict"] == "valid");
  REQUIRE(p.sh(p.smime + " open -q --trust ca.pem --report - signed -o out > report") == 0);
  CHECK(p.text("out") == content_of_clear_signed_mail());
}

TEST_CASE("limits are options") {
  const Place p;
  REQUIRE(p.sh("{ head -n 7 mail; yes tea | head -c 100000; } | " + p.smime +
               " encrypt --compress --to bob.crt > sealed") == 0);
  const std::string open = p.smime + " open -q --id bob.pem sealed -o out ";
  CHECK(p.sh(open) == 0);
  CHECK(p.sh(open + "--most-layers 1") == 2);
  CHECK(p.sh(open + "--most-layers 2") == 0);
  CHECK(p.sh(open + "--most-octets 1000") == 2);
}

TEST_CASE("recipients come from To, Cc and Bcc, and Bcc goes no further") {
  const Place p;
  REQUIRE(p.sh("{ echo 'Bcc: Mallory <mallory@example.org>'; cat mail; } > draft") == 0);
  const std::string encrypt = p.smime + " encrypt --certs bob.crt --certs mallory.crt ";
  REQUIRE(p.sh(encrypt + "--id katie.pem < draft > sealed") == 0);
  CHECK(p.text("sealed").find("Bcc:") == std::string::npos);
  for (const std::string who : {"bob", "mallory", "katie"}) {
    CHECK(p.sh(p.smime + " open -q --id " + who + ".pem sealed -o out") == 0);
    CHECK(p.text("out").find("allory") == std::string::npos);
  }
  REQUIRE(p.sh(encrypt + "--keep-bcc --not-to-self --id katie.pem < draft > sealed") == 0);
  CHECK(p.text("sealed").find("Bcc: Mallory") != std::string::npos);
  CHECK(p.sh(p.smime + " open -q --id katie.pem sealed -o out") == 2);
  CHECK(p.sh(p.smime + " encrypt --certs bob.crt < draft > sealed") == 3);
  CHECK(p.text("sealed").empty());
  REQUIRE(p.sh(p.smime +
               " encrypt --to mallory@example.org --certs mallory.crt < draft > sealed") == 0);
  CHECK(p.sh(p.smime + " open -q --id bob.pem sealed -o out") == 2);
  CHECK(p.sh("sed /^To/d mail | " + p.smime + " encrypt") == 3);
}

TEST_CASE("a mailbox is opened message by message, in order, over any number of threads") {
  const Place p;
  const std::string s = p.smime, from = "echo 'From katie@example.org Thu Nov 24 18:22:48 2016'; ";
  REQUIRE(p.sh(s + " sign --id katie.pem mail -o 1 && " + s +
               " encrypt --to bob.crt < mail > 2 && " + s +
               " encrypt --to mallory.crt < mail > 3 && sed s/breakfast/dinner/ 1 > 4 && cp "
               "mail 5") == 0);
  std::string all = "{ ";
  for (int i = 0; i < 40; ++i) {
    all += from + "cat " + std::to_string(i % 5 + 1) + " | tr -d '\\r'; echo; ";
  }
  REQUIRE(p.sh(all + "} > box; mkdir contents") == 0);
  const std::string open = s + " open --mbox --id bob.pem --trust ca.pem ";
  CHECK(p.sh(open + "--threads 1 box > one") == 2);
  CHECK(p.sh("cat box | " + open + "--threads 5 -o contents --report five") == 2);
  CHECK(p.text("one") == p.text("five"));
  const auto lines = lines_of(p.text("one"));
  REQUIRE(lines.size() == 40);
  const std::vector<std::string> verdicts = {"valid", "not-signed", "undecryptable", "invalid",
                                             "not-signed"};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CHECK(lines[i]["message"] == i + 1);
    CHECK(lines[i]["verdict"] == verdicts[i % 5]);
    CHECK(lines[i]["subject"] == "Breakfast");
  }
  CHECK(p.text("contents/000001") == content_of_clear_signed_mail());
  CHECK(p.text("contents/000002") == content_of_mail());
  CHECK(!p.holds("contents/000003"));
  CHECK(!p.holds("contents/000004"));
  CHECK(p.holds("contents/000040"));
  p.check_nothing_left();
  CHECK(p.sh(open + "no-such-box") == 3);
}

TEST_CASE("ten thousand messages are opened in flat memory", "[.long]") {
  if (!kMemoryIsOurs) return skip("a sanitizer takes memory of its own");
  const Place p;
  const std::string s = p.smime;
  REQUIRE(p.sh(s + " sign --id katie.pem mail | " + s + " encrypt --to bob.crt -o 1") == 0);
  REQUIRE(
      p.sh("{ echo 'From katie@example.org Thu Nov 24 18:22:48 2016'; tr -d '\\r' < 1; echo; } > "
           "ten; for i in 1 2 3 4; do cat ten ten ten ten ten ten ten ten ten ten > next; mv "
           "next ten; done; head -c 2000000 ten > few") == 0);
  const std::string open = s + " open --mbox --id bob.pem --trust ca.pem -q --report report ";
  const Measured few = measure(p, open + "few"), all = measure(p, open + "ten");
  CHECK(all.status == 0);
  CHECK(all.peak < few.peak + 8 * 1024);
  const auto lines = lines_of(p.text("report"));
  REQUIRE(lines.size() == 10000);
  std::size_t right = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    right += lines[i]["message"] == i + 1 && lines[i]["verdict"] == "valid" ? 1 : 0;
  }
  CHECK(right == 10000);
  p.check_nothing_left();
}
