// Whom a message is encrypted for: files with certificates, or addresses.
#include "mime/command/recipients.hpp"

#include <unistd.h>

#include <algorithm>

#include "mime/address.hpp"
#include "mime/command/material.hpp"
#include "primitives/error.hpp"
#include "x509/extensions.hpp"

namespace smime::mime::command {
namespace {

std::vector<std::string> addresses_in(const Header& header,
                                      std::initializer_list<const char*> fields) {
  std::vector<std::string> addresses;
  for (const char* name : fields) {
    for (const std::string& body : header.all(name)) {
      for (const Mailbox& mailbox : parse_address_list(body)) {
        const bool twice = std::any_of(
            addresses.begin(), addresses.end(),
            [&](const std::string& address) { return same_token(address, mailbox.address); });
        if (!twice) addresses.push_back(mailbox.address);
      }
    }
  }
  return addresses;
}

}  // namespace

std::vector<std::string> recipient_addresses(const Header& header) {
  return addresses_in(header, {"To", "Cc", "Bcc"});
}

std::vector<std::string> sender_addresses(const Header& header) {
  return addresses_in(header, {"From"});
}

bool can_encrypt_for(const x509::Certificate& certificate) {
  const auto usage = certificate.extensions().find<x509::KeyUsage>();
  return !usage || usage->has(x509::KeyUsage::key_encipherment);
}

std::vector<x509::Certificate> certificates_of_recipient(
    const std::string& who, const std::vector<x509::Certificate>& known) {
  if (access(who.c_str(), F_OK) == 0) return {read_certificates({who}).front()};
  std::vector<x509::Certificate> found;
  for (const x509::Certificate& certificate : known) {
    if (certificate.has_email(who) && can_encrypt_for(certificate)) found.push_back(certificate);
  }
  if (!found.empty()) return found;
  if (who.find('@') == std::string::npos) {
    throw Error(ErrorKind::not_found, "no file " + who,
                "--to names a file with a certificate, or an address");
  }
  throw Error(ErrorKind::not_found, "no certificate for " + who,
              "ask for a signed message, which brings it, and name its file with --to or --certs");
}

}  // namespace smime::mime::command
