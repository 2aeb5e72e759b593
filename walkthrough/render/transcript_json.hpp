// The lesson as JSON: every block with its octets, for tests and for other renderers.
#pragma once

#include <string>

#include "walkthrough/story/document.hpp"

namespace smime::walkthrough::render {

/// The whole document as indented JSON. With `blank`, every value and every octet that a run
/// computes is replaced by a mark, so that two runs with other randomness can be compared.
std::string transcript_json(const Document& document, bool blank = false);

}  // namespace smime::walkthrough::render
