// What documents and vectors promise about files, held against the files.
#include "tests/architecture/documents.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>

#include "tests/support/files.hpp"
#include "tests/support/json_schema.hpp"

namespace smime::tests {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream stream(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> all_matches(const std::string& text, const std::regex& expression) {
  std::vector<std::string> found;
  for (std::sregex_iterator i(text.begin(), text.end(), expression), end; i != end; ++i) {
    found.push_back((*i)[1]);
  }
  return found;
}

// The first cell of a table's row; nothing on any other line.
std::string first_cell(const std::string& line) {
  if (!line.starts_with("|")) return "";
  return line.substr(1, line.find('|', 1) - 1);
}

bool room_exists(const fs::path& folder, const std::string& name) {
  if (fs::exists(folder / name)) return true;
  for (const char* extension : {".hpp", ".cpp", ".json"}) {
    if (fs::exists(folder / (name + extension))) return true;
  }
  return false;
}

// "primitives/sha1.json, sha224": the names of one row, the later ones in the folder of the first.
std::vector<std::string> files_of_row(const std::string& cell) {
  static const std::regex name("([^ ,`]+)");
  std::vector<std::string> files;
  if (cell.find('/') == std::string::npos) return files;
  for (const std::string& one : all_matches(cell, name)) {
    const bool whole = files.empty() || one.find('/') != std::string::npos;
    const std::string path = whole ? one : folder_of(files.front()) + "/" + one;
    files.push_back(path.ends_with(".json") ? path : path + ".json");
  }
  return files;
}

void check_tables(const fs::path& readme, const std::vector<std::string>& lines,
                  Findings& findings) {
  static const std::regex header(R"(^\|\s*(room|rooms|file|files)\s*\|)"), code("`([^`]+)`");
  bool inside = false;
  for (const std::string& line : lines) {
    if (std::regex_search(line, header)) inside = true;
    if (!line.starts_with("|")) inside = false;
    if (!inside) continue;
    for (const std::string& name : all_matches(first_cell(line), code)) {
      if (!room_exists(readme.parent_path(), name))
        findings.push_back(readme.string() + ": no room " + name);
    }
  }
}

void check_links(const fs::path& readme, const std::vector<std::string>& lines,
                 Findings& findings) {
  static const std::regex link(R"(\]\(([^)#\s]+)(#[^)]*)?\))");
  for (const std::string& line : lines) {
    for (const std::string& target : all_matches(line, link)) {
      if (target.find("://") != std::string::npos || target.starts_with("mailto:")) continue;
      if (!fs::exists(readme.parent_path() / target)) {
        findings.push_back(readme.string() + ": no file " + target);
      }
    }
  }
}

void check_coverage(const fs::path& readme, const std::vector<std::string>& lines,
                    Findings& findings) {
  static const std::regex code("`([^`]+)`");
  std::set<std::string> named;
  for (const std::string& line : lines) {
    for (const std::string& name : all_matches(line, code)) named.insert(fs::path(name).stem());
  }
  for (const auto& entry : fs::directory_iterator(readme.parent_path())) {
    if (entry.path().extension() != ".hpp" && entry.path().extension() != ".cpp") continue;
    if (!named.contains(entry.path().stem())) {
      findings.push_back(readme.string() + ": does not name " + entry.path().filename().string());
    }
  }
}

}  // namespace

Findings readme_findings(const fs::path& readme) {
  Findings findings;
  const auto lines = lines_of(readme);
  check_tables(readme, lines, findings);
  check_links(readme, lines, findings);
  check_coverage(readme, lines, findings);
  return findings;
}

std::vector<fs::path> vector_files(const fs::path& vectors) {
  static const std::set<std::string> floors = {"primitives", "asn1", "x509", "cms", "mime"};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(vectors)) {
    const fs::path relative = entry.path().lexically_relative(vectors);
    if (entry.path().extension() == ".json" && floors.contains(relative.begin()->string())) {
      files.push_back(entry.path());
    }
  }
  return files;
}

Findings vector_findings(const fs::path& file, const fs::path& schemas) {
  const nlohmann::json vectors = read_json(file);
  const fs::path schema = schemas / vectors.value("schema", "none");
  if (!fs::exists(schema)) return {file.string() + ": names a schema that is not there"};
  Findings findings;
  for (const std::string& finding : schema_findings(vectors, schema)) {
    findings.push_back(file.string() + finding);
  }
  if (!findings.empty()) return findings;
  std::set<int> numbers;
  for (const auto& group : vectors.at("testGroups")) {
    for (const auto& test : group.at("tests")) {
      const int number = test.at("tcId");
      const std::string name = file.string() + ", tcId " + std::to_string(number);
      if (!numbers.insert(number).second) findings.push_back(name + ": is there twice");
      for (const std::string flag : test.at("flags")) {
        if (!vectors.at("notes").contains(flag)) findings.push_back(name + ": no note on " + flag);
      }
    }
  }
  return findings;
}

Findings source_findings(const fs::path& vectors) {
  Findings findings;
  std::set<std::string> rows;
  for (const std::string& line : lines_of(vectors / "SOURCES.md")) {
    for (const std::string& name : files_of_row(first_cell(line))) {
      rows.insert(name);
      if (!fs::exists(vectors / name)) findings.push_back("SOURCES.md: there is no " + name);
    }
  }
  for (const fs::path& file : vector_files(vectors)) {
    const std::string name = file.lexically_relative(vectors).generic_string();
    if (!rows.contains(name))
      findings.push_back("SOURCES.md: does not say where " + name + " is from");
  }
  return findings;
}

}  // namespace smime::tests
