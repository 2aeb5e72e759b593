// smime show on PKCS #12 files that it refuses: each reason is told from the others, in the verdict
// and in the exit code.
#include <nlohmann/json.hpp>

#include "cms/object_identifiers.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "cms/pkcs12/pfx.hpp"
#include "primitives/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"

using namespace smime;
using namespace smime::cms::pkcs12;
using namespace smime::tests;
using nlohmann::json;

namespace {

struct Verdict {
  int status = 0;
  std::string word;
};

struct Desk {
  TemporaryFolder folder;
  std::string smime = smime_program();

  Desk() {
    write_mail_people(folder);
    folder.write_text("password", "breakfast\n");
    folder.write_text("other", "lunch\n");
    REQUIRE(run(folder, smime + " id export --id katie.pem --certs ca.pem --iterations 100 "
                                "--new-password-file password -o katie.p12")
                .status == 0);
  }

  Verdict show(const std::string& file, const std::string& password = "password") const {
    const Ran ran = run(folder, smime + " show --json --password-file " + password + " " + file);
    INFO(ran.output);
    return {ran.status, json::parse(ran.output)["verdict"].get<std::string>()};
  }

  // Katie's file with something changed in its outermost structure.
  template <typename Change>
  Verdict changed(Change change) const {
    Pfx pfx = Pfx::decode(folder.read("katie.p12"));
    change(pfx);
    folder.write("changed.p12", pfx.encode());
    return show("changed.p12");
  }
};

void check(const Verdict& verdict, const char* word, int status) {
  CHECK(verdict.word == word);
  CHECK(verdict.status == status);
}

}  // namespace

TEST_CASE("why a PKCS #12 file is refused: seven reasons, told apart") {
  const Desk desk;
  check(desk.show("katie.p12"), "valid", 0);
  check(desk.show("katie.p12", "other"), "wrong-password", 2);
  check(desk.changed([](Pfx& pfx) {
    pfx.mac_data->digest_algorithm.algorithm = cms::ObjectIdentifier("1.2.840.113549.2.2");
  }),
        "unsupported-algorithm", 2);
  check(desk.changed([](Pfx& pfx) { pfx.mac_data.reset(); }), "no-integrity", 1);
  check(desk.changed([](Pfx& pfx) { pfx.mac_data->iterations = 10'000'001; }), "limit-exceeded", 2);
  check(desk.changed([](Pfx& pfx) { pfx.mac_data->mac[0] ^= 1; }), "malformed", 2);
  check(desk.changed([](Pfx& pfx) {
    pfx.auth_safe.content = Bytes{0x04, 0x02, 0x30, 0x01};
  }),
        "malformed", 2);
}

TEST_CASE("a certificate that does not fit its key, and a file without a key") {
  const Desk desk;
  const Secret password(primitives::bytes_of("breakfast"));
  SystemRandom random;
  KeyStore store = read_key_store(desk.folder.read("katie.p12"), password).store;
  KeyStore mixed = store;
  std::swap(mixed.certificates[0].certificate, mixed.certificates[1].certificate);
  desk.folder.write("mixed.p12",
                    write_key_store(mixed, password, KeyStoreClass::widest, random, 100));
  check(desk.show("mixed.p12"), "key-certificate-mismatch", 1);
  store.keys.clear();
  desk.folder.write("keyless.p12",
                    write_key_store(store, password, KeyStoreClass::widest, random, 100));
  check(desk.show("keyless.p12"), "valid", 0);
  const Ran imported = run(desk.folder, desk.smime +
                                            " id import keyless.p12 --unprotected "
                                            "--password-file password -o id.pem");
  INFO(imported.output);
  CHECK(imported.status != 0);
  CHECK(imported.output.find("no private key inside") != std::string::npos);
  CHECK(run(desk.folder, "test -e id.pem").status == 1);
}

TEST_CASE("without privacy, without integrity, or with PBMAC1") {
  const Desk desk;
  const auto made = [&](const std::string& options) {
    const Ran ran = run(desk.folder, desk.smime + " id export --id katie.pem --iterations 100 " +
                                         options + " --new-password-file password -o made.p12");
    INFO(ran.output);
    CHECK(ran.status == 0);
    return desk.show("made.p12");
  };
  check(made("--no-privacy"), "valid", 0);
  check(made("--no-integrity"), "no-integrity", 1);
  check(made("--pbmac1"), "valid", 0);
  CHECK(run(desk.folder, "openssl pkcs12 -nomacver -in made.p12 -passin file:password -nodes")
            .status == 0);
}
