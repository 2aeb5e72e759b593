// The program smime: the mail tool.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>

#include "mime/command/commands.hpp"
#include "mime/command/help.hpp"
#include "mime/command/input_error.hpp"
#include "mime/command/unknown_word.hpp"
#include "primitives/error.hpp"
#include "primitives/implementation.hpp"

namespace {

using namespace smime;
using namespace smime::mime::command;

std::string version() {
  std::string text = "smime 0.1.0 (S/MIME from scratch)";
  for (const auto& info : primitives::implementations()) {
    text += "\n  " + info.primitive + ": " + info.name + (info.available ? "" : " (not here)");
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Signs, encrypts and opens S/MIME mail.", "smime");
  prepare_help(app);
  app.require_subcommand(1);
  app.set_version_flag("--version", version, "print the version and what this processor can do");
  Run run;
  add_program(app, run, {argc > 1 ? argv[1] : "", argc > 2 ? argv[2] : ""});
  finish_help(app);
  try {
    if (const char* name = std::getenv("SMIME_IMPLEMENTATION")) {
      primitives::force_implementation(name);
    }
    app.parse(argc, argv);
    return run();
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // help, or the version
    std::cerr << about_command_line(app, {argv + 1, argv + argc}, error)
              << "\nRun with --help for more information.\n";
    return kUsage;
  } catch (const InputError& error) {
    std::cerr << "smime: " << to_string(error.kind()) << "; " << error.what() << "\n";
    return kUnreadable;
  } catch (const std::exception& error) {
    std::cerr << "smime: " << error.what() << "\n";
    return kUsage;
  }
}
