// The rules of the house that can be read off its source: each gives what breaks it, "file:line:
// why".
#pragma once

#include <string>
#include <vector>

#include "tests/architecture/source_tree.hpp"

namespace smime::tests {

using Findings = std::vector<std::string>;

/// Includes name a file by its path from the root, and point down or stay in their folder's floor.
Findings rising_includes(const SourceTree& tree);

/// Plain mail knows no cryptography: it includes text encodings, errors and streams, not x509 or
/// cms.
Findings cryptography_in_plain_mail(const SourceTree& tree);

/// The files that transcribe a paper do not know about speed.
Findings speed_in_paper_files(const SourceTree& tree);

/// Code that verifies cannot reach the definition of a private key or a function's file that signs.
Findings private_keys_in_verifying_code(const SourceTree& tree);

/// Library floors read no clock, no file, no environment; only the system's randomness is outside.
Findings outside_world_in_library(const SourceTree& tree);

/// At most 300 lines, the first a sentence; headers have `#pragma once`; functions at most 40
/// lines.
Findings size_and_shape(const SourceTree& tree);

}  // namespace smime::tests
