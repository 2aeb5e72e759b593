// For whom a message is encrypted, of the people in the directory.
#include "mime/command/directory_recipients.hpp"

#include <algorithm>

#include "mime/command/recipients.hpp"
#include "mime/command/resolve.hpp"
#include "mime/directory/identities.hpp"
#include "mime/directory/people.hpp"
#include "mime/directory/recipients.hpp"
#include "mime/smime/capabilities.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {

namespace {

// Whether the directory is not asked.
bool is_given(const DirectoryOption& directory, const std::string& text,
              const std::vector<x509::Certificate>& known) {
  return directory.none || names_a_file(text) ||
         std::ranges::any_of(known, [&](const x509::Certificate& one) {
           return one.has_email(text) && can_encrypt_for(one);
         });
}

// Of an own ID to which one writes, unless a person of that name or address is meant.
std::optional<x509::Certificate> own_certificate(directory::Database& database,
                                                 const std::string& text, Time now) {
  if (!directory::People(database).find(text).empty()) return std::nullopt;
  const auto identity =
      directory::Identities(database).find(text, x509::path::Purpose::encrypt, now);
  if (!identity) return std::nullopt;
  return identity->certificate_for(x509::path::Purpose::encrypt, now);
}

}  // namespace

void add_recipients(Recipients& recipients, const DirectoryOption& directory,
                    const std::string& text, const std::vector<x509::Certificate>& known, Time now,
                    x509::path::Policy policy, const PasswordSource& password) {
  if (is_given(directory, text, known)) {
    for (const auto& certificate : certificates_of_recipient(text, known, password)) {
      recipients.certificates.push_back(certificate);
      recipients.ciphers.push_back(std::nullopt);
    }
    return;
  }
  x509::path::PathOptions options;
  options.policy = policy;
  directory::Database database = directory.read();
  if (const auto own = own_certificate(database, text, now)) {
    recipients.certificates.push_back(*own);
    recipients.ciphers.push_back(std::nullopt);
    return;
  }
  const auto found =
      directory::recipients_for(database, text, directory::Judge::of(database, now, options));
  for (const directory::Recipient& one : found) {
    recipients.certificates.push_back(one.certificate.certificate);
    const auto& capabilities = one.certificate.capabilities;
    recipients.ciphers.push_back(capabilities ? std::optional(capabilities->ciphers())
                                              : std::nullopt);
    if (!one.doubt.empty()) {
      recipients.notes.push_back("nobody whom you trust vouches for the certificate of " +
                                 one.person + ", which you added; " + one.doubt);
    }
  }
  if (found.size() > 1) {
    std::string names;
    for (const auto& one : found) names += (names.empty() ? "" : ", ") + one.person;
    recipients.notes.push_back(text +
                               " is read by several people, who can all decrypt this: " + names);
  }
}

ContentCipher common_cipher(const Recipients& recipients, x509::path::Policy policy) {
  return secure::choose_cipher(recipients.ciphers, secure::CipherPolicy::of(policy)).cipher;
}

std::optional<x509::Certificate> default_certificate(const DirectoryOption& directory, Time now) {
  try {
    directory::Database database = directory.read();
    const auto identity =
        directory::Identities(database).default_identity(x509::path::Purpose::encrypt, now);
    if (!identity) return std::nullopt;
    return identity->certificate_for(x509::path::Purpose::encrypt, now);
  } catch (const Error&) {
    if (!directory.file.empty()) throw;
    return std::nullopt;
  }
}

}  // namespace smime::mime::command
