// smime trust: what its commands share.
#pragma once

#include "mime/command/cli.hpp"
#include "mime/command/commands.hpp"

namespace smime::mime::command {

void add_trust_add(CLI::App& trust, Run& run);
void add_trust_cross_certify(CLI::App& trust, Run& run);
void add_trust_list(CLI::App& trust, Run& run);
void add_trust_remove(CLI::App& trust, Run& run);

}  // namespace smime::mime::command
