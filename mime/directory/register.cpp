// The authority's register: what it issued under which serial number, took back and published.
#include "mime/directory/register.hpp"

#include <algorithm>

#include "primitives/error.hpp"

namespace smime::mime::directory {
namespace {

constexpr const char* kAuthorities =
    "SELECT id, name, certificate, private_key, profile, crl_number, created FROM authorities ";

StoredAuthority read_authority(const Statement& row) {
  return {row.integer(0), row.text(1), x509::Certificate::decode(row.blob(2)),
          row.blob(3),    row.text(4), row.integer(5),
          row.time(6)};
}

IssuedCertificate read_issued(const Statement& row) {
  IssuedCertificate read{row.integer(0), x509::Certificate::decode(row.blob(1)), row.integer_if(2),
                         row.time(3)};
  if (!row.is_null(4)) {
    read.revocation = {row.time(4), static_cast<x509::CrlReason>(row.integer(5)), row.time_if(6)};
  }
  return read;
}

[[noreturn]] void refuse(ErrorKind kind, const std::string& found, const std::string& rule) {
  throw Error(kind, found, rule);
}

std::string names_of(const std::vector<StoredAuthority>& all) {
  std::string names;
  for (const StoredAuthority& one : all) names += (names.empty() ? "" : ", ") + one.name;
  return names;
}

std::string lower_hex(std::string text) {
  std::erase_if(text, [](char c) { return c == ':' || c == ' '; });
  std::ranges::transform(text, text.begin(), [](unsigned char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
  });
  return text;
}

}  // namespace

x509::Authority StoredAuthority::unlock(const Secret& password) const {
  try {
    return {certificate, x509::PrivateKey::from_encrypted_pkcs8(encrypted_key, password)};
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::wrong_password) throw;
    refuse(ErrorKind::wrong_password, "a password that does not open the authority " + name,
           "give the authority's own password");
  }
}

bool IssuedCertificate::is_current(Time at) const {
  return !revocation && !(certificate.validity().not_after < at);
}

std::vector<StoredAuthority> Register::authorities() {
  return database_.all(std::string(kAuthorities) + "ORDER BY name", read_authority);
}

StoredAuthority Register::authority(const std::string& name) {
  std::vector<StoredAuthority> all = authorities();
  if (all.empty()) {
    refuse(ErrorKind::not_found, "no authority in the directory",
           "make one with 'smime ca init NAME'");
  }
  if (name.empty() && all.size() == 1) return std::move(all.front());
  for (StoredAuthority& one : all) {
    if (one.name == name) return std::move(one);
  }
  if (name.empty()) {
    refuse(ErrorKind::invalid_argument, "several authorities",
           "name one with --ca: " + names_of(all));
  }
  refuse(ErrorKind::not_found, "no authority named " + name, "there are: " + names_of(all));
}

std::int64_t Register::add(const std::string& name, const x509::Certificate& certificate,
                           ByteView encrypted_key, const std::string& settings, Time now) {
  if (name.empty()) refuse(ErrorKind::invalid_argument, "an empty name", "an authority has one");
  for (const StoredAuthority& other : authorities()) {
    if (other.name == name) {
      refuse(ErrorKind::invalid_argument, "an authority named " + name, "choose another name");
    }
  }
  database_.run(
      "INSERT INTO authorities (name, certificate, private_key, profile, created) "
      "VALUES (?1, ?2, ?3, ?4, ?5)",
      name, certificate.der(), encrypted_key, settings, now);
  return database_.last_id();
}

void Register::set_certificate(std::int64_t authority, const x509::Certificate& certificate) {
  database_.run("UPDATE authorities SET certificate = ?2 WHERE id = ?1", authority,
                certificate.der());
}

void Register::enter(std::int64_t authority, const x509::Certificate& certificate,
                     std::optional<std::int64_t> person, std::optional<std::int64_t> request,
                     Time now) {
  database_.run(
      "INSERT INTO issued_certificates (authority, serial_number, sha256, der, person, request, "
      "issued, not_after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      authority, certificate.serial_number(), certificate.fingerprint(), certificate.der(), person,
      request, now, Time(certificate.validity().not_after));
}

std::vector<IssuedCertificate> Register::select(const std::string& condition,
                                                std::int64_t authority, std::int64_t person) {
  return database_.all(
      "SELECT id, der, person, issued_certificates.issued, revoked, reason, invalidity FROM "
      "issued_certificates LEFT JOIN revocations ON revocations.issued = issued_certificates.id "
      "WHERE authority = ?1 AND (?2 = 0 OR person = ?2) " +
          condition,
      read_issued, authority, person);
}

