// Whom one trusts: roots, cross-certificates, and the CRLs that speak of their certificates.
#include "mime/directory/trust.hpp"

#include <algorithm>

#include "primitives/error.hpp"
#include "x509/profile.hpp"

namespace smime::mime::directory {
namespace {

x509::Certificate read_certificate(const Statement& row) {
  return x509::Certificate::decode(row.blob(0));
}

// Whether it could be the anchor of other certificates. \standard{RFC 5280, 4.2.1.9}
bool may_issue(const x509::Certificate& certificate) {
  if (certificate.version() < 3) return true;
  const auto constraints = certificate.extensions().find<x509::BasicConstraints>();
  return constraints && constraints->ca;
}

bool is_signed_with(const x509::Certificate& certificate, const x509::PublicKey& key) {
  try {
    return certificate.is_signed_with(key);
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::string_view to_string(Scope scope) {
  return scope == Scope::signer ? "signer" : "authority";
}

Scope scope(std::string_view word) {
  if (word == "signer") return Scope::signer;
  if (word == "authority") return Scope::authority;
  throw Error(ErrorKind::invalid_argument, "the scope '" + std::string(word) + "'",
              "a scope is signer or authority");
}

x509::Certificate make_cross_certificate(const x509::Authority& own,
                                         const x509::Certificate& target, Scope scope,
                                         RandomSource& random) {
  const Bytes serial = x509::random_serial_number(random);
  if (scope == Scope::authority) {
    return x509::cross_certify(own, target, {}, serial, target.validity(), random);
  }
  if (may_issue(target)) {
    throw Error(ErrorKind::invalid_argument,
                target.subject().rfc4514() + ", which may issue certificates for others",
                "trusting it is trusting an authority: say --scope authority if you mean that",
                "RFC 5280, 4.2.1.9");
  }
  return x509::issue(own, target.public_key(), target.subject(),
                     x509::Profile::person(target.emails()), serial, target.validity(), random);
}

std::vector<Root> Trust::roots() {
  return database_.all("SELECT der, added FROM roots ORDER BY id", [](const Statement& row) {
    return Root{read_certificate(row), row.time(1)};
  });
}

std::vector<CrossCertificate> Trust::cross_certificates() {
  return database_.all("SELECT der, target, scope, added FROM cross_certificates ORDER BY id",
                       [](const Statement& row) {
                         return CrossCertificate{read_certificate(row),
                                                 x509::Certificate::decode(row.blob(1)),
                                                 scope(row.text(2)), row.time(3)};
                       });
}

std::vector<x509::CertificateList> Trust::crls() {
  return database_.all(
      "SELECT der FROM known_crls UNION ALL SELECT der FROM crls AS one WHERE number = "
      "(SELECT max(number) FROM crls WHERE authority = one.authority)",
      [](const Statement& row) { return x509::CertificateList::decode(row.blob(0)); });
}

std::string Trust::defect(const CrossCertificate& cross, Time at) {
  const x509::Certificate& certificate = cross.certificate;
  if (!(certificate.subject() == cross.target.subject()) ||
      !(certificate.public_key() == cross.target.public_key())) {
    return "it is not for its target's name and key";
  }
  const auto own_keys =
      database_.all("SELECT public_key FROM identities",
                    [](const Statement& row) { return x509::PublicKey::decode(row.blob(0)); });
  const bool own = std::ranges::any_of(
      own_keys, [&](const x509::PublicKey& key) { return is_signed_with(certificate, key); });
  if (!own) return "no own digital ID has signed it";
  const x509::Validity& validity = certificate.validity();
  if (at < validity.not_before) return "it is not yet valid";
  if (validity.not_after < at) return "it has expired";
  return {};
}

x509::path::TrustStore Trust::anchors(Time at) {
  x509::path::TrustStore store;
  for (const Root& root : roots()) store.add(root.certificate);
  for (const CrossCertificate& cross : cross_certificates()) {
    if (defect(cross, at).empty()) store.add(cross.target);
  }
  return store;
}

bool Trust::add_root(const x509::Certificate& certificate, Time now) {
  database_.run("INSERT INTO roots (sha256, der, added) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                certificate.fingerprint(), certificate.der(), now);
  return database_.changes() > 0;
}

bool Trust::add_cross_certificate(const CrossCertificate& cross) {
  database_.run(
      "INSERT INTO cross_certificates (sha256, der, target_sha256, target, scope, added) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (target_sha256, scope) "
      "DO UPDATE SET sha256 = excluded.sha256, der = excluded.der, added = excluded.added",
      cross.certificate.fingerprint(), cross.certificate.der(), cross.target.fingerprint(),
      cross.target.der(), to_string(cross.scope), cross.added);
  return database_.changes() > 0;
}

bool Trust::add_crl(const x509::CertificateList& crl, Time now) {
  const Bytes issuer = crl.issuer().canonical();
  const Time this_update = crl.tbs_cert_list().this_update;
  // A CRL for a part of the certificates, or a delta, does not stand for the whole list.
  const bool whole = !crl.extensions().contains(x509::id_ce_issuingDistributionPoint) &&
                     !crl.extensions().contains(x509::id_ce_deltaCRLIndicator);
  if (whole) {
    const auto newer = database_.first(
        "SELECT 1 FROM known_crls WHERE issuer = ?1 AND whole AND this_update >= ?2",
        [](const Statement&) { return true; }, issuer, this_update);
    if (newer) return false;
    database_.run("DELETE FROM known_crls WHERE issuer = ?1 AND whole", issuer);
  }
  database_.run(
      "INSERT INTO known_crls (sha256, der, issuer, whole, this_update, added) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
      primitives::digest(DigestAlgorithm::sha256, crl.der()), crl.der(), issuer, whole, this_update,
      now);
  return database_.changes() > 0;
}

bool Trust::remove(const x509::Certificate& target) {
  const Bytes sha256 = target.fingerprint();
  database_.run("DELETE FROM roots WHERE sha256 = ?1", sha256);
  const bool was_root = database_.changes() > 0;
  database_.run("DELETE FROM cross_certificates WHERE target_sha256 = ?1", sha256);
  return database_.changes() > 0 || was_root;
}

}  // namespace smime::mime::directory
