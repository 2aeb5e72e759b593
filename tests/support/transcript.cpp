// Sessions in a terminal as tests: files with commands, what they print, and their input files
// inline.
#include "tests/support/transcript.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include "primitives/bytes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"

namespace smime::tests {
namespace {

struct Step {
  std::size_t line = 0;
  std::string file;                // to be written
  std::string command;             // or to be run
  std::vector<std::string> lines;  // the file's, or the output's
  int status = 0;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

// The command from its first line on; `i` becomes its last line's index.
std::string read_command(const std::vector<std::string>& lines, std::size_t& i) {
  std::string command = lines[i].substr(2);
  while (command.ends_with('\\') && i + 1 < lines.size()) {
    command.pop_back();
    const std::string& next = lines[++i];
    command += next.substr(std::min(next.find_first_not_of(' '), next.size()));
  }
  return command;
}

std::vector<Step> read_steps(const std::string& text) {
  const std::vector<std::string> lines = lines_of(text);
  std::vector<Step> steps;
  bool open = false;  // whether lines belong to the last step
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.starts_with("$ ") || line.starts_with("> ")) {
      Step step;
      step.line = i + 1;
      (line[0] == '$' ? step.command : step.file) =
          line[0] == '$' ? read_command(lines, i) : line.substr(2);
      steps.push_back(std::move(step));
      open = true;
    } else if (line.empty() || line.starts_with("# ")) {
      open = false;
    } else if (!open) {
      FAIL("line " << i + 1 << " of a transcript belongs to nothing: " << line);
    } else if (line.starts_with("? ")) {
      steps.back().status = std::stoi(line.substr(2));
    } else if (steps.back().file.empty()) {
      steps.back().lines.push_back(line);
    } else {
      steps.back().lines.push_back(line.substr(std::min<std::size_t>(line.size(), 1)));
    }
  }
  return steps;
}

// Whether the line is the pattern, in which "[..]" stands for anything.
bool matches(const std::string& line, const std::string& pattern) {
  const std::string any = "[..]";
  std::size_t at = 0, begin = 0;
  for (bool first = true;; first = false) {
    const std::size_t end = pattern.find(any, begin);
    const std::string piece = pattern.substr(begin, end == pattern.npos ? end : end - begin);
    if (end == pattern.npos && !first) {
      return line.size() >= at + piece.size() && line.ends_with(piece);
    }
    if (first) {
      if (end == pattern.npos) return line == piece;
      if (!line.starts_with(piece)) return false;
      at = piece.size();
    } else {
      const std::size_t found = line.find(piece, at);
      if (found == line.npos) return false;
      at = found + piece.size();
    }
    begin = end + any.size();
  }
}

// Whether the lines from `i` are the patterns from `j`, in which "..." stands for any number.
bool match_all(const std::vector<std::string>& lines, const std::vector<std::string>& patterns,
               std::size_t i = 0, std::size_t j = 0) {
  for (; j < patterns.size(); ++i, ++j) {
    if (patterns[j] == "...") {
      for (; i <= lines.size(); ++i) {
        if (match_all(lines, patterns, i, j + 1)) return true;
      }
      return false;
    }
    if (i >= lines.size() || !matches(lines[i], patterns[j])) return false;
  }
  return i == lines.size();
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

}  // namespace

void play(const TemporaryFolder& folder, const std::string& text) {
  const std::vector<Step> steps = read_steps(text);
  CHECK(!steps.empty());
  for (const Step& step : steps) {
    if (!step.file.empty()) {
      folder.write_text(step.file, joined(step.lines));
      continue;
    }
    const Ran ran =
        run(folder, "PATH='" + std::string(SMIME_PROGRAMS_DIR) + "':\"$PATH\"; " + step.command);
    INFO("line " << step.line << ": $ " << step.command << "\n" << ran.output);
    INFO("expected:\n" << joined(step.lines));
    REQUIRE(ran.status == step.status);
    REQUIRE(match_all(lines_of(ran.output), step.lines));
  }
}

void play_file(const TemporaryFolder& folder, const std::string& name) {
  const Bytes text =
      read_file(std::string(SMIME_SOURCE_DIR) + "/tests/command/transcripts/" + name);
  play(folder, primitives::to_string(text));
}

void play_file(const std::string& name) {
  const TemporaryFolder folder;
  play_file(folder, name);
}

}  // namespace smime::tests
