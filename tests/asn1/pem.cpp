// PEM: objects with text around them and headers inside, by RFC 7468 and RFC 1421; each refusal
// with its offset.
#include "asn1/pem.hpp"

#include "primitives/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::asn1;
using primitives::bytes_of;
using primitives::to_bytes;

namespace {

// RFC 4648, 10: the base64 of "foobar" and "fooba".
const Bytes kFoobar = to_bytes(std::string_view("foobar"));
const Bytes kFooba = to_bytes(std::string_view("fooba"));

std::vector<PemObject> read(std::string_view text) {
  return read_pem(bytes_of(text));
}

std::optional<std::size_t> refused_at(std::string_view text) {
  try {
    read(text);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::malformed);
    REQUIRE(error.offset());
    return error.offset();
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("several objects are read out of the text around them", "[pem]") {
  const auto objects = read(
      "Subject: CN=Katie\n-----BEGIN A-----\nZm9vYmFy\n-----END A-----\nbetween -----BEGIN X-----\n"
      "-----BEGIN B C-----\nZm9v\nYmE=\n-----END B C-----\nbehind");
  REQUIRE(objects.size() == 2);
  CHECK(objects[0].label == "A");
  CHECK(objects[0].octets == kFoobar);
  CHECK(objects[0].offset == 18);
  CHECK(objects[1].label == "B C");
  CHECK(objects[1].octets == kFooba);
  CHECK(read("no object at all").empty());
  CHECK(looks_like_pem(bytes_of("-----BEGIN A-----")));
  CHECK_FALSE(looks_like_pem(kFoobar));
}

TEST_CASE("line ends, lengths of lines and white space do not count", "[pem]") {
  for (const char* text : {"-----BEGIN A-----\r\nZm9vYmFy\r\n-----END A-----\r\n",
                           "-----BEGIN A-----\rZm9vYmFy\r-----END A-----\r",
                           "-----BEGIN A-----  \n  Zm9v YmFy\t\n\n-----END A-----",
                           "-----BEGIN A-----\nZ\nm\n9vYm\nFy\n-----END A-----\n",
                           "\xef\xbb\xbf-----BEGIN A-----\nZm9vYmFy\n-----END A-----\n"}) {
    INFO(text);
    const auto objects = read(text);
    REQUIRE(objects.size() == 1);
    CHECK(objects[0].octets == kFoobar);
  }
  std::string line(20'000, 'A');
  CHECK(read("-----BEGIN A-----\n" + line + "\n-----END A-----\n")[0].octets == Bytes(15'000));
}

TEST_CASE("an object whose line ends were lost is read out of its one line", "[pem]") {
  for (const char* text :
       {"-----BEGIN A----- Zm9v YmFy -----END A-----", "-----BEGIN A-----Zm9vYmFy-----END A-----\n",
        "-----BEGIN A----- Zm9vYmFy -----END A----- \r\n"}) {
    INFO(text);
    const auto objects = read(text);
    REQUIRE(objects.size() == 1);
    CHECK(objects[0].label == "A");
    CHECK(objects[0].octets == kFoobar);
  }
  for (const char* text :
       {"-----BEGIN A-----Zm9vYmFy-----END A----------BEGIN B-----Zm9vYmE=-----END B-----",
        "-----BEGIN A----- Zm9vYmFy -----END A----- -----BEGIN B-----\nZm9vYmE=\n-----END "
        "B-----\n"}) {
    INFO(text);
    const auto objects = read(text);
    REQUIRE(objects.size() == 2);
    CHECK(objects[0].octets == kFoobar);
    CHECK(objects[1].label == "B");
    CHECK(objects[1].octets == kFooba);
  }
  CHECK(refused_at("-----BEGIN A-----Zm9v\nYmFy\n-----END A-----\n") == 17);
  CHECK(refused_at("-----BEGIN A-----Zm9v-----END B-----\n") == 21);
  CHECK(refused_at("-----BEGIN A-----Zm?v-----END A-----\n") == 19);
  CHECK(refused_at("-----BEGIN A-----Zm9v-----BEGIN B-----Zm9v-----END B-----\n") == 42);
}

TEST_CASE("an error about a PEM object quotes nothing of its body", "[pem]") {
  const std::string secret = "MIIEowIBAAKCAQEA";
  for (const std::string& text :
       {"-----BEGIN A-----" + secret + "-----END B-----", "-----BEGIN A-----" + secret,
        "-----BEGIN A " + secret, "-----BEGIN A" + secret + "\n-----END A-----",
        "-----BEGIN " + secret + "\x01-----\n",
        "-----BEGIN " + secret + secret + secret + secret + secret + "-----\n",
        "-----BEGIN A-----\n" + secret + "\n",
        "-----BEGIN A-----\n" + secret + "-\n-----END A-----\n",
        "-----BEGIN A-----\n" + secret + "\n-----END B-----\n",
        "-----BEGIN A-----\n" + secret + "\n-----END A-----" + secret + "\n",
        "-----BEGIN A-----\n-----END A" + secret + "-----\n"}) {
    INFO(text);
    try {
      read(text);
      FAIL("it is read");
    } catch (const Error& error) {
      CHECK(std::string(error.what()).find(secret) == std::string::npos);
    }
  }
}

TEST_CASE("headers are read, joined and written", "[pem]") {
  const auto objects = read(
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,\n 0011\n\n"
      "Zm9vYmFy\n-----END RSA PRIVATE KEY-----\n");
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].headers ==
        PemHeaders{{"Proc-Type", "4,ENCRYPTED"}, {"DEK-Info", "DES-EDE3-CBC,0011"}});
  CHECK(objects[0].octets == kFoobar);
  const auto again = read(write_pem(objects[0]));
  CHECK(again[0].headers == objects[0].headers);
  CHECK(again[0].octets == kFoobar);
  for (const PemHeaders& bad : {PemHeaders{{"", "a"}}, PemHeaders{{"a:b", "c"}},
                                PemHeaders{{"a", "b\nc"}}, PemHeaders{{"a", " b"}}}) {
    CHECK_THROWS_AS(write_pem({"A", bad, kFoobar}), Error);
  }
}

TEST_CASE("lines of 64 characters are written", "[pem]") {
  CHECK(write_pem("A", kFoobar) == "-----BEGIN A-----\nZm9vYmFy\n-----END A-----\n");
  CHECK(write_pem("A", Bytes(49)) ==
        "-----BEGIN A-----\n" + std::string(64, 'A') + "\nAA==\n-----END A-----\n");
  CHECK(read(write_pem("", {}))[0].octets.empty());
  for (const char* bad : {"-A", "A-", "A--B", "A  B", " A", "A\n", "\xc3\xa4"}) {
    INFO(bad);
    CHECK_THROWS_AS(write_pem(bad, kFoobar), Error);
  }
}

TEST_CASE("what is no PEM says where", "[pem]") {
  CHECK(refused_at("-----BEGIN A\nZm9v\n-----END A-----\n") == 0);
  CHECK(refused_at("-----BEGIN ") == 0);
  CHECK(refused_at("-----BEGIN \n-----END -----\n") == 0);
  CHECK(refused_at("-----BEGIN A-----\nZm9v\n") == 0);
  CHECK(refused_at("-----BEGIN A-----\nZm9v\n-----END B-----\n") == 23);
  CHECK(refused_at("-----BEGIN A-----\nZm9v\n-----BEGIN A-----\n") == 23);
  CHECK(refused_at("-----BEGIN A-----\nZm9v\nZm?v\n-----END A-----\n") == 25);
  CHECK(refused_at("-----BEGIN A-----\nZm9vY\n-----END A-----\n"));
  CHECK(refused_at("-----BEGIN A-----\nZg==Zg==\n-----END A-----\n"));
}

TEST_CASE("openssl reads what is written, and writes what is read", "[pem]") {
  if (!tests::is_installed("openssl")) return tests::skip("openssl is not installed");
  const tests::TemporaryFolder folder;
  // NULL, in DER.
  folder.write_text("null.pem", write_pem("X", Bytes{5, 0}));
  CHECK(tests::run(folder, "openssl asn1parse -in null.pem").output.find("NULL") !=
        std::string::npos);
  REQUIRE(tests::run(folder, "openssl genrsa -traditional -aes128 -passout pass:a 2048 > key.pem")
              .status == 0);
  const auto key = read_pem(folder.read("key.pem"));
  REQUIRE(key.size() == 1);
  CHECK(key[0].label == "RSA PRIVATE KEY");
  REQUIRE(key[0].headers.size() == 2);
  folder.write_text("again.pem", write_pem(key[0]));
  CHECK(tests::run(folder, "openssl rsa -in again.pem -passin pass:a -noout -check").status == 0);
}
