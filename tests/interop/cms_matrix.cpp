// Every kind of CMS object in both directions with five other programs: the matrix of
// cms/README.md.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "tests/interop/cms_matrix.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/files.hpp"
#include "tests/support/mail_people.hpp"
#include "tests/support/skip.hpp"

using namespace smime;
using namespace smime::tests;

namespace {

const std::filesystem::path kReadme = std::filesystem::path(SMIME_SOURCE_DIR) / "cms/README.md";
const std::string kNone = "\u2013";

// What came of one direction: "yes", "no" (tried, and refused), or a dash (there is no such thing).
struct Direction {
  std::string word = kNone;
  std::string said;
};

struct Cell {
  Direction theirs, ours;
  std::string text() const {
    if (theirs.word == kNone && ours.word == kNone) return kNone;
    return theirs.word + " / " + ours.word;
  }
};

std::string last_line(std::string text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.pop_back();
  return text.substr(text.find_last_of('\n') + 1);
}

Cell try_both(const TemporaryFolder& folder, const CmsKind& kind, const CmsCell& peer,
              const std::string& peer_name) {
  Cell cell;
  if (!peer.makes.empty()) {
    const std::string file =
        peer_name == "Bouncy Castle" ? "theirs." + kind.name : "theirs." + kind.name + ".file";
    const Ran made = run(folder, with_file(peer.makes, file));
    cell.theirs = {made.status == 0 ? "yes" : "no", last_line(made.output)};
    if (made.status == 0) {
      const Ran opened = run(folder, "rm -f out; " + with_file(kind.open, file));
      INFO(peer_name << " made " << kind.name << "\n" << opened.output);
      CHECK(opened.status == 0);
    }
  }
  if (!peer.opens.empty()) {
    const Ran opened = run(folder, "rm -f out; " + with_file(peer.opens, "ours." + kind.name));
    cell.ours = {opened.status == 0 ? "yes" : "no", last_line(opened.output)};
  }
  return cell;
}

void make_ours(const TemporaryFolder& folder) {
  write_cms_people(folder);
  for (const std::string name : {"katie", "bob", "diane"}) {
    const Ran made = run(folder, smime_program() + " id export --class widest --id " + name +
                                     ".pem --certs ca.pem --name " + name +
                                     " --new-password-file password -o " + name + ".p12");
    INFO(made.output);
    REQUIRE(made.status == 0);
  }
  for (const CmsKind& kind : cms_kinds()) {
    const Ran made = run(folder, with_file(kind.make, "ours." + kind.name));
    INFO(kind.name << ": " << made.output);
    REQUIRE(made.status == 0);
    const Ran opened = run(folder, "rm -f out; " + with_file(kind.open, "ours." + kind.name));
    INFO(opened.output);
    REQUIRE(opened.status == 0);
  }
}

// The reason that Bouncy Castle wrote down; other programs said it themselves.
std::string refusal(const TemporaryFolder& folder, const std::string& peer,
                    const std::string& direction, const CmsKind& kind, const Direction& cell) {
  if (peer != "Bouncy Castle") return cell.said;
  return last_line(run(folder, "grep '^" + direction + " " + kind.name + ":' said").output);
}

using Table = std::map<std::string, std::map<std::string, Cell>>;  // by kind and peer

std::string row_of(const CmsKind& kind, const std::map<std::string, Cell>& cells) {
  std::string row = "| " + kind.title;
  for (const CmsPeer& peer : cms_peers()) {
    const auto found = cells.find(peer.name);
    row += " | " + (found == cells.end() ? std::string("not here") : found->second.text());
  }
  return row + " |";
}

std::string readme() {
  const Bytes octets = tests::read_file(kReadme);
  return {octets.begin(), octets.end()};
}

// The cells of the row with this title in the README.
std::vector<std::string> written_cells(const std::string& text, const std::string& title) {
  const std::size_t at = text.find("\n| " + title + " |");
  std::vector<std::string> cells;
  if (at == std::string::npos) return cells;
  std::string line = text.substr(at + 3, text.find('\n', at + 1) - at - 3);
  for (std::size_t bar; (bar = line.find(" | ")) != std::string::npos; line.erase(0, bar + 3)) {
    cells.push_back(line.substr(0, bar));
  }
  cells.push_back(line.substr(0, line.rfind(" |")));
  cells.erase(cells.begin());
  return cells;
}

// Puts the rows that were found into the README, between its two marks.
void write_readme(const std::string& table) {
  std::string text = readme();
  const std::string begin = "<!-- written by tests/interop/cms_matrix.cpp -->\n";
  const std::size_t from = text.find(begin) + begin.size();
  text.replace(from, text.find("<!-- end -->") - from, table);
  std::ofstream(kReadme, std::ios::binary) << text;
}

}  // namespace

// With SMIME_WRITE_TABLES set it writes the table into cms/README.md; else it compares: what is
// "yes" there must be "yes" here, while another version of a program may do more.
TEST_CASE("every kind of CMS object, both directions, with five programs", "[.long][peers]") {
  const TemporaryFolder folder;
  make_ours(folder);
  Table table;
  std::size_t missing = 0;
  for (const CmsPeer& peer : cms_peers()) {
    const bool here =
        is_installed(peer.program) &&
        (peer.program != "javac" || std::filesystem::exists("/usr/share/java/bcmail.jar"));
    if (!here) {
      std::printf("NOT RUN: %s is not installed\n", peer.name.c_str());
      ++missing;
      continue;
    }
    const Ran prepared = run(folder, peer.prepare);
    INFO(peer.name << ": " << prepared.output);
    REQUIRE(prepared.status == 0);
    for (const CmsKind& kind : cms_kinds()) {
      const auto found = peer.cells.find(kind.name);
      if (found == peer.cells.end()) {
        table[kind.name][peer.name] = {};
        continue;
      }
      const Cell cell = try_both(folder, kind, found->second, peer.name);
      table[kind.name][peer.name] = cell;
      for (const auto& [direction, one] :
           {std::pair{"make", cell.theirs}, std::pair{"open", cell.ours}}) {
        if (one.word != "no") continue;
        std::printf("%s does not %s %s: %s\n", peer.name.c_str(), direction, kind.name.c_str(),
                    refusal(folder, peer.name, direction, kind, one).c_str());
      }
    }
  }
  std::string rows;
  const std::string text = readme();
  for (const CmsKind& kind : cms_kinds()) {
    rows += row_of(kind, table[kind.name]) + "\n";
    const auto written = written_cells(text, kind.title);
    if (std::getenv("SMIME_WRITE_TABLES") != nullptr) continue;
    INFO(kind.title << " in cms/README.md");
    REQUIRE(written.size() == cms_peers().size());
    for (std::size_t i = 0; i < written.size(); ++i) {
      const auto found = table[kind.name].find(cms_peers()[i].name);
      if (found == table[kind.name].end()) continue;
      const Cell& cell = found->second;
      const std::string theirs = written[i].substr(0, written[i].find(" / "));
      const bool ours = written[i].ends_with("/ yes");
      INFO(cms_peers()[i].name << ": " << written[i] << ", found " << cell.text());
      CHECK((theirs != "yes" || cell.theirs.word == "yes"));
      CHECK((!ours || cell.ours.word == "yes"));
    }
  }
  std::printf("%s", rows.c_str());
  if (std::getenv("SMIME_WRITE_TABLES") != nullptr) write_readme(rows);
  if (missing == cms_peers().size()) return skip("no peer is installed");
}
