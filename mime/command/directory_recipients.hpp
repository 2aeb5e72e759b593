// For whom a message is encrypted, of the people in the directory: certificates, and the cipher
// that all of them can take.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/command/directory_option.hpp"
#include "mime/command/password.hpp"
#include "primitives/content_cipher.hpp"
#include "x509/certificate.hpp"
#include "x509/path/options.hpp"

namespace smime::mime::command {

/// All recipients of one message.
struct Recipients {
  std::vector<x509::Certificate> certificates;
  /// What each can decrypt, best first; nothing where it is not known.
  std::vector<std::optional<std::vector<ContentCipher>>> ciphers;
  std::vector<std::string> notes;  ///< for people
};

/// Adds those that a file, an address among the known certificates, or a name or an address of the
/// directory stands for.
/// @param password  of a file that is under one
/// @throws Error (not_found) where there is no certificate, with what to do about it
void add_recipients(Recipients& recipients, const DirectoryOption& directory,
                    const std::string& text, const std::vector<x509::Certificate>& known, Time now,
                    x509::path::Policy policy, const PasswordSource& password);

/// The cipher that the recipients prefer. \standard{RFC 8551, 2.7.1}
/// @throws Error (not_found) where no acceptable one is common to all
ContentCipher common_cipher(const Recipients& recipients, x509::path::Policy policy);

/// The certificate of the default ID to be encrypted for; nothing where there is none, or where the
/// directory, which was not named, cannot be read.
std::optional<x509::Certificate> default_certificate(const DirectoryOption& directory, Time now);

}  // namespace smime::mime::command
