// smime cms digest and compress: DigestedData (RFC 5652, 7) and CompressedData (RFC 3274).
#include <CLI/CLI.hpp>

#include "cms/compressed_data.hpp"
#include "cms/digested_data.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/input_error.hpp"
#include "mime/command/output_file.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  std::string digest = "sha256", input = "-", output = "-";
  std::string content_type = "1.2.840.113549.1.7.1";
  bool indefinite = false, pem = false, undo = false, unsafe_stream = false;
};

int digest(const Options& options) {
  write_cms(options.output, options.pem, [&](Sink& out) {
    FileSource content(options.input);
    const auto size = options.indefinite ? std::nullopt : content.size();
    cms::digest_content(content, size, primitives::digest_algorithm(options.digest),
                        asn1::ObjectIdentifier(options.content_type), out);
  });
  return kSuccess;
}

int decompress(const Options& options) {
  FileSink content(options.output,
                   options.unsafe_stream ? FileSink::Held::no : FileSink::Held::yes);
  reading_input([&] {
    CmsInput input(options.input);
    cms::decompress(input.source(), content);
  });
  content.finish();
  return kSuccess;
}

int compress(const Options& options) {
  if (options.undo) return decompress(options);
  write_cms(options.output, options.pem, [&](Sink& out) {
    FileSource content(options.input);
    cms::compress(content, asn1::ObjectIdentifier(options.content_type), out);
  });
  return kSuccess;
}

void add_files(CLI::App& command, Options& options) {
  command.add_option("--content-type", options.content_type,
                     "the content's type as an object identifier (default: data)");
  command.add_flag("--pem", options.pem, "write PEM (default DER)");
  command.add_option("-o,--output", options.output, "where to write (default standard output)");
  command.add_option("INPUT", options.input, "what to read (default standard input)");
}

}  // namespace

void add_cms_digest(CLI::App& cms, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      cms.add_subcommand("digest", "Put a file together with its digest ('verify' checks it)");
  command->add_option("--digest", options->digest,
                      "md5 sha1 sha224 sha256 sha384 sha512 (default sha256)");
  command->add_flag("--indefinite", options->indefinite, "BER with indefinite lengths");
  add_files(*command, *options);
  command->callback([options, &run] { run = [options] { return digest(*options); }; });
}

void add_cms_compress(CLI::App& cms, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = cms.add_subcommand("compress", "Compress a file, or with --undo restore one");
  command->add_flag("--undo", options->undo, "decompress");
  command->add_flag("--unsafe-stream", options->unsafe_stream,
                    "let content out as it comes, before its checksum is seen");
  add_files(*command, *options);
  command->callback([options, &run] { run = [options] { return compress(*options); }; });
}

}  // namespace smime::mime::command
