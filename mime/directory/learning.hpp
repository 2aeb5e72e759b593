// Learning from signed messages: the sender's certificate and capabilities are kept. Nothing that
// is learnt is trusted by it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/directory/people.hpp"

namespace smime::mime::directory {

/// What a signed message tells of its signer, once its signature was found right.
struct Introduction {
  x509::Certificate signer;
  /// The certificate to encrypt for, where the signer prefers another. \standard{RFC 8551, 2.5.3}
  std::optional<x509::Certificate> for_encryption = std::nullopt;
  std::string address = {};  ///< where the certificate names none: the sender's, else empty
  std::optional<cms::SmimeCapabilities> capabilities = std::nullopt;
  std::optional<Time> signing_time = std::nullopt;
};

/// What an introduction would change.
struct Acquaintance {
  std::string person;       ///< the name that it goes under
  bool new_person = false;  ///< nobody has one of its addresses
  bool new_certificate = false;
  bool new_capabilities = false;
  /// The person's certificates so far, where none of them is the signer's: somebody known has a new
  /// certificate.
  std::vector<x509::Certificate> before;

  bool changes_something() const { return new_person || new_certificate || new_capabilities; }
};

/// What is known of the signer already; changes nothing.
Acquaintance recognise(Database& database, const Introduction& introduction);

/// Keeps what is new, inside a Transaction: the person who has one of the certificate's addresses
/// is the one it belongs to. Of several with the address it is the one with a certificate of the
/// same subject; else a new one.
Acquaintance learn(Database& database, const Introduction& introduction, Time now);

}  // namespace smime::mime::directory
