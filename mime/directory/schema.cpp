// The tables of the directory. Times are seconds since 1970; certificates, CRLs, requests and keys
// stand in DER; private keys as EncryptedPrivateKeyInfo under their owner's password.
#include "mime/directory/schema.hpp"

#include <string>

#include "primitives/error.hpp"

namespace smime::mime::directory {
namespace {

// `address_key` is the address with its domain in small letters: equal for one mailbox.
// Certificates are found by the SHA-256 of their DER, keys by their SubjectPublicKeyInfo.
constexpr const char* kPeople = R"(
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  public_key BLOB,              -- of the Person record: what an authority issues to
  notes TEXT NOT NULL DEFAULT '',
  added INTEGER NOT NULL
) STRICT;
CREATE TABLE people_addresses (
  person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL,
  PRIMARY KEY (person, address_key)
) STRICT;
CREATE INDEX people_by_address ON people_addresses (address_key);
CREATE TABLE people_certificates (
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
  sha256 BLOB NOT NULL,
  der BLOB NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('added', 'learnt')),
  first_seen INTEGER NOT NULL,
  capabilities BLOB,            -- SMIMECapabilities, from the newest signature
  capabilities_time INTEGER,    -- its signing time
  UNIQUE (person, sha256)
) STRICT;
)";

constexpr const char* kIdentities = R"(
CREATE TABLE identities (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  private_key BLOB NOT NULL,    -- EncryptedPrivateKeyInfo
  public_key BLOB NOT NULL UNIQUE,
  created INTEGER NOT NULL
) STRICT;
CREATE TABLE identity_certificates (
  id INTEGER PRIMARY KEY,
  identity INTEGER NOT NULL REFERENCES identities ON DELETE CASCADE,
  sha256 BLOB NOT NULL,
  der BLOB NOT NULL,
  own INTEGER NOT NULL CHECK (own IN (0, 1)),  -- for its key; else of an authority above it
  added INTEGER NOT NULL,
  UNIQUE (identity, sha256)
) STRICT;
CREATE TABLE identity_requests (
  id INTEGER PRIMARY KEY,
  identity INTEGER NOT NULL REFERENCES identities ON DELETE CASCADE,
  der BLOB NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE TABLE settings (         -- 'default-identity': the name of one
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
)";

constexpr const char* kTrust = R"(
CREATE TABLE roots (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  der BLOB NOT NULL,
  added INTEGER NOT NULL
) STRICT;
CREATE TABLE cross_certificates (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  der BLOB NOT NULL,            -- issued by an own digital ID to the subject and key of `target`
  target_sha256 BLOB NOT NULL,
  target BLOB NOT NULL,         -- the certificate that is trusted by it
  scope TEXT NOT NULL CHECK (scope IN ('signer', 'authority')),
  added INTEGER NOT NULL,
  UNIQUE (target_sha256, scope)
) STRICT;
)";

// Of the whole lists of an issuer the newest stays; partial and delta CRLs stand beside it.
constexpr const char* kKnownCrls = R"(
CREATE TABLE known_crls (
  id INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE,
  der BLOB NOT NULL,
  issuer BLOB NOT NULL,         -- canonical octets of the name
  whole INTEGER NOT NULL CHECK (whole IN (0, 1)),
  this_update INTEGER NOT NULL,
  added INTEGER NOT NULL
) STRICT;
CREATE INDEX known_crls_by_issuer ON known_crls (issuer);
)";

