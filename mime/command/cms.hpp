// smime cms: what its commands share. Each works on bare CMS objects, as streams.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cms/content_streams.hpp"
#include "mime/command/commands.hpp"
#include "mime/command/file_streams.hpp"
#include "mime/smime/opener.hpp"

namespace smime::mime::command {

/// A CMS object from a file: DER and BER as a stream, PEM from memory.
class CmsInput {
 public:
  explicit CmsInput(const std::string& path);
  Source& source() { return *source_; }

 private:
  FileSource file_;
  Bytes octets_;  // of a PEM object
  std::unique_ptr<Source> decoded_;
  Source* source_;
};

/// Makes an object with `make`, which writes it as DER or BER, and writes it as that or as PEM.
void write_cms(const std::string& path, bool pem, const std::function<void(Sink&)>& make);

/// Whom and what to believe.
struct TrustOptions {
  std::vector<std::string> trust, crls, certificates;
  std::string at, from, policy = "modern";
  bool no_directory = false, require_revocation = false;
  std::string password_file, password_env;

  void add_to(CLI::App& command);
  secure::OpenOptions open_options() const;
};

/// Passes content on, and knows its SHA-256 at the end.
class DigestingContent : public cms::DigestingSink {
 public:
  explicit DigestingContent(Sink& out) : DigestingSink({DigestAlgorithm::sha256}, out) {}
  std::string sha256_hex();
};

/// One line for people: what it is, whose, and the first rule broken.
std::string summary(const secure::OpenResult& result);
/// What `open` and `verify` end with.
int exit_code(const secure::OpenResult& result);

/// The password or key files of those who share a secret.
struct SecretOptions {
  std::vector<std::string> secret_keys, password_files;

  void add_to(CLI::App& command);
};

void add_cms_sign(CLI::App& cms, Run& run);
void add_cms_verify(CLI::App& cms, Run& run);
void add_cms_encrypt(CLI::App& cms, Run& run);
void add_cms_decrypt(CLI::App& cms, Run& run);
void add_cms_digest(CLI::App& cms, Run& run);
void add_cms_compress(CLI::App& cms, Run& run);

}  // namespace smime::mime::command
