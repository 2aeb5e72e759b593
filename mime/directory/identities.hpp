// Own digital IDs: private keys, each encrypted under its ID's password (EncryptedPrivateKeyInfo,
// PBES2), with their certificates and requests.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/directory/database.hpp"
#include "x509/certificate.hpp"
#include "x509/path/options.hpp"
#include "x509/private_key.hpp"
#include "x509/request.hpp"

namespace smime::mime::directory {

/// A digital ID as it is stored, its key locked.
struct StoredIdentity {
  std::int64_t id = 0;
  std::string name;         ///< no two have the same
  bool is_default = false;  ///< signs where none is named
  Bytes encrypted_key;      ///< EncryptedPrivateKeyInfo
  x509::PublicKey public_key;
  Time created;
  std::vector<x509::Certificate> own;    ///< for its key, the newest first
  std::vector<x509::Certificate> chain;  ///< of the authorities above them
  std::vector<x509::CertificationRequest> requests;

  /// Those of its certificates; while there is none, those that it asked for.
  std::vector<std::string> addresses() const;
  /// The certificate to sign with or to be encrypted for: one that is valid at the moment before
  /// one that is not, one that an authority issued before a self-signed one, and the newest.
  std::optional<x509::Certificate> certificate_for(x509::path::Purpose purpose, Time at) const;
  /// @throws Error (wrong_password)
  x509::PrivateKey unlock(const Secret& password) const;
};

/// Whether the key usage lets the key sign mail, or receive encrypted mail.
bool is_for(const x509::Certificate& certificate, x509::path::Purpose purpose);

/// Reads and changes the IDs of a directory. Changes belong inside a Transaction.
class Identities {
 public:
  explicit Identities(Database& database) : database_(database) {}

  /// All, by name.
  std::vector<StoredIdentity> all();
  /// The one of this name, else the one with this address; where several have it, the only one of
  /// them with a certificate for the purpose.
  /// @throws Error (invalid_argument) where there are several of those, or none
  std::optional<StoredIdentity> find(const std::string& name_or_address,
                                     x509::path::Purpose purpose = x509::path::Purpose::any,
                                     Time at = {});
  std::optional<StoredIdentity> with_key(const x509::PublicKey& key);
  /// The default one; where its certificates are not for the purpose, one with the same address
  /// that has one which is, for many people sign with one key and receive mail with another.
  std::optional<StoredIdentity> default_identity(
      x509::path::Purpose purpose = x509::path::Purpose::any, Time at = {});

  /// The first one becomes the default.
  /// @throws Error (invalid_argument) where the name or the key is there already
  std::int64_t add(const std::string& name, const x509::PublicKey& public_key,
                   ByteView encrypted_key, Time now);
  /// Whether it is new. It is an own one where it is for the ID's key.
  bool add_certificate(const StoredIdentity& identity, const x509::Certificate& certificate,
                       Time now);
  void add_request(std::int64_t identity, const x509::CertificationRequest& request, Time now);
  /// Replaces the encrypted key, unless it is no longer the one that was read.
  /// @throws Error (invalid_argument) where somebody else has changed or removed it meanwhile
  void change_key_encryption(const StoredIdentity& identity, ByteView encrypted_key);
  void set_default(const std::string& name);
  void remove(std::int64_t identity);

 private:
  StoredIdentity identity(const Statement& row);

  Database& database_;
};

}  // namespace smime::mime::directory
