// smime compare: where the copy that was received parts from the one that was sent.
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "mime/command/commands.hpp"
#include "mime/command/format.hpp"
#include "mime/command/output_file.hpp"
#include "mime/smime/comparison.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

using Json = nlohmann::ordered_json;
using secure::Comparison;
using secure::Finding;
using secure::Place;

struct Options {
  std::string sent, received, output = "-";
  bool json = false;
};

std::string text_of(const Finding& finding) {
  // Names of fields come from the message.
  std::string text = secure::printable(primitives::bytes_of(finding.where));
  if (const auto& difference = finding.difference) {
    text += text::format(", line {}, octet {}", difference->sent.line, difference->sent.octet);
    const std::size_t lines = std::max(difference->sent_lines, difference->received_lines);
    if (lines > 1) text += text::format(", over {} lines", lines);
  }
  text += "\n";
  for (const auto& damage : finding.damages) {
    text += text::format("  {}: {}\n", damage.kind,
                         secure::printable(primitives::bytes_of(damage.detail)));
  }
  if (const auto& difference = finding.difference) {
    text += text::format("  sent      {}\n  received  {}\n", difference->sent.context,
                         difference->received.context);
  }
  return text;
}

std::string text_of(const Comparison& comparison) {
  std::string damaged, in_transit;
  for (const Finding& finding : comparison.findings) {
    (finding.in_transit ? in_transit : damaged) += text_of(finding);
  }
  std::string text = damaged;
  if (!comparison.complete) text += "... and more\n";
  if (damaged.empty()) {
    text += in_transit.empty() ? "Both copies are the same, octet for octet.\n"
                               : "Both copies say the same.\n";
  }
  if (!in_transit.empty()) text += "\nOf no matter to a signature:\n" + in_transit;
  return text;
}

Json json_of(const Place& place) {
  return {{"line", place.line}, {"octet", place.octet}, {"context", place.context}};
}

std::string json_of(const Comparison& comparison) {
  Json json{{"same", comparison.same()}, {"complete", comparison.complete}};
  json["findings"] = Json::array();
  for (const Finding& finding : comparison.findings) {
    Json one{{"where", finding.where}, {"in_transit", finding.in_transit}};
    for (const auto& damage : finding.damages) {
      one["damage"].push_back({{"kind", damage.kind}, {"detail", damage.detail}});
    }
    if (const auto& difference = finding.difference) {
      one["sent"] = json_of(difference->sent);
      one["sent"]["lines"] = difference->sent_lines;
      one["received"] = json_of(difference->received);
      one["received"]["lines"] = difference->received_lines;
    }
    json["findings"].push_back(std::move(one));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int compare(const Options& options) {
  if (options.sent == "-" && options.received == "-") {
    throw UsageError("only one of the two copies can come from standard input");
  }
  const Bytes sent = read_file(options.sent), received = read_file(options.received);
  const Comparison comparison = secure::compare(sent, received);
  const std::string text = options.json ? json_of(comparison) : text_of(comparison);
  write_file(options.output, primitives::bytes_of(text), false);
  return comparison.same() ? kSuccess : kUntrusted;
}

}  // namespace

void add_compare(CLI::App& app, Run& run) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "compare", "Say where a received message parts from the one that was sent");
  command->add_option("SENT", options->sent, "the message as it was sent")->required();
  command->add_option("RECEIVED", options->received, "the message as it was received")->required();
  command->add_flag("--json", options->json, "print JSON");
  command->add_option("-o,--output", options->output, "where to write (default standard output)");
  command->callback([options, &run] { run = [options] { return compare(*options); }; });
}

}  // namespace smime::mime::command
