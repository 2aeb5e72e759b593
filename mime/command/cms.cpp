// smime cms: bare CMS objects.
#include "mime/command/cms.hpp"

#include <fmt/format.h>

#include <array>

#include "asn1/pem.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::command {

using secure::Verdict;

CmsInput::CmsInput(const std::string& path) : file_(path), source_(&file_) {
  const ByteView first = file_.peek(64);
  if (first.empty() || first[0] == 0x30) return;
  Bytes text;
  primitives::BytesSink all;
  std::array<std::uint8_t, 65536> buffer;
  while (const std::size_t count = file_.read(buffer)) all.write(ByteView(buffer).first(count));
  text = all.take();
  const auto objects = asn1::read_pem(text);
  if (objects.empty()) {
    throw Error(ErrorKind::malformed, "neither DER nor PEM", "a CMS object is a SEQUENCE",
                "RFC 5652, 3", 0, path);
  }
  octets_ = objects.front().octets;
  decoded_ = std::make_unique<primitives::BytesSource>(octets_);
  source_ = decoded_.get();
}

void write_cms(const std::string& path, bool pem, const std::function<void(Sink&)>& make) {
  FileSink file(path, FileSink::Held::no);
  if (pem) {
    primitives::BytesSink octets;
    make(octets);
    file.write(primitives::bytes_of(asn1::write_pem("CMS", octets.bytes())));
  } else {
    make(file);
  }
  file.finish();
}

void TrustOptions::add_to(CLI::App& command) {
  command.add_option("--trust", trust, "certificates of the authorities that are trusted")
      ->allow_extra_args(false);
  command.add_option("--crl", crls, "lists of revoked certificates")->allow_extra_args(false);
  command.add_option("--certs", certificates, "more certificates to build paths from")
      ->allow_extra_args(false);
  command.add_option("--at", at, "judge as of this moment (RFC 3339; default now)");
  command.add_option("--from", from, "the address to hold the signer against");
  command.add_flag("--require-revocation", require_revocation, "distrust where no CRL tells");
  add_common_options(command, policy, password_file, password_env, no_directory);
}

secure::OpenOptions TrustOptions::open_options() const {
  secure::OpenOptions result;
  result.trust = x509::path::TrustStore(read_certificates(trust));
  result.certificates = read_certificates(certificates);
  result.crls = read_crls(crls);
  result.at = moment(at);
  result.path.policy = x509::path::policy(policy);
  result.path.require_revocation = require_revocation;
  if (!from.empty()) result.from = from;
  return result;
}

void SecretOptions::add_to(CLI::App& command) {
  command
      .add_option("--secret-key", secret_keys,
                  "a file with a key in hexadecimal that both sides have")
      ->allow_extra_args(false);
  command
      .add_option("--with-password", password_files,
                  "a file whose first line is a password that both sides have")
      ->allow_extra_args(false);
}

std::string DigestingContent::sha256_hex() {
  return primitives::to_hex(finish().at(DigestAlgorithm::sha256));
}

std::string summary(const secure::OpenResult& result) {
  std::string line = "smime: " + std::string(to_string(result.verdict));
  for (const auto& layer : result.layers) {
    for (const auto& signer : layer.signers) {
      if (signer.cms.certificate)
        line += ", signed by " + signer.cms.certificate->subject().rfc4514();
      const x509::Report report = signer.report();
      if (const x509::Check* check = report.first_failure()) {
        line +=
            fmt::format("; {} ({}): {}", to_string(*check->reason), check->citation, check->detail);
      }
    }
  }
  if (!result.error.empty()) line += "; " + result.error;
  return line;
}

int exit_code(const secure::OpenResult& result) {
  switch (result.verdict) {
    case Verdict::valid:
    case Verdict::not_signed:
      return kSuccess;
    case Verdict::untrusted:
    case Verdict::invalid:
      return kUntrusted;
    default:
      return kUnreadable;
  }
}

void add_cms(CLI::App& app, Run& run) {
  CLI::App* cms = app.add_subcommand(
      "cms", "Bare CMS objects, in DER, BER or PEM: sign, verify, encrypt, decrypt and others");
  cms->require_subcommand(1);
  add_cms_sign(*cms, run);
  add_cms_verify(*cms, run);
  add_cms_encrypt(*cms, run);
  add_cms_decrypt(*cms, run);
  add_cms_digest(*cms, run);
  add_cms_compress(*cms, run);
  add_show(*cms, run);
}

}  // namespace smime::mime::command
