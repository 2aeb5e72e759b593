// Whom one trusts: roots, and cross-certificates, which are certificates that an own digital ID
// issued for a stranger's key and that stand for one decision each (RFC 5280, 3.2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/directory/database.hpp"
#include "x509/authority.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/path/trust_store.hpp"

namespace smime::mime::directory {

/// How far a cross-certificate reaches.
enum class Scope {
  signer,     ///< this certificate alone
  authority,  ///< this authority, and so everybody to whom it issues
};

/// "signer", "authority"
std::string_view to_string(Scope scope);
/// @throws Error (invalid_argument) for another word
Scope scope(std::string_view word);

/// A certificate for the target's name and key, issued by an own ID, valid as long as the target.
/// @throws Error (invalid_argument) where the scope is `authority` and the target is none, or it is
///         `signer` and the target may issue certificates, which would be trusted too
x509::Certificate make_cross_certificate(const x509::Authority& own,
                                         const x509::Certificate& target, Scope scope,
                                         RandomSource& random);

struct Root {
  x509::Certificate certificate;
  Time added;
};

struct CrossCertificate {
  x509::Certificate certificate;  ///< the decision, signed by an own ID
  x509::Certificate target;       ///< what it trusts
  Scope scope = Scope::signer;
  Time added;
};

/// Reads and changes the trust of a directory. Changes belong inside a Transaction.
class Trust {
 public:
  explicit Trust(Database& database) : database_(database) {}

  std::vector<Root> roots();
  std::vector<CrossCertificate> cross_certificates();
  /// CRLs that were given, and those of the own authorities: the newest of each.
  std::vector<x509::CertificateList> crls();
  /// Why a cross-certificate does not count at that moment: it is not signed by an own ID, is not
  /// for its target's name and key, or is out of date. Empty where it counts.
  std::string defect(const CrossCertificate& cross, Time at);
  /// The roots, and the targets of the cross-certificates that count.
  x509::path::TrustStore anchors(Time at);

  /// Whether it is new.
  bool add_root(const x509::Certificate& certificate, Time now);
  bool add_cross_certificate(const CrossCertificate& cross);
  /// Takes the place of older ones of its issuer with the same scope.
  bool add_crl(const x509::CertificateList& crl, Time now);
  /// Removes the root and the cross-certificates for this certificate; whether there was any.
  bool remove(const x509::Certificate& target);

 private:
  Database& database_;
};

}  // namespace smime::mime::directory
