// Octets as lines of hexadecimal: the plain dump and the labelled map.
#pragma once

#include <string>
#include <vector>

#include "walkthrough/story/document.hpp"

namespace smime::walkthrough::render {

/// Sixteen octets a line: offset, hexadecimal, and what of it is printable ASCII. Beyond
/// `most_lines` lines the middle is folded into one line that counts what it hides.
std::vector<std::string> hex_dump(ByteView octets, std::size_t most_lines);

/// One line for each span: offset, its first octets, and its label indented by its depth; where it
/// came from stands behind an arrow. A value that a span holds whole is never cut below `shown`
/// octets.
std::vector<std::string> byte_map(const BytesBlock& block, std::size_t shown);

}  // namespace smime::walkthrough::render
