// Certificates that an authority issued to one's public key wait until the next login, and then
// join the digital ID.
#pragma once

#include <vector>

#include "mime/directory/identities.hpp"

namespace smime::mime::directory {

/// What waits for one key in an authority's directory.
struct PendingCertificate {
  std::int64_t id = 0;
  x509::Certificate certificate;
  std::vector<x509::Certificate> authorities;  ///< the issuer's certificate, where it is known
};

/// Those that were not delivered yet.
std::vector<PendingCertificate> pending_for(Database& authority, const x509::PublicKey& key);

/// Adds them to the ID, in a transaction of its own, and then marks them as delivered, in another.
/// Killed between the two, the next login does the same again and changes nothing.
/// @param authority  the directory that they wait in; may be `own`
/// @return those that are new to the ID
std::vector<x509::Certificate> merge_pending(Database& own, Database& authority,
                                             const StoredIdentity& identity, Time now);

}  // namespace smime::mime::directory
