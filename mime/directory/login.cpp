// Certificates that wait for their owner's next login.
#include "mime/directory/login.hpp"

#include "x509/key_pair.hpp"

namespace smime::mime::directory {

std::vector<PendingCertificate> pending_for(Database& authority, const x509::PublicKey& key) {
  return authority.all(
      "SELECT pending.id, pending.der, authorities.certificate FROM pending_certificates AS "
      "pending "
      "LEFT JOIN authorities ON authorities.id = pending.authority "
      "WHERE pending.public_key = ?1 AND pending.delivered IS NULL ORDER BY pending.id",
      [](const Statement& row) {
        PendingCertificate one{row.integer(0), x509::Certificate::decode(row.blob(1)), {}};
        if (const auto issuer = row.blob_if(2)) {
          one.authorities.push_back(x509::Certificate::decode(*issuer));
        }
        return one;
      },
      key.der());
}

std::vector<x509::Certificate> merge_pending(Database& own, Database& authority,
                                             const StoredIdentity& identity, Time now) {
  const auto waiting = pending_for(authority, identity.public_key);
  std::vector<x509::Certificate> merged;
  {
    Transaction transaction(own);
    Identities identities(own);
    for (const PendingCertificate& one : waiting) {
      if (!x509::same_key(one.certificate.public_key(), identity.public_key)) continue;
      if (identities.add_certificate(identity, one.certificate, now)) {
        merged.push_back(one.certificate);
      }
      for (const auto& issuer : one.authorities) identities.add_certificate(identity, issuer, now);
    }
    transaction.commit();
  }
  Transaction transaction(authority);
  for (const PendingCertificate& one : waiting) {
    authority.run("UPDATE pending_certificates SET delivered = ?2 WHERE id = ?1", one.id, now);
  }
  transaction.commit();
  return merged;
}

}  // namespace smime::mime::directory
