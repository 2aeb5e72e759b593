// Mailboxes in files: every format that goes by the name mbox, as programs really write it.
#include "mime/mailbox.hpp"

#include "mime/separator_line.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::mime;
using primitives::bytes_of;

namespace {

/// Gives octets in pieces of at most `most`.
class Pieces : public Source {
 public:
  Pieces(std::string_view text, std::size_t most) : text_(text), most_(most) {}
  std::size_t read(MutableByteView out) override {
    const std::size_t count = std::min({out.size(), most_, text_.size()});
    std::copy_n(text_.begin(), count, out.begin());
    text_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view text_;
  std::size_t most_;
};

std::vector<std::string> messages(std::string_view mailbox,
                                  MailboxFormat format = MailboxFormat::automatic,
                                  std::size_t at_once = 1000) {
  Pieces source(mailbox, at_once);
  MailboxReader reader(source, format);
  std::vector<std::string> all;
  Bytes buffer(at_once);
  while (reader.next()) {
    std::string& message = all.emplace_back();
    while (const std::size_t count = reader.read(buffer)) {
      message += primitives::to_string(ByteView(buffer).first(count));
    }
  }
  return all;
}

using Messages = std::vector<std::string>;
constexpr const char* kSeparator = "From katie@example.org Thu Nov 24 18:22:48 2016\n";

}  // namespace

TEST_CASE("mbox: messages stand between separator lines and empty lines (RFC 4155, A)") {
  const std::string mailbox = std::string(kSeparator) + "Subject: 1\n\nOne.\n\n" + kSeparator +
                              "Subject: 2\n\nTwo.\n\n\n" + kSeparator + "Subject: 3\n\nThree.\n\n";
  const Messages due = {"Subject: 1\n\nOne.\n", "Subject: 2\n\nTwo.\n\n", "Subject: 3\n\nThree.\n"};
  for (const std::size_t at_once : {1U, 2U, 3U, 7U, 50U, 1000U}) {
    CHECK(messages(mailbox, MailboxFormat::automatic, at_once) == due);
  }
  Pieces source(mailbox, 1000);
  MailboxReader reader(source);
  REQUIRE(reader.next());
  CHECK(reader.separator() + "\n" == kSeparator);
  CHECK(reader.offset() == 0);
  REQUIRE(reader.next());  // what was not read is skipped
  CHECK(reader.offset() == mailbox.find("From ", 1));
}

TEST_CASE("mbox: CR LF, and CR alone, end lines as LF does") {
  std::string crlf, cr;
  const std::string mailbox =
      std::string(kSeparator) + "A: 1\n\nOne.\n\n" + kSeparator + "A: 2\n\nTwo.\n\n";
  for (const char c : mailbox) {
    crlf += c == '\n' ? "\r\n" : std::string(1, c);
    cr += c == '\n' ? '\r' : c;
  }
  CHECK(messages(crlf) == Messages{"A: 1\r\n\r\nOne.\r\n", "A: 2\r\n\r\nTwo.\r\n"});
  CHECK(messages(cr) == Messages{"A: 1\r\rOne.\r", "A: 2\r\rTwo.\r"});
}

TEST_CASE("mbox: a message by itself is given as it stands") {
  for (const std::string message :
       {"From : katie\n\nText\n", "Subject: 1\n\nFrom here on.\n>From there.\n\n", "x", "\n\n", "\r\r", "F", "From"}) {
    CHECK(messages(message) == Messages{message});
  }
  CHECK(messages("").empty());
}

TEST_CASE("mbox: lines that begin with From are unquoted as each format quotes them") {
  const std::string body = ">From a\n>>From b\n> From c\n>Fromage\n";
  const std::string mailbox = std::string(kSeparator) + "A: 1\n\n" + body + "\n";
  const auto of = [&](MailboxFormat format) { return messages(mailbox, format).at(0).substr(6); };
  CHECK(of(MailboxFormat::mboxo) == "From a\n>>From b\n> From c\n>Fromage\n");
  CHECK(of(MailboxFormat::mboxcl) == "From a\n>>From b\n> From c\n>Fromage\n");
  CHECK(of(MailboxFormat::mboxrd) == "From a\n>From b\n> From c\n>Fromage\n");
  CHECK(of(MailboxFormat::automatic) == "From a\n>From b\n> From c\n>Fromage\n");
  CHECK(of(MailboxFormat::mboxcl2) == body);
}

TEST_CASE("mbox: a line From that nobody quoted is text, or else begins a message") {
  const std::string begin = std::string(kSeparator) + "A: 1\n\n";
  const auto count = [&](const std::string& rest) { return messages(begin + rest).size(); };
  CHECK(count("Hello.\n\nFrom here on it is text.\n") == 1);
  CHECK(count("Hello.\nFrom: here\nB: 2\n") == 1);
  CHECK(count("Hello.\n\nFrom " + std::string(2000, 'x') + " Thu Nov 24 18:22:48 2016\n") == 1);
  CHECK(count("Hello.\nFrom bob Thu Nov 24 18:22:48 2016\nB: 2\n\n") == 2);
  CHECK(count("Hello.\n\nFrom bob\nB: 2\n\n") == 2);      // an empty line before, a field behind
  CHECK(count("Hello.\nFrom bob\nB: 2\n\n") == 1);        // none before
  CHECK(count("Hello.\n\nFrom bob\nand others\n") == 1);  // none behind
}

TEST_CASE("mbox: separator lines as programs write them") {
  for (const char* line :
       {"From katie@example.org Thu Nov 24 18:22:48 2016", "From - Thu Nov  4 18:22:48 2016",
        "From MAILER-DAEMON Thu Nov 24 18:22 2016",
        "From katie Thu Nov 24 18:22:48 CET 2016 remote from host",
        "From katie@example.org Thu Nov 24 18:22:48 2016 +0100",
        "From \"a b\"@example.org  Thu, 24 Nov 2016 8:22:48 +0100"}) {
    CHECK(is_separator_line(line));
  }
  for (const char* line : {"From here", "From Monday to May 5 at 10:30", "From 2016 on, Nov 24",
                           ">From a Thu Nov 24 18:22:48 2016", "From a Thu Nov 24 182:22 2016",
                           "From a Thu Nov 24 18:2x 2016", "From a Thu Nov 24 18:22:4 2016"}) {
    CHECK_FALSE(is_separator_line(line));
  }
}

TEST_CASE("mbox: a Content-Length is believed where a message ends there, and only there") {
  const std::string body = "Quoted:\n\n" + std::string(kSeparator) + "B: 2\n\nText.\n";
  const auto mailbox = [&](const std::string& length) {
    return std::string(kSeparator) + "Content-Length:" + length + "\n\n" + body + "\n" +
           kSeparator + "C: 3\n\nThree.\n\n";
  };
  const std::string size = " " + std::to_string(body.size());
  const Messages whole = messages(mailbox(size));
  REQUIRE(whole.size() == 2);
  CHECK(whole[0] == "Content-Length:" + size + "\n\n" + body);
  CHECK(messages(mailbox(size), MailboxFormat::mboxcl2).size() == 2);
  CHECK(messages(mailbox(size), MailboxFormat::mboxrd).size() == 3);
  for (const char* wrong : {" 1", " 10", " 99999", " 99999999999999999999", " -1", " x", ""}) {
    INFO(wrong);
    CHECK(messages(mailbox(wrong)).size() == 3);
  }
}

TEST_CASE("mbox: what is written is read back octet for octet, whatever it holds") {
  tests::TestRandom random(4);
  const std::string_view words[] = {"From ", ">",      "\n", "\r\n",   "\n\n",  "A: 1\n",
                                    "x",     "From a", " ",  "\n\n\n", "From:", kSeparator};
  for (int round = 0; round < 300; ++round) {
    Messages due;
    primitives::BytesSink out;
    for (std::size_t count = 1 + random.below(4); count > 0; --count) {
      std::string message = "Subject: test\n";
      for (std::size_t n = random.below(30); n > 0; --n) {
        message += words[random.below(std::size(words))];
      }
      message += "\n";
      due.push_back(message);
      write_to_mailbox(out, "From katie@example.org Thu Nov 24 18:22:48 2016", bytes_of(message));
    }
    const std::string mailbox = primitives::to_string(out.bytes());
    CHECK(messages(mailbox, MailboxFormat::mboxrd, 1 + random.below(100)) == due);
    CHECK(messages(mailbox) == due);
  }
}

TEST_CASE("mbox: lines and messages without end are read in pieces") {
  const std::string line(300000, 'x');
  const std::string mailbox = kSeparator + line + "\n\n" + line + "\n\n" + kSeparator + line;
  CHECK(messages(mailbox) == Messages{line + "\n\n" + line + "\n", line});
  const std::string quotes(300000, '>');
  CHECK(messages(kSeparator + quotes) == Messages{quotes});
}
