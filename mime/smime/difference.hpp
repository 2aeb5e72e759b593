// Where two texts part: the line, the octet, and what stands there.
#pragma once

#include <optional>
#include <string>

#include "primitives/bytes.hpp"

namespace smime::mime::secure {

/// The place in one of the copies.
struct Place {
  std::size_t line = 1;   ///< from 1, in the part
  std::size_t octet = 0;  ///< from 0, in the part
  std::string context;    ///< the octets around it, printable: "caf\xe9", "end \r\n"
};

/// The first octet that differs, and how much does.
struct Difference {
  Place sent, received;
  std::size_t sent_lines = 0;      ///< lines from the first to the last that differ
  std::size_t received_lines = 0;  ///< likewise
};

/// Nothing where both are the same, octet for octet.
std::optional<Difference> first_difference(ByteView sent, ByteView received);

/// Printable ASCII as it is; backslashes and every other octet escaped: "\\", "\\r", "\\n", "\\t",
/// "\\xe9". What a terminal shows of hostile octets.
std::string printable(ByteView octets);

}  // namespace smime::mime::secure
