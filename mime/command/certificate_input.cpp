// Certificates, CRLs and secret keys out of files, where no private key is wanted.
#include "asn1/reader.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::command {
namespace {

using x509::Certificate;
using x509::CertificateList;

Error not_found(const std::string& file, std::string found, std::string rule) {
  return {ErrorKind::not_found, std::move(found), std::move(rule), {}, std::nullopt, file};
}

}  // namespace

std::optional<Certificate> certificate_of_pem(const std::string& label, ByteView octets) {
  if (label == "CERTIFICATE" || label == "X509 CERTIFICATE") return Certificate::decode(octets);
  if (label != "TRUSTED CERTIFICATE") return std::nullopt;
  return Certificate::decode(asn1::Reader(octets).any("certificate"));
}

std::vector<Certificate> read_certificates(const std::vector<std::string>& files,
                                           const PasswordSource& password) {
  std::vector<Certificate> all;
  for (const std::string& file : files) {
    const Material material = read_material(file, password, Wanted::certificates);
    if (material.certificates.empty()) throw not_found(file, "no certificate", "one is due here");
    all.insert(all.end(), material.certificates.begin(), material.certificates.end());
  }
  return all;
}

std::vector<CertificateList> read_crls(const std::vector<std::string>& files,
                                       const PasswordSource& password) {
  std::vector<CertificateList> all;
  for (const std::string& file : files) {
    const Material material = read_material(file, password, Wanted::certificates);
    if (material.crls.empty()) throw not_found(file, "no CRL", "one is due here");
    all.insert(all.end(), material.crls.begin(), material.crls.end());
  }
  return all;
}

Secret read_secret_key(const std::string& file) {
  const Secret text(read_file(file));
  const std::string_view digits(reinterpret_cast<const char*>(text.view().data()), text.size());
  try {
    return Secret(primitives::from_hex(digits));
  } catch (const Error&) {
    throw Error(ErrorKind::malformed, "no hexadecimal octets", "a secret key is a line of them")
        .within(file);
  }
}

}  // namespace smime::mime::command
