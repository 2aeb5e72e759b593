// One run of the lesson: the chapters asked for, told in order into one document.
#include "walkthrough/lesson_run.hpp"

#include <algorithm>

#include "primitives/error.hpp"
#include "walkthrough/chapters/chapters.hpp"

namespace smime::walkthrough {
namespace {

void require_known(const std::vector<std::string>& wanted) {
  for (const std::string& id : wanted) {
    const auto known = chapters::all();
    if (std::none_of(known.begin(), known.end(),
                     [&](const auto& entry) { return entry.id == id; })) {
      throw Error(ErrorKind::not_found, "no chapter '" + id + "'",
                  "'walkthrough --list' shows the chapters");
    }
  }
}

bool is_wanted(const std::vector<std::string>& wanted, std::string_view id) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), id) != wanted.end();
}

void tell(const RunOptions& options, const Cast& cast, Story& story, ScriptedRandom* script) {
  chapters::Lesson lesson{story, cast, [script](std::uint8_t first, std::size_t octets) {
                            if (script) script->count_from(first, octets);
                          }};
  for (const auto& entry : chapters::all()) {
    if (is_wanted(options.chapters, entry.id)) entry.tell(lesson);
  }
}

}  // namespace

RunResult run_lesson(const RunOptions& options) {
  require_known(options.chapters);
  SystemRandom system;
  ScriptedRandom cast_script(options.seed + " cast");
  ScriptedRandom story_script(options.seed + " story");
  const Cast cast(options.live ? static_cast<RandomSource&>(system) : cast_script);
  Story story(options.live ? static_cast<RandomSource&>(system) : story_script);
  leave_files(cast, story);
  tell(options, cast, story, options.live ? nullptr : &story_script);
  return {story.document(), story.files()};
}

}  // namespace smime::walkthrough
