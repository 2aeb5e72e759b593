// The names and addresses that people type for certificates.
#include "mime/command/certified_address.hpp"

#include "primitives/error.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime::command;

TEST_CASE("an address for a certificate is a Mailbox and nothing else") {
  for (const char* good : {"katie@example.org", "o'hara+mail@example.org", "a@localhost",
                           "\"a b\"@example.org", "katie@[192.0.2.1]"}) {
    CHECK(certified_address(good) == good);
  }
  for (const char* bad :
       {"", "@", "@example.org", "katie@", "notanaddress", "a b@c d", "Alice <a@b.example>",
        "<a@b.example>", "a@b.example, c@d.example", "a@b.example (home)", " a@b.example",
        "a..b@example.org", "a@b_c.example", "a@-b.example", "a@b..example", "a@b.example\n",
        "friends: a@b.example;", "\xff@example.org",
        "a@b.\xe2\x80\xae"
        "elpmaxe"}) {
    INFO(bad);
    CHECK_THROWS_AS(certified_address(bad), Error);
  }
  CHECK_THROWS_AS(certified_address(std::string(65, 'a') + "@example.org"), Error);
}

// RFC 9598, 3: the domain is in A-labels, whether the local part is ASCII or not; the label is the
// commonest example of RFC 3492's users, "b\u00fccher" as "xn--bcher-kva".
TEST_CASE("a domain goes into a certificate as A-labels") {
  CHECK(certified_address("u@b\xc3\xbc"
                          "cher.example") == "u@xn--bcher-kva.example");
  CHECK(certified_address("\xc3\xbc@b\xc3\xbc"
                          "cher.example") == "\xc3\xbc@xn--bcher-kva.example");
}

TEST_CASE("a name is no blanks and no control characters") {
  for (const char* good : {"Katie", "J\xc3\xbcrgen van Dyk"}) {
    CHECK(complaint_about_name(good).empty());
  }
  for (const char* bad : {"", "  ", "a\nb", "a\x1b[31m", "a\xc2\x9b", "\xff"}) {
    CHECK_FALSE(complaint_about_name(bad).empty());
  }
}
