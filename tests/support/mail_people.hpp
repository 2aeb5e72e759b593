// An authority and people with digital IDs in files, for tests that run the programs.
#pragma once

#include <string>

#include "tests/support/process.hpp"

namespace smime::tests {

/// Writes ca.pem and its key ca.key, katie.pem, bob.pem, mallory.pem (key and certificate each) and
/// their certificates alone as katie.crt, bob.crt, mallory.crt into the folder. RSA of 2048 bits,
/// SHA-256.
void write_mail_people(const TemporaryFolder& folder);

/// A message from Katie to Bob, with LF line ends as files have them.
std::string mail_from_katie();

/// The content that opening it must give: its content fields and body with CRLF.
std::string content_of_mail();

/// The same of a multipart/signed message: it was made safe for transport before it was signed.
std::string content_of_clear_signed_mail();

/// The command line that starts the program smime.
std::string smime_program();

}  // namespace smime::tests
