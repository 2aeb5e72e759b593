// Header protection: the composition, the policies and the reading of RFC 9788.
//
// Expected values are printed in RFC 9788: the payload of appendix C.3.2 (signed and encrypted
// with hcp_baseline), and the two legacy display elements of appendix E.
#include "mime/smime/header_protection.hpp"

#include <sstream>

#include "mime/entity.hpp"
#include "mime/smime/legacy_display.hpp"
#include "mime/smime/protected_headers.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::mime;
using namespace smime::mime::secure;

namespace {

const std::string kSample =
    "Subject: smime-signed-enc-hp-baseline\r\n"
    "Message-ID: <smime-signed-enc-hp-baseline@example>\r\n"
    "From: Alice <alice@smime.example>\r\n"
    "To: Bob <bob@smime.example>\r\n"
    "Date: Sat, 20 Feb 2021 10:09:02 -0500\r\n"
    "User-Agent: Sample MUA Version 1.0\r\n";

const std::string kSampleOuter =
    "HP-Outer: Subject: [...]\r\n"
    "HP-Outer: Message-ID: <smime-signed-enc-hp-baseline@example>\r\n"
    "HP-Outer: From: Alice <alice@smime.example>\r\n"
    "HP-Outer: To: Bob <bob@smime.example>\r\n"
    "HP-Outer: Date: Sat, 20 Feb 2021 10:09:02 -0500\r\n"
    "HP-Outer: User-Agent: Sample MUA Version 1.0\r\n";

ByteView view(const std::string& text) {
  return primitives::bytes_of(text);
}

Header header(const std::string& text) {
  return Header::parse(text);
}

HeaderProtection cipher(HeaderConfidentiality policy) {
  return {true, policy, true};
}

FieldProtection protection_of(const std::vector<ShownField>& fields, const std::string& name) {
  for (const ShownField& field : fields) {
    if (field.name == name) return field.protection;
  }
  FAIL("no field " << name);
  return {};
}

}  // namespace

TEST_CASE("the payload of RFC 9788's sample is made field for field") {
  const auto made =
      compose(header(kSample), header("Content-Type: text/plain; charset=\"utf-8\"\r\n"),
              cipher(HeaderConfidentiality::baseline));
  CHECK(made.payload.text() ==
        kSample + kSampleOuter +
            "Content-Type: text/plain; charset=\"utf-8\";\r\n hp=\"cipher\"\r\n");
  std::string outer = kSample;
  outer.replace(outer.find("smime-signed"), std::string("smime-signed-enc-hp-baseline").size(),
                "[...]");
  CHECK(made.outer.text() == outer);
}

TEST_CASE("a signed message repeats its header and hides nothing") {
  const auto made =
      compose(header(kSample + "Bcc: eve@smime.example\r\nHP-Outer: Subject: forged\r\n"),
              header("Content-Type: text/plain\r\nContent-Transfer-Encoding: 8bit\r\n"), {});
  CHECK(made.payload.text() == kSample +
                                   "Content-Type: text/plain;\r\n hp=\"clear\"\r\n"
                                   "Content-Transfer-Encoding: 8bit\r\n");
  CHECK(made.outer.text() == kSample + "Bcc: eve@smime.example\r\n");
}

TEST_CASE("an hp parameter that is there already is replaced") {
  const auto made = compose(
      header(kSample),
      header("Content-Type: text/plain; HP = \"cipher\" ; x=\"a; hp=clear\"; charset=utf-8\r\n"),
      {});
  CHECK(made.payload.fields().back().raw ==
        "Content-Type: text/plain; x=\"a; hp=clear\"; charset=utf-8;\r\n hp=\"clear\"\r\n");
}

