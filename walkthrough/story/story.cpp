// The story: what a chapter tells while it calls the library, and what it holds the library to.
#include "walkthrough/story/story.hpp"

#include <algorithm>
#include <utility>

namespace smime::walkthrough {
namespace {

void require_partition(const std::string& title, std::size_t size,
                       const std::vector<ByteSpan>& spans) {
  std::size_t next = 0;
  for (const ByteSpan& span : spans) {
    if (span.offset != next) throw Drift("the map of '" + title + "' does not cover every octet");
    next += span.size;
  }
  if (next != size) throw Drift("the map of '" + title + "' does not end with its octets");
}

}  // namespace

void Story::add(Zoom zoom, Content content) {
  if (document_.chapters.empty()) throw Drift("a block stands before the first chapter");
  document_.chapters.back().blocks.push_back({std::max(zoom, closest_), std::move(content)});
}

void Story::chapter(std::string id, std::string title, std::string makes) {
  document_.chapters.push_back({std::move(id), std::move(title), std::move(makes), {}, {}});
}

void Story::covers(std::vector<std::string> items) {
  auto& all = document_.chapters.back().items;
  for (std::string& item : items) {
    if (std::find(all.begin(), all.end(), item) == all.end()) all.push_back(std::move(item));
  }
}

void Story::step(int number, std::string actor, std::string title) {
  add(Zoom::message, Step{number, std::move(actor), std::move(title)});
}

void Story::scene(std::string actor, std::string title) {
  add(Zoom::message, Step{std::nullopt, std::move(actor), std::move(title)});
}

void Story::say(std::string_view pattern, std::vector<Value> values) {
  add(Zoom::message, Prose{compose(pattern, values)});
}

void Story::bytes(std::string title, ByteView octets, Zoom zoom) {
  add(zoom, BytesBlock{std::move(title), {octets.begin(), octets.end()}, {}});
}

void Story::map(std::string title, ByteView octets, std::vector<ByteSpan> spans, Zoom zoom) {
  require_partition(title, octets.size(), spans);
  add(zoom, BytesBlock{std::move(title), {octets.begin(), octets.end()}, std::move(spans)});
}

void Story::listing(std::string title, std::string text, Zoom zoom) {
  add(zoom, Listing{std::move(title), std::move(text)});
}

void Story::table(std::string title, std::vector<std::vector<Text>> rows, Zoom zoom) {
  add(zoom, Table{std::move(title), std::move(rows)});
}

void Story::rounds(std::string title, std::vector<std::string> lines) {
  add(Zoom::block, Rounds{std::move(title), std::move(lines)});
}

void Story::report(std::string title, const x509::Report& report) {
  add(Zoom::message, ReportBlock{std::move(title), report});
}

void Story::aside(std::string title, std::string_view pattern, std::vector<Value> values) {
  add(Zoom::message, Aside{std::move(title), compose(pattern, values)});
}

void Story::exercise(std::string_view pattern, std::vector<Value> values) {
  add(Zoom::message, Exercise{compose(pattern, values)});
}

void Story::try_it(std::string command, std::string expected) {
  add(Zoom::message, TryIt{std::move(command), std::move(expected)});
}

void Story::require_equal(std::string_view pattern, ByteView left, ByteView right,
                          std::vector<Value> values) {
  require(primitives::equal(left, right), pattern, std::move(values));
}

void Story::require(bool holds, std::string_view pattern, std::vector<Value> values) {
  Text text = compose(pattern, values);
  if (!holds) throw Drift("this does not hold: " + flatten(text));
  add(Zoom::message, Proof{std::move(text)});
}

void Story::require_refused(std::string title, const x509::Report& report, x509::Reason reason) {
  const auto reasons = report.reasons();
  if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) {
    throw Drift(title + ": not refused for " + std::string(to_string(reason)));
  }
  this->report(std::move(title), report);
}

void Story::require_passed(std::string title, const x509::Report& report) {
  if (!report.passed()) throw Drift(title + ": " + report.first_failure()->detail);
  this->report(std::move(title), report);
}

void Story::file(std::string name, Bytes octets, bool is_private) {
  files_.push_back({std::move(name), std::move(octets), is_private});
}

void Story::file(std::string name, std::string_view text, bool is_private) {
  file(std::move(name), primitives::to_bytes(text), is_private);
}

}  // namespace smime::walkthrough
