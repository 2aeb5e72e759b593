// The story: what a chapter tells while it calls the library, and what it holds the library to.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "primitives/random.hpp"
#include "walkthrough/story/document.hpp"

namespace smime::walkthrough {

/// A chapter that drifts from the library stops the run with this.
class Drift : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// A file that the lesson leaves for the reader's own commands.
struct LessonFile {
  std::string name;
  Bytes octets;
  bool is_private = false;  ///< holds a private key: written 0600
};

/// Collects one run of the lesson.
class Story {
 public:
  explicit Story(RandomSource& random) : random_(&random) {}

  /// The randomness of this run.
  RandomSource& random() { return *random_; }

  void chapter(std::string id, std::string title, std::string makes);
  /// Names the checklist items that the chapter tells: "17", "a".
  void covers(std::vector<std::string> items);
  /// A step of the article, by its number and name.
  void step(int number, std::string actor, std::string title);
  /// A heading that is no numbered step.
  void scene(std::string actor, std::string title);

  /// What `tell` tells is for those who look at least this close.
  template <typename Tell>
  void closer(Zoom zoom, Tell&& tell) {
    const Zoom before = std::exchange(closest_, zoom);
    tell();
    closest_ = before;
  }

  void say(std::string_view pattern, std::vector<Value> values = {});
  void bytes(std::string title, ByteView octets, Zoom zoom = Zoom::field);
  /// @throws Drift unless the spans partition the octets
  void map(std::string title, ByteView octets, std::vector<ByteSpan> spans, Zoom zoom = Zoom::byte);
  void listing(std::string title, std::string text, Zoom zoom = Zoom::message);
  void table(std::string title, std::vector<std::vector<Text>> rows, Zoom zoom = Zoom::part);
  void rounds(std::string title, std::vector<std::string> lines);
  void report(std::string title, const x509::Report& report);
  void aside(std::string title, std::string_view pattern, std::vector<Value> values = {});
  void exercise(std::string_view pattern, std::vector<Value> values = {});
  void try_it(std::string command, std::string expected);

  /// Shows that two results are the same octets. @throws Drift where they are not
  void require_equal(std::string_view pattern, ByteView left, ByteView right,
                     std::vector<Value> values = {});
  /// Shows that something holds. @throws Drift where it does not
  void require(bool holds, std::string_view pattern, std::vector<Value> values = {});
  /// Shows a report that must hold a failure for this reason. @throws Drift where it does not
  void require_refused(std::string title, const x509::Report& report, x509::Reason reason);
  /// Shows a report without a failure. @throws Drift where one failed
  void require_passed(std::string title, const x509::Report& report);

  void file(std::string name, Bytes octets, bool is_private = false);
  void file(std::string name, std::string_view text, bool is_private = false);

  const Document& document() const { return document_; }
  const std::vector<LessonFile>& files() const { return files_; }

 private:
  void add(Zoom zoom, Content content);

  RandomSource* random_;
  Document document_;
  std::vector<LessonFile> files_;
  Zoom closest_ = Zoom::message;  // of what is being told
};

}  // namespace smime::walkthrough
