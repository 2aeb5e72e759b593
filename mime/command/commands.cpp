// The commands of the program smime, put together: those alone that a command line may mean.
#include "mime/command/commands.hpp"

#include <algorithm>

namespace smime::mime::command {

void add_commands(CLI::App& app, Run& run, const std::vector<CommandEntry>& entries,
                  std::string_view word) {
  const auto named = std::find_if(entries.begin(), entries.end(), [&](const CommandEntry& entry) {
    return !word.empty() && entry.name == word;
  });
  if (named != entries.end()) return named->add(app, run);
  for (const CommandEntry& entry : entries) entry.add(app, run);
}

void add_program(CLI::App& app, Run& run, const CommandWords& words) {
  const auto group = [&](void (*add)(CLI::App&, Run&, std::string_view)) {
    return [add, &words](CLI::App& to, Run& what) { add(to, what, words.second); };
  };
  add_commands(app, run,
               {{"sign", add_sign},
                {"encrypt", add_encrypt},
                {"open", add_open},
                {"compare", add_compare},
                {"verify-certificate", add_verify_certificate},
                {"show", add_show},
                {"id", group(add_id)},
                {"people", group(add_people)},
                {"trust", group(add_trust)},
                {"cms", group(add_cms)},
                {"ca", group(add_ca)},
                {"", add_documents}},  // describe all the others
               words.first);
}

}  // namespace smime::mime::command
