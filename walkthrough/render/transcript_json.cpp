// The lesson as JSON: every block with its octets, for tests and for other renderers.
#include "walkthrough/render/transcript_json.hpp"

#include <nlohmann/json.hpp>

#include "primitives/text_encodings.hpp"

namespace smime::walkthrough::render {
namespace {

using Json = nlohmann::ordered_json;

class Transcriber {
 public:
  explicit Transcriber(bool blank) : blank_(blank) {}

  Json operator()(const Step& step) const {
    Json json{{"block", "step"}, {"actor", step.actor}, {"title", step.title}};
    if (step.number) json["number"] = *step.number;
    return json;
  }
  Json operator()(const Prose& prose) const {
    return {{"block", "prose"}, {"text", line(prose.text)}};
  }
  Json operator()(const BytesBlock& block) const {
    Json json{{"block", "bytes"}, {"title", block.title}, {"octets", hex(block.octets)}};
    for (const ByteSpan& span : block.spans) json["spans"].push_back(span_json(span));
    return json;
  }
  Json operator()(const Listing& listing) const {
    return {{"block", "listing"}, {"title", listing.title}, {"text", varying(listing.text)}};
  }
  Json operator()(const Table& table) const {
    Json json{{"block", "table"}, {"title", table.title}};
    for (const auto& row : table.rows) {
      Json cells = Json::array();
      for (const Text& cell : row) cells.push_back(line(cell));
      json["rows"].push_back(cells);
    }
    return json;
  }
  Json operator()(const Rounds& rounds) const {
    return {{"block", "rounds"},
            {"title", rounds.title},
            {"count", rounds.lines.size()},
            {"lines", blank_ ? Json(kBlank) : Json(rounds.lines)}};
  }
  Json operator()(const ReportBlock& block) const {
    Json json{{"block", "report"}, {"title", block.title}};
    for (const x509::Check& check : block.report.checks()) {
      json["checks"].push_back({{"rule", check.rule},
                                {"standard", check.citation},
                                {"outcome", to_string(check.outcome)},
                                {"detail", varying(check.detail)}});
    }
    return json;
  }
  Json operator()(const Proof& proof) const {
    return {{"block", "proof"}, {"text", line(proof.text)}};
  }
  Json operator()(const TryIt& try_it) const {
    return {{"block", "try-it"}, {"command", try_it.command}, {"expected", try_it.expected}};
  }
  Json operator()(const Aside& aside) const {
    return {{"block", "aside"}, {"title", aside.title}, {"text", line(aside.text)}};
  }
  Json operator()(const Exercise& exercise) const {
    return {{"block", "exercise"}, {"text", line(exercise.text)}};
  }

 private:
  static constexpr const char* kBlank = "<value>";

  std::string line(const Text& text) const { return flatten(text, blank_); }
  std::string varying(const std::string& text) const { return blank_ ? kBlank : text; }
  std::string hex(ByteView octets) const { return blank_ ? kBlank : primitives::to_hex(octets); }
  Json span_json(const ByteSpan& span) const {
    Json json{{"label", varying(span.label)}, {"depth", span.depth}};
    if (!blank_) json.update({{"offset", span.offset}, {"size", span.size}});
    if (!span.origin.empty()) json["origin"] = span.origin;
    return json;
  }

  bool blank_;
};

}  // namespace

std::string transcript_json(const Document& document, bool blank) {
  Json json = Json::array();
  for (const Chapter& chapter : document.chapters) {
    Json blocks = Json::array();
    for (const Block& block : chapter.blocks) {
      Json entry = std::visit(Transcriber(blank), block.content);
      entry["zoom"] = to_string(block.zoom);
      blocks.push_back(entry);
    }
    json.push_back({{"chapter", chapter.id},
                    {"title", chapter.title},
                    {"makes", chapter.makes},
                    {"items", chapter.items},
                    {"blocks", blocks}});
  }
  return json.dump(1) + "\n";
}

}  // namespace smime::walkthrough::render
