// The tree of a DER or BER value: every octet belongs to exactly one header, contents or end.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "asn1/rules.hpp"
#include "asn1/schema.hpp"
#include "asn1/tag.hpp"
#include "primitives/bytes.hpp"

namespace smime::asn1 {

/// A value with where it stands and what is inside.
struct Node {
  Tag tag;
  std::string_view name;        ///< of the component, "tbsCertificate"; empty where none is known
  std::string_view type;        ///< of the component, "TBSCertificate"; empty where none is known
  std::size_t offset = 0;       ///< of the identifier octets, from the start of the input
  std::size_t header_size = 0;  ///< identifier and length octets
  ByteView contents;            ///< a view into the input
  std::size_t end_size = 0;     ///< 2 for the end-of-contents octets of an indefinite length
  std::size_t lead_size = 0;    ///< 1 for the octet in front of what an opened BIT STRING holds
  std::vector<Node> children;   ///< of a constructed value, or of an opened string

  std::size_t contents_offset() const { return offset + header_size; }
  std::size_t size() const { return header_size + contents.size() + end_size; }
  /// The first child of this name; nothing where there is none.
  const Node* child(std::string_view child_name) const;
};

/// How a tree is read.
struct TreeOptions {
  const Schema* schema = nullptr;  ///< names the nodes, and opens strings around a type
  std::string_view type = {};      ///< of the whole value, in the schema
  bool open_strings = false;       ///< open every OCTET STRING and BIT STRING that holds values
  std::size_t most_nodes = 1'000'000;
};

/// The tree of one value, which is all of the input. The input must outlive it.
/// @throws Error (malformed, not_der, trailing_data, limit_exceeded)
Node read_tree(ByteView input, Rules rules = Rules::ber(), const TreeOptions& options = {});

/// A run of octets that belongs to one node alone.
struct Piece {
  enum class Kind { header, unused_bits, contents, end_of_contents };
  Kind kind;
  const Node* node;
  std::size_t offset, size;  ///< octets, from the start of the input
};

/// The pieces of a tree in the order of their offsets: they partition the input.
std::vector<Piece> partition(const Node& root);

}  // namespace smime::asn1
