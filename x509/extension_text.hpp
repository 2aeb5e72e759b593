// Extensions as people read them: one or more lines for each (RFC 5280, 4.2 and 5.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "x509/extension.hpp"

namespace smime::x509 {

/// The extension's name in its standard, "basicConstraints"; nothing for one that is not known
/// here.
std::optional<std::string_view> extension_name(const ObjectIdentifier& extn_id);

/// What the extension says, a line for each of its parts. One that is unknown, or whose value
/// breaks its rules, is shown as octets in hexadecimal, the latter with what is wrong.
std::vector<std::string> extension_text(const Extension& extension);

}  // namespace smime::x509
