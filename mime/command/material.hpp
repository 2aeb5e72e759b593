// Keys, certificates and CRLs in files: PEM or DER, PKCS #12, PKCS #8 or PKCS #1,
// recognised by content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cms/decryptor.hpp"
#include "mime/command/password.hpp"
#include "primitives/secret.hpp"
#include "x509/certificate.hpp"
#include "x509/crl.hpp"
#include "x509/private_key.hpp"

namespace smime::mime::command {

/// Everything that a file holds.
struct Material {
  std::vector<x509::Certificate> certificates;
  std::vector<x509::PrivateKey> keys;
  std::vector<x509::CertificateList> crls;
};

/// Reads a file of one object or of many. Without a password source encrypted keys are left out.
/// @throws Error with the file's name in its path
Material read_material(const std::string& file, const PasswordSource& password);

/// Private keys with their certificates, and the other certificates of the file.
struct IdentityFile {
  std::vector<cms::Identity> identities;  ///< one at least
  std::vector<x509::Certificate> others;

  /// The first whose certificate lets its key sign; the first of all where none does.
  const cms::Identity& signer() const;
};

/// @throws Error (not_found) where the file holds no key, or no certificate that fits one
IdentityFile read_identity(const std::string& file, const PasswordSource& password);

/// Whether these octets are a PKCS #12 file, in DER or BER.
bool looks_like_pkcs12(ByteView octets);

/// All certificates, or all CRLs, of several files.
/// @throws Error (not_found) for a file without any
std::vector<x509::Certificate> read_certificates(const std::vector<std::string>& files);
std::vector<x509::CertificateList> read_crls(const std::vector<std::string>& files);

/// A key in hexadecimal, white space apart.
/// @throws Error (malformed) for anything else
Secret read_secret_key(const std::string& file);

}  // namespace smime::mime::command
