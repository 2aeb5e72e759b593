// Whom a message is encrypted for: files with certificates, or addresses.
#pragma once

#include <string>
#include <vector>

#include "mime/command/password.hpp"
#include "mime/header.hpp"
#include "x509/certificate.hpp"
#include "x509/path/options.hpp"

namespace smime::mime::command {

/// The addresses in To, Cc and Bcc, each once. \standard{RFC 5322, 3.6.3}
std::vector<std::string> recipient_addresses(const Header& header);

/// The addresses in From, each once. \standard{RFC 5322, 3.6.2}
std::vector<std::string> sender_addresses(const Header& header);

/// The certificates of one recipient.
/// @param who    a file, of whose certificates the first is the recipient's; else an address
/// @param known  certificates among which addresses are found
/// @param password  of the file
/// @throws Error (not_found) with what to do next
std::vector<x509::Certificate> certificates_of_recipient(
    const std::string& who, const std::vector<x509::Certificate>& known,
    const PasswordSource& password);

/// Whether keys may be encrypted with the certificate's key. \standard{RFC 5280, 4.2.1.3}
bool can_encrypt_for(const x509::Certificate& certificate);

/// Refuses a key that no message can be encrypted to, by its type or under this policy.
/// @throws Error (unsupported_algorithm, invalid_argument)
void require_recipient(x509::path::Policy policy, const x509::Certificate& certificate);

/// What speaks against encrypting to these certificates without forbidding it: a key usage, an
/// extended key usage, a validity that is over. A line each.
std::vector<std::string> doubts_about_recipients(const std::vector<x509::Certificate>& certificates,
                                                 const Time& now);

/// Prints notes for people on standard error, if they are not to be left out.
void print_notes(const std::vector<std::string>& notes, bool quiet);

}  // namespace smime::mime::command