TEST_CASE("each policy changes the fields that its table names, and no other") {
  using H = HeaderConfidentiality;
  for (const char* name : {"Subject", "subject"}) {
    CHECK(hcp(H::none, name, "Dinner") == "Dinner");
    CHECK(hcp(H::baseline, name, "Dinner") == "[...]");
    CHECK(hcp(H::shy, name, "Dinner") == "[...]");
  }
  for (const char* name : {"Keywords", "Comments"}) {
    CHECK(hcp(H::none, name, "a") == "a");
    CHECK_FALSE(hcp(H::baseline, name, "a"));
    CHECK_FALSE(hcp(H::shy, name, "a"));
  }
  const std::string list = "\"Bob, the\" <bob@a.example>, carol@b.example (Carol)";
  CHECK(hcp(H::baseline, "To", list) == list);
  CHECK(hcp(H::shy, "To", list) == "bob@a.example, carol@b.example");
  CHECK(hcp(H::shy, "Cc", list) == "bob@a.example, carol@b.example");
  CHECK(hcp(H::shy, "From", "Alice <alice@a.example>") == "alice@a.example");
  CHECK(hcp(H::shy, "To", "team: bob@a.example;") == "team: bob@a.example;");
  CHECK(hcp(H::shy, "To", "undisclosed-recipients:;") == "undisclosed-recipients:;");
  CHECK(hcp(H::shy, "Reply-To", "Alice <alice@a.example>") == "Alice <alice@a.example>");
  CHECK(hcp(H::baseline, "Date", "Sat, 20 Feb 2021 10:09:02 -0500") ==
        "Sat, 20 Feb 2021 10:09:02 -0500");
  CHECK(hcp(H::shy, "Date", "Sat, 20 Feb 2021 10:09:02 -0500") ==
        "Sat, 20 Feb 2021 15:09:02 +0000");
  CHECK(hcp(H::shy, "Date", "yesterday") == "yesterday");
  // What a policy writes is ASCII; what is not stays.
  const std::string beyond = "J\xc3\xb6rg <j\xc3\xb6rg@example.org>";
  CHECK(hcp(H::shy, "From", beyond) == beyond);
}

TEST_CASE("dates go to UTC over the ends of days, months and years") {
  CHECK(date_time_in_utc("Thu, 31 Dec 2020 23:30:00 -0100") == "Fri, 1 Jan 2021 00:30:00 +0000");
  CHECK(date_time_in_utc("1 Mar 2020 00:10 +0100") == "Sat, 29 Feb 2020 23:10:00 +0000");
  CHECK(date_time_in_utc("Sat, 20 Feb 2021 10:09:02 GMT (a comment)") ==
        "Sat, 20 Feb 2021 10:09:02 +0000");
  CHECK(date_time_in_utc("Wed, 31 Dec 1969 23:00:00 +0000") == "Wed, 31 Dec 1969 23:00:00 +0000");
  for (const char* none : {"", "Sat,", "30 Feb 2021 10:00 +0000", "20 Feb 2021 25:00 +0000",
                           "20 Feb 2021", "x y z a b"}) {
    CHECK_FALSE(date_time_in_utc(none));
  }
}

TEST_CASE("long recorded fields are folded, and still compare") {
  std::string to = "To: Person 0 <person0@example.org>";
  for (int i = 1; i < 50; ++i) {
    to += ",\r\n Person " + std::to_string(i) + " <person" + std::to_string(i) + "@example.org>";
  }
  const auto made = compose(header(to + "\r\n"), header("Content-Type: text/plain\r\n"),
                            cipher(HeaderConfidentiality::shy));
  std::istringstream lines(made.payload.text());
  for (std::string line; std::getline(lines, line);) CHECK(line.size() < 100);
  const auto read = read_protected_headers(view(made.payload.text() + "\r\nHello\r\n"));
  CHECK(read.recorded_outer.get("To") == made.outer.get("To"));
}

TEST_CASE("RFC 9788's sample is read with the protection that the document gives it") {
  const auto read = read_protected_headers(
      view("MIME-Version: 1.0\r\n" + kSample + kSampleOuter +
           "Content-Type: text/plain; charset=\"utf-8\"; hp=\"cipher\"\r\n\r\nThis is the\r\n"));
  CHECK(read.scheme == HeaderScheme::hp);
  CHECK(read.hp == "cipher");
  CHECK(read.fields.text() == kSample);
  CHECK(read.recorded_outer.fields().size() == 6);
  const Header outer = header(
      "Received: by a relay\r\nSubject: [...]\r\n"
      "From: Alice <alice@smime.example>\r\n"
      "To: Bob <bob@smime.example>\r\n");
  const auto shown = shown_fields(outer, read, true, true);
  CHECK(shown.size() == 6);
  CHECK(protection_of(shown, "Subject") == FieldProtection::signed_and_encrypted);
  CHECK(shown[0].body == "smime-signed-enc-hp-baseline");
  CHECK(shown[0].outer == "[...]");
  CHECK(protection_of(shown, "Message-ID") == FieldProtection::signed_only);
  CHECK(shown[1].only_inside);  // a relay took it away: what was sent is recorded inside
  CHECK(protection_of(shown, "From") == FieldProtection::signed_only);
  CHECK_FALSE(shown[2].outer);
  const auto not_signed = shown_fields(outer, read, true, false);
  CHECK(protection_of(not_signed, "Subject") == FieldProtection::encrypted_only);
  CHECK(protection_of(not_signed, "From") == FieldProtection::unprotected);
  // What claims to have been encrypted and was not hides nothing.
  CHECK(protection_of(shown_fields(outer, read, false, true), "Subject") ==
        FieldProtection::signed_only);
}

