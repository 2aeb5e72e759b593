// The tree of a DER or BER value: every octet belongs to exactly one header, contents or end.
#pragma once

#include <cstddef>
#include <vector>

#include "asn1/rules.hpp"
#include "asn1/tag.hpp"
#include "primitives/bytes.hpp"

namespace smime::asn1 {

/// A value with where it stands and what is inside.
struct Node {
  Tag tag;
  std::size_t offset = 0;       ///< of the identifier octets, from the start of the input
  std::size_t header_size = 0;  ///< identifier and length octets
  std::size_t contents_size = 0;
  std::size_t end_size = 0;    ///< 2 for the end-of-contents octets of an indefinite length
  std::vector<Node> children;  ///< of a constructed value

  std::size_t size() const { return header_size + contents_size + end_size; }
};

/// The tree of one value, which is all of the input.
/// @throws Error (malformed, not_der, trailing_data, limit_exceeded)
Node read_tree(ByteView input, Rules rules = Rules::ber());

}  // namespace smime::asn1
