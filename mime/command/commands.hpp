// The commands of the program smime: each adds itself to the command line and runs.
#pragma once

#include <functional>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "mime/command/cli.hpp"

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

/// The words of a command line that name its command: "cms" and "verify".
struct CommandWords {
  std::string_view first, second;
};

/// A command's name, and what adds it to the command line.
struct CommandEntry {
  std::string_view name;
  std::function<void(CLI::App& app, Run& run)> add;
};

/// Adds the command that the word names alone, for describing all of them takes longer than a small
/// message does; where it names none (--help, a slip, nothing), all of them.
void add_commands(CLI::App& app, Run& run, const std::vector<CommandEntry>& entries,
                  std::string_view word);

/// Every command of the program that these words may mean.
void add_program(CLI::App& app, Run& run, const CommandWords& words);

/// Adds the command and stores what to run when it is the one asked for. Those that have commands
/// of their own take the word that names one.
void add_sign(CLI::App& app, Run& run);
void add_encrypt(CLI::App& app, Run& run);
void add_open(CLI::App& app, Run& run);
void add_compare(CLI::App& app, Run& run);
void add_verify_certificate(CLI::App& app, Run& run);
void add_show(CLI::App& app, Run& run);
void add_id(CLI::App& app, Run& run, std::string_view word);
void add_people(CLI::App& app, Run& run, std::string_view word);
void add_trust(CLI::App& app, Run& run, std::string_view word);
void add_cms(CLI::App& app, Run& run, std::string_view word);
void add_ca(CLI::App& app, Run& run, std::string_view word);
void add_documents(CLI::App& app, Run& run);

}  // namespace smime::mime::command
