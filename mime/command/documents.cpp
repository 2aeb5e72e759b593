// smime manual and smime completion: the program's manual pages, and completions for shells.
#include "mime/command/documents.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "mime/command/commands.hpp"
#include "mime/command/completion.hpp"
#include "mime/command/help.hpp"
#include "mime/command/manual.hpp"
#include "mime/command/output_file.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

struct Options {
  std::string command, shell, below;
};

const CLI::App& command_named(const CLI::App& program, const std::string& name) {
  if (name.empty()) return program;
  for (const CLI::App* command : shown_commands(program)) {
    if (command->get_name() == name) return *command;
  }
  throw UsageError("there is no command '" + name + "'; 'smime --help' lists them");
}

void write_text(const std::string& file, const std::string& text) {
  write_file(file, primitives::bytes_of(text), false);
}

}  // namespace

void write_documents(const CLI::App& program, const std::filesystem::path& folder) {
  const auto write = [&](const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder / name).parent_path());
    write_text((folder / name).string(), text);
  };
  for (const auto& [name, text] : manual_pages(program)) write("man/man1/" + name, text);
  const std::string name = program.get_name();
  write("bash-completion/completions/" + name, bash_completion(program));
  write("zsh/site-functions/_" + name, zsh_completion(program));
  write("fish/vendor_completions.d/" + name + ".fish", fish_completion(program));
}

namespace {

int manual(const CLI::App& program, const Options& options) {
  if (options.below.empty()) {
    write_text("-", manual_page(command_named(program, options.command)));
  } else {
    write_documents(program, options.below);
  }
  return kSuccess;
}

int completion(const CLI::App& program, const Options& options) {
  if (options.shell == "bash") write_text("-", bash_completion(program));
  if (options.shell == "zsh") write_text("-", zsh_completion(program));
  if (options.shell == "fish") write_text("-", fish_completion(program));
  return kSuccess;
}

}  // namespace

void add_documents(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* pages = app.add_subcommand("manual", "Print a manual page, for 'man -l -'");
  pages->add_option("COMMAND", options->command, "sign, ca, ...: its page (default: smime's own)");
  pages->add_option("--all-below", options->below, "write all pages and completions below a folder")
      ->group("");
  pages->callback(
      [options, &app, &run] { run = [options, &app] { return manual(app, *options); }; });
  CLI::App* shells = app.add_subcommand("completion", "Print the completion for a shell");
  shells->add_option("SHELL", options->shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  shells->callback(
      [options, &app, &run] { run = [options, &app] { return completion(app, *options); }; });
}

}  // namespace smime::mime::command