TEST_CASE("hp=clear inside encryption is the signer's word that nothing was to be hidden") {
  const auto read = read_protected_headers(
      view(kSample + "Content-Type: text/plain; hp=\"clear\"\r\n\r\nText\r\n"));
  CHECK(read.hp == "clear");
  CHECK(protection_of(shown_fields(header("Subject: [...]\r\n"), read, true, true), "Subject") ==
        FieldProtection::signed_only);
}

TEST_CASE("a message without header protection shows the outer fields, unprotected") {
  const auto read = read_protected_headers(view("Content-Type: text/plain\r\n\r\nText\r\n"));
  CHECK(read.scheme == HeaderScheme::none);
  const auto shown = shown_fields(header("Received: by a relay\r\n" + kSample), read, true, true);
  CHECK(shown.size() == 4);
  CHECK(protection_of(shown, "Subject") == FieldProtection::unprotected);
}

TEST_CASE("the older schemes are read") {
  const Header outer = header("Subject: ...\r\nTo: Bob <bob@smime.example>\r\n");
  const auto wrapped = read_protected_headers(
      view("Content-Type: message/rfc822\r\n\r\n" + kSample + "\r\nText\r\n"));
  CHECK(wrapped.scheme == HeaderScheme::wrapped);
  auto shown = shown_fields(outer, wrapped, true, true);
  CHECK(protection_of(shown, "Subject") == FieldProtection::signed_and_encrypted);
  CHECK(protection_of(shown, "To") == FieldProtection::signed_only);
  CHECK(protection_of(shown_fields(outer, wrapped, false, true), "Subject") ==
        FieldProtection::signed_only);
  const auto forwarded = read_protected_headers(
      view("Content-Type: message/rfc822; forwarded=yes\r\n\r\n" + kSample + "\r\nText\r\n"));
  CHECK(forwarded.scheme == HeaderScheme::none);
  // Neither is one that is signed itself, or says that it has the newer scheme.
  for (const std::string field :
       {"Content-Type: application/pkcs7-mime; smime-type=signed-data\r\n",
        "Content-Type: text/plain; hp=\"clear\"\r\n"}) {
    CHECK(read_protected_headers(
              view("Content-Type: message/rfc822\r\n\r\n" + kSample + field + "\r\nText\r\n"))
              .scheme == HeaderScheme::none);
  }
  const auto memory = read_protected_headers(
      view(kSample + "Content-Type: text/plain; protected-headers=\"v1\"\r\n\r\nText\r\n"));
  CHECK(memory.scheme == HeaderScheme::protected_headers);
  CHECK(protection_of(shown_fields(outer, memory, true, true), "Subject") ==
        FieldProtection::signed_and_encrypted);
}

TEST_CASE("From inside and outside are compared by address, not by letters' case") {
  const auto read = read_protected_headers(
      view("From: Alice <alice@smime.example>\r\nContent-Type: text/plain; hp=\"clear\"\r\n\r\n"));
  CHECK_FALSE(from_mismatch(header("From: \"A.\" <ALICE@smime.Example>\r\n"), read));
  CHECK(from_mismatch(header("From: mallory@smime.example\r\n"), read));
  CHECK(from_mismatch(header("From: alice@smime.example, mallory@smime.example\r\n"), read));
  CHECK_FALSE(from_mismatch(header("To: bob@smime.example\r\n"), read));
  const auto labels = read_protected_headers(
      view("From: alice@b\xc3\xbc"
           "cher.example\r\nContent-Type: text/plain; hp=\"clear\"\r\n\r\n"));
  CHECK_FALSE(from_mismatch(header("From: alice@xn--bcher-kva.example\r\n"), labels));
  CHECK(from_mismatch(header("From: alice@bucher.example\r\n"), labels));
}

