// What smime open says on standard error besides the verdict: protected fields, damage, notes.
#pragma once

#include <string>

#include "mime/smime/opener.hpp"

namespace smime::mime::command {

/// Lines for people, each ended; empty where there is nothing to say. Octets of the message that a
/// terminal would act on are escaped.
std::string open_summary(const secure::OpenResult& result);

}  // namespace smime::mime::command
