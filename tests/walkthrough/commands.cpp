// The commands of other programs that the lesson prints: each runs over the lesson's files and
// shows what the lesson says to look for.
#include <variant>

#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/skip.hpp"
#include "walkthrough/lesson_run.hpp"

using namespace smime;
using namespace smime::walkthrough;

namespace {

std::vector<TryIt> commands_of(const Document& document) {
  std::vector<TryIt> commands;
  for (const Chapter& chapter : document.chapters) {
    for (const Block& block : chapter.blocks) {
      if (const auto* command = std::get_if<TryIt>(&block.content)) commands.push_back(*command);
    }
  }
  return commands;
}

}  // namespace

TEST_CASE("every command that the lesson prints shows what the lesson says to look for") {
  if (!tests::is_installed("openssl")) return tests::skip("openssl is not installed");
  const RunResult lesson = run_lesson({});
  const tests::TemporaryFolder folder;
  for (const LessonFile& file : lesson.files) folder.write(file.name, file.octets);
  const std::vector<TryIt> commands = commands_of(lesson.document);
  CHECK(commands.size() >= 12);
  for (const TryIt& one : commands) {
    INFO(one.command);
    const tests::Ran ran = tests::run(folder, one.command);
    INFO(ran.output);
    CHECK(ran.status == 0);
    CHECK(ran.output.find(one.expected) != std::string::npos);
  }
}
