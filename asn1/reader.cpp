// Reading DER and BER (X.690): moving from value to value.
#include "asn1/reader.hpp"

#include <algorithm>

#include "asn1/strings.hpp"

namespace smime::asn1 {
namespace {

// Whether `found` is `wanted`, or under BER the constructed form of a string type.
bool matches(Tag found, Tag wanted, const Rules& rules) {
  if (found == wanted) return true;
  return !rules.distinguished && !wanted.constructed && found.constructed &&
         found.tag_class == wanted.tag_class && found.number == wanted.number;
}

std::string described(const Tag& tag) {
  return tag.name() + (tag.constructed ? " (constructed)" : "");
}

// Whether `found` is the constructed form, which BER alone allows, of the string type `wanted`.
bool is_constructed_string(Tag found, Tag wanted) {
  const bool string = wanted.tag_class != TagClass::universal || is_string_type(wanted) ||
                      wanted == kBitString || wanted == kOctetString || wanted == kUtcTime ||
                      wanted == kGeneralizedTime;
  return string && !wanted.constructed && found.constructed &&
         found.tag_class == wanted.tag_class && found.number == wanted.number;
}

}  // namespace

Reader::Reader(ByteView input, Rules rules, std::string_view path)
    : rest_(input), rules_(rules), path_(path) {}

Reader::Reader(ByteView contents, Rules rules, Path path, std::size_t offset, Ends ends)
    : rest_(contents), rules_(rules), path_(path), offset_(offset), ends_(std::move(ends)) {}

Path Reader::path_to(std::string_view name) const {
  Path path = path_;
  path.push(name);
  return path;
}

void Reader::refuse(ErrorKind kind, std::string found, std::string rule, const char* standard,
                    std::size_t at, std::string_view name) const {
  throw Error(kind, std::move(found), std::move(rule), standard, at, path_to(name).text());
}

Error Reader::error(ErrorKind kind, std::string found, std::string rule,
                    std::string standard) const {
  return {kind, std::move(found), std::move(rule), std::move(standard), offset_, path_.text()};
}

std::optional<Tag> Reader::peek() const {
  if (rest_.empty()) return std::nullopt;
  return read_header(rest_, rules_, offset_).tag;
}

bool Reader::next_is(Tag tag) const {
  if (rest_.empty()) return false;
  // Nearly all tags are one octet; only the others need to be parsed.
  const std::uint8_t first = rest_[0];
  if ((first & 0x1f) == 0x1f || tag.number >= 31) return matches(*peek(), tag, rules_);
  const Tag found{static_cast<TagClass>(first >> 6), (first & 0x20) != 0, first & 0x1fU};
  return matches(found, tag, rules_);
}

Element Reader::element(std::string_view name) {
  if (rest_.empty()) {
    refuse(ErrorKind::malformed, "the end of the contents", "a value is due here", "X.690, 8.1.1",
           offset_, name);
  }
  if (rules_.depth == 0) {
    refuse(ErrorKind::limit_exceeded, "a value nested deeper than the limit", "nesting is bounded",
           "", offset_, name);
  }
  try {
    const Header header = read_header(rest_, rules_, offset_);
    const ByteView after = rest_.subspan(header.size);
    if (header.length && *header.length > after.size()) {
      refuse(ErrorKind::malformed, "a length of " + std::to_string(*header.length) + " octets",
             "only " + std::to_string(after.size()) + " octets are left", "X.690, 8.1.3", offset_,
             {});
    }
    const std::size_t size =
        header.length ? *header.length : end_of_contents(after, offset_ + header.size);
    Element element{header.tag, offset_, rest_.first(header.size + size),
                    after.first(header.length ? size : size - 2), !header.length};
    rest_ = after.subspan(size);
    offset_ += header.size + size;
    return element;
  } catch (const Error& error) {
    throw Error(error.kind(), error.found(), error.rule(), error.standard(), error.offset(),
                path_to(name).text());
  }
}

std::size_t Reader::end_of_contents(ByteView after, std::size_t at) {
  if (ends_) {
    const auto known = std::ranges::lower_bound(*ends_, at, {}, &EndOfContents::offset);
    if (known != ends_->end() && known->offset == at) return known->size;
  }
  auto found = find_ends_of_contents(after, rules_, at);
  const std::size_t size = found[0].size;
  if (found.size() > 1)
    ends_ = std::make_shared<const std::vector<EndOfContents>>(std::move(found));
  return size;
}

Element Reader::element(Tag tag, std::string_view name) {
  if (!rest_.empty() && !next_is(tag)) {
    const Tag found = *peek();
    const bool is_not_der = rules_.distinguished && is_constructed_string(found, tag);
    refuse(is_not_der ? ErrorKind::not_der : ErrorKind::malformed, described(found),
           described(tag) + " is due here", is_not_der ? "X.690, 10.2" : "X.690, 8.1.2", offset_,
           name);
  }
  return element(name);
}

Reader Reader::inside(const Element& element, std::string_view name) const {
  Rules deeper = rules_;
  --deeper.depth;
  return {element.contents, deeper, path_to(name), element.contents_offset(), ends_};
}

Reader Reader::inside(Tag tag, std::string_view name) {
  return inside(element(tag, name), name);
}

Reader Reader::set_of(std::string_view name) {
  Reader contents = inside(kSet, name);
  if (rules_.distinguished) contents.check_set_order();
  return contents;
}

void Reader::check_set_order() const {
  Reader elements = *this;
  ByteView previous;
  while (!elements.empty()) {
    const Element next = elements.element();
    if (std::lexicographical_compare(next.whole.begin(), next.whole.end(), previous.begin(),
                                     previous.end())) {
      refuse(ErrorKind::not_der, "an element of a SET OF that is less than the one before",
             "the elements stand in ascending order", "X.690, 11.6", next.offset, {});
    }
    previous = next.whole;
  }
}

std::optional<Reader> Reader::optional_context(std::uint32_t number, std::string_view name) {
  if (!next_is(asn1::context(number))) return std::nullopt;
  return context(number, name);
}

void Reader::finish() const {
  if (!rest_.empty()) {
    throw error(ErrorKind::trailing_data, std::to_string(rest_.size()) + " octets more",
                "nothing follows the last value", "X.690, 8.1.1");
  }
}

}  // namespace smime::asn1
