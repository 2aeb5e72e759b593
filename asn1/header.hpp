// Identifier and length octets (X.690, 8.1.2 and 8.1.3), read and written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "asn1/rules.hpp"
#include "asn1/tag.hpp"
#include "primitives/bytes.hpp"
#include "primitives/error.hpp"

namespace smime::asn1 {

/// What stands before the contents of a value.
struct Header {
  Tag tag;
  std::size_t size = 0;               ///< identifier and length octets together
  std::optional<std::size_t> length;  ///< contents octets; nothing for an indefinite length

  /// The octets 00 00 that end an indefinite length. \standard{X.690, 8.1.5}
  bool is_end_of_contents() const;
};

/// Reads identifier and length octets from the start of `input`. The length may point beyond it.
/// @param offset  of `input` in the whole, for messages
/// @throws Error (malformed, not_der)
Header read_header(ByteView input, const Rules& rules, std::size_t offset);

/// Appends identifier and length octets. \standard{X.690, 8.1.2 and 10.1}
/// @param length  contents octets, written in the fewest octets; nothing for an indefinite length
void append_header(Bytes& out, Tag tag, std::optional<std::uint64_t> length);

/// Where the contents of an indefinite length begin, and how long they are with their end.
struct EndOfContents {
  std::size_t offset = 0;  ///< of the first octet of the contents, in the whole
  std::size_t size = 0;    ///< octets of contents and end-of-contents
};

/// The end of an indefinite length whose contents start `input`, followed by the ends of those
/// inside of it, in the order of their offsets: a value needs to be scanned once for all its
/// levels. Runs in time linear in the input and without recursion. \standard{X.690, 8.1.3.6}
/// @throws Error (malformed) where the end is missing, (limit_exceeded) beyond the depth
std::vector<EndOfContents> find_ends_of_contents(ByteView input, const Rules& rules,
                                                 std::size_t offset);

}  // namespace smime::asn1
