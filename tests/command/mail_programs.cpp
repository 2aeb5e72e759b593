// Messages in the shapes that mail programs give them, and S/MIME files by themselves, through
// smime open.
#include <nlohmann/json.hpp>

#include "mime/base64.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;
using nlohmann::json;

namespace {

const std::string kFields =
    "From: Katie <katie@example.org>\r\nTo: bob@example.org\r\nMIME-Version: 1.0\r\n";

std::string last_body(const std::string& message) {
  const std::size_t blank = message.rfind("\r\n\r\n", message.rfind("MI"));
  const std::size_t end = message.find("\r\n--", blank);
  return message.substr(blank + 4, end == std::string::npos ? end : end - blank - 4);
}

std::string in_lines(const std::string& base64, std::size_t length, const std::string& line_end) {
  std::string text;
  for (std::size_t i = 0; i < base64.size(); i += length)
    text += base64.substr(i, length) + line_end;
  return text;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

/// One signed and one encrypted message, and the CMS objects inside.
class Objects {
 public:
  Objects() {
    write_mail_people(folder);
    folder.write_text("mail", mail_from_katie());
    const auto made = [&](const std::string& arguments) {
      const Ran ran = run(folder, smime_program() + arguments + " < mail");
      REQUIRE(ran.status == 0);
      return ran.output;
    };
    clear_signed = made(" sign --id katie.pem");
    opaque =
        mime::decode_base64(primitives::bytes_of(last_body(made(" sign --opaque --id katie.pem"))));
    enveloped = mime::decode_base64(primitives::bytes_of(last_body(made(" encrypt --to bob.crt"))));
    detached = mime::decode_base64(primitives::bytes_of(last_body(clear_signed)));
    const std::string delimiter = "--" + boundary() + "\r\n";
    const std::size_t start = clear_signed.find(delimiter) + delimiter.size();
    signed_part = clear_signed.substr(start, clear_signed.find("\r\n" + delimiter, start) - start);
    REQUIRE(opaque.at(0) == 0x30);
    REQUIRE(enveloped.at(0) == 0x30);
    REQUIRE(detached.at(0) == 0x30);
  }

  std::string boundary() const {
    const std::size_t at = clear_signed.find("boundary=\"") + 10;
    return clear_signed.substr(at, clear_signed.find('"', at) - at);
  }

  /// The message opens to what Katie wrote. @return the report
  json check_opens(const std::string& message, const std::string& verdict,
                   const std::string& arguments = {},
                   const std::string& content = content_of_mail()) const {
    INFO(message.substr(0, 600));
    folder.write("message", primitives::bytes_of(message));
    const Ran ran = run(folder, smime_program() +
                                    " open --no-directory -q --id bob.pem --trust ca.pem "
                                    "--report report.json -o content " +
                                    arguments + " message");
    INFO(ran.output);
    CHECK(ran.status == 0);
    const Bytes text = folder.read("report.json");
    const json report = json::parse(text.begin(), text.end());
    CHECK(report["verdict"] == verdict);
    if (ran.status == 0) CHECK(primitives::to_string(folder.read("content")) == content);
    return report;
  }

  TemporaryFolder folder;
  std::string clear_signed, signed_part;
  Bytes opaque, enveloped, detached;
};

std::string notes(const json& report) {
  return report.value("notes", json::array()).dump();
}

}  // namespace

TEST_CASE(
    "one CMS object as the body, as Outlook, Exchange, Apple Mail, Thunderbird and Notes say it") {
  const Objects objects;
  const std::string base64 = primitives::to_base64(objects.opaque);
  const std::string secret = primitives::to_base64(objects.enveloped);
  const std::string cte = "Content-Transfer-Encoding: base64\r\n";
  const std::string attached = "Content-Disposition: attachment; filename=\"smime.p7m\"\r\n";
  const std::vector<std::string> shapes = {
      std::string("Content-Type: application/pkcs7-mime; smime-type=TYPE; name=\"smime.p7m\"\r\n"),
      std::string("Content-Type: application/x-pkcs7-mime; smime-type=TYPE; name=smime.p7m\r\n"),
      std::string("Content-Type: application/x-pkcs7-mime;smime-type=TYPE;name=smime.p7m\r\n"),
      std::string("content-type: APPLICATION/X-PKCS7-MIME;\r\n\tname=\"smime.p7m\"\r\n"),
      std::string("Content-Type: application/pkcs7-mime;\r\n    name=smime.p7m;\r\n    "
                  "smime-type=TYPE\r\n"),
      std::string("Content-Type: application/pkcs7-mime\r\n"),
      std::string("Content-Type: application/octet-stream; name=\"smime.p7m\"\r\n"),
      std::string("Content-Type: application/octet-stream; name=\"SMIME.P7M\"\r\n"),
      std::string("Content-Type: application/octet-stream; name=smime.p7m (S/MIME)\r\n"),
      std::string("Content-Type: application/octet-stream; name*=utf-8''smime%2Ep7m\r\n"),
      std::string("Content-Type: application/octet-stream; name*0=smi; name*1=me.p7m\r\n"),
      std::string("Content-Type: application/octet-stream; name=\"=?utf-8?Q?smime.p7m?=\"\r\n"),
      "Content-Type: application/octet-stream\r\n" + attached,
      "Content-Type: application/octet-stream\r\nContent-Disposition: inline;\r\n "
      "filename=smime.p7m\r\n",
      "Content-Description: S/MIME Encrypted Message\r\n"
      "Content-Type: application/pkcs7-mime; name=\"a b.p7m\"\r\n" +
          attached};
  for (const std::string& fields : shapes) {
    for (const std::size_t length : {64U, 72U, 76U, 1000U}) {
      objects.check_opens(kFields + replaced(fields, "TYPE", "signed-data") + cte + "\r\n" +
                              in_lines(base64, length, "\r\n"),
                          "valid");
    }
    objects.check_opens(kFields + replaced(fields, "TYPE", "enveloped-data") + cte + "\r\n" +
                            in_lines(secret, 76, "\r\n"),
                        "not-signed");
  }
}

TEST_CASE("a missing smime-type is noted, and refused only when asked to be pedantic") {
  const Objects objects;
  const std::string message =
      kFields +
      "Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
      in_lines(primitives::to_base64(objects.opaque), 76, "\r\n");
  CHECK(notes(objects.check_opens(message, "valid")).find("smime-type") != std::string::npos);
  const Ran ran =
      run(objects.folder,
          smime_program() + " open --no-directory -q --pedantic --trust ca.pem message");
  CHECK(ran.status == 2);
}

TEST_CASE(
    "base64 as it comes: other lines, blanks, LF, CR, no last line end, a trailer behind it") {
  const Objects objects;
  const std::string head = kFields +
                           "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n"
                           "Content-Transfer-Encoding: base64\r\n\r\n";
  const std::string base64 = primitives::to_base64(objects.opaque);
  objects.check_opens(head + in_lines(base64, 76, "\n"), "valid");
  objects.check_opens(replaced(head + in_lines(base64, 76, "\r\n"), "\r\n", "\n"), "valid");
  objects.check_opens(head + in_lines(base64, 60, " \r\n"), "valid");
  objects.check_opens(head + in_lines(base64, 76, "\r\n\r\n"), "valid");
  objects.check_opens(head + base64, "valid");
  objects.check_opens(replaced(head + in_lines(base64, 76, "\r\n"), "\r\n", "\r"), "valid");
  objects.check_opens(head + "\r\n\r\n" + in_lines(base64, 76, "\r\n") + "\r\n\r\n", "valid");
}

TEST_CASE("a binary body is taken as it stands") {
  const Objects objects;
  const std::string der = primitives::to_string(objects.opaque);
  for (const std::string encoding : {"binary", "8bit", "BINARY (really)"}) {
    objects.check_opens(kFields +
                            "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n" +
                            "Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + der,
                        "valid");
  }
}

TEST_CASE("multipart/signed as Outlook, Apple Mail, Thunderbird and Notes write it") {
  const Objects objects;
  const std::string& message = objects.clear_signed;
  objects.check_opens(message, "valid", {}, objects.signed_part);
  const auto with = [&](const std::string& what, const std::string& by) {
    INFO(what << " -> " << by);
    REQUIRE(message.find(what) != std::string::npos);
    return objects.check_opens(replaced(message, what, by), "valid", {}, objects.signed_part);
  };
  for (const char* micalg :
       {"sha256", "SHA-256", "SHA256", "\"sha-256\"", "sha1", "SHA1", "rsa-sha256",
        "\"sha-256,sha1\"", "\"sha1, sha-256\"", "md5", "unknown", "\"\""}) {
    with("micalg=sha-256", std::string("micalg=") + micalg);
  }
  with(" micalg=sha-256;", "");
  with("application/pkcs7-signature", "application/x-pkcs7-signature");
  with("protocol=\"application/pkcs7-signature\"", "protocol=application/x-pkcs7-signature");
  with("protocol=\"application/pkcs7-signature\"", "protocol=\"APPLICATION/PKCS7-SIGNATURE\"");
  with("protocol=\"application/pkcs7-signature\";", "");
  with("Content-Type: application/pkcs7-signature; name=\"smime.p7s\"",
       "Content-Type: application/octet-stream; name=smime.p7s");
  with("Content-Type: application/pkcs7-signature; name=\"smime.p7s\"",
       "Content-Description: S/MIME Cryptographic Signature\r\n"
       "Content-Type: application/x-pkcs7-signature;\r\n\tname=\"smime.p7s\"");
  with("This is an S/MIME signed message.\r\n",
       "This is a cryptographically signed message in MIME format.\r\n");
  const std::string boundary = objects.boundary();
  for (const std::string other :
       {"----=_NextPart_000_0001_01D5A1B2.C3D4E5F0",
        "Apple-Mail=_0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0",
        "------------ms030903020902020502030404", "=_mixed 0042F8A2C1257B1F_=", "a"}) {
    with(boundary, other);
  }
  objects.check_opens(replaced(message, "\r\n", "\n"), "valid", {}, objects.signed_part);
}

TEST_CASE(
    "S/MIME files by themselves: .p7m in DER, PEM and base64, .p7s beside its content, .p7c") {
  const Objects objects;
  const std::string from = "--from katie@example.org";
  const std::string base64 = primitives::to_base64(objects.opaque);
  objects.check_opens(primitives::to_string(objects.opaque), "valid", from);
  objects.check_opens(primitives::to_string(objects.enveloped), "not-signed");
  for (const char* label : {"CMS", "PKCS7"}) {
    objects.check_opens(pem(label, objects.opaque), "valid", from);
    objects.check_opens(replaced(pem(label, objects.opaque), "\n", "\r\n"), "valid", from);
  }
  for (const std::string line_end : {"\r\n", "\n", ""}) {
    objects.check_opens(in_lines(base64, 76, line_end), "valid", from);
  }
  objects.folder.write_text("detached", objects.signed_part);
  objects.check_opens(primitives::to_string(objects.detached), "valid",
                      from + " --content detached", objects.signed_part);
  objects.check_opens(pem("PKCS7", objects.detached), "valid", from + " --content detached",
                      objects.signed_part);
}

TEST_CASE("certificates alone: application/pkcs7-mime; smime-type=certs-only, and a .p7c file") {
  const Objects objects;
  if (!is_installed("openssl")) return skip("openssl is not installed");
  REQUIRE(run(objects.folder,
              "openssl crl2pkcs7 -nocrl -certfile katie.crt -certfile ca.pem "
              "-outform DER -out certs.p7c")
              .status == 0);
  const std::string base64 = primitives::to_base64(objects.folder.read("certs.p7c"));
  objects.folder.write_text(
      "message",
      "From: katie@example.org\nContent-Type: application/pkcs7-mime; smime-type=certs-only;\n"
      " name=smime.p7c\nContent-Transfer-Encoding: base64\n\n" +
          in_lines(base64, 76, "\n"));
  for (const std::string file : {"message", "certs.p7c"}) {
    const Ran ran =
        run(objects.folder, smime_program() + " open --no-directory --report report.json " + file);
    INFO(ran.output);
    CHECK(ran.status == 0);
    const Bytes text = objects.folder.read("report.json");
    const json report = json::parse(text.begin(), text.end());
    CHECK(report["verdict"] == "not-signed");
    CHECK(report["layers"][0]["form"] == "certs-only");
  }
}

TEST_CASE("indefinite lengths and constructed strings, as programs stream them, are read") {
  const Objects objects;
  if (!is_installed("openssl")) return skip("openssl is not installed");
  objects.folder.write_text("content", content_of_mail());
  REQUIRE(run(objects.folder,
              "openssl cms -sign -stream -nodetach -binary -in content -signer katie.pem "
              "-outform DER -out streamed.p7m")
              .status == 0);
  const Bytes ber = objects.folder.read("streamed.p7m");
  REQUIRE(ber.at(1) == 0x80);
  objects.check_opens(primitives::to_string(ber), "valid", "--from katie@example.org");
  objects.check_opens(kFields +
                          "Content-Type: application/x-pkcs7-mime; name=smime.p7m\r\n"
                          "Content-Transfer-Encoding: base64\r\n\r\n" +
                          in_lines(primitives::to_base64(ber), 76, "\r\n"),
                      "valid");
}
