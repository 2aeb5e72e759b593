// Running a test on every implementation of a primitive that this machine can run.
#pragma once

#include <functional>
#include <string>

namespace smime::tests {

/// Calls `body` with each implementation of `primitive` forced in turn, and resets the choice. One
/// that cannot run here is reported on standard output.
void on_every_implementation(const std::string& primitive, const std::function<void()>& body);

/// Counts one vector (a printed or a third party's figure) as tried on the implementation that is
/// forced at the moment by `on_every_implementation`.
void count_vector();

/// Prints how many vectors were tried on each implementation, a line for each primitive.
void print_vector_counts();

}  // namespace smime::tests
