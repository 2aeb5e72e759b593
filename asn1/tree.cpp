// The tree of a DER or BER value.
#include "asn1/tree.hpp"

#include "asn1/reader.hpp"

namespace smime::asn1 {
namespace {

Node read_node(Reader& reader) {
  Reader copy = reader;
  const Element element = copy.element();
  Node node;
  node.tag = element.tag;
  node.offset = element.offset;
  node.header_size = static_cast<std::size_t>(element.contents.data() - element.whole.data());
  node.contents_size = element.contents.size();
  node.end_size = element.whole.size() - node.header_size - node.contents_size;
  if (!element.tag.constructed) {
    reader = copy;
    return node;
  }
  Reader inside = reader.inside(element.tag, {});
  while (!inside.empty()) node.children.push_back(read_node(inside));
  return node;
}

}  // namespace

Node read_tree(ByteView input, Rules rules) {
  Reader reader(input, rules);
  Node root = read_node(reader);
  reader.finish();
  return root;
}

}  // namespace smime::asn1
