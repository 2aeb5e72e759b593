// A child process and what it used.
#pragma once

#include <filesystem>
#include <string>

namespace smime::bench {

struct Used {
  bool succeeded = false;
  double seconds = 0;    ///< from its start to its end
  double processor = 0;  ///< seconds of processor time, in the program and in the system for it
  double mebibytes = 0;  ///< of memory at the most; not less than this program's own
};

/// Runs a program (words with spaces between them), or several with pipes between them, in a folder,
/// its output thrown away.
Used run_child(const std::filesystem::path& folder, const std::string& words);

}  // namespace smime::bench
