// The authority's register: what it issued under which serial number, took back and published.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mime/directory/database.hpp"
#include "primitives/secret.hpp"
#include "x509/authority.hpp"
#include "x509/crl.hpp"
#include "x509/revocation_list.hpp"

namespace smime::mime::directory {

/// An authority as it is stored, its key locked.
struct StoredAuthority {
  std::int64_t id = 0;
  std::string name;  ///< no two have the same
  x509::Certificate certificate;
  Bytes encrypted_key;   ///< EncryptedPrivateKeyInfo
  std::string settings;  ///< what it issues by where nothing else is said, as the program wrote it
  std::int64_t crl_number = 0;  ///< of its last CRL; 0 before the first
  Time created;

  /// @throws Error (wrong_password)
  x509::Authority unlock(const Secret& password) const;
};

struct Revocation {
  Time at;
  x509::CrlReason reason = x509::CrlReason::unspecified;
  std::optional<Time> invalidity = std::nullopt;  ///< when the key was lost, where that is known
};

struct IssuedCertificate {
  std::int64_t id = 0;
  x509::Certificate certificate;
  std::optional<std::int64_t> person = std::nullopt;  ///< of the directory, where it is for one
  Time issued;
  std::optional<Revocation> revocation = std::nullopt;

  bool is_current(Time at) const;  ///< not expired, and not taken back
};

/// Reads and changes the register. Changes belong inside a Transaction.
class Register {
 public:
  explicit Register(Database& database) : database_(database) {}

  std::vector<StoredAuthority> authorities();
  /// The one of this name; without a name the only one.
  /// @throws Error (not_found, invalid_argument) that says which there are
  StoredAuthority authority(const std::string& name);
  /// @throws Error (invalid_argument) where the name is taken
  std::int64_t add(const std::string& name, const x509::Certificate& certificate,
                   ByteView encrypted_key, const std::string& settings, Time now);
  void set_certificate(std::int64_t authority, const x509::Certificate& certificate);

  /// Enters what was issued. The serial number is new, or nothing is entered.
  void enter(std::int64_t authority, const x509::Certificate& certificate,
             std::optional<std::int64_t> person, std::optional<std::int64_t> request, Time now);
  /// All, in the order of issue.
  std::vector<IssuedCertificate> issued(std::int64_t authority);
  /// By serial number in hexadecimal, or SHA-256 or its first 8 digits and more.
  std::optional<IssuedCertificate> find(std::int64_t authority, const std::string& number);
  std::optional<IssuedCertificate> find(std::int64_t authority,
                                        const x509::Certificate& certificate);
  /// What was issued to a person, the newest first.
  std::vector<IssuedCertificate> issued_to(std::int64_t authority, std::int64_t person);

  /// Keeps a request and gives its number; the same octets again are the same request.
  std::int64_t add_request(std::int64_t authority, ByteView der, bool issued, Time now);

  /// @throws Error (invalid_argument) where it is taken back already, a hold apart
  void revoke(const IssuedCertificate& issued, const Revocation& revocation);
  /// Ends a hold. @throws Error (invalid_argument) where there is none
  void release(const IssuedCertificate& issued);
  /// The entries of the next CRL: all that is taken back, until it has been on one CRL after its
  /// certificate expired. \standard{RFC 5280, 3.3}
  std::vector<x509::RevokedCertificate> revoked(const StoredAuthority& authority);
  /// A number that was never given. \standard{RFC 5280, 5.2.3}
  std::int64_t next_crl_number(std::int64_t authority);
  void add_crl(std::int64_t authority, std::int64_t number, const x509::CertificateList& crl);
  /// When its last CRL was made.
  std::optional<Time> last_crl(std::int64_t authority);

 private:
  std::vector<IssuedCertificate> select(const std::string& condition, std::int64_t authority,
                                        std::int64_t person);

  Database& database_;
};

}  // namespace smime::mime::directory
