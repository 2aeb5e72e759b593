// What a PKCS #12 file holds: keys, certificates and CRLs, with the verdict on its integrity.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cms/decryptor.hpp"
#include "primitives/error.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/private_key.hpp"
#include "x509/report.hpp"

namespace smime::cms::pkcs12 {

/// What names a key or a certificate, and joins them.
struct EntryName {
  std::string friendly_name;  ///< UTF-8
  Bytes local_key_id;
};

struct KeyEntry {
  EntryName name;
  x509::PrivateKey key;
};

struct CertificateEntry {
  EntryName name;
  x509::Certificate certificate;
};

/// A bag of anything else that is to be kept: what it holds is named by its type.
struct SecretEntry {
  EntryName name;
  ObjectIdentifier type;
  Bytes value;  ///< a whole encoding
};

/// The contents of a file.
struct KeyStore {
  std::vector<KeyEntry> keys;
  std::vector<CertificateEntry> certificates;
  std::vector<x509::CertificateList> crls;
  std::vector<SecretEntry> secrets;
  /// Why the first key of an algorithm that is not implemented was left out.
  std::optional<Error> unsupported_key;

  /// The certificate with the key's public half: of several the one with its localKeyId, else the
  /// first; nothing where there is none.
  const CertificateEntry* certificate_of(const KeyEntry& key) const;
  /// The first key that has a certificate, with that certificate.
  /// @throws Error (not_found) where there is no key, or no certificate for any;
  ///         (unsupported_algorithm) where the keys are all of algorithms that are not implemented
  Identity identity() const;
  /// Every certificate but this one.
  std::vector<x509::Certificate> others(const x509::Certificate& own) const;
};

/// A file that was read.
struct KeyStoreReading {
  KeyStore store;         ///< empty where the password does not fit or the file was changed
  x509::Report report;    ///< the rules it keeps and breaks
  std::string integrity;  ///< "HMAC with sha256, 2048 iterations"; empty where there is none
  std::vector<std::string> privacy;  ///< of each encrypted part: "PBES2 with aes-256-cbc"
};

/// The iterations of all derivations of a file together, each of which has the limit of
/// `primitives::kMostIterations`: four of the slowest, for a file commonly has three (of its code,
/// its certificates and its key) and a wrong password may be tried in two forms; or 65 keys at the
/// 600,000 that are recommended today. A hostile file so costs less than a minute.
inline constexpr std::uint64_t kMostFileIterations = 40'000'000;

/// Reads a file under a password. That it has no authentication code is a failure in the report,
/// and what it holds is there all the same. A certificate or CRL that cannot be read, a name that
/// is none, and what is of another type are left out with a note. \standard{RFC 7292, 5.2}
/// @param password         UTF-8; an empty one is tried as an empty and as a missing one
/// @param most_iterations  of all derivations together
/// @throws Error (malformed, unsupported_algorithm, unsupported_version, limit_exceeded)
KeyStoreReading read_key_store(ByteView pfx, const Secret& password,
                               std::uint64_t most_iterations = kMostFileIterations);

/// The text of an error without its standard, for reports, where that stands beside it.
std::string without_standard(const Error& error);

/// How new files are protected.
enum class KeyStoreClass {
  museum,  ///< certificates under 40-bit RC2, keys under Triple DES, SHA-1
  widest,  ///< Triple DES and SHA-1: every program opens it
  modern,  ///< PBES2 with AES-256 and SHA-256: the article's "strong protection"
};

/// "museum", "widest", "modern"
std::string_view to_string(KeyStoreClass kind);

/// How a file is written.
struct KeyStoreOptions {
  KeyStoreClass kind = KeyStoreClass::modern;
  std::uint32_t iterations = 100'000;  ///< of every derivation
  bool privacy = true;                 ///< else keys stand in keyBags and certificates in the open
  bool integrity = true;               ///< else there is no authentication code
  bool pbmac1 = false;                 ///< the code is PBMAC1 with SHA-256 \standard{RFC 9579}
};

/// Whether a file of this store with so many iterations could be read again.
/// @throws Error (invalid_argument) that names how many are possible
void check_iterations(const KeyStore& store, const KeyStoreOptions& options);

/// Makes a file. Certificates, CRLs and secrets stand in encrypted SafeContents, keys in shrouded
/// bags. \standard{RFC 7292, 5.1}
/// @throws Error (invalid_argument) as `check_iterations` does
Bytes write_key_store(const KeyStore& store, const Secret& password, const KeyStoreOptions& options,
                      RandomSource& random);
Bytes write_key_store(const KeyStore& store, const Secret& password, KeyStoreClass kind,
                      RandomSource& random, std::uint32_t iterations = 100'000);

/// A store of one identity and the other certificates of its chain, joined by localKeyId.
KeyStore key_store_of(const Identity& identity, const std::vector<x509::Certificate>& chain,
                      std::string_view friendly_name);

}  // namespace smime::cms::pkcs12
