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

// Those of one kind in all files, of which each has one.
template <typename One>
std::vector<One> read_all(const std::vector<std::string>& files, const PasswordSource& password,
                          std::vector<One> Material::*kind, const std::string& name) {
  std::vector<One> all;
  for (const std::string& file : files) {
    const Material material = read_material(file, password, Wanted::certificates);
    const std::vector<One>& found = material.*kind;
    if (found.empty()) {
      throw Error(ErrorKind::not_found, "no " + name, "one is due here", {}, std::nullopt, file);
    }
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

}  // namespace

std::optional<Certificate> certificate_of_pem(const std::string& label, ByteView octets) {
  if (label == "CERTIFICATE" || label == "X509 CERTIFICATE") return Certificate::decode(octets);
  if (label != "TRUSTED CERTIFICATE") return std::nullopt;
  return Certificate::decode(asn1::Reader(octets).any("certificate"));
}

std::vector<Certificate> read_certificates(const std::vector<std::string>& files,
                                           const PasswordSource& password) {
  return read_all(files, password, &Material::certificates, "certificate");
}

std::vector<CertificateList> read_crls(const std::vector<std::string>& files,
                                       const PasswordSource& password) {
  return read_all(files, password, &Material::crls, "CRL");
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
