// Running a test on every implementation of a primitive that this machine can run.
#pragma once

#include <functional>
#include <string>

namespace smime::tests {

/// Calls `body` with each implementation of `primitive` forced in turn, and resets the choice. One
/// that cannot run here is reported on standard output.
void on_every_implementation(const std::string& primitive, const std::function<void()>& body);

}  // namespace smime::tests
