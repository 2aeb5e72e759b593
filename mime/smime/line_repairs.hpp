// Undoing what transport does line by line: each a codec, so that a content of any size passes.
#pragma once

#include <vector>

#include "mime/smime/damage.hpp"

namespace smime::mime::secure {

/// Line ends, final line ends, trailing blanks, From-stuffing, dot-stuffing, tabs, wrapped lines.
/// What each gives has CR LF at every line end, save those of kind "line-ends".
const std::vector<Repair>& line_repairs();

}  // namespace smime::mime::secure
