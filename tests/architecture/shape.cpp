// The rules of the house that one file can break by itself: its size, its shape, and what it
// touches.
#include <algorithm>
#include <regex>

#include "tests/architecture/rules.hpp"

namespace smime::tests {
namespace {

constexpr std::size_t kMostLines = 300;
constexpr std::size_t kMostLinesOfAFunction = 40;

std::string at(const std::string& path, std::size_t line, const std::string& why) {
  return path + ":" + std::to_string(line) + ": " + why;
}

bool is_library(const std::string& path) {
  return !path.starts_with("walkthrough/") && !path.starts_with("mime/command/") &&
         !path.starts_with("mime/directory/");
}

// Rows of a table, which may have as many as it must.
std::size_t table_rows(const SourceFile& file, std::size_t begin, std::size_t end) {
  static const std::regex row(R"(^ *(\{|"|case |constexpr .*""))");
  std::size_t rows = 0;
  for (std::size_t i = begin; i < end; ++i) rows += std::regex_search(file.code[i], row) ? 1 : 0;
  return rows;
}

// The line on which what begins on line `i` opens its brace; the end where it opens none.
std::size_t opening_line(const SourceFile& file, std::size_t i) {
  for (; i < file.code.size(); ++i) {
    const std::string& line = file.code[i];
    if (line.ends_with("{")) return i;
    if (line.ends_with(";") || line.ends_with("}") || line.ends_with(":")) break;
  }
  return file.code.size();
}

// A definition begins at the margin, or inside a class at two blanks, and ends with a brace there.
void long_functions(const std::string& path, const SourceFile& file, Findings& findings) {
  static const std::regex begins(R"(^( {0,2})[A-Za-z~\[])");
  static const std::regex no_function(R"(^ *(namespace|struct|class|enum|union|extern|using)\b|=)");
  for (std::size_t i = 0; i < file.code.size(); ++i) {
    std::smatch match;
    if (!std::regex_search(file.code[i], match, begins)) continue;
    if (std::regex_search(file.code[i], no_function)) continue;
    const std::string closing = match[1].str() + "}";
    std::size_t end = opening_line(file, i);
    while (end < file.code.size() && file.code[end] != closing) ++end;
    if (end == file.code.size()) continue;
    const std::size_t size = end - i + 1 - table_rows(file, i, end);
    if (size > kMostLinesOfAFunction) {
      findings.push_back(at(path, i + 1, "a function of " + std::to_string(size) + " lines"));
    }
    i = end;
  }
}

}  // namespace

Findings outside_world_in_library(const SourceTree& tree) {
  static const std::regex names(
      R"(\b(ifstream|ofstream|fstream|system_clock|steady_clock|high_resolution_clock|thread_local)\b|)"
      R"(\bstd::(cout|cerr|clog|cin|filesystem)\b)");
  // A call begins a statement or follows an operator, `return` or `std::`; a declaration does not.
  static const std::regex calls(
      R"((^ *|[=(,!&|;{}?] *|\breturn +|\bstd::)(getenv|secure_getenv|fopen|time|clock|)"
      R"(gettimeofday|clock_gettime|popen|system)\s*\()");
  static const std::regex headers(
      R"(^(fstream|iostream|filesystem|ctime|time\.h|sys/stat\.h|fcntl\.h)$)");
  Findings findings;
  for (const auto& [path, file] : tree.files()) {
    if (!is_library(path)) continue;
    for (const std::string& header : file.system_includes) {
      if (!std::regex_search(header, headers)) continue;
      findings.push_back(at(path, 1, "includes <" + header + ">"));
    }
    for (std::size_t i = 0; i < file.code.size(); ++i) {
      std::smatch match;
      if (std::regex_search(file.code[i], match, names) ||
          std::regex_search(file.code[i], match, calls)) {
        findings.push_back(at(path, i + 1, "touches the world outside: " + match.str()));
      }
    }
  }
  return findings;
}

Findings size_and_shape(const SourceTree& tree) {
  Findings findings;
  for (const auto& [path, file] : tree.files()) {
    const std::size_t size = file.lines.size();
    if (size > kMostLines) findings.push_back(at(path, size, "more than 300 lines"));
    if (size == 0 || !file.lines[0].starts_with("// ")) {
      findings.push_back(at(path, 1, "does not open with the sentence that says what it is"));
    }
    if (path.ends_with(".hpp") && (size < 2 || file.lines[1] != "#pragma once")) {
      const bool later =
          std::find(file.lines.begin(), file.lines.end(), "#pragma once") != file.lines.end();
      if (!later) findings.push_back(at(path, 2, "has no #pragma once"));
    }
    long_functions(path, file, findings);
  }
  return findings;
}

}  // namespace smime::tests
