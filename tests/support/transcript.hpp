// Sessions in a terminal as tests: files with commands, what they print, and their input files
// inline.
#pragma once

#include <string>

#include "tests/support/process.hpp"

namespace smime::tests {

/// Plays a session in the folder, and checks each command's output and how it ends.
///
/// The text has, line by line:
/// - `# words`: a remark;
/// - `> name`: the file `name`, which the lines after it that begin with `|` make up;
/// - `$ command`: a line for the shell, whose `smime` is this build's; after a `\` at its end the
///   next line belongs to it;
/// - what stands below up to an empty line is what it prints, on both outputs: `[..]` stands for
///   anything within a line, a line `...` for any number of lines; a CR at a line's end is none;
/// - `? 1` at the end: it ends with 1 (otherwise with 0).
void play(const TemporaryFolder& folder, const std::string& text);

/// Plays the file tests/command/transcripts/NAME, in a new folder where none is given.
void play_file(const std::string& name);
void play_file(const TemporaryFolder& folder, const std::string& name);

}  // namespace smime::tests
