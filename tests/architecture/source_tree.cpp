// A tree of source files as the architecture tests see it: lines, includes, and code without
// comments.
#include "tests/architecture/source_tree.hpp"

#include <fstream>
#include <regex>

namespace smime::tests {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kFloors = {"primitives", "asn1", "x509",
                                          "cms",        "mime", "walkthrough"};

// Takes comments out, and what stands between quotation marks; a raw string goes up to its end.
class Stripper {
 public:
  std::string strip(const std::string& line) {
    std::string code;
    for (std::size_t i = 0; i < line.size();) i = step(line, i, code);
    return code;
  }

 private:
  std::size_t step(const std::string& line, std::size_t i, std::string& code) {
    if (!ends_with_.empty()) return skip_to_end(line, i);
    if (line.compare(i, 2, "//") == 0) return line.size();
    if (line.compare(i, 2, "/*") == 0) {
      ends_with_ = "*/";
      return i + 2;
    }
    if (line.compare(i, 2, "R\"") == 0) {
      const std::size_t open = line.find('(', i);
      if (open == std::string::npos) return i + 2;
      ends_with_ = ")" + line.substr(i + 2, open - i - 2) + "\"";
      return open + 1;
    }
    if (line[i] == '"' || (line[i] == '\'' && !(i > 0 && std::isalnum(line[i - 1])))) {
      code += "\"\"";
      return after_quote(line, i);
    }
    code += line[i];
    return i + 1;
  }

  std::size_t skip_to_end(const std::string& line, std::size_t i) {
    const std::size_t end = line.find(ends_with_, i);
    if (end == std::string::npos) return line.size();
    const std::size_t next = end + ends_with_.size();
    ends_with_.clear();
    return next;
  }

  static std::size_t after_quote(const std::string& line, std::size_t i) {
    const char quote = line[i];
    for (++i; i < line.size() && line[i] != quote; ++i) {
      if (line[i] == '\\') ++i;
    }
    return i + 1;
  }

  std::string ends_with_;
};

SourceFile read_source(const fs::path& path) {
  static const std::regex quoted(R"(^\s*#\s*include\s*"([^"]+)\")");
  static const std::regex angled(R"(^\s*#\s*include\s*<([^>]+)>)");
  SourceFile file;
  std::ifstream stream(path);
  Stripper stripper;
  for (std::string line; std::getline(stream, line);) {
    std::smatch match;
    if (std::regex_search(line, match, quoted)) file.includes.push_back(match[1]);
    if (std::regex_search(line, match, angled)) file.system_includes.push_back(match[1]);
    file.lines.push_back(line);
    file.code.push_back(stripper.strip(line));
  }
  return file;
}

}  // namespace

SourceTree::SourceTree(const fs::path& root) : root_(root) {
  for (const std::string& floor : kFloors) {
    if (!fs::exists(root / floor)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / floor)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".hpp" && extension != ".cpp") continue;
      files_[entry.path().lexically_relative(root).generic_string()] = read_source(entry.path());
    }
  }
}

std::set<std::string> SourceTree::reachable_from(const std::vector<std::string>& paths) const {
  std::set<std::string> reached;
  std::vector<std::string> waiting = paths;
  while (!waiting.empty()) {
    const std::string path = waiting.back();
    waiting.pop_back();
    const auto found = files_.find(path);
    if (found == files_.end() || !reached.insert(path).second) continue;
    const auto& includes = found->second.includes;
    waiting.insert(waiting.end(), includes.begin(), includes.end());
  }
  return reached;
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

}  // namespace smime::tests
