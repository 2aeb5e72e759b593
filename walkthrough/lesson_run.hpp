// One run of the lesson: the chapters asked for, told in order into one document.
#pragma once

#include <string>
#include <vector>

#include "walkthrough/story/story.hpp"

namespace smime::walkthrough {

/// What a run is made of.
struct RunOptions {
  std::vector<std::string> chapters;  ///< empty: all
  bool live = false;                  ///< the system's randomness in place of the script
  std::string seed = "breakfast";     ///< of the script
};

/// What a run leaves behind.
struct RunResult {
  Document document;
  std::vector<LessonFile> files;
};

/// @throws Error (not_found) for an unknown chapter
/// @throws Drift where a chapter and the library disagree
RunResult run_lesson(const RunOptions& options);

}  // namespace smime::walkthrough