std::vector<IssuedCertificate> Register::issued(std::int64_t authority) {
  return select("ORDER BY id", authority, 0);
}

std::vector<IssuedCertificate> Register::issued_to(std::int64_t authority, std::int64_t person) {
  return select("ORDER BY id DESC", authority, person);
}

std::optional<IssuedCertificate> Register::find(std::int64_t authority, const std::string& number) {
  constexpr std::size_t kShortest = 8;
  const std::string digits = lower_hex(number);
  std::vector<IssuedCertificate> found;
  for (IssuedCertificate& one : issued(authority)) {
    if (one.certificate.serial_hex() == digits) return std::move(one);
    if (digits.size() >= kShortest && one.certificate.sha256_hex().starts_with(digits)) {
      found.push_back(std::move(one));
    }
  }
  if (found.size() > 1) {
    refuse(ErrorKind::invalid_argument, "several certificates whose SHA-256 begins so",
           "give more of its digits");
  }
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<IssuedCertificate> Register::find(std::int64_t authority,
                                                const x509::Certificate& certificate) {
  return find(authority, certificate.sha256_hex());
}

std::int64_t Register::add_request(std::int64_t authority, ByteView der, bool issued, Time now) {
  const Bytes sha256 = primitives::digest(DigestAlgorithm::sha256, der);
  database_.run(
      "INSERT INTO requests (authority, sha256, der, received, state) VALUES (?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT (authority, sha256) DO UPDATE SET state = excluded.state",
      authority, sha256, der, now, issued ? "issued" : "refused");
  return *database_.first(
      "SELECT id FROM requests WHERE authority = ?1 AND sha256 = ?2",
      [](const Statement& row) { return row.integer(0); }, authority, sha256);
}

void Register::revoke(const IssuedCertificate& issued, const Revocation& revocation) {
  const bool held =
      issued.revocation && issued.revocation->reason == x509::CrlReason::certificate_hold;
  if (issued.revocation && !held) {
    refuse(ErrorKind::invalid_argument,
           "a certificate that was revoked at " + issued.revocation->at.rfc3339(),
           "it stays revoked");
  }
  database_.run(
      "INSERT INTO revocations (issued, revoked, reason, invalidity) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (issued) DO UPDATE SET reason = excluded.reason, invalidity = "
      "excluded.invalidity",
      issued.id, revocation.at, static_cast<int>(revocation.reason), revocation.invalidity);
}

void Register::release(const IssuedCertificate& issued) {
  database_.run("DELETE FROM revocations WHERE issued = ?1 AND reason = ?2", issued.id,
                static_cast<int>(x509::CrlReason::certificate_hold));
  if (database_.changes() == 0) {
    throw Error(ErrorKind::invalid_argument, "a certificate that is not on hold",
                "only a hold can be ended", "RFC 5280, 5.3.1");
  }
}

std::vector<x509::RevokedCertificate> Register::revoked(const StoredAuthority& authority) {
  const std::optional<Time> last = last_crl(authority.id);
  std::vector<x509::RevokedCertificate> entries;
  for (const IssuedCertificate& one :
       select("AND revoked IS NOT NULL ORDER BY id", authority.id, 0)) {
    if (last && one.certificate.validity().not_after < *last) continue;
    entries.push_back(x509::revoke(one.certificate, one.revocation->at, one.revocation->reason,
                                   one.revocation->invalidity));
  }
  return entries;
}

std::int64_t Register::next_crl_number(std::int64_t authority) {
  database_.run("UPDATE authorities SET crl_number = crl_number + 1 WHERE id = ?1", authority);
  return *database_.first(
      "SELECT crl_number FROM authorities WHERE id = ?1",
      [](const Statement& row) { return row.integer(0); }, authority);
}

void Register::add_crl(std::int64_t authority, std::int64_t number,
                       const x509::CertificateList& crl) {
  const auto& list = crl.tbs_cert_list();
  database_.run(
      "INSERT INTO crls (authority, number, der, this_update, next_update) "
      "VALUES (?1, ?2, ?3, ?4, ?5)",
      authority, number, crl.der(), Time(list.this_update),
      Time(list.next_update.value_or(list.this_update)));
}

std::optional<Time> Register::last_crl(std::int64_t authority) {
  return database_.first(
      "SELECT this_update FROM crls WHERE authority = ?1 ORDER BY number DESC LIMIT 1",
      [](const Statement& row) { return row.time(0); }, authority);
}

}  // namespace smime::mime::directory
