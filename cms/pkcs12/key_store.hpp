// What a PKCS #12 file holds: keys, certificates and CRLs, with the verdict on its integrity.
#pragma once

#include <string>
#include <vector>

#include "cms/decryptor.hpp"
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

  /// The first key with its certificate: the one that has its localKeyId, or its public key.
  /// @throws Error (not_found) where there is no key, or no certificate for it
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

/// Reads a file under a password. That it has no authentication code is a failure in the report,
/// and what it holds is there all the same. \standard{RFC 7292, 5.2}
/// @param password  UTF-8; an empty one is tried as an empty and as a missing one
/// @throws Error (malformed, unsupported_algorithm, unsupported_version, limit_exceeded)
KeyStoreReading read_key_store(ByteView pfx, const Secret& password);

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

/// Makes a file. Certificates, CRLs and secrets stand in encrypted SafeContents, keys in shrouded
/// bags. \standard{RFC 7292, 5.1}
Bytes write_key_store(const KeyStore& store, const Secret& password, const KeyStoreOptions& options,
                      RandomSource& random);
Bytes write_key_store(const KeyStore& store, const Secret& password, KeyStoreClass kind,
                      RandomSource& random, std::uint32_t iterations = 100'000);

/// A store of one identity and the other certificates of its chain, joined by localKeyId.
KeyStore key_store_of(const Identity& identity, const std::vector<x509::Certificate>& chain,
                      std::string_view friendly_name);

}  // namespace smime::cms::pkcs12
