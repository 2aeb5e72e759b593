// smime id import: several keys in one file, PEM and DER alike, and each refusal under its own
// name.
#include <nlohmann/json.hpp>

#include "asn1/pem.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "cms/pkcs12/pfx.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/mail_desk.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/transcript.hpp"
#include "x509/certificate.hpp"

using namespace smime;
using namespace smime::cms::pkcs12;
using namespace smime::tests;
using nlohmann::json;

namespace {

Secret breakfast() {
  return Secret(primitives::bytes_of("breakfast"));
}

// What an ID in PEM files exports to.
KeyStore exported(const TemporaryFolder& folder, const std::string& ids) {
  const Ran ran = run(folder, "cat " + ids + " > ids.pem; " + smime_program() +
                                  " id export --id ids.pem --iterations 100 "
                                  "--new-password-file password -o ids.p12");
  INFO(ran.output);
  REQUIRE(ran.status == 0);
  return read_key_store(folder.read("ids.p12"), breakfast()).store;
}

void write_store(const TemporaryFolder& folder, const std::string& name, const KeyStore& store) {
  SystemRandom random;
  folder.write(name, write_key_store(store, breakfast(), KeyStoreClass::widest, random, 100));
}

}  // namespace

TEST_CASE("RFC 9216's Alice: one key signs, the other is encrypted for, in one file") {
  const auto folder = shared_data("rfc9216/pem");
  if (!folder) return skip("no RFC 9216 folder");
  const TemporaryFolder here;
  write_mail_desk(here);
  here.write_text("pfx-password", "alice\n");
  here.write("alice.p12", read_file(*folder / "4.5-pkcs-12-object-for-alice.p12"));
  play(here, R"(
$ smime id import alice.p12 --password-file pfx-password --new-password-file password 2> log
$ tail -4 log
smime: imported the digital ID Alice Lovelace
smime: imported the digital ID Alice Lovelace 2
smime: added to the digital ID Alice Lovelace: the certificate issued by CN=Sample LAMPS RSA Certification Authority,[..]
smime: added to the digital ID Alice Lovelace 2: the certificate issued by CN=Sample LAMPS RSA Certification Authority,[..]
$ smime id import alice.p12 --password-file pfx-password --name Again 2> log
$ grep note log
smime: note: the private key is here already, as the digital ID Alice Lovelace; it keeps that name
smime: note: the private key is here already, as the digital ID Alice Lovelace 2; it keeps that name
$ printf 'From: alice@smime.example\nTo: alice@smime.example\nSubject: x\n\nhello\n' > mail
$ smime sign -q --password-file password < mail > signed
$ smime sign -q --id alice@smime.example --password-file password < mail > signed-too
$ smime encrypt --to alice@smime.example --not-to-self < mail > sealed
$ smime encrypt --to bob.crt < mail > sealed-to-self
$ smime open -q --password-file password -o content sealed
$ smime open -q --password-file password -o content sealed-to-self
$ smime open -q --id alice@smime.example --password-file password -o content sealed
$ smime id remove alice@smime.example --yes
smime: [..]several digital IDs with the address alice@smime.example[..]
? 3
)");
  const Bytes signing =
      read_file(*folder / "4.1-alice-s-signature-verification-end-entity-certificate.crt.pem");
  const std::string sha256 =
      x509::Certificate::decode(asn1::read_pem(signing).at(0).octets).sha256_hex();
  for (const char* name : {"signed", "signed-too"}) {
    run(here, smime_program() + " open -q --report report --show-untrusted -o content " + name);
    const json report = json::parse(here.read("report"));
    CHECK(report["layers"][0]["signers"][0]["certificate"] == sha256);
  }
}

