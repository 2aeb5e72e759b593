// Every vector of vectors/asn1: decoded by its rules, and written back where DER gives the same octets.
#include <algorithm>
#include <map>
#include <set>

#include "asn1/reader.hpp"
#include "asn1/strings.hpp"
#include "asn1/tree.hpp"
#include "asn1/writer.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

using namespace smime;
using namespace smime::asn1;
using nlohmann::json;
using primitives::from_hex;
using primitives::to_hex;

namespace {

/// A decoded value: as the vectors write it, and its DER.
struct Decoded {
  std::string value;
  Bytes der;
};

Decoded bit_string(Reader& reader) {
  const BitString bits = reader.bit_string("value");
  return {to_hex(bits.octets) + "/" + std::to_string(bits.unused_bits),
          encode([&](Writer& w) { w.bit_string(bits.octets, bits.unused_bits); })};
}

Decoded integers(Reader reader, bool set) {
  std::string text;
  std::vector<Bytes> encodings;
  while (!reader.empty()) {
    const Integer element = reader.integer("element");
    text += (text.empty() ? "" : ",") + element.str();
    encodings.push_back(encode([&](Writer& w) { w.integer(element); }));
  }
  return {text, encode([&](Writer& w) {
            if (set) return w.set_of(encodings);
            w.sequence([&](Writer& inside) {
              for (const Bytes& element : encodings) inside.raw(element);
            });
          })};
}

Decoded string(Reader& reader, Tag type) {
  if (reader.peek() && reader.peek()->number != type.number) {
    throw reader.error(ErrorKind::malformed, "another type", "the type that the vector names", "");
  }
  const std::string text = reader.string("value");
  return {text, encode([&](Writer& w) { w.primitive(type, utf8_to_string(type, text)); })};
}

Decoded decode_simple(Reader& r, const std::string& type) {
  if (type == "BOOLEAN") {
    const bool value = r.boolean("value");
    return {value ? "TRUE" : "FALSE", encode([&](Writer& w) { w.boolean(value); })};
  }
  if (type == "INTEGER") {
    const Integer value = r.integer("value");
    return {value.str(), encode([&](Writer& w) { w.integer(value); })};
  }
  if (type == "ENUMERATED") {
    const std::int64_t value = r.enumerated("value", 1000);
    return {std::to_string(value), encode([&](Writer& w) { w.enumerated(value); })};
  }
  if (type == "NULL") {
    r.null("value");
    return {"", encode([](Writer& w) { w.null(); })};
  }
  const ObjectIdentifier oid = r.object_identifier("value");
  return {oid.dotted(), encode([&](Writer& w) { w.object_identifier(oid); })};
}

Decoded decode(Reader& r, const std::string& type) {
  static const std::map<std::string, Tag> strings = {
      {"UTF8String", kUtf8String},       {"NumericString", kNumericString},
      {"PrintableString", kPrintableString}, {"TeletexString", kTeletexString},
      {"IA5String", kIa5String},         {"VisibleString", kVisibleString},
      {"UniversalString", kUniversalString}, {"BMPString", kBmpString}};
  if (type == "BIT STRING") return bit_string(r);
  if (type == "OCTET STRING") {
    const Bytes octets = r.octet_string("value");
    return {to_hex(octets), encode([&](Writer& w) { w.octet_string(octets); })};
  }
  if (type == "SEQUENCE OF INTEGER") return integers(r.sequence("value"), false);
  if (type == "SET OF INTEGER") return integers(r.set_of("value"), true);
  if (type == "UTCTime" || type == "GeneralizedTime") {
    const bool utc = r.next_is(kUtcTime);
    const Time time = r.time("value");
    const std::string text = utc ? write_utc_time(time) : write_generalized_time(time);
    return {time.rfc3339(), encode([&](Writer& w) {
              w.primitive(utc ? kUtcTime : kGeneralizedTime, primitives::bytes_of(text));
            })};
  }
  if (const auto found = strings.find(type); found != strings.end()) {
    return string(r, found->second);
  }
  if (type == "ANY") {
    const Element element = r.element("value");
    read_tree(element.whole, r.rules());
    return {"", Bytes(element.whole.begin(), element.whole.end())};
  }
  return decode_simple(r, type);
}

void check_vector(const std::string& type, const json& test, const Rules& rules) {
  const std::set<std::string> flags(test["flags"].begin(), test["flags"].end());
  const Bytes encoding = from_hex(test["encoding"].get<std::string>());
  INFO(type << " tcId " << test["tcId"] << ": " << test["comment"]);
  bool accepted = true;
  Decoded decoded;
  try {
    Reader reader(encoding, rules, "vector");
    decoded = decode(reader, type);
    reader.finish();
  } catch (const Error& error) {
    accepted = false;
    if (flags.contains("NotDer")) CHECK(error.kind() == ErrorKind::not_der);
  }
  REQUIRE(accepted == (test["result"] == "valid"));
  if (!accepted) return;
  if (test.contains("value")) CHECK(decoded.value == test["value"].get<std::string>());
  if (flags.contains("RoundTrip")) CHECK(to_hex(decoded.der) == to_hex(encoding));
}

void check_file(const std::string& name, const Rules& rules) {
  const json file = tests::read_json(tests::vectors("asn1/" + name));
  for (const json& group : file["testGroups"]) {
    for (const json& test : group["tests"]) check_vector(group["asn1Type"], test, rules);
  }
}

}  // namespace

TEST_CASE("vectors/asn1/der.json under the rules of DER") {
  check_file("der.json", Rules::der());
}

TEST_CASE("vectors/asn1/ber.json under the rules of BER") {
  check_file("ber.json", Rules::ber());
}

TEST_CASE("what DER refuses for its form alone is the same value under BER") {
  // Every vector of DER marked NotDer breaks a rule of sections 10 and 11 only.
  const json file = tests::read_json(tests::vectors("asn1/der.json"));
  std::size_t read = 0;
  for (const json& group : file["testGroups"]) {
    for (const json& test : group["tests"]) {
      const json& flags = test["flags"];
      if (std::find(flags.begin(), flags.end(), "NotDer") == flags.end()) continue;
      INFO(group["asn1Type"] << " tcId " << test["tcId"] << ": " << test["comment"]);
      const Bytes encoding = from_hex(test["encoding"].get<std::string>());
      Reader reader(encoding, Rules::ber(), "vector");
      CHECK_NOTHROW(decode(reader, group["asn1Type"]));
      ++read;
    }
  }
  CHECK(read >= 20);
}
