// NameConstraints (RFC 5280, 4.2.1.10): in which name spaces a CA may name subjects.
#include "x509/name_constraints_extension.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Writer;

constexpr std::size_t kMaxSubtrees = 10'000;

GeneralNames read_subtrees(Reader list) {
  GeneralNames bases;
  do {
    if (bases.size() == kMaxSubtrees) {
      throw list.error(ErrorKind::limit_exceeded, "more than 10,000 subtrees",
                       "there are at most 10,000 here", "");
    }
    Reader subtree = list.sequence("generalSubtree");
    bases.push_back(GeneralName::read(subtree, "base"));
    if (!subtree.empty()) {
      throw subtree.error(ErrorKind::malformed, "a minimum or a maximum",
                          "minimum is 0, left out by DER, and maximum is absent",
                          "RFC 5280, 4.2.1.10");
    }
  } while (!list.empty());
  return bases;
}

void write_subtrees(Writer& writer, std::uint32_t number, const GeneralNames& bases) {
  if (bases.empty()) return;
  writer.context(number, [&](Writer& list) {
    for (const GeneralName& base : bases) {
      list.sequence([&](Writer& subtree) { base.write(subtree); });
    }
  });
}

}  // namespace

NameConstraints NameConstraints::decode(ByteView value) {
  Reader reader(value, asn1::Rules::der(), "nameConstraints");
  Reader fields = reader.sequence({});
  reader.finish();
  NameConstraints result;
  if (auto list = fields.optional_context(0, "permittedSubtrees")) {
    result.permitted_subtrees = read_subtrees(*list);
  }
  if (auto list = fields.optional_context(1, "excludedSubtrees")) {
    result.excluded_subtrees = read_subtrees(*list);
  }
  fields.finish();
  return result;
}

Bytes NameConstraints::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      write_subtrees(fields, 0, permitted_subtrees);
      write_subtrees(fields, 1, excluded_subtrees);
    });
  });
}

}  // namespace smime::x509
