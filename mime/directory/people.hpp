// The people one knows: addresses, certificates, capabilities, the public key of the Person record.
// Being known is not being trusted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cms/smime_capabilities.hpp"
#include "mime/directory/database.hpp"
#include "x509/certificate.hpp"

namespace smime::mime::directory {

/// How a certificate came here.
enum class CertificateSource {
  added,   ///< the owner of the directory gave it
  learnt,  ///< it came with a signed message
};

/// "added", "learnt"
std::string_view to_string(CertificateSource source);

struct PersonCertificate {
  x509::Certificate certificate;
  CertificateSource source = CertificateSource::added;
  Time first_seen;
  /// What the person's program can take, from its newest signature.
  std::optional<cms::SmimeCapabilities> capabilities = std::nullopt;
  std::optional<Time> capabilities_time = std::nullopt;
};

struct Person {
  std::int64_t id = 0;
  std::string name;  ///< no two people have the same
  std::vector<std::string> addresses;
  std::optional<x509::PublicKey> public_key;  ///< what an authority issues to
  std::string notes;
  Time added;
  std::vector<PersonCertificate> certificates;  ///< the newest first
};

/// What two addresses share exactly when they are one mailbox: the domain in small letters.
std::string mailbox_key(const std::string& address);

/// Reads and changes the people of a directory. Changes belong inside a Transaction.
class People {
 public:
  explicit People(Database& database) : database_(database) {}

  /// All, by name.
  std::vector<Person> all();
  std::optional<Person> named(const std::string& name);
  /// Everybody who reads this mailbox.
  std::vector<Person> with_address(const std::string& address);
  /// The one of this name, else everybody with this address.
  std::vector<Person> find(const std::string& name_or_address);
  /// Every certificate of everybody: to build paths from, not to trust.
  std::vector<x509::Certificate> certificates();

  /// The person's number; a person of this name that is there already is taken.
  std::int64_t add(const std::string& name, Time now);
  void add_address(std::int64_t person, const std::string& address);
  /// Whether it is new. One that was learnt and is now added counts as added.
  bool add_certificate(std::int64_t person, const PersonCertificate& certificate);
  /// Keeps them where no newer signature told others. Whether they are other ones than before.
  bool set_capabilities(std::int64_t person, const x509::Certificate& certificate,
                        const cms::SmimeCapabilities& capabilities, Time signing_time);
  void set_public_key(std::int64_t person, const x509::PublicKey& key);
  void set_notes(std::int64_t person, const std::string& notes);
  void remove(std::int64_t person);
  void remove_certificate(std::int64_t person, const x509::Certificate& certificate);

 private:
  std::vector<Person> people(const std::string& condition, const std::string& parameter);
  Person person(const Statement& row);

  Database& database_;
};

}  // namespace smime::mime::directory