constexpr const char* kRegister = R"(
CREATE TABLE authorities (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  certificate BLOB NOT NULL,
  private_key BLOB NOT NULL,    -- EncryptedPrivateKeyInfo
  profile TEXT NOT NULL DEFAULT '',
  crl_number INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL
) STRICT;
CREATE TABLE requests (
  id INTEGER PRIMARY KEY,
  authority INTEGER NOT NULL REFERENCES authorities ON DELETE CASCADE,
  sha256 BLOB NOT NULL,
  der BLOB NOT NULL,
  received INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'issued', 'refused')),
  UNIQUE (authority, sha256)
) STRICT;
CREATE TABLE issued_certificates (
  id INTEGER PRIMARY KEY,
  authority INTEGER NOT NULL REFERENCES authorities ON DELETE CASCADE,
  serial_number BLOB NOT NULL,
  sha256 BLOB NOT NULL UNIQUE,
  der BLOB NOT NULL,
  person INTEGER REFERENCES people ON DELETE SET NULL,
  request INTEGER REFERENCES requests ON DELETE SET NULL,
  issued INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  UNIQUE (authority, serial_number)
) STRICT;
CREATE INDEX issued_by_person ON issued_certificates (person);
CREATE TABLE revocations (
  issued INTEGER PRIMARY KEY REFERENCES issued_certificates ON DELETE CASCADE,
  revoked INTEGER NOT NULL,
  reason INTEGER NOT NULL,      -- CRLReason
  invalidity INTEGER
) STRICT;
CREATE TABLE crls (
  id INTEGER PRIMARY KEY,
  authority INTEGER NOT NULL REFERENCES authorities ON DELETE CASCADE,
  number INTEGER NOT NULL,
  der BLOB NOT NULL,
  this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL,
  UNIQUE (authority, number)
) STRICT;
CREATE TABLE pending_certificates (  -- issued to a public key, until its owner's next login
  id INTEGER PRIMARY KEY,
  public_key BLOB NOT NULL,
  sha256 BLOB NOT NULL UNIQUE,
  der BLOB NOT NULL,
  authority INTEGER REFERENCES authorities ON DELETE SET NULL,
  person INTEGER REFERENCES people ON DELETE SET NULL,
  queued INTEGER NOT NULL,
  delivered INTEGER
) STRICT;
CREATE INDEX pending_by_key ON pending_certificates (public_key);
CREATE TABLE queue_log (        -- what the administration process did, in order
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  authority TEXT NOT NULL,
  subject TEXT NOT NULL,
  action TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT;
)";

const std::string& first_version() {
  static const std::string sql =
      std::string(kPeople) + kIdentities + kTrust + kKnownCrls + kRegister;
  return sql;
}

std::int64_t pragma(Database& database, const std::string& name) {
  return *database.first("PRAGMA " + name, [](const Statement& row) { return row.integer(0); });
}

bool is_blank(Database& database) {
  return !database.first("SELECT 1 FROM sqlite_schema", [](const Statement&) { return true; });
}

// Whether the file is ours and as new as we know; throws where it is neither older nor this.
bool is_current(Database& database, int newest) {
  const std::int64_t application = pragma(database, "application_id");
  if (application == 0 && is_blank(database)) return newest == 0;
  if (application != kApplicationId) {
    throw Error(ErrorKind::malformed, "a database of another program",
                "a directory is a file that this program made; name another with --directory");
  }
  const int version = schema_version(database);
  if (version > newest) {
    throw Error(ErrorKind::unsupported_version, "a directory of version " + std::to_string(version),
                "this program knows versions up to " + std::to_string(newest) +
                    "; use the newer program that wrote it");
  }
  return version == newest;
}

}  // namespace

std::span<const char* const> migrations() {
  static const char* const steps[] = {first_version().c_str()};
  return steps;
}

int schema_version(Database& database) {
  return static_cast<int>(pragma(database, "user_version"));
}

void migrate(Database& database, std::span<const char* const> steps) {
  const int newest = static_cast<int>(steps.size());
  if (is_current(database, newest)) return;
  Transaction transaction(database);
  if (is_current(database, newest)) return;  // another process was faster
  for (int version = schema_version(database); version < newest; ++version) {
    database.run_script(steps[static_cast<std::size_t>(version)]);
  }
  database.run_script(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
  database.run_script(("PRAGMA user_version = " + std::to_string(newest)).c_str());
  transaction.commit();
}

Database open_directory(const std::filesystem::path& file, Access access) {
  try {
    if (access == Access::write) {
      Database database(file, access);
      migrate(database, migrations());
      return database;
    }
    std::error_code unreadable;
    const bool missing = !std::filesystem::exists(file, unreadable) && !unreadable;
    Database database = missing ? Database::in_memory() : Database(file, access);
    if (missing || is_blank(database)) {
      Database empty = Database::in_memory();
      migrate(empty, migrations());
      return empty;
    }
    if (!is_current(database, static_cast<int>(migrations().size()))) {
      Database older(file, Access::write);
      migrate(older, migrations());
    }
    return database;
  } catch (const Error& error) {
    if (!error.path().empty()) throw;
    throw error.within(file.string());
  }
}

}  // namespace smime::mime::directory
