// Fields of mail: addresses, phrases, dates, file names, character sets, folding; and hostile ones.
#include "mime/address.hpp"
#include "mime/charset.hpp"
#include "mime/date.hpp"
#include "mime/disposition.hpp"
#include "mime/encoded_words.hpp"
#include "mime/idn.hpp"
#include "mime/parameters.hpp"
#include "primitives/error.hpp"
#include "primitives/utf8.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::mime;

namespace {

std::string addresses(const std::string& body) {
  std::string all;
  for (const Mailbox& mailbox : parse_address_list(body)) {
    all += (all.empty() ? "" : " ") + mailbox.address;
  }
  return all;
}

std::string longest_line(const std::string& text) {
  std::string longest, line;
  for (const char c : text) {
    if (c == '\n')
      line.clear();
    else if (c != '\r')
      line += c;
    if (line.size() > longest.size()) longest = line;
  }
  return longest;
}

std::string unfolded(const std::string& field) {
  return HeaderField{"X", field}.body();
}

std::string repeated(const std::string& text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("addresses: the forms of RFC 5322, 3.4 and 4.4") {
  CHECK(addresses("a@b.example, \"x y\"@b.example, c@[192.0.2.1]") ==
        "a@b.example \"x y\"@b.example c@[192.0.2.1]");
  CHECK(addresses("\"abc\"@b.example") == "abc@b.example");  // quotes that are not needed
  CHECK(addresses("\"a\\\"b\"@b.example") == "\"a\\\"b\"@b.example");
  CHECK(addresses("<@x.example,@y.example:a@b.example>") == "a@b.example");
  CHECK(addresses("a . b @ c . example, ,") == "a.b@c.example");
  CHECK(addresses("\"a\".b@c.example") == "a.b@c.example");
  CHECK(addresses("G: a@b.example, c@d.example;, e@f.example") ==
        "a@b.example c@d.example e@f.example");
  CHECK(addresses("\u00fc@b\u00fccher.example") == "\u00fc@b\u00fccher.example");  // RFC 6532
  CHECK(addresses("\"a@b.example\" (c@d.example)").empty());
  CHECK(addresses("Smith, a@b.example") == "a@b.example");
  const AddressList list = AddressList::parse("A (c1) \"B, C\" <(c2)a@b.example> (c3 (c4))");
  REQUIRE(list.mailboxes.size() == 1);
  CHECK(list.mailboxes[0].display_name == "A B, C");
  CHECK(list.mailboxes[0].comments == std::vector<std::string>{"c1", "c2", "c3 (c4)"});
  CHECK(list.problems.empty());
}

TEST_CASE("addresses: what no grammar allows is told, with its place") {
  for (const std::string body :
       {"a@b.example c@d.example", "a@b.example>", "<a@b.example", "a@b@c.example", "<>",
        "<a@b.example> x", "\"a@b.example", "(a@b.example", "a@[1.2.3.4", "a@b..example",
        "@b.example", "A: B: a@b.example;"}) {
    INFO(body);
    const AddressList list = AddressList::parse(body);
    REQUIRE_FALSE(list.problems.empty());
    CHECK(list.problems[0].offset <= body.size());
    bool ambiguous = false;
    for (const AddressProblem& problem : list.problems) ambiguous = ambiguous || problem.ambiguous;
    CHECK(ambiguous);
  }
}

TEST_CASE("a mailbox that is written is read back, whatever its name holds") {
  tests::TestRandom random(3);
  const std::u32string letters = U"ab Z.\"\\,;:<>@()[]=?_\u00fc\u20ac\U0001f600";
  for (int round = 0; round < 500; ++round) {
    std::string name = "x";
    for (std::size_t n = random.below(60); n > 0; --n) {
      primitives::append_utf8(name, letters[random.below(letters.size())]);
    }
    name += "x";
    const std::string text = to_text(Mailbox{name, "a@b.example", "a", "b.example", {}, {}});
    const std::string field = folded("To", text);
    INFO(field);
    CHECK(longest_line(field).size() <= kMostEncodedLine + 15);  // quoted strings do not fold
    const AddressList list = AddressList::parse(unfolded(field));
    REQUIRE(list.mailboxes.size() == 1);
    CHECK(list.mailboxes[0].display_name == name);
    CHECK(list.mailboxes[0].address == "a@b.example");
    CHECK(list.problems.empty());
  }
}

TEST_CASE("text that is encoded is read back, in words of at most 75 characters (RFC 2047, 2)") {
  tests::TestRandom random(5);
  const std::u32string letters = U"abc =?_\u00e4\u00f6\u20ac\u0416\U0001f600";
  for (int round = 0; round < 300; ++round) {
    std::string text = "s";
    for (std::size_t n = random.below(200); n > 0; --n) {
      primitives::append_utf8(text, letters[random.below(letters.size())]);
    }
    text += "e";
    const std::string field = folded("Subject", encode_text(text));
    INFO(field);
    CHECK(is_ascii(field));
    CHECK(longest_line(field).size() <= kMostEncodedLine + 8);
    CHECK(decode_text(unfolded(field)) == text);
  }
  CHECK(encode_text("plain text") == "plain text");
  CHECK(encode_text("a \u00fc b", "iso-8859-1") == "a =?iso-8859-1?Q?=FC?= b");
  CHECK(encode_words("\u00e4\u00f6\u00fc") == "=?utf-8?B?w6TDtsO8?=");
  CHECK_THROWS_AS(encode_words("\u20ac", "iso-8859-1"), Error);
  CHECK_THROWS_AS(encode_words("a", "x-unknown"), Error);
  CHECK(decode_text("=?UTF-8?Q?a=0D=0AB:_c?=") == "a  B: c");  // no line end comes out
}

TEST_CASE("parameters that are written are read back (RFC 2231)") {
  tests::TestRandom random(6);
  const std::u32string letters = U"ab c;\"\\'%*=\u00fc\u20ac";
  for (int round = 0; round < 300; ++round) {
    std::string name = "f";
    for (std::size_t n = random.below(120); n > 0; --n) {
      primitives::append_utf8(name, letters[random.below(letters.size())]);
    }
    const std::string field = "Content-Disposition: attachment" + parameter_text("filename", name);
    INFO(field);
    CHECK(is_ascii(field));
    CHECK(longest_line(field).size() <= 76);
    CHECK(Disposition::parse(unfolded(field)).file_name == name);
  }
  CHECK(parameter_text("name", "a.txt") == ";\r\n name=a.txt");
  CHECK(parameter_text("name", "a b") == ";\r\n name=\"a b\"");
  CHECK(parameter_text("name", "\u00fc") == ";\r\n name*0*=utf-8''%C3%BC");
}

TEST_CASE("file names: where they stand, and what is left of hostile ones (RFC 2183, 2.3)") {
  Header header;
  header.add("Content-Type", "application/pkcs7-mime; name=\"=?utf-8?Q?f=C3=BCr.p7m?=\"");
  CHECK(file_name_of(header) == "f\u00fcr.p7m");
  CHECK(Disposition::of(header).type == Disposition::Type::inline_part);
  header.add("Content-Disposition", "Attachment; filename=smime.p7m; size=12");
  CHECK(Disposition::of(header).file_name == "smime.p7m");
  CHECK(Disposition::of(header).size == 12U);
  CHECK(Disposition::parse("form-data; size=x").type == Disposition::Type::attachment);
  CHECK(safe_file_name("../../etc/passwd") == "passwd");
  CHECK(safe_file_name("C:\\Windows\\a.exe") == "a.exe");
  CHECK(safe_file_name(".bashrc") == "bashrc");
  CHECK(safe_file_name(std::string("a\0b\nc.txt", 9)) == "abc.txt");
  CHECK(safe_file_name("..") == "attachment");
  CHECK(safe_file_name("") == "attachment");
}

TEST_CASE("dates: RFC 5322, 3.3 and 4.3") {
  const auto seconds = [](const char* text) {
    const auto date = parse_date_time(text);
    return date ? date->seconds : -1;
  };
  CHECK(seconds("Fri, 21 Nov 1997 09:55:06 -0600") == 880127706);  // date -u -d
  CHECK(seconds("21 Nov 97 09:55:06 GMT") == 880106106);
  CHECK(seconds("21 Nov 97 09:55 EST") == 880106100 + 5 * 3600);
  CHECK(seconds("Fri 21 NOV 1997 09:55:06 -0600 (CST)") == 880127706);
  CHECK(seconds("Sat, 31 Dec 2016 23:59:60 +0000") == 1483228800);  // a leap second
  CHECK(seconds("29 Feb 2000 00:00:00 +0000") == 951782400);
  CHECK(seconds("1 Jan 49 00:00:00 +0000") == 2493072000);
  CHECK(seconds("1 Jan 150 00:00:00 +0000") == 2524608000);
  for (const char* text :
       {"", "Fri", "29 Feb 2001 00:00:00 +0000", "32 Jan 2001 00:00:00 +0000",
        "0 Jan 2001 1:00:00 +0000", "1 Jan 2001 24:00:00 +0000", "1 Jan 2001 00:60:00 +0000",
        "1 Jan 2001 00:00:61 +0000", "1 Foo 2001 00:00:00 +0000", "1 Jan 2001 00:00:00 +0060",
        "1 Jan 2001 00:00:00 +00000", "1 Jan 2001 00:00:00 +0000 x", "1 Jan 1899 00:00:00 +0000",
        "1 Jan 9999999999 00:00:00 +0000", "-1 Jan 2001 00:00:00 +0000"}) {
    INFO(text);
    CHECK_FALSE(parse_date_time(text));
  }
  for (const char* text : {"Fri, 21 Nov 1997 09:55:06 -0600", "Thu, 1 Jan 1970 00:00:00 +0000",
                           "Wed, 31 Dec 1969 23:59:59 -0330", "Tue, 29 Feb 2000 12:00:00 +1345",
                           "Mon, 1 Mar 2100 00:00:00 -0000"}) {
    CHECK(to_text(*parse_date_time(text)) == text);
  }
}

TEST_CASE("character sets: by their aliases, back and forth") {
  CHECK(to_utf8("LATIN1", "\xe9") == "\u00e9");
  CHECK(to_utf8("iso8859-15", "\xa4") == "\u20ac");
  CHECK(to_utf8("cp1252", "\x80\x81") == "\u20ac\ufffd");
  CHECK(to_utf8("CP1251", "\xcf") == "\u041f");
  CHECK(to_utf8("iso-8859-8-i", "\xe0") == "\u05d0");
  CHECK(to_utf8("ibm850", "\x82") == "\u00e9");
  CHECK(to_utf8("us-ascii", "a\xe9") == "a\ufffd");
  CHECK(to_utf8("utf-8", "\xc3\xbc\xff\xc3") == "\u00fc\ufffd\ufffd");
  CHECK(to_utf8("utf-16", std::string("\xff\xfe\xac\x20", 4)) == "\u20ac");
  CHECK(to_utf8("utf-16be", std::string("\xd8\x3d\xde\x00", 4)) == "\U0001f600");
  CHECK(to_utf8("utf-7", "A+ImIDkQ.") == "A\u2262\u0391.");  // RFC 2152, examples
  CHECK(to_utf8("utf-7", "Hi Mom -+Jjo--!") == "Hi Mom -\u263a-!");
  CHECK(to_utf8("utf-7", "+ZeVnLIqe-") == "\u65e5\u672c\u8a9e");
  CHECK_FALSE(to_utf8("x-unknown", "a"));
  CHECK_FALSE(to_utf8("", "a"));
  CHECK_FALSE(from_utf8("iso-8859-1", "\u20ac"));
  for (const char* name : {"iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-15",
                           "windows-1250", "windows-1251", "windows-1252", "koi8-r", "macintosh"}) {
    for (int octet = 0; octet < 256; ++octet) {
      const std::string one(1, static_cast<char>(octet));
      const auto utf8 = to_utf8(name, one);
      REQUIRE(utf8);
      if (*utf8 != "\ufffd") CHECK(from_utf8(name, *utf8) == one);
    }
  }
}

TEST_CASE("Punycode: the sample strings of RFC 3492, 7.1") {
  const std::pair<const char*, const char*> samples[] = {
      {"\u0644\u064a\u0647\u0645\u0627\u0628\u062a\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628"
       "\u064a\u061f",
       "egbpdaj6bu4bxfgehfvwxn"},
      {"\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587", "ihqwcrb4cv8a8dqg056pqjye"},
      {"Pro\u010dprost\u011bnemluv\u00ed\u010desky", "Proprostnemluvesky-uyb24dma41a"},
      {"3\u5e74B\u7d44\u91d1\u516b\u5148\u751f", "3B-ww4c5e180e575a65lsy2b"},
      {"-> $1.00 <-", "-> $1.00 <--"}};
  for (const auto& [text, punycode] : samples) {
    const std::u32string points = primitives::code_points(text);
    CHECK(encode_punycode(points) == punycode);
    CHECK(decode_punycode(punycode) == points);
  }
  CHECK_FALSE(decode_punycode("99999999"));
  CHECK_FALSE(decode_punycode("a-\xc3\xbc"));
  CHECK(to_u_labels("www.XN--bcher-kva.example") == "www.b\u00fccher.example");
  CHECK(to_a_labels("b\u00fccher.example") == "xn--bcher-kva.example");
  CHECK(to_u_labels("xn--\x80.xn--99999999") == "xn--\x80.xn--99999999");
}

TEST_CASE("folding breaks lines at blanks and loses nothing (RFC 5322, 2.2.3)") {
  const std::string body = repeated("word ", 60) + "end";
  const std::string field = folded("Subject", body);
  CHECK(longest_line(field).size() <= 76);
  CHECK(unfolded(field) == body);
  CHECK(folded("A", "b") == "A: b\r\n");
  CHECK(folded("A", std::string(200, 'x')) == "A: " + std::string(200, 'x') + "\r\n");
  CHECK(folded("A", "") == "A:\r\n");
}

TEST_CASE("hostile fields of 64 KiB are read in a moment") {
  constexpr std::size_t kSize = 64 * 1024;
  for (const std::string& piece : {std::string("("),          std::string("(("),
                                   std::string(")"),          std::string("\""),
                                   std::string("["),          std::string("<"),
                                   std::string("\\"),         std::string("@"),
                                   std::string("a@"),         std::string(","),
                                   std::string("a:"),         std::string(";"),
                                   std::string("=?"),         std::string("=?a?q?"),
                                   std::string("=?a?q?b?= "), std::string("=?utf-8?q?b?="),
                                   std::string("a=b;"),       std::string(";a*0=b"),
                                   std::string("a*=''%"),     std::string("a= "),
                                   std::string("a "),         std::string("\"\" "),
                                   std::string("\xc3")}) {
    INFO(piece);
    const std::string body = repeated(piece, kSize / piece.size());
    CHECK(AddressList::parse(body).mailboxes.size() < kSize);
    CHECK(ParameterizedValue::parse("a/b; " + body).value == "a/b");
    CHECK(decode_text(body).size() <= 3 * kSize);
    CHECK(decode_comment(body).size() <= 3 * kSize);
    CHECK_FALSE(parse_date_time(body));
  }
  std::string sections = "a/b";
  for (std::size_t i = 5000; i-- > 0;) sections += "; a*" + std::to_string(i) + "=x";
  CHECK(ParameterizedValue::parse(sections).parameter("a")->size() == 5000);
}
