// The report of an opened message as JSON.
#pragma once

#include <string>

#include "mime/smime/opener.hpp"

namespace smime::mime::command {

/// Indented JSON with a line end behind it.
std::string report_json(const secure::OpenResult& result);

}  // namespace smime::mime::command
