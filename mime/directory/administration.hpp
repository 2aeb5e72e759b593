// The administration process: certificates that wait for their owners, and the log of what was
// done.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mime/directory/database.hpp"
#include "x509/certificate.hpp"

namespace smime::mime::directory {

/// One line of the log.
struct LogEntry {
  Time at;
  std::string authority, subject, action, outcome;
};

/// A certificate on its way to its owner.
struct QueuedCertificate {
  x509::Certificate certificate;
  std::string person;  ///< empty where it is for no person of the directory
  Time queued;
  std::optional<Time> delivered;
};

/// Lets a certificate wait until the owner of its key logs in. Belongs inside a Transaction.
void queue(Database& database, const x509::Certificate& certificate,
           std::optional<std::int64_t> authority, std::optional<std::int64_t> person, Time now);
/// All, in the order of queueing.
std::vector<QueuedCertificate> queued(Database& database, std::int64_t authority);

/// Belongs inside the Transaction that it tells of.
void log(Database& database, const LogEntry& entry);
/// The lines of one authority, the oldest first.
std::vector<LogEntry> log_of(Database& database, const std::string& authority);

}  // namespace smime::mime::directory
