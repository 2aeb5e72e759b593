// What the tests of the directory share: certificates of Katie and others, and processes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mime/directory/schema.hpp"
#include "tests/support/process.hpp"
#include "tests/x509/cast.hpp"

namespace smime::tests {

/// A certificate for Katie's key under this name, from the intermediate authority.
x509::Certificate certificate_for(const std::string& common_name,
                                  const std::vector<std::string>& emails);
/// The same, signed by its own key.
x509::Certificate self_signed_for(const std::string& common_name,
                                  const std::vector<std::string>& emails);

/// Runs `work` in a child process; 0 where it ends well, 1 where it throws.
pid_t start_child(const std::function<void()>& work);
/// Waits for a child; its exit status, or 128 and the signal's number.
int wait_for(pid_t child);

}  // namespace smime::tests