TEST_CASE("octets that are no entity, and empty records, protect nothing") {
  for (const std::string& octets :
       {std::string(), std::string("\xff\xfe no header"), std::string("\r\n"),
        std::string("Content-Type: text/plain; hp=\"cipher\"\r\n\r\n"),
        std::string("Content-Type: message/rfc822\r\n\r\nno header\r\n"),
        std::string("Subject: x\r\nContent-Type: text/plain; hp=\"other\"\r\n\r\n")}) {
    CHECK(read_protected_headers(view(octets)).scheme == HeaderScheme::none);
  }
  const auto odd = read_protected_headers(
      view("Subject: x\r\nHP-Outer: \r\nHP-Outer: : x\r\nHP-Outer: no colon\r\n"
           "Content-Type: text/plain; hp=\"cipher\"\r\n\r\n"));
  CHECK(odd.recorded_outer.empty());
  CHECK(protection_of(shown_fields({}, odd, true, true), "Subject") ==
        FieldProtection::signed_and_encrypted);
}

namespace {

// RFC 9788, appendix E.1 and E.2, from Content-Type on.
const std::string kBody =
    "Let's meet at Rama's Roti Shop at 8pm and go to the park\r\nfrom there.\r\n";
const std::string kText = "Content-Type: text/plain; charset=\"us-ascii\"\r\n\r\n" + kBody;
const std::string kTextWithElement =
    "Content-Type: text/plain; charset=\"us-ascii\";\r\n hp-legacy-display=\"1\"\r\n\r\n"
    "Subject: Dinner plans\r\n\r\n" +
    kBody;
const std::string kHtmlEnd = "<p>\r\n" + kBody + "</p>\r\n</body>\r\n</html>\r\n";
const std::string kHtml =
    "Content-Type: text/html; charset=\"us-ascii\"\r\n\r\n"
    "<html><head><title></title></head><body>" +
    kHtmlEnd;
const std::string kHtmlWithElement =
    "Content-Type: text/html; charset=\"us-ascii\";\r\n hp-legacy-display=\"1\"\r\n\r\n"
    "<html><head><title></title></head><body>\r\n"
    "<div class=\"header-protection-legacy-display\">\r\n"
    "<pre>Subject: Dinner plans</pre>\r\n</div>\r\n" +
    kHtmlEnd;

const std::vector<HeaderField> kDinner = {{"Subject", "Subject: Dinner plans\r\n"}};

std::string with(const std::string& entity, const std::vector<HeaderField>& fields = kDinner) {
  return primitives::to_string(with_legacy_display(view(entity), fields));
}

std::string without(const std::string& entity) {
  return primitives::to_string(without_legacy_display(view(entity)));
}

}  // namespace

TEST_CASE("legacy display elements are those of RFC 9788's examples") {
  CHECK(with(kText) == kTextWithElement);
  CHECK(with(kHtml) == kHtmlWithElement);
  CHECK(with(kText, {}) == kText);
  CHECK(without(kTextWithElement) == kText);
  CHECK(without(kText) == kText);
  CHECK(without(with(kHtml)).ends_with("<body>\r\n" + kHtmlEnd));
}

TEST_CASE("legacy display elements hold no markup and no empty line of the field's") {
  const std::vector<HeaderField> marked = {{"Subject", "Subject: <b>\"Tom\" & 'Jerry'</b>\r\n"}};
  CHECK(with(kHtml, marked)
            .find("<pre>Subject: &lt;b&gt;&quot;Tom&quot; &amp; "
                  "&apos;Jerry&apos;&lt;/b&gt;</pre>") != std::string::npos);
  CHECK(without(with(kHtml, marked)).ends_with("<body>\r\n" + kHtmlEnd));
  const std::vector<HeaderField> broken = {
      {"Subject", "Subject: =?utf-8?Q?Dinner=0D=0A=0D=0Aplans?=\r\n"}};
  const std::string text =
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nHello\r\n";
  CHECK(with(text, broken).ends_with("\r\n\r\nSubject: Dinner    plans\r\n\r\nHello\r\n"));
  CHECK(without(with(text, broken)) == text);
}

