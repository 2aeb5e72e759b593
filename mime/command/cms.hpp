// smime cms: what its commands share. Each works on bare CMS objects, as streams.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cms/content_streams.hpp"
#include "mime/command/cli.hpp"
#include "mime/command/commands.hpp"
#include "mime/command/directory_option.hpp"
#include "mime/command/file_streams.hpp"
#include "mime/smime/opener.hpp"

namespace smime::mime::command {

/// A CMS object from a file, as a stream: DER, BER, PEM, or base64 without a header.
class CmsInput {
 public:
  explicit CmsInput(const std::string& path);
  Source& source() { return *source_; }

 private:
  FileSource file_;
  std::unique_ptr<Source> decoded_;  // of a PEM object
  Source* source_;
};

/// Makes an object with `make`, which writes it as DER or BER, and writes it as that or as PEM.
void write_cms(const std::string& path, bool pem, const std::function<void(Sink&)>& make);

/// A SignedData, in memory.
/// @throws InputError (malformed) where the file holds something else, ...
cms::SignedData read_signed(const std::string& path);

/// Whom and what to believe.
struct TrustOptions {
  std::vector<std::string> trust, crls, certificates;
  std::string at, from, policy = "modern";
  DirectoryOption directory;
  bool require_revocation = false;
  std::string password_file, password_env;

  void add_to(CLI::App& command);
  /// With the directory, unless it is left out; `quiet`: without a note where it cannot be read.
  secure::OpenOptions open_options(bool quiet = false) const;
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

/// --signers
void add_signers_option(CLI::App& command, std::string& file);
/// @throws UsageError where signers and content would both go to standard output
void require_other_output(const std::string& signers, const std::string& output);
/// Whether the report goes to standard output in place of the content.
/// @throws UsageError where the content cannot wait there, since it has gone out already
bool takes_output(const std::string& report, const std::string& output, bool content_is_out);
/// The certificates of those whose signature is right, trusted or not, as PEM, each once.
void write_signers(const std::string& file, const secure::OpenResult& result);

/// The content that is signed or encrypted, from a file; for mail with CR LF at its line ends.
class ContentInput {
 public:
  ContentInput(const std::string& path, bool canonical);
  Source& source();
  /// Octets from here to the end, where that is known.
  std::optional<std::uint64_t> size() const;

 private:
  FileSource file_;
  std::unique_ptr<Source> canonical_;
};

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
void add_cms_receipt(CLI::App& cms, Run& run);
void add_cms_verify_receipt(CLI::App& cms, Run& run);

}  // namespace smime::mime::command
