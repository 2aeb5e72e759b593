// The administration process: certificates that wait for their owners, and the log of what was
// done.
#include "mime/directory/administration.hpp"

namespace smime::mime::directory {

void queue(Database& database, const x509::Certificate& certificate,
           std::optional<std::int64_t> authority, std::optional<std::int64_t> person, Time now) {
  database.run(
      "INSERT INTO pending_certificates (public_key, sha256, der, authority, person, queued) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      certificate.public_key().der(), certificate.fingerprint(), certificate.der(), authority,
      person, now);
}

std::vector<QueuedCertificate> queued(Database& database, std::int64_t authority) {
  return database.all(
      "SELECT der, coalesce(people.name, ''), queued, delivered FROM pending_certificates "
      "LEFT JOIN people ON people.id = person WHERE authority = ?1 ORDER BY "
      "pending_certificates.id",
      [](const Statement& row) {
        return QueuedCertificate{x509::Certificate::decode(row.blob(0)), row.text(1), row.time(2),
                                 row.time_if(3)};
      },
      authority);
}

void log(Database& database, const LogEntry& entry) {
  database.run(
      "INSERT INTO queue_log (at, authority, subject, action, outcome) "
      "VALUES (?1, ?2, ?3, ?4, ?5)",
      entry.at, entry.authority, entry.subject, entry.action, entry.outcome);
}

std::vector<LogEntry> log_of(Database& database, const std::string& authority) {
  return database.all(
      "SELECT at, authority, subject, action, outcome FROM queue_log WHERE authority = ?1 "
      "ORDER BY id",
      [](const Statement& row) {
        return LogEntry{row.time(0), row.text(1), row.text(2), row.text(3), row.text(4)};
      },
      authority);
}

}  // namespace smime::mime::directory