TEST_CASE("legacy display elements go from every marked part, an attached one too") {
  const std::string mixed = "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n";
  CHECK(without(mixed + kTextWithElement + "\r\n--m\r\n" + kTextWithElement + "\r\n--m--\r\n") ==
        mixed + kText + "\r\n--m\r\n" + kText + "\r\n--m--\r\n");
}

TEST_CASE("legacy display elements follow the part's transfer encoding") {
  const std::string base64 =
      "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  const std::string made = with(base64 + "SGVsbG8NCg==\r\n");
  const Entity entity = Entity::parse(view(made));
  CHECK(primitives::to_string(entity.decoded_body()) == "Subject: Dinner plans\r\n\r\nHello\r\n");
  CHECK(without(made).ends_with("\r\n\r\nSGVsbG8NCg==\r\n"));
  const std::string quoted = with(
      "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
      "<body class=3D\"x\">caf=C3=A9</body>\r\n");
  CHECK(primitives::to_string(Entity::parse(view(quoted)).decoded_body()) ==
        "<body class=\"x\">\r\n<div class=\"header-protection-legacy-display\">\r\n"
        "<pre>Subject: Dinner plans</pre>\r\n</div>\r\ncaf\xc3\xa9</body>\r\n");
}

TEST_CASE("only main body parts get a legacy display element, every alternative of them") {
  const std::string alternative = "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n";
  const std::string both = alternative + kText + "\r\n--b\r\n" + kHtml + "\r\n--b--\r\n";
  CHECK(with(both) ==
        alternative + kTextWithElement + "\r\n--b\r\n" + kHtmlWithElement + "\r\n--b--\r\n");
  const std::string mixed = "Content-Type: multipart/mixed; boundary=m\r\n\r\npreamble\r\n--m\r\n";
  CHECK(with(mixed + both + "\r\n--m\r\n" + kText + "\r\n--m--\r\nepilogue") ==
        mixed + with(both) + "\r\n--m\r\n" + kText + "\r\n--m--\r\nepilogue");
  const std::string attachment = "Content-Disposition: attachment\r\n" + kText;
  CHECK(with(attachment) == attachment);
  const std::string image = "Content-Type: image/png\r\n\r\nnot text\r\n";
  CHECK(with(image) == image);
  // A part without a Content-Type is text/plain.
  CHECK(with("Content-Language: en\r\n\r\nHi\r\n") ==
        "Content-Type: text/plain;\r\n hp-legacy-display=\"1\"\r\nContent-Language: en\r\n\r\n"
        "Subject: Dinner plans\r\n\r\nHi\r\n");
}

TEST_CASE("the element shows decoded text where the part's charset and encoding hold it") {
  const std::vector<HeaderField> coffee = {{"Subject", "Subject: =?utf-8?q?Caf=C3=A9?=\r\n"}};
  const std::string utf8 = "Content-Type: text/plain; charset=utf-8\r\n";
  CHECK(with(utf8 + "Content-Transfer-Encoding: 8bit\r\n\r\nHi\r\n", coffee)
            .find("Subject: Caf\xc3\xa9\r\n") != std::string::npos);
  CHECK(with(utf8 + "\r\nHi\r\n", coffee).find("Subject: =?utf-8?q?Caf=C3=A9?=") !=
        std::string::npos);
}

TEST_CASE("what an HTML element shows cannot be taken for markup") {
  const std::string made = with(kHtml, {{"Subject", "Subject: <script>&</script>\r\n"}});
  CHECK(made.find("<pre>Subject: &lt;script&gt;&amp;&lt;/script&gt;</pre>") != std::string::npos);
}

TEST_CASE("the element shows what people see of what the policy hides") {
  const Header header = Header::parse(kSample + "Keywords: secret\r\n");
  const auto baseline = legacy_display_fields(header, cipher(HeaderConfidentiality::baseline));
  REQUIRE(baseline.size() == 1);
  CHECK(baseline[0].name == "Subject");
  CHECK(legacy_display_fields(header, cipher(HeaderConfidentiality::shy)).size() == 4);
  CHECK(legacy_display_fields(header, cipher(HeaderConfidentiality::none)).empty());
  CHECK(legacy_display_fields(header, {}).empty());
}