TEST_CASE("a key twice in a file is one ID, and two keys under one name are numbered") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  play(folder, R"(
$ cat katie.pem katie.pem > twice.pem; smime id import twice.pem --new-password-file password 2> log
$ smime id list | wc -l
2
$ cat bob.pem mallory.pem > two.pem; smime id import two.pem --name Two --new-password-file password 2> log
$ grep imported log
smime: imported the digital ID Two
smime: imported the digital ID Two 2
$ export SMIME_DIRECTORY=second.sqlite; smime id import katie.pem --name Two --new-password-file password 2> log; smime id import two.pem --name Two --new-password-file password
smime: found a digital ID named Two; choose another name
? 3
$ export SMIME_DIRECTORY=third.sqlite; cat bob.crt >> two.pem; sed -n '/PRIVATE/,/PRIVATE/p' katie.pem > katie.key; cat katie.key two.pem > three.pem; smime id import three.pem --new-password-file password
smime: [..]no certificate for the private key in it[..]
? 3
$ export SMIME_DIRECTORY=third.sqlite; smime id list
smime: no digital IDs yet; 'smime id new' makes one
)");
  // Their friendly names are unlike each other, for programs take entries of one name for one.
  const Ran ran = run(folder, smime_program() +
                                  " id export --id two.pem --name Both --iterations 100 "
                                  "--new-password-file password -o both.p12");
  REQUIRE(ran.status == 0);
  const KeyStore store = read_key_store(folder.read("both.p12"), breakfast()).store;
  REQUIRE(store.keys.size() == 2);
  CHECK(store.keys[0].name.friendly_name == "Both");
  CHECK(store.keys[1].name.friendly_name == "Both 2");
  CHECK(store.certificate_of(store.keys[1])->name.friendly_name == "Both 2");
}

TEST_CASE("a PKCS #12 file is imported from PEM as from DER, and so are keys with certificates") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  exported(folder, "katie.pem");
  Pfx without = Pfx::decode(folder.read("ids.p12"));
  without.mac_data.reset();
  folder.write("nomac.p12", without.encode());
  for (const std::string name : {"ids", "nomac"}) {
    folder.write_text(name + ".pem", pem("PKCS12", folder.read(name + ".p12")));
  }
  for (const std::string ending : {".p12", ".pem"}) {
    INFO(ending);
    const auto import = [&](const std::string& arguments) {
      return run(folder, "SMIME_DIRECTORY=d" + ending + " " + smime_program() + " id import " +
                             arguments + " --new-password-file other");
    };
    CHECK(import("ids" + ending + " --password-file other").status == 2);
    const Ran refused = import("nomac" + ending + " --password-file password");
    CHECK(refused.status == 1);
    CHECK(refused.output.find("not imported: the file may have been altered") != std::string::npos);
    const Ran listed = import("ids" + ending + " --password-file password -o out" + ending);
    CHECK(listed.status == 0);
    CHECK(listed.output.find("type: pkcs12") != std::string::npos);
    CHECK(run(folder, smime_program() + " sign --password-file other --id out" + ending + " < mail")
              .status == 0);
    CHECK(import("ids" + ending + " --password-file password").status == 0);
  }
  play(folder, R"(
$ cat ca.pem katie.pem > id.pem; smime id import id.pem --unprotected -o back.pem
$ smime sign --id back.pem < mail > signed
$ sed -n '/BEGIN CERTIFICATE/,$p' back.pem | head -n $(wc -l < katie.crt) | cmp - katie.crt
)");
}

