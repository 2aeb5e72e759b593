// Addresses and names of people as they go into certificates, checked where they are typed.
#pragma once

#include <string>

namespace smime::mime::command {

/// The Mailbox that a certificate names: what was typed, its domain in A-labels.
/// \standard{RFC 5280, 4.2.1.6; RFC 9598, 3}
/// @throws Error (invalid_argument) for what is no address, with what is due
std::string certified_address(const std::string& text);

/// For CLI11's transform: the address in place of the text; the complaint, or nothing.
std::string as_certified_address(std::string& text);

/// For CLI11's check: the complaint about a name of blanks, or with characters that act on a
/// terminal; or nothing.
std::string complaint_about_name(const std::string& name);

}  // namespace smime::mime::command
