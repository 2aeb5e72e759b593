// Own digital IDs.
#include "mime/directory/identities.hpp"

#include <algorithm>
#include <tuple>

#include "primitives/error.hpp"
#include "x509/extensions.hpp"
#include "x509/general_name.hpp"
#include "x509/key_pair.hpp"

namespace smime::mime::directory {
namespace {

constexpr const char* kSelect =
    "SELECT id, name, private_key, public_key, created, "
    "EXISTS (SELECT 1 FROM settings WHERE settings.name = 'default-identity' "
    "AND value = identities.name) FROM identities ";

x509::Certificate read_certificate(const Statement& row) {
  return x509::Certificate::decode(row.blob(0));
}

void add_once(std::vector<std::string>& all, const std::string& text) {
  if (std::ranges::find(all, text) == all.end()) all.push_back(text);
}

bool shares_address(const StoredIdentity& left, const StoredIdentity& right) {
  const auto others = right.addresses();
  return std::ranges::any_of(left.addresses(), [&](const std::string& address) {
    return std::ranges::any_of(
        others, [&](const std::string& other) { return x509::same_mailbox(address, other); });
  });
}

bool is_valid_at(const x509::Certificate& certificate, Time at) {
  const x509::Validity& validity = certificate.validity();
  return !(at < validity.not_before) && !(validity.not_after < at);
}

}  // namespace

bool is_for(const x509::Certificate& certificate, x509::path::Purpose purpose) {
  using x509::KeyUsage;
  try {
    const auto usage = certificate.extensions().find<KeyUsage>();
    if (!usage || purpose == x509::path::Purpose::any) return true;
    return purpose == x509::path::Purpose::sign
               ? usage->has(KeyUsage::digital_signature) || usage->has(KeyUsage::non_repudiation)
               : usage->has(KeyUsage::key_encipherment) || usage->has(KeyUsage::key_agreement);
  } catch (const Error&) {
    return false;  // a key usage that cannot be read allows nothing
  }
}

std::vector<std::string> StoredIdentity::addresses() const {
  std::vector<std::string> all;
  for (const auto& certificate : own) {
    for (const std::string& address : certificate.emails()) add_once(all, address);
  }
  if (!own.empty()) return all;
  for (const auto& request : requests) {
    const auto names = request.info().extension_request().find<x509::SubjectAltName>();
    if (!names) continue;
    for (const auto& alternative : names->names) {
      const bool is_mailbox = alternative.type == x509::GeneralNameType::rfc822_name ||
                              alternative.type == x509::GeneralNameType::other_name;
      if (is_mailbox && !alternative.text.empty()) add_once(all, alternative.text);
    }
  }
  return all;
}

std::optional<x509::Certificate> StoredIdentity::certificate_for(x509::path::Purpose purpose,
                                                                 Time at) const {
  const auto rank = [&](const x509::Certificate& one) {
    return std::tuple(is_valid_at(one, at), !one.is_self_issued(),
                      one.validity().not_before.seconds);
  };
  std::optional<x509::Certificate> best;
  for (const x509::Certificate& one : own) {
    if (is_for(one, purpose) && (!best || rank(one) > rank(*best))) best = one;
  }
  return best;
}

x509::PrivateKey StoredIdentity::unlock(const Secret& password) const {
  try {
    return x509::PrivateKey::from_encrypted_pkcs8(encrypted_key, password);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::wrong_password) throw;
    throw Error(ErrorKind::wrong_password, "a password that does not open the digital ID " + name,
                "give the ID's own password");
  }
}

std::vector<StoredIdentity> Identities::all() {
  return database_.all(std::string(kSelect) + "ORDER BY name",
                       [this](const Statement& row) { return identity(row); });
}

StoredIdentity Identities::identity(const Statement& row) {
  StoredIdentity read;
  read.id = row.integer(0);
  read.name = row.text(1);
  read.encrypted_key = row.blob(2);
  read.public_key = x509::PublicKey::decode(row.blob(3));
  read.created = row.time(4);
  read.is_default = row.integer(5) != 0;
  constexpr const char* certificates =
      "SELECT der FROM identity_certificates WHERE identity = ?1 AND own = ?2 ORDER BY id DESC";
  read.own = database_.all(certificates, read_certificate, read.id, true);
  read.chain = database_.all(certificates, read_certificate, read.id, false);
  read.requests = database_.all(
      "SELECT der FROM identity_requests WHERE identity = ?1 ORDER BY id",
      [](const Statement& request) { return x509::CertificationRequest::decode(request.blob(0)); },
      read.id);
  return read;
}

