// NIST's CAVP response files (.rsp): records of `NAME = value` lines below bracketed headings.
#include "tests/support/cavp.hpp"

#include <fstream>
#include <stdexcept>
#include <utility>

#include "primitives/text_encodings.hpp"

namespace smime::tests {
namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::pair<std::string, std::string> assignment(const std::string& line) {
  const auto sign = line.find('=');
  if (sign == std::string::npos) return {trimmed(line), {}};
  return {trimmed(line.substr(0, sign)), trimmed(line.substr(sign + 1))};
}

}  // namespace

Bytes CavpRecord::hex(const std::string& name) const {
  return primitives::from_hex(values.at(name));
}

std::vector<CavpRecord> read_cavp(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path.string());
  std::vector<CavpRecord> records;
  CavpRecord current;
  bool after_heading = false;
  const auto close = [&] {
    if (!current.values.empty()) records.push_back(current);
    current.values.clear();
  };
  for (std::string line; std::getline(file, line);) {
    line = trimmed(line);
    if (line.empty()) {
      close();
    } else if (line.front() == '[') {
      close();
      if (!after_heading) current.headings.clear();
      current.headings.insert(assignment(line.substr(1, line.find(']') - 1)));
    } else if (line.front() != '#') {
      current.values.insert(assignment(line));
    }
    after_heading = !line.empty() && line.front() == '[';
  }
  close();
  return records;
}

}  // namespace smime::tests
