// --signers: the certificates of those whose signature is right, as PEM.
#include <CLI/CLI.hpp>
#include <algorithm>

#include "mime/command/ca.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/output_file.hpp"

namespace smime::mime::command {

void add_signers_option(CLI::App& command, std::string& file) {
  command.add_option("--signers", file,
                     "write the certificates of those whose signature is right to this file, as "
                     "PEM, whoever vouches for them");
}

void require_other_output(const std::string& signers, const std::string& output) {
  if (signers != "-" || output != "-") return;
  throw UsageError("content and signers cannot both go to standard output: use -o or --signers");
}

bool takes_output(const std::string& report, const std::string& output, bool content_is_out) {
  if (report != "-" || output != "-") return false;
  if (!content_is_out) return true;
  throw UsageError("content and report cannot both go to standard output: use -o or --report");
}

void write_signers(const std::string& file, const secure::OpenResult& result) {
  std::vector<x509::Certificate> written;
  std::string text;
  for (const secure::Layer& layer : result.layers) {
    for (const secure::SignerReport& signer : layer.signers) {
      if (!signer.cms.certificate || !signer.cms.valid()) continue;
      if (std::ranges::find(written, *signer.cms.certificate) != written.end()) continue;
      written.push_back(*signer.cms.certificate);
      text += certificate_pem(written.back());
    }
  }
  write_file(file, primitives::bytes_of(text), false);
}

}  // namespace smime::mime::command
