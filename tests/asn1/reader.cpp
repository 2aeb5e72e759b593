// The reader: X.690's own examples, and each rule that malformed input breaks.
#include "asn1/reader.hpp"

#include "asn1/writer.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::asn1;
using primitives::from_hex;

namespace {

template <typename Read>
ErrorKind kind_of(std::string_view hex, Rules rules, Read read) {
  const Bytes input = from_hex(hex);
  try {
    Reader reader(input, rules, "test");
    read(reader);
    reader.finish();
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("accepted " << hex);
  return ErrorKind::malformed;
}

const auto any_value = [](Reader& r) { r.element("value"); };

}  // namespace

TEST_CASE("X.690's examples are read") {
  const Bytes boolean = from_hex("0101ff");  // X.690, 8.2.2
  CHECK(Reader(boolean).boolean("b"));
  const Bytes bits = from_hex("0307040a3b5f291cd0");  // X.690, 8.6.4.2
  CHECK(Reader(bits).bit_string("b").octets == from_hex("0a3b5f291cd0"));
  CHECK(Reader(bits).bit_string("b").unused_bits == 4);
  const Bytes segmented = from_hex("2380 0303000a3b 0305045f291cd0 0000");
  CHECK(Reader(segmented, Rules::ber()).bit_string("b").octets == from_hex("0a3b5f291cd0"));
  const Bytes name = from_hex("1a054a6f6e6573");  // X.690, 8.21.5.4: "Jones"
  CHECK(Reader(name).string("s") == "Jones");
  const Bytes constructed = from_hex("3a09 04034a6f6e 04026573");
  CHECK(Reader(constructed, Rules::ber()).string("s") == "Jones");
  const Bytes oid = from_hex("0603 883703");  // X.690, 8.19.5: {2 999 3}
  CHECK(Reader(oid).object_identifier("o").dotted() == "2.999.3");
}

TEST_CASE("indefinite lengths are read under BER, nested ones too") {
  const Bytes input = from_hex("3080 3080 020101 0000 0500 0000 0201 02");
  Reader reader(input, Rules::ber());
  Reader outer = reader.sequence("outer");
  Reader inner = outer.sequence("inner");
  CHECK(inner.integer("i") == 1);
  inner.finish();
  outer.null("n");
  outer.finish();
  CHECK(reader.integer("last") == 2);
  CHECK(kind_of("3080 0500 0000", Rules::der(), any_value) == ErrorKind::not_der);
  CHECK(kind_of("3080 0500", Rules::ber(), any_value) == ErrorKind::malformed);
  CHECK(kind_of("0480 0500 0000", Rules::ber(), any_value) == ErrorKind::malformed);
}

TEST_CASE("each rule of DER refuses by its kind") {
  CHECK(kind_of("048101ff", Rules::der(), any_value) == ErrorKind::not_der);
  CHECK(kind_of("0482 0001ff", Rules::der(), any_value) == ErrorKind::not_der);
  CHECK(kind_of("2403 0401ff", Rules::der(), [](Reader& r) { r.octet_string("o"); }) ==
        ErrorKind::not_der);
  CHECK(kind_of("010101", Rules::der(), [](Reader& r) { r.boolean("b"); }) == ErrorKind::not_der);
  CHECK(kind_of("02020001", Rules::der(), [](Reader& r) { r.integer("i"); }) == ErrorKind::not_der);
  CHECK(kind_of("0202ff80", Rules::der(), [](Reader& r) { r.integer("i"); }) == ErrorKind::not_der);
  CHECK(kind_of("03020101", Rules::der(), [](Reader& r) { r.bit_string("b"); }) ==
        ErrorKind::not_der);
  CHECK(kind_of("3106 020102 020101", Rules::der(), [](Reader& r) { r.set_of("s"); }) ==
        ErrorKind::not_der);
  CHECK(kind_of("050000", Rules::der(), any_value) == ErrorKind::trailing_data);
}

TEST_CASE("lengths beyond the input, beyond 63 bits and reserved ones are refused") {
  CHECK(kind_of("0405ff", Rules::ber(), any_value) == ErrorKind::malformed);
  CHECK(kind_of("0488 8000000000000000", Rules::ber(), any_value) == ErrorKind::limit_exceeded);
  CHECK(kind_of("0488 7fffffffffffffff", Rules::ber(), any_value) == ErrorKind::malformed);
  CHECK(kind_of("04ff", Rules::ber(), any_value) == ErrorKind::malformed);
  CHECK(kind_of("1f8001", Rules::ber(), any_value) == ErrorKind::malformed);
  CHECK(kind_of("1f1e00", Rules::ber(), any_value) == ErrorKind::malformed);
  CHECK(kind_of("1fffffffff7f00", Rules::ber(), any_value) == ErrorKind::limit_exceeded);
}

TEST_CASE("ten thousand levels end in an error, in bounded time") {
  std::string open, definite;
  for (int i = 0; i < 10000; ++i) open += "3080";
  CHECK(kind_of(open, Rules::ber(), any_value) == ErrorKind::limit_exceeded);
  Bytes nested;
  for (unsigned i = 0; i < kDefaultDepth + 1; ++i) {
    nested = encode([&](Writer& w) { w.sequence([&](Writer& inside) { inside.raw(nested); }); });
  }
  const auto descend = [](ByteView input) {
    Reader reader(input);
    std::size_t levels = 0;
    for (; !reader.empty(); ++levels) reader = reader.sequence("s");
    return levels;
  };
  CHECK_THROWS_AS(descend(nested), Error);
  CHECK(descend(Reader(nested).sequence("s").rest()) == kDefaultDepth);
}

TEST_CASE("an error names offset, path, finding and rule") {
  const Bytes input = from_hex("3006 0201 05 0101 07");
  Reader reader(input, Rules::der(), "certificate");
  Reader inside = reader.sequence("tbsCertificate");
  inside.integer("version");
  try {
    inside.boolean("critical");
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.offset() == 5);
    CHECK(error.path() == "certificate.tbsCertificate.critical");
    CHECK(error.standard() == "X.690, 11.1");
  }
}

TEST_CASE("what the writer writes, the reader reads") {
  for (const char* number : {"0", "1", "127", "128", "-1", "-128", "-129", "65537", "-65536",
                             "340282366920938463463374607431768211456"}) {
    const Bytes der = encode([&](Writer& w) { w.integer(Integer(number)); });
    CHECK(Reader(der).integer("i") == Integer(number));
  }
  const Bytes bits = encode([](Writer& w) { w.named_bits(0b100000001); });
  CHECK(primitives::to_hex(bits) == "0303078080");
  const Bytes set = encode([](Writer& w) {
    w.set_of({from_hex("020102"), from_hex("0500"), from_hex("020101")});
  });
  CHECK(primitives::to_hex(set) == "31080201010201020500");
  for (const char* oid : {"1.2.840.113549.1.7.2", "2.5.29.15", "0.9.2342", "2.999",
                          "2.25.329800735698586629295641978511506172918"}) {
    CHECK(ObjectIdentifier(oid).dotted() == oid);
    CHECK(ObjectIdentifier::from_contents(ObjectIdentifier(oid).contents()).dotted() == oid);
  }
  for (const char* bad : {"", "1", "3.1", "1.40", "1..2", "1.2.", "01.2", "1.2.x"}) {
    CHECK_THROWS_AS(ObjectIdentifier(bad), Error);
  }
}
