// Which certificates to encrypt for, when an address is named: those that verify now, or that the
// owner of the directory put there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/directory/people.hpp"
#include "x509/crl.hpp"
#include "x509/path/options.hpp"
#include "x509/path/trust_store.hpp"

namespace smime::mime::directory {

/// What certificates are judged by.
struct Judge {
  x509::path::TrustStore trust;
  std::vector<x509::Certificate> candidates;
  std::vector<x509::CertificateList> crls;
  Time at;
  x509::path::PathOptions path;

  /// The roots and cross-certificates of a directory, with everybody's certificates and its CRLs to
  /// build from.
  static Judge of(Database& database, Time at, const x509::path::PathOptions& options);
};

/// One person behind an address, with the certificate to encrypt for.
struct Recipient {
  std::string person;
  PersonCertificate certificate;
  std::string doubt;  ///< why it does not verify, where it is taken because it was added by hand
};

/// For everybody who reads this mailbox the best certificate: of those that verify for encryption
/// the newest; else the newest that was added by hand and whose only fault is that nobody trusted
/// vouches for it.
/// @param name_or_address  a person's name stands for that person alone
/// @throws Error (not_found) where nobody has it or none of their certificates will do, with what
///         to do about it
std::vector<Recipient> recipients_for(Database& database, const std::string& name_or_address,
                                      const Judge& judge);

}  // namespace smime::mime::directory
