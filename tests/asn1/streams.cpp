// Reading and writing values as streams: the same values as in memory, whatever the parts they come
// in, and the same limits.
#include "asn1/stream_reader.hpp"
#include "asn1/stream_writer.hpp"
#include "asn1/tree.hpp"
#include "asn1/writer.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

using namespace smime;
using namespace smime::asn1;
using primitives::BytesSink;
using primitives::from_hex;

namespace {

// A source that gives so many octets at a time.
class Dripping : public Source {
 public:
  Dripping(ByteView octets, std::size_t portion) : rest_(octets), portion_(portion) {}
  std::size_t read(MutableByteView out) override {
    const std::size_t count = std::min({out.size(), rest_.size(), portion_});
    std::copy_n(rest_.begin(), count, out.begin());
    rest_ = rest_.subspan(count);
    return count;
  }

 private:
  ByteView rest_;
  std::size_t portion_;
};

// `levels` values of indefinite length inside of each other.
Bytes nested(std::size_t levels) {
  Bytes value;
  for (std::size_t i = 0; i < levels; ++i) value.insert(value.end(), {0x30, 0x80});
  value.resize(value.size() + 2 * levels);
  return value;
}

std::optional<ErrorKind> refusal(const Bytes& input, const Rules& rules, std::size_t most) {
  Dripping source(input, 3);
  StreamReader stream(source, rules, "value");
  try {
    const Bytes taken = stream.any("value", most);
    stream.finish();
    CHECK(taken == input);
    return std::nullopt;
  } catch (const Error& error) {
    return error.kind();
  }
}

}  // namespace

TEST_CASE("what is read in memory is read from a stream, in portions of any size", "[stream]") {
  std::size_t read = 0;
  for (const auto& [name, rules] :
       {std::pair{"der.json", Rules::der()}, {"ber.json", Rules::ber()}}) {
    const auto file = tests::read_json(tests::vectors(std::string("asn1/") + name));
    for (const auto& group : file["testGroups"]) {
      for (const auto& test : group["tests"]) {
        const Bytes encoding = from_hex(test["encoding"].get<std::string>());
        try {
          read_tree(encoding, rules);
        } catch (const Error&) {
          continue;
        }
        INFO(name << " " << group["asn1Type"] << " " << test["tcId"]);
        CHECK_FALSE(refusal(encoding, rules, kMostInMemory));
        ++read;
      }
    }
  }
  CHECK(read >= 100);
}

TEST_CASE("a value is taken up to the limit, and its nesting is bounded", "[stream]") {
  const Bytes value = encode([](Writer& w) { w.octet_string(Bytes(100)); });
  CHECK_FALSE(refusal(value, Rules::der(), value.size()));
  CHECK(refusal(value, Rules::der(), value.size() - 1) == ErrorKind::limit_exceeded);
  CHECK_FALSE(refusal(nested(64), Rules::ber(), kMostInMemory));
  CHECK(refusal(nested(65), Rules::ber(), kMostInMemory) == ErrorKind::limit_exceeded);
  CHECK(refusal(nested(10'000), Rules::ber(), kMostInMemory) == ErrorKind::limit_exceeded);
  CHECK(refusal(from_hex("04888000000000000000"), Rules::ber(), 100) == ErrorKind::limit_exceeded);
  CHECK(refusal(from_hex("04887fffffffffffffff"), Rules::ber(), 100) == ErrorKind::limit_exceeded);
}

TEST_CASE("the segments of a string are put together as they come", "[stream]") {
  // X.690, 8.6.4.2 and 8.7.3.2: segments inside of segments, some of them empty.
  const Bytes input = from_hex(
      "308024800403414243248004014404000000040245460000"
      "0000");
  for (std::size_t portion = 1; portion <= input.size(); ++portion) {
    Dripping source(input, portion);
    StreamReader stream(source, Rules::ber());
    BytesSink content;
    stream.enter(kSequence, "outer");
    CHECK(stream.next_is(kOctetString));
    CHECK(stream.octets(kOctetString, "content", content) == 6);
    stream.leave();
    stream.finish();
    CHECK(primitives::to_string(content.bytes()) == "ABCDEF");
    CHECK(stream.offset() == input.size());
  }
}

TEST_CASE("errors of a stream name offset and path", "[stream]") {
  const Bytes input = from_hex(
      "30050203010203"
      "00");
  Dripping source(input, 2);
  StreamReader stream(source, Rules::der(), "message");
  stream.enter(kSequence, "fields");
  try {
    stream.value("version", [](Reader& reader) { return reader.small_integer({}, 0, 5); });
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.path() == "message.fields.version");
    CHECK(error.offset() == 2);
  }
  stream.leave();
  CHECK_THROWS_AS(stream.finish(), Error);
}

TEST_CASE("with a known size DER is written, without one BER that reads the same", "[stream]") {
  const Bytes content(70'000, 0x5a), version = encode([](Writer&w) { w.integer(1); });
  const Bytes whole = encode([&](Writer& w) {
    w.sequence([&](Writer& inside) {
      inside.raw(version);
      inside.octet_string(content);
      inside.null();
    });
  });
  const Bytes after = encode([](Writer& w) { w.null(); });
  for (const bool known : {true, false}) {
    BytesSink out;
    StreamWriter writer(out, {{kSequence, version, known ? after.size() : 0}}, kOctetString,
                        known ? std::optional<std::uint64_t>(content.size()) : std::nullopt);
    for (std::size_t i = 0; i < content.size(); i += 999) {
      writer.content().write(
          ByteView(content).subspan(i, std::min<std::size_t>(999, content.size() - i)));
    }
    writer.finish({after});
    if (known) CHECK(out.bytes() == whole);
    Reader reader(out.bytes(), known ? Rules::der() : Rules::ber());
    Reader fields = reader.sequence("value");
    CHECK(fields.integer("version") == 1);
    CHECK(fields.octet_string("content") == content);
    fields.null("null");
    fields.finish();
  }
  BytesSink out;
  StreamWriter wrong(out, {}, kOctetString, 3);
  wrong.content().write(Bytes(2));
  CHECK_THROWS_AS(wrong.finish({}), Error);
}
