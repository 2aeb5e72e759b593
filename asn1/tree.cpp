// The tree of a DER or BER value: reading it, naming its nodes, and its pieces.
#include "asn1/tree.hpp"

#include <algorithm>

#include "asn1/reader.hpp"

namespace smime::asn1 {
namespace {

class TreeReader {
 public:
  explicit TreeReader(const TreeOptions& options) : options_(options) {}

  // The next value, which is `field`. `promised` is the type that the nearest object identifier
  // promises.
  Node read(Reader& reader, const SchemaField& field, std::string_view promised) {
    if (++nodes_ > options_.most_nodes) {
      throw reader.error(ErrorKind::limit_exceeded,
                         "more than " + std::to_string(options_.most_nodes) + " values",
                         "the nodes of a tree are bounded", "");
    }
    const Element element = reader.element();
    const bool by_oid = field.type == kDefinedByOid;
    Node node;
    node.tag = element.tag;
    node.name = field.name;
    node.type = by_oid ? promised : field.type;
    node.offset = element.offset;
    node.header_size = element.contents_offset() - element.offset;
    node.contents = element.contents;
    node.end_size = element.whole.size() - node.header_size - element.contents.size();
    if (element.tag.constructed) {
      Reader inside = reader.inside(element, {});
      node.children = read_children(inside, field.is_explicit, node.type, promised);
    } else {
      const bool around_a_type = field.is_explicit && !node.type.empty();
      if (around_a_type || options_.open_strings) open_string(reader, element, node);
    }
    return node;
  }

 private:
  std::vector<Node> read_children(Reader& inside, bool is_explicit, std::string_view type,
                                  std::string_view promised) {
    const SchemaType* described =
        is_explicit || !options_.schema ? nullptr : options_.schema->type(type);
    SchemaCursor cursor(described);
    std::vector<Node> children;
    while (!inside.empty()) {
      const SchemaField field =
          is_explicit ? SchemaField{{}, std::nullopt, type} : cursor.take(*inside.peek());
      children.push_back(read(inside, field, promised));
      if (children.back().tag == kObjectIdentifier) promised = promise_of(children.back());
    }
    return children;
  }

  std::string_view promise_of(const Node& oid) const {
    if (!options_.schema) return {};
    try {
      return options_.schema->promised_by(ObjectIdentifier::from_contents(oid.contents));
    } catch (const Error&) {
      return {};  // the tree shows what is no object identifier as well
    }
  }

  // Reads what a string holds; where that is no value, the string stays a leaf.
  void open_string(const Reader& reader, Element element, Node& node) {
    const bool is_bits = node.tag == kBitString;
    const bool is_octets = node.tag == kOctetString || node.tag.tag_class == TagClass::context;
    if (element.contents.empty() || !(is_octets || (is_bits && element.contents[0] == 0))) return;
    if (is_bits) element.contents = element.contents.subspan(1);
    const ByteView held = element.contents;
    // Most strings that hold no value are seen at their second octet.
    if (held.size() < 2 || (held[1] < 0x80 && held[1] + std::size_t{2} > held.size())) return;
    const std::size_t nodes_before = nodes_;
    try {
      Reader inside = reader.inside(element, {});
      node.children = read_children(inside, true, node.type, {});
      node.lead_size = is_bits ? 1 : 0;
    } catch (const Error&) {
      if (nodes_ > options_.most_nodes) throw;
      nodes_ = nodes_before;
    }
  }

  const TreeOptions& options_;
  std::size_t nodes_ = 0;
};

void append_pieces(std::vector<Piece>& pieces, const Node& node) {
  const auto add = [&](Piece::Kind kind, std::size_t offset, std::size_t size) {
    if (size > 0) pieces.push_back({kind, &node, offset, size});
  };
  add(Piece::Kind::header, node.offset, node.header_size);
  add(Piece::Kind::unused_bits, node.contents_offset(), node.lead_size);
  if (node.children.empty()) {
    add(Piece::Kind::contents, node.contents_offset(), node.contents.size());
  }
  for (const Node& child : node.children) append_pieces(pieces, child);
  add(Piece::Kind::end_of_contents, node.contents_offset() + node.contents.size(), node.end_size);
}

}  // namespace

const Node* Node::child(std::string_view child_name) const {
  const auto found = std::ranges::find(children, child_name, &Node::name);
  return found == children.end() ? nullptr : &*found;
}

Node read_tree(ByteView input, Rules rules, const TreeOptions& options) {
  Reader reader(input, rules);
  Node root = TreeReader(options).read(reader, {options.type, std::nullopt, options.type}, {});
  reader.finish();
  return root;
}

std::vector<Piece> partition(const Node& root) {
  std::vector<Piece> pieces;
  append_pieces(pieces, root);
  return pieces;
}

}  // namespace smime::asn1