TEST_CASE("a key of another algorithm, one without its certificate, and none at all") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  KeyStore store = exported(folder, "katie.pem");
  const KeyStore of_bob = exported(folder, "bob.pem");
  KeyStore mixed = store;
  mixed.certificates = of_bob.certificates;
  for (auto* name : {&mixed.keys[0].name, &mixed.certificates[0].name}) name->local_key_id.clear();
  write_store(folder, "mixed.p12", mixed);
  store.certificates.clear();
  write_store(folder, "key.p12", store);
  play(folder, R"(
$ smime show --password-file password mixed.p12 | grep verdict
verdict: key-certificate-mismatch
$ smime id import mixed.p12 --password-file password --new-password-file password
...
smime: not imported: the certificates inside are for other keys than the private key inside
? 1
$ smime id import mixed.p12 --password-file password --new-password-file password -o out.pem
...
smime: not imported: the certificates inside are for other keys than the private key inside
? 1
$ test ! -e out.pem
$ smime sign --id mixed.p12 --password-file password < mail
smime: in mixed.p12: found the certificates inside are for other keys than the private key inside; [..]
? 3
$ sed -n '/PRIVATE/,/PRIVATE/p' katie.pem > katie.key; cat katie.key bob.crt > mixed.pem
$ smime sign --id mixed.pem < mail
smime: in mixed.pem: found certificates of other keys than its private key; [..]
? 3
$ smime id import mixed.pem --name Mixed --new-password-file password
smime: in mixed.pem: found certificates of other keys than its private key; [..]
? 3
$ smime sign --id key.p12 --password-file password < mail
smime: in key.p12: found no certificate for its private key; [..]
? 3
)");
  if (!is_installed("openssl")) return;
  const Ran made = run(folder,
                       "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                       "-keyout ec.key -out ec.crt -subj /CN=Elli 2> log && "
                       "openssl pkcs12 -export -inkey ec.key -in ec.crt -passout file:password "
                       "-out ec.p12");
  REQUIRE(made.status == 0);
  play(folder, R"(
$ smime sign --id ec.p12 --password-file password < mail
smime: in ec.p12: found a private key of algorithm id-ecPublicKey (1.2.840.10045.2.1); [..]
? 3
$ smime id import ec.p12 --password-file password --new-password-file password -o out.pem
...
smime: not imported: found a private key of algorithm id-ecPublicKey (1.2.840.10045.2.1); [..]
? 2
$ smime id import ec.p12 --password-file password --new-password-file password
...
smime: not imported: found a private key of algorithm id-ecPublicKey (1.2.840.10045.2.1); [..]
? 2
)");
}

TEST_CASE("a damaged PKCS #12 file has its verdict, and is not imported") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  exported(folder, "katie.pem");
  const Bytes whole = folder.read("ids.p12");
  folder.write("cut.p12", ByteView(whole).first(whole.size() / 2));
  Bytes longer = whole;
  longer.push_back('\n');
  folder.write("longer.p12", longer);
  Bytes older = whole;
  REQUIRE((older[4] == 2 && older[5] == 1 && older[6] == 3));  // version 3
  older[6] = 2;
  folder.write("older.p12", older);
  Pfx many = Pfx::decode(whole);
  many.mac_data->iterations = 10'000'001;
  folder.write("many.p12", many.encode());
  for (const auto& [file, verdict] : {std::pair("cut.p12", "malformed"),
                                      {"longer.p12", "trailing-data"},
                                      {"older.p12", "unsupported-version"},
                                      {"many.p12", "limit-exceeded"}}) {
    INFO(file);
    const Ran shown =
        run(folder, smime_program() + " show --json --password-file password " + std::string(file));
    CHECK(shown.status == 2);
    const json described = json::parse(shown.output);
    CHECK(described["verdict"] == verdict);
    const auto remark = described["remarks"][0].get<std::string>();
    CHECK(remark.find("(RFC ") == remark.rfind("(RFC "));  // its standard, once
    const Ran imported =
        run(folder, smime_program() + " id import --password-file password " + std::string(file));
    CHECK(imported.status == 2);
    CHECK(imported.output.find(std::string("verdict: ") + verdict) != std::string::npos);
  }
}

TEST_CASE("options of export that exclude each other, and counts that could not be read") {
  const TemporaryFolder folder;
  write_mail_desk(folder);
  const std::string smime = smime_program() + " id export --new-password-file password -o out.p12 ";
  CHECK(run(folder, smime + "katie --id bob.pem").status == 3);
  CHECK(run(folder, smime + "--id bob.pem --no-integrity --pbmac1").status == 3);
  const Ran refused = run(folder, smime + "--id bob.pem --iterations 10000001");
  CHECK(refused.status == 3);
  CHECK(refused.output.find("1 to 10000000") != std::string::npos);
  CHECK(run(folder, "test -e out.p12").status == 1);
  CHECK(run(folder, smime + "--id bob.pem --iterations 100 --name 'Zo\u00eb \U0001f600'").status ==
        0);
  const auto store = read_key_store(folder.read("out.p12"), breakfast()).store;
  CHECK(store.keys.at(0).name.friendly_name == "Zo\u00eb \U0001f600");
}
