// Identifier and length octets (X.690, 8.1.2 and 8.1.3), read and written.
#include "asn1/header.hpp"

#include <bit>
#include <limits>

namespace smime::asn1 {
namespace {

[[noreturn]] void refuse(ErrorKind kind, std::string found, std::string rule, const char* section,
                         std::size_t offset) {
  throw Error(kind, std::move(found), std::move(rule), section, offset);
}

std::uint8_t octet_at(ByteView input, std::size_t index, std::size_t offset) {
  if (index >= input.size()) {
    refuse(ErrorKind::malformed, "the end of the input",
           "a value has identifier, length and contents octets", "X.690, 8.1.1", offset + index);
  }
  return input[index];
}

// The high-tag-number form: seven bits an octet, the last with bit 8 zero.
std::uint32_t read_tag_number(ByteView input, std::size_t& index, std::size_t offset) {
  std::uint64_t number = 0;
  const std::size_t first = index;
  for (;;) {
    const std::uint8_t octet = octet_at(input, index++, offset);
    if (index == first + 1 && octet == 0x80) {
      refuse(ErrorKind::malformed, "a tag number with a leading zero",
             "the first subsequent octet is not 80", "X.690, 8.1.2.4.2 (c)", offset + first);
    }
    number = number << 7 | (octet & 0x7fU);
    if (number > std::numeric_limits<std::uint32_t>::max()) {
      refuse(ErrorKind::limit_exceeded, "a tag number beyond 32 bits",
             "tag numbers of known types are small", "X.690, 8.1.2.4", offset + first);
    }
    if ((octet & 0x80U) == 0) break;
  }
  if (number < 31) {
    refuse(ErrorKind::malformed, "tag number " + std::to_string(number) + " in the long form",
           "numbers up to 30 take the short form", "X.690, 8.1.2.2", offset + first);
  }
  return static_cast<std::uint32_t>(number);
}

std::size_t read_long_length(ByteView input, std::size_t& index, std::size_t count,
                             const Rules& rules, std::size_t offset) {
  const std::size_t first = index;
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t octet = octet_at(input, index++, offset);
    if (length >> 55 != 0) {
      refuse(ErrorKind::limit_exceeded, "a length beyond 63 bits",
             "a length counts octets that are there", "X.690, 8.1.3.5", offset + first);
    }
    length = length << 8 | octet;
  }
  const bool minimal = length >= 0x80 && input[first] != 0;
  if (rules.distinguished && !minimal) {
    refuse(ErrorKind::not_der,
           "a length of " + std::to_string(length) + " in " + std::to_string(count) + " octets",
           "a length takes the fewest octets", "X.690, 10.1", offset + first);
  }
  return length;
}

std::optional<std::size_t> read_length(ByteView input, std::size_t& index, bool constructed,
                                       const Rules& rules, std::size_t offset) {
  const std::uint8_t first = octet_at(input, index++, offset);
  if (first < 0x80) return first;
  if (first == 0xff) {
    refuse(ErrorKind::malformed, "a length that begins with ff", "this value is reserved",
           "X.690, 8.1.3.5 (c)", offset + index - 1);
  }
  if (first > 0x80) return read_long_length(input, index, first & 0x7fU, rules, offset);
  if (rules.distinguished) {
    refuse(ErrorKind::not_der, "an indefinite length", "a length is definite", "X.690, 10.1",
           offset + index - 1);
  }
  if (!constructed) {
    refuse(ErrorKind::malformed, "an indefinite length of a primitive value",
           "only constructed values have one", "X.690, 8.1.3.2 (a)", offset + index - 1);
  }
  return std::nullopt;
}

// X.690, 8.1.2: one octet up to number 30, else base 128 behind it.
void append_identifier(Bytes& out, Tag tag) {
  const unsigned first = static_cast<unsigned>(tag.tag_class) << 6 | (tag.constructed ? 0x20U : 0U);
  if (tag.number < 31) {
    out.push_back(static_cast<std::uint8_t>(first | tag.number));
    return;
  }
  out.push_back(static_cast<std::uint8_t>(first | 0x1f));
  const int groups = (std::bit_width(tag.number) + 6) / 7;
  for (int i = groups - 1; i >= 0; --i) {
    out.push_back(static_cast<std::uint8_t>((tag.number >> (7 * i) & 0x7f) | (i > 0 ? 0x80U : 0U)));
  }
}

// X.690, 10.1: the fewest octets.
void append_length(Bytes& out, std::uint64_t length) {
  if (length < 0x80) {
    out.push_back(static_cast<std::uint8_t>(length));
    return;
  }
  const int octets = (static_cast<int>(std::bit_width(length)) + 7) / 8;
  out.push_back(static_cast<std::uint8_t>(0x80 | octets));
  for (int i = octets - 1; i >= 0; --i) out.push_back(static_cast<std::uint8_t>(length >> (8 * i)));
}

}  // namespace

bool Header::is_end_of_contents() const {
  return tag == universal(0) && length == std::size_t{0};
}

Header read_header(ByteView input, const Rules& rules, std::size_t offset) {
  Header header;
  std::size_t index = 0;
  const std::uint8_t first = octet_at(input, index++, offset);
  header.tag.tag_class = static_cast<TagClass>(first >> 6);
  header.tag.constructed = (first & 0x20U) != 0;
  header.tag.number = first & 0x1fU;
  if (header.tag.number == 0x1f) header.tag.number = read_tag_number(input, index, offset);
  header.length = read_length(input, index, header.tag.constructed, rules, offset);
  header.size = index;
  return header;
}

void append_header(Bytes& out, Tag tag, std::optional<std::uint64_t> length) {
  append_identifier(out, tag);
  if (length) {
    append_length(out, *length);
  } else {
    out.push_back(0x80);
  }
}

std::vector<EndOfContents> find_ends_of_contents(ByteView input, const Rules& rules,
                                                 std::size_t offset) {
  std::vector<EndOfContents> ends{{offset, 0}};
  std::vector<std::size_t> open{0};  // indices into `ends`
  std::size_t index = 0;
  while (!open.empty()) {
    const Header header = read_header(input.subspan(index), rules, offset + index);
    const std::size_t left = input.size() - index - header.size;
    if (header.length && *header.length > left) {
      refuse(ErrorKind::malformed, "a length of " + std::to_string(*header.length) + " octets",
             "only " + std::to_string(left) + " octets are left", "X.690, 8.1.3", offset + index);
    }
    index += header.size + header.length.value_or(0);
    if (header.is_end_of_contents()) {
      EndOfContents& closed = ends[open.back()];
      closed.size = offset + index - closed.offset;
      open.pop_back();
    } else if (!header.length) {
      if (open.size() >= rules.depth) {
        refuse(ErrorKind::limit_exceeded, "values nested deeper than the limit",
               "nesting is bounded", "", offset + index);
      }
      open.push_back(ends.size());
      ends.push_back({offset + index, 0});
    }
  }
  return ends;
}

}  // namespace smime::asn1
