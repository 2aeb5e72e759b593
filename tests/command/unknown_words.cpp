// What smime says to a command line that it cannot read.
#include "mime/command/unknown_word.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

// The first line that is said to a command line which is refused.
std::string said(const std::string& words) {
  const TemporaryFolder folder;
  const Ran ran = run(folder, smime_program() + " " + words);
  CHECK(ran.status == 3);
  return ran.output.substr(0, ran.output.find('\n'));
}

}  // namespace

TEST_CASE("words are as far apart as the characters that make one of the other") {
  using mime::command::edit_distance;
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("", "open") == 4);
  CHECK(edit_distance("open", "open") == 0);
  CHECK(edit_distance("opne", "open") == 1);
  CHECK(edit_distance("pen", "open") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("an unknown command is named, with what was probably meant") {
  CHECK(said("opne x") == "smime: there is no command 'opne'; did you mean 'smime open'?");
  CHECK(said("verify") ==
        "smime: there is no command 'verify'; did you mean 'smime verify-certificate' or 'smime "
        "cms verify'?");
  CHECK(said("login") == "smime: there is no command 'login'; did you mean 'smime id login'?");
  CHECK(said("id exprot") ==
        "smime id: there is no command 'exprot'; did you mean 'smime id export'?");
  CHECK(said("bogus").starts_with("smime: there is no command 'bogus'; there are sign, encrypt, "));
  CHECK(said("id") ==
        "smime id: which command? There are new, request, import, export, list, default, show, "
        "login, password and remove");
  CHECK(said("").starts_with("smime: which command? There are sign, "));
}

TEST_CASE("an unknown option is named, with what was probably meant") {
  CHECK(said("open --bogus") == "smime open: there is no option '--bogus'");
  CHECK(said("--bogus open") == "smime: there is no option '--bogus'");
  CHECK(said("open --trusted=roots.pem message") ==
        "smime open: there is no option '--trusted'; did you mean '--trust'?");
  CHECK(said("sign --cert c.pem --key k.pem message") ==
        "smime sign: there is no option '--cert'; did you mean '--certs'?");
  CHECK(said("cms sign --detatched") ==
        "smime cms sign: there is no option '--detatched'; did you mean '--detached'?");
  CHECK(said("open one two") == "smime open: more arguments than it takes: 'two'");
  CHECK(said("open 1 2 3") == "smime open: more arguments than it takes: '2' and '3'");
  CHECK(said("open -- --text --bogus") == "smime open: more arguments than it takes: '--bogus'");
  CHECK(said("sign --at") == "smime sign: --at: 1 required TEXT missing");
}

TEST_CASE("help names what a value is") {
  const TemporaryFolder folder;
  const auto help = [&](const std::string& command) {
    return run(folder, smime_program() + " " + command + " --help").output;
  };
  CHECK(help("id login").find("--from FILE") != std::string::npos);
  CHECK(help("open").find("--from ADDRESS") != std::string::npos);
  CHECK(help("id new").find("--bits BITS") != std::string::npos);
  CHECK(help("ca issue").find("--ca AUTHORITY") != std::string::npos);
  CHECK(help("cms verify-receipt").find("--of FILE") != std::string::npos);
  CHECK(help("cms encrypt").find("--unprotected OID=HEX") != std::string::npos);
  CHECK(help("id import").find("--unprotected ") != std::string::npos);
  CHECK(help("id import").find("OID") == std::string::npos);  // a flag
}
