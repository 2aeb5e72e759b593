// smime cms: bare CMS objects.
#include "mime/command/cms.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cms/content_info.hpp"
#include "mime/canonical.hpp"
#include "mime/command/format.hpp"
#include "mime/command/input_error.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/policy.hpp"
#include "mime/command/resolve.hpp"
#include "mime/smime/recognition.hpp"
#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::command {

using secure::Verdict;

namespace {

// The octets of the first CMS object in a PEM text.
class PemInput : public Source {
 public:
  PemInput(Source& file, const std::string& path) : text_(file) {
    const auto label = secure::enter_pem(text_);
    if (!label) {
      throw Error(ErrorKind::malformed, "neither DER nor PEM", "a CMS object is a SEQUENCE",
                  "RFC 5652, 3", 0, path);
    }
    octets_.emplace(text_, *label);
  }
  std::size_t read(MutableByteView out) override { return octets_->read(out); }

 private:
  BufferedSource text_;
  std::optional<secure::PemSource> octets_;
};

// PEM as it comes: lines of 64 characters between its two marks. \standard{RFC 7468, 2}
class PemSink : public Sink {
 public:
  explicit PemSink(Sink& out) : out_(out) { write_text("-----BEGIN CMS-----\n"); }
  void write(ByteView octets) override {
    primitives::append(waiting_, octets);
    const std::size_t whole = waiting_.size() / kLineOctets * kLineOctets;
    if (whole < kPart) return;
    write_lines(ByteView(waiting_).first(whole));
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(whole));
  }
  void finish() {
    write_lines(waiting_);
    write_text("-----END CMS-----\n");
  }

 private:
  static constexpr std::size_t kLineOctets = 48, kPart = std::size_t{64} << 10;

  void write_text(const std::string& text) { out_.write(primitives::bytes_of(text)); }
  void write_lines(ByteView octets) {
    std::string lines;
    for (std::size_t at = 0; at < octets.size(); at += kLineOctets) {
      const std::size_t size = std::min(kLineOctets, octets.size() - at);
      lines += primitives::to_base64(octets.subspan(at, size)) + "\n";
    }
    write_text(lines);
  }

  Sink& out_;
  Bytes waiting_;
};

}  // namespace

CmsInput::CmsInput(const std::string& path) : file_(path), source_(&file_) {
  const ByteView head = file_.peek(2 * secure::kCmsHeadOctets);
  if (head.empty() || head[0] == 0x30) return;
  if (secure::looks_like_base64_cms(head)) {
    decoded_ = std::make_unique<CodedSource>(file_, decoder(TransferEncoding::base64));
  } else {
    decoded_ = std::make_unique<PemInput>(file_, path);
  }
  source_ = decoded_.get();
}

ContentInput::ContentInput(const std::string& path, bool canonical) : file_(path) {
  if (!canonical) return;
  canonical_ = std::make_unique<CodedSource>(
      file_, [](Sink& out) { return std::make_unique<CanonicalLineEnds>(out); });
}

Source& ContentInput::source() {
  return canonical_ ? *canonical_ : file_;
}

std::optional<std::uint64_t> ContentInput::size() const {
  return canonical_ ? std::nullopt : file_.size();
}

void write_cms(const std::string& path, bool pem, const std::function<void(Sink&)>& make) {
  FileSink file(path, FileSink::Held::no);
  if (pem) {
    PemSink text(file);
    make(text);
    text.finish();
  } else {
    make(file);
  }
  file.finish();
}

cms::SignedData read_signed(const std::string& path) {
  return reading_input([&] {
    CmsInput input(path);
    primitives::BytesSink octets;
    cms::pump(input.source(), octets);
    const auto info = cms::ContentInfo::decode(octets.bytes());
    if (info.content_type != cms::id_signedData) {
      throw Error(ErrorKind::malformed,
                  "content of type " + cms::content_type_name(info.content_type),
                  "signed data is due", "RFC 5652, 5.1", 0, path);
    }
    return cms::SignedData::decode(info.content);
  });
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
  add_common_options(command, policy, password_file, password_env, directory.none);
  directory.add_to(command);
}

secure::OpenOptions TrustOptions::open_options(bool quiet) const {
  secure::OpenOptions result;
  const PasswordSource password = password_source(password_file, password_env);
  result.trust = x509::path::TrustStore(read_certificates(trust, password));
  result.certificates = read_certificates(certificates, password);
  result.crls = read_crls(crls, password);
  result.at = moment(at);
  result.path.policy = x509::path::policy(policy);
  result.path.require_revocation = require_revocation;
  if (!from.empty()) result.from = from;
  use_directory(result, directory, password, quiet);
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
        line += text::format("; {} ({}): {}", to_string(*check->reason), check->citation,
                             check->detail);
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

void add_cms(CLI::App& app, Run& run, std::string_view word) {
  CLI::App* cms = app.add_subcommand(
      "cms", "Bare CMS objects, in DER, BER or PEM: sign, verify, encrypt, decrypt and others");
  cms->require_subcommand(1);
  add_commands(*cms, run,
               {{"sign", add_cms_sign},
                {"verify", add_cms_verify},
                {"encrypt", add_cms_encrypt},
                {"decrypt", add_cms_decrypt},
                {"digest", add_cms_digest},
                {"compress", add_cms_compress},
                {"receipt", add_cms_receipt},
                {"verify-receipt", add_cms_verify_receipt},
                {"show", add_show}},
               word);
}

}  // namespace smime::mime::command
