// The people one knows.
#include "mime/directory/people.hpp"

#include <algorithm>
#include <functional>

#include "mime/header.hpp"
#include "primitives/error.hpp"

namespace smime::mime::directory {
namespace {

PersonCertificate read_certificate(const Statement& row) {
  PersonCertificate read{
      x509::Certificate::decode(row.blob(0)),
      row.text(1) == "added" ? CertificateSource::added : CertificateSource::learnt, row.time(2)};
  if (const auto capabilities = row.blob_if(3)) {
    read.capabilities = cms::SmimeCapabilities::decode(*capabilities);
  }
  read.capabilities_time = row.time_if(4);
  return read;
}

void require_name(const std::string& name) {
  if (!name.empty()) return;
  throw Error(ErrorKind::invalid_argument, "an empty name", "a person has a name");
}

void require_address(const std::string& address) {
  const std::size_t at = address.rfind('@');
  if (at != std::string::npos && at > 0 && at + 1 < address.size()) return;
  throw Error(ErrorKind::invalid_argument, "'" + address + "'",
              "an address has a local part, @ and a domain", "RFC 5322, 3.4.1");
}

}  // namespace

std::string_view to_string(CertificateSource source) {
  return source == CertificateSource::added ? "added" : "learnt";
}

std::string mailbox_key(const std::string& address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string::npos) return address;
  return address.substr(0, at) + lower(std::string_view(address).substr(at));
}

std::vector<Person> People::all() {
  return people("1 OR name = ?1", "");
}

std::optional<Person> People::named(const std::string& name) {
  auto found = people("name = ?1", name);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Person> People::with_address(const std::string& address) {
  return people("id IN (SELECT person FROM people_addresses WHERE address_key = ?1)",
                mailbox_key(address));
}

std::vector<Person> People::find(const std::string& name_or_address) {
  if (auto person = named(name_or_address)) return {std::move(*person)};
  return with_address(name_or_address);
}

std::vector<Person> People::people(const std::string& condition, const std::string& parameter) {
  return database_.all(
      "SELECT id, name, public_key, notes, added FROM people WHERE " + condition + " ORDER BY name",
      [this](const Statement& row) { return person(row); }, parameter);
}

Person People::person(const Statement& row) {
  Person read;
  read.id = row.integer(0);
  read.name = row.text(1);
  if (const auto key = row.blob_if(2)) read.public_key = x509::PublicKey::decode(*key);
  read.notes = row.text(3);
  read.added = row.time(4);
  read.addresses = database_.all(
      "SELECT address FROM people_addresses WHERE person = ?1 ORDER BY address_key",
      [](const Statement& one) { return one.text(0); }, read.id);
  read.certificates = database_.all(
      "SELECT der, source, first_seen, capabilities, capabilities_time FROM people_certificates "
      "WHERE person = ?1",
      read_certificate, read.id);
  std::ranges::stable_sort(read.certificates, std::greater{}, [](const PersonCertificate& one) {
    return one.certificate.validity().not_before.seconds;
  });
  return read;
}

std::vector<x509::Certificate> People::certificates() {
  return database_.all("SELECT DISTINCT der FROM people_certificates",
                       [](const Statement& row) { return x509::Certificate::decode(row.blob(0)); });
}

std::int64_t People::add(const std::string& name, Time now) {
  require_name(name);
  database_.run("INSERT INTO people (name, added) VALUES (?1, ?2) ON CONFLICT DO NOTHING", name,
                now);
  return *database_.first(
      "SELECT id FROM people WHERE name = ?1", [](const Statement& row) { return row.integer(0); },
      name);
}

void People::add_address(std::int64_t person, const std::string& address) {
  require_address(address);
  database_.run(
      "INSERT INTO people_addresses (person, address, address_key) VALUES (?1, ?2, ?3) "
      "ON CONFLICT DO NOTHING",
      person, address, mailbox_key(address));
}

bool People::add_certificate(std::int64_t person, const PersonCertificate& one) {
  const Bytes sha256 = one.certificate.fingerprint();
  database_.run(
      "INSERT INTO people_certificates (person, sha256, der, source, first_seen) "
      "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
      person, sha256, one.certificate.der(), to_string(one.source), one.first_seen);
  const bool is_new = database_.changes() > 0;
  if (one.source == CertificateSource::added) {
    database_.run(
        "UPDATE people_certificates SET source = 'added' WHERE person = ?1 AND sha256 = ?2", person,
        sha256);
  }
  if (one.capabilities) {
    set_capabilities(person, one.certificate, *one.capabilities,
                     one.capabilities_time.value_or(one.first_seen));
  }
  return is_new;
}

bool People::set_capabilities(std::int64_t person, const x509::Certificate& certificate,
                              const cms::SmimeCapabilities& capabilities, Time signing_time) {
  const Bytes sha256 = certificate.fingerprint(), value = capabilities.encode();
  const auto before = database_.first(
      "SELECT capabilities FROM people_certificates WHERE person = ?1 AND sha256 = ?2",
      [](const Statement& row) { return row.blob(0); }, person, sha256);
  database_.run(
      "UPDATE people_certificates SET capabilities = ?3, capabilities_time = ?4 "
      "WHERE person = ?1 AND sha256 = ?2 "
      "AND (capabilities_time IS NULL OR capabilities_time < ?4)",
      person, sha256, value, signing_time);
  return database_.changes() > 0 && before != value;
}

void People::set_public_key(std::int64_t person, const x509::PublicKey& key) {
  database_.run("UPDATE people SET public_key = ?2 WHERE id = ?1", person, key.der());
}

void People::set_notes(std::int64_t person, const std::string& notes) {
  database_.run("UPDATE people SET notes = ?2 WHERE id = ?1", person, notes);
}

void People::remove(std::int64_t person) {
  database_.run("DELETE FROM people WHERE id = ?1", person);
}

void People::remove_certificate(std::int64_t person, const x509::Certificate& certificate) {
  database_.run("DELETE FROM people_certificates WHERE person = ?1 AND sha256 = ?2", person,
                certificate.fingerprint());
}

}  // namespace smime::mime::directory
