// Skipping a test that cannot run here: said, counted, and never counted as passed.
#pragma once

#include <string>

namespace smime::tests {

/// Marks the running test case as skipped and says why. Use as `return skip("...");`.
void skip(const std::string& why);

}  // namespace smime::tests
