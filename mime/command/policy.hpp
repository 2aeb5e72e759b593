// What a policy lets the program make, and the options that all commands share.
#pragma once

#include <string>

#include "asn1/time.hpp"
#include "mime/command/cli.hpp"
#include "primitives/content_cipher.hpp"
#include "primitives/digest.hpp"
#include "x509/certificate.hpp"
#include "x509/path/options.hpp"

namespace smime::mime::command {

/// `sha256`, and with the article's policy `sha1`.
std::string default_digest(x509::path::Policy policy);
/// `aes-256-cbc`, and with the article's policy `des-ede3-cbc`.
std::string default_cipher(x509::path::Policy policy);

/// @throws Error (invalid_argument) that names the policy which allows it
void require_digest(x509::path::Policy policy, DigestAlgorithm digest);
void require_cipher(x509::path::Policy policy, ContentCipher cipher);
void require_key(x509::path::Policy policy, const x509::Certificate& certificate);

/// The moment that the text names; the system's clock where it is empty.
Time moment(const std::string& rfc3339);

/// --policy, --password-file, --password-env, --no-directory.
void add_common_options(CLI::App& command, std::string& policy, std::string& password_file,
                        std::string& password_env, bool& no_directory);

}  // namespace smime::mime::command
