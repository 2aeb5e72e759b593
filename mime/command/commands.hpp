// The commands of the program smime: each adds itself to the command line and runs.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace smime::mime::command {

/// What a program ends with.
enum ExitCode {
  kSuccess = 0,     ///< done; for `open`: everything was opened and is valid and trusted
  kUntrusted = 1,   ///< read, but it must not be trusted
  kUnreadable = 2,  ///< malformed, not addressed to any given identity, decryption failed
  kUsage = 3,       ///< wrong usage, or a file that cannot be read
};

/// Wrong usage that the command line parser cannot see.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A command: what it does once the command line is parsed. Returns an exit code.
using Run = std::function<int()>;

/// Adds the command and stores what to run when it is the one asked for.
void add_sign(CLI::App& app, Run& run);
void add_encrypt(CLI::App& app, Run& run);
void add_open(CLI::App& app, Run& run);
void add_compare(CLI::App& app, Run& run);
void add_verify_certificate(CLI::App& app, Run& run);
void add_show(CLI::App& app, Run& run);
void add_id(CLI::App& app, Run& run);
void add_people(CLI::App& app, Run& run);
void add_trust(CLI::App& app, Run& run);
void add_cms(CLI::App& app, Run& run);
void add_ca(CLI::App& app, Run& run);
void add_documents(CLI::App& app, Run& run);

}  // namespace smime::mime::command
