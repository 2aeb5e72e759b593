// Names on the command line, as constraints have them: "email:example.org", "dns:.example.org",
// "dir:O=Example", "ip:192.0.2.0/24", "uri:example.org" (RFC 5280, 4.2.1.10).
#pragma once

#include <string>

#include "x509/general_name.hpp"

namespace smime::mime::command {

/// @throws Error (invalid_argument) that lists the forms
x509::GeneralName name_space(const std::string& text);

}  // namespace smime::mime::command
