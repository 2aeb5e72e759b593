// Input that is made to hurt: depth, length, count. Each ends in an error, in bounded time and memory.
#include <algorithm>

#include "asn1/oid_registry.hpp"
#include "asn1/reader.hpp"
#include "asn1/tree.hpp"
#include "asn1/writer.hpp"
#include "primitives/text_encodings.hpp"
#include "tests/support/catch.hpp"

using namespace smime;
using namespace smime::asn1;
using primitives::from_hex;

namespace {

/// `levels` sequences inside of each other, of definite length.
Bytes nested(std::size_t levels) {
  Bytes value;
  for (std::size_t i = 0; i < levels; ++i) {
    Bytes outer;
    append_header(outer, kSequence, value.size());
    outer.insert(outer.end(), value.begin(), value.end());
    value = std::move(outer);
  }
  return value;
}

/// The same of indefinite length.
Bytes nested_indefinite(std::size_t levels) {
  Bytes value;
  for (std::size_t i = 0; i < levels; ++i) value.insert(value.end(), {0x30, 0x80});
  value.resize(value.size() + 2 * levels);
  return value;
}

ErrorKind kind_of_tree(const Bytes& input, const Rules& rules, const TreeOptions& options = {}) {
  try {
    read_tree(input, rules, options);
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("accepted");
  return ErrorKind::malformed;
}

}  // namespace

TEST_CASE("nesting is read to the limit and refused beyond it") {
  for (const Rules& rules : {Rules::der(), Rules::ber()}) {
    CHECK_NOTHROW(read_tree(nested(64), rules));
    CHECK(kind_of_tree(nested(65), rules) == ErrorKind::limit_exceeded);
    CHECK(kind_of_tree(nested(10'000), rules) == ErrorKind::limit_exceeded);
  }
  CHECK_NOTHROW(read_tree(nested_indefinite(64), Rules::ber()));
  CHECK(kind_of_tree(nested_indefinite(65), Rules::ber()) == ErrorKind::limit_exceeded);
  CHECK(kind_of_tree(nested_indefinite(1'000'000), Rules::ber()) == ErrorKind::limit_exceeded);
}

TEST_CASE("segments inside of segments end at the limit too") {
  Bytes value;
  for (int i = 0; i < 10'000; ++i) value.insert(value.end(), {0x24, 0x80});
  value.resize(value.size() + 20'000);
  Reader reader(value, Rules::ber(), "content");
  try {
    reader.octet_string("segments");
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::limit_exceeded);
  }
}

TEST_CASE("a length that is not there is refused before anything is allocated") {
  for (const char* hex : {"04887fffffffffffffff", "04888000000000000000", "0488ffffffffffffffff",
                          "0484ffffffff", "0489010000000000000000", "30847fffffff0000"}) {
    for (const Rules& rules : {Rules::der(), Rules::ber()}) {
      INFO(hex);
      const Bytes input = from_hex(hex);
      CHECK_THROWS_AS(Reader(input, rules, "value").element("value"), Error);
    }
  }
}

TEST_CASE("a tree has as many nodes as its options allow") {
  Bytes contents;
  for (int i = 0; i < 999; ++i) contents.insert(contents.end(), {0x05, 0x00});
  Bytes value;
  append_header(value, kSequence, contents.size());
  value.insert(value.end(), contents.begin(), contents.end());
  TreeOptions options;
  options.most_nodes = 1000;
  CHECK(read_tree(value, Rules::der(), options).children.size() == 999);
  options.most_nodes = 999;
  CHECK(kind_of_tree(value, Rules::der(), options) == ErrorKind::limit_exceeded);
}

TEST_CASE("many levels of indefinite length are scanned once") {
  // 60 levels around half a million values: a scan for each level would visit thirty million.
  Bytes value;
  for (int i = 0; i < 60; ++i) value.insert(value.end(), {0x30, 0x80});
  for (int i = 0; i < 500'000; ++i) value.insert(value.end(), {0x05, 0x00});
  value.resize(value.size() + 120);
  const Node root = read_tree(value, Rules::ber());
  std::size_t levels = 1;
  const Node* node = &root;
  while (node->children.size() == 1) node = &node->children[0], ++levels;
  CHECK(levels == 60);
  CHECK(node->children.size() == 500'000);
}

TEST_CASE("every cut and every changed octet of a value is an error or a value, never more") {
  const Bytes whole = from_hex("3080a0800402dead0000240404020102310602010102010203020780" "0000");
  const auto total = [](const Bytes& input) {
    std::size_t octets = 0;
    try {
      const Node root = read_tree(input, Rules::ber(), {.open_strings = true});
      for (const Piece& piece : partition(root)) octets += piece.size;
    } catch (const Error&) {
      return input.size();
    }
    return octets;
  };
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_THROWS_AS(read_tree(cut, Rules::ber()), Error);
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (unsigned octet = 0; octet < 256; ++octet) {
      Bytes changed = whole;
      changed[at] = static_cast<std::uint8_t>(octet);
      CHECK(total(changed) == changed.size());
    }
  }
}

TEST_CASE("the register of object identifiers is in order, once each, and found both ways") {
  const auto all = registered_oids();
  CHECK(all.size() >= 200);
  std::vector<ObjectIdentifier> numbers;
  for (const RegisteredOid& entry : all) {
    INFO(entry.dotted);
    const ObjectIdentifier oid = ObjectIdentifier(entry.dotted);
    REQUIRE(find_oid(oid) != nullptr);
    CHECK(find_oid(oid)->name == entry.name);
    CHECK(find_oid(entry.name)->dotted == entry.dotted);
    CHECK_FALSE(entry.document.empty());
    CHECK(std::find(numbers.begin(), numbers.end(), oid) == numbers.end());
    numbers.push_back(oid);
  }
  CHECK(find_oid(ObjectIdentifier("2.999.1")) == nullptr);
  CHECK(described(ObjectIdentifier("2.999.1")) == "2.999.1");
}
