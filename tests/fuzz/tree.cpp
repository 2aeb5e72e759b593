// Fuzz target: the labelled tree and the readers of DER and BER.
#include "asn1/tree.hpp"

#include "asn1/reader.hpp"
#include "asn1/stream_reader.hpp"
#include "tests/fuzz/target.hpp"

namespace smime::fuzz {
namespace {

void partition_covers(ByteView input, const asn1::Rules& rules) {
  const asn1::Node root = asn1::read_tree(input, rules, {.open_strings = true});
  std::size_t next = 0;
  for (const asn1::Piece& piece : asn1::partition(root)) {
    require(piece.offset == next, "the pieces of a tree stand one behind the other");
    next += piece.size;
  }
  require(next == input.size(), "the pieces of a tree cover its octets");
}

// Every simple type that the next value may be.
void read_all(asn1::Reader reader) {
  const auto any = [&reader](auto&& read) {
    asn1::Reader copy = reader;
    refuses([&] { read(copy); });
  };
  any([](asn1::Reader& r) { r.integer("value"); });
  any([](asn1::Reader& r) { r.boolean("value"); });
  any([](asn1::Reader& r) { r.bit_string("value"); });
  any([](asn1::Reader& r) { r.octet_string("value"); });
  any([](asn1::Reader& r) { r.object_identifier("value").dotted(); });
  any([](asn1::Reader& r) { r.time("value").rfc3339(); });
  any([](asn1::Reader& r) { r.string("value"); });
  any([](asn1::Reader& r) {
    for (asn1::Reader inside = r.sequence("value"); !inside.empty(); inside.element("element")) {
    }
  });
}

}  // namespace

void fuzz(ByteView input) {
  for (const asn1::Rules& rules : {asn1::Rules::der(), asn1::Rules::ber()}) {
    read_all(asn1::Reader(input, rules, "input"));
  }
  primitives::BytesSource source(input);
  asn1::StreamReader stream(source);
  const bool streamed = !refuses([&] {
    require(stream.any("value").size() == input.size() || !stream.at_end(),
            "a value is taken whole");
    stream.finish();
  });
  const bool is_ber = !refuses([&] { partition_covers(input, asn1::Rules::ber()); });
  const bool is_der = !refuses([&] { partition_covers(input, asn1::Rules::der()); });
  require(is_ber || !is_der, "what is DER is BER");
  require(streamed || !is_ber, "what is read in memory is read from a stream");
}

std::vector<Bytes> seeds() {
  return hex_fields({{"asn1/der.json", "encoding"},
                     {"asn1/ber.json", "encoding"},
                     {"x509/rfc5280_appendix_c.json", "certificate"},
                     {"cms/rfc4134_messages.json", "message"}});
}

}  // namespace smime::fuzz
