// smime show: any certificate, request, CRL, key, CMS object or message, for people or as JSON.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "mime/command/commands.hpp"
#include "mime/command/description.hpp"
#include "mime/command/file_description.hpp"
#include "mime/command/input_error.hpp"
#include "mime/command/material.hpp"
#include "mime/command/output_file.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  std::string file, output = "-", password_file, password_env;
  bool json = false, with_private = false;
};

// A PKCS #12 file is shown with its verdict, which the exit code repeats.
std::optional<int> show_pkcs12(const Options& options, ByteView octets) {
  const auto pfx = pkcs12_in(octets);
  if (!pfx) return std::nullopt;
  const Secret password =
      password_source(options.password_file, options.password_env)(options.file);
  const auto reading = examine_pkcs12(pfx->view(), password);
  const Description described = describe(reading);
  const std::string text =
      options.json ? described.dump(2, ' ', false, Description::error_handler_t::replace) + "\n"
                   : as_text(described);
  write_file(options.output, primitives::bytes_of(text), false);
  const x509::Check* failure = reading.report.first_failure();
  if (failure == nullptr) return kSuccess;
  const bool unreadable = reading.store.keys.empty() && reading.store.certificates.empty();
  return unreadable ? kUnreadable : kUntrusted;
}

void print(const Description& all, const Options& options) {
  std::string text;
  if (options.json) {
    const Description& shown = all.size() == 1 ? all.front() : all;
    text = shown.dump(2, ' ', false, Description::error_handler_t::replace) + "\n";
  } else {
    for (const auto& one : all) text += as_text(one) + (all.size() > 1 ? "\n" : "");
  }
  write_file(options.output, primitives::bytes_of(text), options.with_private);
}

int show(const Options& options) {
  const Secret octets(read_file(options.file));
  Description all;
  try {
    if (const auto code = show_pkcs12(options, octets.view())) return *code;
    all = describe_file(octets.view(), options.file,
                        password_source(options.password_file, options.password_env),
                        options.with_private);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::not_found || error.kind() == ErrorKind::input_output) throw;
    std::cerr << "smime: " << error.what() << "\n";
    return kUnreadable;
  }
  if (all.empty()) {
    throw InputError(
        Error(ErrorKind::malformed, "nothing to show in " + options.file,
              "it shows certificates, requests, CRLs, keys, CMS objects and messages"));
  }
  print(all, options);
  const auto altered = [](const Description& one) {
    return one["type"] == "pkcs12" && one["verdict"] != "valid";
  };
  return std::ranges::any_of(all, altered) ? kUntrusted : kSuccess;
}

}  // namespace

void add_show(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("show", "Show what a file holds");
  command
      ->add_option("FILE", options->file,
                   "certificate, request, CRL, key, PKCS #12 file, CMS object or message")
      ->required();
  command->add_flag("--json", options->json, "as JSON");
  command->add_flag("--private", options->with_private, "the private parts of keys as well");
  command->add_option("--password-file", options->password_file,
                      "a file whose first line is the key's password");
  command->add_option("--password-env", options->password_env,
                      "an environment variable that holds the password");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->callback([options, &run] { run = [options] { return show(*options); }; });
}

}  // namespace smime::mime::command
