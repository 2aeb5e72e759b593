// The program walkthrough: the lesson in the terminal, as a transcript, and as files.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "mime/command/documents.hpp"
#include "mime/command/format.hpp"
#include "mime/command/help.hpp"
#include "mime/command/output_file.hpp"
#include "mime/command/unknown_word.hpp"
#include "primitives/error.hpp"
#include "primitives/implementation.hpp"
#include "walkthrough/chapters/chapters.hpp"
#include "walkthrough/lesson_run.hpp"
#include "walkthrough/render/terminal.hpp"
#include "walkthrough/render/transcript_json.hpp"

namespace {

using namespace smime;
using namespace smime::walkthrough;

struct Options {
  RunOptions run;
  bool list = false;
  bool step = false;
  std::string zoom = "block";
  std::string json;
  std::string out;
  std::string documents;
};

void add_options(CLI::App& app, Options& options) {
  app.description(
      "Tells how S/MIME works, chapter by chapter, with the real bytes of real messages.\n"
      "Without a chapter's name it tells all of them; begin with 'walkthrough goals'.");
  app.add_option("CHAPTER", options.run.chapters, "chapters to tell (see --list)");
  app.add_flag("--list", options.list, "list the chapters and stop");
  app.add_flag("--step", options.step, "wait for Enter before each step");
  app.add_flag("--live", options.run.live, "draw real random numbers in place of the script");
  app.add_option("--zoom", options.zoom,
                 "how close to look: message, part, field, byte, block, exponentiation, round")
      ->capture_default_str();
  app.add_option("--json", options.json, "write the whole lesson to FILE as JSON ('-': output)");
  app.add_option("--out", options.out, "write the lesson's keys, certificates and messages to DIR");
  app.add_option("--documents-below", options.documents, "write manual page and completions")
      ->group("");
  app.set_version_flag("--version", "walkthrough 0.1.0 (S/MIME from scratch)",
                       "print the version and exit");
}

bool wants_colour() {
  return isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
}

void list_chapters() {
  for (const auto& entry : chapters::all()) text::print("{:<16} {}\n", entry.id, entry.title);
}

// Waits for Enter; false at the end of the input.
bool pause() {
  text::print("[Enter]");
  std::fflush(stdout);
  std::string line;
  return static_cast<bool>(std::getline(std::cin, line));
}

void print(const Document& document, const Options& options) {
  const render::TerminalOptions terminal{wants_colour(), zoom_of(options.zoom)};
  bool stepping = options.step;
  for (std::size_t i = 0; i < document.chapters.size(); ++i) {
    render::terminal(document.chapters[i], i + 1, terminal,
                     [&](const Block& block, const std::string& text) {
                       if (stepping && std::holds_alternative<Step>(block.content)) {
                         stepping = pause();
                       }
                       text::print("{}", text);
                     });
  }
}

void write_files(const std::vector<LessonFile>& files, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (const LessonFile& file : files) {
    mime::command::write_file((folder / file.name).string(), file.octets, file.is_private);
  }
}

int run(const Options& options) {
  if (options.list) {
    list_chapters();
    return 0;
  }
  zoom_of(options.zoom);
  const RunResult result = run_lesson(options.run);
  if (!options.out.empty()) write_files(result.files, options.out);
  if (options.json == "-") {
    text::print("{}", render::transcript_json(result.document));
    return 0;
  }
  if (!options.json.empty()) {
    mime::command::write_file(
        options.json, primitives::bytes_of(render::transcript_json(result.document)), false);
  }
  print(result.document, options);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("", "walkthrough");
  Options options;
  mime::command::prepare_help(app);
  add_options(app, options);
  try {
    app.parse(argc, argv);
    if (const char* name = std::getenv("SMIME_IMPLEMENTATION")) {
      primitives::force_implementation(name);
    }
    if (!options.documents.empty()) {
      mime::command::write_documents(app, options.documents);
      return 0;
    }
    return run(options);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // help
    std::cerr << mime::command::about_command_line(app, {argv + 1, argv + argc}, error)
              << "\nRun with --help for more information.\n";
    return 3;
  } catch (const Drift& drift) {
    std::cerr << "walkthrough: the lesson and the library disagree: " << drift.what() << "\n";
    return 1;
  } catch (const std::exception& error) {
    std::cerr << "walkthrough: " << error.what() << "\n";
    return 3;
  }
}
