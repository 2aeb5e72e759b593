// What opening a message teaches about its signers, and what it says about strangers.
#pragma once

#include <string>
#include <vector>

#include "mime/command/directory_option.hpp"
#include "mime/command/password.hpp"
#include "mime/directory/learning.hpp"
#include "mime/smime/opener.hpp"

namespace smime::mime::command {

/// What a message tells of the signers whose signature is right and whose address is the sender's.
/// @param only_trusted  leaves out those whose certificate is not believed
std::vector<directory::Introduction> introductions(const secure::OpenResult& result, Time now,
                                                   bool only_trusted);

/// Keeps what is new in these, in one transaction, and tells of it as `learn_from` does.
std::vector<std::string> learn(const std::vector<directory::Introduction>& all,
                               const DirectoryOption& directory, Time now);

/// Keeps what is new about trusted signers, and tells of people and certificates that are new. A
/// directory that cannot be written is told of in a note.
/// @return lines for people
std::vector<std::string> learn_from(const secure::OpenResult& result,
                                    const DirectoryOption& directory, Time now);

/// What to know about signers whom one does not trust: who vouches for them, what trusting would
/// mean, and how. Warns where somebody known comes with another certificate than before.
/// @param message  the file; "-" is written as MESSAGE
std::vector<std::string> advice_on_strangers(const secure::OpenResult& result,
                                             const DirectoryOption& directory,
                                             const std::string& message, Time now);

/// Opens a message for its signatures, with the directory's trust and digital IDs.
secure::OpenResult open_for_signers(const std::string& file, const DirectoryOption& directory,
                                    const PasswordSource& password, Time at);

/// The certificate of the issuer, among these, whose key signed this one.
std::optional<x509::Certificate> issuer_of(const x509::Certificate& certificate,
                                           const std::vector<x509::Certificate>& candidates);

}  // namespace smime::mime::command
