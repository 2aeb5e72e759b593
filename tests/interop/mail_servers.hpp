// A real mail server for tests, on loopback: Exim takes mail by SMTP, Dovecot gives it by IMAP.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "tests/support/process.hpp"

namespace smime::tests {

/// Both servers with their configuration, spool and mailboxes in a folder of their own, on ports
/// that are free, without privileges; they end with the object.
class MailServers {
 public:
  /// Which program is missing; empty where none is.
  static std::string missing();

  /// @param damages  mailboxes at example.org before which a relay changes what passes: a shell
  ///                 command that reads the message and writes another; all other mail stays as
  ///                 it is
  MailServers(const TemporaryFolder& folder, const std::map<std::string, std::string>& damages);
  MailServers(const MailServers&) = delete;
  MailServers& operator=(const MailServers&) = delete;
  ~MailServers();

  /// Gives the file to SMTP as it stands, for NAME@example.org.
  Ran send(const std::string& file, const std::string& name) const;
  /// Waits for the only message of NAME, and writes it to a file as IMAP gives it.
  Ran fetch(const std::string& name, const std::string& file) const;

  int smtp_port() const { return smtp_port_; }
  int imap_port() const { return imap_port_; }

 private:
  void write_exim(const std::map<std::string, std::string>& damages) const;
  void write_dovecot() const;
  void start() const;

  const TemporaryFolder& folder_;
  std::string path_, user_, group_, as_user_;
  int smtp_port_ = 0, imap_port_ = 0;
};

}  // namespace smime::tests
