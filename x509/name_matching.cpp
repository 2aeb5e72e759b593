// Whether two names match (RFC 5280, 7.1): string preparation by RFC 4518, attribute by attribute.
#include <algorithm>

#include "x509/name.hpp"
#include "x509/string_preparation.hpp"

namespace smime::x509 {
namespace {

void append_counted(Bytes& out, ByteView part) {
  std::uint8_t size[4];
  primitives::store_be32(size, static_cast<std::uint32_t>(part.size()));
  primitives::append(out, size);
  primitives::append(out, part);
}

// One attribute: type, then its prepared text, or its encoding where it is no string; an octet
// tells the two apart.
Bytes canonical(const AttributeTypeAndValue& attribute) {
  Bytes out;
  append_counted(out, attribute.type.contents());
  if (const auto text = attribute.string()) {
    out.push_back(1);
    append_counted(out, primitives::bytes_of(prepare_string(*text)));
  } else {
    out.push_back(0);
    append_counted(out, attribute.value);
  }
  return out;
}

// An RDN is a set: its attributes in one order.
Bytes canonical(const RelativeDistinguishedName& rdn) {
  std::vector<Bytes> attributes;
  for (const AttributeTypeAndValue& attribute : rdn) attributes.push_back(canonical(attribute));
  std::ranges::sort(attributes);
  Bytes out;
  for (const Bytes& attribute : attributes) append_counted(out, attribute);
  return out;
}

}  // namespace

Bytes Name::canonical() const {
  Bytes out;
  for (const RelativeDistinguishedName& rdn : rdn_sequence()) {
    append_counted(out, x509::canonical(rdn));
  }
  return out;
}

bool Name::matches(const Name& other) const {
  if (der_ == other.der_) return true;
  return std::ranges::equal(rdn_sequence(), other.rdn_sequence(), [](const auto& a, const auto& b) {
    return a == b || x509::canonical(a) == x509::canonical(b);
  });
}

bool Name::is_within(const Name& ancestor) const {
  // Every RDN counts its octets, so that a prefix of octets is a prefix of RDNs.
  const Bytes mine = canonical(), theirs = ancestor.canonical();
  return theirs.size() <= mine.size() && std::equal(theirs.begin(), theirs.end(), mine.begin());
}

}  // namespace smime::x509
