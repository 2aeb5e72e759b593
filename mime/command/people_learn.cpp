// smime people learn: the senders of signed messages, with their certificates and capabilities.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "mime/command/cms.hpp"
#include "mime/command/learning.hpp"
#include "mime/command/people.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  DirectoryOption directory;
  PasswordOptions passwords;
  std::vector<std::string> messages;
  std::string at;
};

void tell(const directory::Acquaintance& learnt, bool trusted) {
  std::cerr << "smime: " << (learnt.new_person ? "learnt " : "known: ") << learnt.person
            << (learnt.new_certificate ? ", a new certificate" : "")
            << (learnt.new_capabilities ? ", new capabilities" : "") << "\n";
  if (!trusted) {
    std::cerr << "smime: note: the certificate is not trusted by that; 'smime trust cross-certify' "
                 "does it\n";
  }
}

// Learns from one message; whether there was anybody to learn about.
bool learn(const Options& options, const std::string& file, Time now) {
  const secure::OpenResult result =
      open_for_signers(file, options.directory, options.passwords.source(), now);
  const auto all = introductions(result, now, false);
  if (all.empty()) {
    std::cerr << summary(result) << "\nsmime: nothing to learn from " << file
              << ": it has no right signature of the sender\n";
    return false;
  }
  directory::Database database = options.directory.write();
  directory::Transaction transaction(database);
  for (const auto& introduction : all) {
    tell(directory::learn(database, introduction, now), result.verdict == secure::Verdict::valid);
  }
  transaction.commit();
  return true;
}

int learn_all(const Options& options) {
  const Time now = moment(options.at);
  bool learnt = true;
  for (const std::string& file : options.messages) learnt = learn(options, file, now) && learnt;
  return learnt ? kSuccess : kUntrusted;
}

}  // namespace

void add_people_learn(CLI::App& people, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = people.add_subcommand(
      "learn", "Learn senders, their certificates and capabilities from signed messages");
  command->add_option("MESSAGE", options->messages, "signed messages (\"-\": standard input)")
      ->required();
  command->add_option("--at", options->at, "judge as of this moment (RFC 3339; default now)");
  options->passwords.add_to(*command, "the digital ID that an encrypted message is for");
  options->directory.add_to(*command);
  command->callback([options, &run] { run = [options] { return learn_all(*options); }; });
}

}  // namespace smime::mime::command
