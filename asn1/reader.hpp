// Reading DER and BER (X.690): a reader stands before a value, consumes it and advances.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "asn1/header.hpp"
#include "asn1/object_identifier.hpp"
#include "asn1/path.hpp"
#include "asn1/rules.hpp"
#include "asn1/tag.hpp"
#include "asn1/time.hpp"
#include "primitives/bytes.hpp"
#include "primitives/error.hpp"
#include "primitives/integer.hpp"

namespace smime::asn1 {

/// One value as it stands in the input.
struct Element {
  Tag tag;
  std::size_t offset = 0;  ///< of the tag, from the start of the whole input
  ByteView whole;          ///< tag, length, contents and, for an indefinite length, end-of-contents
  ByteView contents;       ///< the contents octets
  bool indefinite = false;  ///< the length was indefinite (BER)

  /// Of the first contents octet, from the start of the whole input.
  std::size_t contents_offset() const {
    return offset + static_cast<std::size_t>(contents.data() - whole.data());
  }
};

/// A BIT STRING. \standard{X.690, 8.6}
struct BitString {
  Bytes octets;
  unsigned unused_bits = 0;  ///< of the last octet, 0 to 7

  friend bool operator==(const BitString&, const BitString&) = default;
  /// Bit `index` counted from the first octet's most significant bit; false beyond the end.
  bool bit(std::size_t index) const;
};

/// A reader of consecutive values. Every method checks, consumes and advances, or throws an `Error`
/// that names offset, path, finding and rule. The input must outlive the reader and what it views,
/// and so must the names given to it: they are joined to a path only where an error needs one.
class Reader {
 public:
  /// @param path  the name of what is read, for messages: "certificate"
  explicit Reader(ByteView input, Rules rules = Rules::der(), std::string_view path = {});

  bool empty() const { return rest_.empty(); }
  std::size_t offset() const { return offset_; }
  const Rules& rules() const { return rules_; }
  std::string path() const { return path_.text(); }
  /// The octets not yet consumed.
  ByteView rest() const { return rest_; }

  /// The next value's tag, without consuming it; nothing at the end.
  std::optional<Tag> peek() const;
  /// Whether the next value has this tag (for strings under BER: primitive or constructed).
  bool next_is(Tag tag) const;

  /// Any value.
  Element element(std::string_view name = {});
  /// A value with this tag.
  Element element(Tag tag, std::string_view name);
  /// The next value's octets, whole: an ANY or open type to be read later.
  ByteView any(std::string_view name = {}) { return element(name).whole; }
  /// Consumes the next value and gives a reader of its contents.
  Reader inside(Tag tag, std::string_view name);
  /// A reader of the contents of an element that this reader gave.
  Reader inside(const Element& element, std::string_view name) const;
  Reader sequence(std::string_view name) { return inside(kSequence, name); }
  /// SET OF: under DER the order of its elements is checked. \standard{X.690, 11.6}
  Reader set_of(std::string_view name);
  /// An EXPLICIT or constructed IMPLICIT `[number]`.
  Reader context(std::uint32_t number, std::string_view name) {
    return inside(asn1::context(number), name);
  }
  /// Like `context`, but nothing where the next value is another one: OPTIONAL.
  std::optional<Reader> optional_context(std::uint32_t number, std::string_view name);

  // The `tag` argument serves IMPLICIT tagging: `octet_string("iv", context(0, false))`.
  bool boolean(std::string_view name, Tag tag = kBoolean);
  Integer integer(std::string_view name, Tag tag = kInteger);
  /// An INTEGER that must lie in `[low, high]`: versions, counts.
  std::int64_t small_integer(std::string_view name, std::int64_t low, std::int64_t high,
                             Tag tag = kInteger);
  /// The contents octets of an INTEGER, sign included: serial numbers.
  Bytes integer_octets(std::string_view name, Tag tag = kInteger);
  std::int64_t enumerated(std::string_view name, std::int64_t high, Tag tag = kEnumerated);
  BitString bit_string(std::string_view name, Tag tag = kBitString);
  /// Primitive or, under BER, put together from its segments.
  Bytes octet_string(std::string_view name, Tag tag = kOctetString);
  void null(std::string_view name);
  ObjectIdentifier object_identifier(std::string_view name, Tag tag = kObjectIdentifier);
  /// UTCTime or GeneralizedTime, by RFC 5280, 4.1.2.5 under DER.
  Time time(std::string_view name);
  /// Any character string type, as UTF-8. With `tag`, IMPLICIT of type `type`.
  std::string string(std::string_view name);
  std::string string(std::string_view name, Tag tag, Tag type);

  /// @throws Error (trailing_data) where something is left
  void finish() const;

  /// An `Error` at the reader's place: for rules that the caller checks.
  [[nodiscard]] Error error(ErrorKind kind, std::string found, std::string rule,
                            std::string standard) const;

 private:
  using Ends = std::shared_ptr<const std::vector<EndOfContents>>;

  Reader(ByteView contents, Rules rules, Path path, std::size_t offset, Ends ends);

  /// The same reader one name further in.
  Path path_to(std::string_view name) const;
  [[noreturn]] void refuse(ErrorKind kind, std::string found, std::string rule,
                           const char* standard, std::size_t at, std::string_view name) const;
  /// Octets of contents and end-of-contents of the indefinite length whose contents are `after`.
  std::size_t end_of_contents(ByteView after, std::size_t at);
  Element primitive(Tag tag, std::string_view name, const char* type);
  ByteView integer_contents(std::string_view name, Tag tag);
  void append_bits(BitString& value, const Element& element, std::string_view name) const;
  /// The octets of a string type, put together from its segments under BER.
  Bytes segments(const Element& element, std::string_view name) const;
  void append_segments(Bytes& whole, const Element& element, std::string_view name) const;
  void check_set_order() const;

  ByteView rest_;
  Rules rules_;
  Path path_;
  std::size_t offset_ = 0;
  Ends ends_;  // of the value that this one is inside of: found once, used at every level
};

}  // namespace smime::asn1
