// The lesson in a terminal of eighty columns, with colour or without.
#include "walkthrough/render/terminal.hpp"

#include <algorithm>

#include "mime/command/format.hpp"
#include "walkthrough/render/hex_dump.hpp"
#include "walkthrough/render/wrap.hpp"

namespace smime::walkthrough::render {
namespace {

constexpr std::size_t kWidth = 80;

// ECMA-48 "select graphic rendition", or nothing where there is no colour.
struct Palette {
  explicit Palette(bool colour) : on(colour) {}
  std::string_view sgr(std::string_view code) const { return on ? code : std::string_view(); }
  std::string_view heading() const { return sgr("\x1b[1;36m"); }
  std::string_view title() const { return sgr("\x1b[1m"); }
  std::string_view value() const { return sgr("\x1b[33m"); }
  std::string_view good() const { return sgr("\x1b[32m"); }
  std::string_view bad() const { return sgr("\x1b[1;31m"); }
  std::string_view quiet() const { return sgr("\x1b[2m"); }
  std::string_view off() const { return sgr("\x1b[0m"); }
  Ink ink() const { return {value(), off()}; }
  bool on;
};

std::string joined(const std::vector<std::string>& lines, std::string_view margin) {
  std::string text;
  for (const std::string& line : lines) text += std::string(margin) + line + "\n";
  return text;
}

// Lines with a first margin and another for those that follow.
std::string hanging(const std::vector<std::string>& lines, const std::string& first) {
  std::string text;
  const std::string rest(columns(first), ' ');
  for (std::size_t i = 0; i < lines.size(); ++i) text += (i == 0 ? first : rest) + lines[i] + "\n";
  return text;
}

class Terminal {
 public:
  explicit Terminal(const TerminalOptions& options) : palette_(options.colour), options_(options) {}

  std::string operator()(const Step& step) const {
    const std::string head = step.number
                                 ? text::format("-- Step {} - {} ", *step.number, step.actor)
                                 : text::format("-- {} ", step.actor);
    const std::size_t dashes = kWidth - std::min(kWidth, columns(head));
    return text::format("{}{}{}{}\n{}{}{}", palette_.heading(), head, std::string(dashes, '-'),
                        palette_.off(), palette_.title(), joined(wrap(step.title, kWidth), ""),
                        palette_.off());
  }

  std::string operator()(const Prose& prose) const {
    return joined(wrap(prose.text, kWidth, palette_.ink()), "");
  }

  std::string operator()(const BytesBlock& block) const {
    const bool all = options_.zoom == Zoom::round;
    const auto lines =
        block.spans.empty() ? hex_dump(block.octets, all ? SIZE_MAX : 12) : byte_map(block, 8);
    return title(text::format("{} ({} octets)", block.title, block.octets.size())) +
           joined(lines, "");
  }

  std::string operator()(const Listing& listing) const {
    std::string text = title(listing.title);
    std::string_view rest = listing.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      text += text::format("  {}|{} {}\n", palette_.quiet(), palette_.off(), line);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return text;
  }

  std::string operator()(const Table& table) const {
    std::size_t first = 0;
    for (const auto& row : table.rows) first = std::max(first, columns(flatten(row[0])));
    first = std::min<std::size_t>(first, 36);
    std::string text = title(table.title);
    for (const auto& row : table.rows) {
      const std::string name = flatten(row[0]);
      const std::size_t pad = first - std::min(first, columns(name)) + 2;
      const Text& value = row.size() > 1 ? row[1] : Text{};
      text += hanging(wrap(value, kWidth - 2 - std::max(first, columns(name)) - 2, palette_.ink()),
                      "  " + name + std::string(pad, ' '));
    }
    return text;
  }

  std::string operator()(const Rounds& rounds) const {
    const auto& lines = rounds.lines;
    if (options_.zoom == Zoom::round || lines.size() <= 5) {
      return title(rounds.title) + joined(lines, "  ");
    }
    const std::vector<std::string> folded = {
        lines[0], lines[1],
        text::format("... {} more (--zoom round shows them) ...", lines.size() - 3), lines.back()};
    return title(rounds.title) + joined(folded, "  ");
  }

