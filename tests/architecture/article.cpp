// What the table of the article promises: every item in a row, and every test that a row names.
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "tests/architecture/documents.hpp"

namespace smime::tests {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// The names of all test cases below a folder; a name that is written in two strings is one.
std::set<std::string> test_names(const fs::path& tests) {
  static const std::regex test("TEST_CASE\\(\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)");
  static const std::regex seam("\"\\s*\"");
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(tests)) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string text = text_of(entry.path());
    for (std::sregex_iterator i(text.begin(), text.end(), test), end; i != end; ++i) {
      const std::string strings = std::regex_replace((*i)[1].str(), seam, "");
      names.insert(strings.substr(1, strings.rfind('"') - 1));
    }
  }
  return names;
}

// "17-21, 23": the items of a row's first cell.
std::set<int> items_of(const std::string& cell) {
  static const std::regex range("(\\d+)(?:\\s*-\\s*(\\d+))?");
  std::set<int> items;
  for (std::sregex_iterator i(cell.begin(), cell.end(), range), end; i != end; ++i) {
    const int first = std::stoi((*i)[1]);
    const int last = (*i)[2].matched ? std::stoi((*i)[2]) : first;
    for (int item = first; item <= last; ++item) items.insert(item);
  }
  return items;
}

// Whether the row names a test, and only tests that there are.
void check_row(const std::string& line, const std::set<std::string>& names, Findings& findings) {
  static const std::regex quoted("\"([^\"]+)\"");
  bool any = false;
  for (std::sregex_iterator i(line.begin(), line.end(), quoted), end; i != end; ++i) {
    any = true;
    if (!names.contains((*i)[1])) findings.push_back("there is no test \"" + (*i)[1].str() + "\"");
  }
  if (!any) findings.push_back("no test in the row " + line);
}

}  // namespace

Findings article_findings(const fs::path& readme, const fs::path& tests,
                          const std::vector<std::pair<int, int>>& ranges) {
  Findings findings;
  const std::set<std::string> names = test_names(tests);
  std::set<int> covered;
  bool inside = false;
  std::ifstream stream(readme);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("| item |")) inside = true;
    if (!line.starts_with("|")) inside = false;
    if (!inside || line.starts_with("| item") || line.starts_with("|---")) continue;
    const auto items = items_of(line.substr(1, line.find('|', 1) - 1));
    covered.insert(items.begin(), items.end());
    check_row(line, names, findings);
  }
  for (const auto& [first, last] : ranges) {
    for (int item = first; item <= last; ++item) {
      if (!covered.contains(item)) {
        findings.push_back("no row for the article's item " + std::to_string(item));
      }
    }
  }
  return findings;
}

}  // namespace smime::tests
