// Whom a message is encrypted for: files with certificates, or addresses.
#include "mime/command/recipients.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "mime/address.hpp"
#include "mime/command/material.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"
#include "x509/extensions.hpp"
#include "x509/path/validation.hpp"

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
    const std::string& who, const std::vector<x509::Certificate>& known,
    const PasswordSource& password) {
  if (access(who.c_str(), F_OK) == 0) return {read_certificates({who}, password).front()};
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

void require_recipient(x509::path::Policy policy, const x509::Certificate& certificate) {
  const auto type = certificate.public_key().type();
  if (type != x509::KeyType::rsa) {
    throw Error(
        ErrorKind::unsupported_algorithm,
        "a key of type " + std::string(to_string(type)) + " of " + certificate.subject().rfc4514(),
        "messages are encrypted to RSA keys; one for RSASSA-PSS is for signatures alone",
        "RFC 4055, 1.2");
  }
  require_key(policy, certificate);
}

std::vector<std::string> doubts_about_recipients(const std::vector<x509::Certificate>& certificates,
                                                 const Time& now) {
  std::vector<std::string> doubts;
  for (const x509::Certificate& certificate : certificates) {
    const std::string subject = certificate.subject().rfc4514();
    x509::Report report;
    x509::path::check_purpose(report, certificate, x509::path::Purpose::encrypt, subject);
    for (const x509::Check& check : report.checks()) {
      if (check.outcome != x509::Outcome::fail) continue;
      doubts.push_back("the certificate of " + subject + ": " + check.detail + " (" +
                       check.citation + ")");
    }
    const auto& validity = certificate.validity();
    if (now < validity.not_before || validity.not_after < now) {
      doubts.push_back("the certificate of " + subject + " is valid from " +
                       validity.not_before.rfc3339() + " until " + validity.not_after.rfc3339());
    }
  }
  return doubts;
}

void print_notes(const std::vector<std::string>& notes, bool quiet) {
  for (const std::string& note : notes) {
    if (!quiet) std::cerr << "smime: note: " << note << "\n";
  }
}

}  // namespace smime::mime::command