  // Checks under the name of whom they are about; of a refusal what was refused, and how much held.
  std::string operator()(const ReportBlock& block) const {
    std::string text = title(block.title), subject;
    const bool fold = !block.report.passed() && options_.zoom != Zoom::round;
    std::size_t folded = 0;
    for (const x509::Check& check : block.report.checks()) {
      if (fold && check.outcome != x509::Outcome::fail) {
        ++folded;
        continue;
      }
      if (check.subject != subject) text += joined(wrap(check.subject, kWidth - 2), "  ");
      subject = check.subject;
      text += check_lines(check);
    }
    if (folded > 0) {
      text +=
          text::format("    {}and {} other checks without objection (--zoom round shows them){}\n",
                       palette_.quiet(), folded, palette_.off());
    }
    return text;
  }

  std::string operator()(const Proof& proof) const {
    const std::string mark = text::format("{}[holds]{} ", palette_.good(), palette_.off());
    const auto lines = wrap(proof.text, kWidth - 10, palette_.ink());
    return "  " + mark + lines[0] + "\n" +
           joined({lines.begin() + 1, lines.end()}, std::string(10, ' '));
  }

  std::string operator()(const TryIt& try_it) const {
    return title("Try it yourself (in the folder of --out):") +
           joined(shell_lines(try_it.command), "    ") +
           hanging(wrap(try_it.expected, kWidth - 20), "  and look for:     ");
  }

  std::string operator()(const Aside& aside) const {
    return boxed("Beside the road: " + aside.title, aside.text);
  }

  std::string operator()(const Exercise& exercise) const {
    return boxed("Exercise", exercise.text);
  }

 private:
  std::string title(const std::string& text) const {
    return text::format("{}{}{}", palette_.title(), joined(wrap(text, kWidth), ""), palette_.off());
  }

  std::string boxed(const std::string& name, const Text& text) const {
    return title(name) + joined(wrap(text, kWidth - 4, palette_.ink()), "  : ");
  }

  std::string check_lines(const x509::Check& check) const {
    const bool failed = check.outcome == x509::Outcome::fail;
    const auto colour = failed ? palette_.bad() : palette_.good();
    const std::string detail = check.detail.empty() ? "" : ": " + check.detail;
    const std::string margin(11, ' ');
    const auto lines =
        wrap(text::format("{} ({}){}", check.rule, check.citation, detail), kWidth - margin.size());
    return text::format("    {}[{}]{} {}\n", colour, to_string(check.outcome), palette_.off(),
                        lines[0]) +
           joined({lines.begin() + 1, lines.end()}, margin);
  }

  // A command broken at spaces with the shell's line continuation.
  static std::vector<std::string> shell_lines(const std::string& command) {
    auto lines = wrap(command, kWidth - 10);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0) lines[i].insert(0, "    ");
      if (i + 1 < lines.size()) lines[i] += " \\";
    }
    lines[0].insert(0, "$ ");
    return lines;
  }

  Palette palette_;
  TerminalOptions options_;
};

}  // namespace

std::string terminal_heading(const Chapter& chapter, std::size_t number,
                             const TerminalOptions& options) {
  const Palette palette(options.colour);
  const std::string rule(kWidth, '=');
  return text::format("{}{}\n Chapter {}: {}\n{}{}\n{}\n", palette.heading(), rule, number,
                      chapter.title, rule, palette.off(), joined(wrap(chapter.makes, kWidth), ""));
}

void terminal(const Chapter& chapter, std::size_t number, const TerminalOptions& options,
              const std::function<void(const Block&, const std::string&)>& write) {
  const Terminal render(options);
  std::string heading = terminal_heading(chapter, number, options);
  for (const Block& block : chapter.blocks) {
    if (block.zoom > options.zoom) continue;
    write(block, heading + std::visit(render, block.content) + "\n");
    heading.clear();
  }
}

}  // namespace smime::walkthrough::render