std::optional<StoredIdentity> Identities::find(const std::string& name_or_address,
                                               x509::path::Purpose purpose, Time at) {
  std::vector<StoredIdentity> found;
  for (StoredIdentity& candidate : all()) {
    if (candidate.name == name_or_address) return candidate;
    const bool has_address = std::ranges::any_of(
        candidate.addresses(),
        [&](const std::string& address) { return x509::same_mailbox(address, name_or_address); });
    if (has_address) found.push_back(std::move(candidate));
  }
  // Of one key that signs and one that is encrypted for, the one that is meant.
  const auto is_meant = [&](const StoredIdentity& one) {
    return one.certificate_for(purpose, at).has_value();
  };
  if (std::ranges::count_if(found, is_meant) == 1) {
    return std::move(*std::ranges::find_if(found, is_meant));
  }
  if (found.size() > 1) {
    throw Error(ErrorKind::invalid_argument,
                "several digital IDs with the address " + name_or_address,
                "name one of them: " + found[0].name + ", " + found[1].name);
  }
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<StoredIdentity> Identities::with_key(const x509::PublicKey& key) {
  for (StoredIdentity& candidate : all()) {
    if (x509::same_key(candidate.public_key, key)) return std::move(candidate);
  }
  return std::nullopt;
}

std::optional<StoredIdentity> Identities::default_identity(x509::path::Purpose purpose, Time at) {
  std::vector<StoredIdentity> identities = all();
  const auto chosen = std::ranges::find_if(identities, &StoredIdentity::is_default);
  if (chosen == identities.end()) return std::nullopt;
  if (!chosen->own.empty() && !chosen->certificate_for(purpose, at)) {
    for (StoredIdentity& other : identities) {
      if (shares_address(*chosen, other) && other.certificate_for(purpose, at)) {
        return std::move(other);
      }
    }
  }
  return std::move(*chosen);
}

std::int64_t Identities::add(const std::string& name, const x509::PublicKey& public_key,
                             ByteView encrypted_key, Time now) {
  const auto refuse = [](const std::string& found, const std::string& rule) {
    throw Error(ErrorKind::invalid_argument, found, rule);
  };
  if (name.empty()) refuse("an empty name", "a digital ID has a name");
  for (const StoredIdentity& other : all()) {
    if (other.name == name) refuse("a digital ID named " + name, "choose another name");
    if (x509::same_key(other.public_key, public_key))
      refuse("this key as the digital ID " + other.name, "it is here already");
  }
  database_.run(
      "INSERT INTO identities (name, private_key, public_key, created) VALUES (?1, ?2, ?3, ?4)",
      name, encrypted_key, public_key.der(), now);
  const std::int64_t id = database_.last_id();
  database_.run("INSERT INTO settings VALUES ('default-identity', ?1) ON CONFLICT DO NOTHING",
                name);
  return id;
}

bool Identities::add_certificate(const StoredIdentity& identity,
                                 const x509::Certificate& certificate, Time now) {
  database_.run(
      "INSERT INTO identity_certificates (identity, sha256, der, own, added) "
      "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
      identity.id, certificate.fingerprint(), certificate.der(),
      x509::same_key(certificate.public_key(), identity.public_key), now);
  return database_.changes() > 0;
}

void Identities::add_request(std::int64_t identity, const x509::CertificationRequest& request,
                             Time now) {
  database_.run("INSERT INTO identity_requests (identity, der, created) VALUES (?1, ?2, ?3)",
                identity, request.der(), now);
}

void Identities::change_key_encryption(const StoredIdentity& identity, ByteView encrypted_key) {
  database_.run("UPDATE identities SET private_key = ?1 WHERE id = ?2 AND private_key = ?3",
                encrypted_key, identity.id, identity.encrypted_key);
  if (database_.changes() > 0) return;
  throw Error(ErrorKind::invalid_argument,
              "the digital ID " + identity.name + ", changed by somebody else meanwhile",
              "do it again with the password that it has now");
}

void Identities::set_default(const std::string& name) {
  database_.run(
      "INSERT INTO settings VALUES ('default-identity', ?1) "
      "ON CONFLICT DO UPDATE SET value = excluded.value",
      name);
}

void Identities::remove(std::int64_t identity) {
  database_.run(
      "DELETE FROM settings WHERE name = 'default-identity' "
      "AND value = (SELECT name FROM identities WHERE id = ?1)",
      identity);
  database_.run("DELETE FROM identities WHERE id = ?1", identity);
}

}  // namespace smime::mime::directory
