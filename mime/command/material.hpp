// Keys, certificates and CRLs in files: PEM or DER, PKCS #12, PKCS #8 or PKCS #1,
// recognised by content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cms/decryptor.hpp"
#include "cms/pkcs12/key_store.hpp"
#include "mime/command/password.hpp"
#include "primitives/error.hpp"
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
  /// Why the first private key of an algorithm that is not implemented was left out.
  std::optional<Error> unsupported_key;

  /// What a PKCS #12 file holds.
  void add(const cms::pkcs12::KeyStore& store);
  /// The private keys, each once.
  std::vector<x509::PrivateKey> distinct_keys() const;
  /// The first certificate for this key; nothing where there is none.
  const x509::Certificate* certificate_of(const x509::PrivateKey& key) const;
  /// Whether there are end entities' certificates beside the keys, but for other keys alone.
  bool is_mismatched() const;
};

/// What is wanted of a file.
enum class Wanted {
  everything,
  certificates,  ///< and CRLs: keys of whatever kind are passed over
};

/// Reads a file of one object or of many; a SignedData that only carries certificates (RFC 8551,
/// 3.8) gives those. Without a password source encrypted keys are left out, and the password of
/// PKCS #12 is asked for at the terminal.
/// @throws Error with the file's name in its path
Material read_material(const std::string& file, const PasswordSource& password,
                       Wanted wanted = Wanted::everything);

/// The certificate of a PEM object with this label; nothing for other labels. Of a TRUSTED
/// CERTIFICATE of openssl, what it says about trust is left out.
std::optional<x509::Certificate> certificate_of_pem(const std::string& label, ByteView octets);

/// Private keys with their certificates, and the other certificates of the file.
struct IdentityFile {
  std::vector<cms::Identity> identities;  ///< one at least
  std::vector<x509::Certificate> others;

  /// The first whose certificate lets its key sign; the first of all where none does.
  const cms::Identity& signer() const;
};

/// @throws Error (not_found) where the file holds no key, or no certificate that fits one;
///         (unsupported_algorithm) where its keys are all of algorithms that are not implemented
IdentityFile read_identity(const std::string& file, const PasswordSource& password);

/// Whether one of the private keys has its certificate.
/// @throws Error as `read_identity` where none has
void require_pair(const Material& material, const std::string& file);

/// Whether these octets begin as a PKCS #12 file in DER or BER does, of any version and whether or
/// not it is whole.
bool looks_like_pkcs12(ByteView octets);

/// The PKCS #12 file that these octets are, or that stands in them as the only PEM object.
std::optional<Secret> pkcs12_in(ByteView octets);

/// A PKCS #12 file read; one that cannot be read has that as the failure of its report.
cms::pkcs12::KeyStoreReading examine_pkcs12(ByteView pfx, const Secret& password);

/// All certificates, or all CRLs, of several files.
/// @param password  of PKCS #12 files; without one it is asked for at the terminal
/// @throws Error (not_found) for a file without any
std::vector<x509::Certificate> read_certificates(const std::vector<std::string>& files,
                                                 const PasswordSource& password = nullptr);
std::vector<x509::CertificateList> read_crls(const std::vector<std::string>& files,
                                             const PasswordSource& password = nullptr);

/// A key in hexadecimal, white space apart.
/// @throws Error (malformed) for anything else
Secret read_secret_key(const std::string& file);

}  // namespace smime::mime::command
