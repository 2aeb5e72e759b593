// What a file holds, described object by object, whatever it is: PEM, DER, a message.
#pragma once

#include <string>

#include "mime/command/description.hpp"
#include "mime/command/material.hpp"

namespace smime::mime::command {

/// One description for each object, in their order. A key under a password that nobody gives is
/// described by its scheme.
/// @param file          its name, for errors and for the password
/// @param with_private  the private parts of keys as well
/// @throws Error that says where the reading that came furthest ended
Description describe_file(ByteView octets, const std::string& file, const PasswordSource& password,
                          bool with_private);

}  // namespace smime::mime::command
