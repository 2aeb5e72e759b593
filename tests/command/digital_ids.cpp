// smime id export and import, smime show on PKCS #12 files, and such files as --id; and the same
// files in openssl, both ways.
#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/support/mail_desk.hpp"

using namespace smime;
using namespace smime::tests;
using nlohmann::json;

namespace {

const std::string kWith = " --password-file password ";

}  // namespace

TEST_CASE("an ID is exported, shown, used and imported again, in each class") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  const std::string smime = smime_program();
  for (const std::string kind : {"modern", "widest", "museum"}) {
    INFO(kind);
    const Ran made = run(folder, smime + " id export --id katie.pem --certs ca.pem --class " +
                                     kind + " --new-password-file password -o " + kind);
    INFO(made.output);
    REQUIRE(made.status == 0);
    CHECK((made.output.find("note") != std::string::npos) == (kind != "modern"));
    const std::string file = kind + ".pfx";  // added, for the name has no ending
    CHECK(run(folder, "stat -c %a " + file).output == "600\n");
    const Ran shown = run(folder, smime + " show --json" + kWith + file);
    REQUIRE(shown.status == 0);
    const json described = json::parse(shown.output);
    CHECK(described["verdict"] == "valid");
    CHECK(described["keys"].size() == 1);
    CHECK(described["certificates"].size() == 2);
    CHECK(run(folder, smime + " show --password-file other " + file).status == 2);
    const Ran used = run(folder, smime + " sign --id " + file + kWith + "< mail | " + smime +
                                     " open -q --trust ca.pem -o content");
    CHECK(used.status == 0);
    CHECK(primitives::to_string(folder.read("content")) == content_of_clear_signed_mail());
    const Ran imported =
        run(folder, smime + " id import " + file + kWith + "--new-password-file other -o back.pem");
    INFO(imported.output);
    CHECK(imported.status == 0);
    CHECK(run(folder, "stat -c %a back.pem").output == "600\n");
    CHECK(run(folder, smime + " sign --id back.pem --password-file other < mail").status == 0);
    CHECK(run(folder, smime + " sign --id back.pem" + kWith + "< mail").status == 3);
  }
}

TEST_CASE("without the chain there is one certificate inside") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  const std::string smime = smime_program();
  REQUIRE(run(folder, smime + " id export --id katie.pem --certs ca.pem --no-chain "
                              "--new-password-file password -o alone.p12")
              .status == 0);
  const Ran shown = run(folder, smime + " show --json" + kWith + "alone.p12");
  CHECK(json::parse(shown.output)["certificates"].size() == 1);
}

TEST_CASE("an export to a pipe keeps its name, and one to a folder is refused") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  const std::string command = smime_program() +
                              " id export --id katie.pem --new-password-file password "
                              "2> /dev/null -o ";
  CHECK(run(folder, command + "/dev/stdout | " + smime_program() + " show" + kWith + "-").status ==
        0);
  CHECK(run(folder, command + "/dev/fd/3 3> three; test -s three && ! test -e /dev/fd/3.pfx")
            .status == 0);
  CHECK(run(folder, "mkdir sub && " + command + "sub/").status == 3);
  CHECK(run(folder, command + "sub").status == 3);
  CHECK(run(folder, "ls -A sub; ls sub.pfx 2> /dev/null").output.empty());
}

TEST_CASE("openssl opens what is exported, and its own files open here") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  const std::string smime = smime_program();
  for (const std::string kind : {"modern", "widest", "museum"}) {
    INFO(kind);
    REQUIRE(run(folder, smime + " id export --id katie.pem --certs ca.pem --class " + kind +
                            " --new-password-file password -o " + kind + ".p12")
                .status == 0);
    const Ran opened = run(folder, "openssl pkcs12 -legacy -in " + kind +
                                       ".p12 -passin file:password -nodes -out opened.pem");
    INFO(opened.output);
    CHECK(opened.status == 0);
    CHECK(run(folder, smime + " sign --id opened.pem < mail").status == 0);
  }
  struct Made {
    std::string options;
    int status;
  };
  for (const Made& made :
       {Made{"", 0}, Made{"-legacy", 0}, Made{"-legacy -keypbe PBE-SHA1-RC2-128", 0},
        Made{"-keypbe aes-128-cbc -certpbe des-ede3-cbc", 0}, Made{"-certpbe NONE", 0},
        Made{"-keypbe NONE -certpbe NONE", 0}, Made{"-macalg sha512 -iter 1", 0}, Made{"-nomac", 1},
        Made{"-legacy -nomaciter", 0}}) {
    INFO(made.options);
    REQUIRE(run(folder, "openssl pkcs12 -export " + made.options +
                            " -in katie.pem -certfile ca.pem -name Katie -passout file:password "
                            "-out theirs.p12")
                .status == 0);
    const Ran shown = run(folder, smime + " show --json" + kWith + "theirs.p12");
    INFO(shown.output);
    CHECK(shown.status == made.status);
    const json described = json::parse(shown.output);
    CHECK(described["verdict"] == (made.status == 0 ? "valid" : "no-integrity"));
    CHECK(described["keys"].size() == 1);
    CHECK(described["keys"][0]["friendly_name"] == "Katie");
    CHECK(described["certificates"].size() == 2);
    CHECK(run(folder, smime + " sign --id theirs.p12" + kWith + "< mail").status == 0);
  }
}

TEST_CASE("a file with an empty password is read whichever way it was written") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  folder.write_text("empty", "\n");
  REQUIRE(
      run(folder, "openssl pkcs12 -export -in katie.pem -passout pass: -out empty.p12").status ==
      0);
  CHECK(run(folder, smime_program() + " show --password-file empty empty.p12").status == 0);
  CHECK(run(folder, smime_program() + " show --password-file password empty.p12").status == 2);
}
